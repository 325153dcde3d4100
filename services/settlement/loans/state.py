"""The loans and claims: terms, what moved each, and where it stands; which instalment falls due next."""

from bisect import bisect_left, insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, assert_never

from services.settlement.loans.facts import (
    ClaimMade,
    InstalmentDue,
    LoanChangeAwaitsApproval,
    LoanPaidOut,
    LoanTerms,
    LoanTermsChanged,
    LoanUndone,
    LoanWrittenOff,
    Position,
    RepaymentCorrected,
    RepaymentReceived,
    Towards,
)


class Move(NamedTuple):
    """The borrower paid so much on a day, towards one or the other; so much is expected no more; or other terms."""

    on: date
    what: Towards | Literal["write-off", "terms"]
    cents: int
    """Of a write-off the principal."""
    interest_cents: int = 0
    """Of a write-off."""
    terms: LoanTerms | None = None
    """From then on."""


@dataclass(slots=True)
class Loan:
    """A loan, or a claim: `paid_on` is the day on which it began."""

    order: str
    ask: str
    funder: str
    borrower: str
    cents: int
    paid_on: date
    terms: LoanTerms
    """As they are now."""
    position: Position
    next_due_on: date | None
    first_terms: LoanTerms
    """As they were when it began."""
    moves: tuple[Move, ...] = ()
    """In the order in which they were recorded, as corrected last."""
    repayments: tuple[int, ...] = ()
    """Where each repayment is among the moves; they are numbered from 1."""

    @property
    def principal_left_cents(self) -> int:
        return self.position.principal_left_cents


@dataclass(slots=True)
class Loans:
    by_order: MutableMapping[str, Loan] = field(default_factory=dict)
    lent: MutableMapping[str, int] = field(default_factory=dict)
    """By funder, how many loans it has paid out, and claims it has made."""
    lent_at: MutableMapping[str, str] = field(default_factory=dict)
    """The loans and claims of a funder, by `<funder>/<number>`, from 1 on, those that were undone included."""
    falling_due: list[tuple[date, str]] = field(default_factory=list)
    """Day of the next instalment and order, of each loan that has one, the earliest first."""
    waiting: dict[str, LoanChangeAwaitsApproval] = field(default_factory=dict)
    """By order: the latest change that awaits the second approval."""
    running: int = 0
    """How many loans of which something is owed."""


Moved: TypeAlias = InstalmentDue | RepaymentReceived | RepaymentCorrected | LoanWrittenOff | LoanTermsChanged
Folded: TypeAlias = LoanPaidOut | ClaimMade | Moved | LoanUndone | LoanChangeAwaitsApproval


def evolve(loans: Loans, fact: Folded) -> None:
    match fact:
        case LoanPaidOut() | ClaimMade():
            of = fact.order, fact.ask, fact.funder, fact.borrower
            began_on = fact.paid_on if isinstance(fact, LoanPaidOut) else fact.claimed_on
            loans.by_order[fact.order] = Loan(*of, fact.cents, began_on, fact.terms, fact.position, None, fact.terms)
            loans.lent[fact.funder] = number = loans.lent.get(fact.funder, 0) + 1
            loans.lent_at[f"{fact.funder}/{number}"] = fact.order
            loans.running += 1
            _falls_due(loans, fact.order, fact.next_due_on)
        case LoanUndone():
            _falls_due(loans, fact.order, None)
            loans.running -= _is_running(loans.by_order.pop(fact.order))
            loans.waiting.pop(fact.order, None)
        case LoanChangeAwaitsApproval():
            loans.waiting[fact.order] = fact
        case _:
            loan = loans.by_order[fact.order]
            _move(loan, fact)
            loans.running -= _is_running(loan)
            loan.position = fact.position
            loans.running += _is_running(loan)
            if isinstance(fact, RepaymentCorrected | LoanWrittenOff | LoanTermsChanged) and fact.approved_by:
                del loans.waiting[fact.order]
            _falls_due(loans, fact.order, fact.next_due_on)


def _move(loan: Loan, fact: Moved) -> None:
    match fact:
        case InstalmentDue():
            pass
        case RepaymentReceived():
            loan.repayments = (*loan.repayments, len(loan.moves))
            loan.moves = (*loan.moves, Move(fact.received_on, fact.towards, fact.cents))
        case RepaymentCorrected():
            at = loan.repayments[fact.repayment - 1]
            right = loan.moves[at]._replace(cents=fact.cents)
            loan.moves = (*loan.moves[:at], right, *loan.moves[at + 1 :])
        case LoanWrittenOff():
            written_off = Move(fact.decided_on, "write-off", fact.principal_cents, fact.interest_cents)
            loan.moves = (*loan.moves, written_off)
        case LoanTermsChanged():
            loan.moves = (*loan.moves, Move(fact.decided_on, "terms", 0, 0, fact.terms))
            loan.terms = fact.terms
        case _:
            assert_never(fact)


def _is_running(loan: Loan) -> bool:
    return bool(loan.principal_left_cents or loan.position.interest_due_cents)


def _falls_due(loans: Loans, order: str, on: date | None) -> None:
    loan = loans.by_order[order]
    if loan.next_due_on == on:
        return
    if loan.next_due_on:
        del loans.falling_due[bisect_left(loans.falling_due, (loan.next_due_on, order))]
    if on:
        insort(loans.falling_due, (on, order))
    loan.next_due_on = on
