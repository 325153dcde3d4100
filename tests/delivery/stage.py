"""A stage for the runtime: real services, logs and broker, in one event loop; clock and disk in the test's hand."""

import asyncio
import contextlib
import time
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec
import nats
import nats.errors

from bundel_client import BareClient
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.broker.envelope import PublishedEvent, command_type, source
from shared.broker.nats_bus import NatsBus
from shared.log.eventlog import EventLog, open_log
from shared.log.facts import FACTS, CommandOutcome
from shared.log.fold import NOWHERE, FactReader
from shared.running.inbox import arrival
from shared.running.main import STOP_SECONDS
from shared.running.runtime import Runtime
from shared.running.world import SystemChance
from shared.running.writer import Writer
from tests.unit.scenario import NOW, PARTIES

OIN = "00000099000000000000"
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}


class HandClock:
    """Starts on the scenario's Monday morning. Wall and monotonic time pass together, `speed` times as fast as
    real time (0: only by hand); `jump` moves the wall clock alone.
    """

    def __init__(self, speed=0.0):
        self._speed = speed
        self._began = time.monotonic()
        self._moved = 0.0
        self._jumped = 0.0

    def monotonic(self):
        return (time.monotonic() - self._began) * self._speed + self._moved

    def now(self):
        return NOW + timedelta(seconds=self.monotonic() + self._jumped)

    def pass_(self, seconds):
        self._moved += seconds

    def jump(self, seconds):
        self._jumped += seconds


class Disk:
    """A log's recorder, with a hand on it: what is appended, and what happens before and after."""

    def __init__(self, recorder):
        self._recorder = recorder
        self.batches = []
        """The stored events of every transaction that was committed."""
        self.before = None
        self.after = None

    def __getattr__(self, name):
        return getattr(self._recorder, name)

    def insert_events(self, stored_events, **kwargs):
        if before := self.before:
            self.before = None
            before()
        positions = self._recorder.insert_events(stored_events, **kwargs)
        self.batches.append(list(stored_events))
        if after := self.after:
            self.after = None
            after()
        return positions


def disk_of(url):
    """An open log, and the hand on its disk."""
    disk = Disk(open_log(url)._recorder)
    return EventLog(disk), disk


def writer(log, service=POOL, *, clock=None, parties=PARTIES):
    return Writer(service, log, clock or HandClock(), SystemChance(), parties)


# Messages


def body(service, command, *, by, command_id, data, **envelope):
    """A command as a partner's program sends it; `envelope` overrides single attributes, None leaves one out."""
    event = {
        "specversion": "1.0",
        "id": command_id,
        "source": source(PARTIES[by].oin if by in PARTIES else OIN, "proef"),
        "type": command_type(service, command),
        "datacontenttype": "application/json",
        "data": data,
        **envelope,
    }
    return msgspec.json.encode({name: value for name, value in event.items() if value is not None})


def arrived(service, command, *, by, command_id=None, **data):
    """A command as the intake hands it to the writer."""
    command_id = command_id or f"{command}-{by}"
    return arrival(by, command, body(service, command, by=by, command_id=command_id, data=data), command_id)


def said(upstream, index, model, data, *, log="een-log", at=NOW):
    """A message as an upstream says it."""
    return PublishedEvent(
        id=f"{log}-{index}",
        source=source(OIN, f"bundel-{upstream}"),
        type=f"nl.bundel.{upstream}.{model.kind}",
        time=at,
        subject="stroom",
        data=msgspec.Raw(model.model_validate(data).model_dump_json().encode()),
        logid=log,
        index=index,
        audience="all",
        audienceindex=index,
        hash=f"{index:064}",
        causationid="oorzaak",
        correlationid="verband",
    )


# What a log holds


def events(log):
    """Every event of the log, in order."""
    found = []
    while more := log.read(found[-1].position if found else 0):
        found += more
    return found


def kinds(log):
    """The kinds of the service's own facts, in order."""
    own = {fact.kind for fact in FACTS}
    return [event.stored.kind for event in events(log) if event.stored.kind not in own]


def outcomes(log, service=POOL):
    """Every recorded outcome, in order."""
    read = FactReader(service).read
    return [read(event.stored) for event in events(log) if event.stored.kind == CommandOutcome.kind]


