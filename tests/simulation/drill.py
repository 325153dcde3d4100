"""The mutation drill: does the simulator find a bug that somebody tired might really have written?

`python -m tests.simulation.drill`                  plant each bug of `planted`, alone, in a copy; hunt it down
`python -m tests.simulation.drill --only NAME`      only the bugs whose name holds this
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from deploy.local import ROOT
from tests.simulation.planted import PLANTED
from tests.simulation.running import _one, workers
from tests.simulation.world import Case

JOBS = 2
CALM_WORLDS = 6
MUST_HAPPEN = ("application-granted", "application-failed", "reservation-paid")
"""In calm worlds, together, unless they end with a problem. Otherwise its author would have noticed."""
TYPING_ERRORS = ("AttributeError", "ImportError", "NameError", "SyntaxError", "TypeError")
"""What a type checker finds needs no simulator."""
PROBLEM_SHOWN = 70


class Rotten(Exception):
    """A planted bug does not fit the code any more, or is none that anybody would let through."""


@dataclass(frozen=True)
class Hunt:
    """What came of looking for one bug."""

    worlds: int
    seed: int | None = None
    problem: str = ""
    faults: int = 0
    """How many faults had struck in the world where it was found."""
    missed: tuple[str, ...] = ()
    """What must happen in a calm world, and did not."""
    needs_faults: bool = True
    """Whether nothing shows as long as nothing goes wrong."""


# In the copy


def hunt(worlds):
    """Run calm worlds, then worlds of all kinds until the first with a problem."""
    with workers(JOBS) as pool:
        calm = pool.map(_one, [Case(seed, dies_at=0) for seed in range(CALM_WORLDS)])
        happened = set().union(*(result.kinds for result in calm))
        needs_faults = not any(result.problems for result in calm)
        missed = tuple(kind for kind in MUST_HAPPEN if needs_faults and kind not in happened)
        about = {"missed": missed, "needs_faults": needs_faults}
        for done, result in enumerate(pool.imap_unordered(_one, map(Case, range(worlds))), 1):
            if result.problems:
                return Hunt(done, result.case.seed, result.problems[0], len(result.trail), **about)
    return Hunt(worlds, **about)


# From outside


def drill(bugs, worlds, console):
    """Hunt each bug in a copy of its own, and the bug that is not there; returns whether all went as it should."""
    for bug in bugs:
        _once(bug)
    console.print(_row("bug", "file", "seed", "worlds", "faults", "calm", "found by"))
    as_it_should = True
    for bug in bugs:
        try:
            found = _hunted(bug, worlds or bug.within)
        except Rotten as rotten:
            found = Hunt(0, problem=str(rotten))
        as_it_should &= found.seed is not None
        console.print(_row(bug.name, bug.file, *_told(found, found.problem or "NOT FOUND")))
    control = _hunted(None, worlds or max(bug.within for bug in bugs))
    console.print(_row("nothing planted", "", *_told(control, "nothing found, as it should be")))
    return as_it_should and control.seed is None


def _told(hunt, if_not):
    """Seed, worlds, faults in that world, whether calm worlds show it too, and by which problem; or `if_not`."""
    if hunt.seed is None:
        return "-", hunt.worlds, "", "", if_not
    problem = " ".join(hunt.problem.split())[:PROBLEM_SHOWN]
    return hunt.seed, hunt.worlds, hunt.faults, "" if hunt.needs_faults else "yes", problem


def _row(name, file, seed, worlds, faults, calm, problem):
    """A line of the table, shown as soon as it is known."""
    return f"{name:<51} {file:<52} {seed:>5} {worlds:>6} {faults:>6} {calm:<4}  {problem}"


def _hunted(bug, worlds):
    with tempfile.TemporaryDirectory(prefix="bundel-drill-") as folder:
        copy = Path(folder)
        _copy_to(copy)
        if bug:
            _plant(bug, copy)
        command = [sys.executable, "-m", "tests.simulation.drill", "--hunt", str(worlds)]
        environment = {**os.environ, "PYTHONPATH": str(copy / "clients" / "python" / "src")}  # not what is installed
        done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Rotten(f"{bug}: does not even run: {done.stderr[-500:]}")
    found = Hunt(**json.loads(done.stdout.splitlines()[-1]))
    if any(error in found.problem for error in TYPING_ERRORS):
        raise Rotten(f"{bug.name if bug else 'nothing planted'}: {found.problem}")
    if found.missed:
        raise Rotten(f"{bug.name if bug else 'nothing planted'}: in calm worlds there is no {', '.join(found.missed)}")
    return found


def _copy_to(folder):
    """Whatever is or could be committed, as it is on disk now."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in names.split("\0"):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def _plant(bug, folder):
    for file, old, new in bug.edits:
        path = folder / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _once(bug):
    for file, old, _ in bug.edits:
        times = (ROOT / file).read_text("utf-8").count(old)
        if times != 1:
            raise Rotten(f"{bug.name}: what it replaces occurs {times} times in {file}; plant it anew")


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.drill", description=__doc__.splitlines()[0])
    parser.add_argument("--only", metavar="NAME", default="", help="only the bugs whose name holds this")
    parser.add_argument("--seeds", type=int, help="how many worlds at most; as each bug says, if not given")
    parser.add_argument("--hunt", type=int, metavar="WORLDS", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.hunt is not None:
        print(json.dumps(vars(hunt(options.hunt))))  # noqa: T201 for the drill that started us
        return
    bugs = [bug for bug in PLANTED if options.only in bug.name]
    if not bugs:
        parser.error(f"no bug has {options.only!r} in its name: {', '.join(bug.name for bug in PLANTED)}")
    console = Console(soft_wrap=True, highlight=False, markup=False)
    try:
        as_it_should = drill(bugs, options.seeds, console)
    except Rotten as rotten:
        console.print(f"drill: {rotten}")
        sys.exit(1)
    console.print("drill: ok" if as_it_should else "drill: NOT OK")
    sys.exit(not as_it_should)


if __name__ == "__main__":
    main()
