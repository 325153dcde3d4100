"""What becomes of an application: granted commits, failed releases. Nothing is judged again, so neither can fail."""

from collections.abc import Set as AbstractSet
from typing import TypeAlias

from services.pool.chart import Inflow
from services.pool.holds.decisions.reservations import committed, released
from services.pool.holds.facts import ApplicationClosed, ReservationCommitted, ReservationReleased
from services.pool.holds.state import Reservation, Standing
from services.pool.payments.decisions import paid
from services.pool.payments.facts import ReservationPaid
from services.pool.state import State

Outcome: TypeAlias = ReservationCommitted | ReservationReleased | ApplicationClosed | ReservationPaid


def grant(state: State, *, application: str, granted: AbstractSet[tuple[str, int]]) -> list[Outcome]:
    """Commit the holds of the granted (ask, revision) pairs, release every other hold, book payments that waited."""
    held = _held(state, application)
    due = [reservation for reservation in held if reservation.asked.exact in granted]
    lapsed = [reservation for reservation in held if reservation.asked.exact not in granted]
    inflow = Inflow(state.books.balance, state.year_end)
    return [
        *(committed(reservation, state.pools.by_name[reservation.asked.pool].budget_holder) for reservation in due),
        *(released(reservation, inflow) for reservation in lapsed),
        *_closed(state, application),
        *_payments_that_waited(state, due),
    ]


def fail(state: State, *, application: str) -> list[Outcome]:
    """Release every hold."""
    inflow = Inflow(state.books.balance, state.year_end)
    return [
        *(released(reservation, inflow) for reservation in _held(state, application)),
        *_closed(state, application),
    ]


def _held(state: State, application: str) -> list[Reservation]:
    reservations = (state.holds.reservations[ask] for ask in state.holds.asks.get(application, ()))
    return [reservation for reservation in reservations if reservation.standing is Standing.HELD]


def _closed(state: State, application: str) -> list[ApplicationClosed]:
    """One fact per pool that was asked, each in its own stream."""
    pools = dict.fromkeys(state.holds.reservations[ask].asked.pool for ask in state.holds.asks.get(application, ()))
    return [ApplicationClosed(pool, application) for pool in pools]


def _payments_that_waited(state: State, reservations: list[Reservation]) -> list[ReservationPaid]:
    return [
        paid(reservation, waiting.order, waiting.cents)
        for reservation in reservations
        if (waiting := state.payments.waiting.get(reservation.asked.ask))
    ]
