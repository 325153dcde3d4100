"""Interest and instalments: exact until an amount is posted, then rounded once, half-up, to the cent."""

from calendar import isleap, monthrange
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from math import gcd
from typing import NamedTuple

from services.settlement.loans.facts import DayCount

RATE_PARTS = 10**8
"""A rate has at most eight decimals."""


class Year(NamedTuple):
    """Parts of a year between two days, and how many there are in one."""

    parts: Callable[[date, date], int]
    whole: int


def _thirty_e(first: date, last: date) -> int:
    """Months of 30 days: the 31st counts as the 30th (ISDA 2006, 4.16 (g))."""
    months = 12 * (last.year - first.year) + last.month - first.month
    return 30 * months + min(last.day, 30) - min(first.day, 30)


def _actual(first: date, last: date) -> int:
    return (last - first).days


def _actual_by_year(first: date, last: date) -> int:
    """Each day as a part of its own year: of 365 days or of 366 (ISDA 2006, 4.16 (b))."""
    parts = 0
    for year in range(first.year, last.year + 1):
        begins, ends = max(first, date(year, 1, 1)), min(last, date(year + 1, 1, 1))
        parts += (ends - begins).days * (365 if isleap(year) else 366)
    return parts


YEARS: Mapping[DayCount, Year] = {
    "30E/360": Year(_thirty_e, 360),
    "act/365F": Year(_actual, 365),
    "act/act-ISDA": Year(_actual_by_year, 365 * 366),
}


def accrued(cents: int, annual_rate: Decimal, day_count: DayCount, first: date, last: date) -> int:
    """Interest on so many cents from `first` to `last`, exact: in parts of a cent, of which `cent` make one."""
    return cents * int(annual_rate * RATE_PARTS) * YEARS[day_count].parts(first, last)


def cent(day_count: DayCount) -> int:
    """How many parts make a cent."""
    return RATE_PARTS * YEARS[day_count].whole


def charged(parts: int, day_count: DayCount) -> int:
    """In cents, rounded half-up. Interest is never below zero."""
    return _half_up(parts, cent(day_count))


def level(cents: int, annual_rate: Decimal, months_between: int, instalments: int) -> int:
    """The equal amount, in cents, that repays so many cents with interest in so many instalments (an annuity).

    By twelfths of the annual rate, whatever the day count; the last instalment takes what is left. In whole numbers: of
    a decimal that was cut off somewhere, half a cent may be less.
    """
    whole = 12 * RATE_PARTS
    rate = int(annual_rate * RATE_PARTS) * months_between
    if not rate:
        return _half_up(cents, instalments)
    common = gcd(rate, whole)
    whole, rate = whole // common, rate // common
    grown, stood = (whole + rate) ** instalments, whole**instalments
    return _half_up(cents * rate * grown, whole * (grown - stood))


def _half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def months_after(day: date, months: int) -> date:
    """The same day of a later month; where that month has none, its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
