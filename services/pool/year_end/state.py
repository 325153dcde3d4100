"""Which contributions have a last day, which are past it, and who is to be asked for the next year."""

from bisect import insort
from collections.abc import Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import TypeAlias, assert_never

from services.pool.closing.facts import PoolClosed
from services.pool.contributions.facts import ContributionPledged
from services.pool.pledges.facts import PledgeCancelled
from services.pool.returns.facts import ContributionReturned
from services.pool.year_end.facts import ContributionAskedAgain, ContributionCarriedOver, ContributionLapsed

_NONE: Mapping[str, bool] = {}


@dataclass(slots=True)
class YearEnd:
    last_days: MutableMapping[str, date] = field(default_factory=dict)
    """By `<pool>/<contribution>`; what has none ends with its pool only."""
    ending: list[tuple[date, str]] = field(default_factory=list)
    """Last day and `<pool>/<contribution>` of each that has not ended, earliest first."""
    ended: MutableMapping[str, dict[str, bool]] = field(default_factory=dict)
    """By pool, the contributions that have ended, and whether they lapsed: whatever comes in goes the same way."""
    asking: list[tuple[date, str]] = field(default_factory=list)
    """Day and `<pool>/<contribution>` of each whose contributor is to be asked for the next year, earliest first."""
    asks_on: MutableMapping[str, date] = field(default_factory=dict)
    """The same day by `<pool>/<contribution>`."""

    def has_lapsed(self, pool: str, contribution: str) -> bool:
        return self.ended_of(pool).get(contribution, False)

    def ended_of(self, pool: str) -> Mapping[str, bool]:
        return self.ended.get(pool, _NONE)

    def over(self, pool: str, today: date) -> AbstractSet[str]:
        """The contributions whose last day has passed: what has ended, and what its timer has still to find."""
        overdue = takewhile(lambda one: one[0] < today, self.ending)
        due = {contribution for of, _, contribution in (what.partition("/") for _, what in overdue) if of == pool}
        return self.ended_of(pool).keys() | due if due else self.ended_of(pool).keys()


Folded: TypeAlias = (
    ContributionPledged
    | PledgeCancelled
    | ContributionLapsed
    | ContributionReturned
    | ContributionCarriedOver
    | ContributionAskedAgain
    | PoolClosed
)


def evolve(year_end: YearEnd, fact: Folded) -> None:
    match fact:
        case ContributionPledged():
            path = f"{fact.pool}/{fact.contribution}"
            if fact.last_day:
                _ends(year_end, path, fact.last_day)
            if fact.asks_again_on:
                year_end.asks_on[path] = fact.asks_again_on
                insort(year_end.asking, (fact.asks_again_on, path))
        case ContributionCarriedOver():
            path = f"{fact.pool}/{fact.contribution}"
            year_end.ending.remove((year_end.last_days[path], path))
            _ends(year_end, path, fact.last_day)
        case ContributionLapsed():
            _ended(year_end, fact.pool, fact.contribution, has_lapsed=True)
        case ContributionReturned():
            _ended(year_end, fact.pool, fact.contribution, has_lapsed=False)
        case PoolClosed():
            for contribution, _ in fact.parts:
                _ended(year_end, fact.pool, contribution, has_lapsed=False)
                _ask_no_more(year_end, f"{fact.pool}/{contribution}")
        case ContributionAskedAgain() | PledgeCancelled():
            _ask_no_more(year_end, f"{fact.pool}/{fact.contribution}")
        case _:
            assert_never(fact)


def _ends(year_end: YearEnd, path: str, last_day: date) -> None:
    year_end.last_days[path] = last_day
    insort(year_end.ending, (last_day, path))


def _ended(year_end: YearEnd, pool: str, contribution: str, *, has_lapsed: bool) -> None:
    """Once: it may be given back more than once."""
    ended = year_end.ended.setdefault(pool, {})
    path = f"{pool}/{contribution}"
    if contribution not in ended and path in year_end.last_days:
        year_end.ending.remove((year_end.last_days[path], path))
    ended[contribution] = has_lapsed


def _ask_no_more(year_end: YearEnd, path: str) -> None:
    day = year_end.asks_on.pop(path, None)
    if day:
        year_end.asking.remove((day, path))
