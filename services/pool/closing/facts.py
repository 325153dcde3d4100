"""A pool is closed. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.pool.payments.facts import Share
from services.pool.pools.facts import OfPool


@dataclass(frozen=True, slots=True)
class PoolClosed(OfPool):
    """Nothing is asked of it, and nothing is put in any more. What was paid stays paid.

    What is left goes back to the contributors, each by a return of its own; so does what comes back later.
    """

    kind: ClassVar[str] = "pool-closed"
    closed_on: date
    decision: str
    parts: tuple[Share, ...]
    """What is free of each contribution that has not ended before, where something is."""
