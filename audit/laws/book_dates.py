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
    """None: the message that it follows from is known no more."""
    log = known.logs[event.log]
    if event.of_command:
        return getattr(fact, fact.books_on) if fact.books_on else event.envelope.today
    if event.cause == CLOCK:
        return log.first_open(event.envelope.today)
    message = known.message(event)
    return log.first_open(message.envelope.booked_on) if message else None


@law(
    nl="noemt {found} als de dag waarover het gaat; dat hoort {expected} te zijn",
    en="names {found} as the day it is about; that should be {expected}",
)
def counts_otherwise(event: Event, fact: Fact, known: Known) -> Values | None:
    """What books on the first open day names the day it is about, and nothing else names one."""
    message = known.message(event)
    if event.of_command or not fact.postings or event.envelope.book_date is msgspec.UNSET:
        expected = None
    elif message is None:
        return None
    else:
        expected = _about(message, event)
    found = None if event.envelope.counts_for is msgspec.UNSET else event.envelope.counts_for
    return {"found": found or "-", "expected": expected or "-"} if found != expected else None


def _about(message: Event, event: Event) -> date | None:
    told = message.envelope.counts_for
    if told is not msgspec.UNSET:
        return told
    day = message.envelope.booked_on
    return day if day != event.envelope.book_date else None


@law(nl="boekt op {day}, na de dag van vastlegging", en="books on {day}, after the day on which it was recorded")
def booked_ahead(event: Event, fact: Fact, _: Known) -> Values | None:
    day = event.envelope.booked_on
    return {"day": day} if event.of_command and day > event.envelope.today else None


@law(nl="boekt op {day}; dat boekjaar is gesloten", en="books on {day}; that book year is closed")
def booked_in_closed_year(event: Event, fact: Fact, known: Known) -> Values | None:
    day, closed = event.envelope.book_date, known.logs[event.log].closed_through
    shut = day is not msgspec.UNSET and closed is not None and day <= closed
    return {"day": day} if shut else None
