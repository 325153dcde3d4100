"""What one service says, another can hear; what the docs promise, the code keeps."""

import json
from pathlib import Path

import pytest

from audit.facts import FACTS as AUDITED
from contracts.registry import CONTRACTS
from deploy.local import ROOT as DEPLOYED
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.broker.envelope import read_command, read_published
from shared.log.facts import PUBLISHES as OWN_PUBLISHES
from shared.parties import load_parties
from shared.running.own_queries import OWN_QUERIES
from tests.contract.committed import example

ROOT = Path(__file__).parents[2]
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}
PARTIES = load_parties(DEPLOYED / "deploy" / "parties.json")
BY_OIN = {party.oin: party for party in PARTIES.values()}
READERS = [
    pytest.param(upstream, kind, hearing.model, id=f"{service.name} hears {kind} of {upstream}")
    for service in SERVICES.values()
    for (upstream, kind), hearing in service.consumes.items()
]
COMMANDS = [
    pytest.param(service.name, command, id=f"{service.name}-{command.name}")
    for service in SERVICES.values()
    for command in service.commands
]
SAID = [
    pytest.param(service.name, saying.model, id=f"{service.name}-{saying.model.kind}")
    for service in SERVICES.values()
    for saying in (*service.publishes.values(), *OWN_PUBLISHES.values())
]


# Consumers: each reader against the producer's committed example


@pytest.mark.parametrize(("upstream", "kind", "model"), READERS)
def test_a_reader_reads_what_the_producer_says(upstream, kind, model):
    """As `intake` does: the envelope first, then the body; what was added later is passed over."""
    event = example(upstream, "messages", kind)
    said = read_published(json.dumps({**event, "data": {**event["data"], "added-later": True}, "later": 1}).encode())
    assert said.kind == kind
    model.model_validate_json(bytes(said.data))


@pytest.mark.parametrize(("upstream", "kind", "model"), READERS)
def test_a_reader_asks_only_for_what_the_producer_promises(upstream, kind, model):
    """Remove any field it needs, and the reader cannot read: so a field that is removed at the producer is seen."""
    promised = set(example(upstream, "messages", kind)["data"]) | _said_at_times(upstream, kind)
    assert set(model.model_fields) <= promised


def _said_at_times(upstream, kind):
    """The fields that are left out where they say nothing."""
    published = (saying.model for saying in SERVICES[upstream].publishes.values())
    fields = next((model.model_fields for model in published if model.kind == kind), {})
    return {name for name, field in fields.items() if not field.is_required()}


@pytest.mark.parametrize(("upstream", "kind", "model"), READERS)
def test_a_reader_reads_what_it_says_it_reads(upstream, kind, model):
    """Every field it names arrives with the value that was said, inner ones included."""
    data = example(upstream, "messages", kind)["data"]
    heard = model.model_validate(data).model_dump(mode="json", exclude_unset=True)
    assert heard == _within(data, heard)


def _within(data, shape):
    """Of the data, what the shape names."""
    if isinstance(shape, dict):
        return {name: _within(data[name], inner) for name, inner in shape.items()}
    if isinstance(shape, list):
        return [_within(*each) for each in zip(data, shape, strict=True)]
    return data


# Producers: what is committed is taken in and said


@pytest.mark.parametrize(("service", "model"), COMMANDS)
def test_a_command_has_an_example_that_the_deployed_register_accepts(service, model):
    """As the inbox opens it: envelope, role, body; its sender is in the register."""
    event = example(service, "commands", model.name)
    sender = BY_OIN[event["source"].split(":")[3]]
    opened = read_command(json.dumps(event).encode(), service=service, command=model.name, oin=sender.oin)
    assert sender.roles & model.roles
    model.model_validate_json(bytes(opened.data), context={"parties": PARTIES})


@pytest.mark.parametrize(("service", "model"), SAID)
def test_what_is_said_has_an_example(service, model):
    event = example(service, "messages", model.kind)
    assert read_published(json.dumps(event).encode()).kind == model.kind
    model.model_validate_json(json.dumps(event["data"]))


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda contract: contract.name)
def test_the_auditor_knows_to_whom_each_kind_is_told(contract):
    """The auditor's own reading of the contract names the same audience as the producer's."""
    told = {kind: AUDITED[contract.name][kind].told for kind in contract.facts}
    assert told == contract.audiences


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_kind_belongs_to_one_fact(service):
    kinds = [fact.kind for fact in (*service.facts, *OWN_PUBLISHES)]
    assert len(kinds) == len(set(kinds))


def test_the_runtime_answers_its_documented_queries():
    partner = (ROOT / "docs" / "partner.md").read_text("utf-8")
    for query in OWN_QUERIES:
        if query.name != "heard":  # between services only
            assert f"`{query.name}`" in partner, query.name


def test_every_setting_is_documented():
    from shared.running.settings import Settings

    operator = (ROOT / "docs" / "operator.md").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"`BUNDEL_{name.upper()}`" in operator, name
