"""Books: every topic books in them; here is when a book year closes, as the pool service says."""

from services.applications.books import facts
from services.applications.books import messages as m
from services.applications.books.decisions import year_closed
from services.applications.books.state import evolve
from services.applications.state import State
from shared.money.chart import Books
from shared.service import Consumer, Context, Facts
from shared.topic import Slice, Topic


def _closed(_: State, heard: m.YearClosed, _context: Context) -> Facts:
    return year_closed(heard.year)


BOOKS = Topic(
    "books",
    slice=Slice(Books, evolve, (facts.ClosedYearKnown,)),
    consumes={("pool", "year-closed"): Consumer(m.YearClosed, _closed)},
    unpublished=(facts.ClosedYearKnown,),
)
