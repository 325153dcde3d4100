"""What is tried: the same asks and the same money, on separate zuilen, on zuilen that support each other, and bundled.

Each zuil (organisation and theme) has as its budget what it granted that year. Every applicant files one application
that asks each zuil once, for all its requests together; an anonymous private person files one for each row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from examples.narration import Words
from examples.register.loading import Register, Row, Unusable, Zuil

MAX_ASKS = 50
"""Of one application, on the platform (docs/messages.md)."""

MANY, SORTED_SHARE = 20, Fraction(9, 10)
"""In so many names, nine in ten do not stand in the order of the alphabet by chance."""

SUPPORTED_SHARE = Fraction(1, 10)
"""Of its budget each zuil lends at most so much to each other zuil of its organisation. An assumption: no register
says what would be agreed.
"""

PoolName: TypeAlias = str
Goal: TypeAlias = str
Lines: TypeAlias = tuple[tuple[Goal, int], ...]
Asks: TypeAlias = tuple[tuple[PoolName, Lines], ...]


class Application(NamedTuple):
    """All that one applicant asked, in the register's order, and what it really got."""

    applicant: str
    asked: Mapping[Zuil, int]
    granted_cents: int

    @property
    def asked_cents(self) -> int:
        return sum(self.asked.values())

    @property
    def asks_several(self) -> bool:
        """Whether it depends on more than one zuil, however budgets are bundled."""
        return len(self.asked) > 1


class Contribution(NamedTuple):
    """What one zuil puts into a pool, for one goal of it. A zuil that granted nothing puts in nothing."""

    name: str
    organisation: str
    cents: int
    goal: Goal


class Support(NamedTuple):
    """That so much of one contribution may be used for the goal of another."""

    name: str
    contribution: Contribution
    to_goal: Goal
    max_cents: int


@dataclass(frozen=True)
class Variant:
    """One way to keep the money. What is asked of a zuil is asked of its pool, for the goal that is its own there."""

    key: str
    words: Words
    pools: Mapping[PoolName, tuple[Contribution, ...]]
    place_of: Mapping[Zuil, tuple[PoolName, Goal]]
    has_supports: bool = False

    def asks(self, application: Application) -> Asks:
        """One ask to each pool, with a line for each goal: all that was asked of the zuilen that share it."""
        asks: dict[PoolName, dict[Goal, int]] = {}
        for zuil, cents in application.asked.items():
            pool, goal = self.place_of[zuil]
            lines = asks.setdefault(pool, {})
            lines[goal] = lines.get(goal, 0) + cents
        return tuple((pool, tuple(lines.items())) for pool, lines in asks.items())

    def goals(self, pool: PoolName) -> list[Goal]:
        """Also of a zuil that puts in nothing."""
        return list(dict.fromkeys(goal for of, goal in self.place_of.values() if of == pool))

    def supports(self, pool: PoolName) -> tuple[Support, ...]:
        """From each contribution to every other goal, in the order in which they are agreed."""
        if not self.has_supports:
            return ()
        return tuple(
            Support(f"{one.name}-voor-{goal}", one, goal, int(one.cents * SUPPORTED_SHARE))
            for one in self.pools[pool]
            for goal in self.goals(pool)
            if goal != one.goal and one.cents * SUPPORTED_SHARE >= 1
        )


@dataclass(frozen=True)
class Experiment:
    """Applications in file order, and four ways to keep the money they ask for."""

    register: Register
    applications: tuple[Application, ...]
    budgets: Mapping[Zuil, int]
    variants: tuple[Variant, ...]
    unusable: tuple[Unusable, ...]

    @property
    def budget_cents(self) -> int:
        return sum(self.budgets.values())

    @property
    def themes(self) -> int:
        return len({zuil.theme for zuil in self.budgets})

    @property
    def is_by_name(self) -> bool:
        """Whether the register is sorted by applicant, but for some: then its order is not that of arrival."""
        names = [application.applicant.casefold() for application in self.applications]
        in_order = sum(one <= other for one, other in pairwise(names))
        return len(names) >= MANY and in_order >= SORTED_SHARE * (len(names) - 1)

    @property
    def organisations(self) -> tuple[str, ...]:
        """Who has a budget to contribute, in the register's order."""
        return tuple(dict.fromkeys(zuil.organisation for zuil, cents in self.budgets.items() if cents))


