"""Mandates: the limits within which the budget holder decides alone. Agreements come first (S1)."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from services.pool.frames.decisions.ceilings import above_goal_ceiling, net_outlay_cents
from services.pool.holds.facts import AskReceived, HoldAwaitsSecondApproval
from services.pool.mandates.facts import MandateSet
from services.pool.pools.decisions import find_pool, goal_unknown, second_approver_is_holder
from services.pool.pools.facts import Frame
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal, euros, together
from shared.money.chart import Balance

TOLD_AT_ONCE = 100
"""So many asks fit into one decision; of any beyond them the budget holder's next hold-ask tells."""


def set_mandate(state: State, proposed: MandateSet) -> list[MandateSet | HoldAwaitsSecondApproval] | Refusal:
    """Set the mandate, or replace it, within the frame's goals and period. What is held or committed stays as it is.

    Its total is not compared with the council's ceiling: it is over all money, and the ceiling over own public money.
    A new second approver is told what awaits a second approval by the new mandate.
    """
    pool = find_pool(state, proposed.pool)
    if isinstance(pool, Refusal):
        return pool
    refusal = together(
        goal_unknown(pool, proposed.goals, "goals"),
        _period_invalid(pool.frame, proposed),
        _second_approver_invalid(pool, proposed),
    )
    return refusal or [proposed, *islice(_for_a_new_approver(state, proposed), TOLD_AT_ONCE)]


def _for_a_new_approver(state: State, proposed: MandateSet) -> Iterator[HoldAwaitsSecondApproval]:
    """What needs no second approval any more, or another first yes, is left to the budget holder."""
    approver, threshold = proposed.second_approver, proposed.four_eyes_above_cents
    if approver is None or threshold is None:
        return
    for ask in state.holds.awaiting.get(proposed.pool, ()):
        asked, awaits = state.holds.reservations[ask].asked, state.holds.reservations[ask].awaits
        if (
            awaits
            and asked.cents > threshold
            and approver not in {awaits.approver, awaits.requested_by, asked.applicant}
        ):
            yield HoldAwaitsSecondApproval(*asked.identity, approver, awaits.requested_by)


def _period_invalid(frame: Frame, proposed: MandateSet) -> Refusal | None:
    if frame.valid_from <= proposed.valid_from <= proposed.valid_to <= frame.valid_to:
        return None
    sentence = f"Choose a period within {frame.valid_from} to {frame.valid_to}, that ends after it begins."
    return Refusal("period-invalid", sentence, "valid_to")


def _second_approver_invalid(pool: Pool, proposed: MandateSet) -> Refusal | None:
    if proposed.second_approver == pool.budget_holder:
        return second_approver_is_holder(pool.budget_holder, "second_approver")
    if proposed.four_eyes_above_cents is not None and proposed.second_approver is None:
        return Refusal(
            "second-approver-missing",
            "Name the party that approves above the threshold, or leave the threshold out.",
            "second_approver",
        )
    return None


def standing_mandate(state: State, pool: str, today: date) -> MandateSet | None:
    """The mandate of a pool, if it is valid on this civil date."""
    mandate = state.mandates.of_pool.get(pool)
    return mandate if mandate and mandate.valid_from <= today <= mandate.valid_to else None


def is_own_case(state: State, pool: str, applicant: str) -> bool:
    """Whether the budget holder itself is the applicant, so that another has to act in its place (2:4 Awb)."""
    return state.pools.by_name[pool].budget_holder == applicant


def stand_in(state: State, pool: str) -> str | None:
    """Who acts in the budget holder's place: the second approver, if the mandate names one."""
    mandate = state.mandates.of_pool.get(pool)
    return mandate.second_approver if mandate else None


def decider(state: State, pool: str, applicant: str) -> str | None:
    """Who decides for the pool about what this applicant has of it; None: the executive has to name who does."""
    if is_own_case(state, pool, applicant):
        return stand_in(state, pool)
    return state.pools.by_name[pool].budget_holder


def no_mandate(pool: str, today: date) -> Refusal:
    return Refusal("no-mandate", f"{pool} has no mandate on {today}; the executive has to set one first.", "pool")


def outside_mandate(state: State, mandate: MandateSet, asked: AskReceived, balance: Balance) -> Refusal | None:
    """Why the budget holder may not give this: its goals, the limit per decision, the total, a goal's ceiling."""
    sentence = (
        _goal_outside(mandate, asked)
        or _above_limit(mandate, asked)
        or _above_total(mandate, asked, net_outlay_cents(asked.pool, balance))
    )
    return Refusal("outside-mandate", sentence, "ask") if sentence else above_goal_ceiling(state, asked)


def _goal_outside(mandate: MandateSet, asked: AskReceived) -> str:
    outside = [line.goal for line in asked.lines if line.goal not in mandate.goals]
    return f"The mandate of {asked.pool} does not cover {', '.join(outside)}." if outside else ""


def _above_limit(mandate: MandateSet, asked: AskReceived) -> str:
    if asked.cents <= mandate.limit_cents:
        return ""
    limit = euros(mandate.limit_cents)
    return f"{euros(asked.cents)} is above the mandate's limit of {limit} per decision; ask less, or a wider mandate."


def _above_total(mandate: MandateSet, asked: AskReceived, outlay_cents: int) -> str:
    room_cents = mandate.total_cents - outlay_cents
    if asked.cents <= room_cents:
        return ""
    room = euros(max(room_cents, 0))  # a new mandate may be narrower than what was given under the old one
    return f"{euros(asked.cents)} is above the {room} that the mandate's total leaves; ask less, or a wider mandate."


def second_approver(state: State, pool: str, cents: int) -> str | None:
    """Who has to approve an amount beside the budget holder; None up to the threshold."""
    mandate = state.mandates.of_pool.get(pool)
    if mandate is None or mandate.four_eyes_above_cents is None or cents <= mandate.four_eyes_above_cents:
        return None
    return mandate.second_approver
