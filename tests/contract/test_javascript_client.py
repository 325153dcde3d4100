"""The JavaScript client has a type for all that the contract names; what cannot be written in TypeScript is refused."""

import re
from typing import Literal

import pytest
from pydantic import BaseModel

from contracts.generator.javascript_client import TYPES, javascript_files
from contracts.generator.python_classes import NoSuchClass
from contracts.generator.typescript import Declarations, comment
from contracts.registry import CONTRACTS, VERSION

FILES = dict(javascript_files(CONTRACTS))


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda each: each.name)
@pytest.mark.parametrize(("part", "entries"), [("commands", "commands"), ("messages", "published"), ("queries",) * 2])
def test_each_name_on_the_wire_has_a_type(contract, part, entries):
    text = FILES[f"{TYPES}/{contract.name}/index.d.ts"]
    (block,) = re.findall(rf"^  {part}: {{\n(.*?)^  }};", text, re.DOTALL | re.MULTILINE)
    named = dict(re.findall(r'^    "([a-z-]+)": (.*);$', block, re.MULTILINE))
    assert list(named) == [entry.name for entry in getattr(contract, entries)]
    for kinds in named.values():
        for kind in re.findall(r"[A-Z]\w+", kinds):
            assert re.search(rf"^  {kind},$", text, re.MULTILINE), kind


def test_the_client_says_which_contract_it_speaks():
    assert f'CONTRACT_VERSION = "{VERSION}";' in FILES["clients/javascript/src/contract.js"]


class Line(BaseModel):
    """One of several."""

    cents: int


class Answered(BaseModel):
    """Of an ask."""

    answer: Literal["hold", "decline"]
    lines: tuple[Line, ...] = ()
    reason: str | None = None
    limit: int = 50


def text_of(*models, taken_in):
    module = Declarations(taken_in=taken_in)
    for model in models:
        module.add(model, {"answer": "Yes or no."})
    return module.text("About.")


def test_what_is_sent_is_closed_and_may_leave_out_what_has_a_default():
    text = text_of(Answered, taken_in=True)
    assert '  /** Yes or no. */\n  answer: "hold" | "decline";\n' in text
    assert "  lines?: readonly Line[];\n" in text
    assert "  reason?: string | null;\n" in text
    assert "  /** If left out: `50`. */\n  limit?: number;\n" in text
    assert text.index("interface Answered") < text.index("interface Line")


def test_what_is_read_is_open():
    text = text_of(Answered, taken_in=False)
    assert '  /** Yes or no. More values may come. */\n  answer: "hold" | "decline" | (string & {});\n' in text


@pytest.mark.parametrize("kind", [float, bytes, dict[str, int]])
def test_a_type_without_an_equal_is_refused(kind):
    odd = type("Odd", (BaseModel,), {"__annotations__": {"odd": kind}})
    with pytest.raises(NoSuchClass, match="OddOdd: there is no TypeScript"):
        text_of(odd, taken_in=True)


def test_two_things_of_one_name_are_refused():
    other = type("Line", (BaseModel,), {"__annotations__": {"euros": int}})
    with pytest.raises(NoSuchClass, match="Line would stand for two things"):
        text_of(Answered, other, taken_in=True)


def test_what_would_end_a_comment_is_refused():
    with pytest.raises(NoSuchClass, match="does not fit"):
        comment("all of pool/*/", "")
