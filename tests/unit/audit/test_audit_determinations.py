"""The auditor's own reading of terms, of years, and of what a report divides."""

from datetime import date, timedelta

import pytest

from audit.laws.terms_of_law import ends_after
from shared.calendar import term_of_law
from tests.unit.audit.forgeries_of_determinations import determined


@pytest.mark.parametrize("weeks", [6, 8])
def test_the_auditors_own_calendar_ends_a_term_on_the_same_day(weeks):
    days = [date(2023, 1, 1) + timedelta(days=days) for days in range(20 * 365)]
    assert [ends_after(day, weeks) for day in days] == [term_of_law(day, weeks=weeks) for day in days]


def test_a_term_that_ends_after_all_time_does_not_stop_the_audit():
    assert ends_after(date(9999, 12, 30), 6) == date.max


@pytest.mark.parametrize("kind", ["claim-made", "loan-paid-out"])
@pytest.mark.parametrize(
    "nonsense",
    [{"annual_rate": "NaN"}, {"day_count": "x"}, {"months_between": 10**18}, {"months_between": 0}, {"instalments": 0}],
)
def test_terms_that_nobody_can_count_by_do_not_stop_the_audit(books, kind, nonsense):
    entry = books.find("settlement", kind)
    entry.change(terms={**entry.fact["terms"], **nonsense})
    assert "fields-differ" in {problem.law.code for problem in books.sealed().judged().broken}


def test_a_loan_that_falls_due_after_all_time_does_not_stop_the_audit(books):
    books.find("settlement", "loan-paid-out").change(paid_on="9999-12-31")
    assert books.sealed().convicted(of="loan-unfounded")


def _late(books):
    return any(problem.law.code == "determined-too-late" for problem in books.sealed().judged().broken)


@pytest.mark.parametrize(("first", "late"), [("2021-01-10", False), ("2021-01-09", True)])
def test_less_is_in_time_on_the_same_day_five_years_later(books, first, late):
    determined(books).change(determined_on=first)
    assert _late(books) is late


@pytest.mark.parametrize(("at", "late"), [("2029-02-28", False), ("2029-03-01", True)])
def test_of_a_29th_of_february_that_is_the_28th(books, at, late):
    determined(books).change(determined_on="2024-02-29")
    determined(books, number=2).envelope["at"] = f"{at}T09:00:00Z"
    assert _late(books) is late


def test_more_is_determined_after_any_time(books):
    determined(books, "kermis:hulp", 2).change(determined_on="2001-01-01")
    determined(books, "kermis:hulp", 5).change(cents=1_001)
    assert not _late(books)
