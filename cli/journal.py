"""`bundel log`: what happened, from one log or all three, as lines for people or as JSON lines."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import msgspec
import typer
from rich.text import Text as Line

from cli.base import Desk, declare
from cli.dates import Period, booked_otherwise, start_of
from cli.faults import Exit, Fault
from cli.logs import Entry, Log, before, opened
from cli.screen import clock, day
from cli.telling import is_housekeeping, told
from cli.words import faults as f
from shared.calendar import AMSTERDAM
from shared.parties import SERVICES

LAST = 50
LOOK_AGAIN_SECONDS = 0.3
ROOMY = 160
"""Columns from which an event fits on a line."""
_AGO = re.compile(r"(\d{1,6})([smhdw])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are to be shown. What is not said lets everything through."""

    stream: str | None = None
    party: str | None = None
    kinds: frozenset[str] = frozenset()
    correlation: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    housekeeping: bool = False
    booked: Period | None = None

    def takes(self, entry: Entry) -> bool:
        stored = entry.stored
        return (
            self._takes_kind(stored.kind)
            and (self.stream is None or _matches(self.stream, stored.stream))
            and (self.party is None or self._concerns(entry))
            and self.correlation in {None, stored.correlation}
            and (self.since is None or stored.at >= self.since)
            and (self.until is None or stored.at < self.until)
            and (self.booked is None or self.booked.takes(entry))
        )

    def _takes_kind(self, kind: str) -> bool:
        return kind in self.kinds if self.kinds else self.housekeeping or not is_housekeeping(kind)

    def _concerns(self, entry: Entry) -> bool:
        """What the party did, what was said to it alone, and what the register said of it."""
        stored = entry.stored
        named = self.party in {stored.by, stored.audience} or stored.stream == f"register/{self.party}"
        return named or stored.stream.startswith(f"command/{self.party}/")


def _matches(pattern: str, stream: str) -> bool:
    return stream.startswith(pattern[:-1]) if pattern.endswith("*") else stream == pattern


def add_to(app: typer.Typer) -> None:
    declare(app, "log")(_log)


def _log(
    desk: Desk,
    *,
    service: Annotated[str | None, typer.Argument(metavar="DIENST")] = None,
    stream: Annotated[str | None, typer.Option("--stream", metavar="STROOM")] = None,
    party: Annotated[str | None, typer.Option("--party", metavar="PARTIJ")] = None,
    kind: Annotated[list[str] | None, typer.Option("--kind", metavar="SOORT")] = None,
    correlation: Annotated[str | None, typer.Option("--correlation", metavar="ID")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="TIJD")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="TIJD")] = None,
    booked: Annotated[str | None, typer.Option("--booked", metavar="[VAN..]TOT")] = None,
    last: Annotated[int, typer.Option("--last", metavar="AANTAL", min=0)] = LAST,
    every: Annotated[bool, typer.Option("--all")] = False,
    follow: Annotated[bool, typer.Option("--follow", "-f")] = False,
) -> None:
    begin, end = (instant(since) if since else None), (instant(until, end=True) if until else None)
    period = Period.of(booked) if booked else None
    wanted = Wanted(stream, party, frozenset(kind or ()), correlation, begin, end, housekeeping=every, booked=period)
    line: Callable[[Entry], Any] = as_plain if desk.as_json else _Lines(desk).line
    with opened(desk.place, [named_service(service)] if service else SERVICES) as logs:
        reached = {name: _end_of(log) for name, log in logs.items()}
        found = [entry for name, log in logs.items() for entry in _newest(log, reached[name], wanted, last)]
        found.sort(key=lambda entry: entry.stored.at)
        _print(desk, found[-last:] if last else found, line)
        if follow:
            _follow(desk, logs, reached, wanted, line)


def named_service(text: str) -> str:
    """One of the three; another is refused."""
    if text not in SERVICES:
        raise Fault(f.NO_SUCH_SERVICE, name=text)
    return text


def instant(text: str, *, end: bool = False) -> datetime:
    """A day, a moment (in Amsterdam if it names no zone), or so long ago. Of a day its begin, or its end."""
    if ago := _AGO.fullmatch(text):
        return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    try:
        if len(text) == len("2026-05-01"):
            return start_of(date.fromisoformat(text) + timedelta(days=end))
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise Fault(f.TIME_UNREADABLE, given=text) from error
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)


