"""The decisions alone: the pool service's pure attribution, asked for every application in some order.

This is the one place in `examples` that looks inside a service. It is how the experiment affords hundreds of orders,
and how it proves that the platform decided the file's order exactly as its rules say.
"""

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from examples.register.experiment import Application, Contribution, Experiment, Lines, PoolName, Variant
from services.pool.holds.decisions.attribution import Opening, Ways, drawn
from services.pool.holds.decisions.room import Held, Room, Shortage
from services.pool.holds.state import Piece

SEED = 2016


class Decided(NamedTuple):
    """Who was granted, as positions in the file, and what was left in the pools."""

    granted: frozenset[int]
    left_cents: int


class Tally(NamedTuple):
    """What an order came to."""

    granted: int
    granted_of_several: int
    """Of the applications that asked more than one zuil."""
    granted_cents: int
    with_nothing: int
    left_cents: int


def _candidates(contributions: Sequence[Contribution]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in contributions:
        found.setdefault(each.goal, []).append(each.name)
    return found


class Rules:
    """The pools of one variant, drawn on by one application after another."""

    def __init__(self, experiment: Experiment, variant: Variant) -> None:
        self._applications = experiment.applications
        self._asks = [variant.asks(application) for application in experiment.applications]
        self._budgets = {
            pool: {contribution.name: contribution.cents for contribution in contributions}
            for pool, contributions in variant.pools.items()
        }
        self._candidates = {pool: _candidates(contributions) for pool, contributions in variant.pools.items()}
        self._supports = {pool: variant.supports(pool) for pool in variant.pools}

    def decide(self, order: Iterable[int]) -> Decided:
        """All or nothing: an application draws on its pools only if each of them has what is asked."""
        free = {pool: dict(budgets) for pool, budgets in self._budgets.items()}
        room = {pool: {each.name: each.max_cents for each in supports} for pool, supports in self._supports.items()}
        granted = []
        for position in order:
            holds = []
            for pool, lines in self._asks[position]:
                pieces = self.backing(pool, lines, free[pool], room[pool])
                if pieces is None:
                    break
                holds += [(pool, piece) for piece in pieces]
            else:
                for pool, piece in holds:
                    free[pool][piece.contribution] -= piece.cents
                    if piece.support:
                        room[pool][piece.support] -= piece.cents
                granted.append(position)
        return Decided(frozenset(granted), sum(sum(left.values()) for left in free.values()))

    def backing(
        self, pool: PoolName, lines: Lines, free: Mapping[str, int], room: Mapping[str, int]
    ) -> tuple[Piece, ...] | None:
        """As the pool finds it: at first sight, and where supports give more ways than one, by the exact search."""
        openings: dict[str, list[Opening]] = {}
        for each in self._supports[pool]:
            openings.setdefault(each.to_goal, []).append(Opening(each.name, (each.contribution.name,), room[each.name]))
        ways = Ways(self._candidates[pool], openings)
        pieces = drawn(lines, ways, free.__getitem__)
        if pieces is not None or not openings:
            return pieces
        found = Room(ways, free.__getitem__, Held({}, lambda _: ())).backing(lines)
        return None if isinstance(found, Shortage) else found.pieces

    def in_file_order(self) -> Decided:
        """What the platform must come to."""
        return self.decide(range(len(self._applications)))

    def tally(self, decided: Decided) -> Tally:
        granted = [self._applications[position] for position in decided.granted]
        return Tally(
            granted=len(granted),
            granted_of_several=sum(application.asks_several for application in granted),
            granted_cents=sum(application.asked_cents for application in granted),
            with_nothing=len(self._applications) - len(granted),
            left_cents=decided.left_cents,
        )


def random_orders(rules: Sequence[Rules], applications: int, orders: int) -> Iterator[list[Tally]]:
    """For each order what it came to under each of the rules; they share the order, so that they can be compared.

    The same seed gives the same orders, on any machine.
    """
    chance = random.Random(SEED)
    order = list(range(applications))
    for _ in range(orders):
        chance.shuffle(order)
        yield [each.tally(each.decide(order)) for each in rules]


def in_reality(applications: Sequence[Application]) -> Tally:
    """What the register says was granted. "Granted" is here: everything that was asked, or more."""
    granted = [application for application in applications if application.granted_cents >= application.asked_cents]
    return Tally(
        granted=len(granted),
        granted_of_several=sum(application.asks_several for application in granted),
        granted_cents=sum(application.granted_cents for application in applications),
        with_nothing=sum(not application.granted_cents for application in applications),
        left_cents=0,
    )
