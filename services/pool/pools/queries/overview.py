"""What became of the money of a pool, by whose it is or what it is for; the form of the answer, and the answer (S4).

*Never funded*, *held* and *spent* are three answers to the question whether a budget is exhausted. In euro cents.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from services.pool.chart import (
    COMMITTED,
    EARNED,
    FREE,
    GIVEN_BACK,
    HELD,
    LAPSED,
    MOVED_IN,
    PAID,
    PLEDGED,
    REFUNDED,
    RESERVED,
    RETURNING,
    SHORT,
    WRITTEN_OFF,
)
from services.pool.frames.decisions.ceilings import put_in_cents
from services.pool.holds.state import ENGAGED, Standing
from services.pool.pools.decisions import find_pool
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal
from shared.money.chart import Account
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody

GroupBy: TypeAlias = Literal["contribution", "contributor", "goal", "task-field"]
Became: TypeAlias = Literal["never-funded", "promised", "free", "held", "returning", "spent", "spent-elsewhere", "gone"]


class Row(BaseModel):
    """What became of one contribution's or contributor's money, or of what may pay for a goal or a task field.

    Of a goal and a task field `pledged`, `received`, `free`, `short`, `returning` and `gone` are those of every
    contribution that is earmarked for it; reserved, held, committed, paid and came back are for that goal alone. Money
    with several earmarks is in several rows, so these rows do not add up. What may pay by a support is not among it.
    Reserved is what is set aside with a first yes that awaits the second; what is so for other goals is among what is
    held elsewhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    became: Became
    pledged_cents: int
    received_cents: int
    free_cents: int
    held_cents: int
    committed_cents: int
    paid_cents: int
    came_back_cents: int
    short_cents: int
    returning_cents: int
    gone_cents: int
    held_elsewhere_cents: int
    spent_elsewhere_cents: int
    reserved_cents: int = 0


class Overview(AnswerBody):
    """So many rows in all, and those that were asked for."""

    total: int
    rows: tuple[Row, ...]

    example = {
        "total": 2,
        "rows": [
            {
                "name": "ontmoeten",
                "became": "free",
                "pledged_cents": 0,
                "received_cents": 500_000,
                "free_cents": 200_000,
                "held_cents": 0,
                "committed_cents": 300_000,
                "paid_cents": 0,
                "came_back_cents": 0,
                "short_cents": 0,
                "returning_cents": 0,
                "gone_cents": 0,
                "held_elsewhere_cents": 0,
                "spent_elsewhere_cents": 0,
                "reserved_cents": 0,
            },
            {
                "name": "groen",
                "became": "spent",
                "pledged_cents": 0,
                "received_cents": 150_000,
                "free_cents": 0,
                "held_cents": 0,
                "committed_cents": 150_000,
                "paid_cents": 0,
                "came_back_cents": 0,
                "short_cents": 0,
                "returning_cents": 0,
                "gone_cents": 0,
                "held_elsewhere_cents": 0,
                "spent_elsewhere_cents": 0,
                "reserved_cents": 0,
            },
        ],
    }


class ShowOverview(QueryBody):
    """What became of a pool's money, by contribution, contributor, goal or task field of the goals.

    Rows come in the order in which contributions were pledged and goals stand in the frame, after the first `after`.
    """

    name = "overview"
    refuses = ("unknown-pool",)
    answer = Overview
    pool: Id
    group_by: GroupBy = "goal"
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin", "group_by": "goal"}


# The answer


@dataclass(slots=True)
class Sums:
    """The amounts of a row, in cents."""

    pledged: int = 0
    received: int = 0
    free: int = 0
    held: int = 0
    committed: int = 0
    paid: int = 0
    came_back: int = 0
    short: int = 0
    returning: int = 0
    gone: int = 0
    held_elsewhere: int = 0
    spent_elsewhere: int = 0
    reserved: int = 0

    def named(self) -> dict[str, int]:
        return {f"{name}_cents": getattr(self, name) for name in self.__slots__}


def became(of: dict[str, int]) -> Became:
    """Exhausted or not, and how: by the amounts of a row."""
    for answer, names in _ANSWERS.items():
        if any(of[f"{name}_cents"] for name in names):
            return answer
    return "never-funded"


