"""What the logs say, counted event by event: principal lent is outstanding, repaid or written off, after every one.

What was lent, repaid, charged and lost is what the facts tell, and what is outstanding is where they say the loan
stands: two ways, so that their sum can differ. Amounts in euro cents.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from examples.narration import require
from examples.revolving.plan import BUFFER
from examples.stand import Desk
from services.pool.contributions.facts import ContributionReceived
from services.pool.payments.facts import InterestReceived, LoanLost
from services.settlement.loans.facts import InstalmentDue, LoanPaidOut, LoanWrittenOff, Position, RepaymentReceived


class Sums(NamedTuple):
    """So much since the beginning."""

    put_in: int = 0
    lent: int = 0
    repaid: int = 0
    interest: int = 0
    written_off: int = 0
    buffer: int = 0
    """What bears losses first, and is not lent: put in, and the interest that came to it, less what it bore."""

    @property
    def outstanding(self) -> int:
        return self.lent - self.repaid - self.written_off

    @property
    def free(self) -> int:
        """What is left to lend, where nothing is under way: what came in, less what is out, lost or in the buffer."""
        return self.put_in + self.interest - self.written_off - self.outstanding - self.buffer

    def since(self, before: "Sums") -> "Sums":
        return Sums(*(now - then for now, then in zip(self, before, strict=True)))


class Point(NamedTuple):
    """How the pool stands at the end of a day."""

    on: date
    free: int
    buffer: int
    outstanding: int
    written_off: int
    put_in: int
    """So much until then."""


@dataclass
class Tally:
    """Reads on where it was; raises `Failed` where a sum differs."""

    pool: Desk
    settlement: Desk
    found: Counter[str] = field(default_factory=Counter)
    positions: dict[str, Position] = field(default_factory=dict)
    """Where each loan stands, by the order that paid it out."""
    counted: int = 0
    """After how many events all of it was right."""
    points: list[Point] = field(default_factory=list)
    _through: Counter[str] = field(default_factory=Counter)

    @property
    def sums(self) -> Sums:
        return Sums(**{name: self.found[name] for name in Sums._fields})

    def read_on(self) -> list[InstalmentDue]:
        """Count what was recorded since; what fell due meanwhile."""
        due = []
        for desk in (self.pool, self.settlement):
            for event in desk.events(self._through[desk.service.name]):
                self._through[desk.service.name] = event.position
                fact = desk.fact(event)
                self._count(fact)
                require(self.sums.outstanding, self._outstanding(), f"outstanding after {event.stored.kind}")
                self.counted += 1
                if isinstance(fact, InstalmentDue):
                    due.append(fact)
        return due

    def _count(self, fact: Any) -> None:
        match fact:
            case ContributionReceived():
                self.found["put_in"] += fact.cents
                self.found["buffer"] += fact.cents * (fact.contribution == BUFFER)
            case InterestReceived():
                self.found["buffer"] += dict(fact.parts).get(BUFFER, 0)
            case LoanLost():
                self.found["buffer"] -= dict(fact.borne).get(BUFFER, 0)
            case LoanPaidOut():
                self.found["lent"] += fact.cents
            case InstalmentDue() | RepaymentReceived():
                self.found["repaid"] += fact.paid_principal_cents
                self.found["interest"] += fact.paid_interest_cents
            case LoanWrittenOff():
                self.found["written_off"] += fact.principal_cents
        if isinstance(fact, LoanPaidOut | InstalmentDue | RepaymentReceived | LoanWrittenOff):
            self.positions[fact.order] = fact.position

    def _outstanding(self) -> int:
        return sum(position.principal_left_cents for position in self.positions.values())

    def end_of(self, day: date, shown: Mapping[str, Any]) -> None:
        """Compare with what the pool itself answers, once everybody has heard everything."""
        sums = self.sums
        expected = sums.free, sums.buffer, sums.outstanding, sums.written_off
        buffer = sum(one["free_cents"] for one in shown["contributions"] if one["contribution"] == BUFFER)
        out = shown["paid_cents"] - shown["refunded_cents"]
        found = shown["free_cents"] - buffer, buffer, out, shown["written_off_cents"]
        require(expected, found, f"the pool on {day}")
        self.points.append(Point(day, *expected, sums.put_in))
