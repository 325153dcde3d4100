"""The Python client has a class for all that the contract names, and each takes and gives what the examples show."""

import json
from datetime import UTC, datetime
from typing import ClassVar, Literal

import msgspec
import pytest
from pydantic import BaseModel

import bundel_client
from bundel_client import applications, pool, settlement
from bundel_client.envelope import read_message
from bundel_client.forms import Answer, Body, Command, Query, as_sent
from bundel_client.kinds import known
from contracts.generator.python_classes import Module, NoSuchClass, docstring
from contracts.registry import CONTRACTS, VERSION
from tests.contract.committed import example

PACKAGES = {"applications": applications, "pool": pool, "settlement": settlement}


def of(kind):
    """The classes of this kind that partners find, by service and name on the wire."""
    found = {}
    for package in PACKAGES.values():
        for name in package.__all__:
            each = getattr(package, name)
            if isinstance(each, type) and issubclass(each, kind):
                found[each.SERVICE, getattr(each, "NAME", "") or each.KIND] = each
    return found


COMMANDS, QUERIES, MESSAGES = of(Command), of(Query), of(Body)
ALL = {
    "commands": (COMMANDS, [(contract.name, each.name) for contract in CONTRACTS for each in contract.commands]),
    "queries": (QUERIES, [(contract.name, each.name) for contract in CONTRACTS for each in contract.queries]),
    "messages": (MESSAGES, [(contract.name, each.name) for contract in CONTRACTS for each in contract.published]),
}


def test_the_client_says_which_contract_it_speaks():
    assert bundel_client.CONTRACT_VERSION == VERSION


@pytest.mark.parametrize("kind", ALL)
def test_there_is_a_class_for_each(kind):
    classes, entries = ALL[kind]
    assert sorted(classes) == sorted(entries)


def test_every_kind_of_message_is_read_by_its_class():
    assert known() == MESSAGES


def written(value):
    """As JSON data, all times in UTC: the same instant may be written in more than one way."""
    if isinstance(value, dict):
        return {name: written(each) for name, each in value.items()}
    if isinstance(value, list):
        return [written(each) for each in value]
    try:
        return msgspec.convert(value, datetime).astimezone(UTC).isoformat() if value[10:11] == "T" else value
    except TypeError:
        return value


def as_json(form):
    return json.loads(msgspec.json.encode(form))


def holds(read, shown):
    """Whether an instance has every value that is shown, at any depth."""
    if isinstance(read, msgspec.Struct):
        return all(holds(getattr(read, name), value) for name, value in shown.items())
    if isinstance(read, tuple):
        return len(read) == len(shown) and all(map(holds, read, shown))
    return written(as_json(read)) == written(shown)


@pytest.mark.parametrize(("service", "name"), sorted(COMMANDS))
def test_a_command_is_sent_as_the_example_shows(service, name):
    shown = example(service, "commands", name)["data"]
    made = msgspec.convert(shown, COMMANDS[service, name])
    defaults = {each.name: each.default for each in msgspec.structs.fields(made)}
    set_here = {key: value for key, value in shown.items() if value != ([] if defaults[key] == () else defaults[key])}
    assert written(as_json(as_sent(made))) == written(set_here)


@pytest.mark.parametrize(("service", "name"), sorted(MESSAGES))
def test_a_message_reads_as_the_example_shows(service, name):
    shown = example(service, "messages", name)
    said = read_message(json.dumps(shown).encode())
    assert type(said.body) is MESSAGES[service, name]
    assert (said.service, said.kind, said.index) == (service, name, shown["index"])
    assert holds(said.body, shown["data"])


@pytest.mark.parametrize(("service", "name"), sorted(QUERIES))
def test_a_query_asks_and_reads_what_the_example_shows(service, name):
    shown = example(service, "queries", name)
    query = QUERIES[service, name]
    assert as_json(as_sent(msgspec.convert(shown["request"], query))).items() <= shown["request"].items()
    answer = msgspec.convert(shown["reply"]["answer"], query.ANSWER)
    assert isinstance(answer, Answer)
    assert holds(answer, shown["reply"]["answer"])


# What the generator refuses


def module_of(*models, taken_in=True):
    module = Module()
    for model in models:
        module.add(model, "Command", taken_in=taken_in, words={}, constants={})
    return module


def test_two_parts_of_one_name_are_refused():
    def with_line(name, kind):
        line = type("Line", (BaseModel,), {"__annotations__": {"cents": kind}})
        return type(name, (BaseModel,), {"__annotations__": {"line": line}})

    module_of(with_line("One", int), with_line("Other", int))
    with pytest.raises(NoSuchClass, match="Line would stand for two things"):
        module_of(with_line("One", int), with_line("Other", str))


def test_two_models_of_one_name_are_refused():
    one, other = (type("Same", (BaseModel,), {"__annotations__": {"cents": kind}}) for kind in (int, str))
    module_of(one, one)
    with pytest.raises(NoSuchClass, match="Same would stand for two things"):
        module_of(one, other)


def test_a_part_that_has_a_models_name_is_refused():
    line = type("Line", (BaseModel,), {"__annotations__": {"cents": int}})
    with_part = type("WithPart", (BaseModel,), {"__annotations__": {"line": line}})
    for models in ((line, with_part), (with_part, line)):
        with pytest.raises(NoSuchClass, match="Line would stand for two things"):
            module_of(*models)


@pytest.mark.parametrize("value", [1.5, {"a": 1}, [1]])
def test_a_default_that_classes_cannot_have_is_refused(value):
    odd = type("Odd", (BaseModel,), {"__annotations__": {"text": str}, "text": value})
    with pytest.raises(NoSuchClass, match="default"):
        module_of(odd)


def test_a_type_without_a_class_is_refused():
    class Odd(BaseModel):
        odd: float

    with pytest.raises(NoSuchClass, match="OddOdd: there is no Python type for"):
        module_of(Odd)


def test_a_word_of_python_is_refused():
    odd = type("Odd", (BaseModel,), {"__annotations__": {"from": str}})
    with pytest.raises(NoSuchClass, match=r"Odd\.from"):
        module_of(odd)


def test_a_name_that_generated_code_uses_itself_is_refused():
    with pytest.raises(NoSuchClass, match="Fields would stand for two things"):
        module_of(type("Fields", (BaseModel,), {"__annotations__": {"a": str}}))


def test_values_are_closed_where_they_are_sent_and_open_where_they_are_read():
    class Answered(BaseModel):
        name: ClassVar[str] = "x"
        answer: Literal["hold", "decline"]

    assert "answer: AnsweredAnswer\n" in module_of(Answered).text("x")
    read = module_of(Answered, taken_in=False).text("x")
    assert "answer: str\n" in read
    assert "Today `hold`, `decline`; more may come." in read


@pytest.mark.parametrize("text", ['says """', "a \\ b", 'ends with "'])
def test_what_does_not_fit_into_a_docstring_is_refused(text):
    with pytest.raises(NoSuchClass):
        docstring(text, "")
