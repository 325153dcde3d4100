"""A reservation's life: `asked → held → committed`, or `→ released`. The facts, and how to find one."""

from services.pool.chart import COMMITTED, FREE, HELD, moved
from services.pool.holds.facts import (
    AskReceived,
    DeclineExplained,
    Ground,
    Part,
    ReservationCommitted,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
)
from services.pool.holds.state import Reservation, shares
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from shared.money import Refusal


def find_reservation(state: State, pool: str, ask: str) -> Reservation | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    reservation = state.holds.reservations.get(ask)
    if reservation is None or reservation.asked.pool != pool:
        return Refusal("unknown-ask", f"{pool} was not asked for {ask}; check the ask.", "ask")
    return reservation


def held(asked: AskReceived, parts: tuple[Part, ...]) -> ReservationHeld:
    return ReservationHeld(*asked.identity, parts, moved(asked.pool, shares(parts), FREE, HELD))


def declined(asked: AskReceived, ground: Ground, reason: str) -> list[ReservationDeclined | DeclineExplained]:
    """All learn the ground, the applicant the words; who applied is not known of an ask of former days."""
    explained = [DeclineExplained(*asked.identity, asked.applicant, ground, reason)] if asked.applicant else []
    return [ReservationDeclined(*asked.identity, reason, ground), *explained]


def released(reservation: Reservation) -> ReservationReleased:
    """Give back what is held."""
    asked = reservation.asked
    return ReservationReleased(*asked.identity, moved(asked.pool, reservation.shares, HELD, FREE))


def committed(reservation: Reservation, budget_holder: str) -> ReservationCommitted:
    """Make what is held due. From here on the attribution never moves."""
    asked, parts = reservation.asked, reservation.attribution
    return ReservationCommitted(
        *asked.identity, budget_holder, parts, moved(asked.pool, reservation.shares, HELD, COMMITTED)
    )
