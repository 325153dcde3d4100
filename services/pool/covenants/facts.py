"""What contributors agreed among themselves. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar

from services.pool.pools.facts import OfPool


@dataclass(frozen=True, slots=True)
class InterestReserveSet(OfPool):
    """From now on interest is income of one contribution, the reserve; or in proportion again of those that lent."""

    kind: ClassVar[str] = "interest-reserve-set"
    contribution: str | None
    """None: in proportion."""
    decision: str
