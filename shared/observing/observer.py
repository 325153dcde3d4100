"""Whoever watches the runtime at work: metrics, traces, both, or nobody. Watching changes nothing.

The runtime says what it does in a few words, a batch at a time. What happens to a log and to a snapshot is seen from
outside, by wrapping them.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from shared.broker.envelope import PublishedEvent
from shared.log.eventlog import Collision, Draft, EventLog, Link, LogUnavailable, Recorded, Stored, Tracking
from shared.log.paged_dict import PagedDict
from shared.log.snapshot_file import Base, SnapshotFile
from shared.running.inbox import Arrival
from shared.running.outcomes import CommandResult


class Observer:
    """Takes no notice of anything, nor of the time. Whoever does, overrides what it wants to know.

    None of these may raise, nor wait.
    """

    def begin(self) -> int:
        """A moment to measure from, in nanoseconds: to hand back with what began then, and for nothing else."""
        return 0

    # Commands and messages

    def took(self, source: str, arrived: Sequence[Arrival | PublishedEvent]) -> None:
        """Work begins on what was taken from the broker: `commands`, or messages of this upstream."""

    def answered(self, answer: CommandResult) -> None:
        """A command has its outcome, recorded now or before."""

    def consumed(self, upstream: str, messages: Sequence[PublishedEvent]) -> None:
        """What follows from these messages is recorded."""

    def found_gap(self, upstream: str) -> None:
        """Messages of this upstream are missing, and the producer is asked for them."""

    def buried(self) -> None:
        """A command went to the dead letters."""

    def asked(self, query: str, code: str) -> None:
        """A query was answered, or refused with this code."""

    # The log, and what it says

    def committed(self, batch: Sequence[Draft], began: int) -> None:
        """A batch is recorded; committing it began then."""

    def collided(self) -> None:
        """Another process recorded first."""

    def log_failed(self) -> None:
        """The log could not be read, or did not take a batch."""

    def published(self, events: Sequence[Recorded], began: int) -> None:
        """The broker has what these events say; publishing began then."""

    def publishing_failed(self) -> None:
        """The broker did not take what the log says, or cannot be asked where its stream ends."""

    def broker_lost(self) -> None:
        """The connection to the broker broke."""

    def snapshot_stands(self, position: int, at: datetime | None) -> None:
        """The snapshot holds the log up to this event, recorded at that time; nothing, if 0."""

    def snapshot_taken(self, *, well: bool) -> None:
        """A snapshot was written, or could not be."""


NULL_OBSERVER = Observer()
"""Watches. For tests, the simulator, and whoever does not care."""


_TOLD = tuple(name for name in vars(Observer) if not name.startswith("_") and name != "begin")


class CompositeObserver(Observer):
    """Several that watch together; each is told what it listens to, and of the rest nobody is."""

    def __init__(self, *watches: Observer) -> None:
        for name in _TOLD:
            listen = [getattr(one, name) for one in watches if getattr(type(one), name) is not getattr(Observer, name)]
            if listen:
                setattr(self, name, listen[0] if len(listen) == 1 else _to_each(listen))

    def begin(self) -> int:
        return time.perf_counter_ns()


def _to_each(listen: Sequence[Callable[..., None]]) -> Callable[..., None]:
    def tell(*what: Any, **how: Any) -> None:
        for one in listen:
            one(*what, **how)

    return tell


class WatchedLog(EventLog):
    """A log whose commits and failures are watched."""

    def __init__(self, log: EventLog, watch: Observer) -> None:  # the log it wraps has the recorder
        self._log = log
        self._watch = watch
        self._failures = _Failures(watch)

    def append(self, batch: Sequence[Draft], tracking: Tracking | None = None) -> list[int]:
        began = self._watch.begin()
        with self._failures:
            positions = self._log.append(batch, tracking)
        self._watch.committed(batch, began)
        return positions

    def read(self, after: int = 0, limit: int = 500) -> list[Recorded]:
        with self._failures:
            return self._log.read(after, limit)

    def links(self, after: int, limit: int) -> list[Link]:
        with self._failures:
            return self._log.links(after, limit)

    def first_of(self, streams: Sequence[str]) -> dict[str, Stored]:
        with self._failures:
            return self._log.first_of(streams)

    def last_of(self, stream: str) -> Stored | None:
        with self._failures:
            return self._log.last_of(stream)

    def head(self) -> Recorded | None:
        with self._failures:
            return self._log.head()

    def before_message(self, index: int) -> int:
        with self._failures:
            return self._log.before_message(index)

    def message(self, index: int) -> Recorded | None:
        with self._failures:
            return self._log.message(index)

    def unguarded(self) -> list[str]:
        with self._failures:
            return self._log.unguarded()

    def close(self) -> None:
        self._log.close()


class _Failures:
    """Tells the watch what went wrong, and lets it go its way. Entered for every batch, so it had better be quick."""

    __slots__ = ("_watch",)

    def __init__(self, watch: Observer) -> None:
        self._watch = watch

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is Collision:
            self._watch.collided()
        elif kind is LogUnavailable:
            self._watch.log_failed()


class WatchedSnapshot(SnapshotFile):
    """A snapshot's file of which is watched how far it goes, and whether it can be written."""

    def __init__(self, path: Path | None, watch: Observer) -> None:
        self._watch = watch
        super().__init__(path)

    def base(self) -> Base | None:
        base = super().base()
        self._stands(base)
        return base

    def renew(self) -> None:
        self._stands(None)
        super().renew()

    def write(self, base: Base, shelves: Iterable[tuple[str, PagedDict]]) -> None:
        try:
            super().write(base, shelves)
        except sqlite3.Error:
            self._watch.snapshot_taken(well=False)
            raise
        self._watch.snapshot_taken(well=True)
        self._stands(base)

    def _stands(self, base: Base | None) -> None:
        self._watch.snapshot_stands(base.position if base else 0, base.last_at if base else None)
