"""What a pool is asked, and what facts about one revision of an ask have in common."""

from collections.abc import Mapping

import msgspec

from audit.facts.applications.advances import Advance
from audit.facts.applications.asks import TakesOver
from audit.facts.applications.terms import LoanTerms
from audit.facts.declaring import Event, Kept, Known, Line, Message, Place, Share
from audit.facts.pool.engaged import LINES, engage
from audit.facts.pool.mandates import second_approver_of
from audit.facts.pool.pools import OfPool

ASK = "ask revision cents funder"


class OfReservation(OfPool):
    """One revision of one ask."""

    application: str
    ask: str
    revision: int
    cents: int

    @property
    def exact(self) -> tuple[str, str, int, int]:
        return self.pool, self.application, self.revision, self.cents

    def applicant_of(self, known: Known) -> str:
        """Who asks; empty where the pool did not take it yet."""
        asked = known[AskReceived].get(self.ask)
        return asked.applicant if asked else ""

    def is_own_case(self, known: Known) -> bool:
        """Whether the budget holder asks of its own pool."""
        return self.holder(known) == self.applicant_of(known)

    def decider(self, known: Known) -> str:
        """Who answers: the budget holder, or in its own case the second approver."""
        return self.second_approver(known) if self.is_own_case(known) else self.holder(known)

    def second_approver(self, known: Known) -> str:
        return second_approver_of(self.pool, known)


class AskReceived(OfReservation):
    kind = "ask-received"
    causes = (
        Message(
            "applications/pool-asked",
            f"{ASK} application lines takes_over loan advances",
            only=lambda asked, received: received.applicant in {"", asked.applicant},
            times=1,
        ),
    )
    kept = "ask"
    lines: tuple[Line, ...]
    applicant: str = ""
    takes_over: TakesOver | None = None
    loan: LoanTerms | None = None
    advances: tuple[Advance, ...] = ()

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.applicant:
            known[NAMING].put(event.log, event.place)


NAMING = Kept(Place)
"""Where a log last named the applicant of an ask, by log."""


def engage_anew(pool: str, ask: str, known: Known) -> None:
    """Count all that an ask asks now."""
    asked = known[AskReceived].get(ask)
    known[LINES].put(ask, asked.lines if asked else ())
    engage(pool, ask, known, 1)


class Attributed(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution pays of one goal."""

    goal: str
    contribution: str
    cents: int


def shares_of(cents: Mapping[str, int]) -> tuple[Share, ...]:
    return tuple(Share(*share) for share in cents.items())
