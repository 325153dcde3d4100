"""The log on real databases: all or nothing, append-only, durable, and a chain that shows every alteration."""

import sqlite3

import msgspec
import psycopg
import pytest

from services.pool.app import SERVICE as POOL
from shared.log.eventlog import (
    NOTHING_BEFORE,
    Collision,
    Draft,
    LogUnavailable,
    Stored,
    Tracking,
    digest,
    open_log,
)
from shared.log.fold import BrokenChain, replay
from shared.log.recorders import _durable
from tests.delivery.stage import NOW, events, story_arrivals, writer


@pytest.fixture
def log(log_url):
    log = open_log(log_url)
    yield log
    log.close()


def event(stream, version, *, said=0, audience="", prev=NOTHING_BEFORE):
    stored = Stored(
        stream=stream,
        version=version,
        kind="iets-gebeurd",
        at=NOW,
        by="welzijn",
        cause="command/welzijn/1",
        correlation="",
        prev=prev,
        said=said,
        audience=audience,
        audience_said=said,
        fact=msgspec.Raw(b"{}"),
    )
    return Draft.of(stored)


def reached(log):
    return log._recorder.max_tracking_id("pool")


# Append


def test_a_batch_and_its_reading_position_are_recorded_together(log):
    positions = log.append([event("a", 1), event("b", 1)], Tracking("pool", 7))
    assert [one.position for one in log.read()] == positions
    assert [one.stored.stream for one in log.read()] == ["a", "b"]
    assert reached(log) == 7


def test_what_was_read_back_is_what_was_stored(log):
    draft = event("a", 1, said=3, audience="all")
    log.append([draft])
    (found,) = log.read()
    assert (found.stored, found.hash) == (draft.stored, digest(draft.state))


def test_a_version_taken_collides_and_nothing_of_the_batch_is_recorded(log):
    log.append([event("a", 1)], Tracking("pool", 7))
    with pytest.raises(Collision):
        log.append([event("b", 1), event("a", 1), event("c", 1)], Tracking("pool", 8))
    assert [one.stored.stream for one in log.read()] == ["a"]
    assert reached(log) == 7


@pytest.mark.parametrize("index", [7, 6])
def test_a_reading_position_not_beyond_the_last_collides_and_nothing_is_recorded(log, index):
    log.append([event("a", 1)], Tracking("pool", 7))
    with pytest.raises(Collision):
        log.append([event("b", 1)], Tracking("pool", index))
    assert [one.stored.stream for one in log.read()] == ["a"]
    assert reached(log) == 7


def test_two_connections_see_one_log(log, log_url):
    other = open_log(log_url)
    log.append([event("a", 1)])
    assert [one.stored.stream for one in other.read()] == ["a"]
    with pytest.raises(Collision):
        other.append([event("a", 1)])
    other.close()


def test_what_was_committed_outlives_the_connection(log, log_url):
    log.append([event("a", 1)], Tracking("pool", 7))
    log.close()
    again = open_log(log_url)
    assert [one.stored.stream for one in again.read()] == ["a"]
    assert reached(again) == 7
    again.close()


def test_what_another_recorded_in_between_is_not_left_out(log, log_url):
    """Found by a world: the log was read anew after a failed read, not after a failed append."""
    other = open_log(log_url)
    first = event("a", 1)
    second = event("b", 1, prev=first.hash)
    (at,) = log.append([first])
    other.append([second])
    log.append([event("c", 1, prev=second.hash)])
    other.close()
    assert [one.stored.stream for one in log.read(at)] == ["b", "c"]


# Read


@pytest.fixture
def talkative(log):
    """A log in which some events say a message and others do not; positions have gaps where a database leaves them."""
    said = 0
    for number, speaks in enumerate((0, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0), 1):
        said += speaks
        log.append([event("a", number, said=said, audience="all" if speaks else "")])
        with pytest.raises(Collision):
            log.append([event("a", number)])
    return log


def test_a_message_is_found_by_its_index(talkative):
    found = [(index, talkative.message(index)) for index in range(1, 7)]
    assert [(index, one.stored.said, one.stored.audience) for index, one in found] == [
        (index, index, "all") for index in range(1, 7)
    ]
    assert talkative.message(7) is None


def test_reading_before_a_message_starts_at_it_and_misses_nothing(talkative):
    everything = events(talkative)
    for index in range(1, 9):
        expected = [one.position for one in everything if one.stored.said >= index]
        assert [one.position for one in talkative.read(talkative.before_message(index))] == expected


def test_the_head_is_the_last_event(talkative):
    assert talkative.head() == events(talkative)[-1]


def test_an_empty_log_has_no_head_and_no_message(log):
    assert log.head() is None
    assert log.message(1) is None
    assert log.before_message(1) == 0
    assert log.last_of("a") is None
    assert log.first_of([]) == {}


def test_first_and_last_of_a_stream(log):
    log.append([event("a", 1), event("a", 2), event("b", 1)])
    assert {stream: stored.version for stream, stored in log.first_of(["a", "b", "c"]).items()} == {"a": 1, "b": 1}
    assert log.last_of("a").version == 2
    assert log.last_of("c") is None


def test_a_log_is_read_in_parts_that_join(log):
    log.append([event("a", number) for number in range(1, 31)])
    found, after = [], 0
    while part := log.read(after, limit=7):
        assert len(part) <= 7
        found += [one.stored.version for one in part]
        after = part[-1].position
    assert found == list(range(1, 31))


# Nothing is ever changed or removed


