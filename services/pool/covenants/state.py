"""By the covenant of each pool, where its interest goes."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field

from services.pool.covenants.facts import InterestReserveSet


@dataclass(slots=True)
class Covenants:
    reserves: MutableMapping[str, str] = field(default_factory=dict)
    """By pool, the contribution whose income interest is, as it was set last; of others interest is in proportion."""


def evolve(covenants: Covenants, fact: InterestReserveSet) -> None:
    if fact.contribution is None:
        covenants.reserves.pop(fact.pool, None)
    else:
        covenants.reserves[fact.pool] = fact.contribution
