"""The offers that await acceptance, and how many were made. What was accepted is a contribution."""

from bisect import insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never

from services.pool.contributions.facts import ContributionPledged
from services.pool.pledges.facts import OfferEnded, PledgeOffered
from shared.money import add_up


@dataclass(slots=True)
class OfOnePool:
    waiting: dict[str, PledgeOffered] = field(default_factory=dict)
    """By contribution, oldest first."""
    made: int = 0
    """How many offers there ever were: the number of the latest."""


_NONE = OfOnePool()


@dataclass(slots=True)
class Pledges:
    by_pool: MutableMapping[str, OfOnePool] = field(default_factory=dict)
    lapsing: list[tuple[date, str]] = field(default_factory=list)
    """Last day and `<pool>/<contribution>` of each offer that lapses, earliest first."""
    waiting: dict[str, int] = field(default_factory=dict)
    """By pool, how many offers await acceptance."""

    def of(self, pool: str) -> OfOnePool:
        """To look at, not to change."""
        return self.by_pool.get(pool, _NONE)


Folded: TypeAlias = PledgeOffered | OfferEnded | ContributionPledged


def evolve(pledges: Pledges, fact: Folded) -> None:
    pool = pledges.by_pool.setdefault(fact.pool, OfOnePool())
    match fact:
        case PledgeOffered():
            if fact.contribution in pool.waiting:  # it was told to a new budget holder
                pool.waiting[fact.contribution] = fact
                return
            pool.waiting[fact.contribution] = fact
            pool.made = fact.offer
            add_up(pledges.waiting, fact.pool, 1)
            if fact.lapses_on:
                insort(pledges.lapsing, (fact.lapses_on, _path(fact)))
        case OfferEnded() | ContributionPledged():
            _end(pledges, pool, fact.contribution)
        case _:
            assert_never(fact)


def _end(pledges: Pledges, pool: OfOnePool, contribution: str) -> None:
    """Both parties are told that an offer has ended: the second time there is none any more."""
    offer = pool.waiting.pop(contribution, None)
    if offer is None:
        return
    add_up(pledges.waiting, offer.pool, -1)
    if offer.lapses_on:
        pledges.lapsing.remove((offer.lapses_on, _path(offer)))


def _path(offer: PledgeOffered) -> str:
    return f"{offer.pool}/{offer.contribution}"
