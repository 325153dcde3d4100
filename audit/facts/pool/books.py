"""The books: when a book year closes."""

from audit.facts.declaring import ALL, Command, Event, Fact, Known


class YearClosed(Fact):
    kind = "year-closed"
    told = ALL
    causes = (Command("close-year"),)
    year: int

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].close_year(self.year)
