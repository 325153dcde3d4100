"""How long a budget holder's yes takes the service to decide, by how much there is in the pool. No disk, no broker."""

import gc
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from bench.figures import Effort, Figure, Section, at_most
from deploy.local import ROOT
from services.pool.app import SERVICE
from services.pool.contributions.facts import ContributionPledged, ContributionReceived
from services.pool.holds.decisions.answering import attributed, hold
from services.pool.holds.decisions.outcomes import grant
from services.pool.holds.facts import AskReceived, Line
from services.pool.mandates.facts import MandateSet
from services.pool.pools.facts import Frame, Goal, PoolOpened
from services.pool.year_end.facts import ContributionLapsed
from shared.money import Refusal, transfer
from shared.parties import load_parties
from shared.service import Context

POOL, HOLDER = "bench", "wijkteam"
CONTRIBUTIONS, GOALS = 1000, 40
EACH_CENTS = 10_000
MILLISECONDS = 1e3
_TODAY = date(2026, 6, 1)
_NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
_ALWAYS = date(2020, 1, 1), date(2099, 12, 31)
PARTIES = load_parties(ROOT / "deploy" / "parties.json")
_HOLD = next(model for model in SERVICE.commands if model.name == "hold-ask")


def backing(_: Path, effort: Effort) -> Section:
    """First tries against a pool with one contribution; exact searches with few open holds, and with many."""
    few, many = effort.holds
    first = Figure(f"first try, {CONTRIBUTIONS:,} contributions × {GOALS} goals ÷ one contribution", at_most(2))
    after = Figure(f"the same after {effort.finished:,} finished reservations ÷ in a new pool", at_most(1.2))
    exact = [
        Figure(f"exact search, p99, {holds:,} open holds", at_most(50) if holds == few else None, unit="ms")
        for holds in (few, many)
    ]
    january = Figure(f"the same, {many:,}, of money that has lapsed since", at_most(50), unit="ms")
    worst = [Figure(f"exact search, worst, {holds:,} open holds", unit="ms") for holds in (few, many)]
    alone = Pool(1, 1, Random(1))
    whole = Pool(CONTRIBUTIONS, GOALS, Random(2))
    old = Pool(CONTRIBUTIONS, GOALS, Random(2))
    old.finish(effort.finished)
    gc.freeze()  # the service keeps no finished reservations in memory for the collector to look at
    for number in range(effort.rounds):
        tries = [list(pool.first_tries(200)) for pool in (alone, whole, old)]
        one, new, former = (sorted(times)[len(times) // 2] for times in tries)
        first.take(new / one)
        after.take(former / new)
        for holds, p99, longest in zip((few, many), exact, worst, strict=True):
            times = sorted(Pool(CONTRIBUTIONS, GOALS, Random(10 + number)).with_holds(holds).searches(200))
            p99.take(MILLISECONDS * times[len(times) * 99 // 100 - 1])
            longest.take(MILLISECONDS * times[-1])
        lapsed = Pool(CONTRIBUTIONS, GOALS, Random(10 + number)).with_holds(many).in_january()
        january.take(MILLISECONDS * sorted(lapsed.searches(200))[197])
    gc.unfreeze()
    return Section("Backing of a hold, decided in memory", [first, after, *exact, january, *worst])


class Pool:
    """A state of the service, made of facts."""

    def __init__(self, contributions: int, goals: int, dice: Random, last_day: date | None = None) -> None:
        self.state = SERVICE.new_state()
        self.facts: list[Any] | None = [] if last_day else None
        """What it is made of, where that is asked for: where its money has a last day."""
        self._last_day = last_day
        self._dice = dice
        self._asks = 0
        self._goals = [f"doel-{number}" for number in range(goals)]
        frame = Frame("Raadsbesluit 2026-1", 10**13, *_ALWAYS)
        codes = tuple(Goal(goal, "5.7", 2026) for goal in self._goals)
        self._fold(PoolOpened(POOL, "Proefwijk", codes, frame, HOLDER, opened_on=_ALWAYS[0]))
        goals_of_it = tuple(self._goals)
        self._fold(MandateSet(POOL, 10**12, 10**12, goals_of_it, *_ALWAYS, False, None, None))
        for number in range(contributions):
            self._put_in(f"c-{number}", tuple(dice.sample(self._goals, min(goals, dice.randint(1, 3)))))

    def _fold(self, *facts: Any) -> None:
        for fact in facts:
            SERVICE.evolve(self.state, fact)
        if self.facts is not None:
            self.facts.extend(facts)

    def _put_in(self, name: str, earmarks: tuple[str, ...]) -> None:
        pledged = transfer(EACH_CENTS, "memo/pledged-by:groen", f"memo/{POOL}/{name}/pledged")
        received = transfer(EACH_CENTS, "contributor:groen", f"{POOL}/{name}/free")
        terms = "5.7", 2026, "structural", "physical"
        self._fold(
            ContributionPledged(POOL, name, "groen", EACH_CENTS, earmarks, *terms, pledged, last_day=self._last_day),
            ContributionReceived(POOL, name, "groen", EACH_CENTS, _TODAY, received),
        )

    def _ask(self, goal: str, cents: int) -> AskReceived:
        self._asks += 1
        asked = AskReceived(
            POOL, f"a-{self._asks}", f"a-{self._asks}:geld", 1, cents, (Line(goal, cents),), "buurttuin"
        )
        self._fold(asked)
        return asked

    def _hold(self, asked: AskReceived) -> bool:
        found = attributed(self.state, asked, self.state.books.balance, _TODAY)
        if isinstance(found, Refusal):
            return False
        self._fold(*hold(self.state, asked, found))
        return True

    def with_holds(self, count: int) -> "Pool":
        """So many open holds, over all goals, of half of all the money."""
        cents = max(CONTRIBUTIONS * EACH_CENTS // 2 // max(count, 1), 1)
        for number in range(count):
            self._hold(self._ask(self._goals[number % len(self._goals)], cents))
        return self

    def in_january(self) -> "Pool":
        """Half of the contributions are past their last day: what they hold stays, and does not move."""
        for name in list(self.state.contributions.of(POOL).pledged)[::2]:
            cents, last_day = self.state.books.balance(f"{POOL}/{name}/free"), date(2025, 12, 31)
            postings = transfer(cents, f"{POOL}/{name}/free", f"{POOL}/{name}/lapsed")
            self.state.year_end.ending.append((last_day, f"{POOL}/{name}"))
            self._fold(ContributionLapsed(POOL, name, "groen", cents, last_day, postings))
        return self

    def finish(self, count: int) -> None:
        """So many reservations of a cent, granted: what they took is as if it had never been there."""
        for number in range(count):
            asked = self._ask(self._goals[number % len(self._goals)], 1)
            self._hold(asked)
            self._fold(*grant(self.state, application=asked.application, granted=frozenset()))

    def first_tries(self, count: int) -> Iterator[float]:
        """Seconds of each decision on an ask for which free money suffices."""
        for _ in range(count):
            yield self._decided(self._ask(self._dice.choice(self._goals), 1))

    def searches(self, count: int) -> Iterator[float]:
        """Seconds of each decision on an ask for more than is free for its goal, by up to a quarter."""
        candidates = self.state.contributions.of(POOL).candidates
        for _ in range(count):
            goal = self._dice.choice(self._goals)
            free = sum(self.state.books.balance(f"{POOL}/{name}/free") for name in candidates[goal])
            yield self._decided(self._ask(goal, free + self._dice.randint(1, free // 4 + 1)))

    def _decided(self, asked: AskReceived) -> float:
        command = _HOLD.model_validate({"pool": POOL, "ask": asked.ask, "revision": 1, "cents": asked.cents})
        context = Context(HOLDER, _NOW, _TODAY, PARTIES)
        began = time.perf_counter()
        SERVICE.decide(self.state, command, context)
        return time.perf_counter() - began