# A small story, told to the services


FRAME = {
    "decision": "Raadsbesluit 2026-12",
    "ceiling_cents": 100_000_000,
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}


def open_pool(pool="moestuin", **changed):
    goals = [{"goal": "ontmoeten", "task_field": "6.1", "code_year": 2026}]
    return {
        "pool": pool,
        "neighbourhood": "Spoorbuurt",
        "goals": goals,
        "frame": FRAME,
        "budget_holder": "welzijn",
        **changed,
    }


def set_mandate(pool="moestuin", **changed):
    return {
        "pool": pool,
        "limit_cents": 10_000_000,
        "total_cents": 50_000_000,
        "goals": ["ontmoeten"],
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "automatic": True,
        **changed,
    }


def pledge(contribution="welzijn-2026", cents=1_000_000, pool="moestuin", **changed):
    return {
        "pool": pool,
        "contribution": contribution,
        "cents": cents,
        "earmarks": ["ontmoeten"],
        "task_field": "6.1",
        "year": 2026,
        "recurring": "structural",
        "domain": "social",
        **changed,
    }


def receive(contribution="welzijn-2026", cents=1_000_000, pool="moestuin", **changed):
    return {"pool": pool, "contribution": contribution, "cents": cents, "received_on": "2026-03-02", **changed}


def submit_application(application="tuin", asks=(("kas", "pool:moestuin", 300_000),), own=50_000, **changed):
    lines = [
        {"ask": ask, "funder": funder, "lines": [{"goal": "ontmoeten", "cents": cents}], "instrument": "grant"}
        for ask, funder, cents in asks
    ]
    return {
        "application": application,
        "purpose": "Een moestuin voor de buurt",
        "neighbourhood": "Spoorbuurt",
        "results": [{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "ontmoeten"}],
        "costs": [{"what": "Kas", "cents": own + sum(cents for _, _, cents in asks)}],
        "asks": lines,
        "other_money": [{"source": "Verkoop van groente", "kind": "own", "cents": own}],
        "hours": [],
        "expected_savings": [],
        "term": "structural",
        "decide_by": "2026-04-01T12:00:00+02:00",
        **changed,
    }


STORY = (
    ("gemeente", "open-pool", open_pool()),
    ("gemeente", "set-mandate", set_mandate()),
    ("welzijn", "pledge", pledge()),
    ("welzijn", "receive", receive()),
)
"""A pool with an automatic mandate and € 10.000 in it, as (party, command, data)."""


def story_on(day):
    """The same, for services that live by the real clock."""
    period = {"valid_from": f"{day.year}-01-01", "valid_to": f"{day.year + 1}-12-31"}
    return (
        ("gemeente", "open-pool", open_pool(frame=FRAME | period)),
        ("gemeente", "set-mandate", set_mandate(**period)),
        ("welzijn", "pledge", pledge()),
        ("welzijn", "receive", receive(received_on=day.isoformat())),
    )


def story_arrivals():
    return [arrived("pool", command, by=by, **data) for by, command, data in STORY]


# Services that run


def heard(reader, upstream="pool"):
    """How many of its messages; a reader that was ready before its upstream begins a moment later."""
    return reader.writer.fold.consumed.get(upstream, NOWHERE).index


