"""What is published and taken in about the books: a closed book year."""

from services.pool.books import facts
from services.pool.pools.messages import EXECUTIVE, Year
from shared.wire import CommandBody, PublishedMessage, Text


class CloseYear(CommandBody):
    """Close a book year, and every year before it: nothing books in it any more, in any of the three logs."""

    name = "close-year"
    roles = EXECUTIVE
    sender = "executive"
    requires = "The year has ended, and is not closed yet."
    leads_to = "`year-closed`"
    refuses = ("year-not-ended", "year-closed")
    year: Year
    decision: Text

    example_by = "gemeente"
    example = {"year": 2025, "decision": "Vaststelling jaarrekening 2025"}


class YearClosed(PublishedMessage, of=facts.YearClosed):
    """A book year was closed: what happened in it and is told later, books on the first day after it."""

    example = CloseYear.example
