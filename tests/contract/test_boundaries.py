"""The layout is the architecture: pure domains, services apart, a runtime that knows no business, one shape."""

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from contracts.generator.files import GENERATED

ROOT = Path(__file__).parents[2]
SERVICES = ("applications", "pool", "settlement")
BUSINESS_NOUNS = (
    "contribution", "earmark", "mandate", "reservation", "applicant", "earn_back", "saving", "budget_holder",
    "neighbourhood", "loan", "refund", "pool", "zuil", "funder", "applications", "settlement", "granted", "initiative",
)  # fmt: skip
KNOWN_ON_PURPOSE = {
    ("recorders_postgres.py", "pool"),  # of connections, the library's word
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


def imported_modules(path):
    """The modules among what a file imports: of `from package import module`, that module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            whole = [name for name in within if (ROOT / name.replace(".", "/")).with_suffix(".py").exists()]
            yield from whole or [node.module]


PURE = ("facts", "state", "decisions")
"""The pure layers of a topic, from the ground up."""
OF_TOPIC = {
    "__init__.py",
    "facts.py",
    "state.py",
    "state",
    "decisions.py",
    "decisions",
    "messages.py",
    "queries.py",
    "queries",
    "topic.py",
}
OF_SERVICE = {"README.md", "__init__.py", "__main__.py", "app.py", "chart.py", "state.py"}
HELPERS = {"settlement": {"restating.py", "terms.py"}}
"""What several topics of one service use."""


def topics(service):
    return sorted(path.parent.name for path in (ROOT / "services" / service).glob("*/topic.py"))


def layer_of(module):
    """(topic, layer) of a module of a service; a module above the topics has no topic."""
    parts = module.split(".")[2:]
    return (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0] if parts else "")


def pure_modules(service):
    """Path and name of every module that must be pure: facts, states, decisions, the chart and the joined state."""
    for path in modules(f"services/{service}"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if layer_of(name)[1] in PURE or name.endswith((f"{service}.chart", f"{service}.state", ".restating")):
            yield path, name


def is_allowed_in_pure_code(name, service):
    own = f"services.{service}"
    of_service = f"{name}.".startswith(f"{own}.") and layer_of(name)[1] in {"", "chart", "restating", "facts", *PURE}
    return (
        name.partition(".")[0] in sys.stdlib_module_names
        or name == "services"
        or of_service
        or f"{name}.".startswith("shared.money.")
    )


@pytest.mark.parametrize("service", SERVICES)
def test_pure_code_imports_the_standard_library_money_and_pure_code_only(service):
    files = list(pure_modules(service))
    assert len(files) > 3
    wrong = {
        (module, name)
        for path, module in files
        for name in imported_modules(path)
        if not is_allowed_in_pure_code(name, service)
    }
    assert not wrong


@pytest.mark.parametrize("name", ["services.pool.holds.state", "shared.money.chart", "dataclasses", "datetime"])
def test_what_pure_code_may_import(name):
    assert is_allowed_in_pure_code(name, "pool")


@pytest.mark.parametrize(
    "name",
    ["services.settlement.orders.state", "services.pool.holds.messages", "shared.calendar", "pydantic", "shared"],
)
def test_what_pure_code_may_not_import(name):
    assert not is_allowed_in_pure_code(name, "pool")


@pytest.mark.parametrize("layer", PURE)
@pytest.mark.parametrize("service", SERVICES)
def test_topics_know_one_another_in_one_direction(service, layer):
    """Within a layer of pure code, who knows whom has no circle."""
    knows = {
        topic: {
            other
            for path, module in pure_modules(service)
            if layer_of(module) == (topic, layer)
            for name in imported_modules(path)
            if name.startswith(f"services.{service}.")
            for other, its_layer in [layer_of(name)]
            if its_layer == layer and other != topic
        }
        for topic in topics(service)
    }
    TopologicalSorter(knows).prepare()


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


@pytest.mark.parametrize("service", SERVICES)
def test_services_and_topics_have_the_same_files(service):
    folder = ROOT / "services" / service

    def files(path):
        return {each.name for each in path.iterdir() if each.name != "__pycache__"}

    assert len(topics(service)) > 1
    assert files(folder) == OF_SERVICE | HELPERS.get(service, set()) | set(topics(service))
    for topic in topics(service):
        found = files(folder / topic)
        assert found <= OF_TOPIC, topic
        assert {"facts.py", "messages.py", "topic.py"} <= found, topic
        assert len(found & {"decisions.py", "decisions"}) == 1, topic


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


@pytest.mark.parametrize(
    "folder", ["clients", "shared", "services", "audit", "cli", "contracts", "deploy", "examples", "bench"]
)
def test_no_module_is_longer_than_a_reader_can_hold(folder):
    """A hard look at 300 lines; messages are tables, and may be longer. What is generated nobody reads as a whole."""
    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules(folder)
        if (lines := len(path.read_text("utf-8").splitlines())) > 330 and path.name != "messages.py"
        if not any(path.is_relative_to(ROOT / generated) for generated in GENERATED)
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
