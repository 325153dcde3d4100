"""The snapshot beside a simulated log: the real one, in a database that outlives the processes that use it."""

import sqlite3
from collections.abc import Collection
from operator import attrgetter

from shared.log.fold import replay
from shared.log.snapshot import Pace, Snapshots, parts_of
from shared.log.snapshot_file import SnapshotFile
from tests.simulation.fate import die

PACES = (
    None,
    Pace(changed_entries=1, events=5, remembered=2),
    Pace(changed_entries=9, events=60, remembered=6),
    Pace(changed_entries=40, events=200, remembered=1_000),
)
"""From none at all to one after nearly every batch, with next to nothing in memory."""


class Shelves:
    """What a host's processes use: the first takes what the last left; one beside it makes one for itself."""

    def __init__(self, world, name):
        dice = world.fate.dice("snapshots", name)
        self._pace = dice.choice(PACES)
        self._fate = world.fate
        self._name = name
        self._file = None
        self._owner = None

    def taken_by(self, process, service, log):
        if self._pace is None:
            return None
        file = _File(self._fate, self._name, process)
        if self._owner is None or self._owner.dead:
            file.take_over(self._file)
            self._file, self._owner = file, process
        return Snapshots(service, log, file, self._pace)

    def lost(self):
        """Somebody deletes it while no process uses it."""
        self._file = None


class _File(SnapshotFile):
    def __init__(self, fate, name, process):
        super().__init__(None)
        self._fate = fate
        self._name = name
        self._process = process

    def take_over(self, former):
        if former is not None:
            self._connection.close()
            self._connection = former._connection

    def fetch(self, shelf, key):
        with self._reading():
            if self._fate.strikes("snapshot unreadable", self._name):
                raise sqlite3.DatabaseError("database disk image is malformed")
        return super().fetch(shelf, key)

    def write(self, base, shelves):
        if self._fate.strikes("snapshot not written", self._name):
            raise sqlite3.OperationalError("database or disk is full")
        super().write(base, self._mortal(shelves))

    def _mortal(self, shelves):
        """Halfway through, the process may die."""
        for name, shelf in shelves:
            if self._fate.strikes("death amid a snapshot", self._name):
                die(self._process)
            yield name, shelf


def differences(fold, service, log):
    """Whether a fold that went on from snapshots is what its log amounts to."""
    anew = replay(service, log)
    parts = ("log", "position", "last_hash", "last_at", "published", "published_to", "consumed", "parties", "versions")
    yield from (part for part in parts if getattr(fold, part) != getattr(anew, part))
    for part, _ in parts_of(anew.state):
        ours, theirs = attrgetter(part)(fold.state), attrgetter(part)(anew.state)
        if ours != theirs or (isinstance(theirs, Collection) and _of_another_order(ours, theirs)):
            yield f"state.{part}"


def _of_another_order(ours, theirs):
    return len(ours) != len(theirs) or (not isinstance(theirs, set) and list(ours) != list(theirs))
