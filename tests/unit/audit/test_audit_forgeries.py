"""Every law of the audit is seen broken by a forgery, and sound books break none.

What is wrong with the rows themselves is looked for in real SQLite logs. Where only the meaning is wrong, the rows are
sound, and the audit gets them without a disk: that takes half the time.
"""

import pytest

from audit.laws import LAWS
from tests.unit.audit import (
    forgeries_of_advances,
    forgeries_of_changes,
    forgeries_of_corrections,
    forgeries_of_determinations,
    forgeries_of_interests,
    forgeries_of_loans,
    forgeries_of_logs,
    forgeries_of_money,
    forgeries_of_parties,
    forgeries_of_pledges,
    forgeries_of_promises,
    forgeries_of_reasons,
    forgeries_of_returns,
    forgeries_of_set_aside,
    forgeries_of_supports,
    forgeries_of_tasks,
    forgeries_of_terms,
    forgeries_of_year_end,
)
from tests.unit.audit.forgery import FORGERIES

KINDS_OF_FORGERY = (
    forgeries_of_advances,
    forgeries_of_changes,
    forgeries_of_corrections,
    forgeries_of_determinations,
    forgeries_of_interests,
    forgeries_of_loans,
    forgeries_of_logs,
    forgeries_of_money,
    forgeries_of_parties,
    forgeries_of_pledges,
    forgeries_of_promises,
    forgeries_of_reasons,
    forgeries_of_returns,
    forgeries_of_set_aside,
    forgeries_of_supports,
    forgeries_of_tasks,
    forgeries_of_terms,
    forgeries_of_year_end,
)


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_is_found(forgery, books, tmp_path):
    forgery.commit(books)
    if forgery.cover_up != "as_is":
        getattr(books, forgery.cover_up)()
    findings = books.judged() if forgery.cover_up == "sealed" else books.checked(tmp_path)
    assert set(forgery.laws) <= {problem.law.code for problem in findings.broken}, findings.problems
    assert all(problem.told("nl") and problem.told("en") for problem in findings.broken)
    if forgery.cover_up == "sealed":
        assert "chain-broken" not in {problem.law.code for problem in findings.broken}


def test_every_law_is_seen_broken_by_some_forgery():
    assert {law.code for law in LAWS} == {code for forgery in FORGERIES for code in forgery.laws}


def test_no_two_laws_share_a_code():
    codes = [law.code for law in LAWS]
    assert len(codes) == len(set(codes))
