"""Mandates: the limits within which the budget holder decides alone. Agreements come first (S1)."""

from datetime import date

from services.pool.domain import events as e
from services.pool.domain.accounts import Balance, engaged
from services.pool.domain.pools import find_pool, goal_unknown, second_approver_is_holder
from services.pool.domain.state import Pool, State
from shared.money import Refusal, euros


def set_mandate(state: State, proposed: e.MandateSet) -> list[e.Event] | Refusal:
    """Set the mandate, or replace it, within the frame. What is held or committed stays as it is."""
    pool = find_pool(state, proposed.pool)
    if isinstance(pool, Refusal):
        return pool
    refusal = (
        _above_frame(pool.opened.frame, proposed)
        or goal_unknown(pool, proposed.goals, "goals")
        or _period_invalid(pool.opened.frame, proposed)
        or _second_approver_invalid(pool, proposed)
    )
    return refusal or [proposed]


def _above_frame(frame: e.Frame, proposed: e.MandateSet) -> Refusal | None:
    if proposed.total_cents <= frame.ceiling_cents:
        return None
    sentence = f"The total is above the council's ceiling of {euros(frame.ceiling_cents)}; lower it."
    return Refusal("above-frame", sentence, "total_cents")


def _period_invalid(frame: e.Frame, proposed: e.MandateSet) -> Refusal | None:
    if frame.valid_from <= proposed.valid_from <= proposed.valid_to <= frame.valid_to:
        return None
    sentence = f"Choose a period within {frame.valid_from} to {frame.valid_to}, that ends after it begins."
    return Refusal("period-invalid", sentence, "valid_to")


def _second_approver_invalid(pool: Pool, proposed: e.MandateSet) -> Refusal | None:
    if proposed.second_approver == pool.budget_holder:
        return second_approver_is_holder(pool.budget_holder, "second_approver")
    if proposed.four_eyes_above_cents is not None and proposed.second_approver is None:
        return Refusal("second-approver-missing", "Name who approves above the threshold.", "second_approver")
    return None


def standing_mandate(pool: Pool, today: date) -> e.MandateSet | None:
    """The mandate, if it is valid on this civil date."""
    mandate = pool.mandate
    return mandate if mandate and mandate.valid_from <= today <= mandate.valid_to else None


def no_mandate(pool: Pool, today: date) -> Refusal:
    return Refusal("no-mandate", f"{pool.pool} has no mandate on {today}; the executive has to set one first.", "pool")


def outside_mandate(mandate: e.MandateSet, pool: Pool, asked: e.AskReceived, balance: Balance) -> Refusal | None:
    """Why the budget holder may not give this alone: its goals, the limit per decision, or the total."""
    sentence = (
        _goal_outside(mandate, asked)
        or _above_limit(mandate, asked)
        or _above_total(mandate, asked, engaged(pool, balance))
    )
    return Refusal("outside-mandate", sentence, "ask") if sentence else None


def _goal_outside(mandate: e.MandateSet, asked: e.AskReceived) -> str:
    outside = [line.goal for line in asked.lines if line.goal not in mandate.goals]
    return f"The mandate of {asked.pool} does not cover {', '.join(outside)}." if outside else ""


def _above_limit(mandate: e.MandateSet, asked: e.AskReceived) -> str:
    if asked.cents <= mandate.limit_cents:
        return ""
    limit = euros(mandate.limit_cents)
    return f"{euros(asked.cents)} is above the mandate's limit of {limit} per decision; ask less, or a wider mandate."


def _above_total(mandate: e.MandateSet, asked: e.AskReceived, engaged_cents: int) -> str:
    room_cents = mandate.total_cents - engaged_cents
    if asked.cents <= room_cents:
        return ""
    room = euros(max(room_cents, 0))  # a new mandate may be narrower than what was given under the old one
    return f"{euros(asked.cents)} is above the {room} that the mandate's total leaves; ask less, or a wider mandate."


def second_approver(pool: Pool, cents: int) -> str | None:
    """Who has to approve an amount beside the budget holder; None up to the threshold."""
    mandate = pool.mandate
    if mandate is None or mandate.four_eyes_above_cents is None or cents <= mandate.four_eyes_above_cents:
        return None
    return mandate.second_approver
