"""The contributions of each pool as pledged, and which may pay for which goal. What they hold is in the books."""

from bisect import insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.pool.contributions.facts import ContributionPledged, ContributionReceived, ContributionWithdrawn


@dataclass(slots=True)
class OfOnePool:
    pledged: dict[str, ContributionPledged] = field(default_factory=dict)
    """Oldest first."""
    candidates: dict[str, list[str]] = field(default_factory=dict)
    """Per goal the contributions that may pay for it: the most narrowly earmarked first, then the oldest."""


_NONE = OfOnePool()


@dataclass(slots=True)
class Contributions:
    by_pool: MutableMapping[str, OfOnePool] = field(default_factory=dict)

    def of(self, pool: str) -> OfOnePool:
        """To look at, not to change."""
        return self.by_pool.get(pool, _NONE)


Folded: TypeAlias = ContributionPledged | ContributionReceived | ContributionWithdrawn


def evolve(contributions: Contributions, fact: Folded) -> None:
    match fact:
        case ContributionPledged():
            _pledge(contributions.by_pool.setdefault(fact.pool, OfOnePool()), fact)
        case ContributionReceived() | ContributionWithdrawn():
            pass  # the postings say it all
        case _:
            assert_never(fact)


def _pledge(pool: OfOnePool, fact: ContributionPledged) -> None:
    pool.pledged[fact.contribution] = fact
    for goal in fact.earmarks:
        insort(
            pool.candidates.setdefault(goal, []),
            fact.contribution,
            key=lambda contribution: len(pool.pledged[contribution].earmarks),
        )
