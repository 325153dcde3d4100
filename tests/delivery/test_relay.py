"""The relay on a real broker: what the log says, in order and once; refilled when the broker forgets; and silent for
a log that was restored or replaced.
"""

import asyncio
import contextlib
import shutil
import sqlite3
from pathlib import Path

import pytest

import shared.running.command_intake
from shared.broker.bus import BrokerAway
from shared.broker.envelope import read_published
from shared.log.eventlog import EventLog, LogUnavailable, open_log
from shared.log.facts import RefillAllowed
from shared.running.writer import Writer
from tests.delivery.stage import (
    APPLICATIONS,
    NOW,
    PARTIES,
    POOL,
    SETTLEMENT,
    STORY,
    HandClock,
    Stage,
    Wired,
    arrived,
    events,
    heard,
    open_pool,
    story_arrivals,
    submit_application,
    until,
    writer,
)

ALL_THREE = (POOL, APPLICATIONS, SETTLEMENT)


async def stream_of(stage, service="pool"):
    """The whole output stream as the broker holds it: sequence and bytes."""
    bus = stage.bus(service)
    await bus.start()
    try:
        last = await bus.last_index(service)
        return {index: await bus.said_at(service, index) for index in range(1, last + 1)}
    finally:
        await bus.stop()


async def stream_when(stage, length, service="pool"):
    """The stream, once it has that many messages."""
    bus = stage.bus(service)
    await bus.start()
    try:
        end = asyncio.get_running_loop().time() + 15
        while (last := await bus.last_index(service)) < length:
            assert asyncio.get_running_loop().time() < end, f"{last} of {length} messages"
            await asyncio.sleep(0.05)
    finally:
        await bus.stop()
    return await stream_of(stage, service)


def told_once(stage, service=POOL, story=None):
    """Record a story in a log while nothing runs; return its messages' count."""
    log = open_log(stage.log_url(service.name))
    pool = writer(log, service)
    answers = pool.commands(story or story_arrivals())
    assert all(answer.outcome.accepted for answer in answers)
    log.close()
    return pool.fold.published.index


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


# What the log says


def test_a_messages_sequence_is_its_index_in_the_log(stage):
    async def scene():
        async with stage.ready(*ALL_THREE) as runtimes:
            await stage.tell()
            await stage.tell([("de-moestuin", "submit-application", submit_application())], "applications")
            await until(lambda: runtimes[1].status()["said"] == runtimes[1].relay.index == 3)
            for runtime in runtimes[:2]:
                name = runtime.status()["service"]
                stream = await stream_when(stage, runtime.status()["said"], name)
                found = [read_published(body) for body in stream.values()]
                assert [said.index for said in found] == list(stream) == list(range(1, len(found) + 1))
                recorded = {event.hash: event.stored for event in events(runtime.writer._eventlog)}
                assert [recorded[said.hash].said for said in found] == [said.index for said in found]
                assert {said.logid for said in found} == {runtime.writer.fold.log}

    asyncio.run(scene())


class Unheard(Wired):
    """What the broker took is heard of only when `heard` is set; and the first run may get lost on its way."""

    def __init__(self, bus, *, loses_the_first=False):
        super().__init__(bus)
        self.sent = []
        """After which message each run was to follow."""
        self.heard = asyncio.Event()
        self._loses_the_first = loses_the_first

    async def publish_said(self, messages, last):
        self.sent.append(last)
        if self._loses_the_first and len(self.sent) == 1:
            await self.heard.wait()
            raise BrokerAway("lost on its way")
        await super().publish_said(messages, last)
        await self.heard.wait()


def many_pools():
    """More than three runs of messages, two by each command."""
    return [
        arrived("pool", "open-pool", by="gemeente", command_id=f"open-{number}", **open_pool(f"pot-{number}"))
        for number in range(350)
    ]


def record(runtime, arrivals):
    """Have a running service record these at once; return how many messages it has to say then."""
    runtime.writer.commands(arrivals)
    runtime.relay.wake()
    return runtime.writer.fold.published.index


def test_of_many_messages_two_runs_are_under_way_and_no_more(stage):
    async def scene():
        bus = Unheard(stage.bus("pool"))
        async with stage.ready(POOL, bus=bus) as pool:
            said = record(pool, many_pools())
            await until(lambda: len(bus.sent) == 2)
            await asyncio.sleep(0.3)
            assert len(bus.sent) == 2
            assert pool.relay.index == 0, "what is not heard of has not arrived"
            bus.heard.set()
            await until(lambda: pool.relay.index == said)
            assert [read_published(body).index for body in (await stream_of(stage)).values()] == list(
                range(1, said + 1)
            )

    asyncio.run(scene())


