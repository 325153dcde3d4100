"""What becomes of an application: granted commits, failed releases. Nothing is judged again, so neither can fail."""

from collections.abc import Set as AbstractSet

from services.pool.domain import events as e
from services.pool.domain.reservations import committed, paid, released
from services.pool.domain.state import Reservation, Standing, State


def grant(state: State, *, application: str, granted: AbstractSet[tuple[str, int]]) -> list[e.Event]:
    """Commit the holds of the granted (ask, revision) pairs, release every other hold, book payments that waited."""
    held = _held(state, application)
    due = [reservation for reservation in held if reservation.asked.exact in granted]
    lapsed = [reservation for reservation in held if reservation.asked.exact not in granted]
    return [
        *(committed(reservation, state.pools[reservation.asked.pool].budget_holder) for reservation in due),
        *(released(reservation) for reservation in lapsed),
        *_closed(state, application),
        *_payments_that_waited(state, due),
    ]


def fail(state: State, *, application: str) -> list[e.Event]:
    """Release every hold."""
    return [*(released(reservation) for reservation in _held(state, application)), *_closed(state, application)]


def _held(state: State, application: str) -> list[Reservation]:
    reservations = (state.reservations[ask] for ask in state.asks.get(application, ()))
    return [reservation for reservation in reservations if reservation.standing is Standing.HELD]


def _closed(state: State, application: str) -> list[e.ApplicationClosed]:
    """One fact per pool that was asked, each in its own stream."""
    pools = dict.fromkeys(state.reservations[ask].asked.pool for ask in state.asks.get(application, ()))
    return [e.ApplicationClosed(pool, application) for pool in pools]


def _payments_that_waited(state: State, reservations: list[Reservation]) -> list[e.ReservationPaid]:
    return [
        paid(reservation, waiting.order, waiting.cents)
        for reservation in reservations
        if (waiting := state.waiting.get(reservation.asked.ask))
    ]