_ANSWERS: dict[Became, tuple[str, ...]] = {
    "free": ("free",),
    "held": ("reserved", "held", "held_elsewhere"),
    "returning": ("returning",),
    "spent": ("committed", "paid"),
    "spent-elsewhere": ("spent_elsewhere",),
    "gone": ("gone",),
    "promised": ("pledged",),
}
"""The first that has any amount. What is free may still be used; what is set aside or held may come free again; what is
to be given back is here still.
"""


def show_overview(state: State, query: ShowOverview, context: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    groups = _groups(state, pool, query.group_by)
    shown = islice(groups.items(), query.after, query.after + query.limit)
    return {"total": len(groups), "rows": [_row(state, pool.pool, name, group) for name, group in shown]}


@dataclass(slots=True)
class _Group:
    """The contributions of a row; and the goals, where it is about goals."""

    contributions: Collection[str]
    goals: list[str] | None = field(default=None)


def _groups(state: State, pool: Pool, group_by: GroupBy) -> dict[str, _Group]:
    of_pool = state.contributions.of(pool.pool)
    if group_by == "contribution":
        return {name: _Group([name]) for name in of_pool.pledged}
    if group_by == "contributor":
        whose: dict[str, list[str]] = {}
        for name, pledged in of_pool.pledged.items():
            whose.setdefault(pledged.contributor, []).append(name)
        return {party: _Group(names) for party, names in whose.items()}
    goals: dict[str, list[str]] = {}
    for goal in pool.goal_codes:
        goals.setdefault(goal.goal if group_by == "goal" else goal.task_field, []).append(goal.goal)
    return {
        name: _Group({one: None for goal in of_it for one in of_pool.candidates.get(goal, ())}, of_it)
        for name, of_it in goals.items()
    }


def _row(state: State, pool: str, name: str, group: _Group) -> dict[str, Any]:
    sums = Sums()
    for contribution in group.contributions:
        _count(state, pool, contribution, sums)
    if group.goals is not None:
        _of_goals(state, pool, group, group.goals, sums)
    amounts = sums.named()
    return {"name": name, "became": became(amounts), **amounts}


def _count(state: State, pool: str, contribution: str, sums: Sums) -> None:
    def stands(*accounts: Account) -> int:
        return sum(abs(state.books.balance(account(pool, contribution))) for account in accounts)

    received = state.contributions.received_cents(pool, contribution)
    withdrawn = received - put_in_cents(state, pool, contribution)
    sums.pledged += stands(PLEDGED)
    sums.received += received
    sums.free += stands(FREE)
    sums.reserved += stands(RESERVED)
    sums.held += stands(HELD)
    sums.committed += stands(COMMITTED)
    sums.paid += stands(PAID, WRITTEN_OFF)
    sums.came_back += stands(REFUNDED, EARNED, MOVED_IN)
    sums.short += stands(SHORT)
    sums.returning += stands(RETURNING)
    sums.gone += withdrawn + stands(LAPSED, GIVEN_BACK)


def _of_goals(state: State, pool: str, group: _Group, goals: Collection[str], sums: Sums) -> None:
    """What is engaged is for these goals alone; the rest of what might have paid for them is engaged elsewhere.

    Of what was spent, money that came by a support is not told apart, so there may be more of it elsewhere than this.
    """
    of = {standing: sum(_engaged(state, pool, goals, standing)) for standing in ENGAGED}
    held, committed, paid = of[Standing.HELD], of[Standing.COMMITTED], of[Standing.PAID]
    sums.reserved = of[Standing.AWAITING_SECOND_APPROVAL]
    sums.held_elsewhere = sum(_held_elsewhere(state, pool, group.contributions, goals))
    sums.spent_elsewhere = max(sums.committed + sums.paid - committed - paid, 0)
    sums.held, sums.committed, sums.paid = held, committed, paid
    sums.came_back = sum(state.holds.returned.get(pool, {}).get(goal, 0) for goal in goals)


def _held_elsewhere(state: State, pool: str, contributions: Collection[str], goals: Collection[str]) -> Iterator[int]:
    for way, asks in state.holds.backed.get(pool, {}).items():
        contribution, goal, _ = way.split("/")
        if contribution in contributions and goal not in goals:
            yield sum(asks.values())


def _engaged(state: State, pool: str, goals: Iterable[str], standing: Standing) -> Iterator[int]:
    of_pool = state.holds.engaged.get(pool, {})
    return (of_pool.get(goal, {}).get(standing, 0) for goal in goals)
