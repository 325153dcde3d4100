"""What the lender writes off, or corrects; above a pool's four-eyes threshold a second party agrees first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import TypeAlias, cast

from services.settlement.chart import is_claim
from services.settlement.loans.decisions.booking import booked
from services.settlement.loans.decisions.repaying import found_loan, own_loan, too_many, until_now
from services.settlement.loans.decisions.schedule import TooMuch, next_due_on
from services.settlement.loans.facts import (
    CorrectionGround,
    LoanChangeAwaitsApproval,
    LoanTerms,
    LoanTermsChanged,
    LoanWrittenOff,
    Position,
    Repayment,
    RepaymentCorrected,
    WriteOffGround,
)
from services.settlement.loans.state import Loan, Move
from services.settlement.state import State
from shared.money import Refusal, euros, together

Changed: TypeAlias = LoanWrittenOff | RepaymentCorrected | LoanTermsChanged
MAX_YEARS_AHEAD = 10
TOLD_AT_ONCE = 100
"""So many fit into one decision; the lender asks for any beyond them again."""


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
    asked = _second_yes(state, loan, wanted, principal_cents + interest_cents)
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
    asked = _second_yes(state, loan, wanted, abs(cents - was_cents))
    return asked if isinstance(asked, Refusal) else [asked or corrected]


def change_terms(
    state: State,
    *,
    by: str,
    today: date,
    order: str,
    repayment: Repayment | None,
    annual_rate: Decimal | None,
    months_between: int,
    instalments: int,
    interest_only: int,
    first_due_on: date,
    ground: WriteOffGround,
    reason: str,
) -> list[LoanTermsChanged | LoanChangeAwaitsApproval] | Refusal:
    """What is left is owed on other terms from today on, of a claim by a payment plan (4:94 Awb)."""
    loan = own_loan(state, by, order)
    if isinstance(loan, Refusal):
        return loan
    terms = replace(
        loan.terms,
        repayment=repayment or loan.terms.repayment,
        annual_rate=loan.terms.annual_rate if annual_rate is None else annual_rate,
        months_between=months_between,
        instalments=instalments,
        interest_only=interest_only,
        first_due_on=first_due_on,
    )
    left_cents = loan.principal_left_cents
    of = order, loan.ask, loan.funder, loan.borrower
    wanted = LoanChangeAwaitsApproval(*of, "terms", None, left_cents, 0, ground, reason, by, "", terms)
    changed = _on_other_terms(loan, wanted, terms, today, None)
    if isinstance(changed, Refusal):
        return changed
    asked = _second_yes(state, loan, wanted, left_cents)
    return asked if isinstance(asked, Refusal) else [asked or changed]


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
    if refusal := _not_the_approver(state, waiting, by) or _superseded(waiting, principal_cents, interest_cents, terms):
        return refusal
    changed: Changed | Refusal
    if waiting.terms:
        changed = _on_other_terms(loan, waiting, waiting.terms, today, by)
    elif waiting.repayment:
        changed = _corrected(loan, waiting, waiting.repayment, today, by)
    else:
        changed = _written_off(loan, waiting, today, by)
    return changed if isinstance(changed, Refusal) else [changed]


def asked_again(state: State, pool: str, second_approver: str | None) -> list[LoanChangeAwaitsApproval]:
    """What awaited the former second approver of a pool, told to the next one."""
    return list(islice(_told_again(state, f"pool:{pool}", second_approver), TOLD_AT_ONCE))


def _told_again(state: State, funder: str, approver: str | None) -> Iterator[LoanChangeAwaitsApproval]:
    for waiting in state.loans.waiting.values():
        concerned = {waiting.requested_by, waiting.approver, waiting.borrower}
        if approver and waiting.funder == funder and approver not in concerned:
            yield replace(waiting, approver=approver)


def _second_yes(
    state: State, loan: Loan, wanted: LoanChangeAwaitsApproval, cents: int
) -> LoanChangeAwaitsApproval | Refusal | None:
    """What asks the second approver; None where one party decides alone.

    That is a zuil, a budget holder up to the threshold, and a second approver in its place.
    """
    approver = state.payers.second_approver(loan.funder)
    if approver is None or approver == wanted.requested_by or not state.payers.needs_two(loan.funder, cents):
        return None
    if approver == loan.borrower:
        sentence = f"{approver} is second approver and borrows this; have the executive name another second approver."
        return Refusal("own-interest", sentence, "order")
    asked = replace(wanted, approver=approver)
    if state.loans.waiting.get(loan.order) == asked:
        return Refusal("awaits-approval", f"This waits for the approval of {approver}.", "order")
    return asked


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


def _on_other_terms(
    loan: Loan, wanted: LoanChangeAwaitsApproval, terms: LoanTerms, today: date, approved_by: str | None
) -> LoanTermsChanged | Refusal:
    if refusal := together(_no_terms(loan, terms), _no_first_day(terms, today), too_many(loan)):
        return refusal
    before = loan.position
    after = until_now(loan, (*loan.moves, Move(today, "terms", 0, 0, terms)), today)
    assert isinstance(after, Position), f"{loan.order} has more than is owed"
    if not after.outstanding_cents:
        return Refusal("nothing-owed", f"Of {loan.order} no principal is owed any more.", "order")
    return LoanTermsChanged(
        *(loan.order, loan.ask, loan.funder, loan.borrower),
        position=after,
        next_due_on=next_due_on(terms, loan.paid_on, after),
        postings=booked(loan, before, after),
        principal_cents=wanted.principal_cents,
        terms=terms,
        ground=cast("WriteOffGround", wanted.ground),
        reason=wanted.reason,
        decided_on=today,
        decided_by=wanted.requested_by,
        paid_principal_cents=after.repaid_cents - before.repaid_cents,
        paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
        approved_by=approved_by,
    )


def _no_terms(loan: Loan, terms: LoanTerms) -> Refusal | None:
    if terms.interest_only >= terms.instalments:
        sentence = "Of all instalments at least the last repays principal; name fewer that are interest only."
        return Refusal("loan-terms-invalid", sentence, "interest_only")
    if is_claim(loan.order) and (terms.annual_rate or terms.interest_only):
        sentence = (
            f"{loan.order} is a claim, which bears no interest by its terms; name rate 0, and none interest only."
        )
        return Refusal("loan-terms-invalid", sentence, "annual_rate")
    return None


def _no_first_day(terms: LoanTerms, today: date) -> Refusal | None:
    first = terms.first_due_on
    if first is None or first <= today:
        return Refusal("date-too-early", "Name a day after today for the first instalment.", "first_due_on")
    if first.year > today.year + MAX_YEARS_AHEAD:
        sentence = f"Name a day within {MAX_YEARS_AHEAD} years for the first instalment."
        return Refusal("date-too-far", sentence, "first_due_on")
    return None


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


def _not_the_approver(state: State, waiting: LoanChangeAwaitsApproval, by: str) -> Refusal | None:
    approver = state.payers.second_approver(waiting.funder)
    if by == waiting.requested_by:
        return Refusal("same-approver", f"{by} asked for it itself; the second yes is another party's.", "order")
    if by == waiting.borrower:
        sentence = f"{by} borrows this; have the executive name another second approver."
        return Refusal("own-interest", sentence, "order")
    if by != approver:
        who = approver or "a second approver, whom the executive has to name first,"
        return Refusal("not-yours", f"Only {who} may approve this for {waiting.funder}.", "order")
    return None


def _superseded(
    waiting: LoanChangeAwaitsApproval, principal_cents: int, interest_cents: int, terms: LoanTerms | None
) -> Refusal | None:
    asked = waiting.principal_cents, waiting.interest_cents
    if (*asked, waiting.terms) == (principal_cents, interest_cents, terms):
        return None
    named = " and ".join(euros(cents) for cents in asked)
    if waiting.terms:
        named += f" in {waiting.terms.instalments} instalments from {waiting.terms.first_due_on} on"
    sentence = f"{waiting.requested_by} now asks for {named}; approve exactly that, or leave it."
    return Refusal("superseded", sentence, "terms" if asked == (principal_cents, interest_cents) else "principal_cents")
