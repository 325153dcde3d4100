"""What the borrower pays, of its own money: more comes back than was lent."""

from collections.abc import Iterable
from datetime import date

from services.settlement.chart import PARTY
from services.settlement.loans.decisions.booking import booked
from services.settlement.loans.decisions.schedule import TooMuch, next_due_on, payoff_cents, walk
from services.settlement.loans.facts import Position, RepaymentReceived, Towards
from services.settlement.loans.state import Loan, Move
from services.settlement.state import State
from shared.money import Refusal, euros, together

MAX_MOVES = 2_000
"""So many repayments, write-offs and changes has a loan at most: each is counted again with the next."""


def record_repayment(
    state: State, *, by: str, today: date, order: str, cents: int, received_on: date, towards: Towards
) -> list[RepaymentReceived] | Refusal:
    """So much came from the borrower on a day: interest that is due, principal that is due, then the rest (6:44 BW)."""
    loan = own_loan(state, by, order)
    if isinstance(loan, Refusal):
        return loan
    if refusal := together(_not_on(loan, received_on, today), too_many(loan)):
        return refusal
    after = until_now(loan, (*loan.moves, Move(received_on, towards, cents)), today)
    if isinstance(after, TooMuch):
        return _more_than_owed(loan, cents, after, towards, today)
    before = loan.position
    return [
        RepaymentReceived(
            order=order,
            ask=loan.ask,
            funder=loan.funder,
            borrower=loan.borrower,
            repayment=len(loan.repayments) + 1,
            cents=cents,
            received_on=received_on,
            towards=towards,
            paid_principal_cents=after.repaid_cents - before.repaid_cents,
            paid_interest_cents=after.interest_paid_cents - before.interest_paid_cents,
            position=after,
            next_due_on=next_due_on(loan.terms, loan.paid_on, after),
            postings=booked(loan, before, after),
        )
    ]


def found_loan(state: State, order: str) -> Loan | Refusal:
    found = state.loans.by_order.get(order)
    if found is None:
        sentence = f"There is no loan or claim {order}; name the order that paid it out, or the claim."
        return Refusal("unknown-loan", sentence, "order")
    return found


def own_loan(state: State, by: str, order: str) -> Loan | Refusal:
    """A loan of which this party speaks: who pays for its funder, but never the borrower (2:4 Awb)."""
    found = found_loan(state, order)
    if isinstance(found, Refusal):
        return found
    payer = state.payers.of_payee(found.funder, PARTY(found.borrower))
    if by != payer:
        return Refusal("not-yours", f"Only {payer}, who pays for {found.funder}, speaks about {order}.", "order")
    if by == found.borrower:
        sentence = "You owe this yourself; the executive has to name a second approver, who then speaks of it."
        return Refusal("own-interest", sentence, "order")
    return found


def until_now(loan: Loan, moves: Iterable[Move], today: date) -> Position | TooMuch:
    """How a loan stands with these moves; or by how much one of them is too much on its day."""
    try:
        return walk(loan.first_terms, loan.cents, loan.paid_on, moves, today)
    except TooMuch as too_much:
        return too_much


def _not_on(loan: Loan, received_on: date, today: date) -> Refusal | None:
    if received_on > today:
        sentence = f"{received_on} is still to come; record the repayment once the money is there."
        return Refusal("date-in-future", sentence, "received_on")
    if received_on < loan.paid_on:
        sentence = f"{loan.order} began on {loan.paid_on}; name the day on which the money came."
        return Refusal("date-too-early", sentence, "received_on")
    return None


def too_many(loan: Loan) -> Refusal | None:
    if len(loan.moves) < MAX_MOVES:
        return None
    sentence = f"Loan {loan.order} has {MAX_MOVES} repayments, write-offs and changes; no more can be recorded."
    return Refusal("too-many-repayments", sentence, "order")


def _more_than_owed(loan: Loan, cents: int, too_much: TooMuch, towards: Towards, today: date) -> Refusal:
    """What is too much is told; and what it takes to be free of the loan."""
    least = (
        f"On {loan.order} {euros(max(cents - too_much.cents, 0))} of it is owed; record that, and send back the rest."
    )
    if towards == "instalments":
        payoff = euros(payoff_cents(loan.terms, loan.position, today))
        least += f" All that is owed is paid by {payoff} towards principal today."
    return Refusal("more-than-owed", least, "cents")
