"""What the operator may do on the broker: look at how streams stand, and nothing else."""

import asyncio
import contextlib

import nats.errors
import nats.js.errors
import pytest

from cli.broker import connected, streams
from cli.status import operator_password
from deploy.accounts import dead_stream
from shared.broker.bus import command_stream, output_stream
from shared.parties import OPERATOR, SERVICES

MAY_NOT_PUBLISH = (
    "bundel.cmd.pool.operator.open-pool",
    "bundel.cmd.pool.gemeente.open-pool",
    "bundel.query.pool.operator.pools",
    "bundel.event.pool.pool-opened.x",
    "bundel.to.groen.pool.command-outcome",
    f"$JS.API.STREAM.PURGE.{output_stream('pool')}",
    f"$JS.API.STREAM.DELETE.{command_stream('pool')}",
    f"$JS.API.STREAM.DELETE.{dead_stream('pool')}",
    f"$JS.API.STREAM.UPDATE.{output_stream('pool')}",
    f"$JS.API.STREAM.MSG.GET.{command_stream('pool')}",
    f"$JS.API.STREAM.MSG.DELETE.{dead_stream('pool')}",
    f"$JS.API.CONSUMER.CREATE.{output_stream('pool')}",
)
MAY_NOT_SUBSCRIBE = (">", "bundel.>", "bundel.event.>", "bundel.to.groen.>", "_INBOX_groen.>", "_INBOX.>")


def refusals(bundel, act, *, patience=2):
    """What the broker refused, while the operator did this. The client hears of it a moment later."""

    async def acted():
        found, heard = [], asyncio.Event()

        async def note(error):
            found.append(str(error))
            heard.set()

        async with connected(bundel.place.broker, OPERATOR, operator_password(bundel.place)) as client:
            client._error_cb = note
            await act(client)
            await client.flush()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await heard.wait()
        return found

    return asyncio.run(acted())


@pytest.mark.parametrize("subject", MAY_NOT_PUBLISH)
def test_the_operator_says_nothing(bundel, subject):
    async def publish(client):
        await client.publish(subject, b"{}")

    assert "permissions violation" in "".join(refusals(bundel, publish)).lower()


@pytest.mark.parametrize("subject", MAY_NOT_SUBSCRIBE)
def test_the_operator_hears_nobody(bundel, subject):
    async def subscribe(client):
        await client.subscribe(subject)

    assert "permissions violation" in "".join(refusals(bundel, subscribe)).lower()


def test_the_operator_sees_how_streams_stand(bundel):
    found = streams(bundel.place.broker, operator_password(bundel.place))
    said = bundel("status", "--json").json["services"]
    assert {service: found[service]["said"] for service in SERVICES} == {
        name: one["said"] for name, one in said.items()
    }


def test_the_operator_reads_what_was_published(bundel):
    async def read(client):
        found = await client.jetstream(timeout=2).get_msg(output_stream("pool"), 1)
        assert found.seq == 1

    assert refusals(bundel, read, patience=0.3) == []


def test_the_operator_reads_dead_letters(bundel):
    async def read(client):
        with pytest.raises(nats.js.errors.NotFoundError):  # there is none; the broker answers, and refuses nothing
            await client.jetstream(timeout=2).get_msg(dead_stream("pool"), 1)

    assert refusals(bundel, read, patience=0.3) == []
