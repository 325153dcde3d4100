"""The three services' contracts, and what time alone decides in each."""

from collections.abc import Mapping

from contracts.registry import Contract
from services.applications import messages as of_applications
from services.applications.app import SERVICE as APPLICATIONS
from services.pool import messages as of_pool
from services.pool.app import SERVICE as POOL
from services.settlement import messages as of_settlement
from services.settlement.app import SERVICE as SETTLEMENT

CONTRACTS: tuple[Contract, ...] = (Contract(APPLICATIONS), Contract(POOL), Contract(SETTLEMENT))
TIMERS: Mapping[str, Mapping[str, str]] = {
    "applications": of_applications.TIMERS,
    "pool": of_pool.TIMERS,
    "settlement": of_settlement.TIMERS,
}
