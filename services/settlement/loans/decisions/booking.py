"""What a movement of a loan books: the difference between where it stood and where it stands."""

from collections.abc import Mapping

from services.settlement.chart import ADVANCE, OWN, OfInterest, OfLoan, interest, loan, payer
from services.settlement.loans.facts import Position
from services.settlement.loans.state import Loan
from shared.money import Posting

NOTHING = Position(0)


def booked(of: Loan, before: Position, after: Position) -> tuple[Posting, ...]:
    """Cash that came from the borrower, to the lender or kept for instalments to come; and what is owed, as a memo."""
    repaid_cents = after.repaid_cents - before.repaid_cents
    interest_cents = after.interest_paid_cents - before.interest_paid_cents
    advance_cents = after.advance_cents - before.advance_cents
    owed_cents = _principal_cents(after) - _principal_cents(before)
    cash = (
        Posting(OWN(of.borrower), -repaid_cents - interest_cents - advance_cents),
        Posting(ADVANCE(of.order), advance_cents),
        Posting(payer(of.funder), repaid_cents),
        Posting(interest(of.funder), interest_cents),
    )
    owed: Mapping[OfLoan | OfInterest, int] = {
        "lent": -owed_cents,
        "outstanding": after.outstanding_cents - before.outstanding_cents,
        "due": after.due_cents - before.due_cents,
        "repaid": repaid_cents,
        "written-off": after.written_off_cents - before.written_off_cents,
        "charged": before.charged_cents - after.charged_cents,
        "interest-due": after.interest_due_cents - before.interest_due_cents,
        "interest-paid": interest_cents,
        "waived": after.waived_cents - before.waived_cents,
    }
    memo = (Posting(loan(of.order, part), cents) for part, cents in owed.items() if cents)
    return (*(posting for posting in cash if posting.cents), *memo)


def _principal_cents(position: Position) -> int:
    """All that was lent: owed, repaid or written off."""
    return position.principal_left_cents + position.repaid_cents + position.written_off_cents
