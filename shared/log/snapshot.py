"""A fold, kept beside its log so that neither a start nor memory grows with history. Never the truth.

A snapshot belongs to one process, and says which event it is up to and that event's hash. One of another log, of an
event that the log holds otherwise, or made by other code is thrown away, and the log is folded anew.
"""

import functools
import hashlib
import inspect
import sqlite3
import sys
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, is_dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, get_args, get_origin, get_type_hints

import msgspec
import structlog

from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.fold import FactReader, Fold, follow
from shared.log.paged_dict import PagedDict, encode
from shared.log.snapshot_file import Base, SnapshotFile
from shared.service import Service, State

VERSIONS = "versions"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a snapshot is taken, and how much of each shelf is remembered."""

    changed_entries: int = 1_000
    """A snapshot writes about so many entries: a few milliseconds' work."""
    events: int = 20_000
    """At most about so many events are folded at a start."""
    remembered: int = 10_000
    """Entries of each shelf that stay in memory; at moments twice as many."""


def form_of(service: Service[Any]) -> str:
    """What a snapshot depends on beside the log: all code of the service and of the runtime, where folding is decided.

    More than folding needs, for what is too much only costs one folding anew after an update; too little would be
    believed.
    """
    return _digest(Path(inspect.getfile(service.new_state)).parent)


@functools.cache
def _digest(folder: Path) -> str:
    shared = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{sys.version_info[:2]} msgspec {msgspec.__version__}".encode())
    for path in (*sorted(folder.rglob("*.py")), *sorted(shared.rglob("*.py"))):
        code = path.read_bytes()
        digest.update(f"{path.name} {len(code)} ".encode() + code)
    return digest.hexdigest()


class Snapshots(Generic[State]):
    """Gives the fold of a log, and keeps a snapshot of it up to date."""

    def __init__(
        self, service: Service[State], log: EventLog, file: SnapshotFile | None = None, pace: Pace | None = None
    ) -> None:
        self._service = service
        self._eventlog = log
        self._file = file
        self._pace = pace or Pace()
        self._form = form_of(service) if file else ""
        self._facts = FactReader(service)
        self._shelves: dict[str, PagedDict] = {}
        self._at = 0
        """The position of the last snapshot, or of the last one that failed."""
        self._believed = 0

    @property
    def broken(self) -> bool:
        """A fold that was given rests on what cannot be read any more."""
        return self._file is not None and self._file.broken

    def fold(self, *, until: int | None = None) -> Fold[State]:
        """The log, folded up to and including `until`: from the snapshot on, where there is one that belongs to it."""
        try:
            return self._folded(until)
        except LogUnavailable:
            if not self.broken:
                raise
            return self._folded(until)

    def _folded(self, until: int | None) -> Fold[State]:
        fold: Fold[State] = Fold(self._service)
        if self._file is not None:
            self._set_up(fold, self._file)
        self.catch_up(fold, until=until)
        return fold

    def catch_up(self, fold: Fold[State], *, until: int | None = None) -> None:
        """Fold in what the log holds after the fold's position, up to and including `until`."""
        for _ in follow(fold, self._eventlog, self._facts, until=until):
            self.checkpoint(fold)

    @property
    def belongs(self) -> bool:
        """Whether there is a snapshot that this code made of this log."""
        return self._file is not None and self._belonging(self._file) is not None

    @property
    def believed(self) -> int:
        """Up to which event the fold that was given rests on the snapshot: of these the chain was not followed."""
        return self._believed

    def checkpoint(self, fold: Fold[State]) -> None:
        """Take a snapshot if it is time to; forget what was not used lately. Nothing may be drafted."""
        if self._file is None:
            return
        since = fold.position - self._at
        if since >= self._pace.events or min(since, self._changed) >= self._pace.changed_entries:
            self._take(fold, self._file)
        for shelf in self._shelves.values():
            shelf.forget()

    @property
    def _changed(self) -> int:
        return sum(shelf.changed for shelf in self._shelves.values())

    def close(self, fold: Fold[State] | None) -> None:
        """Take a last snapshot, of a fold that holds no drafts."""
        if self._file is not None:
            if fold is not None and fold.position > self._at and not self._file.broken:
                self._take(fold, self._file)
            self._file.close()

    def _set_up(self, fold: Fold[State], file: SnapshotFile) -> None:
        base = None if file.broken else self._belonging(file)
        if base is None:
            file.renew()
        self._at = self._believed = base.position if base else 0
        self._shelves = _shelved(fold, file, base, self._pace.remembered)
        if base:
            _restore(fold, base)

    def _belonging(self, file: SnapshotFile) -> Base | None:
        """What the snapshot holds, if this code made it of this log."""
        base = file.base()
        if base is None or base.form != self._form:
            return None
        found = self._eventlog.read(base.position - 1, limit=1)
        if found and (found[0].position, found[0].hash) == (base.position, base.last_hash):
            return base
        _log.warning("snapshot is not of this log; folding the log anew", position=base.position)
        return None

    def _take(self, fold: Fold[State], file: SnapshotFile) -> None:
        self._at = fold.position
        try:
            file.write(_base(fold, self._form, self._shelves), self._shelves.items())
        except sqlite3.Error as error:
            _log.warning("no snapshot; the last one stays", reason=str(error))
            return
        for shelf in self._shelves.values():
            shelf.saved()


