"""On which terms a loan is granted."""

from datetime import date
from decimal import Decimal

import msgspec

DAY_COUNTS = frozenset({"30E/360", "act/365F", "act/act-ISDA"})
MOST_INSTALMENTS = 600


class LoanTerms(msgspec.Struct, frozen=True):
    """On which terms a loan is repaid."""

    repayment: str
    annual_rate: Decimal
    day_count: str
    months_between: int
    instalments: int
    interest_only: int = 0
    first_due_on: date | None = None
    """Of a claim the day of its first instalment. None: so many months after the payment."""

    def __post_init__(self) -> None:
        """No loan can be counted on other terms, and no fact that names such is sound."""
        counted = 0 <= self.interest_only < self.instalments <= MOST_INSTALMENTS and 0 < self.months_between <= 12
        if not (counted and self.annual_rate.is_finite() and self.day_count in DAY_COUNTS):
            raise ValueError("nobody can count a loan on such terms")
