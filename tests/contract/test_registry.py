"""Everything about a message is declared where it is defined: completely, and as the code behaves."""

import json
import re

import pytest
from pydantic import ValidationError

from contracts.generator.exceptions import EXCEPTIONS
from contracts.generator.fields import _WORDS
from contracts.generator.model_schema import schema_of
from contracts.refusals import GENERAL_REFUSALS, QUERY_REFUSALS
from contracts.registry import CONTRACTS
from shared.broker.nats_bus import _streams
from shared.parties import ANY_ROLE
from shared.running.own_queries import OWN_QUERIES
from shared.service import ALL
from tests.contract.reach import ROOT, Sources
from tests.contract.test_documentation import PARTIES, calls, constant

COMMANDS = [
    pytest.param(contract, command, id=f"{contract.name}-{command.name}")
    for contract in CONTRACTS
    for command in contract.commands
]
HEARD = [
    pytest.param(contract, heard, id=f"{contract.name} hears {heard.kind} of {heard.upstream}")
    for contract in CONTRACTS
    for heard in contract.consumed
]
SAID = [
    pytest.param(contract, said, id=f"{contract.name}-{said.name}")
    for contract in CONTRACTS
    for said in contract.published
]
QUERIES = [
    pytest.param(contract, query, id=f"{contract.name}-{query.name}")
    for contract in CONTRACTS
    for query in contract.queries
]
SOURCES = {contract.name: Sources(contract.name) for contract in CONTRACTS}
ONE_FUNCTION_FOR_BOTH_ANSWERS = {"pool-ask-held", "pool-ask-declined", "zuil-ask-held", "zuil-ask-declined"}
"""Applications record a pool's answer and a zuil's, a hold and a decline, in one function; and a hold may grant."""


def kinds_in(text, contract):
    return {name for name in re.findall(r"`([a-z-]+)`", text) if name in contract.facts}


def of_validators(service):
    """Codes that the models of this service refuse with, beside those of `shared.wire`."""
    return {node.args[0].value for where, node in calls(f"services/{service}") if "/messages.py" in where}


# Commands


@pytest.mark.parametrize(("contract", "command"), COMMANDS)
def test_a_command_declares_exactly_the_refusals_within_its_reach(contract, command):
    sources = SOURCES[contract.name]
    reached = sources.reached(command.model.__name__).codes
    if command.model.books_on:  # judged where all commands are, before its own decision
        reached = reached | {"year-closed"}
    declared = set(command.model.refuses)
    assert reached - declared == set()
    assert declared - reached <= of_validators(contract.name) - set(GENERAL_REFUSALS)
    assert len(declared) == len(command.model.refuses), "a code is declared twice"


@pytest.mark.parametrize(("contract", "command"), COMMANDS)
def test_a_command_declares_exactly_the_facts_within_its_reach(contract, command):
    sources = SOURCES[contract.name]
    reached = sources.reached(command.model.__name__).facts
    declared = kinds_in(command.model.leads_to, contract)
    assert declared
    assert declared <= reached
    assert reached - declared <= (ONE_FUNCTION_FOR_BOTH_ANSWERS if command.name == "answer-ask" else set())


@pytest.mark.parametrize(("contract", "command"), COMMANDS)
def test_a_command_says_who_sends_it_and_what_it_needs(contract, command):
    model = command.model
    assert model.requires[0].isupper()
    assert model.requires.endswith(".")
    assert not model.leads_to.endswith("."), "it stands in a table"
    assert model.__doc__
    assert PARTIES[model.example_by].roles & model.roles
    assert model.sender
    assert (model.roles == ANY_ROLE) == (model.sender not in model.roles and "verifier" not in model.sender)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_a_fact_is_led_to_by_a_command_a_message_or_a_timer(contract):
    told = [
        *(command.model.leads_to for command in contract.commands),
        *(heard.model.leads_to for heard in contract.consumed),
        *contract.timers.values(),
    ]
    assert kinds_in(" ".join(told), contract) == set(contract.facts)


# Heard


@pytest.mark.parametrize(("contract", "heard"), HEARD)
def test_what_is_heard_declares_exactly_the_facts_within_its_reach(contract, heard):
    sources = SOURCES[contract.name]
    reached = sources.reached(heard.model.__name__).facts
    declared = kinds_in(heard.model.leads_to, contract)
    assert declared <= reached
    allowed = ONE_FUNCTION_FOR_BOTH_ANSWERS | {"application-granted"} if contract.name == "applications" else set()
    assert reached - declared <= allowed


# Said


@pytest.mark.parametrize(("contract", "said"), SAID)
def test_what_is_said_goes_to_all_or_to_one_party_by_a_field_it_says(contract, said):
    named = said.key if said.to == ALL else said.to
    assert named in {*said.model.model_fields, *said.model.unsaid}
    assert said.model.__doc__
    assert re.fullmatch(
        r"bundel\.(event\.[a-z]+\.[a-z-]+\.[^\s.*>]+|to\.[a-z-]+\.[a-z]+\.[a-z-]+)", said.example_subject()
    )


