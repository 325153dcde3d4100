"""Where a log stands: on SQLite here, durable and append-only. With `eventlog`, all that knows the library."""

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, cast

from eventsourcing import persistence as es
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteProcessRecorder,
    SQLiteTransaction,
)


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

    def unguarded(self) -> list[str]:
        """What refuses changes and deletions, and is gone, off or replaced, in words. Empty if all is well."""
        ...

    def may_guard(self) -> bool:
        """Whether we may put those back: only the owner of the tables may."""
        ...

    def guard(self) -> None:
        """Put in place what refuses changes and deletions."""
        ...

    def close(self) -> None: ...


_VERBS = ("UPDATE", "DELETE")
_NAME = "stored_events_{verb}_refused"
_APPEND_ONLY_SQLITE = """
CREATE TRIGGER stored_events_{verb}_refused BEFORE {verb} ON stored_events
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END
"""


def _durable(path: str) -> SQLiteConnection:
    """A connection of which every commit is flushed to disk."""
    connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, cached_statements=256, timeout=5)
    for setting, wanted in (("journal_mode", "wal"), ("synchronous", 2), ("wal_autocheckpoint", 4000)):
        connection.execute(f"PRAGMA {setting}={wanted}")
        found = connection.execute(f"PRAGMA {setting}").fetchone()[0]
        assert found == wanted, f"SQLite has {setting} {found}, the log needs {wanted}"
    connection.row_factory = sqlite3.Row
    return SQLiteConnection(connection, max_age=None)


class _SQLiteDatastore(SQLiteDatastore):
    """One connection, for one thread uses a log: the library's pool takes longer to lend one than SQLite to answer."""

    def __init__(self, path: str) -> None:
        super().__init__(path, originator_id_type="text")
        self._connection = _durable(path)

    def transaction(self, *, commit: bool) -> AbstractContextManager[SQLiteCursor]:  # type: ignore[override]
        return SQLiteTransaction(self._connection, commit=commit)

    def column(self, query: str, values: Sequence[str]) -> list[bytes]:
        """One column of what is found, outside any transaction."""
        with self._connection.cursor() as cursor:
            return [found for (found,) in cursor.execute(query, values)]

    def close(self) -> None:
        self._connection.close()


class _SQLiteRecorder(SQLiteProcessRecorder):
    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[es.StoredEvent], **kwargs: Any
    ) -> Sequence[int] | None:
        """All rows at once, for the library takes half as long again. Positions within a transaction are dense."""
        rows = [(one.originator_id, one.originator_version, one.topic, one.state) for one in stored_events]
        c.executemany(self.insert_events_statement, rows)
        c.execute("SELECT last_insert_rowid()")
        last: int = c.fetchone()[0]
        if tracking := kwargs.get("tracking"):
            self._insert_tracking(c, tracking)
        return range(last - len(rows) + 1, last + 1)

    def first_of(self, streams: Sequence[str]) -> list[bytes]:
        marks = ",".join("?" * len(streams))
        query = f"SELECT state FROM stored_events WHERE originator_version=1 AND originator_id IN ({marks})"  # noqa: S608 only marks are put in
        return cast("_SQLiteDatastore", self.datastore).column(query, streams)

    def unguarded(self) -> list[str]:
        found = {str(name): str(text) for name, text in self._triggers()}
        wrong = {}
        for verb in _VERBS:
            name = _NAME.format(verb=verb)
            if name not in found:
                wrong[name] = "gone"
            elif found[name].split() != _APPEND_ONLY_SQLITE.format(verb=verb).split():
                wrong[name] = "replaced"
        return [f"trigger {name} is {what}" for name, what in wrong.items()]

    def _triggers(self) -> list[Any]:
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'stored_events'"
        with self.datastore.transaction(commit=False) as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def may_guard(self) -> bool:
        return True  # whoever may write the file may do anything with it

    def guard(self) -> None:
        with self.datastore.transaction(commit=True) as cursor:
            for verb in _VERBS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {_NAME.format(verb=verb)}")
                cursor.execute(_APPEND_ONLY_SQLITE.format(verb=verb))

    def close(self) -> None:
        self.datastore.close()


def sqlite_recorder(path: Path) -> Recorder:
    """The recorder on a file, which is made if it is missing.

    What refuses changes is made with an empty log, and never with one that has events: that it is gone is for somebody
    to see.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    datastore = _SQLiteDatastore(str(path))
    recorder = _SQLiteRecorder(datastore)
    recorder.create_table()
    if recorder.max_notification_id() is None and recorder.unguarded():
        recorder.guard()
    return cast("Recorder", recorder)
