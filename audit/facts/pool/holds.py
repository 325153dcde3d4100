"""Holds: what a pool is asked, holds or declines, until a decision commits or releases it."""

from collections.abc import Mapping

import msgspec

from audit.facts.applications.applications import UNCOMMITTED, Granted
from audit.facts.booking import Each, Fill, Move, net
from audit.facts.declaring import ALL, Command, Event, Kept, Known, Line, Message, Place, Share
from audit.facts.pool.chart import COMMITTED, FREE, HELD, HOME, SHORT
from audit.facts.pool.engaged import LINES, engage
from audit.facts.pool.mandates import second_approver_of
from audit.facts.pool.pools import OfPool
from audit.facts.pool.supports import Under, use

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
            f"{ASK} application lines",
            only=lambda asked, received: received.applicant in {"", asked.applicant},
            times=1,
        ),
    )
    kept = "ask"
    lines: tuple[Line, ...]
    applicant: str = ""

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.applicant:
            known[NAMING].put(event.log, event.place)


NAMING = Kept(Place)
"""Where a log last named the applicant of an ask, by log."""


class HoldAwaitsSecondApproval(OfReservation):
    kind = "hold-awaits-second-approval"
    told = "approver"
    causes = (
        Command("hold-ask", by="holder"),
        Command("set-mandate", by="governor"),
        Message("applications/pool-asked", ASK),
    )
    kept = "ask"
    approver: str
    requested_by: str


class ReservationHeld(OfReservation):
    kind = "reservation-held"
    told = ALL
    causes = (
        Command("hold-ask", by="decider"),
        Command("approve-hold", by="second_approver"),
        Message("applications/pool-asked", ASK),
    )
    books = (Each("backing", Move("cents", FREE, HELD)),)
    under: tuple[Under, ...] = ()

    @property
    def shares(self) -> tuple[Share, ...]:
        """Which contributions back it, as booked: the contract's fields do not say."""
        slots = ((HELD.slots(account) or {}, cents) for account, cents in self.postings)
        own = ((found["contribution"], cents) for found, cents in slots if found.get("pool") == self.pool)
        return shares_of(net(own))

    @property
    def backing(self) -> tuple[Share, ...]:
        """Which contributions these are is the pool's choice; that they back all of it, and are its own, is not."""
        shares = self.shares
        return shares if sum(share.cents for share in shares) == self.cents else (Share("?", self.cents),)

    def fold(self, event: Event, known: Known) -> None:
        known[HOLDS].put(self.ask, (event.place, self))
        asked = known[AskReceived].get(self.ask)
        known[LINES].put(self.ask, asked.lines if asked else ())
        engage(self.pool, self.ask, known, 1)
        use(self.pool, self.ask, self.under, known)


HOLDS = Kept(tuple[Place, ReservationHeld])
"""Those in force, by ask."""


def held_by(ask: str, known: Known) -> ReservationHeld | None:
    """What is held for an ask."""
    _, held = known[HOLDS].get(ask, (None, None))
    return held


def shares_of(cents: Mapping[str, int]) -> tuple[Share, ...]:
    return tuple(Share(*share) for share in cents.items())


class ReservationReleased(OfReservation):
    """Because a newer revision is asked, or the ask is dropped, or decided without it.

    An ask that is dropped has a new revision of 0 cents, which itself is answered so.
    """

    kind = "reservation-released"
    told = ALL
    causes = (
        Message(
            "applications/pool-asked",
            "ask",
            only=lambda asked, released: released.revision < asked.revision + (asked.cents == 0),
        ),
        Message(
            "applications/application-granted",
            "application",
            only=lambda granted, released: (
                (released.ask, released.revision) not in {(ask.ask, ask.revision) for ask in granted.asks}
            ),
        ),
        Message("applications/application-failed", "application"),
    )
    books = (Each("given_back", Fill("cents", HELD, SHORT, HOME)),)

    def given_back(self, known: Known) -> tuple[Share, ...]:
        held = held_by(self.ask, known)
        return held.shares if held and self.cents else ()

    def fold(self, event: Event, known: Known) -> None:
        held = held_by(self.ask, known)
        if held and held.exact == self.exact:
            known[HOLDS].pop(self.ask)
            engage(self.pool, self.ask, known, -1)
            use(self.pool, self.ask, (), known)


class Attributed(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution pays of one goal."""

    goal: str
    contribution: str
    cents: int


class ReservationCommitted(OfReservation):
    kind = "reservation-committed"
    told = ALL
    causes = (
        Message(
            "applications/application-granted",
            ASK,
            among="asks",
            times=lambda granted: sum(ask.funder.startswith("pool:") for ask in granted.asks),
        ),
    )
    books = (Each("attribution", Move("cents", HELD, COMMITTED)),)
    budget_holder: str
    attribution: tuple[Attributed, ...]
    under: tuple[Under, ...] = ()

    @property
    def lent(self) -> dict[str, int]:
        """By contribution."""
        return net((part.contribution, part.cents) for part in self.attribution)

    def is_granted(self, known: Known) -> bool:
        found = known[Granted].get(self.ask)
        return found is not None and (found.ask.revision, found.ask.funder) == (self.revision, self.funder)

    def fold(self, event: Event, known: Known) -> None:
        known[Commitment].put(self.ask, Commitment(self))
        use(self.pool, self.ask, self.under, known)
        known[HOLDS].pop(self.ask)
        if self.is_granted(known):
            known[UNCOMMITTED].pop(self.ask)


class Commitment(msgspec.Struct, frozen=True):
    """What is due; by which order it was paid, and what came back since."""

    committed: ReservationCommitted
    order: str = ""
    returned: Mapping[str, int] = {}
    """Principal, by contribution."""
    refunds: int = 0
    earned: Mapping[str, int] = {}
    """Interest, by contribution."""
    earnings: int = 0
    lost: Mapping[str, int] = {}
    """Principal that is written off, by contribution."""
    losses: int = 0

    @property
    def shares(self) -> tuple[Share, ...]:
        return shares_of(self.committed.lent)


class ApplicationClosed(OfPool):
    """None of its asks to this pool can be held any more."""

    kind = "application-closed"
    causes = (
        Message("applications/application-granted", "application"),
        Message("applications/application-failed", "application"),
    )
    kept = "application"
    application: str
