"""Everything wrong with the form of a body is told at once, each fault with a sentence that helps and an example."""

import json
from datetime import UTC, datetime

import pytest
from annotated_types import MinLen
from pydantic import ValidationError

from contracts.refusals import GENERAL_REFUSALS
from contracts.registry import CONTRACTS
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.form import MAX_FIELD, refusal_of
from shared.log.facts import PartyRegistered
from shared.log.known_parties import KnownParties
from shared.money import MAX_FAULTS, Fault, Refusal, together
from shared.running.inbox import Inbox, arrival
from tests.contract.test_schemas import places
from tests.unit.scenario import PARTIES

COMMANDS = [command.model for contract in CONTRACTS for command in contract.commands]
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}
READABLE = 500
"""Characters of a sentence that somebody still reads."""


def named(model):
    return model.name


def command(name):
    return next(model for model in COMMANDS if model.name == name)


def faults_in(model, body):
    with pytest.raises(ValidationError) as refused:
        model.model_validate_json(json.dumps(body))
    return refusal_of(refused.value, model).faults


def example(model):
    return json.loads(json.dumps(dict(model.example)))


def at(body, path):
    for part in path:
        body = body[part]
    return body


# Each fault


@pytest.mark.parametrize("model", COMMANDS, ids=named)
def test_every_field_is_in_the_example(model):
    """What is not there could not be shown to whoever gets it wrong."""
    assert set(model.example) == set(model.model_fields)


@pytest.mark.parametrize("model", COMMANDS, ids=named)
def test_whoever_leaves_a_field_out_is_shown_what_belongs_there(model):
    for path in places(example(model)):
        body = example(model)
        shown = at(example(model), [0 if isinstance(part, int) else part for part in path])
        if isinstance(path[-1], str):
            del at(body, path[:-1])[path[-1]]
        try:
            model.model_validate_json(json.dumps(body))
        except ValidationError:
            (fault,) = faults_in(model, body)
            assert (fault.field, fault.code) == (".".join(map(str, path)), "field-missing")
            assert fault.sentence.startswith(f'Add this field. For example: "{path[-1]}": ')
            assert isinstance(shown, list | dict) or json.dumps(shown, ensure_ascii=False) in fault.sentence
            assert len(fault.sentence) < READABLE


@pytest.mark.parametrize("model", COMMANDS, ids=named)
@pytest.mark.parametrize("wrong", [{}, 1.5, "\u00a0", None], ids=repr)
def test_whoever_writes_another_type_is_told_which_and_shown_one(model, wrong):
    for path in places(example(model)):
        body = example(model)
        at(body, path[:-1])[path[-1]] = wrong
        try:
            model.model_validate_json(json.dumps(body))
        except ValidationError:
            for fault in faults_in(model, body):
                assert fault.code in GENERAL_REFUSALS or fault.code == "funder-invalid"
                assert "schema" not in fault.sentence
                assert "For example: " in fault.sentence
                assert "{" not in fault.sentence.partition("For example: ")[0]
                assert fault.sentence.endswith(".")
                assert len(fault.sentence) < READABLE


def test_a_field_of_another_name_is_told_which_is_meant():
    body = example(command("receive"))
    body["receivedOn"] = body.pop("received_on")
    missing, unknown = faults_in(command("receive"), body)
    assert (missing.field, missing.code) == ("received_on", "field-missing")
    assert (unknown.field, unknown.code) == ("receivedOn", "field-unknown")
    assert unknown.sentence.endswith(
        "Is received_on meant? The fields here are pool, contribution, cents, received_on."
    )


def test_a_field_of_another_name_within_a_list_is_told_the_names_that_stand_there():
    body = example(command("submit-application"))
    body["asks"][1]["lines"][0]["goals"] = 3
    (unknown,) = faults_in(command("submit-application"), body)
    assert (unknown.field, unknown.code) == ("asks.1.lines.0.goals", "field-unknown")
    assert unknown.sentence.endswith("Is goal meant? The fields here are goal, cents.")


def test_a_list_with_faulty_entries_is_not_called_empty():
    body = {**example(command("submit-application")), "asks": [7]}
    assert [fault.field for fault in faults_in(command("submit-application"), body)] == ["asks.0"]


def test_what_is_no_object_at_all_is_told_the_fields():
    (fault,) = faults_in(command("receive"), [])
    assert fault == Fault(
        "", "wrong-type", "Write an object in braces. Its fields are pool, contribution, cents, received_on."
    )


def test_a_number_out_of_range_is_told_the_bound():
    body = {**example(command("pledge")), "year": 1999, "lapses_on": "2101-01-01"}
    assert [fault.sentence for fault in faults_in(command("pledge"), body)] == [
        "Write at least 2000. For example: 2026.",
        'Write at most 2100-12-31. For example: "2026-12-31".',
    ]


# All of them


SIX = {
    "pool": "Moestuin",
    "contribution": 2026,
    "cents": 300.5,
    "earmarks": [],
    "task_field": "5.7",
    "recurring": "once",
    "domain": "physical",
    "year": 1926,
}


