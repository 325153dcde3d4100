"""Book years are closed at the pool service, which tells; what was told is recorded, and nothing here refuses."""

from services.applications.books.facts import ClosedYearKnown


def year_closed(year: int) -> list[ClosedYearKnown]:
    return [ClosedYearKnown(year)]
