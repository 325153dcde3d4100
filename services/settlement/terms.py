"""Terms of law, as settlement applies them."""

from datetime import date

from shared.calendar import term_of_law


def payable_by(today: date) -> date:
    """Payment within six weeks of the decision (4:87 Awb)."""
    return term_of_law(today, weeks=6)
