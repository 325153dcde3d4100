"""The comparison of two schemas is sound: where it tells of no change, nothing that was relied upon is broken.

Found by search: one small schema, another that may differ from it, and small values that a validator of JSON Schema
judges by both. A comparison that forgets a rule is silent about a pair of which some value tells the two apart.
"""

import itertools

from hypothesis import given, note
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from contracts.generator.comparison import Comparison, UnknownRuleError, joined
from tests.effort import fixed_effort

_SMALL = st.integers(0, 2)
_SCALARS = [None, -1, 0, 1, 2, 3, 0.5, 1.5, True, "", "a", "b", "ab", "abc"]
_LISTS = [[], [1, "a"], ["a", "a", "a"], [{}], [{"p": 1}], *([each] for each in _SCALARS)]
_OBJECTS = [
    *({"p": one, "q": other} for one, other in itertools.product([None, 0, 1, "a"], repeat=2)),
    *({name: each} for name in "pqr" for each in [*_SCALARS, [1], {"p": "a"}]),
    {},
]
VALUES = [*_SCALARS, *_LISTS, *_OBJECTS]


def _with(rules, **optional):
    return st.fixed_dictionaries(rules, optional=optional)


def _leaves():
    typed = {name: st.just(name) for name in ("integer", "number", "string", "boolean", "null")}
    bounds = dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _SMALL)
    lengths = dict.fromkeys(("minLength", "maxLength"), _SMALL)
    return st.one_of(
        st.just({}),
        _with({"type": typed["integer"] | typed["number"]}, **bounds),
        _with({"type": typed["string"]}, pattern=st.sampled_from(["^a", "b$"]), **lengths),
        _with({"type": st.lists(st.sampled_from(sorted(typed)), min_size=1, max_size=3, unique=True)}, **lengths),
        _with({"enum": st.lists(st.sampled_from(["a", "b", None, 1]), min_size=1, max_size=3, unique=True)}),
        _with({"const": st.sampled_from(["a", 1, None])}, type=typed["string"] | typed["integer"]),
    )


def _nested(inner):
    names = st.sampled_from("pq")
    choices = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        _with({"type": st.just("array")}, items=inner, minItems=_SMALL, maxItems=_SMALL),
        _with(
            {"type": st.just("object")},
            properties=st.dictionaries(names, inner, max_size=2),
            required=st.lists(names, max_size=2, unique=True),
            additionalProperties=st.booleans() | inner,
        ),
        _with({"anyOf": choices}),
        _with({"oneOf": choices}),
    )


SCHEMAS = st.recursive(_leaves(), _nested, max_leaves=4)


@st.composite
def pairs(draw):
    """A schema, and one that differs from it in one rule, at any depth."""
    old = draw(SCHEMAS)
    return old, draw(_changed(old))


@st.composite
def _changed(draw, schema):
    if not schema or draw(st.integers(0, 3)) == 0:
        return draw(SCHEMAS)
    rule = draw(st.sampled_from(sorted(schema)))
    if draw(st.integers(0, 2)) == 0:
        return {name: value for name, value in schema.items() if name != rule}
    return {**schema, rule: draw(_changed_value(rule, schema[rule]))}


@st.composite
def _changed_value(draw, rule, value):
    match value:
        case dict() if rule != "properties":
            return draw(_changed(value))
        case dict():
            name = draw(st.sampled_from("pq"))
            return {**value, name: draw(_changed(value.get(name, {})))}
        case [*choices] if rule in {"anyOf", "oneOf"}:
            at = draw(st.integers(0, len(choices)))
            return [*choices[:at], draw(_changed(choices[at] if at < len(choices) else {})), *choices[at + 1 :]]
        case int() if not isinstance(value, bool):
            return draw(_SMALL)
    return value


def told(taken_in, old, new):
    """Breaking changes; a pair that is refused counts as told."""
    try:
        return list(Comparison(taken_in=taken_in).changes(old, new))
    except UnknownRuleError as unknown:
        return [str(unknown)]


@fixed_effort(500)
@given(pairs(), st.booleans())
def test_where_no_change_is_told_nothing_breaks(pair, taken_in):
    old, new = pair
    if told(taken_in, old, new):
        return
    inner, outer = (old, new) if taken_in else (new, old)
    note(f"{taken_in=} {old=} {new=}")
    allowed, judge = Draft202012Validator(inner), Draft202012Validator(outer)
    assert [value for value in VALUES if allowed.is_valid(value) and not judge.is_valid(value)] == []


@fixed_effort(100)
@given(SCHEMAS, st.booleans())
def test_a_schema_does_not_differ_from_itself(schema, taken_in):
    assert told(taken_in, schema, schema) == []


@fixed_effort(300)
@given(SCHEMAS, SCHEMAS)
def test_what_fits_two_schemas_joined_is_what_fits_both(one, other):
    try:
        both = Draft202012Validator(joined(one, other))
    except UnknownRuleError:
        return
    each = [Draft202012Validator(one), Draft202012Validator(other)]
    note(f"{one=} {other=}")
    wrong = [value for value in VALUES if both.is_valid(value) != all(judge.is_valid(value) for judge in each)]
    assert wrong == []


def test_null_beside_a_reference_is_no_part_of_it():
    refers = {"$ref": "other.json"}
    nullable = {"anyOf": [refers, {"type": "null"}]}
    assert told(False, refers, nullable) == ["type was anything, is anything or null"]
    assert told(True, nullable, refers) == ["type was anything or null, is anything"]
    assert told(True, refers, nullable) == []