def test_few_messages_wait_for_those_before(stage):
    async def scene():
        bus = Unheard(stage.bus("pool"))
        async with stage.ready(POOL, bus=bus) as pool:
            for arrival in many_pools()[:3]:
                record(pool, [arrival])
                await asyncio.sleep(0.1)
            assert bus.sent == [0]
            bus.heard.set()
            await until(lambda: pool.relay.index == 6)
            assert bus.sent == [0, 2], "together, once the first is known to have arrived"

    asyncio.run(scene())


def test_a_run_that_is_lost_takes_the_next_along_and_both_are_said_again(stage):
    async def scene():
        bus = Unheard(stage.bus("pool"), loses_the_first=True)
        async with stage.ready(POOL, bus=bus) as pool:
            said = record(pool, many_pools())
            await until(lambda: len(bus.sent) == 2)
            bus.heard.set()
            await until(lambda: pool.relay.index == said)
            assert bus.sent[2] == 0
            assert [read_published(body).index for body in (await stream_of(stage)).values()] == list(
                range(1, said + 1)
            )

    asyncio.run(scene())


def test_what_a_message_says_of_its_place_and_cause(stage):
    async def scene():
        async with stage.ready(POOL):
            async with stage.client("gemeente") as client:
                data = open_pool()
                await client.submit("pool", "open-pool", data, command_id="begin", correlation="dossier-7")
            opened, outcome = [read_published(body) for body in (await stream_when(stage, 2)).values()]
        assert (opened.kind, opened.subject, opened.audience, opened.audienceindex) == (
            "pool-opened",
            "pool/moestuin",
            "all",
            1,
        )
        assert (outcome.kind, outcome.audience, outcome.audienceindex) == ("command-outcome", "gemeente", 1)
        for said in (opened, outcome):
            assert (said.causationid, said.correlationid) == ("command/gemeente/begin", "dossier-7")
            assert said.source == "urn:nld:oin:00000099000000000000:systeem:bundel-pool"
            assert said.specversion == "1.0"

    asyncio.run(scene())


def test_what_was_recorded_while_the_broker_was_away_is_said_later(stage):
    said = told_once(stage)

    async def scene():
        async with stage.ready(*ALL_THREE):
            assert len(await stream_when(stage, said)) == said == 8

    asyncio.run(scene())


def test_a_start_changes_nothing_of_what_the_broker_holds(stage):
    async def scene():
        async with stage.ready(POOL):
            await stage.tell()
            before = await stream_when(stage, 8)
        async with stage.ready(POOL) as pool:
            await until(lambda: pool.relay.index == 8)
            assert await stream_of(stage) == before

    asyncio.run(scene())


# A broker that forgot


@pytest.mark.parametrize("forgotten", ["everything", "the-last-part"])
def test_a_broker_that_forgot_is_refilled_with_the_same_bytes(stage, forgotten, tmp_path):
    store = stage.broker.platform.broker_store

    async def scene():
        async with stage.ready(*ALL_THREE) as (pool, applications, _):
            await stage.tell(STORY[:2])
            if forgotten == "the-last-part":
                await stream_when(stage, 4)
                stage.broker.stop()
                shutil.copytree(store, tmp_path / "older")
                stage.broker.start()
            await stage.tell(STORY[2:])
            before = await stream_when(stage, 8)
            await until(lambda: heard(applications) == 8)
            stage.broker.stop()
            stage.broker.clear()
            if forgotten == "the-last-part":
                shutil.copytree(tmp_path / "older", store, dirs_exist_ok=True)
            stage.broker.start()
            assert await stream_when(stage, 8) == before
            assert pool.health.alarms == {}
            async with stage.client("gemeente") as client:
                assert (await client.submit("pool", "open-pool", open_pool("na-afloop"))).accepted
            assert len(await stream_when(stage, 10)) == 10

    asyncio.run(scene())


