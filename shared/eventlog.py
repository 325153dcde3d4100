"""The append-only event log of one service: the truth. The only module that knows the eventsourcing library.

A row is (stream, version, kind, stored bytes). The stored bytes say everything the row says and more, and
hold the SHA-256 of the preceding row's stored bytes: a chain from the first event to the last.
"""

import contextlib
import hashlib
import logging
import sqlite3
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Protocol, cast

import msgspec
from eventsourcing import persistence as es
from eventsourcing.postgres import PostgresDatastore, PostgresProcessRecorder
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool, SQLiteDatastore, SQLiteProcessRecorder
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict

logging.getLogger("psycopg.pool").setLevel(logging.WARNING)  # the library silences why a database is not reached

NOTHING_BEFORE = "0" * 64
"""The `prev` of the first event of a log."""
TAIL_EVENTS = 2000


class Collision(Exception):
    """Another writer has recorded since we last read: nothing of this batch was."""


class LogUnavailable(Exception):
    """The database did not take or give what was asked; whether a batch was recorded is for the next read to tell."""


class Stored(msgspec.Struct, frozen=True):
    """One event as stored. Field names are a storage format: never rename, never reuse."""

    stream: str
    version: int
    kind: str
    at: datetime
    """Log time, UTC: never before the preceding event's."""
    by: str
    """The party that commanded it, the service it was heard from, or `clock`."""
    cause: str
    """What made it happen: `command/<party>/<id>`, `<service>/<index>` of the message heard, or `clock`."""
    correlation: str
    prev: str
    """SHA-256, in hex, of the preceding event's stored bytes."""
    said: int
    """How many messages the log had said up to and including this event: the index of this one's, if it says one."""
    audience: str
    """Empty if this event says nothing; else `all` or a party's slug."""
    audience_said: int
    """The same count over this event's audience alone."""
    fact: msgspec.Raw


@dataclass(frozen=True, slots=True)
class Recorded:
    """A stored event, read back: its place in the log, its contents, and the SHA-256 of its bytes."""

    position: int
    """Rises along the log; gaps mean nothing."""
    stored: Stored
    hash: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """How far an upstream was heard: its message index. Recorded with what was made of the messages."""

    upstream: str
    index: int


class Recorder(Protocol):
    """What the log needs of a disk: the library's process recorder, and two things it leaves to us."""

    def insert_events(self, stored_events: Sequence[es.StoredEvent], **kwargs: Any) -> Sequence[int] | None: ...
    def select_notifications(
        self, start: int | None, limit: int, *, inclusive_of_start: bool = True
    ) -> Sequence[es.Notification]: ...
    def select_events(
        self, originator_id: str, *, desc: bool = False, limit: int | None = None
    ) -> Sequence[es.StoredEvent]: ...
    def max_notification_id(self) -> int | None: ...
    def max_tracking_id(self, application_name: str) -> int | None: ...
    def first_of(self, streams: Sequence[str]) -> list[bytes]:
        """The stored bytes of version 1 of each of these streams that exists."""
        ...

    def close(self) -> None: ...


_decode = msgspec.json.Decoder(Stored).decode
encode = msgspec.json.Encoder(decimal_format="string").encode


_position = attrgetter("position")


class _Tail:
    """What this process appended last, without a gap: a relay close behind needs no disk.

    Any failed append ends it, for another writer may have recorded in between.
    """

    def __init__(self) -> None:
        self._events: deque[Recorded] = deque(maxlen=TAIL_EVENTS)

    def extend(self, events: Iterable[Recorded]) -> None:
        self._events.extend(events)

    def after(self, position: int, limit: int) -> list[Recorded]:
        """The events right after `position`, if that one is still here; else nothing."""
        if not self._events or not self._events[0].position <= position < self._events[-1].position:
            return []
        start = bisect_right(self._events, position, key=_position)
        return list(islice(self._events, start, start + limit))


