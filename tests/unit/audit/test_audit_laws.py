"""What holds of laws and declarations as such: no order among laws, and one place for each fact."""

import random
from types import SimpleNamespace
from typing import get_args, get_type_hints

import pytest

from audit.facts import FACTS
from audit.facts.booking import Move
from audit.facts.declaring import ALL, Command, Message, Place
from audit.facts.pool.chart import FREE, PUT_IN
from audit.facts.pool.engaged import UNMOVED
from audit.facts.pool.pools import OfPool
from audit.facts.pool.tasks import NOT_GIVEN_BACK
from audit.facts.runtime import BatchClosed
from audit.known.books import Known
from audit.known.table import Store
from audit.laws import LAWS
from audit.laws.tasks import money_without_task, unspent_without_task
from tests.unit.audit import forgeries_of_logs, forgeries_of_money, forgeries_of_promises
from tests.unit.audit.forgery import FORGERIES

REGISTERED = (forgeries_of_logs, forgeries_of_money, forgeries_of_promises)


def _told(findings):
    return sorted(str(problem) for problem in findings.broken)


@pytest.mark.parametrize("forgery", random.Random(1).sample(FORGERIES, 20), ids=lambda forgery: forgery.name)
def test_laws_find_the_same_in_any_order(forgery, books):
    forgery.commit(books)
    if forgery.cover_up != "as_is":
        getattr(books, forgery.cover_up)()
    shuffled = random.Random(forgery.name).sample(LAWS, len(LAWS))
    assert _told(books.judged(laws=shuffled)) == _told(books.judged())


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.code)
def test_both_sentences_name_the_same(law):
    names = [{part.partition("}")[0] for part in sentence.split("{")[1:]} for sentence in (law.nl, law.en)]
    assert names[0] == names[1]


# One declaration for each fact


class ContributionToppedUp(OfPool):
    """A fact that there is not: money that was never pledged."""

    kind = "contribution-topped-up"
    told = ALL
    causes = (Command("receive", by="holder"),)
    books = (Move("cents", PUT_IN, FREE),)
    contribution: str
    contributor: str
    cents: int


@pytest.fixture
def topped_up(books, monkeypatch):
    """In sound books: a receipt, and beside it a fact of a kind that is declared nowhere but here."""
    monkeypatch.setitem(FACTS["pool"], ContributionToppedUp.kind, ContributionToppedUp)
    receipt = books.find("pool", "contribution-received", contribution="groen-2026")
    fields = {name: receipt.fact[name] for name in ("pool", "contribution", "contributor")}
    new = books.made_of(receipt, ContributionToppedUp.kind, **fields, cents=7)
    new.book(("contributor:groen", -7), ("wijk/groen-2026/free", 7))
    new.envelope["book_date"] = receipt.envelope["at"][:10]
    return books.put(new, after=receipt)


def _broken(books):
    return {problem.law.code for problem in books.sealed().judged().broken}


def test_a_new_fact_that_moves_money_needs_one_declaration(books, topped_up):
    assert _broken(books) == set()


def test_by_its_declaration_it_is_judged(books, topped_up):
    topped_up.book(("contributor:groen", -8), ("wijk/groen-2026/free", 8))
    assert _broken(books) == {"booked-otherwise"}


def test_its_audience_is_judged(books, topped_up):
    topped_up.envelope["audience"] = ""
    assert _broken(books) == {"audience-differs"}


def test_whose_it_is_and_what_causes_it_is_judged(books, topped_up):
    outcome = books.outcome_of(topped_up)
    outcome.change(command="pledge")
    assert "cause-unfit" in _broken(books)
    for one in books.all("pool", "mandate-set", pool="wijk"):
        outcome.change(command="receive")
        one.envelope["by"] = "groen"
    books.find("pool", "pool-opened", pool="wijk").change(budget_holder="welzijn")
    assert "not-theirs" in _broken(books)


DECLARED = [
    pytest.param(fact, cause, id=f"{fact.kind} of {cause.name}")
    for facts in FACTS.values()
    for fact in facts.values()
    for cause in fact.causes
    if not isinstance(cause, str)
]


@pytest.mark.parametrize(("fact", "cause"), DECLARED)
def test_what_a_declaration_names_there_is(fact, cause):
    if isinstance(cause, Command):
        assert all(hasattr(fact, name) for name in cause.by.split())
        return
    assert isinstance(cause, Message)
    upstream, _, kind = cause.name.partition("/")
    message = FACTS[upstream][kind]
    rows = get_args(get_type_hints(message)[cause.among])[0] if cause.among else message
    for ours, _, its in (name.partition("=") for name in cause.same.split()):
        assert hasattr(fact, ours.partition(".")[0])
        assert hasattr(rows, its or ours)
    assert set(cause.instead.split()) <= {one.kind for facts in FACTS.values() for one in facts.values()}


@pytest.mark.parametrize(("law", "kept"), [(unspent_without_task, NOT_GIVEN_BACK), (money_without_task, UNMOVED)])
@pytest.mark.parametrize(("log", "found"), [("pool", 1), ("applications", 0), ("settlement", 0)])
def test_what_a_batch_leaves_undone_is_judged_by_batches_of_its_own_log(law, kept, log, found):
    """With clocks that differ, a batch of another log closes in the middle of it."""
    store = Store()
    known = Known(store)
    known[kept].put("tuin:perken", Place("pool", 303, "give-back-agreed"))
    ((judged, judge),) = law.judges
    assert judged == (BatchClosed,)
    assert len(list(judge(SimpleNamespace(log=log), None, known))) == found
    store.close()
