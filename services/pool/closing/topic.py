"""Closing: a pool ends."""

from services.pool.closing import facts
from services.pool.closing import messages as m
from services.pool.closing.decisions import close_pool
from shared.service import public
from shared.topic import Topic, by_fields

CLOSING = Topic(
    "closing",
    decides={m.ClosePool: by_fields(close_pool)},
    publishes={facts.PoolClosed: public(m.PoolClosed, key="pool")},
)