def test_refilling_waits_for_a_silent_reader_and_says_so(stage):
    told_once(stage)

    async def scene():
        async with contextlib.AsyncExitStack() as stack:
            pool = await stack.enter_async_context(stage.running(POOL))
            await stack.enter_async_context(stage.running(APPLICATIONS))
            await until(lambda: "it, settlement must say" in pool.health.alarms.get("relay", ""))
            assert "python -m services.pool allow-refill" in pool.health.alarms["relay"]
            assert (pool.health.state, pool.health.well) == ("checking", False)
            await asyncio.sleep(0.3)
            assert await stream_of(stage) == {}
            await stack.enter_async_context(stage.running(SETTLEMENT))
            assert len(await stream_when(stage, 8)) == 8
            await until(lambda: pool.health.state == "ready")
            assert pool.health.alarms == {}

    asyncio.run(scene())


def test_nothing_is_recorded_while_a_refill_waits(stage):
    """A log that may be an old copy decides nothing: neither commands, nor what time alone decides."""
    told_once(stage)

    async def scene():
        async with stage.running(POOL) as pool:
            before = events(pool.writer._eventlog)
            await until(lambda: pool.health.alarms.get("relay"))
            async with stage.wire("gemeente") as (connection, _):
                body = arrived("pool", "open-pool", by="gemeente", **open_pool("tussendoor")).body
                await connection.publish("bundel.cmd.pool.gemeente.open-pool", body)
                await connection.flush()
            await asyncio.sleep(0.3)
            assert events(pool.writer._eventlog) == before

    asyncio.run(scene())


def test_commands_are_decided_while_a_running_service_waits_to_refill(stage, monkeypatch):
    """Much is unsaid then, and may stay so for long; an outcome can be asked for."""
    monkeypatch.setattr(shared.running.command_intake, "UNPUBLISHED", 2)

    async def scene():
        async with stage.ready(POOL) as pool:
            await stage.tell()
            await until(lambda: pool.relay.index == pool.writer.fold.published.index)
            stage.broker.wipe()
            await until(lambda: pool.health.alarms.get("relay"))
            async with stage.client("gemeente") as client:
                for name in ("een", "twee", "drie"):
                    assert (await client.submit("pool", "open-pool", open_pool(name), timeout=10)).accepted

    asyncio.run(scene())


def test_the_operator_may_allow_a_refill_without_a_reader_that_is_gone(stage):
    told_once(stage)

    async def scene():
        async with stage.running(POOL) as pool, stage.running(APPLICATIONS):
            await until(lambda: "settlement" in pool.health.alarms.get("relay", ""))
            log = open_log(stage.log_url("pool"))
            operator = writer(log)
            allowed = RefillAllowed(("settlement",), "De server is verbrand.", stage.clock.now().replace(year=2027))
            operator.allow("operator/jansen", allowed)
            log.close()
            assert len(await stream_when(stage, 8)) == 8
            await until(lambda: pool.health.well)
            (recorded,) = [e.stored for e in events(pool.writer._eventlog) if e.stored.kind == "refill-allowed"]
            assert recorded.by == "operator/jansen"
            await stage.tell([("gemeente", "open-pool", open_pool("na-afloop"))])  # the writer finds what was added

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("without", "until_when"),
    [(("applications",), NOW.replace(year=2027)), (("settlement",), NOW.replace(year=2025))],
    ids=["another-reader", "too-long-ago"],
)
def test_a_permission_that_does_not_cover_the_silent_reader_changes_nothing(stage, without, until_when):
    told_once(stage)
    log = open_log(stage.log_url("pool"))
    writer(log).allow("operator/jansen", RefillAllowed(without, "Een reden.", until_when))
    log.close()

    async def scene():
        async with stage.running(POOL) as pool, stage.running(APPLICATIONS):
            await until(lambda: "settlement" in pool.health.alarms.get("relay", ""))
            await asyncio.sleep(0.3)
            assert await stream_of(stage) == {}

    asyncio.run(scene())


# A log that was restored or replaced


def copy(stage, source, target):
    """A consistent copy of a log, as a backup makes it."""
    with (
        contextlib.closing(sqlite3.connect(f"{stage.folder}/{source}.db")) as one,
        contextlib.closing(sqlite3.connect(f"{stage.folder}/{target}.db")) as other,
    ):
        one.backup(other)


def delete(stage, name):
    for path in Path(stage.folder).glob(f"{name}.db*"):
        path.unlink()


def restore(stage, name, backup):
    delete(stage, name)
    copy(stage, backup, name)


async def said_and_heard(stage):
    """All three services at work until everybody has heard the story; a backup of the pool's log stems from halfway."""
    async with stage.ready(*ALL_THREE) as runtimes:
        await stage.tell(STORY[:2])
        copy(stage, "pool", "backup")
        await stage.tell(STORY[2:])
        await until(lambda: all(heard(r) == 8 for r in runtimes[1:]))


