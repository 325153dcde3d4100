"""Pools: opened, handed over, and where every cent of one is."""

from services.pool.pools import facts, queries
from services.pool.pools import messages as m
from services.pool.pools.decisions import hand_over, open_pool
from services.pool.pools.state import Folded, Pools, evolve
from shared.service import to_all
from shared.topic import Slice, Topic, by_fields, classes

POOLS = Topic(
    "pools",
    slice=Slice(Pools, evolve, classes(Folded)),
    decides={
        m.OpenPool: by_fields(open_pool),
        m.HandOver: by_fields(hand_over),
    },
    publishes={
        facts.PoolOpened: to_all(m.PoolOpened, key="pool"),
        facts.PoolHandedOver: to_all(m.PoolHandedOver, key="pool"),
    },
    queries={
        queries.ListPools: queries.list_pools,
        queries.ShowPool: queries.show_pool,
    },
)
