"""What services answer has the form that the contract gives it; told by the examples, which make one story."""

import json
from datetime import UTC, datetime

import pytest

from contracts.refusals import QUERY_REFUSALS
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.money import Refusal
from tests.contract.committed import SCHEMAS, example, faults
from tests.unit.scenario import Scenario


def sent(scenario, name, by="", **changed):
    """The command of the committed example, from the party that sends it there."""
    model = next(model for model in scenario.service.commands if model.name == name)
    data = example(scenario.service.name, "commands", name)["data"]
    return scenario.when(name, by=by or model.example_by, **{**data, **changed})


def heard(scenario, upstream, kind, **changed):
    return scenario.heard(upstream, kind, **{**example(upstream, "messages", kind)["data"], **changed})


def applications():
    """Submitted, and nobody has answered."""
    return sent(Scenario(APPLICATIONS), "submit-application")


def pool():
    """Opened, paid in, asked, held by two."""
    found = Scenario(POOL, now=datetime(2026, 1, 5, 9, tzinfo=UTC))
    sent(found, "open-pool")
    sent(found, "set-mandate")
    sent(found, "pledge", by="welzijn", contribution="welzijn-2026", cents=500_000, earmarks=["ontmoeten"])
    sent(found, "receive")
    sent(found, "pledge")
    sent(found, "accept-pledge", offer=1)
    sent(found, "receive", contribution="openbare-ruimte-2026", cents=150_000)
    sent(found, "pledge", contribution="openbare-ruimte-2027")
    heard(found, "applications", "pool-asked")
    sent(found, "hold-ask")
    sent(found, "register-task")
    return sent(found, "approve-hold")


def settlement():
    """Granted, committed and agreed to earn back; the saving awaits its verifier."""
    found = Scenario(SETTLEMENT)
    heard(found, "pool", "pool-opened")
    heard(found, "pool", "contribution-received")
    heard(found, "applications", "application-granted")
    heard(found, "pool", "reservation-committed")
    sent(found.at(datetime(2026, 3, 20, 9, tzinfo=UTC)), "confirm-payment")
    lent(found)
    determined(found)
    sent(found, "propose-earn-back")
    sent(found, "consent-to-earn-back")
    return sent(found.at(datetime(2027, 4, 1, 9, tzinfo=UTC)), "claim-saving")


def lent(found):
    """The loan of the examples, asked for by the name that they give it."""
    loan = example("settlement", "messages", "loan-paid-out")["data"]
    ask = {"ask": loan["ask"], "revision": 1, "funder": loan["funder"], "cents": loan["cents"], "instrument": "loan"}
    grant = {"application": "buurthuis-2026", "applicant": loan["borrower"], "asks": [ask]}
    heard(found, "applications", "application-granted", **grant, loans=[{"ask": loan["ask"], "terms": loan["terms"]}])
    heard(found, "pool", "reservation-committed", ask=loan["ask"])
    sent(found, "confirm-payment", by="welzijn", order=loan["order"], cents=loan["cents"])


def determined(found):
    """A grant of the examples, paid, reported on, and determined at less; another awaits the party that asks."""
    heard(found, "pool", "reservation-committed", ask="moestuin-2026:kas")
    sent(found, "confirm-payment", by="welzijn", order="moestuin-2026:kas:1", cents=450_000)
    sent(found, "submit-report")
    sent(found, "determine-grant")


STORIES = {"applications": applications, "pool": pool, "settlement": settlement}
QUERIES = [
    pytest.param(service, query, id=f"{service.name}-{query.name}")
    for service in (APPLICATIONS, POOL, SETTLEMENT)
    for query in service.queries
]
OF_FIELDS = {"funder-invalid"}
"""Refused before the question is put to the service."""
ASKERS = {"open-orders": "openbare-ruimte", "open-claims": "kenniscentrum", "claims": "kenniscentrum"}


def answered(scenario, query, **changed):
    return scenario.ask(query.name, by=ASKERS.get(query.name, "participatie"), **{**query.example, **changed})


def objections(service, query, answer):
    """What model and published schema find wrong with an answer."""
    query.answer.model_validate_json(json.dumps(answer))
    return faults(SCHEMAS / service.name / "queries" / f"{query.name}.answer.json", answer)


@pytest.mark.parametrize(("service", "query"), QUERIES)
def test_an_answer_has_its_form(service, query):
    answer = answered(STORIES[service.name](), query)
    assert not isinstance(answer, Refusal), answer
    assert objections(service, query, answer) == []


@pytest.mark.parametrize(("service", "query"), QUERIES)
def test_an_answer_in_an_empty_log_has_its_form_or_is_refused_as_declared(service, query):
    answer = answered(Scenario(service), query)
    if isinstance(answer, Refusal):
        assert answer.code in query.refuses
    else:
        assert objections(service, query, answer) == []


@pytest.mark.parametrize(("service", "query"), QUERIES)
def test_each_refusal_that_is_declared_can_be_had(service, query):
    """A query that looks for what is not there, or for what others agreed among themselves."""
    nothing = {"pool": "geen", "contribution": "geen", "application": "geen", "earn_back": "geen", "ask": "geen:geen"}
    nothing |= {"order": "geen:geen:1", "task": "geen"}
    unknown = {name: value for name, value in nothing.items() if name in query.example}
    answers = [answered(STORIES[service.name](), query, **{name: value}) for name, value in unknown.items()]
    codes = {answer.code for answer in answers if isinstance(answer, Refusal)}
    if "not-yours" in query.refuses:
        proposed = Scenario(SETTLEMENT)
        for upstream, kind in (("pool", "pool-opened"), ("pool", "contribution-received")):
            heard(proposed, upstream, kind)
        heard(proposed, "applications", "application-granted")
        sent(proposed, "propose-earn-back")
        codes.add(proposed.ask(query.name, by="economie", **query.example).code)
    assert codes == set(query.refuses) - set(QUERY_REFUSALS) - OF_FIELDS


def test_an_application_that_was_decided_has_the_form_too():
    (query,) = [query for query in APPLICATIONS.queries if query.name == "application"]
    story = sent(applications(), "withdraw-application")
    answer = answered(story, query)
    assert answer["status"] == "failed"
    assert objections(APPLICATIONS, query, answer) == []


def test_a_pool_without_a_mandate_and_a_saving_that_was_divided_have_the_form_too():
    show_pool = next(query for query in POOL.queries if query.name == "pool")
    assert objections(POOL, show_pool, answered(sent(Scenario(POOL), "open-pool"), show_pool)) == []
    show = next(query for query in SETTLEMENT.queries if query.name == "earn-back")
    story = settlement()
    sent(story, "verify-saving")
    answer = answered(story, show)
    assert objections(SETTLEMENT, show, answer) == []
    assert answer == json.loads(json.dumps(show.answer.example)), "the example is what really comes of it"


def test_a_form_can_be_missed():
    (query,) = [query for query in POOL.queries if query.name == "pools"]
    answer = answered(pool(), query)
    del answer["pools"][0]["exhausted"]
    with pytest.raises(ValueError, match="exhausted"):
        objections(POOL, query, answer)
