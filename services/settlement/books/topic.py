"""Books: every topic books in them; here is when a book year closes, as the pool service says."""

from services.settlement.books import facts
from services.settlement.books import messages as m
from services.settlement.books.decisions import year_closed
from services.settlement.books.state import evolve
from services.settlement.state import State
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
