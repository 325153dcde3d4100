"""Savings that are paid into a pool, and are none any more."""

from services.pool.chart import MOVED_IN, Inflow, outflow
from services.pool.payments.decisions.dividing import divided
from services.pool.payments.facts import SavingReceived, SavingUndone, Share, Undoing
from services.pool.state import State


def receive_saving(
    state: State, *, pool: str, target: str, order: str, purpose: str, cents: int
) -> list[SavingReceived]:
    """A saving moves to the named contribution, or returns to the contributions that paid the named ask.

    `target` is a contribution or an ask; only an ask has a colon in its name.
    """
    parts = _parts_of_saving(state, target, cents)
    postings = Inflow(state.books.balance, state.year_end).moved(pool, dict(parts), MOVED_IN)
    return [SavingReceived(pool, order, cents, parts, postings, purpose)]


def undo_saving(
    state: State, *, pool: str, target: str, order: str, purpose: str, cents: int, because: Undoing
) -> list[SavingUndone]:
    """A saving that came in goes out again, from each contribution exactly what it got."""
    parts = _parts_of_saving(state, target, cents)
    postings = tuple(
        posting
        for contribution, part in parts
        for posting in outflow(
            state.books.balance, state.year_end, part, pool, contribution, MOVED_IN(pool, contribution)
        )
    )
    return [SavingUndone(pool, order, cents, parts, postings, purpose, because)]


def _parts_of_saving(state: State, target: str, cents: int) -> tuple[Share, ...]:
    """The same at every time: what a contribution paid of an ask changes no more once the ask is committed."""
    return divided(cents, state.holds.reservations[target].shares if ":" in target else {target: 1})
