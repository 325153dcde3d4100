"""What council and executive do in ten years: a pool to begin with, its mandate, and what a year's end asks of them."""

from datetime import date
from typing import Any

from examples.revolving import plan
from examples.revolving.plan import COUNCIL, EXECUTIVE, FIRST_DAY, LAST_YEAR, POOL, RESERVE_YEAR, YEARS
from examples.stand import Hands

FIRST_FRAME_ENDS, SECOND_FRAME_ENDS = date(RESERVE_YEAR + 1, 12, 31), date(LAST_YEAR + 1, 12, 31)
DIVIDES, CLOSES, CARRIES_OVER = (1, 1), (6, 1), (12, 1)
"""Month and day: the executive says whose the interest is, and closes the last year; the council carries over."""


def govern(hands: Hands, day: date) -> None:
    """What this day asks of them."""
    if day == FIRST_DAY:
        _open(hands)
        _mandate(hands, FIRST_FRAME_ENDS)
    if (day.month, day.day) == CLOSES and day.year > YEARS[0]:
        closed = {"year": day.year - 1, "decision": f"Jaarrekening {day.year - 1}"}
        hands.must(EXECUTIVE, hands.pool, "close-year", **closed)
    if (day.month, day.day) == CARRIES_OVER:
        if day.year == RESERVE_YEAR:
            _make_a_reserve(hands)
        for contribution in plan.CARRIED_OVER:
            _carry_over(hands, contribution, day.year)
    if (day.month, day.day) == DIVIDES:
        _divide_interest(hands, day.year)


def _open(hands: Hands) -> None:
    hands.must(
        EXECUTIVE,
        hands.pool,
        "open-pool",
        pool=POOL,
        neighbourhood=plan.WHERE,
        goals=_goals(),
        frame=_frame(f"Raadsbesluit {YEARS[0] - 1}-118", FIRST_FRAME_ENDS),
        budget_holder=plan.HOLDER,
    )


def _mandate(hands: Hands, until: date) -> None:
    """For losses the threshold of four eyes goes as well."""
    hands.must(
        EXECUTIVE,
        hands.pool,
        "set-mandate",
        pool=POOL,
        limit_cents=plan.LIMIT_CENTS,
        total_cents=plan.ENOUGH_CENTS,
        goals=list(plan.GOALS),
        valid_from=FIRST_DAY.isoformat(),
        valid_to=until.isoformat(),
        automatic=False,
        four_eyes_above_cents=plan.FOUR_EYES_CENTS,
        second_approver=EXECUTIVE,
    )


def _make_a_reserve(hands: Hands) -> None:
    """What the municipality pledges from then on has no last day; and the fund may go on."""
    decision = f"Raadsbesluit {RESERVE_YEAR}-101"
    hands.must(
        COUNCIL,
        hands.pool,
        "amend-frame",
        pool=POOL,
        frame=_frame(decision, SECOND_FRAME_ENDS),
        goals=_goals(),
        reserve=f"{decision}, bestemmingsreserve {plan.WHERE}",
    )
    _mandate(hands, SECOND_FRAME_ENDS)


def _divide_interest(hands: Hands, year: int) -> None:
    """The covenant's rule: to the buffer in a year that begins with less than it has to be; else in proportion."""
    shown = hands.sees(EXECUTIVE, hands.pool, "pool", pool=POOL)
    (buffer,) = (one for one in shown["contributions"] if one["contribution"] == plan.BUFFER)
    to = plan.BUFFER if buffer["free_cents"] < plan.FULL_BUFFER_CENTS else None
    if to != shown["interest_reserve"]:
        decision = f"Convenant {plan.WHERE}, artikel 7, rente in {year}"
        hands.must(EXECUTIVE, hands.pool, "set-interest-reserve", pool=POOL, contribution=to, decision=decision)


def _carry_over(hands: Hands, contribution: str, year: int) -> None:
    """Else what is free would lapse on the last day, and whatever is repaid after it."""
    hands.must(
        COUNCIL,
        hands.pool,
        "carry-over",
        pool=POOL,
        contribution=contribution,
        last_day=date(year + 1, 12, 31).isoformat(),
        decision=f"Raadsbesluit {year}-93, budgetoverheveling",
    )


def _goals() -> list[dict[str, Any]]:
    return [{"goal": goal, "task_field": code, "code_year": YEARS[0]} for goal, code in plan.TASK_FIELDS.items()]


def _frame(decision: str, until: date) -> dict[str, Any]:
    period = {"valid_from": FIRST_DAY.isoformat(), "valid_to": until.isoformat()}
    return {"decision": decision, "ceiling_cents": plan.ENOUGH_CENTS, **period}
