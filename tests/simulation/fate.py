"""What goes wrong, drawn from a seed. Every fault has a name that stays the same when other faults are left out.

A fault's name is (kind, where, n): the n-th time that this kind could have struck there. So a run can be repeated
with some of its faults only, which is how a failing seed becomes a short story.
"""

import contextlib
import random
from collections import Counter

from eventsourcing import persistence as es

BEHIND = "decision fails behind the log"
KINDS = {
    "command lost": 0.1,
    "command repeated": 0.15,
    "command truncated": 0.01,
    "message to party lost": 0.1,
    "message to party repeated": 0.1,
    "message delayed": 0.1,
    "said message lost": 0.05,
    "said message repeated": 0.1,
    "delivery lost": 0.06,
    "delivery repeated": 0.12,
    "delivery truncated": 0.02,
    "acknowledgement lost": 0.15,
    "request lost": 0.06,
    "answer lost": 0.08,
    "request done late": 0.02,
    "commit fails": 0.04,
    "commit in doubt": 0.02,
    "commit slow": 0.01,
    "read fails": 0.002,
    "read fails after a commit": 0.5,
    "death before commit": 0.004,
    "death after commit": 0.006,
    "death before request": 0.003,
    "death after request": 0.003,
    "death amid publishing": 0.01,
    "death amid a snapshot": 0.01,
    "snapshot not written": 0.1,
    "snapshot unreadable": 0.004,
    BEHIND: 0.3,
}
"""Faults of one moment, and how often each strikes where it can, at most."""


DEATHS = frozenset(kind for kind in KINDS if kind.startswith("death"))
LINGERING = frozenset({"delivery lost", "message to party lost"})
LINGERING_SECONDS = 8.0
"""So long these go on when all else has ended: only then is the last message ever said among those that get lost."""
IN_DOUBT = "server closed the connection unexpectedly"
"""Of a commit that failed and of one that succeeded: nobody can tell them apart by what the database says."""


class Dead(BaseException):
    """The process was killed in the middle of this. Nobody catches it: nothing more is done, not even cleaning up."""


class Fate:
    """Decides at every point where something can go wrong. Rages only while it is let."""

    def __init__(self, seed, now, *, only=None):
        self._seed = seed
        self._now = now
        self._only = only
        self._dice = {}
        self._counts = Counter()
        self._raging = False
        self._lingers_until = 0.0
        self.done = Counter()
        self.trail = []
        """(time, fault) of each fault that struck."""
        chance = self.dice("rates")
        share = chance.choice([0.3, 0.7, 1, 1])
        wildness = chance.choice([1, 3, 6, 9])
        self.rates = {
            kind: rate * wildness * chance.random() for kind, rate in KINDS.items() if chance.random() < share
        }
        """Which faults strike at all in this run, and how often: some runs are calm, some see everything."""

    @property
    def raging(self):
        """Whether faults strike at all."""
        return self._raging

    @raging.setter
    def raging(self, raging):
        self._raging = raging
        self._lingers_until = self._now() + LINGERING_SECONDS

    def dice(self, *about):
        """Chances that depend on the seed and on what they are about only."""
        return random.Random("/".join(map(str, (self._seed, *about))))

    def steady(self, where):
        """An endless row of chances of this place, the same in every run."""
        found = self._dice.get(where)
        if found is None:
            found = self._dice[where] = self.dice(*where)
        return found

    def strikes(self, kind, where):
        """Whether this kind of fault happens here and now."""
        if not self.raging and not (kind in LINGERING and self._now() < self._lingers_until):
            return False
        rate = self.rates.get(kind)
        if rate is None or self.steady((kind, where)).random() >= rate:
            return False
        return self._strike(kind, where)

    def disaster(self, kind, where):
        """Whether a fault that was planned is to happen."""
        return self._strike(kind, where)

    def _strike(self, kind, where):
        self._counts[kind, where] += 1
        name = (kind, where, self._counts[kind, where])
        if self._only is not None and name not in self._only:
            return False
        self.done[kind] += 1
        self.trail.append((self._now(), name))
        return True

    def magnitude(self, kind, where):
        """Chances for how bad it is."""
        return self.dice(kind, where, self._counts[kind, where])


class OneDeath(Fate):
    """Nothing goes wrong but one death, at the n-th point where a process can die."""

    def __init__(self, seed, now, number):
        super().__init__(seed, now)
        self.rates = {}
        self.points = 0
        """How many points there were so far."""
        self._number = number

    def strikes(self, kind, where):
        if not self.raging or kind not in DEATHS:
            return False
        self.points += 1
        return self.points == self._number and self._strike(kind, where)

    def disaster(self, kind, where):
        return False


class Hazards:
    """What can go wrong between one process and its disk."""

    def __init__(self, fate, process):
        self._fate = fate
        self._process = process
        self._shaken = 0
        """So many reads more fail."""

    @contextlib.contextmanager
    def commit(self, disk):
        where = self._process.name
        self._alive()
        if disk.full:
            raise es.OperationalError("database or disk is full")
        self._maybe_die("death before commit", where)
        if self._fate.strikes("commit fails", where):
            self._maybe_shaken(where)
            raise es.OperationalError(IN_DOUBT)
        yield
        self._maybe_die("death after commit", where)
        if self._fate.strikes("commit slow", where):
            self._process.freeze(self._fate.magnitude("commit slow", where).choice([0.2, 1, 3]))
        if self._fate.strikes("commit in doubt", where):
            self._maybe_shaken(where)
            raise es.OperationalError(IN_DOUBT)

    def read(self, disk):
        self._alive()
        shaken, self._shaken = self._shaken, max(0, self._shaken - 1)
        if shaken or self._fate.strikes("read fails", self._process.name):
            raise es.OperationalError("disk I/O error")

    def _maybe_shaken(self, where):
        """What kept a commit from succeeding may keep the next reads from it too."""
        if self._fate.strikes("read fails after a commit", where):
            self._shaken = self._fate.magnitude("read fails after a commit", where).choice([1, 1, 2, 4])

    def _alive(self):
        """A log of a dead process is used by nobody; one that is read from outside has no process."""
        if self._process.dead:
            raise Dead(self._process.name)

    def _maybe_die(self, kind, where):
        if self._fate.strikes(kind, where):
            die(self._process)


def die(process):
    """Here and now, in the middle of what it does."""
    process.kill()
    raise Dead(process.name)
