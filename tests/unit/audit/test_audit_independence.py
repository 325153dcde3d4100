"""The audit stands apart: it shares no code with what it checks, and yet knows the same contract."""

import ast
from pathlib import Path

import pytest

import audit
from audit.contract import FACTS, UPSTREAMS
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.log import facts as runtime

FOLDER = Path(audit.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}

MAY_SHARE = {"shared.log.eventlog": {"reading.py", "rest.py", "checking.py"}, "shared.money": {"telling.py"}}
"""To be handed an open log, and to write euros as people do."""


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_module_imports_nothing_of_what_it_checks(path):
    ours = {name for name in _imported(path) if name.split(".")[0] in {"shared", "services", "deploy", "examples"}}
    for name in ours:
        assert name.startswith("audit") or path.name in MAY_SHARE[name], name


def test_modules_stay_small():
    assert max(len(path.read_text("utf-8").splitlines()) for path in MODULES) < 210


@pytest.mark.parametrize("name", SERVICES)
def test_every_kind_of_fact_a_service_records_is_in_the_auditors_contract(name):
    assert set(FACTS[name]) == {fact.kind for fact in (*SERVICES[name].facts, *runtime.FACTS)}


@pytest.mark.parametrize("name", SERVICES)
def test_who_hears_whom_is_the_same(name):
    assert set(UPSTREAMS[name]) == set(SERVICES[name].upstreams)


@pytest.mark.parametrize("name", SERVICES)
def test_every_command_of_a_service_causes_something_in_the_auditors_contract(name):
    known = {cause for fact in FACTS[name].values() for cause in fact.causes if "/" not in cause}
    assert known - {"clock", "operator"} == {command.name for command in SERVICES[name].commands}


@pytest.mark.parametrize("name", SERVICES)
def test_every_message_a_service_hears_causes_something_in_the_auditors_contract(name):
    known = {cause for fact in FACTS[name].values() for cause in fact.causes if "/" in cause}
    assert known == {f"{upstream}/{kind}" for upstream, kind in SERVICES[name].consumes}


def test_every_kind_is_in_the_documentation():
    page = (FOLDER.parent / "docs" / "messages.md").read_text("utf-8")
    own = {fact.kind for fact in runtime.FACTS}
    for kinds in FACTS.values():
        for kind in set(kinds) - own:
            assert f"`{kind}`" in page, kind
