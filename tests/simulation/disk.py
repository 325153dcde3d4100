"""The disk under one log: what SQLite and PostgreSQL do, without the disk. Faults come from `world.fate`.

`test_conformance.py` runs the same script on this and on the real ones.
"""

from bisect import bisect_left, bisect_right

import msgspec
from eventsourcing import persistence as es


class Disk:
    """What is recorded: survives every death. `copy` and `restore` are what an operator does with backups."""

    def __init__(self, name, now, *, leaves_gaps=False):
        self.name = name
        self._now = now
        self.full = False
        self._leaves_gaps = leaves_gaps
        """As PostgreSQL does: a transaction that fails has used up its positions."""
        self._position = 0
        self._positions = []
        self._rows = []
        self._times = []
        self._places = {}
        self._tracked = {}

    # One transaction each

    def append(self, rows, tracking):
        """Record all, or raise IntegrityError and record nothing."""
        places = [(row.originator_id, row.originator_version) for row in rows]
        if any(place in self._places for place in places) or len(set(places)) < len(places):
            self._position += len(rows) if self._leaves_gaps else 0
            raise es.IntegrityError("UNIQUE constraint failed")
        if tracking is not None:
            if tracking.notification_id <= self._tracked.get(tracking.application_name, 0):
                raise es.IntegrityError("tracking")
            self._tracked[tracking.application_name] = tracking.notification_id
        first = self._position + 1
        self._position += len(rows)
        positions = list(range(first, self._position + 1))
        for row, place in zip(rows, places, strict=True):
            self._places[place] = len(self._rows)
            self._rows.append(row)
        self._positions += positions
        self._times += [self._now()] * len(rows)
        return positions

    def after(self, position, limit):
        start = bisect_right(self._positions, position)
        return list(zip(self._positions[start : start + limit], self._rows[start : start + limit], strict=True))

    def at(self, stream, version):
        found = self._places.get((stream, version))
        return None if found is None else self._rows[found]

    def last_of(self, stream):
        """By halving: versions have no gaps."""
        step = 1
        while (stream, step) in self._places:
            step *= 2
        versions = range(step // 2, step)
        found = bisect_left(versions, True, key=lambda version: (stream, version + 1) not in self._places)
        return self.at(stream, versions[found]) if step > 1 else None

    @property
    def last_position(self):
        return self._positions[-1] if self._positions else None

    def tracked(self, upstream):
        return self._tracked.get(upstream)

    # An operator's doings

    def copy(self):
        """As a backup holds it."""
        copied = Disk(self.name, self._now, leaves_gaps=self._leaves_gaps)
        copied._position = self._position
        copied._positions = list(self._positions)
        copied._rows = list(self._rows)
        copied._times = list(self._times)
        copied._places = dict(self._places)
        copied._tracked = dict(self._tracked)
        return copied

    @property
    def said(self):
        """How many messages this log says."""
        return msgspec.json.decode(self._rows[-1].state)["said"] if self._rows else 0

    @property
    def history(self):
        """(when, position, kind, stored bytes) of every event, in order."""
        rows = zip(self._times, self._positions, self._rows, strict=True)
        return [(at, position, row.topic, row.state) for at, position, row in rows]

    @property
    def kinds(self):
        """The kind of every event, in order."""
        return [row.topic for row in self._rows]

    @property
    def states(self):
        """The stored bytes, in order."""
        return [row.state for row in self._rows]


class Recorder:
    """One process's way to the disk, as `shared.log.recorders.Recorder` asks."""

    def __init__(self, disk, hazards):
        self._disk = disk
        self._hazards = hazards

    def insert_events(self, stored_events, tracking=None):
        with self._hazards.commit(self._disk):
            return self._disk.append(stored_events, tracking)

    def select_notifications(self, start, limit, *, inclusive_of_start=True):
        self._hazards.read(self._disk)
        found = self._disk.after((start or 0) - inclusive_of_start, limit)
        return [
            es.Notification(row.originator_id, row.originator_version, row.topic, row.state, position)
            for position, row in found
        ]

    def select_events(self, originator_id, *, desc=False, limit=None):
        assert (desc, limit) == (True, 1)
        self._hazards.read(self._disk)
        found = self._disk.last_of(originator_id)
        return [] if found is None else [found]

    def max_notification_id(self):
        self._hazards.read(self._disk)
        return self._disk.last_position

    def max_tracking_id(self, application_name):
        self._hazards.read(self._disk)
        return self._disk.tracked(application_name)

    def first_of(self, streams):
        self._hazards.read(self._disk)
        found = (self._disk.at(stream, 1) for stream in streams)
        return [row.state for row in found if row is not None]

    def unguarded(self):
        return []

    def close(self):
        pass
