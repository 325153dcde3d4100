"""Many worlds on all cores, and what came of them all together."""

import contextlib
import gc
import multiprocessing
import os
import signal
import time
from collections import Counter
from dataclasses import dataclass, field

from tests.simulation.words import catch
from tests.simulation.world import Result, simulate

HANGS_SECONDS = 120
COLLECT_EVERY = 20


@dataclass
class Tally:
    """Of all worlds so far."""

    worlds: int = 0
    faults: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    refusals: Counter = field(default_factory=Counter)
    commands: int = 0
    messages: int = 0
    simulated: float = 0.0
    """Seconds, in all worlds together."""
    worked: float = 0.0
    """Seconds of one core."""
    began: float = field(default_factory=time.monotonic)
    failed: list = field(default_factory=list)

    def add(self, result):
        self.worlds += 1
        self.faults += result.faults
        self.kinds += result.kinds
        self.refusals += result.refusals
        self.commands += result.commands
        self.messages += result.messages
        self.simulated += result.simulated
        self.worked += result.took
        if result.problems:
            self.failed.append(result)

    @property
    def seconds(self):
        return time.monotonic() - self.began


class Hangs(BaseException):
    """A world does not come to an end, not even by its own time."""


def run_all(cases, jobs=None, after_each=lambda tally: None, enough=lambda tally: False):
    """Run these worlds, each in one of `jobs` processes; returns the tally."""
    tally = Tally()
    with workers(jobs) as pool:
        for result in pool.imap_unordered(_one, cases):
            tally.add(result)
            after_each(tally)
            if enough(tally):
                break
    return tally


@contextlib.contextmanager
def workers(jobs=None):
    """Processes of their own: what is logged in them is caught, and a world that hangs is ended."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs or _cores(), initializer=_prepare, maxtasksperchild=2000) as pool:
        yield pool


def _cores():
    """All of them; our share where several processes run tests."""
    return max(1, os.cpu_count() // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _prepare():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    signal.signal(signal.SIGALRM, _hangs)
    catch()
    gc.freeze()
    gc.disable()


def _hangs(*_):
    raise Hangs


_since = 0


def _one(case):
    global _since  # noqa: PLW0603 looking for garbage costs more than a world does: not after each
    _since += 1
    if _since % COLLECT_EVERY == 0:
        gc.collect()
    result = one(case)
    if not result.problems:
        result.trail = []  # only wanted where something is wrong
    return result


def one(case):
    """A world, ended if it hangs."""
    signal.alarm(HANGS_SECONDS)
    try:
        result = simulate(case)
    except Hangs:
        return Result(case, [f"hangs: not over after {HANGS_SECONDS} seconds of our own time"])
    finally:
        signal.alarm(0)
    return result