async def refused(stage, pool, finding):
    """The service refuses to go on, says why, and records nothing more, whatever comes."""
    before = events(pool.writer._eventlog)
    await until(lambda: pool.health.state == "refused", f"refused: {pool.status()}")
    assert finding in pool.health.reason
    for way_out in ("Ways out", "put the newer log back", "BUNDEL_LOG", "docs/operator.md"):
        assert way_out in pool.health.reason
    assert not pool.health.well
    async with stage.wire("gemeente") as (connection, _):
        body = arrived("pool", "open-pool", by="gemeente", **open_pool("na-herstel")).body
        await connection.publish("bundel.cmd.pool.gemeente.open-pool", body)
        await connection.flush()
    stage.clock.pass_(3600)
    await asyncio.sleep(0.3)
    assert events(pool.writer._eventlog) == before
    assert pool.status()["state"] == "refused"


def test_a_restored_log_behind_the_broker_is_refused(stage):
    async def scene():
        await said_and_heard(stage)
        restore(stage, "pool", "backup")
        held = await stream_of(stage)
        async with stage.running(POOL) as pool:
            await refused(stage, pool, "The broker holds 8 messages of pool, this log says 4.")
        assert await stream_of(stage) == held

    asyncio.run(scene())


def test_a_restored_log_behind_its_readers_is_refused_though_the_broker_was_wiped(stage):
    async def scene():
        await said_and_heard(stage)
        restore(stage, "pool", "backup")
        stage.broker.wipe()
        async with stage.running(APPLICATIONS), stage.running(SETTLEMENT), stage.running(POOL) as pool:
            await refused(stage, pool, "There is a message 8 that ")
        assert await stream_of(stage) == {}

    asyncio.run(scene())


def test_a_log_restored_together_with_its_broker_is_refused_though_its_readers_speak_late(stage):
    """The broker holds just what the log says: only the readers can tell."""
    stage.readers_seconds = 30.0

    async def scene():
        async with stage.ready(*ALL_THREE) as runtimes:
            copy(stage, "pool", "backup")
            await stage.tell()
            await until(lambda: all(heard(r) == 8 for r in runtimes[1:]))
        restore(stage, "pool", "backup")
        stage.broker.wipe()
        async with stage.running(POOL) as pool:
            alarm = await until(lambda: pool.health.alarms.get("relay"))
            assert "applications, settlement should say first" in alarm
            async with stage.running(APPLICATIONS), stage.running(SETTLEMENT):
                await refused(stage, pool, "There is a message 8 that ")

    asyncio.run(scene())


def test_a_start_waits_for_silent_readers_for_a_while_only(stage):
    stage.readers_seconds = 1.0

    async def scene():
        async with stage.running(POOL) as pool:
            await until(lambda: pool.health.alarms.get("relay"))
            await until(lambda: pool.health.state == "ready")
            assert pool.health.alarms == {}

    asyncio.run(scene())


def test_one_reader_that_heard_more_is_enough(stage):
    async def scene():
        await said_and_heard(stage)
        restore(stage, "pool", "backup")
        delete(stage, "applications")
        stage.broker.wipe()
        async with stage.running(APPLICATIONS), stage.running(SETTLEMENT), stage.running(POOL) as pool:
            await refused(stage, pool, "There is a message 8 that settlement heard and this log does not hold.")

    asyncio.run(scene())


def test_another_log_in_its_place_is_refused(stage):
    async def scene():
        await said_and_heard(stage)
        delete(stage, "pool")
        told_once(stage)
        async with stage.running(POOL) as pool:
            await refused(stage, pool, f"this is log {pool.writer.fold.log}.")

    asyncio.run(scene())


def test_a_restored_log_that_went_on_by_itself_is_refused(stage):
    """As long as the broker's, and with the same beginning: only the hash of what was said last tells them apart."""

    async def scene():
        await said_and_heard(stage)
        restore(stage, "pool", "backup")
        told_once(stage, story=[arrived("pool", "open-pool", by="gemeente", **open_pool(f"p{i}")) for i in (1, 2)][:1])
        log = open_log(stage.log_url("pool"))
        again = writer(log)
        again.commands([arrived("pool", "open-pool", by="gemeente", command_id="anders", **open_pool("anders"))])
        assert again.fold.published.index == 8
        log.close()
        async with stage.running(POOL) as pool:
            await refused(stage, pool, "Message 8 that the broker heard is another than this log holds.")

    asyncio.run(scene())


