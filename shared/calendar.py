"""Civil dates and terms of law (Europe/Amsterdam)."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

DESIGNATED = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"),
        *("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"),
    )
)
"""Days put on a par with general holidays by decree, for terms of law only (art. 3, third paragraph).

A decree (Besluit gelijkstelling …) names them for some three years; add the next one when it is published.
"""


@lru_cache(maxsize=16)
def civil_date(instant: datetime) -> date:
    """The date on a Dutch calendar at that instant."""
    return instant.astimezone(AMSTERDAM).date()


def easter(year: int) -> date:
    """Easter Sunday, Gregorian (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def general_holidays(year: int) -> frozenset[date]:
    """Art. 3 Algemene termijnenwet: New Year, Easter Monday, Ascension, Whit Monday, Christmas, King's Day, 5 May.

    Good Friday is treated as a general holiday by the same article. 5 May counts every year. King's Day is
    27 April (since 2014), or the 26th where that is a Sunday.
    """
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day = date(year, 4, 26)
    moving = (sunday + timedelta(days=days) for days in (-2, 1, 39, 50))
    fixed = (date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset((*moving, *fixed))


def term_of_law(start: date, *, weeks: int) -> date:
    """The last day of a term set by law that begins after `start` (art. 1 and 4 Algemene termijnenwet).

    A term of up to 12 weeks that ends on a Saturday, Sunday or general holiday runs on to the next day
    that is none of these; a longer one does not.
    """
    end = start + timedelta(weeks=weeks)
    while weeks <= 12 and _ends_no_term(end):
        end += timedelta(days=1)
    return end


def _ends_no_term(day: date) -> bool:
    return day.weekday() >= 5 or day in DESIGNATED or day in general_holidays(day.year)
