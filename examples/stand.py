"""The three services in one process, with their messages carried between the logs by hand.

Where real processes are too coarse to say what is heard when, or too slow to play years. Logs, writers, rendering and
policies are the real ones; only the clock is ours, and the broker is whoever calls `carry`.
"""

import itertools
import json
import shutil
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import attrgetter
from pathlib import Path
from typing import Any

from deploy.local import ROOT
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.broker.envelope import PublishedEvent, command_type, read_published, source
from shared.calendar import civil_date
from shared.log.eventlog import EventLog, Recorded, open_log
from shared.log.facts import BatchClosed
from shared.log.fold import NOWHERE, FactReader
from shared.money import Refusal
from shared.parties import Parties, load_parties
from shared.running.inbox import Arrival, arrival
from shared.running.rendering import Renderer
from shared.running.world import Chance, Clock
from shared.running.writer import Writer
from shared.service import Context, Service

PARTIES = load_parties(ROOT / "deploy" / "parties.json")
SERVICES: dict[str, Service[Any]] = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}


class StandingClock:
    """Stands still until somebody moves it, or moves on by `step` whenever it was looked at."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self.step = timedelta()

    def now(self) -> datetime:
        found = self._now
        self._now += self.step
        return found

    def monotonic(self) -> float:
        return self._now.timestamp()

    def to(self, now: datetime) -> None:
        self._now = now

    def on(self, **span: float) -> None:
        self._now += timedelta(**span)


class Numbered:
    """Chance that is none: log ids in order, so that whatever happens reads the same twice."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def token(self) -> str:
        return f"{next(self._numbers):032x}"


class Desk:
    """One service: its log, and the writer on it."""

    log: EventLog
    writer: Writer[Any]

    def __init__(
        self, service: Service[Any], path: Path, clock: Clock, chance: Chance, register: Parties = PARTIES
    ) -> None:
        self.service = service
        self.path = path
        self._clock = clock
        self._chance = chance
        self._register = register
        self._reader = FactReader(service)
        self._open()

    def _open(self) -> None:
        self.log = open_log(f"sqlite:///{self.path}")
        self.writer = Writer(self.service, self.log, self._clock, self._chance, self._register)
        self.writer.timers_run = True
        self._renderer = Renderer(self.service, "0" * 20, self.writer.fold.log)
        self._said: list[PublishedEvent] = []
        self._rendered = 0
        """Through which position of the log messages were rendered."""

    @property
    def state(self) -> Any:
        return self.writer.fold.state

    def restart(self) -> None:
        """As after a crash: everything anew from what was recorded."""
        self.log.close()
        self._open()

    def twin(self, path: Path) -> "Desk":
        """Another desk on a copy of this log as it is now."""
        self.log.close()
        shutil.copy(self.path, path)
        self.restart()
        return Desk(self.service, path, self._clock, self._chance, self._register)

    def heard(self, upstream: str) -> int:
        return self.writer.fold.consumed.get(upstream, NOWHERE).index

    def said(self) -> list[PublishedEvent]:
        """All messages of this log, as any reader gets them."""
        for event in self.events(self._rendered):
            self._rendered = event.position
            if message := self._renderer.message(event):
                self._said.append(read_published(message.body))
        return self._said

    def events(self, after: int = 0) -> Iterator[Recorded]:
        """What is recorded after this position, in order."""
        while found := self.log.read(after):
            yield from found
            after = found[-1].position

    def fact(self, event: Recorded) -> Any:
        return self._reader.read(event.stored)

    def facts(self, *kinds: str) -> list[Any]:
        """Facts of these kinds, as recorded, in order."""
        return [self.fact(event) for event in self.events() if event.stored.kind in kinds]

    def batches(self) -> list[list[str]]:
        """The kinds recorded together, batch by batch."""
        found: list[list[str]] = []
        batch: list[str] = []
        for event in self.events():
            if event.stored.kind == BatchClosed.kind:
                found.append(batch)
                batch = []
            else:
                batch.append(event.stored.kind)
        return found


class Hands:
    """Who sends commands, carries messages, moves the clock and lets services restart."""

    def __init__(self, folder: Path, now: datetime, register: Parties = PARTIES) -> None:
        chance = Numbered()
        self.clock = StandingClock(now)
        self.register = register
        self.desks = {
            name: Desk(service, folder / f"{name}.db", self.clock, chance, register)
            for name, service in SERVICES.items()
        }
        self._command_ids = itertools.count(1)

    @property
    def applications(self) -> Desk:
        return self.desks["applications"]

    @property
    def pool(self) -> Desk:
        return self.desks["pool"]

    @property
    def settlement(self) -> Desk:
        return self.desks["settlement"]

    @property
    def logs(self) -> dict[str, EventLog]:
        return {name: desk.log for name, desk in self.desks.items()}

    def arrival(self, party: str, desk: Desk, command: str, **body: Any) -> Arrival:
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

    def send(self, party: str, desk: Desk, command: str, **body: Any) -> str:
        """A party's command, decided at once; its outcome's code, empty if it was accepted."""
        [answer] = desk.writer.commands([self.arrival(party, desk, command, **body)])
        return answer.outcome.code

    def must(self, party: str, desk: Desk, command: str, **body: Any) -> None:
        code = self.send(party, desk, command, **body)
        assert code == "", f"{command} of {party} was refused: {code}"

    def sees(self, party: str, desk: Desk, query: str, **body: Any) -> dict[str, Any]:
        """What a service answers to a party's question."""
        model = next(model for model in desk.service.queries if model.name == query)
        asked = model.model_validate(body, context={"parties": self.register})
        now = self.clock.now()
        answer = desk.service.answer(desk.state, asked, Context(party, now, civil_date(now), self.register))
        assert not isinstance(answer, Refusal), f"{query} of {party} was refused: {answer.code}"
        return dict(answer)

    def carry(self, producer: Desk, reader: Desk, *, through: str | None = None) -> list[str]:
        """Let `reader` hear what it has not heard of `producer`: all of it, or through the first message of a kind."""
        upstream, said = producer.service.name, producer.said()
        news = deque(said[bisect_right(said, reader.heard(upstream), key=attrgetter("index")) :])
        taken: list[PublishedEvent] = []
        while news:
            taken.append(news.popleft())
            if taken[-1].kind == through:
                break
        else:
            assert through is None, f"{upstream} did not say {through}"
        reader.writer.consume(upstream, taken)
        return [message.kind for message in taken]

    def carry_all(self) -> None:
        """Until everybody has heard everything."""
        pairs = [
            (self.desks[upstream], reader) for reader in self.desks.values() for upstream in reader.service.upstreams
        ]
        while sum(len(self.carry(producer, reader)) for producer, reader in pairs):
            pass

    def strike(self) -> None:
        """Let time decide, everywhere."""
        for desk in self.desks.values():
            desk.writer.clock_struck()

    def close(self) -> None:
        for desk in self.desks.values():
            desk.log.close()
