"""Books: every topic books in them; here is when a book year closes."""

from services.pool.books import facts
from services.pool.books import messages as m
from services.pool.books.decisions import close_year
from services.pool.books.state import evolve
from shared.money.chart import Books
from shared.service import public
from shared.topic import Slice, Topic, by_fields

BOOKS = Topic(
    "books",
    slice=Slice(Books, evolve, (facts.YearClosed,)),
    decides={m.CloseYear: by_fields(close_year)},
    publishes={facts.YearClosed: public(m.YearClosed, key="year")},
)
