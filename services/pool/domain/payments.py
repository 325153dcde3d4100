"""Payments, and money that comes back: to the contributions that paid, in proportion, to the cent (S0)."""

from services.pool.domain import events as e
from services.pool.domain.accounts import Bucket, moved, shares
from services.pool.domain.reservations import paid
from services.pool.domain.state import Standing, State
from shared.money import Posting, split


def confirm_payment(state: State, *, pool: str, ask: str, order: str, cents: int) -> list[e.Event]:
    """Book a reservation as paid; a confirmation that comes before the commit waits for it."""
    reservation = state.reservations.get(ask)
    if reservation is None or reservation.standing is not Standing.COMMITTED:
        return [e.PaymentWaits(pool, order, ask, cents)]
    return [paid(reservation, order, cents)]


def refund(
    state: State, *, pool: str, ask: str, order: str, principal_cents: int, interest_cents: int
) -> list[e.Event]:
    """Principal goes by what each contribution still has out, so that none gets back more than it paid.

    Interest goes by what each paid.
    """
    reservation = state.reservations[ask]
    paid_cents = shares(reservation.attribution)
    out_cents = {
        contribution: cents - reservation.returned.get(contribution, 0) for contribution, cents in paid_cents.items()
    }
    facts: list[e.Event] = []
    if principal_cents:
        parts = _divided(principal_cents, out_cents)
        facts.append(e.MoneyReturned(pool, order, principal_cents, parts, _into_free(pool, parts, "refunded"), ask))
    if interest_cents:
        parts = _divided(interest_cents, paid_cents)
        facts.append(e.InterestReceived(pool, order, interest_cents, parts, _into_free(pool, parts, "earned"), ask))
    return facts


def receive_saving(state: State, *, pool: str, target: str, order: str, purpose: str, cents: int) -> list[e.Event]:
    """A saving moves to the named contribution, or returns to the contributions that paid the named ask.

    `target` is a contribution or an ask; only an ask has a colon in its name.
    """
    weights = shares(state.reservations[target].attribution) if ":" in target else {target: 1}
    parts = _divided(cents, weights)
    return [e.SavingReceived(pool, order, cents, parts, _into_free(pool, parts, "moved-in"), purpose)]


def _divided(cents: int, weights: dict[str, int]) -> tuple[e.Share, ...]:
    """In proportion, leaving out who gets nothing."""
    divided = zip(weights, split(cents, list(weights.values())), strict=True)
    return tuple(e.Share(contribution, part) for contribution, part in divided if part)


def _into_free(pool: str, parts: tuple[e.Share, ...], source: Bucket) -> tuple[Posting, ...]:
    return moved(pool, dict(parts), source, "free")
