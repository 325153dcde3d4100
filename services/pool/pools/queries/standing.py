"""What may be asked about pools, the form of the answers with an example each, and the answers. In euro cents."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Any

from services.pool.chart import FREE
from services.pool.contributions.facts import AtYearEnd, ContributionPledged
from services.pool.contributions.messages import ContributionPledged as Pledged
from services.pool.frames.decisions.ceilings import counted_cents, engaged_cents, net_outlay_cents, others_cents
from services.pool.holds.state import ENGAGED, Standing
from services.pool.mandates.facts import MandateSet
from services.pool.mandates.messages import SetMandate
from services.pool.pools import facts
from services.pool.pools import messages as m
from services.pool.pools.decisions import find_pool
from services.pool.pools.queries.amounts import AMOUNTS, NAMES, Amounts, Part, amounts_of
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody


class _Pool(Part):
    pool: str
    neighbourhood: str
    budget_holder: str
    ceiling_cents: int


class PoolSummary(Amounts, _Pool):
    """A pool with its totals."""

    exhausted: bool
    counted_cents: int
    others_cents: int
    closed_on: date | None = None


class Mandate(Part):
    """The limits within which the budget holder decides alone."""

    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: int | None
    second_approver: str | None


class _Pledged(Part):
    contribution: str
    contributor: str
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str
    lapses_on: date | None
    counts_for_ceiling: bool
    last_day: date | None = None
    """As it was carried over last."""
    at_year_end: AtYearEnd = "stays"
    first_loss: bool = False
    """Bears what is lost on loans before others do."""


class Contribution(Amounts, _Pledged):
    """One party's money, and where it is."""


class GoalStanding(m.Goal):
    """A goal, what is available for it, and what is engaged. Money with several earmarks is available to each."""

    available_cents: int
    held_cents: int
    committed_cents: int
    paid_cents: int
    engaged_cents: int
    ceiling_cents: int | None
    reserved_cents: int = 0
    """Set aside with a first yes that awaits the second."""


_POOL: Mapping[str, Any] = {
    "pool": "moestuin",
    "neighbourhood": m.OpenPool.example["neighbourhood"],
    "budget_holder": "welzijn",
    "ceiling_cents": 2_500_000,
    **AMOUNTS,
    "exhausted": False,
    "counted_cents": 800_000,
    "others_cents": 0,
    "closed_on": None,
}


class Pools(AnswerBody):
    """So many pools in all, and those that were asked for, each with its totals."""

    total: int
    pools: tuple[PoolSummary, ...]

    example = {"total": 1, "pools": [_POOL]}


class PoolOverview(AnswerBody, PoolSummary):
    """Where every cent of a pool is, per contribution and per goal: its totals, and the contributions asked for."""

    frame: m.Frame
    mandate: Mandate | None
    net_outlay_cents: int
    interest_reserve: str | None = None
    total_contributions: int
    contributions: tuple[Contribution, ...]
    goals: tuple[GoalStanding, ...]

    example = {
        **_POOL,
        "frame": m.OpenPool.example["frame"],
        "mandate": {name: value for name, value in SetMandate.example.items() if name != "pool"},
        "net_outlay_cents": 450_000,
        "interest_reserve": None,
        "total_contributions": 2,
        "contributions": [
            {
                **{name: value for name, value in Pledged.example.items() if name not in {"pool", "cents"}},
                "contribution": "welzijn-2026",
                "contributor": "welzijn",
                "lapses_on": None,
                "counts_for_ceiling": True,
                "last_day": None,
                "at_year_end": "stays",
                "first_loss": False,
                **AMOUNTS,
                "free_cents": 200_000,
                "committed_cents": 300_000,
            },
            {
                "contribution": "openbare-ruimte-2026",
                "contributor": "openbare-ruimte",
                "earmarks": ["groen"],
                "task_field": "5.7",
                "year": 2026,
                "recurring": "incidental",
                "domain": "physical",
                "lapses_on": "2026-12-31",
                "counts_for_ceiling": True,
                "last_day": None,
                "at_year_end": "stays",
                "first_loss": False,
                **AMOUNTS,
                "free_cents": 150_000,
                "committed_cents": 150_000,
            },
        ],
        "goals": [
            {
                **goal,
                "available_cents": available_cents,
                "held_cents": 0,
                "committed_cents": committed_cents,
                "paid_cents": 0,
                "engaged_cents": committed_cents,
                "ceiling_cents": ceiling_cents,
                "reserved_cents": 0,
            }
            for goal, available_cents, committed_cents, ceiling_cents in zip(
                m.OpenPool.example["goals"], (200_000, 150_000), (300_000, 150_000), (None, 800_000), strict=True
            )
        ],
    }


