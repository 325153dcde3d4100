"""What a party can reach on the broker with its own valid credentials: its own, and nothing of anybody else."""

import asyncio
import contextlib
import json

import pytest

from shared.broker.bus import command_stream, output_stream
from shared.broker.envelope import read_published
from tests.delivery.stage import (
    APPLICATIONS,
    POOL,
    SETTLEMENT,
    Stage,
    body,
    open_pool,
    outcomes,
    until,
)

MAY_PUBLISH = (
    "bundel.cmd.pool.welzijn.receive",
    "bundel.cmd.applications.welzijn.answer-ask",
    "bundel.query.pool.welzijn.pools",
)
MAY_NOT_PUBLISH = (
    "bundel.cmd.pool.economie.receive",
    "bundel.cmd.pool.welzijn.receive.more",
    "bundel.query.pool.economie.outcome",
    "bundel.query.pool.applications.messages-after",
    "bundel.event.pool.pool-opened.moestuin",
    "bundel.event.applications.application-granted.tuin",
    "bundel.to.economie.pool.command-outcome",
    "bundel.to.welzijn.pool.command-outcome",
    "bundel.again.economie.pool",
    "bundel.dead.pool",
    "_INBOX_economie.x",
    "_INBOX_pool.x",
    "_INBOX.x",
    "$JS.API.INFO",
    f"$JS.API.STREAM.INFO.{output_stream('pool')}",
    f"$JS.API.STREAM.MSG.GET.{output_stream('pool')}",
    f"$JS.API.DIRECT.GET.{output_stream('pool')}",
    f"$JS.API.STREAM.PURGE.{output_stream('pool')}",
    f"$JS.API.STREAM.DELETE.{output_stream('pool')}",
    f"$JS.API.STREAM.UPDATE.{output_stream('pool')}",
    f"$JS.API.STREAM.PURGE.{command_stream('pool')}",
    f"$JS.API.STREAM.CREATE.{output_stream('pool')}",
    "$JS.API.STREAM.CREATE.MINE",
    "$JS.API.STREAM.NAMES",
    f"$JS.API.CONSUMER.CREATE.{output_stream('pool')}",
    f"$JS.API.CONSUMER.CREATE.{output_stream('pool')}.mine.bundel.to.economie.>",
    f"$JS.API.CONSUMER.MSG.NEXT.{command_stream('pool')}.pool",
    f"$JS.API.CONSUMER.DELETE.{command_stream('pool')}.pool",
    f"$JS.ACK.{command_stream('pool')}.pool.1.1.1.1.0",
    "$SYS.REQ.SERVER.PING",
    "anything",
)
MAY_SUBSCRIBE = (
    "bundel.event.>",
    "bundel.event.pool.pool-opened.*",
    "bundel.to.welzijn.>",
    "bundel.to.welzijn.pool.command-outcome",
    "bundel.again.welzijn.pool",
    "_INBOX_welzijn.>",
)
MAY_NOT_SUBSCRIBE = (
    ">",
    "*.>",
    "bundel.>",
    "bundel.to.>",
    "bundel.to.*.pool.>",
    "bundel.to.economie.>",
    "bundel.to.economie.pool.command-outcome",
    "bundel.again.economie.pool",
    "bundel.again.*.pool",
    "bundel.cmd.>",
    "bundel.cmd.pool.economie.receive",
    "bundel.cmd.pool.welzijn.receive",
    "bundel.query.>",
    "bundel.query.pool.welzijn.pools",
    "bundel.dead.pool",
    "_INBOX.>",
    "_INBOX_economie.>",
    "_INBOX_pool.>",
    "_INBOX_*.>",
    "$JS.>",
    "$JS.EVENT.ADVISORY.>",
    "$SYS.>",
)


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


@pytest.fixture(scope="module")
def objections(platform, tmp_path_factory):
    """What the broker objected to, per subject, of all that one party tried."""
    from tests.conftest import Broker

    broker = Broker(platform)
    broker.wipe()
    stage = Stage(broker, tmp_path_factory.mktemp("permissions"))

    async def scene():
        async with bare(stage, "welzijn") as told:
            published = {
                subject: await told(f"PUB {subject} 2\r\n{{}}") for subject in (*MAY_PUBLISH, *MAY_NOT_PUBLISH)
            }
            heard = {subject: await told(f"SUB {subject} 1") for subject in (*MAY_SUBSCRIBE, *MAY_NOT_SUBSCRIBE)}
        return {"publish": published, "subscribe": heard}

    return asyncio.run(scene())


