"""Worlds in which everything goes wrong, as many as `EFFORT` says; `make simulate` runs as many as you like."""

import ast
import os
import subprocess
import sys
from importlib import import_module

import pytest

from deploy.local import ROOT
from tests.effort import EFFORT, TIMEOUT_SECONDS
from tests.simulation.planted import PLANTED
from tests.simulation.running import one as run_one
from tests.simulation.running import run_all, workers
from tests.simulation.world import Case
from tests.town.plan import Plan, Terms

SEEDS = 20 * EFFORT
"""Every change has to pass more of them: `.ci/run` has 200 worlds of its own."""
STRIDE = max(12 // EFFORT, 1)
"""How many points are passed over between two deaths, and one: with more effort none is."""
STORIES = range(10, 10 + EFFORT)
TINY = Plan(
    pools={"groenpot": Terms("wijkteam", automatic=True, limit_cents=60_000)},
    contributors=("groen",),
    zuilen=("zuil-meel",),
    applicants=("buurttuin",),
)
FOUND = {
    250: "a failed read between setting index and position: the relay said message 77 as the 99th",
    71: "log and broker restored together, readers silent for a second: the service went on",
    1: "a truncated delivery halted its upstream, although the producer's log has the message whole",
    9: "a partner's follower ended when the log could not be read at that moment",
    7_700_194: "what was heard named an ask that only another process had recorded: the upstream was halted",
    200_087: "what a grant left over stayed free in a contribution that had ended",
    200_288: "the audit took a batch of another log, in the middle of one of the pool, for the end of it",
}
"""Seeds that showed something on the day they were found, and what. Each of these bugs has a test of its own, too."""


def wrong(tally):
    return "\n".join(f"seed {failed.case.seed}: {failed.problems[0]}" for failed in tally.failed)


@pytest.mark.timeout(4 * TIMEOUT_SECONDS)
def test_nothing_is_lost_in_any_of_these_worlds():
    """Conserved, all or nothing, one outcome per command, mirrors equal, chains whole; all is decided in the end."""
    tally = run_all([Case(seed) for seed in (*FOUND, *range(100_000, 100_000 + SEEDS))])
    assert not tally.failed, wrong(tally)
    assert tally.worlds == SEEDS + len(FOUND)
    assert len(tally.faults) > 40
    assert tally.faults.total() > 60 * SEEDS
    happened = ("application-granted", "application-failed", "reservation-paid", "payment-failed", "saving-divided")
    assert [kind for kind in happened if not tally.kinds[kind]] == []


@pytest.mark.timeout(4 * TIMEOUT_SECONDS)
@pytest.mark.parametrize("story", STORIES)
def test_a_process_may_die_at_every_point(story):
    """One small story again and again, with one death: at one point after another where a process can die."""
    with workers(1) as pool:
        calm = pool.apply(run_one, [Case(story, plan=TINY, seconds=1.5, dies_at=0)])
    assert calm.problems == []
    assert calm.points > 50
    points = range(1, calm.points + 1, STRIDE)
    tally = run_all([Case(story, plan=TINY, seconds=1.5, dies_at=point) for point in points])
    assert not tally.failed, "\n".join(f"{failed.case}: {failed.problems[0]}" for failed in tally.failed)
    assert tally.faults.total() == len(points)


def told(*arguments, hash_seed="0", plant=""):
    """What the simulation tells in a process of its own, perhaps with a bug planted in it."""
    return own_process(f"{plant}\nfrom tests.simulation.__main__ import main\nmain()", *arguments, hash_seed=hash_seed)


def own_process(program, *arguments, hash_seed="0"):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_seed_is_replayed_exactly():
    """In another process, where sets and addresses are otherwise."""
    one, other = (told("--replay", 4, "--everything", hash_seed=seed) for seed in ("1", "2"))
    assert one.returncode == 0, one.stderr[-2000:]
    assert one.stdout == other.stdout
    assert one.stdout.count("FAULT") > 10


FIRST_FAILING = """
from tests.simulation.running import one
from tests.simulation.words import catch
from tests.simulation.world import Case
catch()
print(next((seed for seed in range(40) if one(Case(seed)).problems), "none"))
"""
NO_INBOX = "import shared.running.writer; shared.running.writer.Writer._outcomes_of = lambda self, arrived: {}"


@pytest.mark.timeout(4 * TIMEOUT_SECONDS)
def test_a_planted_bug_is_found_and_told_as_a_short_story():
    """Whoever forgets to look into the inbox decides a repeated command twice."""
    seed = own_process(f"{NO_INBOX}\n{FIRST_FAILING}").stdout.strip()
    assert seed.isdigit(), "not found in forty worlds"
    story = told("--shrink", seed, plant=NO_INBOX)
    assert story.returncode == 1, story.stdout[-1000:] + story.stderr[-2000:]
    assert story.stdout.count("FAULT") <= 6, story.stdout
    assert "PROBLEM" in story.stdout


@pytest.mark.parametrize("bug", PLANTED, ids=lambda bug: bug.name)
def test_what_a_planted_bug_replaces_still_stands(bug):
    """Whether it is found, `make drill` shows; that it can be planted at all should be known sooner."""
    for file, old, new in bug.edits:
        text = (ROOT / file).read_text("utf-8")
        assert text.count(old) == 1
        _imports_what_there_is(ast.parse(text.replace(old, new), file))


def _imports_what_there_is(module):
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom):
            imported = import_module(node.module)
            missing = [one.name for one in node.names if not hasattr(imported, one.name)]
            assert all(import_module(f"{node.module}.{name}") for name in missing)
