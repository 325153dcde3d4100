"""Payments, made and undone: a confirmation books what is committed as paid."""

from services.pool.chart import COMMITTED, PAID, moved
from services.pool.holds.state import Reservation, Standing
from services.pool.payments.facts import PaymentUndone, PaymentWaits, PaymentWaitsNoMore, ReservationPaid, Undoing
from services.pool.state import State


def confirm_payment(
    state: State, *, pool: str, ask: str, order: str, cents: int
) -> list[PaymentWaits | ReservationPaid]:
    """Book a reservation as paid; a confirmation that comes before the commit waits for it."""
    reservation = state.holds.reservations.get(ask)
    if reservation is None or reservation.standing is not Standing.COMMITTED:
        return [PaymentWaits(pool, order, ask, cents)]
    return [paid(reservation, order, cents)]


def paid(reservation: Reservation, order: str, cents: int) -> ReservationPaid:
    """The payment of a reservation: one order pays an ask, in full."""
    asked = reservation.asked
    assert cents == asked.cents, f"{order} paid {cents} cents of {asked.cents}"
    return ReservationPaid(
        asked.pool,
        asked.application,
        asked.ask,
        order,
        cents,
        moved(asked.pool, reservation.shares, COMMITTED, PAID),
    )


def undo_payment(
    state: State, *, pool: str, ask: str, order: str, cents: int, because: Undoing
) -> list[PaymentUndone | PaymentWaitsNoMore]:
    """The payment of a reservation is none any more: its money is committed again, and may be paid by another order."""
    if ask in state.payments.waiting:
        return [PaymentWaitsNoMore(pool, order, ask, cents, because)]
    reservation = state.holds.reservations[ask]
    postings = moved(pool, reservation.shares, PAID, COMMITTED)
    return [PaymentUndone(pool, reservation.asked.application, ask, order, cents, because, postings)]
