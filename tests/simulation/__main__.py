"""Worlds by the thousand, or one of them told.

`python -m tests.simulation --seeds 1000`     run these many, from --first on, on all cores
`python -m tests.simulation --replay 4711`    run one, and tell what went on
`python -m tests.simulation --shrink 4711`    look for the shortest story with the same problem, and tell that
"""

import argparse
import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from tests.simulation.running import one, run_all
from tests.simulation.shrinking import shrunk
from tests.simulation.story import tell
from tests.simulation.words import catch
from tests.simulation.world import Case

SHOWN = 10
"""At most so many failing seeds are told of."""


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=1000, help="how many worlds")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, help="how many at once; as many as there are cores, if not given")
    parser.add_argument("--replay", type=int, metavar="SEED", help="tell what goes on in one world")
    parser.add_argument("--everything", action="store_true", help="with --replay: not only what the problems are about")
    parser.add_argument("--shrink", type=int, metavar="SEED", help="look for the shortest story of a failing world")
    options = parser.parse_args()
    console = Console(soft_wrap=True, highlight=False, markup=False)
    if options.replay is not None or options.shrink is not None:
        catch()
        sys.exit(_one(options, console))
    sys.exit(_many(options, console))


def _one(options, console):
    case = Case(options.shrink if options.replay is None else options.replay)
    if options.shrink is not None:
        result = one(case)
        if not result.problems:
            console.print(f"seed {case.seed}: nothing is wrong")
            return 0
        case = shrunk(result, lambda text: console.print(f"shrinking: {text}")).case
    result = tell(case, console.print, everything=options.everything)
    console.print(
        f"seed {case.seed}: {len(result.trail)} faults, {len(result.problems)} problems, {result.digest[:16]}"
    )
    return bool(result.problems)


def _many(options, console):
    cases = [Case(seed) for seed in range(options.first, options.first + options.seeds)]
    columns = (
        TextColumn("worlds"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("", total=len(cases))

        def after_each(tally):
            wrong = f", {len(tally.failed)} with problems" if tally.failed else ""
            progress.update(task, advance=1, description=f"{tally.faults.total():,} faults{wrong}")

        tally = run_all(cases, options.jobs, after_each)
    show(tally, console)
    return bool(tally.failed)


def show(tally, console):
    """What was done to all worlds together, and which of them did not withstand it."""
    kinds = tally.kinds
    for what, counted in (("fault", tally.faults), ("kind of event", kinds), ("refusal", tally.refusals)):
        table = Table(what, "times", title=f"{tally.worlds:,} worlds, {counted.total():,} in all")
        table.columns[1].justify = "right"
        for name, times in sorted(counted.items()):
            table.add_row(name, f"{times:,}")
        console.print(table)
    console.print(
        f"{tally.commands:,} commands, {kinds.total():,} events; applications: {kinds['application-submitted']:,} "
        f"submitted, {kinds['application-granted']:,} granted, {kinds['application-failed']:,} failed; payments: "
        f"{kinds['payment-confirmed']:,} confirmed, {kinds['payment-failed']:,} failed; "
        f"{kinds['saving-divided']:,} savings divided"
    )
    console.print(
        f"{tally.simulated / 3600:,.1f} simulated hours in {tally.seconds:,.0f} seconds; per core "
        f"{tally.messages / tally.worked:,.0f} messages a second, and {tally.simulated / tally.worked:,.0f} times as "
        "fast as the clock on the wall"
    )
    for result in tally.failed[:SHOWN]:
        console.print(f"seed {result.case.seed}: {result.problems[0][:300]}")
    console.print("simulate: ok" if not tally.failed else f"simulate: NOT OK, {len(tally.failed)} seeds")


if __name__ == "__main__":
    main()
