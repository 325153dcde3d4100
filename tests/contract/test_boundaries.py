"""The layout is the architecture: pure domains, services apart, a runtime that knows no business, one shape."""

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVICES = ("applications", "pool", "settlement")
BUSINESS_NOUNS = (
    "contribution", "earmark", "mandate", "reservation", "applicant", "earn_back", "saving", "budget_holder",
    "neighbourhood", "loan", "refund", "pool", "zuil", "funder", "applications", "settlement", "granted", "initiative",
)  # fmt: skip
KNOWN_ON_PURPOSE = {
    ("recorders.py", "pool"),  # of connections, the library's word
    *(("parties.py", noun) for noun in ("pool", "zuil", "applications", "settlement", "initiative")),  # the register
}


def modules(folder):
    return sorted((ROOT / folder).rglob("*.py"))


def imports(path):
    """Every module that a file imports, absolutely named."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports relatively"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_allowed_in_a_domain(name, service):
    own = f"services.{service}.domain"
    return (
        name.partition(".")[0] in sys.stdlib_module_names
        or name in ("services", f"services.{service}")
        or f"{name}.".startswith((f"{own}.", "shared.money."))
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_domain_imports_the_standard_library_and_money_only(service):
    files = modules(f"services/{service}/domain")
    assert len(files) > 3
    wrong = {(path.name, name) for path in files for name in imports(path) if not is_allowed_in_a_domain(name, service)}
    assert not wrong


@pytest.mark.parametrize("name", ["services.pool.domain.state", "shared.money.split", "dataclasses", "datetime.date"])
def test_what_a_domain_may_import(name):
    assert is_allowed_in_a_domain(name, "pool")


@pytest.mark.parametrize(
    "name", ["services.settlement.domain.state", "services.pool.messages", "shared.calendar", "pydantic", "shared"]
)
def test_what_a_domain_may_not_import(name):
    assert not is_allowed_in_a_domain(name, "pool")


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_imports_another(service):
    others = tuple(f"services.{other}" for other in SERVICES if other != service)
    wrong = {
        (path.name, name)
        for path in modules(f"services/{service}")
        for name in imports(path)
        if name in others or name.startswith(tuple(f"{other}." for other in others))
    }
    assert not wrong


def test_all_services_have_the_same_files():
    def files(service):
        folder = ROOT / "services" / service
        return {path.name for path in folder.iterdir() if path.name != "__pycache__"}

    assert files("pool") == files("applications") == files("settlement")
    assert files("pool") == {
        "README.md", "__init__.py", "__main__.py", "app.py", "domain", "messages.py", "policy.py", "queries.py",
        "views.py",
    }  # fmt: skip
    for service in SERVICES:
        assert {"__init__.py", "events.py", "state.py"} <= {path.name for path in modules(f"services/{service}/domain")}


def test_the_runtime_names_no_business_noun():
    """The audit and the register of parties know the business on purpose; the rest of `shared` serves any."""
    any_noun = re.compile(rf"\b({'|'.join(BUSINESS_NOUNS)})s?\b")
    found = {(path.name, noun) for path in modules("shared") for noun in any_noun.findall(code_of(path))}
    assert found - KNOWN_ON_PURPOSE == set()


def code_of(path):
    """The names a file uses and the strings it holds, without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value = ast.Constant(None)
    return ast.unparse(tree)


@pytest.mark.parametrize("folder", ["shared", "services", "audit", "cli", "contracts", "deploy", "examples", "bench"])
def test_no_module_is_longer_than_a_reader_can_hold(folder):
    """A hard look at 300 lines; messages are tables, and may be longer."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(folder)
        if (lines := len(path.read_text("utf-8").splitlines())) > 330 and path.name != "messages.py"
    }
    assert not long


def test_what_is_shared_imports_no_service():
    wrong = {
        (path.name, name)
        for path in modules("shared")
        for name in imports(path)
        if name.startswith(("services", "audit", "cli", "contracts", "deploy", "examples", "tests"))
    }
    assert not wrong
