"""From which contributions money may go to which goal, today: by their earmarks, and by the supports in force."""

from collections.abc import Iterable
from datetime import date

from services.pool.holds.decisions.attribution import Opening, Ways
from services.pool.holds.facts import Under
from services.pool.state import State
from shared.money import add_up


def ways(state: State, pool: str, today: date, given_back: Iterable[Under] = (), taken: Iterable[Under] = ()) -> Ways:
    """With what goes under supports as if `given_back` did not any more, and `taken` did."""
    candidates, supports = state.contributions.of(pool).candidates, state.supports.of(pool)
    if not supports.for_goal:
        return Ways(candidates)
    more = dict[str, int]()
    for rows, times in ((given_back, -1), (taken, 1)):
        for one in rows:
            add_up(more, one.support, times * one.cents)
    openings = dict[str, list[Opening]]()
    for goal, names in supports.for_goal.items():
        for name in names:
            support = supports.by_name[name]
            if support.in_force(today):
                used_cents = state.holds.supported.get(f"{pool}/{name}", 0) + more.get(name, 0)
                left_cents = max(support.proposed.max_cents - used_cents, 0)
                openings.setdefault(goal, []).append(Opening(name, support.proposed.contributions, left_cents))
    return Ways(candidates, openings)
