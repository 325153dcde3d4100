"""Wiring only: the topics of the pool service, joined for the runtime."""

from services.pool.books.topic import BOOKS
from services.pool.chart import CHART
from services.pool.closing.topic import CLOSING
from services.pool.contributions.topic import CONTRIBUTIONS
from services.pool.corrections.topic import CORRECTIONS
from services.pool.covenants.topic import COVENANTS
from services.pool.frames.topic import FRAMES
from services.pool.holds.topic import HOLDS
from services.pool.mandates.topic import MANDATES
from services.pool.payments.topic import PAYMENTS
from services.pool.pledges.topic import PLEDGES
from services.pool.pools.topic import POOLS
from services.pool.returns.topic import RETURNS
from services.pool.state import State
from services.pool.supports.topic import SUPPORTS
from services.pool.tasks.topic import TASKS
from services.pool.year_end.topic import YEAR_END
from shared.topic import join

SERVICE = join(
    "pool",
    state=State,
    chart=CHART,
    topics=(
        POOLS,
        FRAMES,
        MANDATES,
        COVENANTS,
        PLEDGES,
        CONTRIBUTIONS,
        YEAR_END,
        RETURNS,
        CLOSING,
        CORRECTIONS,
        SUPPORTS,
        HOLDS,
        TASKS,
        PAYMENTS,
        BOOKS,
    ),
    upstreams=("applications", "settlement"),
    readers=("applications", "settlement"),
)
