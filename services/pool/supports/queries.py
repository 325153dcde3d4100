"""What may be asked about a pool's supports, the form of the answer with an example, and the answer."""

from datetime import date
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.pool.pools.decisions import find_pool
from services.pool.state import State
from services.pool.supports import messages as m
from services.pool.supports.decisions import concerned
from services.pool.supports.state import Support
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody


class SupportShown(BaseModel):
    """A support, and how much goes under it. Its evidence is told to those who consent only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    support: str
    contributions: tuple[str, ...]
    from_goal: str
    to_goal: str
    max_cents: int
    used_cents: int
    """Set aside, held, committed and paid under it."""
    starts_on: date
    ends_on: date
    budget_change: str | None
    proposed_by: str
    standing: Literal["proposed", "agreed", "ended", "over"]
    """`over`: its last day has passed."""
    awaits: tuple[str, ...]
    """Who has still to consent."""


class Supports(AnswerBody):
    """So many supports in all, and those that were asked for."""

    total: int
    supports: tuple[SupportShown, ...]

    example = {
        "total": 1,
        "supports": [
            {
                **{name: value for name, value in m.SupportAgreed.example.items() if name not in {"pool", "agreed_by"}},
                "used_cents": 0,
                "proposed_by": "welzijn",
                "standing": "proposed",
                "awaits": ["gemeente"],
            }
        ],
    }


class ListSupports(QueryBody):
    """The supports of a pool, oldest first, after the first `after`."""

    name = "supports"
    refuses = ("unknown-pool",)
    answer = Supports
    pool: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin"}


def list_supports(state: State, query: ListSupports, context: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    supports = state.supports.of(query.pool).by_name
    shown = islice(supports.values(), query.after, query.after + query.limit)
    return {"total": len(supports), "supports": [_shown(state, each, context.today) for each in shown]}


def _shown(state: State, support: Support, today: date) -> dict[str, Any]:
    proposed, standing = support.proposed, _standing(support, today)
    awaits = [party for party in concerned(state, support) if party not in support.consented]
    return {
        "support": proposed.support,
        "contributions": proposed.contributions,
        "from_goal": proposed.from_goal,
        "to_goal": proposed.to_goal,
        "max_cents": proposed.max_cents,
        "used_cents": state.holds.supported.get(f"{proposed.pool}/{proposed.support}", 0),
        "starts_on": proposed.starts_on,
        "ends_on": proposed.ends_on,
        "budget_change": proposed.budget_change,
        "proposed_by": proposed.proposed_by,
        "standing": standing,
        "awaits": awaits if standing == "proposed" else [],
    }


def _standing(support: Support, today: date) -> str:
    if support.ended:
        return "ended"
    if support.is_over(today):
        return "over"
    return "agreed" if support.agreed else "proposed"
