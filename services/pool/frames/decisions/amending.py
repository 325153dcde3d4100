"""The council amends its frame by a new decision: more, less, longer, another goal; never below what is engaged."""

from collections.abc import Iterator
from datetime import date

from services.pool.chart import OF_CONTRIBUTION, PLEDGED
from services.pool.frames.decisions.ceilings import counted_cents, engaged_cents
from services.pool.frames.facts import FrameAmended
from services.pool.holds.state import BACKED, ENGAGED, Standing
from services.pool.pools.decisions import find_open_pool, frame_invalid
from services.pool.pools.facts import Frame, Goal, GoalCeiling
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal, euros, together


def amend_frame(
    state: State,
    *,
    today: date,
    pool: str,
    frame: Frame,
    goals: tuple[Goal, ...],
    ceilings: tuple[GoalCeiling, ...],
    reserve: str | None = None,
) -> list[FrameAmended] | Refusal:
    """Put the frame of a new council decision in the place of the standing one.

    Whether it makes a reserve counts for what is accepted from then on; what was accepted keeps its last day, or none.
    """
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    kept = frozenset(goal.goal for goal in goals)
    refusal = together(
        _same_decision(found, frame),
        *frame_invalid(frame, goals, ceilings),
        _below_counted(state, found, frame),
        *_below_engaged(state, pool, ceilings),
        *_goals_in_use(state, found, kept, today),
        *_mandate_outside(state, pool, frame, today),
        *_engaged_outside(state, found, frame, today),
    )
    return refusal or [FrameAmended(pool, frame, goals, ceilings, reserve)]


def _same_decision(pool: Pool, frame: Frame) -> Refusal | None:
    if frame.decision.strip() != pool.frame.decision.strip():
        return None
    sentence = "This decision set the standing frame; name the new decision by which the council amends it."
    return Refusal("same-decision", sentence, "frame.decision")


def _below_counted(state: State, pool: Pool, frame: Frame) -> Refusal | None:
    counted = counted_cents(state, pool.pool)
    if frame.ceiling_cents >= counted:
        return None
    sentence = f"{euros(counted)} of own public money is pledged or put in; set the ceiling no lower than that."
    return Refusal("below-engaged", sentence, "frame.ceiling_cents")


def _below_engaged(state: State, pool: str, ceilings: tuple[GoalCeiling, ...]) -> Iterator[Refusal]:
    for goal, ceiling_cents in ceilings:
        engaged = engaged_cents(state, pool, goal)
        if ceiling_cents < engaged:
            sentence = f"{euros(engaged)} is engaged for {goal}; set its ceiling no lower than that."
            yield Refusal("below-engaged", sentence, "ceilings")


def _goals_in_use(state: State, pool: Pool, kept: frozenset[str], today: date) -> Iterator[Refusal]:
    for goal in sorted(pool.goals - kept):
        use = _use(state, pool.pool, goal, today)
        if use:
            yield Refusal("goal-in-use", f"{goal} cannot be removed: {use}. Keep it.", "goals")


def _use(state: State, pool: str, goal: str, today: date) -> str:
    """What a goal is needed for; nothing, if it may go."""
    engaged = state.holds.engaged.get(pool, {}).get(goal, {})
    if any(engaged.get(standing) for standing in ENGAGED):
        return "money is set aside, held, committed or paid for it"
    earmarked = state.contributions.of(pool).candidates.get(goal, ())
    for contribution in earmarked:
        if any(state.books.balance(account(pool, contribution)) for account in (PLEDGED, *OF_CONTRIBUTION)):
            return f"{contribution} is earmarked for it"
    supports = state.supports.of(pool)
    for support in supports.for_goal.get(goal, ()):
        if not supports.by_name[support].is_over(today):
            return f"{support} supports it"
    mandate = state.mandates.of_pool.get(pool)
    return "the mandate names it" if mandate and goal in mandate.goals and today <= mandate.valid_to else ""


def _mandate_outside(state: State, pool: str, frame: Frame, today: date) -> Iterator[Refusal]:
    """A mandate whose last day has passed is none any more."""
    mandate = state.mandates.of_pool.get(pool)
    if mandate is None or mandate.valid_to < today:
        return
    if mandate.valid_from < frame.valid_from:
        sentence = f"The mandate is valid from {mandate.valid_from} on; let the frame begin no later than that."
        yield Refusal("period-invalid", sentence, "frame.valid_from")
    if frame.valid_to < mandate.valid_to:
        sentence = f"The mandate is valid until {mandate.valid_to}; let the frame end no earlier, or shorten it first."
        yield Refusal("period-invalid", sentence, "frame.valid_to")


def _engaged_outside(state: State, pool: Pool, frame: Frame, today: date) -> Iterator[Refusal]:
    """What was engaged was so within the standing period; what is not paid yet is so until today at least."""
    by_goal = state.holds.engaged.get(pool.pool, {}).values()
    if pool.frame.valid_from < frame.valid_from and any(of.get(each) for of in by_goal for each in ENGAGED):
        sentence = f"Money is engaged under a frame from {pool.frame.valid_from} on; let the new one begin no later."
        yield Refusal("period-invalid", sentence, "frame.valid_from")
    unpaid = (*BACKED, Standing.COMMITTED)
    if frame.valid_to < today and any(of.get(each) for of in by_goal for each in unpaid):
        sentence = f"Money is set aside, held or committed; let the frame end no earlier than today, {today}."
        yield Refusal("period-invalid", sentence, "frame.valid_to")
