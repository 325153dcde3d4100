"""A log, read straight from its database by a connection that cannot write. No service needs to run for it."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

import msgspec
import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from cli.data_folder import Address, DataFolder
from cli.faults import Fault
from cli.words import faults as f
from shared.log.eventlog import SQLITE, Stored, digest
from shared.parties import SERVICES

AT_ONCE = 1000


class Row(NamedTuple):
    """A row as it stands on disk."""

    position: int
    stream: str
    version: int
    kind: str
    state: bytes


class Entry(NamedTuple):
    """A stored event, read."""

    log: str
    position: int
    stored: Stored
    hash: str
    """SHA-256 of the stored bytes, in hex."""

    @property
    def fact(self) -> dict[str, Any]:
        found: dict[str, Any] = msgspec.json.decode(self.stored.fact)
        return found


class _Connection(Protocol):
    def execute(self, query: str, parameters: Sequence[Any] = (), /) -> Any: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What SQLite and PostgreSQL call differently."""

    position: str
    mark: str
    holds: str
    """Whether the stored bytes hold these."""
    tracking: str
    freeze: str
    """Begins a transaction in which everything is read as of one moment."""
    errors: type[Exception]


_ON_SQLITE = _Dialect("rowid", "?", "instr(state, ?) > 0", "tracking", "BEGIN", sqlite3.Error)
_ON_POSTGRES = _Dialect(
    "notification_id",
    "%s",
    "position(%s in state) > 0",
    "notification_tracking",
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    psycopg.Error,
)
_decode = msgspec.json.Decoder(Stored).decode


