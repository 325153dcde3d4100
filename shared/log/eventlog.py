"""The append-only event log of one service: the truth.

A row is (stream, version, kind, stored bytes). The stored bytes say everything the row says and more, and
hold the SHA-256 of the preceding row's stored bytes: a chain from the first event to the last.
"""

import contextlib
import hashlib
import sqlite3
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from eventsourcing import persistence as es

from shared.log.recorders import Recorder, sqlite_recorder

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
    book_date: date | msgspec.UnsetType = msgspec.UNSET
    """For which civil date its postings count. Unset where it has none; and in events of before there were book dates,
    which count for the civil date of `at`."""
    counts_for: date | msgspec.UnsetType = msgspec.UNSET
    """The day it is about, where that day's book year was closed already: then it books on the first open day."""


class Draft(msgspec.Struct, frozen=True):
    """An event ready to be recorded: its contents, the bytes to be stored, and their SHA-256."""

    stored: Stored
    state: bytes
    hash: str

    @classmethod
    def of(cls, stored: Stored) -> "Draft":
        """The draft of this event."""
        state = encode(stored)
        return cls(stored, state, digest(state))


class Recorded(msgspec.Struct, frozen=True):
    """A recorded event: its place in the log, its contents, and the SHA-256 of its bytes."""

    position: int
    """Rises along the log; gaps mean nothing."""
    stored: Stored
    hash: str


class Link(NamedTuple):
    """An event as the chain sees it."""

    position: int
    stream: str
    version: int
    prev: str | None
    """None: the stored bytes are no event."""
    hash: str


class _Linked(msgspec.Struct):
    """All that the chain needs of an envelope."""

    prev: str


@dataclass(frozen=True, slots=True)
class Tracking:
    """How far an upstream was heard: its message index. Recorded with what was made of the messages."""

    upstream: str
    index: int


_decode = msgspec.json.Decoder(Stored).decode
_decode_link = msgspec.json.Decoder(_Linked).decode
encode = msgspec.json.Encoder(decimal_format="string").encode


class _Tail:
    """What this process appended last, without a gap: a relay close behind needs no disk.

    Where another writer recorded in between, it begins anew. A failed append may be the first sign of that; or the hash
    of what precedes, where the log was read anew before the next append.
    """

    def __init__(self) -> None:
        self._events: deque[Recorded] = deque(maxlen=TAIL_EVENTS)

    def extend(self, events: Sequence[Recorded]) -> None:
        if self._events and events[0].stored.prev != self._events[-1].hash:
            self._events.clear()
        self._events.extend(events)

    def after(self, position: int, limit: int) -> list[Recorded]:
        """The events right after `position`, if that one is still here; else nothing."""
        if not self._events or not self._events[0].position <= position < self._events[-1].position:
            return []
        latest = [*takewhile(lambda event: event.position > position, reversed(self._events))]
        latest.reverse()
        return latest[:limit]


class EventLog:
    """Append and read. Appending is all or nothing; nothing is ever changed or removed."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._tail = _Tail()

    def append(self, batch: Sequence[Draft], tracking: Tracking | None = None) -> list[int]:
        """Record the batch and the reading position in one transaction; return the positions."""
        rows = [es.StoredEvent(one.stored.stream, one.stored.version, one.stored.kind, one.state) for one in batch]
        reached = es.Tracking(tracking.upstream, tracking.index) if tracking else None
        try:
            positions = list(self._recorder.insert_events(rows, tracking=reached) or ())
        except es.IntegrityError as error:
            self._tail = _Tail()
            raise Collision(str(error)) from error
        except (es.PersistenceError, sqlite3.Error, OSError) as error:
            self._tail = _Tail()
            raise LogUnavailable(str(error)) from error
        self._tail.extend([Recorded(at, draft.stored, draft.hash) for at, draft in zip(positions, batch, strict=True)])
        return positions

    def read(self, after: int = 0, limit: int = 500) -> list[Recorded]:
        """The next events of the log, in order: from memory what was just appended, else from disk."""
        if recent := self._tail.after(after, limit):
            return recent
        with _unavailable():
            found = self._recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [Recorded(one.id, _decode(one.state), digest(one.state)) for one in found]

    def links(self, after: int, limit: int) -> list[Link]:
        """The next events as the chain sees them, always from disk: what is there now, and not what was appended."""
        with _unavailable():
            found = self._recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [
            Link(one.id, str(one.originator_id), one.originator_version, _prev_in(one.state), digest(one.state))
            for one in found
        ]

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

    def unguarded(self) -> list[str]:
        """What refuses changes and deletions of events, and is gone, off or replaced. Empty if all is well."""
        with _unavailable():
            return self._recorder.unguarded()

    def may_guard(self) -> bool:
        """Whether we may put that back: only the owner of the tables may."""
        with _unavailable():
            return self._recorder.may_guard()

    def guard(self) -> None:
        """Put in place what refuses changes and deletions of events."""
        with _unavailable():
            self._recorder.guard()

    def close(self) -> None:
        self._recorder.close()


def digest(state: bytes) -> str:
    """What identifies an event: the SHA-256 of its stored bytes, in hex."""
    return hashlib.sha256(state).hexdigest()


def _prev_in(state: bytes) -> str | None:
    try:
        return _decode_link(state).prev
    except msgspec.DecodeError:
        return None


@contextlib.contextmanager
def _unavailable() -> Any:
    try:
        yield
    except (es.PersistenceError, sqlite3.Error, OSError) as error:
        raise LogUnavailable(str(error)) from error


SQLITE = "sqlite:///"
LOG_ADDRESSES = (SQLITE, "postgresql://", "postgres://")


def open_log(url: str, password: str = "") -> EventLog:
    """Open (or make) the log at `sqlite:///path` or `postgresql://…`; other addresses are refused.

    A `password` goes before one in the address.
    """
    with _unavailable():
        if url.startswith(SQLITE):
            return EventLog(sqlite_recorder(Path(url.removeprefix(SQLITE))))
        if url.startswith(LOG_ADDRESSES):
            from shared.log.recorders_postgres import postgres_recorder  # noqa: PLC0415 its driver takes long to load

            return EventLog(postgres_recorder(url, password))
    raise ValueError(f"a log is at sqlite:///<path> or postgresql://<user>:<password>@<host>/<database>, not at {url}")


def migrate_log(url: str, password: str = "") -> tuple[list[str], list[str]]:
    """As the owner of a PostgreSQL database: make the log if there is none, and grant the other roles their rights.

    Who they are; and what refuses changes and is gone, which is not put back.
    """
    from shared.log.recorders_postgres import migrate  # noqa: PLC0415 its driver takes long to load

    with _unavailable():
        return migrate(url, password)
