"""The three services' contracts, and what time alone decides in each."""

from collections.abc import Mapping

from contracts.registry import Contract
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT

CONTRACTS: tuple[Contract, ...] = (Contract(APPLICATIONS), Contract(POOL), Contract(SETTLEMENT))
TIMERS: Mapping[str, Mapping[str, str]] = {service.name: service.timers for service in (APPLICATIONS, POOL, SETTLEMENT)}
