"""Terms of law, as settlement applies them."""

from calendar import monthrange
from datetime import date

from shared.calendar import term_of_law

YEARS_TO_CHANGE = 5


def payable_by(today: date) -> date:
    """Payment within six weeks of the decision (4:87 Awb)."""
    return term_of_law(today, weeks=6)


def determine_by(today: date) -> date:
    """A decision within eight weeks of what asks for it (4:13 Awb)."""
    return term_of_law(today, weeks=8)


def changeable_until(determined_on: date) -> date:
    """The last day on which less may be determined than was: five years (4:49 Awb, third paragraph; 4:57)."""
    year, month = determined_on.year + YEARS_TO_CHANGE, determined_on.month
    return date(year, month, min(determined_on.day, monthrange(year, month)[1]))
