"""The verbs of a script about the disk under a log, and what it is played on: SQLite, PostgreSQL, the simulated disk.

An event is written `stream/version`. Positions are not told, for gaps mean nothing: only that they rise, and which
event has them. Two desks, `log` and `log-2`, are two processes on one disk.
"""

import contextlib

from eventsourcing import persistence as es

from shared.log.eventlog import open_log
from tests.simulation.disk import Disk, Recorder


class Desk:
    """What can be done with recorders."""

    def __init__(self, disk):
        self._disk = disk
        self._recorders = {}
        self._at = {}
        """Which event has which position."""

    async def end(self):
        for recorder in self._recorders.values():
            recorder.close()

    def _recorder(self, who):
        if who not in self._recorders:
            self._recorders[who] = self._disk.recorder()
        return self._recorders[who]

    async def records(self, who, *names, heard=""):
        upstream, _, index = heard.partition(":")
        tracking = es.Tracking(upstream, int(index)) if heard else None
        positions = self._recorder(who).insert_events([_event(name) for name in names], tracking=tracking)
        assert len(positions) == len(names)
        all_in_order = [*self._at, *positions]
        self._at.update(zip(positions, names, strict=True))
        return "rising" if all_in_order == sorted(set(all_in_order)) else f"not rising: {all_in_order}"

    async def reads(self, who, *, limit=50, **start):
        """From an event on, after it, or from the position before it; without any, as the log reads at first."""
        position, inclusive = 0, False
        match start:
            case {"from": "start"}:
                position, inclusive = None, True
            case {"from": name}:
                position, inclusive = self._position(name), True
            case {"after": name}:
                position = self._position(name)
            case {"before": name}:
                position = self._position(name) - 1
        found = self._recorder(who).select_notifications(position, int(limit), inclusive_of_start=inclusive)
        for one in found:
            assert self._at[one.id] == _name(one), one
        return [_name(one) for one in found]

    def _position(self, name):
        return next(position for position, found in self._at.items() if found == name)

    async def head(self, who):
        last = self._recorder(who).max_notification_id()
        return "none" if last is None else self._at[last]

    async def ends(self, who):
        """Everything that is there, read one by one, as the log's own search does."""
        names, position = [], 0
        while found := self._recorder(who).select_notifications(position, 1, inclusive_of_start=False):
            assert found[0].id > position
            names.append(_name(found[0]))
            position = found[0].id
        return names

    async def last(self, who, *, of):
        found = self._recorder(who).select_events(of, desc=True, limit=1)
        assert len(found) <= 1
        return _name(found[0]) if found else "none"

    async def first(self, who, *, of):
        """In no order."""
        return sorted(state.decode().removeprefix("state of ") for state in self._recorder(who).first_of(of.split(",")))

    async def heard(self, who, *, of):
        found = self._recorder(who).max_tracking_id(of)
        return "none" if found is None else found

    async def opens_anew(self, who):
        self._recorders.pop(who).close()


def _event(name):
    stream, version = name.split("/")
    return es.StoredEvent(stream, int(version), f"kind-of-{stream}", f"state of {name}".encode())


def _name(found):
    """Which event that is; all that was stored of it must agree."""
    name = f"{found.originator_id}/{found.originator_version}"
    assert (found.topic, bytes(found.state)) == (f"kind-of-{found.originator_id}", f"state of {name}".encode()), found
    return name


class RealDisk:
    """A log at some address."""

    def __init__(self, address):
        self._address = address

    def recorder(self):
        return open_log(self._address)._recorder


class SimulatedDisk:
    """A disk in memory."""

    def __init__(self, *, leaves_gaps):
        self._disk = Disk("conformance", lambda: 0.0, leaves_gaps=leaves_gaps)

    def recorder(self):
        return Recorder(self._disk, _Safe())


class _Safe:
    """Nothing goes wrong."""

    def read(self, disk):
        """Nothing to fear."""

    def commit(self, disk):
        return contextlib.nullcontext()
