"""Questions the pool service answers, from its state. Pools are public matters: whoever asks gets the same answer."""

from typing import Any, assert_never

from services.pool import queries as q
from services.pool.domain import accounts
from services.pool.domain import events as e
from services.pool.domain.pools import find_pool
from services.pool.domain.reservations import find_reservation
from services.pool.domain.state import Pool, Reservation, Standing, State
from shared.money import Refusal
from shared.service import Context

QUERIES = q.QUERIES


def answer(state: State, query: q.Query, context: Context) -> dict[str, Any] | Refusal:
    """The answer as a JSON object, amounts in cents; what is not there is refused."""
    match query:
        case q.ListPools():
            return {"pools": [_summary(state, pool) for pool in state.pools.values()]}
        case q.ShowPool():
            pool = find_pool(state, query.pool)
            return pool if isinstance(pool, Refusal) else _overview(state, pool)
        case q.ListAsks():
            pool = find_pool(state, query.pool)
            return pool if isinstance(pool, Refusal) else _asks(state, query)
        case q.ShowAsk():
            found = find_reservation(state, query.pool, query.ask)
            return found if isinstance(found, Refusal) else _ask(found)
        case _:
            assert_never(query)


def _summary(state: State, pool: Pool) -> dict[str, Any]:
    amounts = [_amounts(state, pool.pool, contribution) for contribution in pool.contributions]
    totals = {name: sum(each[name] for each in amounts) for name in _AMOUNTS}
    return {
        "pool": pool.pool,
        "neighbourhood": pool.opened.neighbourhood,
        "budget_holder": pool.budget_holder,
        "ceiling_cents": pool.opened.frame.ceiling_cents,
        **totals,
        "exhausted": totals["free_cents"] == 0,
    }


def _overview(state: State, pool: Pool) -> dict[str, Any]:
    return {
        **_summary(state, pool),
        "frame": pool.opened.frame._asdict(),
        "mandate": _mandate(pool.mandate) if pool.mandate else None,
        "contributions": [_contribution(state, pledged) for pledged in pool.contributions.values()],
        "goals": [_goal(state, pool, goal) for goal in pool.opened.goals],
    }


_AMOUNTS = ("pledged_cents", *(f"{bucket.replace('-', '_')}_cents" for bucket in accounts.BUCKETS))


def _amounts(state: State, pool: str, contribution: str) -> dict[str, int]:
    """Still pledged, then where the money is and where it came from, all as positive amounts."""
    balances = [state.balance(accounts.of(pool, contribution, bucket)) for bucket in accounts.BUCKETS]
    pledged = state.balance(accounts.pledged(pool, contribution))
    return {name: abs(cents) for name, cents in zip(_AMOUNTS, (pledged, *balances), strict=True)}


def _contribution(state: State, pledged: e.ContributionPledged) -> dict[str, Any]:
    return {
        "contribution": pledged.contribution,
        "contributor": pledged.contributor,
        "earmarks": list(pledged.earmarks),
        "task_field": pledged.task_field,
        "year": pledged.year,
        "recurring": pledged.recurring,
        "domain": pledged.domain,
        **_amounts(state, pledged.pool, pledged.contribution),
    }


_ENGAGED = (Standing.HELD, Standing.COMMITTED, Standing.PAID)


def _goal(state: State, pool: Pool, goal: e.Goal) -> dict[str, Any]:
    """Available is what may be used for this goal; money with several earmarks is available to each of them."""
    engaged = pool.engaged.get(goal.goal, {})
    candidates = pool.candidates.get(goal.goal, ())
    return {
        **goal._asdict(),
        "available_cents": sum(state.balance(accounts.of(pool.pool, each, "free")) for each in candidates),
        **{f"{standing}_cents": engaged.get(standing, 0) for standing in _ENGAGED},
    }


def _mandate(mandate: e.MandateSet) -> dict[str, Any]:
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


def _asks(state: State, query: q.ListAsks) -> dict[str, Any]:
    total = state.asked.get(query.pool, 0)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    asks = (state.asked_at[f"{query.pool}/{number}"] for number in numbers)
    return {"total": total, "asks": [_ask(state.reservations[ask]) for ask in asks]}


def _ask(reservation: Reservation) -> dict[str, Any]:
    asked = reservation.asked
    return {
        "application": asked.application,
        "ask": asked.ask,
        "revision": asked.revision,
        "cents": asked.cents,
        "lines": [line._asdict() for line in asked.lines],
        "standing": reservation.standing,
        "awaits": reservation.awaits.approver if reservation.awaits else None,
        "reason": reservation.reason,
        "attribution": [part._asdict() for part in reservation.attribution],
    }