class Log:
    """Reads one log. Whatever the database refuses becomes a fault that names the log."""

    def __init__(self, address: Address) -> None:
        self.service = address.service
        self._address = address
        on_sqlite = address.url.startswith(SQLITE)
        self._dialect = _ON_SQLITE if on_sqlite else _ON_POSTGRES
        with self._reading():
            self._connection: _Connection = _on_sqlite(address) if on_sqlite else _on_postgres(address)
            self._execute("SELECT 1 FROM stored_events LIMIT 1")

    def close(self) -> None:
        self._connection.close()

    def rows(self, after: int = 0, limit: int = AT_ONCE, *, kinds: Sequence[str] = ()) -> list[Row]:
        """The next rows after a position, of these kinds only if any are named."""
        where, values = self._of_kinds(kinds)
        return self._select(f"{{position}} > {{mark}} {where} ORDER BY {{position}} LIMIT {limit}", [after, *values])

    def rows_before(self, before: int, limit: int = AT_ONCE) -> list[Row]:
        """The rows right before a position, the last first."""
        return self._select(f"{{position}} < {{mark}} ORDER BY {{position}} DESC LIMIT {limit}", [before])

    def all_rows(self, *, kinds: Sequence[str] = ()) -> Iterator[Row]:
        """Every row in order, a page at a time."""
        position = 0
        while rows := self.rows(position, kinds=kinds):
            yield from rows
            position = rows[-1].position

    def of_kind(self, kind: str) -> list[Entry]:
        """Every event of a kind, in order."""
        return self._read(list(self.all_rows(kinds=[kind])))

    def stream(self, stream: str) -> list[Entry]:
        """The history of one stream."""
        return self._read(self._select("originator_id = {mark} ORDER BY originator_version", [stream]))

    def streams_under(self, prefix: str) -> list[Entry]:
        """The histories of all streams whose name begins with this; it must end in a slash or a colon."""
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        where = "originator_id >= {mark} AND originator_id < {mark} ORDER BY {position}"
        return self._read(self._select(where, [prefix, end]))

    def has_stream_under(self, prefix: str) -> bool:
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return bool(self._select("originator_id >= {mark} AND originator_id < {mark} LIMIT 1", [prefix, end]))

    def holding(self, text: str) -> Iterator[Entry]:
        """Every event in whose stored bytes this text is, in order; the database looks for it."""
        where = "{position} > {mark} AND {holds} ORDER BY {position}"
        position = 0
        while rows := self._select(f"{where} LIMIT {AT_ONCE}", [position, text.encode()]):
            yield from self._read(rows)
            position = rows[-1].position

    def last(self) -> Entry | None:
        """The last event; None in an empty log."""
        found = self._read(self._select("1 = 1 ORDER BY {position} DESC LIMIT 1", []))
        return found[0] if found else None

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Within this, the log is read as it is at the beginning, whatever is recorded meanwhile."""
        with self._reading():
            self._connection.execute(self._dialect.freeze)
            self._execute("SELECT 1 FROM stored_events LIMIT 1").fetchall()  # databases begin with what is read first
        try:
            yield
        finally:
            with self._reading():
                self._connection.execute("ROLLBACK")

    def count(self, *, kinds: Sequence[str] = ()) -> int:
        """How many events there are, or how many of these kinds."""
        where, values = self._of_kinds(kinds)
        with self._reading():
            query = f"SELECT count(*) FROM stored_events WHERE 1 = 1 {where}"
            return int(self._execute(query, values).fetchone()[0])

    def heard(self) -> dict[str, int]:
        """How far each upstream was heard: its message index. The library keeps a name of its own beside them."""
        query = f"SELECT application_name, max(notification_id) FROM {self._dialect.tracking} GROUP BY application_name"
        with self._reading():
            return {name: int(index) for name, index in self._execute(query).fetchall() if name in SERVICES}

    def read(self, row: Row) -> Entry:
        """The event in a row; refuses bytes that are none, which only a tampered log holds."""
        try:
            return Entry(self.service, row.position, _decode(row.state), digest(row.state))
        except msgspec.DecodeError as error:
            reason = f"{row.position}: {error}"
            raise self._unreachable(reason) from error

    def _read(self, rows: list[Row]) -> list[Entry]:
        return [self.read(row) for row in rows]

    def _of_kinds(self, kinds: Sequence[str]) -> tuple[str, list[Any]]:
        marks = ", ".join(["{mark}"] * len(kinds))
        return (f"AND topic IN ({marks})" if kinds else ""), list(kinds)

    def _select(self, where: str, values: Sequence[Any]) -> list[Row]:
        columns = "{position}, originator_id, originator_version, topic, state"
        query = f"SELECT {columns} FROM stored_events WHERE {where}"
        with self._reading():
            found = self._execute(query, values).fetchall()
        return [Row(position, stream, version, kind, _bytes(state)) for position, stream, version, kind, state in found]

    def _execute(self, query: str, values: Sequence[Any] = ()) -> Any:
        named = query.format(position=self._dialect.position, mark=self._dialect.mark, holds=self._dialect.holds)
        return self._connection.execute(named, values)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except (self._dialect.errors, OSError) as error:
            raise self._unreachable(str(error).strip()) from error

    def _unreachable(self, reason: str) -> Fault:
        return Fault(
            f.LOG_UNREACHABLE,
            service=self.service,
            address=self._address.shown,
            reason=reason,
        )


def _bytes(state: Any) -> bytes:
    """A tampered row may hold anything."""
    return bytes(state) if isinstance(state, bytes | memoryview) else str(state).encode()


def _on_sqlite(address: Address) -> _Connection:
    path = Path(address.url.removeprefix(SQLITE))
    name = quote(str(path))
    try:
        return _opened(f"file:{name}?mode=ro")
    except sqlite3.OperationalError:
        if not path.exists() or path.with_name(f"{path.name}-wal").exists():
            raise
        return _opened(
            f"file:{name}?immutable=1"
        )  # nobody writes, and beside it nothing may be written: a read-only disk


def _opened(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)
    connection.execute("SELECT 1 FROM sqlite_master LIMIT 1")
    return connection


def _on_postgres(address: Address) -> _Connection:
    where = conninfo_to_dict(address.url)
    if address.password:
        where["password"] = address.password
    connection = psycopg.connect(make_conninfo("", **{"connect_timeout": 5, **where}), autocommit=True)
    connection.read_only = True
    return connection


@contextlib.contextmanager
def opened(place: DataFolder, services: Sequence[str] = SERVICES) -> Iterator[dict[str, Log]]:
    """Open the logs of these services; close them again."""
    place.must_exist()
    with ExitStack() as stack:
        yield {name: stack.enter_context(contextlib.closing(Log(place.log(name)))) for name in services}


def before(log: Log, instant: datetime) -> int:
    """The position of the last event dated before this: log time never goes back. 0 if none is."""
    return _last_where(log, lambda stored: stored.at < instant)


def message(log: Log, index: int) -> Entry | None:
    """The event that said message `index`."""
    found = log.rows(_last_where(log, lambda stored: stored.said < index), 1)
    entry = log.read(found[0]) if found else None
    return entry if entry and entry.stored.said == index else None


def _last_where(log: Log, holds: Callable[[Stored], bool]) -> int:
    """The last position up to which this holds, by binary search: once it does not, it never does again."""
    last = log.last()
    low, high = 0, last.position if last else 0
    while low < high:
        middle = (low + high + 1) // 2
        found = log.rows(middle - 1, 1)
        if found and found[0].position <= high and holds(log.read(found[0]).stored):
            low = found[0].position
        else:
            high = middle - 1
    return low
