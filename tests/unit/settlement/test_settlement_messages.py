"""Examples validate, what is said is all wired, and each kind has one name."""

import hashlib
import json

import pytest

from services.settlement.app import SERVICE
from tests.models import messages_of
from tests.unit.scenario import PARTIES
from tests.unit.settlement import facts as e

m = messages_of(SERVICE)
PUBLISHES = SERVICE.publishes


@pytest.mark.parametrize("model", m.COMMANDS, ids=lambda model: model.name)
def test_a_commands_example_is_one(model):
    command = model.model_validate_json(json.dumps(model.example), context={"parties": PARTIES})
    assert json.loads(command.model_dump_json()) == model.example
    assert model.roles


@pytest.mark.parametrize("model", m.SAID, ids=lambda model: model.kind)
def test_what_is_said_has_an_example(model):
    assert json.loads(model.model_validate_json(json.dumps(model.example)).model_dump_json()) == model.example


def test_every_fact_that_is_said_has_its_model_and_every_model_its_fact():
    assert all(fact.kind == saying.model.kind for fact, saying in PUBLISHES.items())
    kept = {fact.kind for fact in e.EVENTS} - {fact.kind for fact in PUBLISHES}
    of_pools = {"budget-holder-known", "second-approver-known", "contribution-known", "closed-year-known"}
    assert kept == {*of_pools, "commit-waits", "commit-heard"}


def test_kinds_and_names_are_unique():
    assert len({fact.kind for fact in e.EVENTS}) == len(e.EVENTS) == 44
    assert len({command.name for command in m.COMMANDS}) == len(m.COMMANDS)
    assert {query.name for query in SERVICE.queries}.isdisjoint(command.name for command in m.COMMANDS)


def test_the_hash_in_the_examples_is_that_of_the_terms_in_the_examples():
    canonical = json.dumps(m.EarnBackProposed.example["terms"], sort_keys=True, separators=(",", ":"))
    terms_hash = hashlib.sha256(canonical.encode()).hexdigest()
    assert m.EarnBackProposed.example["terms_hash"] == m.ConsentToEarnBack.example["terms_hash"] == terms_hash


def test_what_is_heard_is_read_tolerantly():
    granted = {"application": "tuin", "applicant": "de-moestuin", "asks": [], "added_later": 1}
    assert m.ApplicationGranted.model_validate(granted).asks == ()
