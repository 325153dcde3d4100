"""A message is derived from its fact: what it holds, in which order and form; and nothing that nobody meant to tell."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime
from types import FunctionType, SimpleNamespace
from typing import ClassVar, Literal, NamedTuple

import pytest
from pydantic import ValidationError

from contracts.registry import CONTRACTS, ExampleWrong, PublishedEntry
from shared.deriving import published, published_fields
from shared.service import public
from shared.wire import PublishedMessage, as_published


class Line(NamedTuple):
    """What is asked for one goal."""

    goal: str
    cents: int


class Part(NamedTuple):
    line: Line
    share: int


class Round(NamedTuple):
    parts: tuple[Part, ...]
    best: Part | None


@dataclass(frozen=True, slots=True)
class OfPool:
    pool: str

    @property
    def stream(self):
        return f"pool/{self.pool}"

    @property
    def whole(self):
        return sum(line.cents for line in self.lines)


@dataclass(frozen=True, slots=True)
class Asked(OfPool):
    kind: ClassVar[str] = "asked"
    lines: tuple[Line, ...]
    at: datetime
    note: str | None
    answer: Literal["yes", "no"]


FACT = Asked("moestuin", (Line("groen", 5), Line("geel", 6)), datetime(2026, 3, 2, 9, tzinfo=UTC), None, "yes")


def message(fact=Asked, declared=None, **options):
    """A message of this fact. `declared`: the fields that it declares itself."""
    namespace = {"__annotations__": declared or {}, "__module__": __name__, "__doc__": "Something is asked."}
    return type("Message", (PublishedMessage,), namespace, of=fact, **options)


# Which fields, and in which order


def test_a_message_has_its_facts_fields_and_kind():
    told = message()
    assert told.kind == "asked"
    assert list(told.model_fields) == ["pool", "lines", "at", "note", "answer"]
    assert told.withheld == frozenset()


def test_what_is_withheld_is_told_nobody():
    told = message(withholds=["note", "at"])
    assert as_published(told, FACT) == {
        "pool": "moestuin",
        "lines": [{"goal": "groen", "cents": 5}, {"goal": "geel", "cents": 6}],
        "answer": "yes",
    }
    assert told.withheld == {"note", "at"}


def test_a_field_that_the_message_declares_takes_the_place_of_the_facts():
    told = message(declared={"at": str})
    assert list(told.model_fields) == ["pool", "lines", "at", "note", "answer"]
    assert told.model_fields["at"].annotation is str
    assert told.model_validate(SimpleNamespace(**vars_of(FACT, at="morgen"))).at == "morgen"


def test_a_message_may_tell_what_the_fact_amounts_to():
    told = message(declared={"whole": int})
    assert list(told.model_fields) == ["pool", "lines", "at", "note", "answer", "whole"]
    assert as_published(told, FACT)["whole"] == 11


def test_what_its_base_declares_is_declared_too():
    class Base(PublishedMessage):
        whole: int

    class Told(Base, of=Asked, withholds=["lines"]):
        note: str | None

    assert list(Told.model_fields) == ["whole", "pool", "at", "note", "answer"]
    assert as_published(Told, FACT)["whole"] == 11


def test_the_order_may_be_another():
    order = ["answer", "note", "pool", "lines", "at"]
    told = message(order=order)
    assert list(told.model_fields) == order
    assert list(as_published(told, FACT)) == order


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"withholds": ["postings"]}, "message of Asked names what that does not hold: postings"),
        ({"withholds": ["stream"]}, "does not hold: stream"),
        ({"withholds": ["whole"]}, "does not hold: whole"),
        ({"withholds": ["note"], "declared": {"note": str}}, "does not hold: note"),
        ({"declared": {"notes": str}}, "does not hold: notes"),
        ({"withholds": ["one"], "declared": {"two": str}}, "does not hold: one, two"),
        ({"order": ["pool", "lines", "at", "note"]}, "is not that of its fields: pool, lines, at, note, answer"),
        ({"order": ["pool", "lines", "at", "note", "answer", "more"]}, "is not that of its fields"),
        ({"order": ["pool", "pool", "lines", "at", "note", "answer"]}, "is not that of its fields"),
        ({"order": ["pool", "lines", "at", "note", "answer"], "withholds": ["note"]}, "is not that of its fields"),
    ],
    ids=range(10),
)
def test_a_message_cannot_name_what_its_fact_does_not_hold(options, why):
    with pytest.raises(TypeError, match=why):
        message(**options)


def test_fields_are_derived_without_a_look_at_slots():
    @dataclass(frozen=True)
    class Plain:
        cents: int

    assert published_fields(Plain, (), {"cents": str}, ()) == {"cents": str}


def vars_of(fact, **changed):
    return {field.name: getattr(fact, field.name) for field in fields(fact)} | changed


# Rows


def object_of(kind):
    """The one model within a published type."""
    (found,) = [each for each in kind.__args__ if hasattr(each, "model_fields")]
    return found


def test_a_row_becomes_an_object_with_its_words():
    line = published(Line)
    assert (line.__name__, line.__doc__) == ("Line", "What is asked for one goal.")
    assert {name: field.annotation for name, field in line.model_fields.items()} == {"goal": str, "cents": int}
    assert all(field.is_required() for field in line.model_fields.values())


def test_a_row_without_words_gets_none_made_up():
    assert not published(Part).__doc__


def test_a_row_is_the_same_object_wherever_it_stands():
    assert published(Part).model_fields["line"].annotation is published(Line)
    assert published(tuple[Line, ...]) == tuple[published(Line), ...]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (tuple[Line, ...], lambda line: tuple[line, ...]),
        (tuple[Line, int], lambda line: tuple[line, int]),
        (list[Line], lambda line: list[line]),
        (Line | None, lambda line: line | None),
        (tuple[Line, ...] | None, lambda line: tuple[line, ...] | None),
        (tuple[tuple[Line, ...], ...], lambda line: tuple[tuple[line, ...], ...]),
        (dict[str, Line], lambda line: dict[str, line]),
        (dict[str, tuple[Line | None, ...]], lambda line: dict[str, tuple[line | None, ...]]),
    ],
    ids=lambda value: "as" if isinstance(value, FunctionType) else str(value),
)
def test_a_row_within_anything_becomes_an_object(kind, expected):
    assert published(kind) == expected(published(Line))


@pytest.mark.parametrize("kind", [str, int, str | None, tuple[int, ...], Literal["yes", "no"], dict[str, int]], ids=str)
def test_what_holds_no_row_stays_as_it_is(kind):
    assert published(kind) == kind


@dataclass(frozen=True, slots=True)
class Judged(OfPool):
    kind: ClassVar[str] = "judged"
    rounds: tuple[Round, ...]
    last: Round | None
    by_name: dict[str, tuple[Line, ...]]


def test_rows_at_any_depth_are_told_as_objects():
    best = Part(Line("groen", 5), 1)
    fact = Judged("moestuin", (Round((best, Part(Line("geel", 6), 2)), best), Round((), None)), None, {"a": (best[0],)})
    told = {"line": {"goal": "groen", "cents": 5}, "share": 1}
    assert as_published(message(Judged), fact) == {
        "pool": "moestuin",
        "rounds": [
            {"parts": [told, {"line": {"goal": "geel", "cents": 6}, "share": 2}], "best": told},
            {"parts": [], "best": None},
        ],
        "last": None,
        "by_name": {"a": [{"goal": "groen", "cents": 5}]},
    }


def test_an_optional_row_is_told_where_there_is_one():
    fact = Judged("moestuin", (), Round((), Part(Line("groen", 5), 1)), {})
    assert as_published(message(Judged), fact)["last"] == {
        "parts": [],
        "best": {"line": {"goal": "groen", "cents": 5}, "share": 1},
    }


def test_an_object_holds_its_rows_fields_and_no_other():
    line = published(Line)
    with pytest.raises(ValidationError, match="cents"):
        line.model_validate({"goal": "groen"})
    with pytest.raises(ValidationError, match="extra"):
        line.model_validate({"goal": "groen", "cents": 5, "more": 1})


# Nothing is published that nobody meant to publish


EXAMPLE = {
    "pool": "moestuin",
    "lines": [{"goal": "groen", "cents": 5}],
    "at": "2026-03-02T09:00:00Z",
    "note": None,
    "answer": "yes",
}


def shown(example, fact=Asked, **options):
    """What the contract says of a message with this example."""
    told = message(fact, **options)
    told.example = example
    return PublishedEntry("pool", fact, public(told, key="pool"), 1).example()["data"]


def test_an_example_shows_all_that_is_published():
    assert shown(EXAMPLE) == EXAMPLE
    assert shown({name: EXAMPLE[name] for name in ("pool", "lines")}, withholds=["at", "note", "answer"])


@dataclass(frozen=True, slots=True)
class Grown(Asked):
    """The fact, with a field that somebody added later."""

    secret: str


class LongLine(NamedTuple):
    goal: str
    cents: int
    secret: str


@dataclass(frozen=True, slots=True)
class GrownWithin(OfPool):
    """The fact, with a field that somebody added to its rows."""

    kind: ClassVar[str] = "asked"
    lines: tuple[LongLine, ...]
    at: datetime
    note: str | None
    answer: Literal["yes", "no"]


@pytest.mark.parametrize(("fact", "where"), [(Grown, "secret"), (GrownWithin, r"lines\.0\.secret")])
def test_a_field_that_a_fact_gets_is_not_published_by_itself(fact, where):
    with pytest.raises(ExampleWrong, match=rf"pool: the example of `asked` .* {where} \(.*name in `withholds`"):
        shown(EXAMPLE, fact)


def test_it_is_published_by_who_shows_it_and_withheld_by_who_says_so():
    assert shown({**EXAMPLE, "secret": "geheim"}, Grown)["secret"] == "geheim"
    assert "secret" not in shown(EXAMPLE, Grown, withholds=["secret"])


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"more": 1}, "more"),
        ({"lines": [{"goal": "groen", "cents": 5, "more": 1}]}, "lines.0.more"),
        ({"lines": [{"goal": "groen", "cents": "vijf"}]}, "lines.0.cents"),
        ({"at": "2026-03-02 09:00:00Z"}, "at"),
        ({"lines": [{"goal": "groen", "cents": "5"}]}, "lines"),
    ],
    ids=range(5),
)
def test_an_example_that_would_not_be_said_so_is_wrong(changed, where):
    """Also where it could be read: what stands in it is what stands on the wire."""
    with pytest.raises(ExampleWrong, match=f"is not what its message holds: {where}"):
        shown({**EXAMPLE, **changed})


def test_a_field_with_a_default_is_shown_too():
    told = message()
    told.example = {name: value for name, value in EXAMPLE.items() if name != "note"}
    optional = type("Message", (told,), {"__annotations__": {"note": str | None}, "note": None, "__module__": __name__})
    with pytest.raises(ExampleWrong, match="is not what its message holds: note"):
        PublishedEntry("pool", Asked, public(optional, key="pool"), 1).example()


SAID = [
    pytest.param(said.fact, said.model, id=f"{contract.name}-{said.name}")
    for contract in CONTRACTS
    for said in contract.published
]


@pytest.mark.parametrize(("fact", "model"), SAID)
def test_whatever_a_fact_holds_is_published_or_withheld_by_name(fact, model):
    assert model.kind == fact.kind
    assert {field.name for field in fields(fact)} - set(model.model_fields) == model.withheld
    assert not model.withheld & set(model.model_fields)


@pytest.mark.parametrize(("fact", "model"), SAID)
def test_what_only_the_example_needs_is_of_its_fact_and_withheld(fact, model):
    assert set(model.unsaid) <= model.withheld


def test_no_message_tells_how_the_books_are_kept():
    assert [model for _, model in (each.values for each in SAID) if "postings" in model.model_fields] == []
