"""Terms set by law, as the Algemene termijnenwet has them end: the auditor's own calendar."""

from datetime import date, timedelta

_DESIGNATED = frozenset(
    date.fromisoformat(day)
    for day in (
        *("2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30"),
        *("2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26"),
    )
)
"""Put on a par with general holidays by decree (art. 3, third paragraph), those of some years at once."""


def ends_after(day: date, weeks: int) -> date:
    """The last day of a term of so many weeks, twelve at most, that begins after a day (art. 1)."""
    if day > date.max - timedelta(weeks=weeks + 1):
        return date.max
    end = day + timedelta(weeks=weeks)
    while end.weekday() >= 5 or end in _DESIGNATED or _is_holiday(end):
        end += timedelta(days=1)
    return end


def _is_holiday(day: date) -> bool:
    """Art. 3, first and second paragraph: Good Friday is as these."""
    kings_day = 26 if date(day.year, 4, 27).weekday() == 6 else 27
    fixed = (day.month, day.day) in {(1, 1), (4, kings_day), (5, 5), (12, 25), (12, 26)}
    return fixed or (day - _easter_sunday(day.year)).days in {-2, 1, 39, 50}


def _easter_sunday(year: int) -> date:
    """By the golden number, the epact and the Sunday after the full moon of Easter (Gauss, Lichtenberg)."""
    century = year // 100
    moon = 15 + (3 * century + 3) // 4 - (8 * century + 13) // 25
    golden = year % 19
    seed = (19 * golden + moon) % 30
    late = (seed + golden // 11) // 29
    limit = 21 + seed - late
    sunday = 7 - (year + year // 4 + 2 - (3 * century + 3) // 4) % 7
    of_march = limit + 7 - (limit - sunday) % 7
    return date(year, 3, 1) + timedelta(days=of_march - 1)
