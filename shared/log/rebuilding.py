"""An operator's word on a snapshot: is it what the log amounts to? And a new one, folded from the log alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter
from pathlib import Path
from typing import Any

from shared.log.eventlog import EventLog
from shared.log.snapshot import Snapshots, parts_of
from shared.log.snapshot_file import SnapshotFile
from shared.service import Service

_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it."""

    events: int
    """The position up to which the log was folded."""
    compared: bool
    """Whether there was a snapshot that belonged to this log and this code."""
    differences: list[str]
    """Where it was not what the log amounts to. Anything here is a bug of ours, or a file that somebody changed."""


def rebuild(service: Service[Any], log: EventLog, path: Path) -> Rebuilt:
    """Fold the whole log into a new snapshot, and compare with what the old one gave.

    Raises LogUnavailable if a process of the service has the snapshot: it must stand still.
    """
    file = SnapshotFile(path, alone=True)
    former, anew = Snapshots(service, log, file), Snapshots(service, log, SnapshotFile(None))
    compared = former.belongs
    try:
        was = former.fold()
        is_now = anew.fold(until=was.position)
        differences = list(_differences(was, is_now)) if compared else []
        file.renew()
        former.close(former.fold())
    finally:
        anew.close(None)
        file.close()
    return Rebuilt(is_now.position, compared, differences)


def _differences(was: Any, is_now: Any) -> Iterator[str]:
    for part in ("log", "position", "last_hash", "last_at", "published", "published_to", "consumed", "parties"):
        if getattr(was, part) != getattr(is_now, part):
            yield part
    yield from _unlike("versions", was.versions, is_now.versions)
    for path, _ in parts_of(is_now.state):
        yield from _unlike(path, attrgetter(path)(was.state), attrgetter(path)(is_now.state))


def _unlike(name: str, was: Any, is_now: Any) -> Iterator[str]:
    """Entry by entry, in order, so that two long histories need not be in memory."""
    if not hasattr(is_now, "items"):
        if was != is_now:
            yield name
        return
    for one, other in zip_longest(was.items(), is_now.items(), fillvalue=(_NOTHING, None)):
        if one != other:
            yield f"{name} {other[0] if other[0] is not _NOTHING else one[0]}"
            return
