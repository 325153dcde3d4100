"""What people and scripts see: tables and lines in their language and time, or JSON with fields that stay."""

import os
import sys
import textwrap
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Line

from cli.words import Language, Text
from cli.words import screens as w
from shared.calendar import AMSTERDAM
from shared.money import euros

PIPED_WIDTH = 160
"""Columns where the output is no terminal, and COLUMNS does not say otherwise."""
UNBROKEN = "\u00a0"
"""Between € and an amount, until the line is broken."""
MIN_WORDS = 10
"""Columns that words get, however much the numbers beside them take."""
WIDE = 120
"""From so many columns on there is room for what a narrow screen leaves out."""

_encode = msgspec.json.Encoder(decimal_format="string").encode


class Screen:
    """Standard output, in one language."""

    def __init__(self, language: Language, *, as_json: bool) -> None:
        self.language = language
        self.as_json = as_json
        width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else PIPED_WIDTH
        self.console = Console(width=width, highlight=False, markup=False, emoji=False)

    @property
    def wide(self) -> bool:
        return self.console.width >= WIDE

    def tell(self, text: Text, **values: object) -> str:
        return text.told(self.language, **values)

    def json(self, found: Any) -> None:
        """One JSON object on one line: a script reads lines."""
        sys.stdout.write(_encode(found).decode() + "\n")
        sys.stdout.flush()

    def line(self, text: str = "", style: str = "") -> None:
        self.console.print(Line(text, style=style), soft_wrap=False)

    def wrapped(self, text: str, indent: int) -> str:
        """The text in lines that begin this far from the left; an amount stays in one piece."""
        width = max(self.console.width - indent, 2 * MIN_WORDS)
        lines = textwrap.wrap(text, width, break_on_hyphens=False) or [""]
        return f"\n{' ' * indent}".join(lines).replace(UNBROKEN, " ")

    def title(self, text: str, aside: str = "", style: str = "") -> None:
        """A heading, with a word at the right-hand end."""
        grid = Table.grid(expand=True)
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        grid.add_row(Line(text, style="bold"), Line(aside, style=style or "bold"))
        self.console.print(grid)

    def show(self, *parts: RenderableType) -> None:
        for part in parts:
            self.console.print(part)

    def table(
        self, title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str | Line]], *, empty: str = ""
    ) -> None:
        """A table under a heading. A column's second word is `left`, `right`, or `fold`: text that may take lines."""
        self.console.print(Line(f"\n{title}", style="bold"))
        if not rows:
            self.console.print(Padding(Line(empty or self.tell(w.NONE), style="dim"), (0, 0, 0, 1), expand=False))
            return
        table = Table(
            box=box.SIMPLE_HEAD,
            padding=(0, 1),
            collapse_padding=True,
            pad_edge=False,
            show_edge=False,
            header_style="dim",
        )
        for heading, form in columns:
            table.add_column(
                heading,
                justify="right" if form == "right" else "left",
                no_wrap=form != "fold",
                overflow="fold" if form == "fold" else "ellipsis",
                min_width=MIN_WORDS if form == "fold" else None,
            )
        for row in rows:
            table.add_row(*(cell if isinstance(cell, Line) else Line(cell) for cell in row))
        self.console.print(Padding(table, (0, 0, 0, 1), expand=False))

    def pairs(self, rows: Sequence[tuple[str, str]]) -> None:
        """Labels and what belongs to them."""
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for label, value in rows:
            grid.add_row(label, Line(value))
        self.console.print(Padding(grid, (0, 0, 0, 1), expand=False))


def whole(number: int) -> str:
    """As Dutch people write it: `12.345`."""
    return f"{number:,}".replace(",", ".")


def clock(instant: datetime) -> str:
    """The time in Amsterdam: `14:03:05`."""
    return f"{instant.astimezone(AMSTERDAM):%H:%M:%S}"


def day(instant: datetime | date) -> str:
    """The date in Amsterdam: `01-05-2026`."""
    if isinstance(instant, datetime):
        instant = instant.astimezone(AMSTERDAM)
    return f"{instant:%d-%m-%Y}"


def moment(instant: datetime) -> str:
    return f"{day(instant)} {clock(instant)}"


def readable(fact: Mapping[str, Any]) -> dict[str, Any]:
    """A fact's fields as people read them: cents as euros, dates and times Dutch, lists by their length."""
    return {name: _readable(name, value) for name, value in fact.items()}


def _readable(name: str, value: Any) -> Any:
    if name.endswith("cents") and isinstance(value, int):
        return euros(value).replace(" ", UNBROKEN)
    if isinstance(value, Mapping):
        return readable(value)
    if isinstance(value, list):
        return ", ".join(map(str, value)) if all(isinstance(one, str) for one in value) else len(value)
    if isinstance(value, str) and name.endswith(("_by", "until")) and "T" in value:
        return moment(datetime.fromisoformat(value))
    if isinstance(value, str) and name.endswith(("_on", "_from", "_to")):
        return day(date.fromisoformat(value))
    return "–" if value in {None, ""} else value
