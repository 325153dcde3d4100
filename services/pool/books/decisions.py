"""Book years are closed one after the other, by the executive. What comes in later books on the first open day."""

from datetime import date

from services.pool.books.facts import YearClosed
from services.pool.state import State
from shared.money import Refusal


def close_year(state: State, *, today: date, year: int, decision: str) -> list[YearClosed] | Refusal:
    """Close a year that has ended, and with it every year before it."""
    if year >= today.year:
        return Refusal("year-not-ended", f"{year} has not ended; close it from 1 January {year + 1} on.", "year")
    closed = state.books.closed_through
    if closed and year <= closed.year:
        return Refusal("year-closed", f"Book year {year} is closed already; nothing more is needed.", "year")
    return [YearClosed(year, decision)]
