"""The pool's messages and queries: every example is valid, and everything the service declares fits together."""

import json

import pytest

from services.pool.app import SERVICE
from tests.models import messages_of
from tests.unit.pool import facts as e

m = messages_of(SERVICE)


@pytest.mark.parametrize("model", [*m.COMMANDS, *m.SAID], ids=lambda model: model.__name__)
def test_every_example_is_valid_and_complete(model):
    body = model.model_validate_json(json.dumps(model.example))
    assert json.loads(body.model_dump_json()) == model.example


def test_what_is_declared_as_said_is_what_facts_say():
    assert {fact.kind for fact in e.EVENTS} - {model.kind for model in m.SAID} == {
        "ask-received",
        "backing-freed",
        "backing-set-aside",
        "application-closed",
        "payment-waits",
        "hold-rebacked",
        "payment-waits-no-more",
        "support-consented",
    }


def test_kinds_and_names_are_used_once():
    assert len({fact.kind for fact in e.EVENTS}) == len(e.EVENTS)
    assert len({command.name for command in m.COMMANDS}) == len(m.COMMANDS)