class ListPools(QueryBody):
    """The pools in the order in which they were opened, after the first `after`, each with its totals."""

    name = "pools"
    answer = Pools
    after: After = 0
    limit: Limit = 100

    example = {}


class ShowPool(QueryBody):
    """Per contribution and per goal what is free, held, committed, paid and came back: exhausted or not (S4).

    Contributions come in the order in which they were pledged, after the first `after`; goals and totals come whole.
    """

    name = "pool"
    refuses = ("unknown-pool",)
    answer = PoolOverview
    pool: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin"}


# Answers


def list_pools(state: State, query: ListPools, context: Context) -> dict[str, Any]:
    total = len(state.pools.by_name)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    names = (state.pools.opened_at[str(number)] for number in numbers)
    return {"total": total, "pools": [_summary(state, state.pools.by_name[name]) for name in names]}


def show_pool(state: State, query: ShowPool, context: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    mandate = state.mandates.of_pool.get(pool.pool)
    pledged = state.contributions.of(pool.pool).pledged
    return {
        **_summary(state, pool),
        "frame": pool.frame._asdict(),
        "mandate": _mandate(mandate) if mandate else None,
        "net_outlay_cents": net_outlay_cents(pool.pool, state.books.balance),
        "interest_reserve": state.covenants.reserves.get(pool.pool),
        "total_contributions": len(pledged),
        "contributions": [
            _contribution(state, one) for one in islice(pledged.values(), query.after, query.after + query.limit)
        ],
        "goals": [_goal(state, pool, goal) for goal in pool.goal_codes],
    }


def _summary(state: State, pool: Pool) -> dict[str, Any]:
    amounts = [amounts_of(state, pool.pool, contribution) for contribution in state.contributions.of(pool.pool).pledged]
    totals = {name: sum(each[name] for each in amounts) for name in NAMES}
    return {
        "pool": pool.pool,
        "neighbourhood": pool.opened.neighbourhood,
        "budget_holder": pool.budget_holder,
        "ceiling_cents": pool.frame.ceiling_cents,
        **totals,
        "exhausted": totals["free_cents"] == 0,
        "counted_cents": counted_cents(state, pool.pool),
        "others_cents": others_cents(state, pool.pool),
        "closed_on": pool.closed.closed_on if pool.closed else None,
    }


def _contribution(state: State, pledged: ContributionPledged) -> dict[str, Any]:
    return {
        "contribution": pledged.contribution,
        "contributor": pledged.contributor,
        "earmarks": list(pledged.earmarks),
        "task_field": pledged.task_field,
        "year": pledged.year,
        "recurring": pledged.recurring,
        "domain": pledged.domain,
        "lapses_on": pledged.lapses_on,
        "counts_for_ceiling": pledged.counts_for_ceiling,
        "last_day": state.year_end.last_days.get(f"{pledged.pool}/{pledged.contribution}"),
        "at_year_end": pledged.at_year_end,
        "first_loss": pledged.first_loss,
        **amounts_of(state, pledged.pool, pledged.contribution),
    }


def _goal(state: State, pool: Pool, goal: facts.Goal) -> dict[str, Any]:
    """Available is what may be used for this goal; money with several earmarks is available to each of them."""
    engaged = state.holds.engaged.get(pool.pool, {}).get(goal.goal, {})
    candidates = state.contributions.of(pool.pool).candidates.get(goal.goal, ())
    return {
        **goal._asdict(),
        "available_cents": sum(state.books.balance(FREE(pool.pool, each)) for each in candidates),
        **{f"{name}_cents": engaged.get(standing, 0) for standing, name in _OF_GOAL.items()},
        "engaged_cents": engaged_cents(state, pool.pool, goal.goal),
        "ceiling_cents": dict(pool.ceilings).get(goal.goal),
    }


_OF_GOAL: Mapping[Standing, str] = {
    standing: "reserved" if standing is Standing.AWAITING_SECOND_APPROVAL else standing.value for standing in ENGAGED
}
"""Under which name what is engaged is shown."""


def _mandate(mandate: MandateSet) -> dict[str, Any]:
    return {
        "limit_cents": mandate.limit_cents,
        "total_cents": mandate.total_cents,
        "goals": list(mandate.goals),
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
        "automatic": mandate.automatic,
        "four_eyes_above_cents": mandate.four_eyes_above_cents,
        "second_approver": mandate.second_approver,
    }
