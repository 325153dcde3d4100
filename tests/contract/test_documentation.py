"""What the sources refuse and say is declared; `docs/messages.md` is made from what is declared."""

import ast
import functools
import re
from pathlib import Path

import pytest

from contracts.generator.page import TEMPLATE, page
from contracts.refusals import GENERAL_REFUSALS, QUERY_REFUSALS
from contracts.registry import CONTRACTS
from deploy.local import ROOT as DEPLOYED
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.log.facts import CommandOutcomeMessage
from shared.parties import load_parties
from shared.running.own_queries import OWN_QUERIES

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "messages.md").read_text("utf-8")
PARTIES = load_parties(DEPLOYED / "deploy" / "parties.json")
SERVICES = (APPLICATIONS, POOL, SETTLEMENT)
OF_ANSWERS = {*QUERY_REFUSALS, *(code for query in OWN_QUERIES for code in query.refuses)} - set(GENERAL_REFUSALS)
"""Refusals of queries: no command gets them."""


# The page


def section(service):
    return DOCS.split(f"## {service.name.capitalize()} ")[1].split("\n## ")[0]


def rows(service, heading):
    """The cells of a table's rows, by its first heading."""
    table = section(service).split(f"| {heading}")[1].split("\n\n")[0].splitlines()[2:]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))] for line in table]
    return {row[0].split(" ")[0].strip("`"): row for row in cells}


def test_the_page_is_made_from_what_is_declared():
    assert page(CONTRACTS) == DOCS, "run `make contract`"


def test_the_template_has_prose_only():
    """What a table can say is declared with its message, and nowhere else."""
    template = TEMPLATE.read_text("utf-8")
    for service in SERVICES:
        for name in (*(command.name for command in service.commands), *(query.name for query in service.queries)):
            assert f"| `{name}`" not in template


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_readme_names_all_that_is_commanded_heard_said_and_asked(service):
    readme = (ROOT / "services" / service.name / "README.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z-]+)`", readme))
    commands = {command.name for command in service.commands}
    said = {saying.model.kind for saying in service.publishes.values()}
    heard = {kind for _, kind in service.consumes}
    assert (commands | said | heard | {query.name for query in service.queries}) - named == set()


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_command_message_and_query_has_a_row(service):
    assert [command.name for command in service.commands] == [
        name for name in rows(service, "command") if name[0] != "("
    ]
    assert set(rows(service, "says")) == {saying.model.kind for saying in service.publishes.values()}
    assert set(rows(service, "query")) == {query.name for query in service.queries}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_message_that_is_heard_has_a_row(service):
    heard = section(service).split("| heard |")[1].split("\n\n")[0]
    for upstream, kind in service.consumes:
        assert re.search(rf"\| {upstream} .*`{kind}`.* \|", heard), kind


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_every_fact_is_on_the_page_with_its_audience(service):
    """`!` to all, `>x` to one party, `-` to nobody; so written at least once for each kind."""
    said = {saying.model.kind for saying in service.publishes.values()}
    for fact in service.facts:
        marks = set(re.findall(rf"`{fact.kind}` (!|-|>[a-z_]+)", section(service)))
        assert len(marks) == 1, fact.kind
        assert (marks == {"-"}) == (fact.kind not in said), fact.kind


def test_fields_are_written_as_a_reader_expects():
    pledge = rows(POOL, "command")["pledge"]
    assert pledge[1].startswith("pool Id, contribution Id, cents, earmarks[], task_field, year, recurring structural")
    assert "four_eyes_above_cents?, second_approver?" in rows(POOL, "command")["set-mandate"][1]
    assert "frame{decision, ceiling_cents, valid_from, valid_to}" in rows(POOL, "says")["pool-opened"][2]
    assert "ask?, earn_back?" in rows(SETTLEMENT, "says")["payment-ordered"][2]
    assert rows(APPLICATIONS, "says")["zuil-asked"][1] == ">funder"


def test_every_outcome_is_documented():
    assert f"`{CommandOutcomeMessage.kind} >sender`" in DOCS


# Refusals


@functools.cache
def calls(folder):
    """Every `Refusal(…)` and `PydanticCustomError(…)` in the sources."""
    return tuple(_calls(folder))


def _calls(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Refusal", "PydanticCustomError"}:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def table_of_codes():
    """The codes that a fault of a library's type becomes, as `shared.form` lists them."""
    from shared import form

    return {code for code, _ in (*form._CODES.values(), form._FALLBACK)}


def codes_in(*folders):
    found = {node.args[0].value for folder in folders for _, node in calls(folder) if constant(node.args[0])}
    return (found | table_of_codes()) - {""}


def constant(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


GENERAL = set(GENERAL_REFUSALS)
"""What any command can get."""


def documented_commands(service):
    """Per command its fields and refusals."""
    return {model.name: (set(model.model_fields), set(model.refuses)) for model in service.commands}


def documented_codes():
    of_queries = {code for service in SERVICES for query in service.queries for code in query.refuses}
    of_commands = {code for service in SERVICES for _, codes in documented_commands(service).values() for code in codes}
    return GENERAL | of_commands | of_queries


def test_every_code_in_the_sources_is_declared_and_every_declared_code_occurs():
    assert codes_in("services", "shared") - OF_ANSWERS == documented_codes()


def test_the_code_of_every_refusal_can_be_read_in_the_sources():
    """Else this search would miss it. Only what a library found wrong is looked up, in a table."""
    computed = {where.split(":")[0] for folder in ("services", "shared") for where, node in calls(folder)
                if not constant(node.args[0])}  # fmt: skip
    assert computed == {"shared/form.py"}


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
