"""What one service says, another can hear; what the docs promise, the code keeps."""

import ast
import json
import re
from pathlib import Path

import pytest

from deploy.local import ROOT as DEPLOYED
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared import answers
from shared.facts import SAYS as OWN_SAYS
from shared.parties import load_parties

ROOT = Path(__file__).parents[2]
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}
DOCS = (ROOT / "docs" / "messages.md").read_text("utf-8")
PARTIES = load_parties(DEPLOYED / "deploy" / "parties.json")
READERS = [
    pytest.param(upstream, kind, model, id=f"{service.name} hears {kind} of {upstream}")
    for service in SERVICES.values()
    for (upstream, kind), model in service.hears.items()
]
COMMANDS = [
    pytest.param(command, id=f"{service.name}-{command.name}")
    for service in SERVICES.values()
    for command in service.commands
]
SAID = [
    pytest.param(saying.model, id=f"{service.name}-{saying.model.kind}")
    for service in SERVICES.values()
    for saying in (*service.says.values(), *OWN_SAYS.values())
]


def examples(upstream, kind):
    return [saying.model.example for saying in SERVICES[upstream].says.values() if saying.model.kind == kind]


@pytest.mark.parametrize(("upstream", "kind", "model"), READERS)
def test_a_reader_reads_what_the_producer_says(upstream, kind, model):
    found = examples(upstream, kind)
    assert found, f"{upstream} says no {kind}"
    for example in found:
        model.model_validate_json(json.dumps(example | {"added-later": True}))


@pytest.mark.parametrize(("upstream", "kind", "model"), READERS)
def test_a_reader_asks_only_for_what_the_producer_promises(upstream, kind, model):
    """Remove any field it needs, and the reader cannot read: so a field that is removed at the producer is seen."""
    (example, *_) = examples(upstream, kind)
    assert set(model.model_fields) <= set(example)


@pytest.mark.parametrize("model", COMMANDS)
def test_a_command_has_an_example_that_the_deployed_register_accepts(model):
    model.model_validate_json(json.dumps(model.example), context={"parties": PARTIES})


@pytest.mark.parametrize("model", SAID)
def test_what_is_said_has_an_example(model):
    model.model_validate_json(json.dumps(model.example))


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_the_kinds_are_the_docs(service):
    section = DOCS.split(f"## {service.name.capitalize()} ")[1].split("\n## ")[0]
    documented = set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", section))
    said = {saying.model.kind for saying in service.says.values()}
    assert said <= documented, f"{service.name} says what the docs do not name"
    assert {command.name for command in service.commands} <= set(re.findall(r"`([a-z-]+)`", section))
    assert {fact.kind for fact in service.facts} <= documented, "facts the docs do not name"


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_kind_belongs_to_one_fact(service):
    kinds = [fact.kind for fact in (*service.facts, *OWN_SAYS)]
    assert len(kinds) == len(set(kinds))


def refusals(folder):
    """Every literal code of `Refusal("code", …)` and `PydanticCustomError("code", …)` in the sources."""
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Refusal", "PydanticCustomError"):
                (code, *_) = node.args
                if isinstance(code, ast.Constant) and code.value:
                    yield code.value


@pytest.mark.parametrize("folder", ["services/applications", "services/pool", "services/settlement", "shared"])
def test_every_refusal_code_is_documented(folder):
    found = set(refusals(folder))
    assert found, "the search finds nothing"
    queries = {"query-unknown", "not-now", "unknown-command", "answer-too-long"}
    documented = set(re.findall(r"[a-z]+(?:-[a-z]+)+|exists|superseded|closed", DOCS))
    assert found - documented - queries == set()


def test_the_runtime_answers_its_documented_queries():
    partner = (ROOT / "docs" / "partner.md").read_text("utf-8")
    for query in answers.OWN_QUERIES:
        if query.name != "heard":  # between services only
            assert f"`{query.name}`" in partner, query.name


def test_every_setting_is_documented():
    from shared.settings import Settings

    operator = (ROOT / "docs" / "operator.md").read_text("utf-8")
    for name in Settings.model_fields:
        assert f"`BUNDEL_{name.upper()}`" in operator, name
