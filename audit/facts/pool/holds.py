"""Holds: what a pool holds, until a decision commits or releases it."""

from collections.abc import Mapping

import msgspec

from audit.facts.applications.applications import UNCOMMITTED, Granted
from audit.facts.booking import Each, Fill, Move, net
from audit.facts.declaring import ALL, Command, Event, Kept, Known, Message, Place, Share
from audit.facts.pool.asks import ASK, AskReceived, Attributed, OfReservation, engage_anew, shares_of
from audit.facts.pool.chart import COMMITTED, FREE, HELD, HOME, RESERVED, SHORT
from audit.facts.pool.engaged import UNMOVED, engage
from audit.facts.pool.pools import OfPool
from audit.facts.pool.set_aside import ASIDE, aside_for
from audit.facts.pool.supports import Under, use


class ReservationHeld(OfReservation):
    """From what is free, or from what was set aside for this revision with the first yes."""

    kind = "reservation-held"
    told = ALL
    causes = (
        Command("hold-ask", by="decider"),
        Command("approve-hold", by="second_approver"),
        Message("applications/pool-asked", ASK),
    )
    books = (Each("from_free", Move("cents", FREE, HELD)), Each("from_aside", Move("cents", RESERVED, HELD)))
    attribution: tuple[Attributed, ...] = ()
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

    def is_new(self, known: Known) -> bool:
        """Whether the money was free before, and not set aside for this revision."""
        aside = aside_for(self.ask, known)
        return aside is None or aside.exact != self.exact

    def from_free(self, known: Known) -> tuple[Share, ...]:
        return self.backing if self.is_new(known) else ()

    def from_aside(self, known: Known) -> tuple[Share, ...]:
        aside = aside_for(self.ask, known)
        return () if aside is None or self.is_new(known) else aside.backing

    def fold(self, event: Event, known: Known) -> None:
        known[HOLDS].put(self.ask, (event.place, self))
        if self.is_new(known):
            engage_anew(self.pool, self.ask, known)
        else:
            known[ASIDE].pop(self.ask)
        use(self.pool, self.ask, self.under, known)


HOLDS = Kept(tuple[Place, ReservationHeld])
"""Those in force, by ask."""


def held_by(ask: str, known: Known) -> ReservationHeld | None:
    """What is held for an ask."""
    _, held = known[HOLDS].get(ask, (None, None))
    return held


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
        if (asked := known[AskReceived].get(self.ask)) and asked.takes_over:
            known[UNMOVED].put(self.ask, event.place)
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
