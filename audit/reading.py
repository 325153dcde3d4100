"""Rows of a log as they stand on disk: through a database connection that cannot write, or an open EventLog.

A connection of our own sees what the row says beside what its bytes say; an open EventLog shows the bytes' side only.
"""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

import msgspec
import psycopg

from audit.contract import LOGS
from audit.contract.base import Instant
from shared.log.eventlog import EventLog, LogUnavailable, Recorded

ROWS_AT_ONCE = 1000


class CannotRead(Exception):
    """There is no log to read at this address, or the database does not give it."""


class Envelope(msgspec.Struct, frozen=True):
    """What the stored bytes say around the fact; see `docs/auditor.md`."""

    stream: str
    version: int
    kind: str
    at: Instant
    by: str
    cause: str
    prev: str
    said: int
    audience: str
    audience_said: int
    fact: msgspec.Raw


class Row(NamedTuple):
    """A row, read: its place, the SHA-256 of its bytes, what these say, and what the row says beside them."""

    position: int
    hash: str
    envelope: Envelope | None
    """None: the bytes are no event."""
    beside: tuple[str, int, str] | None
    """Stream, version and kind as the row has them; None where only the bytes can be seen."""


class Source(Protocol):
    """A log, open for reading."""

    def after(self, position: int) -> list[Row]:
        """The next rows, in order; none at the end."""
        ...


_decode = msgspec.json.Decoder(Envelope).decode


def _row(position: int, stream: str, version: int, kind: str, state: Any) -> Row:
    """A row by what it holds, whatever that is: a tampered one may hold no bytes at all."""
    stored = state if isinstance(state, bytes) else str(state).encode()
    try:
        envelope = _decode(stored)
    except msgspec.DecodeError:
        envelope = None
    return Row(position, hashlib.sha256(stored).hexdigest(), envelope, (stream, version, kind))


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def after(self, position: int) -> list[Row]:
        query = (
            "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events "
            "WHERE rowid > ? ORDER BY rowid LIMIT ?"
        )
        try:
            return [_row(*row) for row in self._connection.execute(query, (position, ROWS_AT_ONCE))]
        except sqlite3.Error as error:
            raise CannotRead(str(error)) from error


class _Postgres:
    def __init__(self, connection: "psycopg.Connection[tuple[int, str, int, str, bytes]]") -> None:
        self._connection = connection

    def after(self, position: int) -> list[Row]:
        query = (
            "SELECT notification_id, originator_id, originator_version, topic, state FROM stored_events "
            "WHERE notification_id > %s ORDER BY notification_id LIMIT %s"
        )
        try:
            return [_row(*row) for row in self._connection.execute(query, (position, ROWS_AT_ONCE))]
        except psycopg.Error as error:
            raise CannotRead(str(error)) from error


class _OpenLog:
    def __init__(self, log: EventLog) -> None:
        self._log = log

    def after(self, position: int) -> list[Row]:
        try:
            found = self._log.read(position, limit=ROWS_AT_ONCE)
        except (LogUnavailable, msgspec.DecodeError) as error:
            raise CannotRead(f"{error}; give the log's address to see which row it is") from error
        return [Row(one.position, one.hash, _envelope(one), None) for one in found]


def _envelope(recorded: Recorded) -> Envelope | None:
    try:
        return msgspec.convert(recorded.stored, Envelope, from_attributes=True)
    except msgspec.ValidationError:
        return None


@contextlib.contextmanager
def opened(logs: Mapping[str, str | EventLog]) -> Iterator[dict[str, Source]]:
    """Open the three logs for reading, whatever each is given as; close what was opened here."""
    if set(logs) != set(LOGS):
        raise ValueError(f"name the logs of {', '.join(LOGS)}; named are: {', '.join(sorted(logs)) or 'none'}")
    with contextlib.ExitStack() as stack:
        yield {name: stack.enter_context(_opened(name, logs[name])) for name in LOGS}


@contextlib.contextmanager
def _opened(name: str, log: str | EventLog) -> Iterator[Source]:
    if isinstance(log, EventLog):
        yield _OpenLog(log)
    elif log.startswith("sqlite:///"):
        with _sqlite(name, log.removeprefix("sqlite:///")) as source:
            yield source
    elif log.startswith(("postgresql://", "postgres://")):
        with _postgres(name, log) as source:
            yield source
    else:
        raise ValueError(f"the log of {name} is at sqlite:///<path> or postgresql://…, not at {log}")


@contextlib.contextmanager
def _sqlite(name: str, path: str) -> Iterator[Source]:
    try:
        connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True, isolation_level=None)
    except sqlite3.Error as error:
        raise CannotRead(f"the log of {name} cannot be opened at {path}: {error}") from error
    with contextlib.closing(connection):
        yield _Sqlite(connection)


@contextlib.contextmanager
def _postgres(name: str, url: str) -> Iterator[Source]:
    try:
        connection = psycopg.connect(url, autocommit=True)
        connection.read_only = True
    except psycopg.Error as error:
        raise CannotRead(f"the log of {name} cannot be opened: {error}") from error
    with contextlib.closing(connection):
        yield _Postgres(connection)
