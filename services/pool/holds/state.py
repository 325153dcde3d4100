"""The reservations: the latest revision of each ask, how far it has come, and what backs it.

What grows with history is declared as `MutableMapping`: the runtime may keep most of it out of memory.
"""

from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, TypeAlias, assert_never

from services.pool.holds.facts import (
    ApplicationClosed,
    AskReceived,
    BackingFreed,
    BackingSetAside,
    Ground,
    HoldAwaitsSecondApproval,
    HoldRebacked,
    Part,
    ReservationCommitted,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
    Under,
)
from services.pool.payments.facts import (
    InterestReceived,
    LoanLost,
    MoneyReturned,
    PaymentUndone,
    ReservationPaid,
    ReturnCorrected,
    Share,
)
from shared.money import add_up, split


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
    returned: dict[str, int] = field(default_factory=dict)
    """Principal that came back from the applicant, per contribution."""
    earned: dict[str, int] = field(default_factory=dict)
    """Interest that came in on it, per contribution."""
    lost: dict[str, int] = field(default_factory=dict)
    """Principal that is not expected back, per contribution."""
    reason: str = ""
    """Of a decline, in words."""
    ground: Ground | None = None
    """Of a decline."""

    @property
    def shares(self) -> dict[str, int]:
        """What each contribution pays, in cents."""
        return shares(self.attribution)

    @property
    def out_cents(self) -> int:
        """Of what was paid, what did not come back."""
        paid_cents = self.asked.cents if self.standing is Standing.PAID else 0
        return paid_cents - sum(self.returned.values())

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What backs it, each way apart."""
        if not self.under:
            return tuple(Piece(*part) for part in self.attribution)
        return tuple(_pieces(self.attribution, self.under))

    @property
    def set_aside(self) -> tuple[Piece, ...]:
        """What backs it while it waits for the second approval; nothing, if that was not done yet then."""
        return self.pieces if self.standing is Standing.AWAITING_SECOND_APPROVAL else ()


def _pieces(attribution: Iterable[Part], under: Iterable[Under]) -> Iterator[Piece]:
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


@dataclass(slots=True)
class Holds:
    reservations: MutableMapping[str, Reservation] = field(default_factory=dict)
    """By ask; asks to pools that were never opened are among them."""
    asks: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By application, in the order in which they came."""
    asked: MutableMapping[str, int] = field(default_factory=dict)
    """By pool, how many asks came to it."""
    asked_at: MutableMapping[str, str] = field(default_factory=dict)
    """The asks to a pool, by `<pool>/<number>`, from 1 on."""
    engaged: MutableMapping[str, dict[str, dict[Standing, int]]] = field(default_factory=dict)
    """By pool and goal, in cents, what is set aside, held, committed and paid."""
    supported: MutableMapping[str, int] = field(default_factory=dict)
    """By `<pool>/<support>`, in cents, what is set aside, held, committed and paid under it."""
    uncommitted: dict[str, dict[str, None]] = field(default_factory=dict)
    """By pool, the asks for which money is held or set aside; what is backed anew comes last."""
    backed: dict[str, dict[str, dict[str, int]]] = field(default_factory=dict)
    """By pool, way and ask, in cents, what backs these."""
    awaiting: MutableMapping[str, dict[str, bool]] = field(default_factory=dict)
    """By pool, the asks of open applications that await the second approval, oldest first."""
    returned: MutableMapping[str, dict[str, int]] = field(default_factory=dict)
    """By pool and goal, in cents, the principal that came back."""
    closed: MutableMapping[str, bool] = field(default_factory=dict)
    """Applications that were granted or have failed."""
    open: dict[str, int] = field(default_factory=dict)
    """By pool, how many asks of open applications await an answer, or are held."""
    standings: dict[str, int] = field(default_factory=dict)
    """How many asks have come so far, and no further."""


FirstYes: TypeAlias = HoldAwaitsSecondApproval | BackingSetAside | BackingFreed
Hold: TypeAlias = ReservationHeld | HoldRebacked | ReservationDeclined | ReservationReleased | ReservationCommitted
Payment: TypeAlias = ReservationPaid | PaymentUndone | MoneyReturned | InterestReceived | ReturnCorrected | LoanLost
Answered: TypeAlias = FirstYes | Hold | Payment
Folded: TypeAlias = AskReceived | ApplicationClosed | Answered


def evolve(holds: Holds, fact: Folded) -> None:
    match fact:
        case AskReceived():
            _ask(holds, fact)
        case ApplicationClosed():
            for ask in holds.asks.get(fact.application, ()):
                holds.awaiting.get(fact.pool, {}).pop(ask, None)
                _count_open(holds, holds.reservations[ask], -1)
            holds.closed[fact.application] = True
        case _:
            reservation = holds.reservations[fact.ask]
            _count(holds, reservation, -1)
            _answer(reservation, fact)
            _count(holds, reservation, 1)
            _list_awaiting(holds, reservation)


