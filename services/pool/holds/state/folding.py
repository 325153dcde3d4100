"""The reservations: the latest revision of each ask, how far it has come, and what backs it.

What grows with history is declared as `MutableMapping`: the runtime may keep most of it out of memory.
"""

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, assert_never

from services.pool.holds.facts import (
    ApplicationClosed,
    AskReceived,
    BackingFreed,
    BackingSetAside,
    HoldAwaitsSecondApproval,
    HoldRebacked,
    Part,
    ReservationCommitted,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
    Under,
)
from services.pool.holds.state.reservation import BACKED, UNDECIDED, Reservation, Standing, less, more, pieces_of
from services.pool.payments.facts import (
    InterestReceived,
    LoanLost,
    MoneyReturned,
    PaymentUndone,
    RemainderCommitted,
    RemainderFreed,
    ReservationPaid,
    ReturnCorrected,
)
from shared.money import add_up, split


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
    lent: MutableMapping[str, dict[str, int]] = field(default_factory=dict)
    """By pool and contribution, in cents, what it has out on loans: not back, and not lost."""
    closed: MutableMapping[str, bool] = field(default_factory=dict)
    """Applications that were granted or have failed."""
    open: dict[str, int] = field(default_factory=dict)
    """By pool, how many asks of open applications await an answer, or are held."""
    standings: dict[str, int] = field(default_factory=dict)
    """How many asks have come so far, and no further."""


FirstYes: TypeAlias = HoldAwaitsSecondApproval | BackingSetAside | BackingFreed
Hold: TypeAlias = ReservationHeld | HoldRebacked | ReservationDeclined | ReservationReleased | ReservationCommitted
Payment: TypeAlias = ReservationPaid | PaymentUndone | RemainderFreed | RemainderCommitted
Returned: TypeAlias = MoneyReturned | InterestReceived | ReturnCorrected | LoanLost
Answered: TypeAlias = FirstYes | Hold | Payment | Returned
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
    for goal, standing, cents in _engaged(reservation):
        of_goal = of_pool.setdefault(goal, {})
        of_goal[standing] = of_goal.get(standing, 0) + times * cents
    for support, cents in _supported(reservation):
        of = f"{reservation.asked.pool}/{support}"
        holds.supported[of] = holds.supported.get(of, 0) + times * cents
    for goal, cents in _returned(reservation):
        add_up(holds.returned.setdefault(reservation.asked.pool, {}), goal, times * cents)
    if reservation.asked.loan:
        lent = holds.lent.setdefault(reservation.asked.pool, {})
        for contribution, cents in reservation.out.items():
            add_up(lent, contribution, times * cents)


def _engaged(reservation: Reservation) -> Iterator[tuple[str, Standing, int]]:
    """Goal, standing and cents: of a grant that is paid in parts some is paid, and the rest committed."""
    if not reservation.paid and not reservation.all_freed:
        yield from ((part.goal, reservation.standing, part.cents) for part in reservation.attribution)
        return
    yield from ((piece.goal, Standing.COMMITTED, piece.cents) for piece in reservation.unpaid)
    for pieces in reservation.paid.values():
        yield from ((piece.goal, Standing.PAID, piece.cents) for piece in pieces)


def _supported(reservation: Reservation) -> Iterator[tuple[str, int]]:
    """Support and cents: what is set aside, held, committed and paid under it."""
    yield from ((one.support, one.cents) for one in reservation.under)
    yield from ((piece.support, -piece.cents) for piece in reservation.all_freed if piece.support)


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
    """Goal and cents: what came back to a contribution, over the goals that it paid by that order, in proportion."""
    for order, came in reservation.returned.items():
        paid = _paid_for(reservation, order)
        for contribution, cents in came.items():
            parts = [(goal, paid[goal, of]) for goal, of, _ in reservation.attribution if of == contribution]
            divided = split(cents, [paid_cents for _, paid_cents in parts]) if cents else (0,) * len(parts)
            yield from ((goal, share) for (goal, _), share in zip(parts, divided, strict=True))


def _paid_for(reservation: Reservation, order: str) -> dict[tuple[str, str], int]:
    """By goal and contribution, in cents, what an order paid; a claim is of all of them."""
    paid = {(part.goal, part.contribution): 0 for part in reservation.attribution}
    of = {order: reservation.paid[order]} if order in reservation.paid else reservation.paid
    for pieces in of.values():
        for piece in pieces:
            paid[piece.goal, piece.contribution] += piece.cents
    return paid


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
        case ReservationPaid() | PaymentUndone() | RemainderFreed() | RemainderCommitted():
            _pay(reservation, fact)
        case MoneyReturned():
            _add(reservation.returned, fact)
        case InterestReceived():
            _add(reservation.earned, fact)
        case LoanLost():
            _add(reservation.lost, fact)
        case ReturnCorrected():
            _add(reservation.returned if fact.of == "principal" else reservation.earned, fact)
        case _:
            assert_never(fact)


def _pay(reservation: Reservation, fact: Payment) -> None:
    """It stands as paid once nothing of it is to be paid any more."""
    match fact:
        case ReservationPaid():
            pieces = pieces_of(fact.attribution, fact.under) if fact.attribution else reservation.pieces
            reservation.paid[fact.order] = tuple(pieces)
        case PaymentUndone():
            del reservation.paid[fact.order]
        case RemainderFreed():
            pieces = tuple(pieces_of(fact.attribution, fact.under))
            reservation.freed[fact.because] = more(reservation.freed.get(fact.because, ()), pieces)
        case RemainderCommitted():
            pieces = tuple(pieces_of(fact.attribution, fact.under))
            reservation.freed[fact.because] = less(reservation.freed[fact.because], pieces)
        case _:
            assert_never(fact)
    reservation.standing = Standing.COMMITTED if reservation.unpaid else Standing.PAID


def _add(by_order: dict[str, dict[str, int]], fact: Returned) -> None:
    came = by_order.setdefault(fact.order, {})
    for contribution, cents in fact.parts:
        came[contribution] = came.get(contribution, 0) + cents


def _stand(
    reservation: Reservation, standing: Standing, attribution: tuple[Part, ...] = (), under: tuple[Under, ...] = ()
) -> None:
    reservation.standing, reservation.awaits = standing, None
    reservation.attribution, reservation.under = attribution, under