def _end_of(log: Log) -> int:
    last = log.last()
    return last.position if last else 0


def _newest(log: Log, end: int, wanted: Wanted, last: int) -> list[Entry]:
    """The last so many that are wanted, or all of them, oldest first."""
    if wanted.stream and not wanted.stream.endswith("*"):
        found = [entry for entry in log.stream(wanted.stream) if wanted.takes(entry)]
        return found[-last:] if last else found
    newest: list[Entry] = []
    for entry in _backwards(log, end, wanted):
        if wanted.takes(entry):
            newest.append(entry)
            if len(newest) == last:
                break
    return newest[::-1]


def _backwards(log: Log, end: int, wanted: Wanted) -> Iterator[Entry]:
    """From the last event that may be wanted to the first: log time never goes back."""
    position = min(end, before(log, wanted.until)) + 1 if wanted.until else end + 1
    while rows := log.rows_before(position):
        for row in rows:
            entry = log.read(row)
            if wanted.since and entry.stored.at < wanted.since:
                return
            yield entry
        position = rows[-1].position


def _follow(
    desk: Desk, logs: Mapping[str, Log], reached: dict[str, int], wanted: Wanted, line: Callable[[Entry], Any]
) -> None:
    """Whatever is recorded from now on, until interrupted."""
    try:
        while True:
            news: list[Entry] = []
            for name, log in logs.items():
                while rows := log.rows(reached[name]):
                    reached[name] = rows[-1].position
                    news += [log.read(row) for row in rows]
            news.sort(key=lambda entry: entry.stored.at)
            _print(desk, [entry for entry in news if wanted.takes(entry)], line)
            time.sleep(LOOK_AGAIN_SECONDS)
    except KeyboardInterrupt:
        raise typer.Exit(Exit.OK) from None


def _print(desk: Desk, entries: Iterable[Entry], line: Callable[[Entry], Any]) -> None:
    for entry in entries:
        if desk.as_json:
            desk.screen.json(line(entry))
        else:
            desk.screen.console.print(line(entry), soft_wrap=False)


def as_plain(entry: Entry) -> dict[str, Any]:
    """An event for scripts. Its fields stay."""
    stored = entry.stored
    return {
        "log": entry.log,
        "position": entry.position,
        "stream": stored.stream,
        "version": stored.version,
        "kind": stored.kind,
        "at": stored.at,
        "by": stored.by,
        "cause": stored.cause,
        "correlation": stored.correlation,
        "said": stored.said,
        "audience": stored.audience,
        "hash": entry.hash,
        "book_date": None if stored.book_date is msgspec.UNSET else stored.book_date,
        "counts_for": None if stored.counts_for is msgspec.UNSET else stored.counts_for,
        "fact": stored.fact,
    }


class _Lines:
    """Lines for people; a heading wherever the day changes."""

    def __init__(self, desk: Desk) -> None:
        self._screen = desk.screen
        self._day = ""

    def line(self, entry: Entry) -> Line:
        stored = entry.stored
        made = Line()
        if (today := day(stored.at)) != self._day:
            self._day = today
            made.append(f"{today}\n", style="bold")
        begin = len(made)
        made.append(f"{clock(stored.at)} ", style="dim")
        made.append(f"{entry.log:<{LOG_WIDTH}} ", style=COLOURS[entry.log])
        if self._screen.console.width < ROOMY:
            made.append(f"{stored.stream}\n", style="dim")
            made.append(f"{'':9}{self._screen.wrapped(self._told(entry), 9)}")
            return made
        made.append(f"{entry.position:>7} ", style="dim")
        made.append(f"{stored.kind:<28} ")
        made.append(f"{stored.stream:<28} ", style="dim")
        made.append(self._screen.wrapped(f"{self._told(entry)} ← {stored.by}", len(made) - begin))
        return made

    def _told(self, entry: Entry) -> str:
        return f"{told(entry, self._screen.language)}{booked_otherwise(entry, self._screen)}"


LOG_WIDTH = 12
COLOURS = {"applications": "cyan", "pool": "green", "settlement": "magenta"}
