"""The three services in one process, with their messages carried between the logs by hand.

Where real processes are too coarse to say what is heard when. Logs, writers, rendering and policies are the real
ones; only the clock is ours, and the broker is whoever calls `carry`.
"""

import itertools
import json
import shutil
from collections import deque
from datetime import UTC, datetime, timedelta

from deploy.local import ROOT
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.broker.envelope import command_type, read_published, source
from shared.log.eventlog import open_log
from shared.log.facts import BatchClosed
from shared.log.fold import NOWHERE, FactReader
from shared.parties import load_parties
from shared.running.inbox import arrival
from shared.running.rendering import Renderer
from shared.running.writer import Writer
from tests.registers import HandRegister

PARTIES = load_parties(ROOT / "deploy" / "parties.json")
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class StandingClock:
    """Stands still until somebody moves it, or moves on by `step` whenever it was looked at."""

    def __init__(self, now):
        self._now = now
        self.step = timedelta()

    def now(self):
        found = self._now
        self._now += self.step
        return found

    def monotonic(self):
        return self._now.timestamp()

    def to(self, now):
        self._now = now

    def on(self, **span):
        self._now += timedelta(**span)


class Numbered:
    """Chance that is none: log ids in order, so that a failure reads the same twice."""

    def __init__(self):
        self._numbers = itertools.count(1)

    def token(self):
        return f"{next(self._numbers):032x}"


class Desk:
    """One service: its log, and the writer on it."""

    def __init__(self, service, path, clock, chance, register=PARTIES):
        self.service = service
        self.path = path
        self.log = open_log(f"sqlite:///{path}")
        self.writer = Writer(service, self.log, clock, chance, register)
        self.writer.timers_run = True
        self._clock = clock
        self._chance = chance
        self._register = register
        self._reader = FactReader(service)
        self._renderer = Renderer(service, "0" * 20, self.writer.fold.log)

    @property
    def state(self):
        return self.writer.fold.state

    def restart(self):
        """As after a crash: everything anew from what was recorded."""
        self.log.close()
        self.__init__(self.service, self.path, self._clock, self._chance, self._register)

    def twin(self, path):
        """Another desk on a copy of this log as it is now."""
        self.log.close()
        shutil.copy(self.path, path)
        self.restart()
        return Desk(self.service, path, self._clock, self._chance, self._register)

    def heard(self, upstream):
        return self.writer.fold.consumed.get(upstream, NOWHERE).index

    def said(self):
        """All messages of this log, as any reader gets them."""
        rendered = (self._renderer.message(event) for event in self.log.read(limit=10_000))
        return [read_published(message.body) for message in rendered if message is not None]

    def facts(self, *kinds):
        """Facts of these kinds, as recorded, in order."""
        return [self._reader.read(event.stored) for event in self.log.read(limit=10_000) if event.stored.kind in kinds]

    def batches(self):
        """The kinds recorded together, batch by batch."""
        found, batch = [], []
        for event in self.log.read(limit=10_000):
            if event.stored.kind == BatchClosed.kind:
                found.append(batch)
                batch = []
            else:
                batch.append(event.stored.kind)
        return found


class Hands:
    """Who sends commands, carries messages, moves the clock and lets services restart."""

    def __init__(self, folder, now=MONDAY):
        chance = Numbered()
        self.clock = StandingClock(now)
        self.register = HandRegister(PARTIES)
        self.desks = {
            name: Desk(service, folder / f"{name}.db", self.clock, chance, self.register)
            for name, service in SERVICES.items()
        }
        self._command_ids = itertools.count(1)
        self.audited = True
        """Whether the logs have to satisfy an auditor in the end."""

    @property
    def applications(self):
        return self.desks["applications"]

    @property
    def pool(self):
        return self.desks["pool"]

    @property
    def settlement(self):
        return self.desks["settlement"]

    @property
    def logs(self):
        return {name: desk.log for name, desk in self.desks.items()}

    def arrival(self, party, desk, command, **body):
        """A party's command, off the wire."""
        command_id = f"c-{next(self._command_ids)}"
        envelope = {
            "specversion": "1.0",
            "id": command_id,
            "source": source(self.register[party].oin, "partner"),
            "type": command_type(desk.service.name, command),
            "data": body,
        }
        raw = json.dumps(envelope, default=datetime.isoformat).encode()
        return arrival(party, command, raw, command_id)

    def send(self, party, desk, command, **body):
        """A party's command, decided at once; its outcome's code, empty if it was accepted."""
        [answer] = desk.writer.commands([self.arrival(party, desk, command, **body)])
        return answer.outcome.code

    def must(self, party, desk, command, **body):
        code = self.send(party, desk, command, **body)
        assert code == "", f"{command} of {party} was refused: {code}"

    def carry(self, producer, reader, *, through=None):
        """Let `reader` hear what it has not heard of `producer`: all of it, or through the first message of a kind."""
        upstream = producer.service.name
        news = deque(said for said in producer.said() if said.index > reader.heard(upstream))
        taken = []
        while news:
            taken.append(news.popleft())
            if taken[-1].kind == through:
                break
        else:
            assert through is None, f"{upstream} did not say {through}"
        reader.writer.consume(upstream, taken)
        return [said.kind for said in taken]

    def carry_all(self):
        """Until everybody has heard everything."""
        pairs = [
            (self.desks[upstream], reader) for reader in self.desks.values() for upstream in reader.service.upstreams
        ]
        while sum(len(self.carry(producer, reader)) for producer, reader in pairs):
            pass

    def strike(self):
        """Let time decide, everywhere."""
        for desk in self.desks.values():
            desk.writer.clock_struck()

    def close(self):
        for desk in self.desks.values():
            desk.log.close()
