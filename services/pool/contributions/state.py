"""The contributions of each pool as pledged, and which may pay for which goal. What they hold is in the books."""

from bisect import insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never

from services.pool.contributions.facts import ContributionPledged, ContributionReceived, ContributionWithdrawn
from services.pool.payments.facts import SavingReceived
from services.pool.pledges.facts import PledgeCancelled, PledgeLapsed


@dataclass(slots=True)
class OfOnePool:
    pledged: dict[str, ContributionPledged] = field(default_factory=dict)
    """Oldest first."""
    candidates: dict[str, list[str]] = field(default_factory=dict)
    """Per goal the contributions that may pay for it: the most narrowly earmarked first, then the oldest."""
    awaited: dict[str, int] = field(default_factory=dict)
    """By contribution, the cents that are still to come."""
    vacant: dict[str, bool] = field(default_factory=dict)
    """Contributions that take no place: nothing ever came, and nothing is still to come. Their names stay taken."""

    @property
    def places(self) -> int:
        """How many contributions a hold may have to draw on."""
        return len(self.pledged) - len(self.vacant)


_NONE = OfOnePool()


@dataclass(slots=True)
class Contributions:
    by_pool: MutableMapping[str, OfOnePool] = field(default_factory=dict)
    lapsing: list[tuple[date, str]] = field(default_factory=list)
    """Last day and `<pool>/<contribution>` of each pledge that lapses and is still to come, earliest first."""

    def of(self, pool: str) -> OfOnePool:
        """To look at, not to change."""
        return self.by_pool.get(pool, _NONE)


Folded: TypeAlias = (
    ContributionPledged | ContributionReceived | ContributionWithdrawn | PledgeCancelled | PledgeLapsed | SavingReceived
)


def evolve(contributions: Contributions, fact: Folded) -> None:
    pool = contributions.by_pool.setdefault(fact.pool, OfOnePool())
    match fact:
        case ContributionPledged():
            _pledge(pool, fact)
            if fact.lapses_on:
                insort(contributions.lapsing, (fact.lapses_on, _path(fact)))
        case ContributionReceived() | PledgeCancelled() | PledgeLapsed():
            _await_less(contributions, pool, fact)
        case ContributionWithdrawn():
            pass  # the postings say it all
        case SavingReceived():
            for contribution, _ in fact.parts:  # a hold may draw on it from now on
                pool.vacant.pop(contribution, None)
        case _:
            assert_never(fact)


def _pledge(pool: OfOnePool, fact: ContributionPledged) -> None:
    pool.pledged[fact.contribution] = fact
    pool.awaited[fact.contribution] = fact.cents
    for goal in fact.earmarks:
        insort(
            pool.candidates.setdefault(goal, []),
            fact.contribution,
            key=lambda contribution: len(pool.pledged[contribution].earmarks),
        )


def _await_less(
    contributions: Contributions, pool: OfOnePool, fact: ContributionReceived | PledgeCancelled | PledgeLapsed
) -> None:
    """Less of a pledge is still to come. What ends it ends all of that."""
    pledged = pool.pledged[fact.contribution]
    pool.awaited[fact.contribution] -= fact.cents
    if pool.awaited[fact.contribution]:
        return
    if pledged.lapses_on:
        contributions.lapsing.remove((pledged.lapses_on, _path(pledged)))
    if fact.cents == pledged.cents and not isinstance(fact, ContributionReceived):
        pool.vacant[fact.contribution] = True


def _path(pledged: ContributionPledged) -> str:
    return f"{pledged.pool}/{pledged.contribution}"
