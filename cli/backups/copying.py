"""Copies a log, event by event, from any database into any other, and looks on the way at what it copies."""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cli.backups.manifest import Heard
from cli.data_folder import Address
from cli.logs import AT_ONCE, Log, Row
from shared.log.eventlog import NOTHING_BEFORE, SQLITE, Stored, digest, open_log
from shared.log.facts import BatchClosed, LogOpened

_decode = msgspec.json.Decoder(Stored).decode
_decode_opened = msgspec.json.Decoder(LogOpened).decode
_decode_closed = msgspec.json.Decoder(BatchClosed).decode

Sink = Callable[[Sequence[Row]], None]


class Unsound(Exception):
    """What is to be copied is no whole log."""


class Copied:
    """What was copied so far: where it ends, and how far it had read others."""

    def __init__(self) -> None:
        self.log = ""
        self.events = 0
        self.position = 0
        self.said = 0
        self.at = datetime.min.replace(tzinfo=UTC)
        self.hash = NOTHING_BEFORE
        self.heard: dict[str, Heard] = {}

    def take(self, row: Row) -> None:
        """Follow one more row; raises Unsound where it does not follow what was before it."""
        try:
            stored = _decode(row.state)
        except msgspec.DecodeError as error:
            raise Unsound(f"{row.position}: {error}") from error
        if stored.prev != self.hash:
            raise Unsound(f"the event at position {row.position} does not follow the one at {self.position}")
        if stored.kind == LogOpened.kind:
            self.log = _decode_opened(stored.fact).log
        if stored.kind == BatchClosed.kind:
            closed = _decode_closed(stored.fact)
            if closed.index:
                self.heard[closed.source] = Heard(closed.log, closed.index, closed.hash)
        self.events += 1
        self.position, self.said, self.at, self.hash = row.position, stored.said, stored.at, digest(row.state)


def copied(rows: Iterable[Row], sink: Sink) -> Copied:
    """Copy the rows, a page at a time."""
    done, unread = Copied(), iter(rows)
    while page := [*islice(unread, AT_ONCE)]:
        for row in page:
            done.take(row)
        sink(page)
    return done


def up_to(log: Log, position: int) -> Iterator[Row]:
    """The rows of a log up to and including this one."""
    for row in log.all_rows():
        if row.position > position:
            return
        yield row


# Into SQLite


def into_sqlite(path: Path, rows: Iterable[Row]) -> Copied:
    """Write a log that is not there yet, for us alone to read, on disk when this returns."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    open_log(f"{SQLITE}{path}").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")  # one file, that is read from a read-only disk, too
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        done = copied(rows, lambda page: _insert(connection, page))
        tracking = [(upstream, mark.index) for upstream, mark in done.heard.items()]
        connection.executemany(f"{_TRACKED.format('tracking')} VALUES (?, ?)", tracking)
        connection.execute("COMMIT")
    return done


_COLUMNS = "originator_id, originator_version, topic, state"
_TRACKED = "INSERT INTO {} (application_name, notification_id)"


def _insert(connection: sqlite3.Connection, page: Sequence[Row]) -> None:
    connection.executemany(f"INSERT INTO stored_events (rowid, {_COLUMNS}) VALUES (?, ?, ?, ?, ?)", page)


# Into PostgreSQL


@contextlib.contextmanager
def owned(address: Address) -> Iterator[psycopg.Connection]:
    """A connection that may write; everything in one transaction, which whoever leaves without a fault commits."""
    where = conninfo_to_dict(address.url)
    if address.password:
        where["password"] = address.password
    with psycopg.connect(make_conninfo("", **{"connect_timeout": 5, **where})) as connection:
        yield connection


def into_postgres(address: Address, rows: Iterable[Row]) -> Copied:
    """Write a log into a database that has none, as its owner."""
    open_log(address.url, address.password).close()  # makes the tables, and what keeps them append-only
    with owned(address) as connection:
        done = copied(rows, lambda page: _copy(connection, page))
        tracking = [(upstream, mark.index) for upstream, mark in done.heard.items()]
        for one in tracking:
            connection.execute(f"{_TRACKED.format('notification_tracking')} VALUES (%s, %s)", one)
        next_position = "SELECT setval(pg_get_serial_sequence('stored_events', 'notification_id'), %s)"
        connection.execute(next_position, [done.position])
    return done


def _copy(connection: psycopg.Connection, page: Sequence[Row]) -> None:
    with connection.cursor().copy(f"COPY stored_events (notification_id, {_COLUMNS}) FROM STDIN") as copy:
        for row in page:
            copy.write_row(row)
