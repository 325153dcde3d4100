"""From a failing seed to a short story: as few faults, seconds and inhabitants as still show the same problem."""

import dataclasses
import re

from tests.simulation.running import one

TRIES = 400


def shrunk(result, note=lambda text: None):
    """The smallest case found that fails in the same way, and its result."""
    return _Shrinking(result, note).run()


class _Shrinking:
    def __init__(self, result, note):
        self._wanted = _signature(result)
        self._best = result
        self._note = note
        self._tries = 0

    def run(self):
        self._shorter()
        self._faults()
        self._shorter()
        self._fewer_inhabitants()
        self._faults()
        return self._best

    def _faults(self):
        """Leave out ever smaller parts of what struck."""
        size = max(1, len(self._best.trail) // 2)
        while True:
            smaller = False
            faults = [name for _, name in self._best.trail]
            for start in range(0, len(faults), size):
                kept = frozenset(name for _, name in self._best.trail)
                part = kept & frozenset(faults[start : start + size])
                smaller |= bool(part) and self._try(only=kept - part)
            if size == 1 and not smaller:
                return
            size = max(1, size // 2)

    def _shorter(self):
        if self._best.trail:
            last = self._best.trail[-1][0]
            self._try(seconds=last + 1)
            self._try(seconds=last + 0.2)

    def _fewer_inhabitants(self):
        for part in ("applicants", "zuilen", "contributors"):
            for who in getattr(self._best.plan, part):
                left = tuple(one for one in getattr(self._best.plan, part) if one != who)
                if left:
                    self._try(plan=dataclasses.replace(self._best.plan, **{part: left}))
        for pool in sorted(self._best.plan.pools):
            left = {name: terms for name, terms in self._best.plan.pools.items() if name != pool}
            if left:
                self._try(plan=dataclasses.replace(self._best.plan, pools=left))

    def _try(self, **change):
        self._tries += 1
        if self._tries > TRIES:
            return False
        result = one(dataclasses.replace(self._best.case, **change))
        same = bool(result.problems) and _signature(result) == self._wanted
        if same:
            self._best = result
            self._note(f"{len(result.trail)} faults, {result.commands} commands")
        return same


def _signature(result):
    """What the first problem is about, whoever and whenever it concerns."""
    return re.sub(r"[0-9a-f]{16,}|\d+|'[^']*'|applications|pool|settlement", "…", result.problems[0])[:60]
