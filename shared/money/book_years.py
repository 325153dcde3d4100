"""Book dates and book years: for which civil date (Europe/Amsterdam) a movement of money counts.

A book date is not the log's time: money that came in on 30 December may be recorded in January. A book year is closed
by a decision, and then takes no more bookings.
"""

from datetime import date
from typing import NamedTuple

from shared.money import Refusal


class BookDay(NamedTuple):
    """When postings count, and the day they are about, where that one lies in a closed book year."""

    book_date: date
    counts_for: date | None = None


def year_closed(day: date, closed_through: date | None, field: str) -> Refusal | None:
    """A command may not book in a closed year."""
    if closed_through is None or day > closed_through:
        return None
    sentence = f"Book year {closed_through.year} is closed; give a date after {closed_through}, or have it corrected."
    return Refusal("year-closed", sentence, field)
