"""Book dates: what an event moves counts for a civil date; a closed book year takes no more."""

from datetime import date

import msgspec

from audit.facts.declaring import CLOCK, Fact
from audit.laws.law import Event, Known, Values, law


@law(
    nl="heeft boekdatum {found}; daarbij hoort {expected}",
    en="has book date {found}; to it belongs {expected}",
)
def book_date_otherwise(event: Event, fact: Fact, known: Known) -> Values | None:
    """That of the command or the message, or today. What moves nothing has none; nor have events of older code."""
    found = event.envelope.book_date
    if not fact.postings:
        return {"found": found, "expected": "-"} if found is not msgspec.UNSET else None
    if found is msgspec.UNSET:
        return {"found": "-", "expected": "?"} if known.logs[event.log].has_book_dates else None
    expected = _expected(event, fact, known)
    return {"found": found, "expected": expected} if expected not in {None, found} else None


def _expected(event: Event, fact: Fact, known: Known) -> date | None:
    """A day that a command names is in no closed year; whatever else is about a day in one, books after it."""
    day = _about(event, fact, known)
    return known.logs[event.log].first_open(day) if day and not (event.of_command and fact.books_on) else day


def _about(event: Event, fact: Fact, known: Known) -> date | None:
    """The day it is about, as far as this log knows. None: the message that it follows from is known no more."""
    if event.of_command:
        return _named(event, fact, known) or event.envelope.today
    if event.cause == CLOCK:
        return getattr(fact, fact.books_on) if fact.books_on else event.envelope.today
    message = known.message(event)
    return message.envelope.booked_on if message else None


def _named(event: Event, fact: Fact, known: Known) -> date | None:
    """The day that the command names: in this fact, or in one that it recorded before."""
    earlier = (before.fact for before in known.logs[event.log].recorded.get(event.cause, ()))
    named = (getattr(each, each.books_on) for each in (fact, *earlier) if each and each.books_on)
    return next(named, None)


@law(
    nl="noemt {found} als de dag waarover het gaat; dat hoort {expected} te zijn",
    en="names {found} as the day it is about; that should be {expected}",
)
def counts_otherwise(event: Event, fact: Fact, known: Known) -> Values | None:
    """What books on the first open day names the day it is about, and nothing else names one."""
    day, message = _about(event, fact, known), known.message(event)
    if day is None:
        return None
    expected = None
    if event.envelope.book_date is not msgspec.UNSET:
        told = message.envelope.counts_for if message else msgspec.UNSET
        expected = told if told is not msgspec.UNSET else _if_other(day, event.envelope.book_date)
    found = None if event.envelope.counts_for is msgspec.UNSET else event.envelope.counts_for
    return {"found": found or "-", "expected": expected or "-"} if found != expected else None


def _if_other(day: date, booked: date) -> date | None:
    return day if day != booked else None


@law(nl="boekt op {day}, na de dag van vastlegging", en="books on {day}, after the day on which it was recorded")
def booked_ahead(event: Event, fact: Fact, known: Known) -> Values | None:
    """A command that names no day may book on the first open one: its clock may be behind that of who closed it."""
    day, today = event.envelope.booked_on, event.envelope.today
    last = today if fact.books_on else known.logs[event.log].first_open(today)
    return {"day": day} if event.of_command and day > last else None


@law(nl="boekt op {day}; dat boekjaar is gesloten", en="books on {day}; that book year is closed")
def booked_in_closed_year(event: Event, fact: Fact, known: Known) -> Values | None:
    day, closed = event.envelope.book_date, known.logs[event.log].closed_through
    shut = day is not msgspec.UNSET and closed is not None and day <= closed
    return {"day": day} if shut else None
