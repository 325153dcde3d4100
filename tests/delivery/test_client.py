"""The partner's client on a real broker: a command is kept until its outcome is known, and following leaves no gap."""

import asyncio
import json

import nats.errors
import pytest

import bundel_client.party_connection
from bundel_client import BareClient, FollowCursor, NoAnswer, NoOutcomeYet, NotConnected, QueryRefused
from bundel_client.tls import SecureClient
from shared.broker.bus import BrokerAway
from tests.delivery.stage import (
    PARTIES,
    POOL,
    Stage,
    Wired,
    kinds,
    open_pool,
    outcomes,
    receive,
    until,
)


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


async def publish_nothing(messages, last):
    raise BrokerAway("lost")


# Commands and their outcomes


def test_an_outcome_says_what_became_of_the_command(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("gemeente") as client:
            accepted = await client.submit("pool", "open-pool", open_pool(), command_id="c1")
            assert (accepted.command_id, accepted.accepted, accepted.code) == ("c1", True, "")
            refused = await client.submit("pool", "open-pool", open_pool(), command_id="c2")
            assert (refused.accepted, refused.code, refused.field) == (False, "exists", "pool")
            assert refused.sentence == "There is a pool moestuin already; choose another name."

    asyncio.run(scene())


def test_many_commands_at_once_each_get_their_own_outcome(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("gemeente") as client:
            names = [f"pool-{number}" for number in range(64)]
            told = await asyncio.gather(
                *(client.submit("pool", "open-pool", open_pool(name), command_id=f"c-{name}") for name in names),
                client.submit("pool", "open-pool", open_pool("Fout"), command_id="fout"),
            )
            assert [outcome.command_id for outcome in told] == [*(f"c-{name}" for name in names), "fout"]
            assert [outcome.accepted for outcome in told] == [True] * 64 + [False]

    asyncio.run(scene())


def test_a_repeat_gets_the_same_outcome_without_being_done_twice(stage):
    async def scene():
        async with stage.ready(POOL) as pool, stage.client("gemeente") as client:
            first = await client.submit("pool", "open-pool", open_pool(), command_id="c1")
            said = pool.status()["said"]
            for _ in range(3):
                assert await client.submit("pool", "open-pool", open_pool(), command_id="c1") == first
            assert pool.status()["said"] == said
            assert kinds(pool.writer._eventlog) == ["pool-opened"]

    asyncio.run(scene())


def test_an_outcome_is_awaited_across_a_restart_of_the_broker(stage):
    async def scene():
        async with stage.ready(POOL) as pool, stage.client("gemeente") as client:
            stage.broker.stop()
            submitting = asyncio.create_task(client.submit("pool", "open-pool", open_pool(), timeout=20))
            await asyncio.sleep(0.2)
            assert not submitting.done()
            stage.broker.start()
            assert (await submitting).accepted
            assert len(outcomes(pool.writer._eventlog)) == 1

    asyncio.run(scene())


def test_an_outcome_is_awaited_while_the_service_is_down(stage):
    async def scene():
        async with stage.client("gemeente") as client:
            submitting = asyncio.create_task(client.submit("pool", "open-pool", open_pool(), timeout=20))
            await asyncio.sleep(0.2)
            async with stage.ready(POOL) as pool:
                assert (await submitting).accepted
                assert len(outcomes(pool.writer._eventlog)) == 1

    asyncio.run(scene())


def test_an_outcome_that_was_not_heard_is_asked_for(stage):
    """The message is lost on its way: the log knows it."""

    async def scene():
        bus = Wired(stage.bus("pool"))
        bus.publish_said = publish_nothing
        async with stage.ready(POOL, bus=bus) as pool, stage.client("gemeente") as client:
            assert (await client.submit("pool", "open-pool", open_pool(), timeout=20)).accepted
            assert pool.relay.index == 0

    asyncio.run(scene())


def test_the_outcome_of_another_command_with_the_same_id_is_not_taken_for_ours(stage):
    """The log's outcome under this id is of an earlier command; ours was refused, and that message was lost once."""

    async def scene():
        bus = Wired(stage.bus("pool"))
        sent = []

        async def lose_the_first(message):
            sent.append(message)
            if len(sent) > 1:
                await bus._bus.send(message)

        bus.send = lose_the_first
        async with stage.ready(POOL, bus=bus), stage.client("gemeente") as client:
            assert (await client.submit("pool", "open-pool", open_pool(), command_id="c1")).accepted
            other = await client.submit("pool", "open-pool", open_pool("een-andere"), command_id="c1", timeout=20)
            assert (other.accepted, other.code) == (False, "id-used-for-something-else")
            assert len(sent) > 1

    asyncio.run(scene())


def test_no_outcome_in_time_is_said_so(stage):
    async def scene():
        async with stage.client("gemeente") as client:
            with pytest.raises(NoOutcomeYet, match=r"bundel\.cmd\.pool\.gemeente\.open-pool c1"):
                await client.submit("pool", "open-pool", open_pool(), command_id="c1", timeout=0.3)

    asyncio.run(scene())


def test_a_pending_command_survives_a_new_client(stage, tmp_path):
    keep = tmp_path / "kept"

    async def scene():
        async with stage.client("gemeente", keep=keep) as client:
            with pytest.raises(NoOutcomeYet):
                await client.submit("pool", "open-pool", open_pool(), command_id="c:1", timeout=0.3)
        (kept,) = keep.iterdir()
        assert kept.stat().st_mode & 0o777 == 0o600
        async with stage.ready(POOL) as pool, stage.client("gemeente", keep=keep) as client:
            (outcome,) = await client.resume()
            assert (outcome.command_id, outcome.accepted) == ("c:1", True)
            assert list(keep.iterdir()) == []
            assert await client.resume() == []
            (recorded,) = outcomes(pool.writer._eventlog)
            assert recorded.command_id == "c:1"

    asyncio.run(scene())


def test_a_pending_command_that_was_decided_meanwhile_gets_that_outcome(stage, tmp_path):
    """The client died between the decision and hearing of it."""
    keep = tmp_path / "kept"

    async def scene():
        bus = Wired(stage.bus("pool"))
        publish, bus.publish_said = bus.publish_said, publish_nothing
        async with stage.ready(POOL, bus=bus) as pool:
            async with stage.client("gemeente", keep=keep) as client:
                with pytest.raises(NoOutcomeYet):
                    await client.submit("pool", "open-pool", open_pool(), timeout=0.3)
            assert len(outcomes(pool.writer._eventlog)) == 1
            bus.publish_said = publish
            async with stage.client("gemeente", keep=keep) as client:
                (outcome,) = await client.resume()
                assert outcome.accepted
            assert kinds(pool.writer._eventlog) == ["pool-opened"]

    asyncio.run(scene())


def test_a_known_outcome_is_not_kept(stage, tmp_path):
    keep = tmp_path / "kept"

    async def scene():
        async with stage.ready(POOL), stage.client("gemeente", keep=keep) as client:
            assert (await client.submit("pool", "open-pool", open_pool())).accepted
            assert not (await client.submit("pool", "open-pool", open_pool())).accepted
            assert list(keep.iterdir()) == []

    asyncio.run(scene())


def test_a_client_waits_for_a_broker_that_is_not_there_yet(stage):
    async def scene():
        stage.broker.stop()
        connecting = asyncio.create_task(
            BareClient.connect(
                stage.broker.url, "gemeente", stage.broker.password("gemeente"), oin=PARTIES["gemeente"].oin
            )
        )
        await asyncio.sleep(0.3)
        stage.broker.start()
        client = await asyncio.wait_for(connecting, 15)
        with pytest.raises(NoAnswer):
            await client.ask("pool", "pools")
        await client.close()

    asyncio.run(scene())


# Queries


def test_a_query_is_answered_or_refused_or_not_answered(stage):
    async def scene():
        async with stage.client("welzijn") as client:
            with pytest.raises(NoAnswer):
                await client.ask("pool", "pools")
            async with stage.ready(POOL):
                await stage.tell()
                shown = await client.ask("pool", "pool", pool="moestuin")
                assert (shown["budget_holder"], shown["free_cents"]) == ("welzijn", 1_000_000)
                with pytest.raises(QueryRefused) as refusal:
                    await client.ask("pool", "pool", pool="niets")
                assert (refusal.value.code, refusal.value.field) == ("unknown-pool", "pool")
                assert refusal.value.sentence

    asyncio.run(scene())


def test_queries_are_answered_after_the_broker_came_back(stage):
    async def scene():
        async with stage.ready(POOL) as pool, stage.client("welzijn") as client:
            await stage.tell()
            stage.broker.restart()
            for connection in (client._connection, pool._bus.broker.connection):
                await until(lambda it=connection: it.stats["reconnects"] and it.is_connected)
                await connection.flush()
            assert len((await client.ask("pool", "pools"))["pools"]) == 1

    asyncio.run(scene())


# Following


async def followed(client, count, place=None, service="pool"):
    """The next so many messages."""
    found = []
    async with asyncio.timeout(20):
        async for said in client.follow(service, place):
            found.append(said)
            if len(found) == count:
                break
    return found


def without_gap(messages):
    """Every message of each audience once, in its order."""
    for audience in {said.audience for said in messages}:
        indices = [said.audienceindex for said in messages if said.audience == audience]
        assert indices == list(range(indices[0], indices[0] + len(indices)))
    return True


def test_following_gives_all_events_and_the_own_messages(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("welzijn") as client:
            await stage.tell()
            found = await followed(client, 6)
            assert [(said.kind, said.audience) for said in found] == [
                ("pool-opened", "all"),
                ("mandate-set", "all"),
                ("contribution-pledged", "all"),
                ("command-outcome", "welzijn"),
                ("contribution-received", "all"),
                ("command-outcome", "welzijn"),
            ]
            assert json.loads(bytes(found[0].data))["neighbourhood"] == "Spoorbuurt"

    asyncio.run(scene())


@pytest.mark.parametrize("index", [0, 1, 3, 5])
def test_following_goes_on_from_any_index(stage, index):
    async def scene():
        async with stage.ready(POOL), stage.client("welzijn") as client:
            await stage.tell()
            everything = await followed(client, 6)
            later = [said for said in everything if said.index > index]
            assert await followed(client, len(later), FollowCursor(searched=index)) == later

    asyncio.run(scene())


def test_following_goes_on_where_it_was_left(stage):
    async def scene():
        place = FollowCursor()
        async with stage.ready(POOL):
            await stage.tell()
            async with stage.client("welzijn") as client:
                first = await followed(client, 3, place)
            await stage.tell([("gemeente", "open-pool", open_pool("later"))])
            async with stage.client("welzijn") as client:
                second = await followed(client, 4, place)
            assert [said.index for said in (*first, *second)] == [1, 3, 5, 6, 7, 8, 9]

    asyncio.run(scene())


def test_following_hears_what_is_said_now(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("welzijn") as client:
            following = asyncio.create_task(followed(client, 10))
            for number in range(10):
                await stage.tell([("gemeente", "open-pool", open_pool(f"pool-{number}"))])
            found = await following
            assert [said.audienceindex for said in found] == list(range(1, 11))
            assert without_gap(found)

    asyncio.run(scene())


def test_a_gap_while_following_is_repaired_from_the_log(stage, monkeypatch):
    """The connection drops while others act; the next message shows that what was said meanwhile is missing."""
    monkeypatch.setattr(bundel_client.party_connection, "LOOK_AGAIN_SECONDS", 30.0)

    async def scene():
        async with stage.ready(POOL), stage.client("welzijn") as client:
            following = asyncio.create_task(followed(client, 9))
            for number in range(3):
                await stage.tell([("gemeente", "open-pool", open_pool(f"pool-{number}"))])
            await until(lambda: client._connection.stats["in_msgs"] >= 3)
            client._connection._transport._io_writer.transport.abort()
            for number in range(3, 8):
                await stage.tell([("gemeente", "open-pool", open_pool(f"pool-{number}"))])
            await until(lambda: client._connection.stats["reconnects"] and client._connection.is_connected)
            await client._connection.flush()
            await stage.tell([("gemeente", "open-pool", open_pool("pool-8"))])
            found = await following
            assert [json.loads(bytes(said.data))["pool"] for said in found] == [f"pool-{n}" for n in range(9)]
            assert without_gap(found)

    asyncio.run(scene())


def test_following_outlives_a_broker_that_was_wiped(stage):
    from tests.delivery.stage import APPLICATIONS, SETTLEMENT

    async def scene():
        async with stage.ready(POOL, APPLICATIONS, SETTLEMENT) as runtimes, stage.client("welzijn") as client:
            following = asyncio.create_task(followed(client, 7))
            await stage.tell()
            await until(lambda: all(r.writer.fold.consumed.get("pool") for r in runtimes[1:]))
            stage.broker.wipe()
            await until(lambda: runtimes[0].relay.index == 8 and runtimes[0].health.well)
            await stage.tell([("gemeente", "open-pool", open_pool("na-afloop"))])
            found = await following
            assert [said.index for said in found] == [1, 3, 5, 6, 7, 8, 9]

    asyncio.run(scene())


def test_following_a_service_that_is_down_waits_for_it(stage):
    async def scene():
        async with stage.client("welzijn") as client:
            following = asyncio.create_task(followed(client, 1))
            await asyncio.sleep(0.3)
            async with stage.ready(POOL):
                await stage.tell([("gemeente", "open-pool", open_pool())])
                assert [said.kind for said in await following] == ["pool-opened"]

    asyncio.run(scene())


def test_a_follower_that_leaves_gives_its_subscriptions_back(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("welzijn") as client:
            await stage.tell()
            await client.ask("pool", "pools")  # opens the way for answers, once
            before = len(client._connection._subs)
            await followed(client, 2)
            await until(lambda: len(client._connection._subs) == before)

    asyncio.run(scene())


def test_an_unfit_command_is_refused_before_it_is_sent(stage):
    async def scene():
        async with stage.client("welzijn") as client:
            for unfit in ("", "a/b", "a\n", "é", "x" * 65):
                with pytest.raises(ValueError, match="a command id is at most 64") as refusal:
                    await client.submit("pool", "receive", receive(), command_id=unfit or " ")
                assert "command id" in str(refusal.value)

    asyncio.run(scene())


# Connecting


def test_a_password_that_is_refused_once_is_tried_once_more(stage, monkeypatch):
    """A broker that takes over a changed register refuses for a moment whoever comes."""
    refused = []
    init = SecureClient._process_connect_init

    async def once(client):
        if not refused:
            refused.append(client)
            raise nats.errors.Error("nats: 'Authorization Violation'")
        await init(client)

    monkeypatch.setattr(SecureClient, "_process_connect_init", once)

    async def scene():
        async with stage.client("welzijn"):
            assert refused

    asyncio.run(scene())


def test_a_wrong_password_is_told_when_it_was_refused_twice(broker):
    with pytest.raises(NotConnected, match="does not know welzijn"):
        asyncio.run(asyncio.wait_for(connect(broker.url), 5))


def test_a_broker_that_is_not_there_is_told_after_a_while():
    with pytest.raises(NotConnected, match="is not reached"):
        asyncio.run(asyncio.wait_for(connect("nats://127.0.0.1:1", patience=0.5), 10))


async def connect(url, **options):
    await BareClient.connect(url, "welzijn", "geraden", oin=PARTIES["welzijn"].oin, **options)
