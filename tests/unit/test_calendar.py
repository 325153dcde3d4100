"""Civil dates and terms of law, against published calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shared.calendar import DESIGNATED, civil_date, easter, general_holidays, term_of_law

SATURDAY, SUNDAY = 5, 6

EASTERS = {
    2016: "03-27", 2017: "04-16", 2018: "04-01", 2019: "04-21", 2020: "04-12",
    2021: "04-04", 2022: "04-17", 2023: "04-09", 2024: "03-31", 2025: "04-20",
    2026: "04-05", 2027: "03-28", 2028: "04-16", 2029: "04-01", 2030: "04-21",
    2031: "04-13", 2032: "03-28", 2033: "04-17", 2034: "04-09", 2035: "03-25",
}  # fmt: skip


@pytest.mark.parametrize(("year", "day"), EASTERS.items())
def test_easter(year, day):
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


@pytest.mark.parametrize(("year", "day"), [(1818, "03-22"), (1943, "04-25"), (2038, "04-25"), (2285, "03-22")])
def test_easter_at_its_earliest_and_latest(year, day):
    assert easter(year) == date.fromisoformat(f"{year}-{day}")


def test_easter_agrees_with_the_tables_of_the_church():
    """Golden number and epact (Clavius, 1582; as in Knuth 1.3.2 exercise 14), a method of another kind."""
    assert all(easter(year) == _easter_by_epact(year) for year in range(1900, 2500))


def _easter_by_epact(year):
    golden, century = year % 19 + 1, year // 100 + 1
    sundays_dropped, moon = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    sunday = 5 * year // 4 - sundays_dropped - 10
    epact = (11 * golden + 20 + moon - sundays_dropped) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full_moon = 44 - epact
    full_moon += 30 if full_moon < 21 else 0
    return date(year, 3, 1) + timedelta(days=full_moon + 7 - (sunday + full_moon) % 7 - 1)


HOLIDAYS = {
    2022: "01-01 04-15 04-18 04-27 05-05 05-26 06-06 12-25 12-26",
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26",
    2026: "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26",
    2027: "01-01 03-26 03-29 04-27 05-05 05-06 05-17 12-25 12-26",
    2028: "01-01 04-14 04-17 04-27 05-05 05-25 06-05 12-25 12-26",
}


@pytest.mark.parametrize(("year", "days"), HOLIDAYS.items())
def test_general_holidays(year, days):
    assert sorted(general_holidays(year)) == [date.fromisoformat(f"{year}-{day}") for day in days.split()]


def test_ascension_may_fall_on_the_fifth_of_may():
    assert date(2016, 5, 5) == easter(2016) + timedelta(days=39)
    assert len(general_holidays(2016)) == 8


@pytest.mark.parametrize("year", range(2016, 2036))
def test_what_holds_of_holidays_in_every_year(year):
    holidays = general_holidays(year)
    assert all(day.year == year for day in holidays)
    assert {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)} <= holidays
    assert easter(year).weekday() == SUNDAY
    assert {easter(year) + timedelta(days=days) for days in (-2, 1, 39, 50)} <= holidays
    assert len(holidays & {date(year, 4, 26), date(year, 4, 27)}) == 1


@pytest.mark.parametrize("year", [2014, 2025, 2031])
def test_kings_day_is_not_on_a_sunday(year):
    assert date(year, 4, 27).weekday() == SUNDAY
    assert date(year, 4, 26) in general_holidays(year)
    assert date(year, 4, 27) not in general_holidays(year)


def test_designated_days_are_working_days_beside_a_holiday():
    for day in DESIGNATED:
        assert day.weekday() < SATURDAY
        assert day not in general_holidays(day.year)
        assert day - timedelta(days=1) in general_holidays(day.year)


@pytest.mark.parametrize(
    ("last_day", "rolled"),
    [
        ("2026-04-13", "2026-04-13"),  # a Monday
        ("2026-04-11", "2026-04-13"),  # a Saturday
        ("2026-04-12", "2026-04-13"),  # a Sunday
        ("2026-04-02", "2026-04-02"),  # the Thursday before Good Friday
        ("2026-04-03", "2026-04-07"),  # Good Friday, Saturday, Easter, Easter Monday
        ("2026-04-06", "2026-04-07"),  # Easter Monday
        ("2025-04-26", "2025-04-28"),  # King's Day on a Saturday, the 27th being a Sunday
        ("2026-05-05", "2026-05-06"),  # 5 May, in an ordinary year too
        ("2026-05-14", "2026-05-18"),  # Ascension, and the Friday after it by decree
        ("2027-05-05", "2027-05-10"),  # 5 May, Ascension, the Friday by decree, the weekend
        ("2029-05-10", "2029-05-11"),  # Ascension; no decree yet about the Friday
        ("2026-05-23", "2026-05-26"),  # the Saturday before Whit Monday
        ("2026-12-25", "2026-12-28"),  # Christmas on a Friday and a Saturday
        ("2027-12-31", "2027-12-31"),  # New Year's Eve
        ("2028-01-01", "2028-01-03"),  # New Year on a Saturday
        ("2025-12-31", "2025-12-31"),
        ("2026-01-01", "2026-01-05"),  # New Year, the Friday by decree, the weekend
    ],
)
@pytest.mark.parametrize("weeks", [1, 6, 12])
def test_a_term_runs_on_to_the_next_day_that_counts(last_day, rolled, weeks):
    start = date.fromisoformat(last_day) - timedelta(weeks=weeks)
    assert term_of_law(start, weeks=weeks) == date.fromisoformat(rolled)


@pytest.mark.parametrize("last_day", ["2026-04-03", "2026-04-11", "2026-05-15", "2026-12-25"])
def test_a_term_over_twelve_weeks_does_not_run_on(last_day):
    start = date.fromisoformat(last_day) - timedelta(weeks=13)
    assert term_of_law(start, weeks=13) == date.fromisoformat(last_day)


def test_no_term_of_law_ends_on_a_day_of_rest():
    day = date(2023, 1, 1)
    while day < date(2036, 1, 1):
        end = term_of_law(day, weeks=6)
        assert end.weekday() < SATURDAY
        assert end not in general_holidays(end.year) | DESIGNATED
        assert timedelta(0) <= end - day - timedelta(weeks=6) <= timedelta(days=5)
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 1, 31, 22, 59, 59, tzinfo=UTC), date(2026, 1, 31)),
        (datetime(2026, 1, 31, 23, tzinfo=UTC), date(2026, 2, 1)),  # an hour ahead in winter
        (datetime(2026, 7, 31, 21, 59, 59, tzinfo=UTC), date(2026, 7, 31)),
        (datetime(2026, 7, 31, 22, tzinfo=UTC), date(2026, 8, 1)),  # two hours ahead in summer
        (datetime(2026, 3, 28, 23, tzinfo=UTC), date(2026, 3, 29)),  # the night the clock goes forward
        (datetime(2026, 3, 29, 22, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, tzinfo=UTC), date(2026, 10, 25)),  # the night it goes back
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_a_civil_date_is_that_of_amsterdam(instant, day):
    assert civil_date(instant) == day
