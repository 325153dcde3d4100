"""A pool is closed once nothing is open in it (pool 8). What was paid stays; what is left goes to the contributors."""

from collections.abc import Iterator
from datetime import date

from services.pool.chart import COMMITTED, FREE
from services.pool.closing.facts import PoolClosed
from services.pool.payments.facts import Share
from services.pool.pools.decisions import find_open_pool
from services.pool.state import State
from shared.money import Refusal, euros


def close_pool(state: State, *, today: date, pool: str, decision: str) -> list[PoolClosed] | Refusal:
    """End every contribution that has not ended yet; their money follows, each in a return of its own."""
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    if still := ", ".join(_still_open(state, pool)):
        sentence = f"In {pool} there is still {still}; settle that first, then close the pool."
        return Refusal("still-open", sentence, "pool")
    ended = state.year_end.ended_of(pool)
    parts = tuple(
        Share(contribution, state.books.balance(FREE(pool, contribution)))
        for contribution in state.contributions.of(pool).pledged
        if contribution not in ended
    )
    return [PoolClosed(pool, today, decision, parts)]


def _still_open(state: State, pool: str) -> Iterator[str]:
    """What somebody waits for, in words."""
    if asks := state.holds.open.get(pool, 0):
        yield f"{asks} {'ask' if asks == 1 else 'asks'} to answer or to decide"
    if committed_cents := state.books.balance(COMMITTED.all_of(pool)):
        yield f"{euros(committed_cents)} to pay"
    if offers := state.pledges.waiting.get(pool, 0):
        yield f"{offers} {'offer' if offers == 1 else 'offers'} to accept or to end"
    if awaited_cents := sum(state.contributions.of(pool).awaited.values()):
        yield f"{euros(awaited_cents)} to come of pledges"
