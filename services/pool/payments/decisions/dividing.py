"""How money that comes back, or is lost, is divided over contributions: to the cent."""

from services.pool.holds.state import Reservation
from services.pool.payments.facts import Share
from shared.money import split


def divided(cents: int, weights: dict[str, int]) -> tuple[Share, ...]:
    """In proportion, leaving out who gets nothing."""
    divided = zip(weights, split(cents, list(weights.values())), strict=True)
    return tuple(Share(contribution, part) for contribution, part in divided if part)


def still_out(reservation: Reservation) -> dict[str, int]:
    """By contribution, what it paid of an ask, did not get back, and has not lost."""
    return {
        contribution: cents - reservation.returned.get(contribution, 0) - reservation.lost.get(contribution, 0)
        for contribution, cents in reservation.shares.items()
    }
