"""What refuses changes of a log: made with it, watched, and never put back by the way."""

import asyncio
import contextlib
import sqlite3

import psycopg
import pytest

from audit import unguarded
from shared.log.eventlog import LogUnavailable, open_log
from shared.running import guard_watch
from shared.running.guard_watch import ALARM, GuardWatch
from shared.running.health import Health
from tests.delivery.stage import POOL, Stage, story_arrivals, until, writer

SQLITE = {
    "gone": "DROP TRIGGER stored_events_UPDATE_refused",
    "replaced": """
        DROP TRIGGER stored_events_DELETE_refused;
        CREATE TRIGGER stored_events_DELETE_refused BEFORE DELETE ON stored_events
        WHEN old.topic = 'x' BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
    """,
}
POSTGRES = {
    "gone": "DROP TRIGGER stored_events_change_refused ON stored_events",
    "disabled": "ALTER TABLE stored_events DISABLE TRIGGER stored_events_change_refused",
    "disabled with all": "ALTER TABLE stored_events DISABLE TRIGGER ALL",
    "disabled but for replicas": "ALTER TABLE stored_events ENABLE REPLICA TRIGGER stored_events_change_refused",
    "replaced, for some columns": """
        CREATE OR REPLACE TRIGGER stored_events_change_refused BEFORE DELETE OR UPDATE OF topic OR TRUNCATE
        ON stored_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    "replaced, for deletions": """
        CREATE OR REPLACE TRIGGER stored_events_change_refused BEFORE DELETE ON stored_events
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
    """,
    "replaced, and never": """
        CREATE OR REPLACE TRIGGER stored_events_change_refused BEFORE UPDATE OR DELETE OR TRUNCATE
        ON stored_events FOR EACH STATEMENT WHEN (false) EXECUTE FUNCTION refuse_change()
    """,
    "replaced by what lets it pass": """
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$
    """,
}


def taken_away(url, statements):
    if url.startswith("sqlite"):
        with contextlib.closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
            connection.executescript(statements)
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statements)


@pytest.fixture
def log(log_url):
    log = open_log(log_url)
    writer(log).commands(story_arrivals())
    yield log
    log.close()


def test_a_new_log_is_guarded(log, log_url):
    assert log.unguarded() == unguarded(log_url) == []
    assert log.may_guard()


@pytest.mark.parametrize("how", SQLITE)
def test_on_sqlite_it_is_seen_and_not_put_back_by_a_start(sqlite_log, how):
    is_seen_and_stays(sqlite_log, how, SQLITE[how])


@pytest.mark.parametrize("how", POSTGRES)
def test_on_postgresql_it_is_seen_and_not_put_back_by_a_start(postgres_log, how):
    is_seen_and_stays(postgres_log, how, POSTGRES[how])


def is_seen_and_stays(url, how, statements):
    with contextlib.closing(open_log(url)) as log:
        writer(log).commands(story_arrivals())
        taken_away(url, statements)
        wrong = log.unguarded()
        assert len(wrong) == 1
        assert wrong[0].endswith(how.partition(" ")[0].strip(","))
        (trigger,) = unguarded(url)
        assert trigger in wrong[0]
    for _ in range(2):
        with contextlib.closing(open_log(url)) as log:
            writer(log)
            assert log.unguarded() == wrong
    with contextlib.closing(open_log(url)) as log:
        log.guard()
        assert log.unguarded() == unguarded(url) == []
        log.guard()
        assert log.unguarded() == []


def test_an_empty_log_is_guarded_by_whoever_opens_it(log_url):
    """As after a start that was cut off between table and triggers."""
    open_log(log_url).close()
    taken_away(log_url, (SQLITE if log_url.startswith("sqlite") else POSTGRES)["gone"])
    with contextlib.closing(open_log(log_url)) as log:
        assert log.unguarded() == []


def test_it_is_an_alarm_at_the_start(broker, tmp_path):
    stage = Stage(broker, tmp_path)
    with contextlib.closing(open_log(stage.log_url("pool"))) as log:
        writer(log).commands(story_arrivals())
    taken_away(stage.log_url("pool"), SQLITE["gone"])

    async def scene():
        async with stage.running(POOL) as pool:
            alarm = pool.health.alarms[ALARM]
            assert "trigger stored_events_UPDATE_refused is gone" in alarm
            assert "bundel guard pool --operator" in alarm
            assert pool.status()["alarms"][ALARM] == alarm

    asyncio.run(scene())


def test_it_is_an_alarm_while_a_service_runs_until_it_is_put_back(broker, tmp_path, monkeypatch):
    monkeypatch.setattr(guard_watch, "LOOK_AGAIN_SECONDS", 0.05)
    stage = Stage(broker, tmp_path)
    url = stage.log_url("pool")

    async def scene():
        async with stage.ready(POOL) as pool:
            pool.writer.commands(story_arrivals())
            taken_away(url, SQLITE["replaced"])
            await until(lambda: "DELETE_refused is replaced" in pool.health.alarms.get(ALARM, ""))
            assert not pool.health.well
            with contextlib.closing(open_log(url)) as log:
                log.guard()
            await until(lambda: pool.health.well)

    asyncio.run(scene())


def test_a_log_that_is_away_says_nothing_of_it():
    class Away:
        def unguarded(self):
            raise LogUnavailable("gone")

    health = Health(alarms={ALARM: "as it was"})
    GuardWatch("pool", Away(), health).look()
    assert health.alarms == {ALARM: "as it was"}
