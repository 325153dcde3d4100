"""What becomes of an application: granted commits, failed releases. Nothing is judged again, so neither can fail.

What is set aside for a second approval goes back either way.
"""

from collections.abc import Set as AbstractSet
from typing import TypeAlias

from services.pool.chart import Inflow
from services.pool.holds.decisions.reservations import GivenBack, committed, given_back
from services.pool.holds.facts import ApplicationClosed, ReservationCommitted
from services.pool.holds.state import BACKED, Reservation, Standing
from services.pool.payments.decisions.paying import paid
from services.pool.payments.facts import ReservationPaid
from services.pool.state import State
from services.pool.tasks.decisions.taking import moved
from services.pool.tasks.facts import TaskMoved

Outcome: TypeAlias = ReservationCommitted | TaskMoved | GivenBack | ApplicationClosed | ReservationPaid


def grant(state: State, *, application: str, granted: AbstractSet[tuple[str, int]]) -> list[Outcome]:
    """Commit the holds of the granted (ask, revision) pairs, each with the task that it takes over, release every other
    hold, book payments that waited.
    """
    backed = _backed(state, application)
    due = [one for one in backed if _is_due(one, granted)]
    others = [one for one in backed if not _is_due(one, granted)]
    inflow = Inflow(state.books.balance, state.year_end)
    return [
        *(committed(reservation, state.pools.by_name[reservation.asked.pool].budget_holder) for reservation in due),
        *(fact for reservation in due for fact in moved(state, reservation.asked)),
        *(fact for reservation in others for fact in given_back(reservation, inflow)),
        *_closed(state, application),
        *_payments_that_waited(state, due),
    ]


def fail(state: State, *, application: str) -> list[Outcome]:
    """Release every hold."""
    inflow = Inflow(state.books.balance, state.year_end)
    return [
        *(fact for reservation in _backed(state, application) for fact in given_back(reservation, inflow)),
        *_closed(state, application),
    ]


def _is_due(reservation: Reservation, granted: AbstractSet[tuple[str, int]]) -> bool:
    return reservation.standing is Standing.HELD and reservation.asked.exact in granted


def _backed(state: State, application: str) -> list[Reservation]:
    reservations = (state.holds.reservations[ask] for ask in state.holds.asks.get(application, ()))
    return [reservation for reservation in reservations if reservation.standing in BACKED]


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
