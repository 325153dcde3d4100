"""The covenant's rule for interest: in proportion to those that lent, or to a reserve (S0)."""

from datetime import date

from services.pool.contributions.decisions import find_pledge
from services.pool.covenants.facts import InterestReserveSet
from services.pool.pools.decisions import find_open_pool
from services.pool.state import State
from shared.money import Refusal


def set_interest_reserve(
    state: State, *, today: date, pool: str, contribution: str | None, decision: str
) -> list[InterestReserveSet] | Refusal:
    """Interest that comes in from now on is income of this contribution; without one, of those that lent.

    Once the reserve has ended, by its year or with its pool, interest is in proportion again.
    """
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    if contribution is not None:
        pledged = find_pledge(state, pool, contribution)
        if isinstance(pledged, Refusal):
            return pledged
    if contribution in state.year_end.over(pool, today):
        return Refusal("lapsed", f"The year of {contribution} is over; name one that lasts.", "contribution")
    if contribution == state.covenants.reserves.get(pool):
        goes = f"to {contribution}" if contribution else "in proportion"
        return Refusal("already-so", f"The interest of {pool} goes {goes} already.", "contribution")
    return [InterestReserveSet(pool, contribution, decision)]