def test_six_faults_are_told_as_six_each_with_a_sentence_and_an_example():
    assert faults_in(command("pledge"), SIX) == (
        Fault(
            "pool",
            "identifier-invalid",
            "Use lower-case letters, digits and hyphens, at most 48, and begin with a letter or digit. For example: "
            '"moestuin".',
        ),
        Fault("contribution", "wrong-type", 'Write a text in quotes. For example: "openbare-ruimte-2026".'),
        Fault(
            "cents",
            "amount-not-whole",
            "Write the amount in whole euro cents, without a fraction. For example: 300000.",
        ),
        Fault("earmarks", "list-empty", 'Name at least 1. For example: ["groen"].'),
        Fault("year", "out-of-range", "Write at least 2000. For example: 2026."),
        Fault(
            "recurring", "value-unknown", 'Choose one of "structural" or "incidental". For example: "incidental".'
        ),
    )  # fmt: skip


def test_no_more_than_so_many_are_told_and_no_name_is_repeated_at_length():
    body = example(command("receive")) | {f"{number}{'x' * 5_000}": 1 for number in range(30)}
    told = faults_in(command("receive"), body)
    assert len(told) == MAX_FAULTS == 20
    assert {len(fault.field) for fault in told} == {MAX_FIELD}


def test_objections_together_are_the_first_with_all_others_each_once():
    one, other = Refusal("closed", "It is closed.", "ask"), Refusal("too-late", "It is too late.", "ask")
    assert together(None, None) is None
    assert together(None, one) == one
    both = together(one, None, other)
    assert (both.code, both.sentence, both.field) == ("closed", "It is closed.", "ask")
    assert both.faults == (*one.faults, *other.faults)
    assert together(both, one, other).faults == both.faults
    many = [Refusal("closed", f"{number} is closed.", "ask") for number in range(50)]
    assert together(*many).faults == tuple(each.faults[0] for each in many[:MAX_FAULTS])


@pytest.mark.parametrize("model", COMMANDS, ids=named)
def test_a_list_that_may_be_empty_may_be_left_out(model):
    for name, field in model.model_fields.items():
        if str(field.annotation).startswith("tuple") and not any(isinstance(each, MinLen) for each in field.metadata):
            assert field.default == (), f"{model.name} {name}"


# The envelope, too


def opened(body, *, by="welzijn", service="pool", name="receive"):
    known = KnownParties()
    for slug, party in PARTIES.items():
        known.take(
            PartyRegistered(
                slug,
                party.oin,
                tuple(party.roles),
                party.public_money,
                party.own,
                party.network,
                datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Inbox(SERVICES[service]).open(arrival(by, name, raw, None), PARTIES, known)


def enveloped(**changed):
    return {
        "specversion": "1.0",
        "id": "r1",
        "source": f"urn:nld:oin:{PARTIES['welzijn'].oin}:systeem:test",
        "type": "nl.bundel.pool.receive",
        "data": example(command("receive")),
    } | changed


def test_a_sound_command_is_opened():
    assert not isinstance(opened(enveloped()), Refusal)


def test_what_is_wrong_with_envelope_and_fields_is_told_at_once():
    refusal = opened(enveloped(specversion=1, source="welzijn", type="receive", data={"cents": 0}))
    assert [fault.field for fault in refusal.faults] == [
        *("specversion", "source", "type"),
        *("pool", "contribution", "cents", "received_on"),
    ]
    assert refusal.faults[:3] == (
        Fault("specversion", "envelope-invalid", 'Set specversion to "1.0".'),
        Fault(
            "source",
            "envelope-invalid",
            f"Set source to urn:nld:oin:{PARTIES['welzijn'].oin}:systeem:<name of your system>.",
        ),
        Fault("type", "envelope-invalid", "Set type to nl.bundel.pool.receive, as the subject."),
    )


def test_an_empty_envelope_is_told_all_that_belongs_in_it():
    refusal = opened({})
    assert [fault.field for fault in refusal.faults] == ["specversion", "id", "source", "type", "data"]
    assert {fault.code for fault in refusal.faults} == {"envelope-invalid"}


def test_an_id_that_is_none_is_told_beside_the_fields():
    refusal = opened(enveloped(id="a b", data={"cents": 0, "contribution": "a"}))
    assert [fault.code for fault in refusal.faults] == ["id-invalid", "field-missing", "amount-zero", "field-missing"]


def test_an_attribute_that_is_there_twice_once_unfit_is_told_so():
    twice = b'{"type": 7, ' + json.dumps(enveloped()).encode()[1:]
    assert opened(twice).faults == (Fault("", "envelope-invalid", "Write each attribute of the CloudEvent once."),)


@pytest.mark.parametrize("body", [b"[]", b"7", b'"x"', b"null"])
def test_what_is_no_object_is_no_event(body):
    (fault,) = opened(body).faults
    assert fault.code == "envelope-invalid"


@pytest.mark.parametrize("body", [b"", b"{", b'{"specversion": 1, ', b'{"specversion": 1, "id": ' + b"[" * 5_000])
def test_what_is_no_json_is_told_so_wherever_it_ends(body):
    (fault,) = opened(body).faults
    assert fault.code == "not-json"


def test_whose_command_it_is_not_is_not_told_what_is_wrong_with_its_fields():
    wrong = enveloped(type="nl.bundel.pool.open-pool", data={})
    wrong["source"] = f"urn:nld:oin:{PARTIES['welzijn'].oin}:systeem:test"
    assert [fault.code for fault in opened(wrong, name="open-pool").faults] == ["not-yours"]
    assert [fault.code for fault in opened({**wrong, "type": "x"}, name="open-pool").faults] == ["envelope-invalid"]
