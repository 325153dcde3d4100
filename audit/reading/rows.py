"""Rows of a log as they stand on disk: all that the audit takes in, from a database or from wherever they are."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeAlias
from urllib.parse import quote

import psycopg

from audit.facts import LOGS

ROWS_AT_ONCE = 1000
SQLITE, POSTGRES = "sqlite:///", ("postgresql://", "postgres://")


class CannotRead(Exception):
    """There is no log to read at this address, or the database does not give it."""


class Row(NamedTuple):
    """A row. A tampered one may hold anything."""

    position: int
    """Rises along the log; gaps mean nothing."""
    stream: str
    version: int
    kind: str
    state: bytes
    """The stored bytes."""


class Rows(Protocol):
    """A log, open for reading."""

    def after(self, position: int) -> Iterable[Row]:
        """The rows after this position, in order, as many as there are by now."""
        ...


Log: TypeAlias = str | Rows
"""A log by its address, or its rows."""


class _Connection(Protocol):
    def execute(self, query: str, parameters: Any = (), /) -> Any: ...


class _Database:
    """Table `stored_events`, as the eventsourcing library makes it, through a connection that cannot write.

    It reads up to the row that was the last when it was asked: batches are recorded whole, so this ends one.
    """

    def __init__(self, connection: _Connection, position: str, mark: str) -> None:
        self._connection = connection
        self._last = f"SELECT max({position}) FROM stored_events"  # noqa: S608 a name and a mark of our own
        self._page = (
            f"SELECT {position}, originator_id, originator_version, topic, state FROM stored_events "  # noqa: S608
            f"WHERE {position} > {mark} AND {position} <= {mark} ORDER BY {position} LIMIT {ROWS_AT_ONCE}"
        )

    def after(self, position: int) -> Iterator[Row]:
        with readable():
            last = self._connection.execute(self._last).fetchone()[0] or 0
        while position < last:
            with readable():
                page = self._connection.execute(self._page, (position, last)).fetchall()
            if not page:
                return
            yield from (Row(at, stream, version, kind, _bytes(state)) for at, stream, version, kind, state in page)
            position = page[-1][0]


def _bytes(state: Any) -> bytes:
    return bytes(state) if isinstance(state, bytes | memoryview) else str(state).encode()


@contextlib.contextmanager
def readable() -> Iterator[None]:
    """Whatever a database refuses becomes CannotRead."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error, OSError) as error:
        raise CannotRead(str(error)) from error


@contextlib.contextmanager
def opened(logs: Mapping[str, Log]) -> Iterator[dict[str, Rows]]:
    """The rows of the three logs, whatever each is given as; close what was opened here."""
    if set(logs) != set(LOGS):
        raise ValueError(f"name the logs of {', '.join(LOGS)}; named are: {', '.join(sorted(logs)) or 'none'}")
    with contextlib.ExitStack() as stack:
        yield {name: stack.enter_context(_opened(name, logs[name])) for name in LOGS}


@contextlib.contextmanager
def _opened(name: str, log: Log) -> Iterator[Rows]:
    if not isinstance(log, str):
        yield log
        return
    if not log.startswith((SQLITE, *POSTGRES)):
        raise ValueError(f"the log of {name} is at sqlite:///<path> or postgresql://…, not at {log}")
    try:
        connection = _connection(log)
    except (sqlite3.Error, psycopg.Error) as error:
        raise CannotRead(f"the log of {name} cannot be opened: {error}") from error
    with contextlib.closing(connection):
        yield _Database(connection, *(("rowid", "?") if log.startswith(SQLITE) else ("notification_id", "%s")))


def connected(address: str) -> contextlib.closing[Any]:
    """A connection that cannot write, to be closed."""
    return contextlib.closing(_connection(address))


def _connection(address: str) -> Any:
    return _sqlite(address.removeprefix(SQLITE)) if address.startswith(SQLITE) else _postgres(address)


def _sqlite(path: str) -> Any:
    """A file that nobody writes to is also read where nothing may be written beside it: on a read-only disk."""
    address = f"file:{quote(path)}"
    try:
        return _read_only(f"{address}?mode=ro")
    except sqlite3.OperationalError:
        if not Path(path).exists() or Path(f"{path}-wal").exists():
            raise
        return _read_only(f"{address}?immutable=1")


def _read_only(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=5)
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    return connection


def _postgres(address: str) -> Any:
    connection = psycopg.connect(address, autocommit=True)
    connection.read_only = True
    return connection
