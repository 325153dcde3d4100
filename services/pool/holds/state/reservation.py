"""A reservation: the latest revision of an ask, how far it has come, what backs it, and what was paid of that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from services.pool.holds.facts import AskReceived, Ground, HoldAwaitsSecondApproval, Part, Under
from shared.money import split


class Standing(StrEnum):
    """How far the latest revision of an ask has come."""

    ASKED = "asked"
    AWAITING_SECOND_APPROVAL = "awaiting-second-approval"
    HELD = "held"
    DECLINED = "declined"
    RELEASED = "released"
    COMMITTED = "committed"
    PAID = "paid"


AWAITED = (Standing.ASKED, Standing.AWAITING_SECOND_APPROVAL, Standing.HELD, Standing.COMMITTED)
"""An ask that stands so waits for somebody: a budget holder, a second approver, the other funders, a payment."""

UNDECIDED = (Standing.ASKED, Standing.AWAITING_SECOND_APPROVAL, Standing.HELD)
"""Of an ask that stands so it is not decided yet whether money is committed for it."""

BACKED = (Standing.AWAITING_SECOND_APPROVAL, Standing.HELD)
"""What backs an ask that stands so is not committed: it may move, and may go back."""

ENGAGED = (*BACKED, Standing.COMMITTED, Standing.PAID)
"""Money is set apart for an ask that stands so, or was paid for it."""


class Piece(NamedTuple):
    """What one contribution pays for one goal, and by which way: its earmarks, or a support."""

    goal: str
    contribution: str
    cents: int
    support: str = ""

    @property
    def way(self) -> str:
        """From where to what: `<contribution>/<goal>/<support>`."""
        return f"{self.contribution}/{self.goal}/{self.support}"


@dataclass(slots=True)
class Reservation:
    """The latest revision of an ask, and what became of it."""

    asked: AskReceived
    standing: Standing = Standing.ASKED
    awaits: HoldAwaitsSecondApproval | None = None
    """The first yes, while it waits for the second."""
    attribution: tuple[Part, ...] = ()
    """Which contributions back it, once held; while it waits for the second approval, what is set aside for it."""
    under: tuple[Under, ...] = ()
    """Which of that goes by supports."""
    returned: dict[str, dict[str, int]] = field(default_factory=dict)
    """Principal that came back from the applicant, by order and contribution."""
    earned: dict[str, dict[str, int]] = field(default_factory=dict)
    """Interest that came in on it, by order and contribution."""
    lost: dict[str, dict[str, int]] = field(default_factory=dict)
    """Principal that is not expected back, by order and contribution."""
    paid: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    """What each order paid, by the ways that back it."""
    freed: dict[str, tuple[Piece, ...]] = field(default_factory=dict)
    """What of it will not be paid, by why: the grant was determined at less than it, or changed."""
    reason: str = ""
    """Of a decline, in words."""
    ground: Ground | None = None
    """Of a decline."""

    @property
    def shares(self) -> dict[str, int]:
        """What each contribution pays of the whole ask, in cents: the same for ever, once it is committed."""
        return shares(self.attribution)

    @property
    def paid_shares(self) -> dict[str, int]:
        """What each contribution has paid, in cents."""
        return shares(piece for pieces in self.paid.values() for piece in pieces)

    @property
    def bound_cents(self) -> int:
        """What is committed or was paid, less what will not be paid and the principal that came back."""
        returned_cents = sum(sum(parts.values()) for parts in self.returned.values())
        freed_cents = sum(piece.cents for piece in self.all_freed)
        return sum(piece.cents for piece in self.pieces) - freed_cents - returned_cents

    @property
    def all_freed(self) -> tuple[Piece, ...]:
        """What of it will not be paid."""
        return tuple(piece for pieces in self.freed.values() for piece in pieces)

    @property
    def out(self) -> dict[str, int]:
        """By contribution, of what was paid, what did not come back and is not lost."""
        return self._out(self.paid, {*self.returned, *self.lost})

    def still_out(self, order: str) -> dict[str, int]:
        """The same of what one order paid; a claim is of all of them."""
        return self._out({order: self.paid[order]}, {order}) if order in self.paid else self.out

    def _out(self, paid: Mapping[str, tuple[Piece, ...]], orders: AbstractSet[str]) -> dict[str, int]:
        out = shares(piece for pieces in paid.values() for piece in pieces)
        for gone in (self.returned, self.lost):
            for order in orders & gone.keys():
                for contribution, cents in gone[order].items():
                    out[contribution] = out.get(contribution, 0) - cents  # of a payment that was undone: nothing
        return out

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What backs it, each way apart."""
        if not self.under:
            return tuple(Piece(*part) for part in self.attribution)
        return tuple(pieces_of(self.attribution, self.under))

    @property
    def unpaid(self) -> tuple[Piece, ...]:
        """What is committed and not paid yet, each way apart."""
        return less(self.pieces, (*(piece for pieces in self.paid.values() for piece in pieces), *self.all_freed))

    @property
    def set_aside(self) -> tuple[Piece, ...]:
        """What backs it while it waits for the second approval; nothing, if that was not done yet then."""
        return self.pieces if self.standing is Standing.AWAITING_SECOND_APPROVAL else ()


