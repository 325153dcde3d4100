"""Steps that several scenarios take: a pool comes about, an initiative asks, a payer pays."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from examples.partner import Body, Partner
from shared.calendar import civil_date

TASK_FIELD = "6.3"
"""Income schemes, in the list of task fields (Iv3). Scenarios are about money, not about the right code."""


def today() -> date:
    return civil_date(datetime.now(UTC))


async def open_pool(
    executive: Partner,
    pool: str,
    *,
    holder: str,
    goals: Sequence[str],
    cents: int,
    automatic: bool,
    where: str,
    task_fields: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """The executive opens a pool within the council's frame, and gives its budget holder a mandate over all of it.

    `task_fields` by goal, where the right code matters.
    """
    begin = today().replace(month=1, day=1)
    period = {"valid_from": begin.isoformat(), "valid_to": begin.replace(year=begin.year + 2).isoformat()}
    await executive.does(
        "pool",
        "open-pool",
        pool=pool,
        neighbourhood=where,
        goals=[
            {"goal": goal, "task_field": task_fields.get(goal, TASK_FIELD), "code_year": begin.year} for goal in goals
        ],
        frame={"decision": f"Raadsbesluit {begin.year}-118", "ceiling_cents": cents, **period},
        budget_holder=holder,
    )
    limits = {"limit_cents": cents, "total_cents": cents, "goals": list(goals), "automatic": automatic}
    await executive.does("pool", "set-mandate", pool=pool, **limits, **period)


async def pledge(
    contributor: Partner,
    holder: Partner,
    pool: str,
    contribution: str,
    *,
    cents: int,
    earmarks: Sequence[str],
    task_field: str = TASK_FIELD,
) -> None:
    """A contributor pledges, and the budget holder accepts it."""
    await contributor.does(
        "pool",
        "pledge",
        pool=pool,
        contribution=contribution,
        cents=cents,
        earmarks=list(earmarks),
        task_field=task_field,
        year=today().year,
        recurring="incidental",
        domain="social",
    )
    if contributor.party != holder.party:
        await accepts(holder, pool, contribution)


async def put_in(
    contributor: Partner, holder: Partner, pool: str, contribution: str, *, cents: int, earmarks: Sequence[str]
) -> None:
    """Pledged, accepted and received: only received money can be reserved."""
    await pledge(contributor, holder, pool, contribution, cents=cents, earmarks=earmarks)
    received = {"cents": cents, "received_on": today().isoformat()}
    await holder.does("pool", "receive", pool=pool, contribution=contribution, **received)


async def propose_support(
    partner: Partner,
    pool: str,
    support: str,
    *,
    contribution: str,
    between: tuple[str, str],
    max_cents: int,
    evidence: str,
    budget_change: str | None = None,
) -> None:
    """That money of a contribution for one goal may be used for another, from today until the end of the year."""
    first, (from_goal, to_goal) = today(), between
    await partner.does(
        "pool",
        "propose-support",
        pool=pool,
        support=support,
        contributions=[contribution],
        from_goal=from_goal,
        to_goal=to_goal,
        max_cents=max_cents,
        starts_on=first.isoformat(),
        ends_on=first.replace(month=12, day=31).isoformat(),
        evidence=evidence,
        budget_change=budget_change,
    )


async def accepts(holder: Partner, pool: str, contribution: str) -> None:
    """The budget holder accepts what another offers; from then on it counts."""
    waiting = (await holder.sees("pool", "offers", pool=pool))["offers"]
    (offer,) = [each["offer"] for each in waiting if each["contribution"] == contribution]
    accepted = {"pool": pool, "contribution": contribution, "offer": offer}
    await holder.does("pool", "accept-pledge", **accepted)


def ask(name: str, funder: str, *lines: tuple[str, int]) -> Body:
    """One funder is asked a grant, for so many cents for each goal."""
    named = [{"goal": goal, "cents": cents} for goal, cents in lines]
    return {"ask": name, "funder": funder, "lines": named, "instrument": "grant"}


def application(
    name: str, purpose: str, where: str, *, asks: Sequence[Mapping[str, Any]], own_cents: int, result: str
) -> Body:
    """One form for all funders.

    Costs are what is asked and something of one's own: a municipality neither will nor can subsidise all of it (S3).
    """
    lines = [line for asked in asks for line in asked["lines"]]
    costs = sum(line["cents"] for line in lines) + own_cents
    return {
        "application": name,
        "purpose": purpose,
        "neighbourhood": where,
        "results": [{"indicator": result, "unit": "aantal", "target": "1", "goal": lines[0]["goal"]}],
        "costs": [{"what": purpose, "cents": costs}],
        "asks": list(asks),
        "other_money": own_money(own_cents),
        "hours": [],
        "expected_savings": [],
        "term": "incidental",
        "plan_after": "Daarna betaalt het initiatief zichzelf",
        "decide_by": (datetime.now(UTC) + timedelta(days=1)).isoformat(),
    }


def own_money(cents: int) -> list[Body]:
    return [{"source": "Eigen bijdrage", "kind": "own", "cents": cents}]


async def pays(payer: Partner, **order: Any) -> Body:
    """Wait for the order to pay, and confirm that it was paid."""
    ordered = await payer.hears("settlement", "payment-ordered", **order)
    confirmed = {"cents": ordered["cents"], "paid_on": today().isoformat()}
    await payer.does("settlement", "confirm-payment", order=ordered["order"], **confirmed)
    return ordered
