"""The two questions about time: what was known at the end of a day (log time), and what is booked up to a day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Annotated, Any, NamedTuple, TypeAlias

import msgspec
import typer

from cli.faults import Fault
from cli.ledger import BOOKED
from cli.logs import Entry
from cli.screen import Screen, day
from cli.words import faults as f
from cli.words import stories as w
from shared.calendar import AMSTERDAM, civil_date

On: TypeAlias = Annotated[str | None, typer.Option("--on", metavar="DATUM")]
Booked: TypeAlias = Annotated[str | None, typer.Option("--booked", metavar="DATUM")]
BETWEEN = ".."


class Dates(NamedTuple):
    """Both, or none: as known now, whatever it counts for."""

    on: date | None = None
    booked: date | None = None

    @classmethod
    def of(cls, on: str | None, booked: str | None) -> "Dates":
        """As they were given."""
        return cls(read_date(on) if on else None, read_date(booked) if booked else None)

    @property
    def until(self) -> datetime | None:
        """What was recorded from this moment on was not known yet."""
        return start_of(self.on + timedelta(days=1)) if self.on else None

    def known(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those that were recorded by the end of the day."""
        return [entry for entry in entries if self.until is None or entry.stored.at < self.until]

    def books_later(self, entry: Entry) -> bool:
        """Whether it moves something, and after the day that was asked for."""
        if self.booked is None:
            return False
        counted = booked_on(entry)
        return counted is not None and counted > self.booked

    def counted(self, entries: Iterable[Entry]) -> list[Entry]:
        """All but those that book later. What moves nothing has no book date, and stays."""
        return [entry for entry in entries if not self.books_later(entry)]

    def plain(self) -> dict[str, Any]:
        """For scripts."""
        return self._asdict()

    def told(self, screen: Screen) -> str:
        """Which question this answers; nothing, where it is the one about now."""
        parts = [screen.tell(w.KNOWN_ON, day=day(self.on))] if self.on else []
        if self.booked:
            parts.append(screen.tell(w.AMOUNTS_BOOKED_UNTIL, day=day(self.booked)))
        told = "; ".join(parts)
        return told[:1].upper() + told[1:]


class Period(NamedTuple):
    """Book dates from one day to another, both inclusive; None: without a begin, or an end."""

    first: date | None
    last: date | None

    @classmethod
    def of(cls, text: str) -> "Period":
        """`2026-01-01..2026-12-31`, without one of the two, or a day alone: up to and including that day."""
        first, between, last = text.rpartition(BETWEEN)
        if between and not (first or last):
            raise Fault(f.PERIOD_UNREADABLE, given=text)
        found = cls(*(_read(each, f.PERIOD_UNREADABLE, text) if each else None for each in (first, last)))
        if found.first and found.last and found.first > found.last:
            raise Fault(f.PERIOD_UNREADABLE, given=text)
        return found

    def takes(self, entry: Entry) -> bool:
        """Whether it moves something, and counts for one of these days."""
        counted = booked_on(entry)
        return counted is not None and (self.first or counted) <= counted <= (self.last or counted)


def booked_on(entry: Entry) -> date | None:
    """The day that what it moves counts for: of an event of before there were book dates, that of its log time.

    None: it moves nothing.
    """
    stored = entry.stored
    if stored.book_date is not msgspec.UNSET:
        return stored.book_date
    if stored.kind not in BOOKED[entry.log] or not entry.fact["postings"]:
        return None
    return civil_date(stored.at)


def booked_otherwise(entry: Entry, screen: Screen) -> str:
    """On which day it books, if not on that on which it was recorded; and the day it is about, if that was closed."""
    counted, stored = booked_on(entry), entry.stored
    if counted is None:
        return ""
    if stored.counts_for is not msgspec.UNSET:
        return f" {screen.tell(w.BOOKS_FOR, day=day(counted), about=day(stored.counts_for))}"
    return "" if counted == civil_date(stored.at) else f" {screen.tell(w.BOOKS_ON, day=day(counted))}"


def show_below_zero(screen: Screen, amounts: Iterable[int]) -> None:
    """By book date nothing holds that a balance keeps its sign; whoever reads one that does not is told why."""
    if any(cents < 0 for cents in amounts):
        screen.line(screen.wrapped(screen.tell(w.BELOW_ZERO), 0), "dim")


def start_of(civil: date) -> datetime:
    """The first moment of a day in Amsterdam."""
    return datetime(civil.year, civil.month, civil.day, tzinfo=AMSTERDAM)


def read_date(text: str) -> date:
    """A day, as 2026-05-01; anything else is refused."""
    return _read(text, f.DATE_UNREADABLE, text)


def _read(text: str, problem: Any, given: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Fault(problem, given=given) from error
