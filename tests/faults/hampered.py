"""Runs a service's own module in a process with a slow disk, a wrong clock, or other addresses.

`python -m tests.faults.hampered <file> services.<name>`. The file says what hampers the process at this moment, and
may change at any time; but for that, everything is as in production.
"""

import contextlib
import os
import runpy
import sys
import time
from datetime import timedelta
from pathlib import Path

import msgspec
import psycopg
from eventsourcing.sqlite import SQLiteConnection

from shared.running.world import SystemClock


class Hampers(msgspec.Struct):
    """What hampers a process. As made here: nothing."""

    environment: dict[str, str] = {}
    """Settings that differ from what the platform gave, read once at the start."""
    commit_seconds: float = 0.0
    """How much longer every commit takes."""
    clock_seconds: float = 0.0
    """How far the wall clock is off."""

    @classmethod
    def read(cls, path):
        return msgspec.json.decode(path.read_bytes(), type=cls)

    def write(self, path):
        new = path.with_suffix(".new")
        new.write_bytes(msgspec.json.encode(self))
        new.replace(path)


def hamper(path):
    """Put delays around what commits, and an offset on the wall clock; both as the file says from moment to moment."""
    _slow_down(SQLiteConnection, "commit", path)
    _slow_down(psycopg.Transaction, "__exit__", path)
    right = SystemClock.now
    SystemClock.now = lambda clock: right(clock) + timedelta(seconds=Hampers.read(path).clock_seconds)


def _slow_down(what, method, path):
    """Half of the delay within the transaction, half when it has been recorded and nobody knows it yet."""
    fast = getattr(what, method)

    def slow(*arguments):
        seconds = Hampers.read(path).commit_seconds
        time.sleep(seconds / 2)
        with contextlib.ExitStack() as afterwards:
            afterwards.callback(time.sleep, seconds / 2)
            return fast(*arguments)

    setattr(what, method, slow)


def main():
    path, module = Path(sys.argv[1]), sys.argv[2]
    os.environ.update(Hampers.read(path).environment)
    hamper(path)
    sys.argv[1:] = []
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