class EventLog:
    """Append and read. Appending is all or nothing; nothing is ever changed or removed."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._tail = _Tail()

    def append(self, batch: Sequence[tuple[Stored, bytes]], tracking: Tracking | None = None) -> list[int]:
        """Record the batch and the reading position in one transaction; return the positions."""
        rows = [es.StoredEvent(stored.stream, stored.version, stored.kind, state) for stored, state in batch]
        reached = es.Tracking(tracking.upstream, tracking.index) if tracking else None
        try:
            positions = list(self._recorder.insert_events(rows, tracking=reached) or ())
        except es.IntegrityError as error:
            self._tail = _Tail()
            raise Collision(str(error)) from error
        except (es.PersistenceError, sqlite3.Error, OSError) as error:
            self._tail = _Tail()
            raise LogUnavailable(str(error)) from error
        self._tail.extend(
            Recorded(position, stored, digest(state))
            for position, (stored, state) in zip(positions, batch, strict=True)
        )
        return positions

    def read(self, after: int = 0, limit: int = 500) -> list[Recorded]:
        """The next events of the log, in order: from memory what was just appended, else from disk."""
        if recent := self._tail.after(after, limit):
            return recent
        with _unavailable():
            found = self._recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [Recorded(one.id, _decode(one.state), digest(one.state)) for one in found]

    def first_of(self, streams: Sequence[str]) -> dict[str, Stored]:
        """Version 1 of each of these streams that exists, by stream."""
        if not streams:
            return {}
        with _unavailable():
            found = self._recorder.first_of(streams)
        return {stored.stream: stored for stored in map(_decode, found)}

    def last_of(self, stream: str) -> Stored | None:
        """The last event of a stream."""
        with _unavailable():
            found = self._recorder.select_events(stream, desc=True, limit=1)
        return _decode(found[0].state) if found else None

    def head(self) -> Recorded | None:
        """The last event of the log."""
        with _unavailable():
            last = self._recorder.max_notification_id() or 0
        found = self.read(last - 1, limit=1)
        return found[-1] if found else None

    def before_message(self, index: int) -> int:
        """The position after which the first event read says message `index` or a later one, by binary search."""
        with _unavailable():
            low, high = 0, self._recorder.max_notification_id() or 0
        while low < high:
            middle = (low + high + 1) // 2
            found = self.read(middle - 1, limit=1)
            if found and found[0].position <= high and found[0].stored.said < index:
                low = found[0].position
            else:
                high = middle - 1
        return low

    def message(self, index: int) -> Recorded | None:
        """The event that said message `index`."""
        found = self.read(self.before_message(index), limit=1)
        return found[0] if found and found[0].stored.said == index else None

    def close(self) -> None:
        self._recorder.close()


def digest(state: bytes) -> str:
    """What identifies an event: the SHA-256 of its stored bytes, in hex."""
    return hashlib.sha256(state).hexdigest()


@contextlib.contextmanager
def _unavailable() -> Any:
    try:
        yield
    except (es.PersistenceError, sqlite3.Error, OSError) as error:
        raise LogUnavailable(str(error)) from error


LOG_ADDRESSES = ("sqlite:///", "postgresql://", "postgres://")


def open_log(url: str, password: str = "") -> EventLog:
    """Open (or make) the log at `sqlite:///path` or `postgresql://…`; other addresses are refused.

    A `password` goes before one in the address.
    """
    with _unavailable():
        if url.startswith("sqlite:///"):
            return EventLog(_sqlite(Path(url.removeprefix("sqlite:///"))))
        if url.startswith(LOG_ADDRESSES):
            return EventLog(_postgres(url, password))
    raise ValueError(f"a log is at sqlite:///<path> or postgresql://<user>:<password>@<host>/<database>, not at {url}")


_APPEND_ONLY_SQLITE = """
CREATE TRIGGER IF NOT EXISTS stored_events_{verb}_refused BEFORE {verb} ON stored_events
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
"""
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('bundel'))"
"""Two processes that make tables and trigger at once fail each other, for all IF NOT EXISTS and OR REPLACE."""
_TRANSACTION_TIMEOUT = "SET transaction_timeout = '10s'"
_APPEND_ONLY_POSTGRES = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$;
CREATE OR REPLACE TRIGGER stored_events_change_refused BEFORE UPDATE OR DELETE OR TRUNCATE ON stored_events
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
"""


class _DurablePool(SQLiteConnectionPool):
    """The library's pool, with every commit flushed to disk and a statement cache that is one."""

    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name, check_same_thread=False, isolation_level=None, cached_statements=256, timeout=5
        )
        for setting, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("wal_autocheckpoint", 4000)):
            connection.execute(f"PRAGMA {setting}={wanted}")
            found = connection.execute(f"PRAGMA {setting}").fetchone()[0]
            assert found == wanted, f"SQLite has {setting} {found}, the log needs {wanted}"
        connection.row_factory = sqlite3.Row
        return SQLiteConnection(connection, max_age=self.max_age)


class _SQLiteRecorder(SQLiteProcessRecorder):
    def first_of(self, streams: Sequence[str]) -> list[bytes]:
        marks = ",".join("?" * len(streams))
        query = f"SELECT state FROM stored_events WHERE originator_version=1 AND originator_id IN ({marks})"  # noqa: S608 only marks are put in
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(query, list(streams))
            return [row["state"] for row in cursor.fetchall()]

    def close(self) -> None:
        self.datastore.close()


class _PostgresDatastore(PostgresDatastore):
    """A process frozen inside a transaction must not lock out its successor.

    The library sets a time for idle transactions. It does not count while a pipeline is half sent, and that is how the
    library appends; since PostgreSQL 17 there is one that counts always.
    """

    def after_connect_func(self) -> Callable[[Connection[Any]], None]:
        configure = super().after_connect_func()

        def after_connect(connection: Connection[Any]) -> None:
            configure(connection)
            if connection.info.server_version >= 17_00_00:
                connection.execute(_TRANSACTION_TIMEOUT)

        return after_connect


class _PostgresRecorder(PostgresProcessRecorder):
    def first_of(self, streams: Sequence[str]) -> list[bytes]:
        query = "SELECT state FROM stored_events WHERE originator_version=1 AND originator_id = ANY(%s)"
        with self.datastore.get_connection() as connection:
            return [bytes(row["state"]) for row in connection.execute(query, [list(streams)], prepare=True)]

    def close(self) -> None:
        self.datastore.close()


def _sqlite(path: Path) -> Recorder:
    path.parent.mkdir(parents=True, exist_ok=True)
    datastore = SQLiteDatastore(str(path), originator_id_type="text")
    datastore.pool.close()
    datastore.pool = _DurablePool(db_name=str(path))
    recorder = _SQLiteRecorder(datastore)
    recorder.create_table()
    with datastore.transaction(commit=True) as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(_APPEND_ONLY_SQLITE.format(verb=verb))
    return cast("Recorder", recorder)


def _postgres(url: str, password: str) -> Recorder:
    where = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    datastore = _PostgresDatastore(
        dbname=where.get("dbname", "postgres"),
        host=where.get("host", ""),
        port=where.get("port", "5432"),
        user=where.get("user", "postgres"),
        password=password or where.get("password", ""),
        originator_id_type="text",
        pool_size=2,
        idle_in_transaction_session_timeout=10,
    )
    recorder = _PostgresRecorder(datastore)
    with datastore.transaction(commit=True) as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        recorder.create_table()
        cursor.execute(_APPEND_ONLY_POSTGRES)
    return cast("Recorder", recorder)
