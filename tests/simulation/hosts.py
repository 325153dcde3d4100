"""The three services as an operator runs them: processes that start, die, freeze, double and are upgraded."""

import asyncio
import dataclasses
import functools
import math
from datetime import timedelta

from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.log.eventlog import EventLog, LogUnavailable
from shared.parties import LOOK_AGAIN_SECONDS
from shared.running.runtime import Runtime
from tests.registers import HandRegister
from tests.simulation.bus import SimulatedBus
from tests.simulation.disk import Disk, Recorder
from tests.simulation.fate import BEHIND, Dead, Hazards
from tests.simulation.loop import NOBODY
from tests.simulation.snapshots import Shelves

RESTART_SECONDS = (0.1, 0.5, 2.0)
OIN = "0" * 20


def next_version(service):
    """The service as it may be after an upgrade: it says one thing more, and understands one thing more."""
    says = {
        fact: dataclasses.replace(saying, model=_one_more(saying.model)) for fact, saying in service.publishes.items()
    }
    hears = {key: hearing._replace(model=_one_more(hearing.model)) for key, hearing in service.consumes.items()}
    return dataclasses.replace(service, publishes=says, consumes=hears)


def _one_more(model):
    namespace = {
        "__annotations__": {"since_next": str},
        "since_next": "not said before",
        "__module__": model.__module__,
    }
    return type(model.__name__, (model,), namespace)


VERSIONS = {
    service.name: {"this": service, "next": next_version(service)} for service in (APPLICATIONS, POOL, SETTLEMENT)
}


class WallClock:
    """A machine's clock, right or wrong; and time that only goes on."""

    def __init__(self, time):
        self._time = time
        self.wrong_by = timedelta()

    def now(self):
        return self._time.now() + self.wrong_by

    def monotonic(self):
        return self._time.passed()


class Numbered:
    """Log ids that differ from log to log and not from run to run."""

    def __init__(self, name):
        self._name = name
        self._count = 0

    def token(self):
        self._count += 1
        return f"{self._name}-{self._count}"


class RegisterOfProcess(HandRegister):
    """The register as a process sees it: it looks at most once a second, unless it wants to know better."""

    def __init__(self, register, time):
        super().__init__(register)
        self._register, self._time = register, time
        self._said, self._look_at = register.now(), time() + LOOK_AGAIN_SECONDS

    def now(self):
        if self._time() >= self._look_at:
            self.read_anew()
        return self._said

    def read_anew(self):
        self._look_at = self._time() + LOOK_AGAIN_SECONDS
        if self._register.now() is not self._said:
            self.take(self._register)
        return self._said


class TakenForGranted(Exception):
    """A decision relied on what only another process had recorded, as any may: on all that is recorded it is sound."""


WORTH_SENDING = (1, 3, 40)
"""From so many events on a run follows another that is still under way: always, often, or as in earnest."""


