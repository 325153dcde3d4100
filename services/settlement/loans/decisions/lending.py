"""A loan begins with its payment, a claim with its determination; instalments fall due. Nothing here refuses."""

from datetime import date
from typing import Literal

from services.settlement.agreements.facts import AgreementMade
from services.settlement.loans.decisions.booking import NOTHING, booked
from services.settlement.loans.decisions.schedule import fall_due, instalment, next_due_on, paid_out
from services.settlement.loans.facts import ClaimMade, InstalmentDue, LoanPaidOut, LoanTerms, LoanUndone
from services.settlement.loans.state import Loan
from services.settlement.state import State


def lent(agreement: AgreementMade, order: str, cents: int, paid_on: date) -> list[LoanPaidOut]:
    """The loan that a payment begins; none where a grant was paid."""
    if agreement.loan is None:
        return []
    position = paid_out(agreement.loan, cents, paid_on)
    due_on = next_due_on(agreement.loan, paid_on, position)
    of = order, agreement.ask, agreement.funder, agreement.recipient
    postings = booked(Loan(*of, cents, paid_on, agreement.loan, position, due_on, agreement.loan), NOTHING, position)
    return [LoanPaidOut(*of, position, due_on, postings, cents, paid_on, agreement.loan)]


def claimed(
    agreement: AgreementMade, determination: int, cents: int, claimed_on: date, terms: LoanTerms
) -> list[ClaimMade]:
    """What the recipient owes because more was paid than was determined; nothing, where that is not so."""
    if not cents:
        return []
    position = paid_out(terms, cents, claimed_on)
    due_on = next_due_on(terms, claimed_on, position)
    of = f"{agreement.ask}:claim-{determination}", agreement.ask, agreement.funder, agreement.recipient
    postings = booked(Loan(*of, cents, claimed_on, terms, position, due_on, terms), NOTHING, position)
    return [ClaimMade(*of, position, due_on, postings, determination, cents, claimed_on, terms)]


def falls_due(state: State, order: str) -> list[InstalmentDue]:
    """The next instalment of a loan, on its day; what was paid in advance pays of it."""
    loan = state.loans.by_order[order]
    due_on, before = loan.next_due_on, loan.position
    assert due_on is not None, f"nothing falls due on {order}"
    principal_cents, interest_cents = instalment(loan.terms, before, due_on)
    after = fall_due(loan.terms, before, due_on)
    return [
        InstalmentDue(
            order=order,
            ask=loan.ask,
            funder=loan.funder,
            borrower=loan.borrower,
            number=after.fallen_due,
            due_on=due_on,
            principal_cents=principal_cents,
            interest_cents=interest_cents,
            paid_principal_cents=after.repaid_cents - before.repaid_cents,
            paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
            position=after,
            next_due_on=next_due_on(loan.terms, loan.paid_on, after),
            postings=booked(loan, before, after),
        )
    ]


def undone(state: State, order: str, because: Literal["returned", "corrected"]) -> list[LoanUndone]:
    """A loan or a claim is none any more: nothing is owed. Of the order that paid a grant nothing follows."""
    loan = state.loans.by_order.get(order)
    if loan is None:
        return []
    postings = booked(loan, loan.position, NOTHING)
    return [LoanUndone(order, loan.ask, loan.funder, loan.borrower, because, postings)]


def came_of_it(state: State, order: str) -> bool:
    """Whether something of a loan or a claim was repaid or written off, as corrected last. Of a grant nothing was."""
    loan = state.loans.by_order.get(order)
    return loan is not None and any(move.cents or move.interest_cents for move in loan.moves)
