"""One world from one seed: a town at work on three services, all that goes wrong, and how it ends."""

import asyncio
import contextlib
import functools
import hashlib
import itertools
import logging
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bundel_client import BareClient
from deploy.local import ROOT
from shared.broker.bus import output_stream
from shared.parties import SERVICES, load_parties
from tests.audited import audited
from tests.registers import HandRegister
from tests.simulation.broker import Broker
from tests.simulation.connection import Connection, KeptInMemory
from tests.simulation.disasters import DISASTERS, NotWithstood, overtaken, strayed
from tests.simulation.fate import BEHIND, KINDS, Dead, Fate, OneDeath
from tests.simulation.hosts import Host
from tests.simulation.loop import NOBODY, SimulatedLoop
from tests.simulation.network import Network
from tests.simulation.witness import witnessed
from tests.simulation.words import words
from tests.simulation.years import LASTING, YOUNG_SECONDS, TrueTime, years_pass
from tests.town.plan import ENDING, LATE, Plan, drawn, lasting, waiting
from tests.town.town import Town

PARTIES = load_parties(ROOT / "deploy" / "parties.json")
BEGINNINGS = (
    datetime(2026, 3, 2, 9, tzinfo=UTC),
    datetime(2026, 3, 2, 9, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, 50, tzinfo=UTC),
    datetime(2026, 12, 31, 22, 59, 50, tzinfo=UTC),
)
"""Any day; the night of summer time; the last seconds of a year in Amsterdam."""
LAST_MOMENTS = (
    datetime(2026, 6, 30, 21, 59, 56, tzinfo=UTC),
    datetime(2026, 8, 31, 21, 59, 56, tzinfo=UTC),
    datetime(2026, 12, 31, 22, 59, 56, tzinfo=UTC),
)
"""Where money comes late: seconds before the end of a day in Amsterdam, or of a year."""
YEAR_END_IN_SIGHT = datetime(2026, 12, 31, 22, 59, 42, tzinfo=UTC)
"""So long before that first yeses wait when the year ends."""
TIMERS_LOOK_SECONDS = 1.5
"""Until then a process does not know that its clock jumped."""
OVERTAKEN = 0.2
"""The share of worlds in which processes are overtaken by others again and again, and wake up behind the log."""
STRAYED = 0.1
"""The share of worlds in which somebody starts a service on a wrong log, beside the right one."""
MISTAKEN = 0.3
"""The share of worlds in which an operator gives a party's name to another now and then."""
WAITING = 0.6
"""Of worlds without a theme, the share in which first yeses wait for the second."""
WELL_SECONDS = 120.0
REST_SECONDS = 60.0
LOOK_SECONDS = 0.25
EXPECTED_ERRORS = (
    "refuses to go on",
    "wall clock jumped; timers stand still",
    "upstream stands still",
    "the register has another organisation under a name",
)
"""Of a restored log, of a clock that jumped, of an operator's mistake. Whether a reader stands still for long is judged
by its alarm."""


class NotAgain(AssertionError):
    """Faults have stopped, and in so long a time not everything is right again."""


@dataclass(frozen=True)
class Case:
    """A world to run: of this seed, or a part of it. What is None is as the seed draws it."""

    seed: object
    only: frozenset | None = None
    """The faults that strike, by name; all, if None."""
    seconds: float | None = None
    """How long faults go on."""
    plan: Plan | None = None
    """Who lives in the town."""
    dies_at: int | None = None
    """Nothing goes wrong but one death, at this point of all where a process can die; 0: not even that."""


@dataclass
class Result:
    """What became of a world."""

    case: Case
    problems: list
    plan: Plan | None = None
    faults: Counter = field(default_factory=Counter)
    trail: list = field(default_factory=list)
    commands: int = 0
    repeats: int = 0
    events: int = 0
    messages: int = 0
    kinds: Counter = field(default_factory=Counter)
    refusals: Counter = field(default_factory=Counter)
    """By command and code."""
    simulated: float = 0.0
    """Seconds in the world."""
    took: float = 0.0
    """Seconds of a processor that it took."""
    points: int = 0
    """Where a process could have died; counted only where one death is all that may happen."""
    digest: str = ""
    """Of all logs and all faults: equal for equal worlds."""


