"""The audit stands apart: it shares no code with what it checks, and yet knows the same contract."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import audit
from audit.facts import FACTS, UPSTREAMS, by_chart
from audit.facts.declaring import Command, Message
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.log import facts as runtime

FOLDER = Path(audit.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
SERVICES = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}

ALLOWED = {"audit", "msgspec", "psycopg", "rich", *sys.stdlib_module_names}


def _imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_a_module_needs_nothing_of_the_platform(path):
    """The standard library, a JSON reader, a PostgreSQL driver, and tables on a terminal."""
    assert {name.split(".")[0] for name in _imported(path)} <= ALLOWED


def test_the_audit_runs_where_nothing_else_of_the_platform_is(tmp_path, story_logs):
    shutil.copytree(FOLDER, tmp_path / "audit")
    logs = [f"{name}={address}" for name, address in story_logs.items()]
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}]; from audit.__main__ import main; main()"
    ran = subprocess.run([sys.executable, "-P", "-c", code, *logs], cwd=tmp_path, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize("path", sorted((FOLDER / "laws").glob("*.py")), ids=lambda path: path.name)
def test_a_law_only_reads_what_is_known(path):
    """It is judged in any order, and no law sees another: so none may change what the others judge by."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and "known" in {getattr(one, "id", "") for one in ast.walk(node.value)}:
            assert node.attr not in {"put", "change", "pop", "fold", "clear", "update", "setdefault"}, node.lineno
            assert isinstance(node.ctx, ast.Load), node.lineno


def test_modules_stay_small():
    assert max(len(path.read_text("utf-8").splitlines()) for path in MODULES) < 240


@pytest.mark.parametrize("name", SERVICES)
def test_every_kind_of_fact_a_service_records_is_in_the_auditors_contract(name):
    assert set(FACTS[name]) == {fact.kind for fact in (*SERVICES[name].facts, *runtime.FACTS)}


@pytest.mark.parametrize("name", SERVICES)
def test_who_hears_whom_is_the_same(name):
    assert set(UPSTREAMS[name]) == set(SERVICES[name].upstreams)


@pytest.mark.parametrize("name", SERVICES)
def test_every_command_of_a_service_causes_something_in_the_auditors_contract(name):
    known = {cause.name for fact in FACTS[name].values() for cause in fact.causes if isinstance(cause, Command)}
    assert known == {command.name for command in SERVICES[name].commands}


@pytest.mark.parametrize("name", SERVICES)
def test_every_message_a_service_hears_causes_something_in_the_auditors_contract(name):
    known = {cause.name for fact in FACTS[name].values() for cause in fact.causes if isinstance(cause, Message)}
    assert known == {f"{upstream}/{kind}" for upstream, kind in SERVICES[name].consumes}


def test_every_kind_is_in_the_documentation():
    page = (FOLDER.parent / "docs" / "messages.md").read_text("utf-8")
    own = {fact.kind for fact in runtime.FACTS}
    for kinds in FACTS.values():
        for kind in set(kinds) - own:
            assert f"`{kind}`" in page, kind


WHOSE = {"ask": "tuin:kas", "order": "tuin:kas:1"}
"""Names that have more than one part; any other placeholder stands for one."""


@pytest.mark.parametrize(
    ("log", "account"),
    [pytest.param(name, each, id=each.pattern) for name, service in SERVICES.items() for each in service.chart],
)
def test_the_auditors_own_chart_says_of_every_account_what_the_services_says(log, account):
    names = re.findall(r"\{(\w+)\}", account.pattern)
    found = by_chart(account(*(WHOSE.get(name, "moestuin") for name in names)))
    assert (found.log, found.use, found.sign) == (log, account.name, account.sign)