def connection_of(log_url):
    if log_url.startswith("sqlite"):
        return sqlite3.connect(log_url.removeprefix("sqlite:///"), isolation_level=None)
    return psycopg.connect(log_url, autocommit=True)


CHANGES = {
    "update": "UPDATE stored_events SET state = state WHERE originator_version = 1",
    "delete": "DELETE FROM stored_events WHERE originator_version = 1",
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_refuses_to_change_an_event(log, log_url, change):
    log.append([event("a", 1)])
    connection = connection_of(log_url)
    with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="append-only"):
        connection.execute(CHANGES[change])
    connection.close()
    assert len(log.read()) == 1


def test_postgresql_refuses_to_truncate(postgres_log):
    log = open_log(postgres_log)
    log.append([event("a", 1)])
    with psycopg.connect(postgres_log) as connection, pytest.raises(psycopg.errors.RaiseException):
        connection.execute("TRUNCATE stored_events")
    assert len(log.read()) == 1
    log.close()


def unlock(connection):
    """What somebody with the database in hand would do first."""
    if isinstance(connection, sqlite3.Connection):
        for verb in ("update", "delete"):
            connection.execute(f"DROP TRIGGER stored_events_{verb}_refused")
    else:
        connection.execute("DROP TRIGGER stored_events_change_refused ON stored_events")


def altered(connection, mark):
    query = f"SELECT originator_id, originator_version, state FROM stored_events WHERE originator_id = {mark}"
    stream, version, state = connection.execute(query, ["pool/moestuin"]).fetchone()
    update = f"UPDATE stored_events SET state = {mark} WHERE originator_id = {mark} AND originator_version = {mark}"
    connection.execute(update, [bytes(state).replace(b"Spoorbuurt", b"Spoorbuort"), stream, version])


def removed(connection, mark):
    connection.execute(f"DELETE FROM stored_events WHERE originator_id = {mark}", ["pool/moestuin"])


def back_dated(connection, mark):
    query = f"SELECT state FROM stored_events WHERE originator_id = {mark} AND originator_version = 1"
    (state,) = connection.execute(query, ["pool/moestuin"]).fetchone()
    update = f"UPDATE stored_events SET state = {mark} WHERE originator_id = {mark} AND originator_version = 1"
    connection.execute(update, [bytes(state).replace(b'"at":"2026-03', b'"at":"2026-02'), "pool/moestuin"])


def reordered(connection, mark):
    """Two neighbours, each sound by itself, change places."""
    column = "rowid" if isinstance(connection, sqlite3.Connection) else "notification_id"
    where = f"WHERE originator_id = {mark} AND originator_version = 1"
    (place,) = connection.execute(f"SELECT {column} FROM stored_events {where}", ["pool/moestuin"]).fetchone()
    for stream, put in (("pool/moestuin", 1_000_000), ("batch", place), ("pool/moestuin", place - 1)):
        connection.execute(f"UPDATE stored_events SET {column} = {put} {where}", [stream])


@pytest.mark.parametrize("tamper", [altered, removed, back_dated, reordered])
def test_replay_refuses_a_log_that_was_tampered_with(log, log_url, tamper):
    writer(log).commands(story_arrivals())
    assert replay(POOL, log).state.pools.by_name["moestuin"].opened.neighbourhood == "Spoorbuurt"
    connection = connection_of(log_url)
    unlock(connection)
    tamper(connection, "?" if log_url.startswith("sqlite") else "%s")
    connection.close()
    with pytest.raises(BrokenChain, match=r"was altered: the event at|the log begins at position"):
        replay(POOL, log)
    with pytest.raises(BrokenChain):
        writer(log)


# Durable


def test_sqlite_flushes_every_commit_to_disk(sqlite_log):
    log = open_log(sqlite_log)
    with log._recorder.datastore.transaction(commit=True) as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] == 2
        cursor.execute("PRAGMA journal_mode")
        assert cursor.fetchone()[0] == "wal"
    log.close()


def test_a_database_that_cannot_be_made_durable_is_not_used():
    with pytest.raises(AssertionError, match="the log needs wal"):
        _durable(":memory:")  # has no write-ahead log


def test_postgresql_waits_for_the_disk_at_every_commit(postgres_log):
    log = open_log(postgres_log)
    with log._recorder.datastore.get_connection() as connection:
        for setting in ("synchronous_commit", "fsync"):
            assert next(iter(connection.execute(f"SHOW {setting}").fetchone().values())) == "on"
    log.close()


def test_postgresql_that_drops_the_connection_is_unavailable_and_then_there_again(postgres_log):
    log = open_log(postgres_log)
    log.append([event("a", 1)])
    with psycopg.connect(postgres_log, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    for _ in range(3):  # as many as the pool has connections, and one
        try:
            log.append([event("a", 2)])
            break
        except LogUnavailable:
            continue
    assert [one.stored.version for one in log.read()] == [1, 2]
    log.close()


def test_sqlite_that_is_locked_is_unavailable(sqlite_log):
    log = open_log(sqlite_log)
    with log._recorder.datastore.transaction(commit=True) as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    holder = connection_of(sqlite_log)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogUnavailable):
        log.append([event("a", 1)])
    holder.execute("ROLLBACK")
    log.append([event("a", 1)])
    assert len(log.read()) == 1
    holder.close()
    log.close()


@pytest.mark.parametrize("url", ["mysql://localhost/log", "log.db", ""])
def test_another_kind_of_address_is_refused(url):
    with pytest.raises(ValueError, match="a log is at sqlite:///<path> or postgresql://"):
        open_log(url)
