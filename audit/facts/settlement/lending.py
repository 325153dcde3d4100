"""Where a loan or a claim stands, as its facts left it; and what such a fact books.

A claim is owed and moved as a loan without interest is: what is said of loans holds of claims, too.
"""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, TypeAlias

import msgspec

from audit.facts.applications.terms import LoanTerms
from audit.facts.booking import Account, Entry
from audit.facts.declaring import ALL, UNKNOWN, Event, Fact, Known, Movement
from audit.facts.settlement.agreements import payer_of_payee, second_approver_of
from audit.facts.settlement.chart import (
    ADVANCE,
    CHARGED,
    CLAIM_DUE,
    CLAIM_OUTSTANDING,
    CLAIM_REPAID,
    CLAIM_WRITTEN_OFF,
    CLAIMED,
    DUE,
    INTEREST,
    INTEREST_DUE,
    INTEREST_PAID,
    LENT,
    OUTSTANDING,
    OWN,
    PAYER,
    REPAID,
    WAIVED,
    WRITTEN_OFF,
)


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """Where a loan stands, in cents; interest that is not charged yet also in parts of one."""

    outstanding_cents: int = 0
    due_cents: int = 0
    interest_due_cents: int = 0
    advance_cents: int = 0
    repaid_cents: int = 0
    interest_paid_cents: int = 0
    written_off_cents: int = 0
    waived_cents: int = 0
    fallen_due: int = 0
    accrued_cents: int = 0
    accrued_parts: int = 0
    since: date | None = None
    level_cents: int = 0


class Move(msgspec.Struct, frozen=True):
    """The borrower paid, towards instalments or principal; so much was written off; or it is owed on other terms."""

    on: date
    what: str
    cents: int
    interest_cents: int = 0
    terms: LoanTerms | None = None


class Loan(msgspec.Struct, frozen=True):
    """A loan as its facts left it."""

    of: tuple[str, ...]
    """Order, ask, funder and borrower."""
    terms: LoanTerms
    """Those that it began with; what changed them is among the moves."""
    cents: int
    paid_on: date
    """The day on which it began; that of a claim, on which it was made."""
    position: Position
    moves: tuple[Move, ...] = ()
    repayments: tuple[int, ...] = ()
    """Which of the moves; numbered from 1."""

    def repaid(self, repayment: int) -> Move | None:
        """A repayment, as it was corrected last."""
        return self.moves[self.repayments[repayment - 1]] if 0 < repayment <= len(self.repayments) else None

    def corrected(self, repayment: int, cents: int) -> tuple[Move, ...]:
        """The moves, with another amount of one repayment."""
        at = self.repayments[repayment - 1]
        right = msgspec.structs.replace(self.moves[at], cents=cents)
        return (*self.moves[:at], right, *self.moves[at + 1 :])

    @property
    def happened(self) -> bool:
        """Whether anything came of it, or was written off, as corrected last."""
        return any(move.cents or move.interest_cents for move in self.moves)


class Difference:
    """Cash of the borrower, and what is owed, by as much as the position that is told differs from the one before."""

    def entries(self, fact: Fact, known: Known, _: object = None) -> Iterator[Entry]:
        assert isinstance(fact, OfLoan)
        found = known[Loan].get(fact.order)
        before, after = found.position if found else Position(), fact.stands
        for part, source, target in (*_CASH, *(_OF_CLAIM if is_claim(fact.order) else _OF_LOAN)):
            names = (
                account.pattern.format(order=fact.order, party=fact.borrower, funder=fact.funder)
                for account in (source, target)
            )
            yield getattr(after, part) - getattr(before, part), *names


_Parts: TypeAlias = tuple[tuple[str, Account, Account], ...]

_CASH: _Parts = (
    ("repaid_cents", OWN, PAYER),
    ("interest_paid_cents", OWN, INTEREST),
    ("advance_cents", OWN, ADVANCE),
)
_OF_LOAN: _Parts = (
    ("outstanding_cents", LENT, OUTSTANDING),
    ("due_cents", LENT, DUE),
    ("repaid_cents", LENT, REPAID),
    ("written_off_cents", LENT, WRITTEN_OFF),
    ("interest_due_cents", CHARGED, INTEREST_DUE),
    ("interest_paid_cents", CHARGED, INTEREST_PAID),
    ("waived_cents", CHARGED, WAIVED),
)
_OF_CLAIM: _Parts = (
    ("outstanding_cents", CLAIMED, CLAIM_OUTSTANDING),
    ("due_cents", CLAIMED, CLAIM_DUE),
    ("repaid_cents", CLAIMED, CLAIM_REPAID),
    ("written_off_cents", CLAIMED, CLAIM_WRITTEN_OFF),
)
"""No interest: a claim bears none."""


def claim_of(ask: str, determination: int) -> str:
    """The id of the claim that follows from a determination."""
    return f"{ask}:claim-{determination}"


def is_claim(order: str) -> bool:
    """Whether an id is that of a claim, and not of an order that paid out a loan."""
    return order.rpartition(":")[2].startswith("claim-")


class OfLoan(Fact):
    """A loan bears the id of the order that paid it out; a claim one of its own."""

    told = ALL
    books: ClassVar[tuple[Movement, ...]] = (Difference(),)
    order: str
    ask: str
    funder: str
    borrower: str

    @property
    def stands(self) -> Position:
        """Where it stands after this."""
        return Position()

    @property
    def of(self) -> tuple[str, ...]:
        return self.order, self.ask, self.funder, self.borrower

    def lender(self, known: Known) -> str:
        return payer_of_payee(self.funder, f"party:{self.borrower}", known)

    def second_approver(self, known: Known) -> str:
        second = second_approver_of(self.funder, known)
        return second.second_approver or UNKNOWN if second else UNKNOWN


def loan_is_over(order: str, event: Event, known: Known) -> None:
    """Its payment is none any more: so the loan is to be undone."""
    if order in known[Loan]:
        known.logs[event.log].due["loan-undone", order] = event.place
