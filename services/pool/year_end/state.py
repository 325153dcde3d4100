"""Which contributions have a last day, and which are past it."""

from bisect import insort
from collections.abc import Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from typing import TypeAlias, assert_never

from services.pool.contributions.facts import ContributionPledged
from services.pool.year_end.facts import ContributionCarriedOver, ContributionLapsed

_NONE: Mapping[str, bool] = {}


@dataclass(slots=True)
class YearEnd:
    last_days: MutableMapping[str, date] = field(default_factory=dict)
    """By `<pool>/<contribution>`; what has none lapses never."""
    ending: list[tuple[date, str]] = field(default_factory=list)
    """Last day and `<pool>/<contribution>` of each that has not lapsed, earliest first."""
    ended: MutableMapping[str, dict[str, bool]] = field(default_factory=dict)
    """By pool, the contributions that have lapsed: whatever comes in goes the same way."""

    def has_ended(self, pool: str, contribution: str) -> bool:
        return contribution in self.ended_of(pool)

    def ended_of(self, pool: str) -> Mapping[str, bool]:
        return self.ended.get(pool, _NONE)

    def over(self, pool: str, today: date) -> AbstractSet[str]:
        """The contributions whose last day has passed: what has lapsed, and what its timer has still to find."""
        overdue = takewhile(lambda one: one[0] < today, self.ending)
        due = {contribution for of, _, contribution in (what.partition("/") for _, what in overdue) if of == pool}
        return self.ended_of(pool).keys() | due if due else self.ended_of(pool).keys()


Folded: TypeAlias = ContributionPledged | ContributionLapsed | ContributionCarriedOver


def evolve(year_end: YearEnd, fact: Folded) -> None:
    path = f"{fact.pool}/{fact.contribution}"
    match fact:
        case ContributionPledged():
            if fact.last_day:
                _ends(year_end, path, fact.last_day)
        case ContributionCarriedOver():
            year_end.ending.remove((year_end.last_days[path], path))
            _ends(year_end, path, fact.last_day)
        case ContributionLapsed():
            year_end.ending.remove((fact.last_day, path))
            year_end.ended.setdefault(fact.pool, {})[fact.contribution] = True
        case _:
            assert_never(fact)


def _ends(year_end: YearEnd, path: str, last_day: date) -> None:
    year_end.last_days[path] = last_day
    insort(year_end.ending, (last_day, path))
