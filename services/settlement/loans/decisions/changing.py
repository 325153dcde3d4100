"""What the lender writes off or corrects, and the second yes to any change of a loan or a claim."""

from datetime import date
from typing import TypeAlias, cast

from services.settlement.loans.decisions.approvals import not_the_approver, second_yes, superseded
from services.settlement.loans.decisions.booking import booked
from services.settlement.loans.decisions.repaying import found_loan, own_loan, until_now
from services.settlement.loans.decisions.schedule import TooMuch, next_due_on
from services.settlement.loans.decisions.terms import on_other_terms
from services.settlement.loans.facts import (
    CorrectionGround,
    LoanChangeAwaitsApproval,
    LoanTerms,
    LoanTermsChanged,
    LoanWrittenOff,
    RepaymentCorrected,
    WriteOffGround,
)
from services.settlement.loans.state import Loan, Move
from services.settlement.state import State
from shared.money import Refusal, euros

Changed: TypeAlias = LoanWrittenOff | RepaymentCorrected | LoanTermsChanged


def write_off(
    state: State,
    *,
    by: str,
    today: date,
    order: str,
    principal_cents: int,
    interest_cents: int,
    ground: WriteOffGround,
    reason: str,
) -> list[LoanWrittenOff | LoanChangeAwaitsApproval] | Refusal:
    """The lender expects so much no more, by a reasoned decision: principal that is due first, interest that is due."""
    loan = own_loan(state, by, order)
    if isinstance(loan, Refusal):
        return loan
    if not principal_cents + interest_cents:
        return Refusal("amount-zero", "Name the principal or the interest that is written off.", "principal_cents")
    of = order, loan.ask, loan.funder, loan.borrower
    amounts = principal_cents, interest_cents
    wanted = LoanChangeAwaitsApproval(*of, "write-off", None, *amounts, ground, reason, by, "")
    written_off = _written_off(loan, wanted, today, None)
    if isinstance(written_off, Refusal):
        return written_off
    asked = second_yes(state, loan, wanted, principal_cents + interest_cents)
    return asked if isinstance(asked, Refusal) else [asked or written_off]


def correct_repayment(
    state: State, *, by: str, today: date, order: str, repayment: int, cents: int, ground: CorrectionGround
) -> list[RepaymentCorrected | LoanChangeAwaitsApproval] | Refusal:
    """The right amount of a repayment, 0 if nothing came; what followed from it is counted anew."""
    loan = own_loan(state, by, order)
    if isinstance(loan, Refusal):
        return loan
    if not 0 < repayment <= len(loan.repayments):
        sentence = f"Loan {order} has {len(loan.repayments)} repayments, numbered from 1; name one of them."
        return Refusal("unknown-repayment", sentence, "repayment")
    was_cents = _repaid(loan, repayment).cents
    if was_cents == cents:
        sentence = f"Repayment {repayment} of {order} stands at this amount already."
        return Refusal("nothing-to-correct", sentence, "cents")
    of = order, loan.ask, loan.funder, loan.borrower
    wanted = LoanChangeAwaitsApproval(*of, "correction", repayment, cents, 0, ground, "", by, "")
    corrected = _corrected(loan, wanted, repayment, today, None)
    if isinstance(corrected, Refusal):
        return corrected
    asked = second_yes(state, loan, wanted, abs(cents - was_cents))
    return asked if isinstance(asked, Refusal) else [asked or corrected]


def approve(
    state: State,
    *,
    by: str,
    today: date,
    order: str,
    principal_cents: int,
    interest_cents: int,
    terms: LoanTerms | None = None,
) -> list[Changed] | Refusal:
    """The second yes, to exactly these amounts and terms. All is judged again."""
    loan = found_loan(state, order)
    if isinstance(loan, Refusal):
        return loan
    waiting = state.loans.waiting.get(order)
    if waiting is None:
        return Refusal("nothing-to-approve", f"Nothing about loan {order} awaits a second approval.", "order")
    if refusal := not_the_approver(state, waiting, by) or superseded(waiting, principal_cents, interest_cents, terms):
        return refusal
    changed: Changed | Refusal
    if waiting.terms:
        changed = on_other_terms(loan, waiting, waiting.terms, today, by)
    elif waiting.repayment:
        changed = _corrected(loan, waiting, waiting.repayment, today, by)
    else:
        changed = _written_off(loan, waiting, today, by)
    return changed if isinstance(changed, Refusal) else [changed]


def _written_off(
    loan: Loan, wanted: LoanChangeAwaitsApproval, today: date, approved_by: str | None
) -> LoanWrittenOff | Refusal:
    move = Move(today, "write-off", wanted.principal_cents, wanted.interest_cents)
    after = until_now(loan, (*loan.moves, move), today)
    if isinstance(after, TooMuch):
        left = loan.position.principal_left_cents - loan.position.advance_cents
        sentence = (
            f"Of loan {loan.order} {euros(left)} of principal and {euros(loan.position.interest_due_cents)} of "
            "interest that is due can be written off."
        )
        return Refusal("more-than-owed", sentence, "principal_cents")
    before = loan.position
    return LoanWrittenOff(
        *(loan.order, loan.ask, loan.funder, loan.borrower),
        position=after,
        next_due_on=next_due_on(loan.terms, loan.paid_on, after),
        postings=booked(loan, before, after),
        principal_cents=wanted.principal_cents,
        interest_cents=wanted.interest_cents,
        ground=cast("WriteOffGround", wanted.ground),
        reason=wanted.reason,
        decided_on=today,
        decided_by=wanted.requested_by,
        approved_by=approved_by,
        paid_principal_cents=after.repaid_cents - before.repaid_cents,
        paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
    )


def _corrected(
    loan: Loan, wanted: LoanChangeAwaitsApproval, repayment: int, today: date, approved_by: str | None
) -> RepaymentCorrected | Refusal:
    """What is too much with it may have come later: that is corrected first."""
    at, was = loan.repayments[repayment - 1], _repaid(loan, repayment)
    moves = (*loan.moves[:at], was._replace(cents=wanted.principal_cents), *loan.moves[at + 1 :])
    before, after = loan.position, until_now(loan, moves, today)
    if isinstance(after, TooMuch):
        sentence = (
            f"With this, {euros(after.cents)} more than is owed on {loan.order} would have come or been written off; "
            "correct what came later first, or name less."
        )
        return Refusal("more-than-owed", sentence, "cents")
    return RepaymentCorrected(
        *(loan.order, loan.ask, loan.funder, loan.borrower),
        position=after,
        next_due_on=next_due_on(loan.terms, loan.paid_on, after),
        postings=booked(loan, before, after),
        repayment=repayment,
        was_cents=was.cents,
        cents=wanted.principal_cents,
        ground=cast("CorrectionGround", wanted.ground),
        of_year=was.on.year,
        paid_principal_cents=after.repaid_cents - before.repaid_cents,
        paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
        approved_by=approved_by,
    )


def _repaid(loan: Loan, repayment: int) -> Move:
    return loan.moves[loan.repayments[repayment - 1]]
