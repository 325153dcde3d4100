"""What a party can send with a bare socket and its own credentials: bytes no library would. Nobody else notices."""

import asyncio
import json
import time

import pytest

from tests.delivery.stage import POOL, Stage, open_pool, outcomes, until


def with_headers(headers, payload=b"{}", subject=b"bundel.cmd.pool.welzijn.receive"):
    return b"HPUB %s %d %d\r\n%s%s" % (subject, len(headers), len(headers) + len(payload), headers, payload)


COMMANDS = {
    "a header that is cut off": with_headers(b"NATS/1.0"),
    "a header without an end": with_headers(b"NATS/1.0\r\n"),
    "a header of another protocol": with_headers(b"HTTP/1.1\r\nce-id: x\r\n\r\n"),
    "a header that is no text": with_headers(b"NATS/1.0\r\nce-id: \xff\xfe\r\n\r\n"),
    "a header's name that is no text": with_headers(b"NATS/1.0\r\n\xff\xfe: x\r\n\r\n"),
    "a status that is no text": with_headers(b"NATS/1.0 \xff\xff\xff\r\n\r\n"),
    "a description that is no text": with_headers(b"NATS/1.0 200 \xff\xff\xff\r\n\r\n"),
    "the server's status 503, without a body": with_headers(b"NATS/1.0 503\r\n\r\n", b""),
    "the server's status 404, without a body": with_headers(b"NATS/1.0 404 No Messages\r\n\r\n", b""),
    "the server's status 409, without a body": with_headers(b"NATS/1.0 409 Consumer Deleted\r\n\r\n", b""),
    "the server's status 408, without a body": with_headers(b"NATS/1.0 408\r\nNats-Pending-Messages: x\r\n\r\n", b""),
    "a status as a header, without a body": with_headers(b"NATS/1.0\r\nStatus: 503\r\n\r\n", b""),
    "a command that is no text": b"PUB bundel.cmd.pool.welzijn.\xff\xfe 2\r\n{}",
    "a command of a thousand letters": b"PUB bundel.cmd.pool.welzijn.%s 2\r\n{}" % (b"x" * 1000),
}
QUERIES = {
    "a query that is no text": b"PUB bundel.query.pool.welzijn.\xff\xfe _INBOX_welzijn.1 2\r\n{}",
    "a reply subject that is no text": b"PUB bundel.query.pool.welzijn.pools _INBOX_welzijn.\xff 2\r\n{}",
    "a reply subject with wildcards": b"PUB bundel.query.pool.welzijn.pools _INBOX_welzijn.> 2\r\n{}",
    "a reply subject with empty tokens": b"PUB bundel.query.pool.welzijn.pools _INBOX_welzijn...x. 2\r\n{}",
    "a query without a reply subject": b"PUB bundel.query.pool.welzijn.pools 2\r\n{}",
    "a query with headers that are no text": with_headers(
        b"NATS/1.0 \xff\xff\xff\r\n\r\n", subject=b"bundel.query.pool.welzijn.pools _INBOX_welzijn.1"
    ),
}


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


async def send(stage, line):
    """Send this and no more, as the party welzijn; the broker takes it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", stage.broker.platform.ports.nats)
    login = {"user": "welzijn", "pass": stage.broker.password("welzijn"), "verbose": False, "headers": True}
    try:
        writer.write(b"CONNECT %s\r\n%s\r\nPING\r\n" % (json.dumps(login).encode(), line))
        assert (await reader.readline()).startswith(b"INFO")
        assert await reader.readline() == b"PONG\r\n"
    finally:
        writer.close()
        await writer.wait_closed()


async def works_as_before(stage):
    began = time.monotonic()
    async with stage.client("gemeente") as client:
        assert (await client.submit("pool", "open-pool", open_pool("na-afloop"))).accepted
        assert len((await client.ask("pool", "pools"))["pools"]) == 1
    assert time.monotonic() - began < 2, "others had to wait"


@pytest.mark.parametrize("line", COMMANDS.values(), ids=COMMANDS)
def test_a_command_no_library_would_send_gets_its_outcome_and_disturbs_nobody(stage, line):
    async def scene():
        async with stage.ready(POOL) as pool:
            await send(stage, line)
            await works_as_before(stage)
            log = pool.writer._eventlog
            (hostile,) = await until(lambda: [one for one in outcomes(log) if one.party == "welzijn"])
            assert hostile.code in {"not-json", "envelope-invalid", "command-unknown"}
            assert pool.health.well
            await until(lambda: pool.relay.index == pool.status()["said"])

    asyncio.run(scene())


@pytest.mark.parametrize("line", QUERIES.values(), ids=QUERIES)
def test_a_query_no_library_would_send_disturbs_nobody(stage, line):
    async def scene():
        async with stage.ready(POOL) as pool:
            await send(stage, line)
            await works_as_before(stage)
            assert pool.health.well
            await until(lambda: pool.relay.index == 2)

    asyncio.run(scene())
