"""Questions the pool service answers, from its state."""

from typing import Any, ClassVar, TypeAlias

from services.pool.domain.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import Id, QueryBody


class ShowPool(QueryBody):
    """Per contribution what is free, held, committed, paid and returned: exhausted or not (S4)."""

    name: ClassVar[str] = "pool"
    pool: Id


Query: TypeAlias = ShowPool
QUERIES: tuple[type[Query], ...] = (ShowPool,)


def answer(state: State, query: Query, context: Context) -> dict[str, Any] | Refusal:
    """The answer as a JSON object; what is not there is refused."""
    found = state.pools.get(query.pool)
    if found is None:
        return Refusal("unknown-pool", f"There is no pool {query.pool}.", "pool")
    return {"pool": found.pool, "budget_holder": found.budget_holder}
