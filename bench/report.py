"""The figures as a table on the terminal, and in the page of the documentation."""

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.figures import Effort, Section
from deploy.local import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
COLUMNS = ("measure", "median", "range", "wanted", "met")


def circumstances(effort: Effort) -> str:
    """When, which code, on what, and how busy that was: a ratio is worth as much as the quiet around it."""
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, commit {_commit()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, load {load}; "
        f"{effort.rounds} rounds, median and range"
    )


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    changed = " with changes" if git("status", "--porcelain", "--", "shared", "services", "bench") else ""
    return f"`{git('rev-parse', '--short', 'HEAD') or 'unknown'}`{changed}"


def show(sections: Sequence[Section], caption: str) -> None:
    """Print one table."""
    table = Table(caption=caption, title="Bundel, measured")
    for column in COLUMNS:
        table.add_column(column, justify="left" if column == "measure" else "right")
    for section in sections:
        table.add_section()
        table.add_row(f"[bold]{section.title}[/]")
        for figure in section.figures:
            table.add_row(f"  {figure.name}", *figure.shown)
    Console(width=None if os.isatty(1) else 160).print(table)


def write(sections: Sequence[Section], caption: str, name: str, page: Path = PAGE) -> None:
    """Put the figures in the page, in the place of the last ones of that name."""
    begin, end = (f"<!-- {name}: {edge} -->" for edge in ("begin", "end"))
    text = page.read_text("utf-8")
    before, found, rest = text.partition(begin)
    _, also_found, after = rest.partition(end)
    if not (found and also_found):
        raise ValueError(f"{page} has no place for {name}: {begin} … {end}")
    page.write_text(f"{before}{begin}\n{_markdown(sections, caption)}\n{end}{after}", "utf-8")


def _markdown(sections: Sequence[Section], caption: str) -> str:
    lines = [f"{caption}."]
    for section in sections:
        lines += ["", f"**{section.title}**", "", f"| {' | '.join(COLUMNS)} |", "|---|--:|--:|--:|--:|"]
        lines += [f"| {' | '.join((figure.name, *figure.shown))} |" for figure in section.figures]
    return "\n".join(lines)
