"""Every body's example is one of its kind, and the tables name each kind once."""

import json

import pytest

from services.applications.app import SERVICE
from tests.models import messages_of
from tests.unit.scenario import PARTIES, Scenario

m = messages_of(SERVICE)


@pytest.mark.parametrize("model", [*m.COMMANDS, *m.SAID])
def test_an_example_is_what_it_exemplifies(model):
    model.model_validate_json(json.dumps(model.example), context={"parties": PARTIES})


@pytest.mark.parametrize("model", m.SAID)
def test_an_example_of_what_is_said_is_complete_and_as_it_travels(model):
    said = model.model_validate_json(json.dumps(model.example))
    assert json.loads(said.model_dump_json()) == model.example


def test_the_examples_tell_one_story():
    """Submitted, declined, rearranged: each example follows from the one before."""
    world = Scenario(SERVICE).when("submit-application", by="de-moestuin", **m.SubmitApplication.example)
    assert [body for _, _, _, body in world.said] == [m.PoolAsked.example, m.ZuilAsked.example]
    world.when("answer-ask", by="participatie", **m.AnswerAsk.example)
    assert world.said[0][3] == m.ZuilAskDeclined.example
    world.when("rearrange", by="de-moestuin", **m.Rearrange.example)
    world.heard("pool", "reservation-held", pool="moestuin", ask="moestuin-2026:kas", revision=1, cents=450_000)
    for by, ask, revision, cents in (
        ("participatie", "moestuin-2026:begeleiding", 2, 400_000),
        ("woonstede", "moestuin-2026:grond", 1, 100_000),
    ):
        world.when("answer-ask", by=by, ask=ask, revision=revision, cents=cents, answer="hold")
    assert world.said[-1][3] == m.ApplicationGranted.example


def test_withdrawing_as_in_the_example():
    world = Scenario(SERVICE).when("submit-application", by="de-moestuin", **m.SubmitApplication.example)
    world.when("withdraw-application", by="de-moestuin", **m.WithdrawApplication.example)
    assert world.said[0][1] == "application-failed"


def test_every_kind_is_named_once():
    kinds = [fact.kind for fact in SERVICE.facts]
    assert len(set(kinds)) == len(kinds)
    assert SERVICE.says.keys() <= set(SERVICE.facts)
