"""Where a snapshot stands: a SQLite file of one process's own."""

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec
import structlog

from shared.log.eventlog import LogUnavailable
from shared.log.fold import LogPosition
from shared.log.known_parties import KnownParties
from shared.log.paged_dict import PagedDict, encode

_PAGE = 500
_NAMELESS = ""
"""To SQLite: a file without a name, where the machine keeps such."""
_IN_MEMORY = ":memory:"
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite may put beside a file."""
_TABLES = """
CREATE TABLE IF NOT EXISTS base (one INTEGER PRIMARY KEY CHECK (one = 1), body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
    place INTEGER PRIMARY KEY, shelf TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, UNIQUE (shelf, key)
);
CREATE INDEX IF NOT EXISTS entry_in_order ON entry (shelf, place)
"""
_log = structlog.get_logger(__name__)


class Base(msgspec.Struct, frozen=True):
    """All of a fold that is on no shelf."""

    form: str
    """Identifies the code that made it."""
    log: str
    position: int
    last_hash: str
    last_at: datetime
    published_to: dict[str, int]
    published: LogPosition
    consumed: dict[str, LogPosition]
    parties: KnownParties
    counts: dict[str, int]
    """Entries per shelf."""
    state: dict[str, msgspec.Raw]
    """The state's other fields."""


_read_base = msgspec.json.Decoder(Base).decode


class SnapshotFile:
    """A SQLite file of one process's own. It may be lost at any time: nothing is flushed for its sake."""

    def __init__(self, path: Path | None, *, alone: bool = False) -> None:
        """Without a path, or while another process has that one, it is nameless and gone with the process.

        `alone`: if another process has it, raises LogUnavailable.
        """
        self._path = path
        self._places = [*([str(path)] * 2 if path else ()), _NAMELESS, _IN_MEMORY]
        """Where it may be: the first; whenever that turns out to be broken, the next."""
        self.broken = False
        """It gave an error, and is not to be used any more."""
        self._connection = self._connected(alone=alone)

    def _connected(self, *, alone: bool = False) -> sqlite3.Connection:
        if self._path is not None and self._places[0] == str(self._path):
            try:
                return _opened_or_anew(self._path)
            except (sqlite3.Error, OSError) as error:
                if alone:
                    raise LogUnavailable(f"the snapshot {self._path} is in use, or cannot be: {error}") from error
                _log.warning("snapshot cannot be used; this process makes one for itself", reason=str(error))
                self._places = [_NAMELESS, _IN_MEMORY]
        return _opened(self._places[0])

    def renew(self) -> None:
        """Begin an empty one. Raises LogUnavailable if that cannot be done either."""
        with self._reading():
            if self.broken:
                self._connection.close()
                self._give_up_place()
                self._connection = self._connected()
            self._connection.executescript("BEGIN; DELETE FROM entry; DELETE FROM base; COMMIT")
        self.broken = False

    def _give_up_place(self) -> None:
        """What is broken here is not to be found by the next process."""
        if self._path is not None and self._places[0] == str(self._path):
            _set_aside(self._path)
        self._places = self._places[1:] or [_IN_MEMORY]

    def base(self) -> Base | None:
        """What it holds, if that can be read."""
        try:
            found = self._connection.execute("SELECT body FROM base").fetchone()
            return _read_base(found[0]) if found else None
        except (sqlite3.Error, msgspec.MsgspecError):
            return None

    def fetch(self, shelf: str, key: str) -> bytes | None:
        with self._reading():
            row = self._connection.execute(
                "SELECT value FROM entry WHERE shelf = ? AND key = ?", (shelf, key)
            ).fetchone()
        return row[0] if row else None

    def entries(self, shelf: str) -> Iterator[tuple[str, bytes]]:
        """Every entry of a shelf, in the order in which the keys were first put there."""
        place = 0
        while True:
            with self._reading():
                rows = self._connection.execute(
                    "SELECT place, key, value FROM entry WHERE shelf = ? AND place > ? ORDER BY place LIMIT ?",
                    (shelf, place, _PAGE),
                ).fetchall()
            if not rows:
                return
            place = rows[-1][0]
            yield from ((key, value) for _, key, value in rows)

    def write(self, base: Base, shelves: Iterable[tuple[str, PagedDict]]) -> None:
        """All or nothing. Raises sqlite3.Error."""
        connection = self._connection
        connection.execute("BEGIN")
        try:
            for name, shelf in shelves:
                for key, value, is_fresh in shelf.changes():
                    if value is None:
                        connection.execute("DELETE FROM entry WHERE shelf = ? AND key = ?", (name, key))
                    elif is_fresh:
                        connection.execute(
                            "INSERT OR REPLACE INTO entry (shelf, key, value) VALUES (?, ?, ?)", (name, key, value)
                        )
                    else:
                        connection.execute("UPDATE entry SET value = ? WHERE shelf = ? AND key = ?", (value, name, key))
            connection.execute("INSERT OR REPLACE INTO base (one, body) VALUES (1, ?)", (encode(base),))
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        self._connection.close()

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            self.broken = True
            raise LogUnavailable(f"the snapshot cannot be read: {error}") from error


def _opened_or_anew(path: Path) -> sqlite3.Connection:
    """What is no database, or a damaged one, is set aside. Raises sqlite3.Error if another process has it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)  # whoever may write it could set balances that no log shows
    try:
        return _opened(str(path))
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode not in _DAMAGED:
            raise
        _log.warning("snapshot is damaged; it is set aside", path=str(path), reason=str(error))
        _set_aside(path)
        return _opened(str(path))


def _set_aside(path: Path) -> None:
    """Not deleted: it may be somebody's."""
    if path.exists():
        path.replace(f"{path}.broken")
    for suffix in BESIDE:
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def _opened(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA cache_size=-16000")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.executescript(_TABLES)
    except BaseException:
        connection.close()
        raise
    return connection