async def until(holds, what="", seconds=15.0):
    """Wait until `holds()` is true, and return what it gave."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"not within {seconds} seconds: {what or holds}")


class Wired:
    """A real bus, with a hand on the wire."""

    def __init__(self, bus):
        self._bus = bus
        self.dead = []
        """Dead letters that the broker has acknowledged."""
        self.after_publishing = None
        """Called once, after the broker has taken the next messages of the relay."""
        self.tamper = {}
        """Per upstream: what becomes of the deliveries of one take."""
        self.on_ack = lambda: None
        """Called when commands are acknowledged."""

    def __getattr__(self, name):
        return getattr(self._bus, name)

    async def publish_dead(self, service, message):
        await self._bus.publish_dead(service, message)
        self.dead.append(message)

    async def publish_said(self, messages, last):
        await self._bus.publish_said(messages, last)
        if after := self.after_publishing:
            self.after_publishing = None
            after()

    async def follow(self, service, after):
        return _Tampered(await self._bus.follow(service, after), self.tamper.get(service, list))

    async def commands(self, service):
        return _Tampered(await self._bus.commands(service), lambda taken: list(map(self._watched, taken)))

    def _watched(self, delivery):
        async def ack():
            self.on_ack()
            await delivery.ack()

        return msgspec.structs.replace(delivery, ack=ack)


class _Tampered:
    def __init__(self, pull, tamper):
        self._pull = pull
        self._tamper = tamper

    async def take(self):
        return self._tamper(await self._pull.take())

    async def close(self):
        await self._pull.close()


async def at_rest(*runtimes):
    """Wait until these services have said all that they recorded, and heard all that the others said."""

    def quiet():
        states = {state["service"]: state for state in (runtime.status() for runtime in runtimes)}
        return all(
            state["published"] == state["said"]
            and all(
                state["heard"].get(upstream, 0) == states[upstream]["said"]
                for upstream in SERVICES[name].upstreams
                if upstream in states
            )
            for name, state in states.items()
        )

    await until(quiet, "at rest")


@dataclass
class Stage:
    """Runs services against one broker, each on a log of its own in one folder."""

    broker: object
    folder: object
    clock: HandClock = field(default_factory=lambda: HandClock(speed=20))
    readers_seconds: float = 0.0
    """How long a service waits for its readers at the start; most of these tests have one service only."""

    def log_url(self, name):
        return f"sqlite:///{self.folder}/{name}.db"

    def bus(self, name):
        return NatsBus(self.broker.url, name, self.broker.password(name))

    @contextlib.asynccontextmanager
    async def running(self, service=POOL, *, log_url=None, log=None, bus=None, clock=None, parties=PARTIES):
        """One service at work. That it did not end by itself is checked on leaving."""
        log = log or open_log(log_url or self.log_url(service.name))
        bus = bus or self.bus(service.name)
        runtime = Runtime(
            service,
            log,
            bus,
            clock or self.clock,
            SystemChance(),
            parties,
            oin=OIN,
            readers_seconds=self.readers_seconds,
        )
        work = asyncio.create_task(runtime.run())
        try:
            yield runtime
        except BaseException:
            if work.done():
                work.result()  # why it ended says more than what then did not happen
            raise
        else:
            assert not work.done(), f"{service.name} ended: {work.exception()!r}"
        finally:
            work.cancel()
            await asyncio.wait([work], timeout=STOP_SECONDS)
            await bus.stop()
            log.close()

    @contextlib.asynccontextmanager
    async def ready(self, *services, **options):
        """Services at work, once they are ready."""
        async with contextlib.AsyncExitStack() as stack:
            runtimes = [await stack.enter_async_context(self.running(each, **options)) for each in services]
            for runtime in runtimes:
                await until(lambda runtime=runtime: runtime.health.state == "ready", f"ready: {runtime.status()}")
            yield runtimes[0] if len(runtimes) == 1 else runtimes

    def client(self, party, kind=BareClient, **options):
        """An async context: the party's client."""
        password = self.broker.password(party)
        return _Connecting(kind.connect(self.broker.url, party, password, oin=_oin(party), **options))

    @contextlib.asynccontextmanager
    async def wire(self, party):
        """The party's bare connection, as somebody without our client has it, and what the broker objected to."""
        objections = []

        async def object_to(error):
            objections.append(str(error))

        connection = await nats.connect(
            self.broker.url,
            user=party,
            password=self.broker.password(party),
            inbox_prefix=f"_INBOX_{party}",
            error_cb=object_to,
            max_reconnect_attempts=-1,
        )
        try:
            yield connection, objections
        finally:
            with contextlib.suppress(nats.errors.Error):
                await connection.close()

    async def tell(self, story=STORY, service="pool"):
        """Send these commands, each after the outcome of the one before; all must be accepted."""
        for by, command, data in story:
            async with self.client(by) as client:
                outcome = await client.submit(service, command, data)
                assert outcome.accepted, outcome


class _Connecting:
    def __init__(self, connecting):
        self._connecting = connecting

    async def __aenter__(self):
        self._client = await self._connecting
        return self._client

    async def __aexit__(self, *error):
        await self._client.close()


def _oin(party):
    return PARTIES[party].oin if party in PARTIES else OIN
