"""A log that was altered is found also where a snapshot spares a start from reading it: at the start, or soon after."""

import asyncio
import contextlib
import sqlite3

import pytest

from shared.log.chain import Chain
from shared.log.eventlog import open_log
from shared.log.fold import BrokenChain
from shared.running import chain_watch
from shared.running.chain_watch import ChainWatch
from shared.running.health import Health
from tests.delivery.stage import POOL, Stage, story_arrivals, until, writer


@pytest.fixture
def stage(broker, tmp_path):
    return Stage(broker, tmp_path)


@pytest.fixture
def altered_at(stage):
    """A log with a story in it; `altered_at(position)` changes the stored bytes there, and gives them back."""
    log = open_log(stage.log_url("pool"))
    writer(log).commands(story_arrivals())
    log.close()
    return lambda position, state=None: alter(stage, position, state)


def alter(stage, position, state=None):
    with contextlib.closing(sqlite3.connect(f"{stage.folder}/pool.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER IF EXISTS stored_events_update_refused")
        was = connection.execute("SELECT state FROM stored_events WHERE rowid = ?", (position,)).fetchone()[0]
        new = was.replace(b'"at":"2', b'"at":"1', 1) if state is None else state
        assert new != was
        connection.execute("UPDATE stored_events SET state = ? WHERE rowid = ?", (new, position))
        return was


def followed(stage, *, after=0, at_once=3):
    """How many events there are from a position on."""
    with contextlib.closing(open_log(stage.log_url("pool"))) as log:
        chain, count = Chain(log, after), 0
        while found := chain.go_on(at_once):
            count += found
        return count, log.head().position


class Fixed:
    """Chance that is none."""

    def __init__(self, number):
        self.number = number

    def token(self):
        return str(self.number)


# The chain


def test_a_sound_chain_is_followed_to_its_end_from_anywhere(stage, altered_at):
    count, head = followed(stage)
    assert count == head
    assert followed(stage, after=5) == (head - 5, head)


@pytest.mark.parametrize("position", [1, 2, 3, 4, 9])
def test_the_altered_event_is_named_wherever_it_is(stage, altered_at, position):
    altered_at(position)
    with pytest.raises(BrokenChain, match=rf"event at position {position} .* was altered"):
        followed(stage)


def test_bytes_that_are_no_event_are_named(stage, altered_at):
    altered_at(6, b"{")
    with pytest.raises(BrokenChain, match=r"event at position 6 .* is no event"):
        followed(stage)


def test_what_was_removed_is_missed(stage, altered_at):
    with contextlib.closing(sqlite3.connect(f"{stage.folder}/pool.db", isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER stored_events_delete_refused")
        connection.execute("DELETE FROM stored_events WHERE rowid IN (1, 7)")
    with pytest.raises(BrokenChain, match="the log begins at position 2"):
        followed(stage)
    with pytest.raises(BrokenChain, match=r"position 6 .* the event at position 8"):
        followed(stage, after=3)


# At a start


@pytest.mark.parametrize("number", range(20))
def test_a_start_looks_at_a_stretch_that_begins_anywhere_and_is_no_longer_than_it_may_be(
    stage, altered_at, monkeypatch, number
):
    monkeypatch.setattr(chain_watch, "AT_START", 7)
    read = []
    with contextlib.closing(open_log(stage.log_url("pool"))) as log:
        believed = log.head().position
        links = log.links
        monkeypatch.setattr(log, "links", lambda after, limit: read.append((after, limit)) or links(after, limit))
        ChainWatch(log, Fixed(number), Health()).look_at_a_stretch(believed)
    ((begins, limit),) = read
    assert 0 <= begins < believed - 7
    assert limit == 7


def test_starts_begin_at_other_places(stage, altered_at, monkeypatch):
    """So that in time every event is looked at, and nobody can foresee which are not."""
    monkeypatch.setattr(chain_watch, "AT_START", 7)
    with contextlib.closing(open_log(stage.log_url("pool"))) as log:
        marks = {ChainWatch(log, Fixed(number), Health())._mark(20) for number in range(200)}
    assert marks == set(range(20))


def test_where_the_snapshot_spared_nothing_a_start_looks_at_nothing(stage, altered_at, monkeypatch):
    with contextlib.closing(open_log(stage.log_url("pool"))) as log:
        monkeypatch.setattr(log, "links", lambda *_: pytest.fail("it reads"))
        ChainWatch(log, Fixed(1), Health()).look_at_a_stretch(0)


# While it runs


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(chain_watch, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(chain_watch, "REST_SECONDS", 0.05)


def test_what_is_altered_while_a_service_runs_is_an_alarm_that_names_it_until_it_is_mended(stage, soon):
    async def scene():
        async with stage.ready(POOL) as pool:
            pool.writer.commands(story_arrivals())
            was = alter(stage, 5)
            alarm = await until(lambda: pool.health.alarms.get("log-altered"))
            assert "event at position 5 " in alarm
            assert not pool.health.well
            assert pool.status()["alarms"]["log-altered"] == alarm
            alter(stage, 5, was)
            await until(lambda: "log-altered" not in pool.health.alarms)
            assert pool.health.well

    asyncio.run(scene())


def test_the_whole_log_is_looked_through_and_again_while_it_grows(stage, soon, monkeypatch):
    monkeypatch.setattr(chain_watch, "AT_ONCE", 3)
    log, read = open_log(stage.log_url("pool")), []
    links = log.links
    monkeypatch.setattr(log, "links", lambda after, limit: read.append((after, limit)) or links(after, limit))

    async def scene():
        async with stage.ready(POOL, log=log) as pool:
            pool.writer.commands(story_arrivals())
            read.clear()
            await until(lambda: sum(after == 0 for after, _ in read) > 2)
            assert not pool.health.alarms
            assert {limit for _, limit in read} == {3}
            assert max(after for after, _ in read) == pool.writer.fold.position

    asyncio.run(scene())


def test_a_log_that_cannot_be_read_for_a_while_is_no_altered_log(stage, soon, monkeypatch):
    log = open_log(stage.log_url("pool"))
    links, failed = log.links, []

    def fails(after, limit):
        if len(failed) < 3:
            failed.append(after)
            raise chain_watch.LogUnavailable("gone")
        return links(after, limit)

    monkeypatch.setattr(log, "links", fails)

    async def scene():
        async with stage.ready(POOL, log=log) as pool:
            pool.writer.commands(story_arrivals())
            alter(stage, 4)
            assert "position 4 " in await until(lambda: pool.health.alarms.get("log-altered"))

    asyncio.run(scene())
    assert len(failed) == 3
