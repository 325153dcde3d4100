"""Pools: opened by the executive within the council's frame, under exactly one budget holder at any moment (S1)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from itertools import islice

from services.pool.pledges.facts import PledgeOffered
from services.pool.pools.facts import Frame, Goal, GoalCeiling, PoolHandedOver, PoolOpened
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal, together

TOLD_AT_ONCE = 50
"""So many offers fit into one decision; a new budget holder asks for any beyond them."""


def open_pool(
    state: State,
    *,
    today: date,
    pool: str,
    neighbourhood: str,
    goals: tuple[Goal, ...],
    frame: Frame,
    budget_holder: str,
    ceilings: tuple[GoalCeiling, ...] = (),
    reserve: str | None = None,
) -> list[PoolOpened] | Refusal:
    """Open a pool under a new name, within a frame that can be kept."""
    refusal = together(_exists(state, pool), *frame_invalid(frame, goals, ceilings))
    opened = PoolOpened(pool, neighbourhood, goals, frame, budget_holder, today, ceilings, reserve)
    return refusal or [opened]


def _exists(state: State, pool: str) -> Refusal | None:
    if pool not in state.pools.by_name:
        return None
    return Refusal("exists", f"There is a pool {pool} already; choose another name.", "pool")


def frame_invalid(frame: Frame, goals: tuple[Goal, ...], ceilings: tuple[GoalCeiling, ...]) -> Iterator[Refusal]:
    """Why nobody could keep to such a frame."""
    if frame.valid_to < frame.valid_from:
        sentence = f"The frame ends before it begins; let it end on {frame.valid_from} or later."
        yield Refusal("frame-invalid", sentence, "frame.valid_to")
    if twice := _twice(goal.goal for goal in goals):
        yield Refusal("frame-invalid", f"{twice} is named twice; name each goal once.", "goals")
    if twice := _twice(ceiling.goal for ceiling in ceilings):
        yield Refusal("frame-invalid", f"{twice} has two ceilings; give it one.", "ceilings")
    if unknown := sorted({ceiling.goal for ceiling in ceilings} - {goal.goal for goal in goals}):
        sentence = f"{', '.join(unknown)} has a ceiling and is no goal of this frame; add the goal, or leave it out."
        yield Refusal("frame-invalid", sentence, "ceilings")


def _twice(names: Iterable[str]) -> str:
    """Those that are there more than once."""
    return ", ".join(name for name, times in Counter(names).items() if times > 1)


def hand_over(state: State, *, pool: str, budget_holder: str) -> list[PoolHandedOver | PledgeOffered] | Refusal:
    """Another party becomes the budget holder, and is told which offers await it. All else stays as it is."""
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    if budget_holder == found.budget_holder:
        return Refusal(
            "same-holder",
            f"{budget_holder} is the budget holder of {pool} already; name another party.",
            "budget_holder",
        )
    mandate = state.mandates.of_pool.get(pool)
    if mandate and budget_holder == mandate.second_approver:
        return second_approver_is_holder(budget_holder, "budget_holder")
    waiting = islice(state.pledges.of(pool).waiting.values(), TOLD_AT_ONCE)
    return [
        PoolHandedOver(pool, budget_holder, previous_holder=found.budget_holder),
        *(PledgeOffered(**asdict(offer) | {"budget_holder": budget_holder}) for offer in waiting),
    ]


def find_pool(state: State, pool: str) -> Pool | Refusal:
    return state.pools.by_name.get(pool) or Refusal("unknown-pool", f"There is no pool {pool}; check its name.", "pool")


def find_open_pool(state: State, pool: str) -> Pool | Refusal:
    """One that was not closed."""
    found = find_pool(state, pool)
    return found if isinstance(found, Refusal) else pool_closed(found) or found


def pool_closed(pool: Pool) -> Refusal | None:
    if pool.closed is None:
        return None
    sentence = f"{pool.pool} was closed on {pool.closed.closed_on}; turn to another pool."
    return Refusal("pool-closed", sentence, "pool")


def not_the_holder(pool: Pool, by: str) -> Refusal | None:
    if by == pool.budget_holder:
        return None
    return Refusal("not-yours", f"Only {pool.budget_holder}, the budget holder of {pool.pool}, may do this.", "pool")


def second_approver_is_holder(party: str, field: str) -> Refusal:
    """Four eyes belong to two parties."""
    sentence = f"{party} cannot be budget holder and second approver at once; name two parties."
    return Refusal("second-approver-is-holder", sentence, field)


def goal_unknown(pool: Pool, goals: tuple[str, ...], field: str) -> Refusal | None:
    """What is not among the pool's goals, refused."""
    unknown = [goal for goal in goals if goal not in pool.goals]
    if not unknown:
        return None
    which = f"goal {unknown[0]}" if len(unknown) == 1 else f"goals {', '.join(unknown)}"
    sentence = f"{pool.pool} has no {which}; choose from {', '.join(sorted(pool.goals))}."
    return Refusal("goal-unknown", sentence, field)
