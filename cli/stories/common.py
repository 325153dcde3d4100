"""What all stories share: the events they are made of, the course of events, and the earn-backs."""

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, TypeAlias

import typer
from rich.text import Text as Line

from cli.dates import Dates, booked_otherwise
from cli.faults import Fault, Problem
from cli.journal import COLOURS, LOG_WIDTH
from cli.logs import Entry, Log
from cli.screen import Screen, clock, day
from cli.telling import told
from cli.views import Answer, Part, view_of
from cli.words import faults as f
from cli.words import stories as w
from shared.money import euros

TAIL = 20
"""Lines of a course of events that fit on a screen beside the rest."""

Name: TypeAlias = Annotated[str, typer.Argument(metavar="ID")]
Every: TypeAlias = Annotated[bool, typer.Option("--all")]
PAID = ("paid_cents", "principal_returned_cents", "interest_returned_cents", "claimed_cents", "recovered_cents")
SAVED = ("investment_cents", "verified_cents", "to_recipient_cents", "to_investor_cents")


def not_there(problem: Problem, name: str, dates: Dates) -> Fault:
    """Nobody knows it; or nobody knew it on the day that was asked for."""
    return Fault(f.NOT_KNOWN_YET, name=name, day=day(dates.on)) if dates.on else Fault(problem, name=name)


def in_time(entries: Sequence[Entry]) -> list[Entry]:
    """Of several logs, by log time; within a log as it stands."""
    return sorted(entries, key=lambda entry: entry.stored.at)


def of_pool(log: Log, funder: str, application: str) -> list[Entry]:
    """What a pool recorded about an application; of a zuil there is nothing."""
    kind, _, name = funder.partition(":")
    return [entry for entry in log.stream(f"pool/{name}") if _is_about(entry, application)] if kind == "pool" else []


def _is_about(entry: Entry, application: str) -> bool:
    fact = entry.fact
    about = fact.get("application") or str(fact.get("ask") or "").partition(":")[0]
    return bool(about == application)


def agreements(settled: Sequence[Entry], dates: Dates) -> list[dict[str, Any]]:
    """The agreements in these streams of settlement, with what was paid and came back, and the parts it is paid in."""
    asks = [entry.fact["ask"] for entry in settled if entry.stored.kind == "agreement-made"]

    def view(part: Part) -> Answer:
        found = {ask: (part.answer("agreement", ask=ask), part.answer("advances", ask=ask)) for ask in asks}
        return {ask: {**one, "advances": parts["advances"]} for ask, (one, parts) in found.items() if one and parts}

    return list(view_of("settlement", settled, dates, view, PAID).values())


def earn_backs(log: Log, asks: set[str]) -> list[Entry]:
    """The histories of the earn-backs about these asks."""
    entries = log.streams_under("earn-back/")
    named = {
        entry.stored.stream
        for entry in entries
        if entry.stored.kind == "earn-back-proposed" and entry.fact["ask"] in asks
    }
    return [entry for entry in entries if entry.stored.stream in named]


def terms(entries: Sequence[Entry], settled: Sequence[Entry], dates: Dates) -> list[dict[str, Any]]:
    """Each earn-back, with its terms and the saving so far; what was invested stands in the agreement's own stream.

    Proposals are folded first. They rest on nothing, and an investment of before its proposal is seen to be paid.
    """
    proposed = [entry for entry in entries if entry.stored.kind == "earn-back-proposed"]
    others = in_position([*settled, *(entry for entry in entries if entry.stored.kind != "earn-back-proposed")])
    holders = {entry.fact["earn_back"]: entry.fact["benefit_holder"] for entry in proposed}

    def view(part: Part) -> Answer:
        found = ((name, part.answer("earn-back", by=by, earn_back=name)) for name, by in holders.items())
        return {name: one for name, one in found if one}

    return list(view_of("settlement", [*proposed, *others], dates, view, SAVED).values())


def in_position(entries: Sequence[Entry]) -> list[Entry]:
    """Of one log, as it stands there."""
    return sorted(entries, key=lambda entry: entry.position)


def show_dates(screen: Screen, dates: Dates) -> None:
    """Below a story's title, which question about time it answers; nothing, where it is the one about now."""
    if told_dates := dates.told(screen):
        screen.line(screen.wrapped(told_dates, 0), "dim")


def show_earn_backs(screen: Screen, found: Sequence[Mapping[str, Any]]) -> None:
    """Nothing, where there are none."""
    if not found:
        return
    columns = [
        (screen.tell(w.EARN_BACK), "fold"),
        (screen.tell(w.STANDING), "fold"),
        (screen.tell(w.INVESTED), "right"),
        (screen.tell(w.VERIFIED), "right"),
        (screen.tell(w.TO_RECIPIENT), "right"),
        (screen.tell(w.TO_INVESTOR), "right"),
    ]
    rows = [
        [
            one["terms"]["earn_back"],
            screen.tell(w.AGREED if one["agreed"] else w.PROPOSED),
            euros(one["investment_cents"]),
            euros(one["verified_cents"]),
            euros(one["to_recipient_cents"]),
            euros(one["to_investor_cents"]),
        ]
        for one in found
    ]
    screen.table(screen.tell(w.EARN_BACKS), columns, rows)


def show_course(screen: Screen, entries: Sequence[Entry], *, every: bool, within: str = "") -> None:
    """What happened, in the order of log time, each event a line; a heading wherever the day changes.

    `within` is the application the story is about: its name before its asks says nothing there.
    """
    shown = entries if every else entries[-TAIL:]
    heading = w.COURSE if len(shown) == len(entries) else w.COURSE_TAIL
    screen.line()
    screen.line(screen.tell(heading, shown=len(shown), all=len(entries)), "bold")
    own = re.compile(rf"(?<![\w:-]){re.escape(within)}:") if within else None
    today = ""
    for entry in shown:
        if (date := day(entry.stored.at)) != today:
            today = date
            screen.line(f" {today}", "dim")
        sentence = f"{told(entry, screen.language)}{booked_otherwise(entry, screen)}"
        made = Line(f" {clock(entry.stored.at)} ", style="dim")
        made.append(f"{entry.log:<{LOG_WIDTH}} ", style=COLOURS[entry.log])
        made.append(screen.wrapped(own.sub("", sentence) if own else sentence, len(made)), style="none")
        screen.show(made)
