"""A pool is closed once nothing is open in it (pool 8). What was paid stays; what is left goes to the contributors."""

from collections.abc import Iterator
from datetime import date

from services.pool.chart import COMMITTED, FREE
from services.pool.closing.facts import PoolClosed
from services.pool.payments.facts import Share
from services.pool.pools.decisions import find_open_pool
from services.pool.state import State
from shared.money import Refusal, euros

NAMED_AT_ONCE = 5


def close_pool(state: State, *, today: date, pool: str, decision: str) -> list[PoolClosed] | Refusal:
    """What is left follows, of each contribution in a return of its own."""
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    if still := ", ".join(_still_open(state, pool, today)):
        sentence = f"In {pool} there is still {still}; settle that first, then close the pool."
        return Refusal("still-open", sentence, "pool")
    return [PoolClosed(pool, today, decision, tuple(_left(state, pool)))]


def _left(state: State, pool: str) -> Iterator[Share]:
    """What is free of each contribution; what came to one that has ended is on its way back already."""
    ended = state.year_end.ended_of(pool)
    for contribution in state.contributions.of(pool).pledged:
        free_cents = state.books.balance(FREE(pool, contribution))
        if free_cents and contribution not in ended:
            yield Share(contribution, free_cents)


def _still_open(state: State, pool: str, today: date) -> Iterator[str]:
    """What somebody waits for, in words."""
    if asks := state.holds.open.get(pool, 0):
        yield f"{asks} {'ask' if asks == 1 else 'asks'} to answer or to decide"
    if committed_cents := state.books.balance(COMMITTED.all_of(pool)):
        yield f"{euros(committed_cents)} to pay"
    if offers := state.pledges.waiting.get(pool, 0):
        yield f"{offers} {'offer' if offers == 1 else 'offers'} to accept or to end"
    if awaited_cents := sum(state.contributions.of(pool).awaited.values()):
        yield f"{euros(awaited_cents)} to come of pledges"
    if overdue := state.year_end.over(pool, today) - state.year_end.ended_of(pool).keys():
        yield f"the year of {', '.join(sorted(overdue)[:NAMED_AT_ONCE])} to end"
