"""The books of the services that are told when a book year closes."""

from audit.facts.declaring import Event, Fact, Known, Message


class ClosedYearKnown(Fact):
    kind = "closed-year-known"
    causes = (Message("pool/year-closed", same="year", times=1),)
    year: int

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].close_year(self.year)
