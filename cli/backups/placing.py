"""Puts a log in its place, on SQLite or PostgreSQL, and sets aside what was there: nothing is deleted."""

import contextlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from cli.backups.copying import Copied, into_postgres, into_sqlite, owned
from cli.data_folder import Address
from cli.logs import Log
from shared.log.eventlog import SQLITE, LogUnavailable

BESIDE = ("", "-wal", "-shm")
NEW = ".restoring"
LEAVES_SECONDS = 10.0
LOOKS_AGAIN_SECONDS = 0.1
TABLES = ("stored_events", "notification_tracking")
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
    # Of other roles, a service's own among them, it is not told what they are; of a server's own work, no role.
    "AND usesysid IS NOT NULL AND coalesce(backend_type, 'client backend') = 'client backend'"
)
_OURS = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"


class InUse(Exception):
    """A service, or somebody else, is connected to the log."""


class NotOurs(Exception):
    """Only the owner of a database puts a log in place there."""


class Place(Protocol):
    """Where one log goes."""

    def must_be_ours(self) -> None:
        """Raises NotOurs where we have no right to put a log in place."""
        ...

    def is_taken(self) -> bool:
        """Whether there is a log already."""
        ...

    def must_be_at_rest(self) -> None:
        """Raises InUse while anybody is connected to the log that is there."""
        ...

    def prepare(self, backup: Log) -> Copied:
        """Whatever takes long, and changes nothing yet."""
        ...

    def swap(self, aside: Path) -> str:
        """Set aside what is there, under this name, and put the backup in its place; says where the former log is."""
        ...


class OnSqlite:
    """A file, which takes its place by its name."""

    def __init__(self, address: Address) -> None:
        self._path = Path(address.url.removeprefix(SQLITE))
        self._new = self._path.with_name(f"{self._path.name}{NEW}")

    def must_be_ours(self) -> None:
        """Whatever the system refuses is told when it does."""

    def is_taken(self) -> bool:
        return self._path.exists()

    def must_be_at_rest(self) -> None:
        """To work alone on a log in WAL mode, SQLite locks out everybody who has it open, or fails."""
        if not self._path.exists():
            return
        with closing(sqlite3.connect(self._path, isolation_level=None, timeout=0)) as connection:
            try:
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("ROLLBACK")
            except sqlite3.OperationalError as locked:
                if locked.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    raise InUse(str(locked)) from locked
                raise

    def prepare(self, backup: Log) -> Copied:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._new.unlink(missing_ok=True)  # of one that was cut off
        return into_sqlite(self._new, backup.all_rows())

    def swap(self, aside: Path) -> str:
        kept = self._set_aside(aside) if self._path.exists() else ""
        for snapshot in self._path.parent.glob(f"{self._path.name}.snapshot*"):
            snapshot.unlink()
        self._new.rename(self._path)
        descriptor = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return kept

    def _set_aside(self, aside: Path) -> str:
        aside.mkdir(mode=0o700, exist_ok=True)
        for suffix in reversed(BESIDE):  # the log itself last: until then it is there, and can be set aside again
            with contextlib.suppress(FileNotFoundError):
                self._path.with_name(self._path.name + suffix).rename(aside / f"{self._path.name}{suffix}")
        return str(aside / self._path.name)


class OnPostgres:
    """Tables of a database of which we are the owner."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._backup: Log | None = None

    def must_be_ours(self) -> None:
        with owned(self._address) as connection:
            found = connection.execute(_OURS).fetchone()
        if not (found and found[0]):
            raise NotOurs(self._address.shown)

    def is_taken(self) -> bool:
        with owned(self._address) as connection:
            there = connection.execute("SELECT to_regclass('stored_events')").fetchone()
            if there is None or there[0] is None:
                return False
            return connection.execute("SELECT 1 FROM stored_events LIMIT 1").fetchone() is not None

    def must_be_at_rest(self) -> None:
        """Whoever has just left is listed for a moment longer, we ourselves among them."""
        until = time.monotonic() + LEAVES_SECONDS
        while others := self._others():
            if time.monotonic() > until:
                raise InUse(f"{others} connections")
            time.sleep(LOOKS_AGAIN_SECONDS)

    def _others(self) -> int:
        with owned(self._address) as connection:
            found = connection.execute(_OTHERS).fetchone()
        return int(found[0]) if found else 0

    def prepare(self, backup: Log) -> Copied:
        """Nothing: tables are filled in their place, in one transaction."""
        self._backup = backup
        return Copied()

    def swap(self, aside: Path) -> str:
        assert self._backup, "prepared before"
        kept = self._set_aside(aside.name) if self.is_taken() else ""
        into_postgres(self._address, self._backup.all_rows())
        return kept

    def _set_aside(self, named: str) -> str:
        """In a schema of its own, with indexes, sequence and triggers."""
        schema = sql.Identifier(named)
        with owned(self._address) as connection:
            connection.execute(sql.SQL("CREATE SCHEMA {}").format(schema))
            for table in TABLES:
                moved = sql.SQL("ALTER TABLE {} SET SCHEMA {}").format(sql.Identifier(table), schema)
                connection.execute(moved)
        return f"{self._address.shown}, schema {named}"


def place_of(address: Address) -> Place:
    """Where the log of this address goes."""
    return OnSqlite(address) if address.url.startswith(SQLITE) else OnPostgres(address)


@contextlib.contextmanager
def faults_named() -> Iterator[None]:
    """Whatever a database or a disk refuses, as one kind of exception."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error, LogUnavailable) as error:
        raise OSError(str(error).strip()) from error
