"""Payments, made and undone: a confirmation books what is committed as paid, all of it or a part."""

from services.pool.chart import COMMITTED, PAID, moved
from services.pool.holds.state import Reservation, Standing, apportioned, parts_of, shares, under_of
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
    """What an order pays: all of a reservation, or of what is not paid yet a part in proportion, to the cent."""
    asked, unpaid = reservation.asked, reservation.unpaid
    assert cents <= sum(piece.cents for piece in unpaid), f"{order} pays more than is committed for {asked.ask}"
    pieces = apportioned(unpaid, cents)
    is_all = pieces == reservation.pieces
    return ReservationPaid(
        asked.pool,
        asked.application,
        asked.ask,
        order,
        cents,
        moved(asked.pool, shares(pieces), COMMITTED, PAID),
        () if is_all else parts_of(pieces),
        () if is_all else under_of(pieces),
    )


def undo_payment(
    state: State, *, pool: str, ask: str, order: str, cents: int, because: Undoing
) -> list[PaymentUndone | PaymentWaitsNoMore]:
    """What an order paid of a reservation is committed again, and may be paid by another order."""
    if ask in state.payments.waiting:
        return [PaymentWaitsNoMore(pool, order, ask, cents, because)]
    reservation = state.holds.reservations[ask]
    postings = moved(pool, shares(reservation.paid[order]), PAID, COMMITTED)
    return [PaymentUndone(pool, reservation.asked.application, ask, order, cents, because, postings)]
