"""What is consumed about the books: a closed book year."""

from shared.wire import ConsumedMessage


class YearClosed(ConsumedMessage):
    """pool: nothing books in this year any more, nor in one before it."""

    leads_to = "`closed-year-known`; what is consumed from now on about a day in it books on the first day after it"
    year: int
