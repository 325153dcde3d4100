"""What may be asked about pools."""

from services.pool.pools.queries.overview import ShowOverview, show_overview
from services.pool.pools.queries.standing import ListPools, ShowPool, list_pools, show_pool

__all__ = ["ListPools", "ShowOverview", "ShowPool", "list_pools", "show_overview", "show_pool"]
