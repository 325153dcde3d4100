"""Every law of the audit is seen broken by a forgery, in real SQLite logs, and sound books break none."""

import importlib
import pkgutil

import pytest

import audit
from audit.laws import Law
from tests.unit.audit import forgeries_of_logs, forgeries_of_money, forgeries_of_promises
from tests.unit.audit.forgery import FORGERIES

KINDS_OF_FORGERY = (forgeries_of_logs, forgeries_of_money, forgeries_of_promises)


def _laws():
    modules = (
        importlib.import_module(found.name)
        for found in pkgutil.iter_modules(audit.__path__, "audit.")
        if not found.name.endswith("__main__")
    )
    return {id(law): law for module in modules for law in vars(module).values() if isinstance(law, Law)}.values()


@pytest.mark.parametrize("forgery", FORGERIES, ids=lambda forgery: forgery.name)
def test_a_forgery_is_found(forgery, books, tmp_path):
    forgery.commit(books)
    if forgery.cover_up != "as_is":
        getattr(books, forgery.cover_up)()
    findings = books.checked(tmp_path)
    assert set(forgery.laws) <= {problem.law.code for problem in findings.broken}, findings.problems
    assert all(problem.told("nl") and problem.told("en") for problem in findings.broken)
    if forgery.cover_up == "sealed":
        assert "chain-broken" not in {problem.law.code for problem in findings.broken}


def test_every_law_is_seen_broken_by_some_forgery():
    assert {law.code for law in _laws()} == {code for forgery in FORGERIES for code in forgery.laws}


def test_no_two_laws_share_a_code():
    codes = [law.code for law in _laws()]
    assert len(codes) == len(set(codes))
