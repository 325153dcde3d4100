"""The client with classes of the contract on a real broker: what is wrong is found here, all else is as it was."""

import asyncio
from datetime import date

import pytest

from bundel_client import Client, NoOutcomeYet, QueryRefused
from bundel_client.pool import (
    CommandOutcomeMessage,
    ContributionPledged,
    ContributionReceived,
    Frame,
    Goal,
    ListPools,
    MandateSet,
    OpenPool,
    PoolOpened,
    ShowPool,
)
from tests.delivery.stage import POOL, Stage, open_pool, outcomes


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


def opened(**changed):
    """The command of `open_pool`, as its class."""
    data = open_pool() | changed
    frame = data["frame"] | {name: date.fromisoformat(data["frame"][name]) for name in ("valid_from", "valid_to")}
    return OpenPool(**data | {"goals": [Goal(**goal) for goal in data["goals"]], "frame": Frame(**frame)})


def test_a_command_is_accepted_or_refused(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("gemeente", Client) as client:
            assert (await client.submit(opened(), command_id="c1")).accepted
            refused = await client.submit(opened(), command_id="c2")
            assert (refused.accepted, refused.code, refused.field) == (False, "exists", "pool")

    asyncio.run(scene())


def test_a_question_is_answered_by_its_class_or_refused(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("welzijn", Client) as client:
            await stage.tell()
            (shown,) = (await client.ask(ListPools(limit=10))).pools
            assert (shown.pool, shown.free_cents) == ("moestuin", 1_000_000)
            overview = await client.ask(ShowPool(pool="moestuin"))
            assert overview.frame.valid_from.year == overview.frame.valid_to.year
            with pytest.raises(QueryRefused, match="unknown-pool"):
                await client.ask(ShowPool(pool="niets"))

    asyncio.run(scene())


def test_what_is_followed_has_the_class_of_its_kind(stage):
    async def scene():
        async with stage.ready(POOL), stage.client("welzijn", Client) as client:
            await stage.tell()
            bodies = []
            async with asyncio.timeout(20):
                async for said in client.follow("pool"):
                    bodies.append(said.body)
                    if len(bodies) == 6:
                        break
            assert [type(body) for body in bodies] == [
                PoolOpened,
                MandateSet,
                ContributionPledged,
                CommandOutcomeMessage,
                ContributionReceived,
                CommandOutcomeMessage,
            ]
            assert bodies[0].neighbourhood == "Spoorbuurt"
            assert isinstance(bodies[4].received_on, date)

    asyncio.run(scene())


@pytest.mark.parametrize(
    "wrong",
    [
        {"pool": 7},
        {"frame": {"ceiling_cents": 1}},
        {"ceilings": [{"goal": "groen", "ceiling_cents": 1.0}]},
        {"neighbourhood": None},
    ],
    ids=repr,
)
def test_what_is_wrong_is_neither_sent_nor_kept(stage, tmp_path, wrong):
    keep = tmp_path / "kept"

    async def scene():
        async with stage.client("gemeente", Client, keep=keep) as client:
            sent = client._connection.stats["out_msgs"]
            command = opened()
            for name, value in wrong.items():
                command = _with(command, name, value)
            with pytest.raises(ValueError, match=r"OpenPool cannot be sent: .* at `\$\."):
                await client.submit(command, timeout=0.3)
            with pytest.raises(ValueError, match="ListPools cannot be sent"):
                await client.ask(ListPools(limit="10"))
            assert client._connection.stats["out_msgs"] == sent
            assert not keep.exists()

    asyncio.run(scene())


def _with(command, name, value):
    fields = {each: getattr(command, each) for each in command.__struct_fields__}
    return type(command)(**fields | {name: value})


def test_what_was_kept_goes_on_with_the_same_bytes(stage, tmp_path):
    keep = tmp_path / "kept"

    async def scene():
        async with stage.client("gemeente", Client, keep=keep) as client:
            with pytest.raises(NoOutcomeYet):
                await client.submit(opened(), command_id="c1", timeout=0.3)
        async with stage.ready(POOL) as pool, stage.client("gemeente", Client, keep=keep) as client:
            (outcome,) = await client.resume()
            assert (outcome.command_id, outcome.accepted) == ("c1", True)
            assert await client.submit(opened(), command_id="c1") == outcome, "the same command, the same bytes"
            assert len(outcomes(pool.writer._eventlog)) == 1
            assert list(keep.iterdir()) == []

    asyncio.run(scene())
