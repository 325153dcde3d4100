"""The books themselves: what stands on each account follows from all facts; here is when they close."""

from datetime import date

from services.applications.books.facts import ClosedYearKnown
from shared.money.chart import Books


def evolve(books: Books, fact: ClosedYearKnown) -> None:
    books.closed_through = date(fact.year, 12, 31)
