"""Pools: opened, handed over, and where every cent of one is."""

from services.pool.mandates.decisions import stand_in
from services.pool.pools import facts, queries
from services.pool.pools import messages as m
from services.pool.pools.decisions import hand_over, open_pool
from services.pool.pools.state import Folded, Pools, evolve
from services.pool.state import State
from services.pool.supports.decisions import awaiting
from services.pool.tasks.decisions.giving_back import retold
from shared.money import Refusal
from shared.service import Context, Decision, public
from shared.topic import Slice, Topic, by_fields, classes


def _hand_over(state: State, command: m.HandOver, _: Context) -> Decision:
    """Whoever is budget holder from now on is told what awaits that: offers, supports, and tasks to be given back."""
    decided = hand_over(state, **vars(command))
    if isinstance(decided, Refusal):
        return decided
    told = retold(state, command.pool, command.budget_holder, stand_in(state, command.pool))
    return [*decided, *awaiting(state, command.pool, command.budget_holder), *told]


POOLS = Topic(
    "pools",
    slice=Slice(Pools, evolve, classes(Folded)),
    decides={
        m.OpenPool: by_fields(open_pool),
        m.HandOver: _hand_over,
    },
    publishes={
        facts.PoolOpened: public(m.PoolOpened, key="pool"),
        facts.PoolHandedOver: public(m.PoolHandedOver, key="pool"),
    },
    queries={
        queries.ListPools: queries.list_pools,
        queries.ShowPool: queries.show_pool,
        queries.ShowOverview: queries.show_overview,
    },
)