def _shelved(fold: Fold[Any], file: SnapshotFile, base: Base | None, remembered: int) -> dict[str, PagedDict]:
    """Put a shelf in the place of each mapping that may outgrow memory."""
    kinds = {VERSIONS: int, **_growing(fold.state)}
    shelves = {
        name: PagedDict(
            name,
            msgspec.json.Decoder(kind).decode,
            file,
            fold.evolving,
            count=base.counts.get(name, 0) if base else 0,
            mutable=_mutable(kind),
            remembered=remembered,
        )
        for name, kind in kinds.items()
    }
    for name, shelf in shelves.items():
        owner, _, part = name.rpartition(".")
        setattr(attrgetter(owner)(fold.state) if owner else fold, part, shelf)
    return shelves


def _growing(state: Any) -> dict[str, Any]:
    """The parts of a state that are declared as `MutableMapping[str, Value]`, by path, with the values' types."""
    return {path: get_args(hint)[1] for path, hint in parts_of(state) if get_origin(hint) is MutableMapping}


def parts_of(state: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """The parts of a state by path, as `holds.reservations`, with their declared types: slices are looked into."""
    for name, hint in _hints(type(state)).items():  # type: ignore[arg-type]  # any class can be hashed
        if is_dataclass(hint):
            yield from parts_of(getattr(state, name), f"{within}{name}.")
        else:
            yield within + name, hint


_hints = functools.cache(get_type_hints)
"""They are read with every snapshot, and are always the same."""


def _mutable(kind: Any) -> bool:
    """Whether a value may be changed in place; what is not known to be fixed may be."""
    kind = get_origin(kind) or kind
    if is_dataclass(kind):
        return not vars(kind)["__dataclass_params__"].frozen
    return not (isinstance(kind, type) and issubclass(kind, str | int | tuple | frozenset))


def _base(fold: Fold[Any], form: str, shelves: dict[str, PagedDict]) -> Base:
    resident = [path for path, _ in parts_of(fold.state) if path not in shelves]
    return Base(
        form=form,
        log=fold.log,
        position=fold.position,
        last_hash=fold.last_hash,
        last_at=fold.last_at,
        published_to=dict(fold.published_to),
        published=fold.published,
        consumed=dict(fold.consumed),
        parties=fold.parties,
        counts={name: len(shelf) for name, shelf in shelves.items()},
        state={path: msgspec.Raw(encode(attrgetter(path)(fold.state))) for path in resident},
    )


def _restore(fold: Fold[Any], base: Base) -> None:
    fold.log, fold.position = base.log, base.position
    fold.last_hash, fold.last_at = base.last_hash, base.last_at
    fold.published, fold.consumed, fold.parties = base.published, dict(base.consumed), base.parties
    fold.published_to.update(base.published_to)
    hints = dict(parts_of(fold.state))
    for path, raw in base.state.items():
        owner, _, name = path.rpartition(".")
        part = attrgetter(owner)(fold.state) if owner else fold.state
        setattr(part, name, msgspec.json.decode(raw, type=hints[path]))
