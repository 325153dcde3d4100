"""Terms of law, as settlement applies them."""

from datetime import date

from shared.calendar import term_of_law


def payable_by(today: date) -> date:
    """Payment within six weeks of the decision (4:87 Awb)."""
    return term_of_law(today, weeks=6)


def determine_by(today: date) -> date:
    """A decision within eight weeks of what asks for it (4:13 Awb)."""
    return term_of_law(today, weeks=8)