# Queries


@pytest.mark.parametrize(("contract", "query"), QUERIES)
def test_a_query_has_an_example_and_its_answer_too(contract, query):
    query.model.model_validate_json(json.dumps(query.model.example), context={"parties": PARTIES})
    query.model.answer.model_validate_json(json.dumps(query.model.answer.example))
    assert query.model.__doc__
    assert query.model.answer.__doc__


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_a_service_refuses_its_queries_with_declared_codes_only(contract):
    """What the views refuse with, themselves or by a function of the domain that looks something up."""
    found = {node.args[0].value for where, node in calls(f"services/{contract.name}") if "/queries.py" in where}
    known = {code for command in contract.commands for code in command.model.refuses}
    own = {query.name for query in contract.queries if query.model in OWN_QUERIES}
    declared = {code for query in contract.queries if query.name not in own for code in query.model.refuses}
    assert found <= declared <= found | known


def test_the_runtime_refuses_queries_with_declared_codes_only():
    files = ("query_handler.py", "known_parties.py")
    found = {node.args[0].value for where, node in calls("shared") if any(file in where for file in files)}
    declared = {code for query in OWN_QUERIES for code in query.refuses}
    assert found == declared | set(QUERY_REFUSALS)


# Fields, streams


def names_of_fields(schema):
    for name, each in schema.get("properties", {}).items():
        yield name
        for inner in (each, each.get("items", {}), *each.get("anyOf", ())):
            yield from names_of_fields(inner)


def test_every_field_is_described_and_every_description_is_of_a_field():
    models = [
        *((command.model, True) for contract in CONTRACTS for command in contract.commands),
        *((said.model, False) for contract in CONTRACTS for said in contract.published),
        *((query.model, True) for contract in CONTRACTS for query in contract.queries),
        *((query.model.answer, False) for contract in CONTRACTS for query in contract.queries),
    ]
    found = {name for model, taken_in in models for name in names_of_fields(schema_of(model, taken_in=taken_in))}
    assert found == set(_WORDS)


def test_an_exception_is_of_a_field_that_its_message_has():
    fields = {}
    for contract in CONTRACTS:
        for command in contract.commands:
            fields[command.name] = set(names_of_fields(schema_of(command.model, taken_in=True)))
        for said in contract.published:
            fields[said.name] = set(names_of_fields(schema_of(said.model, taken_in=False)))
        for query in contract.queries:
            fields[query.name] = set(names_of_fields(schema_of(query.model.answer, taken_in=False)))
    for message, words in EXCEPTIONS.items():
        assert words.keys() <= fields[message], message


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_every_subject_is_of_the_stream_that_the_contract_names(contract):
    document = json.loads((ROOT / "contracts" / "asyncapi" / f"{contract.name}.json").read_text("utf-8"))
    streams = {config.name: config.subjects for config in _streams(contract.name)}
    named = set()
    for name, channel in document["channels"].items():
        subject = channel["address"]
        owners = {
            owner for owner, subjects in streams.items() if subject and any(covers(each, subject) for each in subjects)
        }
        told = {stream["name"] for stream in document["x-streams"] if name.startswith(stream["channels"])}
        assert owners == told, subject
        named |= owners
    assert named == set(streams)


def covers(pattern, subject):
    """NATS: `*` is one token, `>` all that follow."""
    wanted = re.escape(pattern).replace(r"\*", "[^.]+").replace(">", ".+")
    return re.fullmatch(wanted, subject) is not None


def test_how_long_commands_are_kept_is_as_the_contract_says():
    for contract in CONTRACTS:
        (commands,) = [config for config in _streams(contract.name) if config.name.endswith("_COMMANDS")]
        assert commands.max_age == 7 * 24 * 3600
        assert commands.no_ack


# What is told is what is tried: the registry is no better than its models


def test_a_declared_code_is_a_code():
    for contract in CONTRACTS:
        for command in contract.commands:
            assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in command.model.refuses)


def test_the_search_for_refusals_finds_what_was_hidden():
    """The analysis follows functions, modules and methods: known codes at each distance are found."""
    pool, applications = SOURCES["pool"], SOURCES["applications"]
    assert "not-enough" in pool.reached("HoldAsk").codes
    assert "subsidy-too-high" in applications.reached("SubmitApplication").codes
    assert "not-enough" not in pool.reached("OpenPool").codes
    assert constant(calls("services/pool")[0][1].args[0])


def test_a_body_that_lacks_what_is_declared_is_refused():
    for contract in CONTRACTS:
        for command in contract.commands:
            required = [name for name, field in command.model.model_fields.items() if field.is_required()]
            for name in required:
                body = {key: value for key, value in command.model.example.items() if key != name}
                with pytest.raises(ValidationError):
                    command.model.model_validate_json(json.dumps(body))
