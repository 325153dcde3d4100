"""Measurements: `python -m bench [what …]`. Every figure that counts is a ratio of two things measured in one run."""

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rich.console import Console

from bench import backing, commands, grants, history, latency, loans, profile, report, year_ends
from bench.figures import QUICK, Effort, Section
from deploy.local import ROOT

Measure = Callable[[Path, Effort], Sequence[Section]]
MEASURES: Mapping[str, Measure] = {
    "commands": lambda folder, effort: [commands.on_sqlite(folder, effort)],
    "postgres": lambda folder, effort: [commands.on_postgres(folder, effort)],
    "latency": lambda folder, effort: [latency.outcomes(folder, effort)],
    "backing": lambda folder, effort: [backing.backing(folder, effort)],
    "year-end": lambda folder, effort: [year_ends.year_ends(folder, effort)],
    "loans": lambda folder, effort: [loans.loans(folder, effort)],
    "grants": lambda folder, effort: [grants.grants(folder, effort)],
    "profile": profile.steps,
    "history": history.histories,
}
LONG = "history"
"""Takes minutes by itself, and is measured only when named."""
SHORT = [name for name in MEASURES if name != LONG]


def measure(names: Sequence[str], effort: Effort, folder: Path) -> list[Section]:
    """One after the other, each in a folder that is gone afterwards."""
    sections: list[Section] = []
    for name in names:
        Console(stderr=True).print(f"measuring: {name}", style="dim")
        with tempfile.TemporaryDirectory(dir=folder, prefix=".bench-") as own:
            sections.extend(MEASURES[name](Path(own), effort))
    return sections


def main() -> None:
    """`make bench`, `make bench-history`."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "what", nargs="*", metavar="what", help=f"any of {', '.join(MEASURES)}; by default all but {LONG}"
    )
    parser.add_argument("--rounds", type=int, help="how often each is measured")
    parser.add_argument("--quick", action="store_true", help="short runs: to see that it works, not to quote")
    parser.add_argument("--write", action="store_true", help="put the figures in docs/benchmarks.md")
    parser.add_argument("--folder", type=Path, default=ROOT, help="where the logs are written: the disk to be measured")
    options = parser.parse_args()
    if unknown := set(options.what) - set(MEASURES):
        parser.error(f"there is no measure {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    effort = QUICK if options.quick else Effort()
    effort = replace(effort, rounds=options.rounds or effort.rounds)
    names = options.what or SHORT
    if options.write and names not in (SHORT, [LONG]):
        parser.error(f"the page takes all figures of a run: name none, or {LONG} alone")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # whatever was started is stopped, too
    caption = report.circumstances(effort)
    sections = measure(names, effort, options.folder)
    report.show(sections, caption)
    if options.write:
        report.write(sections, caption, LONG if names == [LONG] else "figures")
    if any(figure.met is False for section in sections for figure in section.figures):
        sys.exit("Some figures are not what is wanted.")


if __name__ == "__main__":
    main()
