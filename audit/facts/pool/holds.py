"""Holds: what a pool holds, until a decision commits or releases it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from audit.facts.applications.applications import UNCOMMITTED, Granted
from audit.facts.booking import Each, Fill, Move, net
from audit.facts.declaring import ALL, Command, Event, Kept, Known, Message, Place, Share
from audit.facts.pool.asks import ASK, AskReceived, Attributed, OfReservation, engage_anew, shares_of
from audit.facts.pool.chart import COMMITTED, FREE, HELD, HOME, RESERVED, SHORT
from audit.facts.pool.engaged import UNMOVED, engage
from audit.facts.pool.parts import Piece, less, pieces_of
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
    """What is due; by which orders it was paid, what of it will not be, and what came back since."""

    committed: ReservationCommitted
    paid: Mapping[str, tuple[Piece, ...]] = {}
    """By order, each way apart."""
    freed: Mapping[str, tuple[Piece, ...]] = {}
    """By why: it was determined at less, or changed."""
    returned: Mapping[str, Mapping[str, int]] = {}
    """Principal, by order and contribution."""
    earned: Mapping[str, Mapping[str, int]] = {}
    """Interest, by order and contribution."""
    lost: Mapping[str, Mapping[str, int]] = {}
    """Principal that is written off, by order and contribution."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All that is committed."""
        return pieces_of(self.committed.attribution, self.committed.under)

    @property
    def all_paid(self) -> tuple[Piece, ...]:
        return tuple(piece for pieces in self.paid.values() for piece in pieces)

    @property
    def unpaid(self) -> tuple[Piece, ...]:
        return less(self.pieces, (*self.all_paid, *self.all_freed))

    @property
    def all_freed(self) -> tuple[Piece, ...]:
        return tuple(piece for pieces in self.freed.values() for piece in pieces)

    @property
    def unpaid_cents(self) -> int:
        return sum(piece.cents for piece in self.unpaid)

    @property
    def lent(self) -> dict[str, int]:
        """What each contribution has paid."""
        return net((piece.contribution, piece.cents) for piece in self.all_paid)

    @property
    def back_cents(self) -> int:
        """Principal that came back."""
        return sum(sum(parts.values()) for parts in self.returned.values())

    def paid_by(self, order: str) -> tuple[Piece, ...]:
        """What an order paid; a claim is of what all of them did."""
        return self.paid.get(order, self.all_paid)

    @property
    def out(self) -> dict[str, int]:
        """Of what was paid, by contribution: what did not come back, and was not lost."""
        return self.still_out("")

    def still_out(self, order: str) -> dict[str, int]:
        """The same of what one order paid; of any that paid nothing, of what all of them did."""
        out = Counter(net((piece.contribution, piece.cents) for piece in self.paid_by(order)))
        for gone in (self.returned, self.lost):
            for of, parts in gone.items():
                if of == order or order not in self.paid:
                    out.subtract(parts)
        return dict(out)


def and_more(before: Mapping[str, Mapping[str, int]], order: str, parts: Mapping[str, int]) -> dict[str, Any]:
    """By order and contribution, with these parts of one order added."""
    came = Counter(before.get(order, {}))
    came.update(parts)
    return {**before, order: came}


def shares_in(pieces: Iterable[Piece]) -> tuple[Share, ...]:
    """By contribution."""
    return shares_of(net((piece.contribution, piece.cents) for piece in pieces))


class ApplicationClosed(OfPool):
    """None of its asks to this pool can be held any more."""

    kind = "application-closed"
    causes = (
        Message("applications/application-granted", "application"),
        Message("applications/application-failed", "application"),
    )
    kept = "application"
    application: str
