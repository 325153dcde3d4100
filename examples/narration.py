"""What a scenario tells its reader: a council member, in Dutch or English, on a terminal of any width."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from rich import box
from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from shared.money import euros

Lang: TypeAlias = Literal["nl", "en"]
_ENGLISH = str.maketrans(".,", ",.")
"""The Dutch write a point where the English write a comma, and the other way round."""
READING_WIDTH = 100
"""Prose in longer lines than this is hard to read, however wide the terminal."""
UNBOUNDED = 10_000
"""Wider than any table."""


class Words(NamedTuple):
    """The same words in both languages."""

    nl: str
    en: str


class Failed(Exception):
    """A scenario did not go as it must: says what was expected, and what happened instead."""


def require(expected: object, found: object, what: str) -> None:
    """The scenario holds the platform to its word; anything else ends the demo."""
    if expected != found:
        raise Failed(f"{what}: expected {expected!r}, found {found!r}")


@dataclass(frozen=True)
class Narrator:
    """Tells, in one of the two languages. Both are written down side by side, so that neither falls behind."""

    lang: Lang
    console: Console

    def words(self, nl: str, en: str) -> str:
        """The text in the reader's language."""
        return nl if self.lang == "nl" else en

    def number(self, count: int) -> str:
        """As the reader writes it: 1.529 in Dutch, 1,529 in English."""
        return self.words(f"{count:,}".replace(",", "."), f"{count:,}")

    def euros(self, cents: int) -> str:
        """An amount to the cent: `€ 12.345,67` in Dutch, `€ 12,345.67` in English."""
        return self.words(euros(cents), euros(cents).translate(_ENGLISH))

    def whole_euros(self, cents: int) -> str:
        """An amount in whole euros, half-up, for large amounts side by side where their heading says euros."""
        return self.number((cents + 50) // 100)

    def day(self, day: date) -> str:
        return self.words(f"{day.day}-{day.month}-{day.year}", day.isoformat())

    def chapter(self, nl: str, en: str) -> None:
        self.console.print()
        self.show(Rule(Text(self.words(nl, en), style="bold"), align="left", style="dim"))

    def tell(self, nl: str, en: str) -> None:
        """A paragraph: what happens now, and why it matters."""
        self._prose(self.words(nl, en))

    def result(self, nl: str, en: str) -> None:
        """What came of it: the one line to remember."""
        self._prose(f"→ {self.words(nl, en)}", style="bold green", indent="  ")

    def note(self, nl: str, en: str) -> None:
        """What a careful reader wants to know beside the story."""
        self._prose(self.words(nl, en), style="dim")

    def _prose(self, text: str, style: str = "", indent: str = "") -> None:
        """Wrapped here, for an amount may not be parted from its euro sign."""
        width = min(self.console.width, READING_WIDTH)
        lines = textwrap.wrap(text.replace("€ ", "€\u00a0"), width, subsequent_indent=indent, break_on_hyphens=False)
        self.console.print(Text("\n".join(lines).replace("\u00a0", " "), style=style), end="\n\n")

    def table(self, columns: Sequence[Words], rows: Iterable[Sequence[str]], *, amounts: bool = True) -> None:
        """The first column names. The others are amounts, which stand to the right, or else texts.

        What is too wide for the terminal stands closer together: an amount on two lines cannot be read.
        """
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
        for place, column in enumerate(columns):
            table.add_column(self.words(*column), justify="right" if place and amounts else "left", overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        unbounded = self.console.options.update(max_width=UNBOUNDED)
        if self.console.measure(table, options=unbounded).maximum > self.console.width:
            table.padding = 0
        self.show(table)

    def show(self, what: RenderableType) -> None:
        self.console.print(what)
        self.console.print()

    def progress(self) -> Progress:
        """A bar per piece of work. Nothing moves where nobody watches: a log file gets the end result only."""
        return Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.console,
        )
