"""A process that may have a wrong log is silent. A reader that met one takes nothing of it, and goes on without it."""

import asyncio
import contextlib
import json

import nats.errors
import pytest

from shared.broker.bus import Request
from shared.running import upstream_intake
from shared.running.health import Health
from shared.running.own_queries import OWN_QUERIES
from shared.running.query_handler import QueryHandler
from shared.running.rendering import Renderer
from tests.delivery.stage import POOL, SETTLEMENT, HandClock, Stage, heard, open_log, open_pool, until, writer
from tests.unit.scenario import PARTIES

ASK_SECONDS = 0.5
QUERIES = sorted(query.name for query in OWN_QUERIES)


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


@pytest.fixture(autouse=True)
def _looks_again_soon(monkeypatch):
    monkeypatch.setattr(upstream_intake, "WRONG_LOG_SECONDS", 0.2)
    monkeypatch.setattr(upstream_intake, "COMPARE_SECONDS", 0.2)


# Silent


def handler(log, health):
    of_pool = writer(log)
    renderer = Renderer(POOL, "0" * 20, of_pool.fold.log)
    return QueryHandler(POOL, log, of_pool, renderer, PARTIES, HandClock(), health)


def answered(log, health):
    """Which of the runtime's own questions get any answer."""
    asked = handler(log, health)
    return [
        query
        for query in QUERIES
        if asyncio.run(asked.respond(Request(f"bundel.query.pool.settlement.{query}", b"{}", "_INBOX_settlement.1")))
    ]


@pytest.mark.parametrize(
    "state",
    ["starting", "waiting-for-broker", "refused-by-broker", "broker-not-trusted", "refused", "stopping"],
)
def test_whoever_is_not_ready_answers_nothing(sqlite_log, state):
    log = open_log(sqlite_log)
    assert answered(log, Health(state, broker_agrees=True)) == []
    assert answered(log, Health("ready")) == QUERIES
    log.close()


def test_before_the_broker_was_compared_nothing_is_answered_and_then_only_what_was_heard(sqlite_log):
    """Services that start together ask one another; for the rest there is time."""
    log = open_log(sqlite_log)
    assert answered(log, Health("checking")) == []
    assert answered(log, Health("checking", broker_agrees=True)) == ["heard"]
    log.close()


def test_a_service_that_refuses_answers_nobody(stage):
    async def scene():
        async with stage.ready(POOL):
            await stage.tell()
            await answers_within(stage, "head")
        async with stage.running(POOL, log_url=stage.log_url("another")) as stray:
            await until(lambda: stray.health.state == "refused")
            for query in QUERIES:
                with pytest.raises(nats.errors.TimeoutError):
                    await answers_within(stage, query)

    asyncio.run(scene())


async def answers_within(stage, query, seconds=ASK_SECONDS):
    async with stage.wire("settlement") as (connection, _):
        return await connection.request(f"bundel.query.pool.settlement.{query}", b"{}", timeout=seconds)


# Shown


@contextlib.asynccontextmanager
async def claims_to_be_pool(stage, head):
    """Somebody with pool's password."""
    async with stage.wire("pool") as (connection, _):

        async def answer(message):
            await message.respond(json.dumps({"answer": head}).encode())

        await connection.subscribe("bundel.query.pool.*.head", cb=answer)
        await connection.flush()
        yield


WRONG_HEADS = {
    "another log": lambda right: {**right, "log": "een-ander-log"},
    "an empty log": lambda right: {"log": "een-ander-log", "index": 0, "hash": ""},
    "a shorter log": lambda right: {**right, "index": right["index"] - 1},
    "another message": lambda right: {**right, "hash": "0" * 64},
}


@pytest.mark.parametrize("wrong", WRONG_HEADS)
def test_a_reader_that_saw_a_wrong_head_goes_on_by_itself_when_the_right_one_is_back(stage, wrong):
    async def scene():
        async with stage.ready(SETTLEMENT) as settlement:
            async with stage.ready(POOL):
                await stage.tell()
                right = json.loads((await answers_within(stage, "head")).data)["answer"]
                await until(lambda: heard(settlement) == right["index"])
            head = WRONG_HEADS[wrong](right)
            async with claims_to_be_pool(stage, head):
                alarm = await until(lambda: settlement.health.alarms.get("upstream pool"))
                assert head["log"] in alarm
                assert right["log"] in alarm
            await asyncio.sleep(2)
            assert "upstream pool" in settlement.health.alarms, "nobody has shown the right one yet"
            async with stage.ready(POOL):
                await until(lambda: settlement.health.well)
                await stage.tell([("gemeente", "open-pool", open_pool("daarna"))])
                await until(lambda: heard(settlement) > right["index"])
            assert settlement.health.well

    asyncio.run(scene())