def design(register: Register) -> Experiment:
    """Make the experiment of a register."""
    rows, oversize = _within_limits(register.rows)
    budgets: dict[Zuil, int] = {}
    for row in rows:
        budgets[row.zuil] = budgets.get(row.zuil, 0) + row.granted_cents
    themes = list(dict.fromkeys(zuil.theme for zuil in budgets))
    organisations = list(dict.fromkeys(zuil.organisation for zuil in budgets))
    return Experiment(
        register=register,
        applications=tuple(_application(their_rows) for their_rows in _by_applicant(rows)),
        budgets=budgets,
        variants=(
            _variant("los", Words("Losse zuilen", "Separate"), budgets, {z: i for i, z in enumerate(budgets, 1)}),
            _supported(budgets, {z: organisations.index(z.organisation) + 1 for z in budgets}),
            _variant(
                "thema", Words("Pot per thema", "Per theme"), budgets, {z: themes.index(z.theme) + 1 for z in budgets}
            ),
            _variant("samen", Words("Eén pot", "One pool"), budgets, dict.fromkeys(budgets, 1)),
        ),
        unusable=(*register.unusable, *oversize),
    )


def _by_applicant(rows: Iterable[Row]) -> list[list[Row]]:
    """An application stands where its first row stands."""
    found: dict[object, list[Row]] = {}
    for row in rows:
        found.setdefault(row.place if row.private else row.applicant, []).append(row)
    return list(found.values())


def _application(rows: Sequence[Row]) -> Application:
    asked: dict[Zuil, int] = {}
    for row in rows:
        asked[row.zuil] = asked.get(row.zuil, 0) + row.asked_cents
    return Application(rows[0].applicant, asked, sum(row.granted_cents for row in rows))


def _within_limits(rows: Iterable[Row]) -> tuple[list[Row], list[Unusable]]:
    """Set apart the rows of applicants that asked more zuilen than an application can name."""
    fit: list[Row] = []
    oversize: list[Unusable] = []
    for their_rows in _by_applicant(rows):
        if len({row.zuil for row in their_rows}) <= MAX_ASKS:
            fit += their_rows
        else:
            reason = Words(f"de aanvrager vroeg meer dan {MAX_ASKS} zuilen", f"asked more than {MAX_ASKS} zuilen")
            oversize += [Unusable(row.place, row.applicant, reason) for row in their_rows]
    return sorted(fit), oversize


def _variant(key: str, words: Words, budgets: Mapping[Zuil, int], number: Mapping[Zuil, int]) -> Variant:
    """A pool has one goal, that of its bundle: every contribution may be used for every ask."""
    place_of = {zuil: (f"{key}-{number[zuil]}", f"{key}-{number[zuil]}") for zuil in budgets}
    return Variant(key, words, _pools(budgets, place_of), place_of)


def _supported(budgets: Mapping[Zuil, int], number: Mapping[Zuil, int]) -> Variant:
    """The zuilen of one organisation share a pool, each with a goal of its own, and support each other."""
    place_of = {zuil: (f"steun-{number[zuil]}", f"zuil-{place}") for place, zuil in enumerate(budgets, start=1)}
    words = Words("Met steun", "With supports")
    return Variant("steun", words, _pools(budgets, place_of), place_of, has_supports=True)


def _pools(
    budgets: Mapping[Zuil, int], place_of: Mapping[Zuil, tuple[PoolName, Goal]]
) -> dict[PoolName, tuple[Contribution, ...]]:
    pools: dict[PoolName, tuple[Contribution, ...]] = dict.fromkeys((pool for pool, _ in place_of.values()), ())
    for place, (zuil, cents) in enumerate(budgets.items(), start=1):
        if cents:
            pool, goal = place_of[zuil]
            pools[pool] += (Contribution(f"zuil-{place}", zuil.organisation, cents, goal),)
    return pools