def test_a_log_replaced_under_a_running_service_is_noticed(stage):
    """Readers answer with what they heard; the relay asks them every few seconds."""

    async def scene():
        async with stage.ready(POOL, APPLICATIONS, SETTLEMENT) as (pool, applications, _):
            await stage.tell()
            await until(lambda: "pool" in applications.writer.fold.consumed)
            reader = applications.writer.fold.consumed
            reader["pool"] = type(reader["pool"])("een-ander-log", 8, "0" * 64)
            await refused(stage, pool, "What applications heard is of log een-ander-log")

    asyncio.run(scene())


# Two relays, and a relay that dies


def test_two_relays_on_one_log_double_nothing(stage):
    async def scene():
        async with stage.ready(POOL) as first, stage.ready(POOL) as second:
            for number in range(20):
                await stage.tell([("gemeente", "open-pool", open_pool(f"pool-{number}"))])
            stream = await stream_when(stage, 40)
            assert [read_published(body).index for body in stream.values()] == list(range(1, 41))
            assert first.health.well
            assert second.health.well
            await until(lambda: first.relay.index == second.relay.index == 40)

    asyncio.run(scene())


def test_a_relay_whose_acknowledgement_was_lost_finds_its_place_again(stage):
    told_once(stage)

    async def scene():
        bus = Wired(stage.bus("pool"))
        lost = []

        def lose():
            lost.append(True)
            raise BrokerAway("the acknowledgement was lost")

        bus.after_publishing = lose
        async with stage.ready(APPLICATIONS, SETTLEMENT), stage.ready(POOL, bus=bus) as pool:
            await until(lambda: lost and pool.relay.index == 8)
            await stage.tell([("gemeente", "open-pool", open_pool("na-afloop"))])
            stream = await stream_when(stage, 10)
            assert [read_published(body).index for body in stream.values()] == list(range(1, 11))

    asyncio.run(scene())


def test_a_log_that_fails_while_the_relay_finds_its_place_does_not_confuse_it(stage, monkeypatch):
    """Found by the simulator: it then said message 77 as the 99th."""

    async def scene():
        async with stage.ready(*ALL_THREE) as (pool, *_):
            await stage.tell(STORY[:2])
            before = await stream_when(stage, 4)
            fails = iter([True])
            find = EventLog.before_message

            def find_in_vain(log, index):
                if log is pool.relay._eventlog and next(fails, False):
                    raise LogUnavailable("disk I/O error")
                return find(log, index)

            monkeypatch.setattr(EventLog, "before_message", find_in_vain)
            stage.broker.wipe()
            await until(lambda: next(fails, None) is None)
            await stage.tell(STORY[2:])
            after = await stream_when(stage, 8)
            assert [read_published(body).index for body in after.values()] == list(range(1, 9))
            assert {index: after[index] for index in before} == before

    asyncio.run(scene())


def test_a_process_that_dies_between_publishing_and_noting_it_leaves_no_trace(stage):
    told_once(stage)

    async def scene():
        bus = Wired(stage.bus("pool"))
        published = asyncio.Event()

        def die():
            published.set()
            raise asyncio.CancelledError

        bus.after_publishing = die
        async with stage.ready(APPLICATIONS, SETTLEMENT):
            async with stage.running(POOL, bus=bus):
                await asyncio.wait_for(published.wait(), 10)
            async with stage.ready(POOL) as pool:
                await stage.tell([("gemeente", "open-pool", open_pool("na-afloop"))])
                await until(lambda: pool.relay.index == 10)
        stream = await stream_of(stage)
        assert [read_published(body).index for body in stream.values()] == list(range(1, 11))

    asyncio.run(scene())


def test_the_writer_of_the_operator_is_one_more_writer(stage, postgres_log):
    """`allow-refill` runs beside the service, on the same log, also on PostgreSQL."""
    log, other = open_log(postgres_log), open_log(postgres_log)
    service = writer(log)
    service.commands(story_arrivals()[:1])
    operator = Writer(POOL, other, HandClock(), None, PARTIES)
    operator.allow("operator/jansen", RefillAllowed(("settlement",), "Weg.", NOW))
    assert all(answer.outcome.accepted for answer in service.commands(story_arrivals()[1:]))
    kinds_found = [event.stored.kind for event in events(log)]
    assert kinds_found.count("refill-allowed") == 1
    assert kinds_found.count("command-outcome") == 4
    log.close()
    other.close()