def pieces_of(attribution: Iterable[Part], under: Iterable[Under]) -> Iterator[Piece]:
    """Each way apart: what goes by supports, and the rest."""
    direct = {(part.goal, part.contribution): part.cents for part in attribution}
    for one in under:
        direct[one.goal, one.contribution] -= one.cents
        yield Piece(one.goal, one.contribution, one.cents, one.support)
    yield from (Piece(*of, cents) for of, cents in direct.items() if cents)


def shares(parts: Iterable[Part | Piece]) -> dict[str, int]:
    """What each contribution pays, over all goals, in cents."""
    totals: dict[str, int] = {}
    for part in parts:
        totals[part.contribution] = totals.get(part.contribution, 0) + part.cents
    return totals


def less(pieces: Iterable[Piece], done: Iterable[Piece]) -> tuple[Piece, ...]:
    """What is left of these, each way apart."""
    gone: dict[str, int] = {}
    for piece in done:
        gone[piece.way] = gone.get(piece.way, 0) + piece.cents
    left = (piece._replace(cents=piece.cents - gone.get(piece.way, 0)) for piece in pieces)
    return tuple(piece for piece in left if piece.cents)


def more(pieces: Iterable[Piece], added: Iterable[Piece]) -> tuple[Piece, ...]:
    """These and those, one for each way."""
    totals: dict[str, Piece] = {}
    for piece in (*pieces, *added):
        before = totals.get(piece.way)
        totals[piece.way] = piece._replace(cents=piece.cents + before.cents) if before else piece
    return tuple(totals.values())


def parts_of(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    """What each contribution pays for each goal, by whichever way."""
    cents = dict[tuple[str, str], int]()
    for piece in pieces:
        of = piece.goal, piece.contribution
        cents[of] = cents.get(of, 0) + piece.cents
    return tuple(Part(*of, paid) for of, paid in cents.items())


def under_of(pieces: Iterable[Piece]) -> tuple[Under, ...]:
    """Of that, what goes by supports."""
    cents = dict[tuple[str, str, str], int]()
    for piece in pieces:
        if piece.support:
            of = piece.support, piece.goal, piece.contribution
            cents[of] = cents.get(of, 0) + piece.cents
    return tuple(Under(*of, paid) for of, paid in cents.items())


def apportioned(pieces: Sequence[Piece], cents: int) -> tuple[Piece, ...]:
    """So much of these in proportion, to the cent, of none more than there is; what comes to nothing is left out."""
    parts = split(cents, [piece.cents for piece in pieces])
    return tuple(piece._replace(cents=part) for piece, part in zip(pieces, parts, strict=True) if part)
