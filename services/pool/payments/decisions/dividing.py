"""How money that comes back, or is lost, is divided over contributions: to the cent."""

from services.pool.payments.facts import Share
from shared.money import split


def divided(cents: int, weights: dict[str, int]) -> tuple[Share, ...]:
    """In proportion, leaving out who gets nothing."""
    divided = zip(weights, split(cents, list(weights.values())), strict=True)
    return tuple(Share(contribution, part) for contribution, part in divided if part)