class Incarnation:
    """One process of one service, from its start to its death."""

    def __init__(self, host, version):
        self.host = host
        self.service = VERSIONS[host.name][version]
        loop = host.world.loop
        self.process = loop.process(host.name, self._died)
        self.link = host.world.network.link(host.name, self.process)
        self.runtime = None
        self.began, self.ended = loop.time(), math.inf
        self.believes_a_wrong_clock = False
        self.main = self.process.begin(self._run())
        self.main.add_done_callback(lambda _: self.process.kill(), context=NOBODY)  # also if it never began

    async def _run(self):
        try:
            self.runtime = self._runtime()
            await self.runtime.run()
        except (Dead, asyncio.CancelledError):
            pass
        except Exception as failure:  # noqa: BLE001 whatever it is, its process ends and the world goes on
            cannot_open = self.runtime is None and isinstance(failure, LogUnavailable)
            if not cannot_open and not self.process.dead:
                self.host.world.crashed(self.host.name, failure)

    def _runtime(self):
        world, host = self.host.world, self.host
        self.believes_a_wrong_clock = bool(host.clock.wrong_by)
        log = EventLog(Recorder(host.disk, Hazards(world.fate, self.process)))
        bus = SimulatedBus(self.link, world.fate, functools.partial(_is_recorded, host.disk))
        snapshots = host.shelves.taken_by(self.process, self.service, log)
        register = RegisterOfProcess(world.parties, world.loop.time)
        runtime = Runtime(self._trusting(), log, bus, host.clock, host.chance, register, oin=OIN, snapshots=snapshots)
        runtime.relay.worth_sending = world.fate.dice("relay", host.name).choice(WORTH_SENDING)
        return runtime

    def _trusting(self):
        """The service; but as long as the fold lags behind the log, whatever it is asked may fail."""
        one = self.service
        hears = {key: hearing._replace(decide=self._may_fail(hearing.decide)) for key, hearing in one.consumes.items()}
        asked = {name: self._may_fail(getattr(one, name)) for name in ("decide", "due", "answer")}
        return dataclasses.replace(one, consumes=hears, **asked)

    def _may_fail(self, decision):
        fate, where = self.host.world.fate, self.process.name

        def decided(*about):
            if self._lags and fate.strikes(BEHIND, where):
                raise TakenForGranted
            return decision(*about)

        return decided

    @property
    def _lags(self):
        """Whether another process recorded what this one has not read yet."""
        return self.runtime.writer._fold.position < self.host.disk.last_position

    def terminate(self):
        """Asked to stop: it ends by itself."""
        self.main.cancel()

    def _died(self, _):
        self.ended = self.host.world.loop.time()
        self.host.world.network.forget(self.link)
        self.host.died(self)

    @property
    def state(self):
        return "" if self.runtime is None or self.process.dead else self.runtime.health.state

    @property
    def is_due(self):
        """Whether time has come for something that is not decided yet."""
        writer = self.runtime.writer
        return bool(writer.timers.reached(writer.fold.state, self.host.clock.now()))

    @property
    def well(self):
        return self.state == "ready" and not self.alarms and not self.process.frozen

    @property
    def alarms(self):
        return {} if self.runtime is None else self.runtime.health.alarms


def _is_recorded(disk, stream):
    return disk.at(stream, 1) is not None


class Host:
    """The machine of one service: its disk and clock, and whichever processes run on it."""

    def __init__(self, world, name):
        self.world = world
        self.name = name
        self.disk = Disk(name, world.loop.time, leaves_gaps=world.fate.dice("gaps", name).random() < 0.5)
        self.clock = WallClock(world.time)
        self.chance = Numbered(name)
        self.shelves = Shelves(world, name)
        self.incarnations = []
        self.lives = []
        """All there ever were."""
        self.version = "this"
        self.stopped = False
        """An operator is at work here: who dies is not started again by itself."""
        self._deaths = 0

    def start(self):
        self.incarnations.append(Incarnation(self, self.version))
        self.lives.append(self.incarnations[-1])
        return self.incarnations[-1]

    def stop(self):
        """Every process of it, at once."""
        self.stopped = True
        for one in list(self.incarnations):
            one.process.kill()

    def started_again(self):
        self.stopped = False
        return self.start()

    def died(self, incarnation):
        """A supervisor starts the last one anew."""
        self.incarnations.remove(incarnation)
        if not self.incarnations and not self.stopped:
            self._deaths += 1
            after = self.world.fate.dice("restart", self.name, self._deaths).choice(RESTART_SECONDS)
            self.world.later(after, self._start_if_none)

    def _start_if_none(self):
        if not self.incarnations and not self.stopped:
            self.start()

    @property
    def well(self):
        return [one.well for one in self.incarnations] == [True]

    def open_log(self):
        """The log as it is on disk, for whoever looks at it from outside."""
        return EventLog(Recorder(self.disk, _Safe()))


class Stray(Host):
    """Where somebody starts a second process of a service on a wrong log: one of its own, or an older copy."""

    def __init__(self, of, disk=None):
        super().__init__(of.world, of.name)
        self.disk = disk or self.disk
        self.clock = of.clock
        self.chance = Numbered(f"stray-{of.name}")
        self.stopped = True


class _Safe:
    """Nothing goes wrong."""

    def read(self, disk):
        """Nothing to fear."""