class World:
    """Everything there is, in one process."""

    def __init__(self, case):
        self.case = case
        self.loop = SimulatedLoop()
        self.fate = _fate(case, self.loop.time)
        chance = self.fate.dice("world")
        begins = chance.choice(BEGINNINGS)
        plan, seconds = drawn(chance), chance.choice([2, 4, 4, 8, 12])
        if plan.theme == LATE:
            begins, seconds = chance.choice(LAST_MOMENTS), 12
        elif plan.theme == ENDING:
            seconds = 12
        second_yes = self.fate.dice("second yes")
        if not plan.theme and second_yes.random() < WAITING:
            plan, seconds = waiting(plan, second_yes), 24
            begins = second_yes.choice([BEGINNINGS[0], YEAR_END_IN_SIGHT])
        years = self.fate.dice("years")
        if years.random() < LASTING:
            plan, seconds = lasting(plan, years), min(seconds, YOUNG_SECONDS)
        self.time = TrueTime(begins, self.loop.time)
        self.parties = HandRegister(PARTIES)
        self.broker = Broker(self.loop.time)
        self.network = Network(self.loop, self.broker, self.fate)
        self.hosts = {name: Host(self, name) for name in SERVICES}
        self.kept = {}
        mistaken = self.fate.dice("mistaken").random() < MISTAKEN
        register = self.parties if mistaken else None
        self.town = Town(case.plan or plan, case.seed, self._connected, self.time.now, register)
        self.seconds = seconds if case.seconds is None else case.seconds
        self.nobody_restores = asyncio.Event()
        """While an operator puts back a log, and watches what comes of it, no other disaster begins."""
        self.nobody_restores.set()
        self.problems = []
        self.overheard = lambda event, fields: None
        """Called with whatever the services log, as far as `words.least` lets it through."""
        self._chance = chance
        self._brokers_down = 0
        self._are_overtaken = self.fate.dice("overtaken").random() < OVERTAKEN
        self._strays = self.fate.dice("strayed").random() < STRAYED
        if self._are_overtaken:
            self.fate.rates[BEHIND] = KINDS[BEHIND]

    # What disasters need

    def later(self, seconds, callback):
        self.loop.call_later(seconds, callback, context=NOBODY)

    @contextlib.asynccontextmanager
    async def broker_down(self, dice):
        """Stop it; do to its store what is to be done; start it after a while."""
        self._brokers_down += 1
        self.network.stop_broker()
        yield
        await asyncio.sleep(dice.choice([0, 0.5, 2, 7]))
        self._brokers_down -= 1
        if not self._brokers_down:
            self.network.start_broker()

    def crashed(self, name, failure):
        """A process ended by itself. Not after its death: then only its remains are cleared away."""
        self._wrong(f"{name} ended by itself: {failure!r}")

    def _wrong(self, problem):
        """Found while the world goes on: there is no need to see how it ends."""
        self.problems.append(problem)
        self.loop.halted = True

    # The town's way in

    async def _connected(self, slug):
        link = self.network.link(slug)
        try:
            connection = Connection(link, self.fate)
        except Exception:
            self.network.forget(link)
            raise
        kept = self.kept.setdefault(slug, KeptInMemory())
        client = BareClient(connection, slug, self.parties.get(slug, PARTIES[slug]).oin, "town", kept)
        await client.listen()
        return client

    # Its life

    def run(self):
        began = time.process_time()
        words.hear = self._heard
        try:
            self.loop.run(self._live())
            if not self.loop.halted:
                self._judge()
        except BaseExceptionGroup as group:
            self.problems += [f"{type(one).__name__}: {one}" for one in _leaves(group)]
        except Exception as failure:  # noqa: BLE001 whatever ends a world is what we look for
            self.problems.append(f"{type(failure).__name__}: {failure}")
        self.problems += [
            f"nobody caught: {failure!r}" for failure in self.loop.failures if not isinstance(failure, Dead)
        ]
        words.hear = None
        return self._result(time.process_time() - began)

    def _heard(self, level, event, fields):
        """What a service logged."""
        self.overheard(event, fields)
        if level >= logging.ERROR and event not in EXPECTED_ERRORS:
            self._wrong(f"logged: {event} {fields}")

    async def _live(self):
        for host in self.hosts.values():
            host.start()
        self.fate.raging = True
        misfortune = self.loop.create_task(self._misfortune())
        async with self.town.at_work():
            await misfortune
            await self._heal()
            if self.town.plan.lasts:
                await years_pass(self)
                await self._heal()
        await self._until(self._at_rest, REST_SECONDS, "everything said is heard")

    async def _misfortune(self):
        async with asyncio.TaskGroup() as group:
            group.create_task(self._sync_now_and_then())
            for number in range(self._chance.choice([0, 2, 5, 10])):
                group.create_task(self.struck(number))
            if self._are_overtaken:
                for host in self.hosts.values():
                    group.create_task(self._overtaken(host))
            if self._strays:
                group.create_task(self._strayed())
            await asyncio.sleep(self.seconds)
        self.fate.raging = False

    async def _sync_now_and_then(self):
        until = self.loop.time() + self.seconds
        while self.loop.time() < until:
            await asyncio.sleep(1.5)
            self.broker.sync()

    async def struck(self, number, within=None):
        """By a disaster of some kind, at some moment of the time in which faults go on, or of so many seconds."""
        dice = self.fate.dice("disaster", number)
        await asyncio.sleep(dice.uniform(0, self.seconds if within is None else within))
        await self.nobody_restores.wait()
        kind = dice.choice(sorted(DISASTERS))
        if self.fate.disaster(kind, number):
            try:
                await DISASTERS[kind](self, dice)
            except NotWithstood as failure:
                self._wrong(f"NotWithstood: {failure}")

    async def _overtaken(self, host):
        until = self.loop.time() + self.seconds
        for number in itertools.count():
            dice = self.fate.dice("overtaken", host.name, number)
            await asyncio.sleep(dice.uniform(0.1, 1))
            await self.nobody_restores.wait()
            if self.loop.time() > until:
                return
            if self.fate.disaster("overtaken", host.name):
                await overtaken(self, host, dice)

    async def _strayed(self):
        dice = self.fate.dice("strayed", "when")
        await asyncio.sleep(dice.uniform(0, self.seconds))
        await self.nobody_restores.wait()
        if self.fate.disaster("strayed", 0):
            try:
                await strayed(self, dice)
            except NotWithstood as failure:
                self._wrong(f"NotWithstood: {failure}")

    async def _heal(self):
        await asyncio.sleep(TIMERS_LOOK_SECONDS)
        await self._until(self._all_well, WELL_SECONDS, "all well")

    def _all_well(self):
        """And does what an operator does who comes to look: whoever stands still by a wrong clock is started anew."""
        for host in self.hosts.values():
            for one in host.incarnations:
                if "clock" in one.alarms:
                    one.terminate()
        return all(host.well for host in self.hosts.values())

    async def _until(self, holds, seconds, what):
        end = self.loop.time() + seconds
        while not holds():
            if self.loop.time() > end:
                raise NotAgain(f"in vain for {seconds} seconds: {what}; {self._states()}")
            await asyncio.sleep(LOOK_SECONDS)

    def _states(self):
        return {name: [(one.state, one.alarms) for one in host.incarnations] for name, host in self.hosts.items()}

    def _at_rest(self):
        """All that was said is heard, and is on the broker; all that time decides is decided."""
        if any(self.broker.last(output_stream(name)) != self._said(name) for name in self.hosts):
            return False
        if any(host.incarnations[0].is_due for host in self.hosts.values()):
            return False
        return all(
            (host.disk.tracked(upstream) or 0) == self._said(upstream)
            for host in self.hosts.values()
            for upstream in host.incarnations[0].runtime.writer._service.upstreams
        )

    def _said(self, name):
        return self.hosts[name].incarnations[0].runtime.writer.fold.published.index

    # How it ends

    @functools.cached_property
    def logs(self):
        return {name: host.open_log() for name, host in self.hosts.items()}

    def _judge(self):
        findings = audited(self.logs)
        self.problems += self.town.ledger.disagreements(self.logs)
        self.problems += findings.problems
        self.problems += witnessed(self)
        if findings.unheard or findings.open:
            self.problems.append(f"not at rest: unheard {findings.unheard}, open {findings.open}")

    def _result(self, took):
        digest = hashlib.sha256()
        kinds = Counter()
        for host in self.hosts.values():
            for state in host.disk.states:
                digest.update(state)
            kinds.update(host.disk.kinds)
        digest.update(repr(self.fate.trail).encode())
        return Result(
            case=self.case,
            problems=self.problems,
            plan=self.town.plan,
            faults=self.fate.done,
            trail=self.fate.trail,
            commands=len(self.town.ledger.sent),
            repeats=self.town.ledger.repeats,
            events=sum(kinds.values()),
            messages=self.network.carried,
            kinds=kinds,
            refusals=self.town.ledger.refusals,
            simulated=self.loop.time(),
            took=took,
            points=getattr(self.fate, "points", 0),
            digest=digest.hexdigest(),
        )


def _fate(case, now):
    if case.dies_at is not None:
        return OneDeath(case.seed, now, case.dies_at)
    return Fate(case.seed, now, only=case.only)


def _leaves(group):
    for one in group.exceptions:
        if isinstance(one, BaseExceptionGroup):
            yield from _leaves(one)
        else:
            yield one


def simulate(case):
    """Run a world to its end."""
    return World(case).run()
