"""A reservation's life: `asked → held → committed → paid`, or `→ released`. The facts, and how to find one."""

from services.pool.domain import events as e
from services.pool.domain.accounts import moved, shares
from services.pool.domain.pools import find_pool
from services.pool.domain.state import Reservation, State
from shared.money import Refusal


def find_reservation(state: State, pool: str, ask: str) -> Reservation | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    reservation = state.reservations.get(ask)
    if reservation is None or reservation.asked.pool != pool:
        return Refusal("unknown-ask", f"{pool} was not asked for {ask}; check the ask.", "ask")
    return reservation


def held(asked: e.AskReceived, parts: tuple[e.Part, ...]) -> e.ReservationHeld:
    return e.ReservationHeld(*asked.identity, parts, moved(asked.pool, shares(parts), "free", "held"))


def declined(asked: e.AskReceived, reason: str) -> e.ReservationDeclined:
    return e.ReservationDeclined(*asked.identity, reason)


def released(reservation: Reservation) -> e.ReservationReleased:
    """Give back what is held."""
    asked = reservation.asked
    return e.ReservationReleased(*asked.identity, moved(asked.pool, shares(reservation.attribution), "held", "free"))


def committed(reservation: Reservation, budget_holder: str) -> e.ReservationCommitted:
    """Make what is held due. From here on the attribution never moves."""
    asked, parts = reservation.asked, reservation.attribution
    return e.ReservationCommitted(
        *asked.identity, budget_holder, parts, moved(asked.pool, shares(parts), "held", "committed")
    )


def paid(reservation: Reservation, order: str, cents: int) -> e.ReservationPaid:
    """Book the payment: one order pays an ask, in full."""
    asked = reservation.asked
    assert cents == asked.cents, f"{order} paid {cents} cents of {asked.cents}"
    return e.ReservationPaid(
        asked.pool,
        asked.application,
        asked.ask,
        order,
        cents,
        moved(asked.pool, shares(reservation.attribution), "committed", "paid"),
    )
