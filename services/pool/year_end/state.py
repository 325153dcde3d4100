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

    def is_overdue(self, pool: str, contribution: str, today: date) -> bool:
        """Whether its last day has passed, and its timer has still to find that."""
        last_day = self.last_days.get(f"{pool}/{contribution}")
        return last_day is not None and last_day < today and contribution not in self.ended_of(pool)

    def over(self, pool: str, today: date) -> AbstractSet[str]:
        """The contributions whose last day has passed: what has ended, and what its timer has still to find."""
        overdue = takewhile(lambda one: one[0] < today, self.ending)
        due = {contribution for of, _, contribution in (what.partition("/") for _, what in overdue) if of == pool}
        return self.ended_of(pool).keys() | due if due else self.ended_of(pool).keys()


Folded: TypeAlias = (
    ContributionPledged
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
            _close(year_end, f"{fact.pool}/")
        case ContributionAskedAgain():
            path = f"{fact.pool}/{fact.contribution}"
            year_end.asking.remove((year_end.asks_on.pop(path), path))
        case _:
            assert_never(fact)


def _ends(year_end: YearEnd, path: str, last_day: date) -> None:
    year_end.last_days[path] = last_day
    insort(year_end.ending, (last_day, path))


def _ended(year_end: YearEnd, pool: str, contribution: str, *, has_lapsed: bool) -> None:
    """Once: it may be given back more than once."""
    ended = year_end.ended.setdefault(pool, {})
    path = f"{pool}/{contribution}"
    ends = year_end.last_days.get(path), path
    if ends in year_end.ending:
        year_end.ending.remove(ends)
    ended[contribution] = has_lapsed


def _close(year_end: YearEnd, of_pool: str) -> None:
    """Nothing of it lapses any more, and nobody is asked for the next year."""
    year_end.ending = [one for one in year_end.ending if not one[1].startswith(of_pool)]
    year_end.asking = [one for one in year_end.asking if not one[1].startswith(of_pool)]