def _ask(holds: Holds, fact: AskReceived) -> None:
    earlier = holds.reservations.get(fact.ask)
    if earlier is None:
        holds.asks[fact.application] = (*holds.asks.get(fact.application, ()), fact.ask)
        holds.asked[fact.pool] = number = holds.asked.get(fact.pool, 0) + 1
        holds.asked_at[f"{fact.pool}/{number}"] = fact.ask
    else:
        _count(holds, earlier, -1)
    holds.reservations[fact.ask] = reservation = Reservation(fact)
    _count(holds, reservation, 1)
    _list_awaiting(holds, reservation)


def _count(holds: Holds, reservation: Reservation, times: int) -> None:
    """Count a reservation, and what backs it in its pool, into the totals, or out of them."""
    add_up(holds.standings, reservation.standing, times)
    _count_open(holds, reservation, times)
    if not reservation.attribution:
        return
    if reservation.standing in BACKED:
        _list_backed(holds, reservation, is_backed=times > 0)
    of_pool = holds.engaged.setdefault(reservation.asked.pool, {})
    for part in reservation.attribution:
        of_goal = of_pool.setdefault(part.goal, {})
        of_goal[reservation.standing] = of_goal.get(reservation.standing, 0) + times * part.cents
    for one in reservation.under:
        of = f"{reservation.asked.pool}/{one.support}"
        holds.supported[of] = holds.supported.get(of, 0) + times * one.cents
    for goal, cents in _returned(reservation):
        add_up(holds.returned.setdefault(reservation.asked.pool, {}), goal, times * cents)


def _count_open(holds: Holds, reservation: Reservation, times: int) -> None:
    asked = reservation.asked
    if reservation.standing in UNDECIDED and asked.application not in holds.closed:
        add_up(holds.open, asked.pool, times)


def _list_awaiting(holds: Holds, reservation: Reservation) -> None:
    asked = reservation.asked
    if reservation.standing is Standing.AWAITING_SECOND_APPROVAL:
        holds.awaiting.setdefault(asked.pool, {}).setdefault(asked.ask, True)
    else:
        holds.awaiting.get(asked.pool, {}).pop(asked.ask, None)


def _list_backed(holds: Holds, reservation: Reservation, *, is_backed: bool) -> None:
    asked = reservation.asked
    if is_backed:
        holds.uncommitted.setdefault(asked.pool, {})[asked.ask] = None
        by_way = holds.backed.setdefault(asked.pool, {})
        for piece in reservation.pieces:
            add_up(by_way.setdefault(piece.way, {}), asked.ask, piece.cents)
        return
    _strike(holds.uncommitted, asked.pool, asked.ask)
    by_way = holds.backed[asked.pool]
    for way in dict.fromkeys(piece.way for piece in reservation.pieces):
        _strike(by_way, way, asked.ask)
    if not by_way:
        del holds.backed[asked.pool]


def _strike(lists: dict[str, dict[str, Any]], name: str, entry: str) -> None:
    """Take the entry out of the list of this name, and the list when it is empty."""
    del lists[name][entry]
    if not lists[name]:
        del lists[name]


def _returned(reservation: Reservation) -> Iterator[tuple[str, int]]:
    """Goal and cents: what came back to a contribution, over the goals that it paid, in proportion."""
    for contribution, cents in reservation.returned.items():
        parts = [part for part in reservation.attribution if part.contribution == contribution]
        divided = split(cents, [part.cents for part in parts])
        yield from ((part.goal, share) for part, share in zip(parts, divided, strict=True))


def _answer(reservation: Reservation, fact: Answered) -> None:
    match fact:
        case HoldAwaitsSecondApproval():
            reservation.standing, reservation.awaits = Standing.AWAITING_SECOND_APPROVAL, fact
        case BackingSetAside() | HoldRebacked():
            reservation.attribution, reservation.under = fact.attribution, fact.under
        case BackingFreed():  # of an older revision too: nothing is set aside for a newer one yet
            reservation.attribution, reservation.under = (), ()
        case ReservationHeld():
            _stand(reservation, Standing.HELD, fact.attribution, fact.under)
        case ReservationDeclined():
            _stand(reservation, Standing.DECLINED)
            reservation.reason, reservation.ground = fact.reason, fact.ground
        case ReservationReleased():
            if fact.revision == reservation.asked.revision:  # else a newer revision already took its place
                _stand(reservation, Standing.RELEASED)
        case ReservationCommitted():
            _stand(reservation, Standing.COMMITTED, fact.attribution, fact.under)
        case ReservationPaid():
            reservation.standing = Standing.PAID
        case PaymentUndone():
            reservation.standing = Standing.COMMITTED
        case MoneyReturned():
            _add(reservation.returned, fact.parts)
        case InterestReceived():
            _add(reservation.earned, fact.parts)
        case LoanLost():
            _add(reservation.lost, fact.parts)
        case ReturnCorrected():
            _add(reservation.returned if fact.of == "principal" else reservation.earned, fact.parts)
        case _:
            assert_never(fact)


def _add(came_in: dict[str, int], parts: Iterable[Share]) -> None:
    for contribution, cents in parts:
        came_in[contribution] = came_in.get(contribution, 0) + cents


def _stand(
    reservation: Reservation, standing: Standing, attribution: tuple[Part, ...] = (), under: tuple[Under, ...] = ()
) -> None:
    reservation.standing, reservation.awaits = standing, None
    reservation.attribution, reservation.under = attribution, under