@contextlib.asynccontextmanager
async def bare(stage, party, login=None):
    """The party's connection without any library, which would be kinder: a line, and what the broker objects."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.broker.platform.ports.nats)
    login = {"user": party, "pass": stage.broker.password(party)} if login is None else login

    async def told(line):
        writer.write(f"{line}\r\nPING\r\n".encode())
        objections = []
        while (answer := (await reader.readline()).decode().strip()) != "PONG":
            assert answer, f"the broker closed the connection: {objections}"
            if answer.startswith("-ERR"):
                objections.append(answer)
        return objections

    try:
        await reader.readline()
        assert await told(f"CONNECT {json.dumps({'verbose': False, **login})}") == []
        yield told
    finally:
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize("subject", MAY_PUBLISH)
def test_a_party_may_publish_its_own_commands_and_queries(objections, subject):
    assert objections["publish"][subject] == []


@pytest.mark.parametrize("subject", MAY_NOT_PUBLISH)
def test_a_party_may_publish_nothing_else(objections, subject):
    objection = " ".join(objections["publish"][subject])
    assert "permissions violation for publish" in objection.lower()


@pytest.mark.parametrize("subject", MAY_SUBSCRIBE)
def test_a_party_may_hear_events_and_what_is_its_own(objections, subject):
    assert objections["subscribe"][subject] == []


@pytest.mark.parametrize("subject", MAY_NOT_SUBSCRIBE)
def test_a_party_may_hear_nothing_else(objections, subject):
    objection = " ".join(objections["subscribe"][subject])
    assert "permissions violation for subscription" in objection.lower()


def test_nobody_enters_without_a_password_or_with_that_of_another(stage):
    other = stage.broker.password("economie")

    async def scene():
        for login in ({}, {"user": "welzijn"}, {"user": "welzijn", "pass": other}, {"user": "niemand", "pass": other}):
            with pytest.raises(AssertionError, match="Authorization Violation"):
                async with bare(stage, "welzijn", login):
                    pass

    asyncio.run(scene())


# Reply subjects are chosen by whoever sends


FOREIGN_REPLIES = (
    "_INBOX_economie.gestolen",
    "bundel.event.pool.pool-opened.vals",
    "bundel.event.pool.vals",
    "bundel.to.economie.pool.command-outcome",
    "bundel.again.economie.pool",
    "bundel.dead.pool",
    "bundel.query.applications.pool.heard",
    "$JS.API.STREAM.PURGE.BUNDEL_POOL",
)


@pytest.mark.parametrize("reply", FOREIGN_REPLIES)
def test_a_query_with_a_foreign_reply_subject_is_not_answered_anywhere(stage, reply):
    """The service may publish where the sender may not: it must not be made to."""

    async def scene():
        async with stage.ready(POOL, APPLICATIONS) as (pool, _), stage.wire("economie") as (victim, _):
            heard = []

            async def on_message(message):
                heard.append((message.subject, message.data))

            for subject in ("_INBOX_economie.>", "bundel.to.economie.>", "bundel.event.>", "bundel.again.economie.>"):
                await victim.subscribe(subject, cb=on_message)
            await victim.flush()
            async with stage.wire("welzijn") as (attacker, _):
                for query in ("pools", "heard", "outcome", "no-such-query"):
                    await attacker.publish(f"bundel.query.pool.welzijn.{query}", b"{}", reply=reply)
                await attacker.flush()
            async with stage.client("gemeente") as client:
                assert await client.ask("pool", "pools") == {"total": 0, "pools": []}  # later than all of these
                assert (await client.submit("pool", "open-pool", open_pool())).accepted
            await until(lambda: len(heard) == 1)
            assert heard[0][0] == "bundel.event.pool.pool-opened.moestuin"
            await until(lambda: pool.relay.index == 2)
            assert await last_index(stage) == 2
            assert pool.health.well

    asyncio.run(scene())


@pytest.mark.parametrize("reply", FOREIGN_REPLIES)
def test_a_command_with_a_foreign_reply_subject_puts_nothing_there(stage, reply):
    """JetStream would acknowledge a stored command to its reply subject, in the name of the server."""

    async def scene():
        async with stage.ready(POOL) as pool, stage.wire("gemeente") as (attacker, _), stage.wire("economie") as victim:
            heard = []

            async def on_message(message):
                heard.append(message.subject)

            connection, _ = victim
            for subject in ("_INBOX_economie.>", "bundel.to.economie.>", "bundel.event.>", "bundel.again.economie.>"):
                await connection.subscribe(subject, cb=on_message)
            await connection.flush()
            command = body("pool", "open-pool", by="gemeente", command_id="c1", data=open_pool())
            await attacker.publish("bundel.cmd.pool.gemeente.open-pool", command, reply=reply)
            await until(lambda: pool.relay.index == 2)
            async with stage.client("gemeente") as client:
                assert (await client.submit("pool", "open-pool", open_pool("na-afloop"))).accepted
            await until(lambda: len(heard) == 2)
            assert heard == ["bundel.event.pool.pool-opened.moestuin", "bundel.event.pool.pool-opened.na-afloop"]
            await until(lambda: pool.relay.index == 4)
            assert await last_index(stage) == 4
            assert pool.health.well

    asyncio.run(scene())


HEADERS = {
    "a trace of the message": {"Nats-Trace-Dest": "bundel.event.pool.pool-opened.vals"},
    "a trace alone": {"Nats-Trace-Dest": "bundel.event.pool.pool-opened.vals", "Nats-Trace-Only": "true"},
    "a rollup": {"Nats-Rollup": "all"},
    "a rollup of the subject": {"Nats-Rollup": "sub"},
    "an expected stream": {"Nats-Expected-Stream": "BUNDEL_POOL"},
    "an expected sequence": {"Nats-Expected-Last-Sequence": "99"},
    "a time to live": {"Nats-TTL": "1s"},
    "a schedule": {"Nats-Schedule": "@every 1s", "Nats-Schedule-Target": "bundel.event.pool.pool-opened.vals"},
    "a batch": {"Nats-Batch-Id": "b", "Nats-Batch-Sequence": "1"},
    "a counter": {"Nats-Incr": "1"},
    "an id of the broker": {"Nats-Msg-Id": "c0"},
    "a marker": {"Nats-Marker-Reason": "Purge"},
}


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_headers_that_mean_something_to_the_broker_change_nothing_for_others(stage, headers):
    """A command with such a header may be lost to its own sender; nothing of others is lost, and nothing is forged."""

    async def scene():
        async with stage.ready(POOL) as pool, stage.wire("welzijn") as (attacker, _):
            async with stage.client("gemeente") as client:
                assert (await client.submit("pool", "open-pool", open_pool(), command_id="c0")).accepted
            for reply in ("", "bundel.event.pool.pool-opened.vals"):
                command = body("pool", "receive", by="welzijn", command_id="c1", data={})
                await attacker.publish("bundel.cmd.pool.welzijn.receive", command, headers=headers, reply=reply)
            await attacker.flush()
            async with stage.client("gemeente") as client:
                assert (await client.submit("pool", "open-pool", open_pool("na-afloop"))).accepted
            await until(lambda: pool.relay.index == pool.status()["said"])
            stream = [read_published(one) for one in await stream_of(stage)]
            assert [said.index for said in stream] == list(range(1, len(stream) + 1))
            assert [said.kind for said in stream].count("pool-opened") == 2
            assert {outcome.command_id for outcome in outcomes(pool.writer._eventlog) if outcome.accepted} >= {"c0"}
            assert pool.health.well

    asyncio.run(scene())


async def stream_of(stage):
    bus = stage.bus("pool")
    await bus.start()
    try:
        return [await bus.said_at("pool", index) for index in range(1, await bus.last_index("pool") + 1)]
    finally:
        await bus.stop()


async def last_index(stage):
    return len(await stream_of(stage))


# What the service itself answers


def test_a_party_gets_from_messages_after_what_is_for_it_or_for_all_and_no_more(stage):
    async def scene():
        async with stage.ready(POOL):
            await stage.tell()
            async with stage.client("welzijn") as client:
                answer = await client.ask("pool", "messages-after", after=0)
            assert {event["audience"] for event in answer["messages"]} == {"all", "welzijn"}
            assert [event["index"] for event in answer["messages"]] == [1, 3, 5, 6, 7, 8]
            assert answer["upto"] == 8

    asyncio.run(scene())


def test_the_outcome_of_a_command_is_its_senders_alone(stage):
    from bundel_client import QueryRefused

    async def scene():
        async with stage.ready(POOL), stage.client("gemeente") as sender, stage.client("welzijn") as other:
            await sender.submit("pool", "open-pool", open_pool(), command_id="c1")
            assert (await sender.ask("pool", "outcome", command_id="c1"))["accepted"]
            with pytest.raises(QueryRefused, match="unknown-command"):
                await other.ask("pool", "outcome", command_id="c1")

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("payload", "query", "code"),
    [
        (b"{", "pools", "not-json"),
        (b"\xff", "pools", "not-json"),
        (b"[" * 30_000, "pools", "not-json"),
        (b"[]", "pools", "wrong-type"),
        (b'{"meer":1}', "pools", "field-unknown"),
        (b"{}", "pool", "field-missing"),
        (b'{"pool":"Moestuin"}', "pool", "identifier-invalid"),
        (b'{"pool":"niets"}', "pool", "unknown-pool"),
        (b'{"after":-1}', "messages-after", "out-of-range"),
        (b'{"after":0,"limit":501}', "messages-after", "out-of-range"),
        (b'{"after":99999999999999999999999}', "messages-after", "out-of-range"),
        (b'{"after":9223372036854775807}', "messages-after", "out-of-range"),
        (b'{"after":1000000000000000}', "messages-after", None),
        (b'{"pool":"niets","after":1180591620717411303424}', "offers", "out-of-range"),
        (b'{"pool":"niets","after":1180591620717411303424}', "corrections", "out-of-range"),
        (b'{"command_id":"a/b"}', "outcome", "identifier-invalid"),
        (b'{"command_id":"nooit"}', "outcome", "unknown-command"),
        (b"{}", "geld-printen", "query-unknown"),
        (b"", "pools", None),
    ],
)
def test_a_query_is_answered_or_refused_with_a_code(stage, payload, query, code):
    async def scene():
        async with stage.ready(POOL), stage.wire("welzijn") as (connection, _):
            reply = await connection.request(f"bundel.query.pool.welzijn.{query}", payload, timeout=5)
            answer = json.loads(reply.data)
            if code is None:
                assert answer.keys() == {"answer"}, answer
            else:
                assert answer["refused"]["code"] == code
                assert answer["refused"]["sentence"].endswith((".", ".)"))
            again = await connection.request("bundel.query.pool.welzijn.pools", b"{}", timeout=5)
            assert json.loads(again.data) == {"answer": {"total": 0, "pools": []}}

    asyncio.run(scene())


def test_the_services_reach_no_further_than_their_part(stage):
    """A service speaks as itself only, and creates and reads no more than its own streams and its upstreams'."""
    denied = (
        "bundel.event.applications.application-granted.tuin",
        "bundel.to.welzijn.applications.command-outcome",
        "bundel.cmd.applications.welzijn.answer-ask",
        "bundel.query.applications.settlement.heard",
        "$JS.API.STREAM.DELETE.BUNDEL_POOL",
        "$JS.API.STREAM.PURGE.BUNDEL_POOL",
        "$JS.API.STREAM.UPDATE.BUNDEL_POOL",
        "$JS.API.STREAM.CREATE.BUNDEL_APPLICATIONS",
        "$JS.API.CONSUMER.MSG.NEXT.BUNDEL_APPLICATIONS_COMMANDS.applications",
        "_INBOX_operator.x",
        "_INBOX_niemand.x",
    )

    async def scene():
        async with stage.ready(SETTLEMENT), bare(stage, "pool") as told:
            for subject in denied:
                assert await told(f"PUB {subject} 2\r\n{{}}"), f"{subject} was let through"

    asyncio.run(scene())
