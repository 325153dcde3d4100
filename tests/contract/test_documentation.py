"""docs/messages.md is the contract: what it names exists, with those fields and refusals, and nothing beside it."""

import ast
import re
from pathlib import Path

import pytest

from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.answers import OWN_QUERIES
from shared.facts import CommandOutcomeSaid

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "messages.md").read_text("utf-8")
SERVICES = (APPLICATIONS, POOL, SETTLEMENT)
OF_ANSWERS = {"query-unknown", "not-now", "unknown-command", "answer-too-long"}
"""Refusals of queries: no command gets them."""


def section(service):
    return DOCS.split(f"## {service.name.capitalize()} ")[1].split("\n## ")[0]


def rows(service, heading):
    """The cells of a table's rows, by its first heading."""
    table = section(service).split(f"| {heading}")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


def names(text):
    return re.findall(r"`([a-z]+(?:-[a-z]+)*)`", text)


def documented_commands(service):
    """Per command its fields and refusals."""
    found = {}
    for cells in rows(service, "command"):
        for name in names(cells[0].split("(")[0] if cells[0].startswith("(") else cells[0]):
            codes = re.sub(r"\([^)]*\)", "", cells[-1])
            found[name] = (top_level_names(cells[1]), set(re.findall(r"[a-z]+(?:-[a-z]+)*", codes)))
    return found


def top_level_names(fields):
    """`pool Id, goals[{goal, cents}], plan_after?` -> pool, goals, plan_after. What stands in brackets is within."""
    while (flat := re.sub(r"[\[({][^\[\](){}]*[\])}]", "", fields)) != fields:
        fields = flat
    return {match for part in flat.split(",") for match in re.findall(r"^\s*([a-z_]+)", part)}


COMMANDS = [pytest.param(service, command, id=command.name) for service in SERVICES for command in service.commands]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_documented_command_exists_and_every_command_is_documented(service):
    assert set(documented_commands(service)) == {command.name for command in service.commands}


@pytest.mark.parametrize(("service", "command"), COMMANDS)
def test_a_command_has_exactly_the_documented_fields(service, command):
    fields, _ = documented_commands(service)[command.name]
    assert fields == set(command.model_fields)


@pytest.mark.parametrize(("service", "command"), COMMANDS)
def test_optional_fields_are_marked(service, command):
    (cells,) = [cells for cells in rows(service, "command") if f"`{command.name}`" in cells[0]]
    marked = set(re.findall(r"([a-z_]+)\?", cells[1]))
    optional = {name for name, field in command.model_fields.items() if not field.is_required()}
    assert {name for name in marked if name in command.model_fields} == optional


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_documented_message_is_said_and_every_message_is_documented(service):
    documented = {name for cells in rows(service, "says") for name in names(cells[0])}
    assert documented == {saying.model.kind for saying in service.says.values()}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_documented_message_is_heard_and_every_reader_is_documented(service):
    documented = set()
    for cells in rows(service, "heard"):
        upstreams = [upstream for upstream in ("applications", "pool", "settlement") if cells[0].startswith(upstream)]
        upstream = upstreams[0] if upstreams else service.upstreams[0]
        documented |= {(upstream, kind) for kind in names(cells[0])}
    assert documented == set(service.hears)


def test_every_outcome_is_documented():
    assert f"`{CommandOutcomeSaid.kind} >sender`" in DOCS


# Refusals


def calls(folder):
    """Every `Refusal(…)` and `PydanticCustomError(…)` in the sources."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Refusal", "PydanticCustomError"}:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def table_of_codes():
    """The codes that a fault of a library's type becomes, as `shared.wire` lists them."""
    from shared import wire

    return {code for code, _ in (*wire._CODES.values(), wire._FALLBACK)}


def codes_in(*folders):
    found = {node.args[0].value for folder in folders for _, node in calls(folder) if constant(node.args[0])}
    return (found | table_of_codes()) - {""}


def constant(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


GENERAL = set(re.findall(r"`([a-z-]+)`", DOCS.split("**Refusals any command can get**")[1].split("\n\n")[0]))
"""What any command can get."""


def documented_codes():
    of_commands = {code for service in SERVICES for _, codes in documented_commands(service).values() for code in codes}
    return GENERAL | of_commands


def test_every_code_in_the_sources_is_documented_and_every_documented_code_occurs():
    assert codes_in("services", "shared") - OF_ANSWERS == documented_codes()


def test_the_code_of_every_refusal_can_be_read_in_the_sources():
    """Else this search would miss it. Only what a library found wrong is looked up, in a table."""
    computed = {where.split(":")[0] for folder in ("services", "shared") for where, node in calls(folder)
                if not constant(node.args[0])}  # fmt: skip
    assert computed == {"shared/wire.py"}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_refusals_of_a_services_commands_are_those_in_its_sources(service):
    """Whatever a service refuses stands with one of its commands, or among those that any command can get."""
    own = {code for _, codes in documented_commands(service).values() for code in codes}
    of_views = {node.args[0].value for where, node in calls(f"services/{service.name}") if "/views.py" in where}
    found = {node.args[0].value for where, node in calls(f"services/{service.name}") if "/views.py" not in where}
    assert found - GENERAL - of_views <= own
    assert own - GENERAL - table_of_codes() <= found | of_views


def test_every_refusal_of_a_decision_names_the_field_it_is_about():
    unnamed = [
        where
        for where, node in calls("services")
        if getattr(node.func, "id", "") == "Refusal" and len(node.args) + len(node.keywords) < 3
    ]
    assert unnamed == []


def test_every_sentence_ends_as_a_sentence():
    """What can be read of it in the sources: a literal, or the last part of one with values in it."""
    wrong = []
    for where, node in (found for folder in ("services", "shared") for found in calls(folder)):
        last = node.args[1].values[-1] if isinstance(node.args[1], ast.JoinedStr) else node.args[1]
        if constant(last) and last.value and not last.value.endswith((".", ")")):
            wrong.append(where)
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_queries_have_names_of_their_own(service):
    taken = [query.name for query in (*OWN_QUERIES, *service.queries)]
    assert len(set(taken)) == len(taken)
