"""The published schema of a command and the model that judges it take the same bodies.

Known differences: the register of parties and a whole number written with a fraction (`1.0`), both told in the
contract's README; and forms of dates, instants and rates that the server takes beside the one that is published.
"""

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from contracts.registry import CONTRACTS
from tests.contract.committed import SCHEMAS, validator
from tests.effort import fixed_effort

COMMANDS = [(contract.name, command.model) for contract in CONTRACTS for command in contract.commands]
WRITTEN_IN_MORE_FORMS = {
    "decide_by", "received_on", "valid_from", "valid_to", "paid_on", "return_from", "term_from", "term_to",
    "period_from", "period_to", "move_share", "return_share", "first_due_on", "annual_rate",
}  # fmt: skip

_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from([10**15 - 1, 10**15, 10**15 + 1, 1999, 2000, 2100, 2101]),
    st.floats(0.1, 0.9),
    st.sampled_from(
        ["", " ", "a", "a b", "A", "-a", "a" * 48, "a" * 49, "a:b", "a:b:c", "a:b:1", "pool:a", "zuil:", "6.1"]
    ),
    st.sampled_from(
        ["x" * 2000, "x" * 2001, "grant", "structural", "hold", "physical", "own", "6.71a", "6.1\n", "0" * 64]
    ),
    st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=5),
    st.just([]),
    st.just({}),
)


def places(body, path=()):
    """Every field and entry within a body."""
    inner = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from places(value, (*path, key))


@st.composite
def bodies(draw, model):
    """The example, with one place in it replaced, left out, doubled, or joined by a field of another name."""
    body = json.loads(json.dumps(dict(model.example)))
    free = [path for path in places(body) if path[-1] not in WRITTEN_IN_MORE_FORMS]
    path = draw(st.sampled_from(free))
    within = body
    for key in path[:-1]:
        within = within[key]
    match draw(st.sampled_from(["replace", "replace", "leave out", "join", "more"])):
        case "replace":
            within[path[-1]] = draw(_VALUES)
        case "leave out":
            del within[path[-1]]
        case "join" if isinstance(within, dict):
            within["joined"] = draw(_VALUES)
        case _ if isinstance(within[path[-1]], list) and within[path[-1]]:
            within[path[-1]] = [copy.deepcopy(within[path[-1]][0])] * draw(st.sampled_from([2, 50, 51]))
    return body


def takes(model, body):
    try:
        model.model_validate_json(json.dumps(body))
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("service", "model"), COMMANDS, ids=lambda each: getattr(each, "name", each))
def test_schema_and_model_take_the_same_bodies(service, model):
    check = validator(SCHEMAS / service / "commands" / f"{model.name}.json")

    @fixed_effort(120)
    @given(bodies(model))
    def same(body):
        assert check.is_valid(body) == takes(model, body), body

    same()


@pytest.mark.parametrize(("service", "model"), COMMANDS, ids=lambda each: getattr(each, "name", each))
def test_what_the_schema_takes_in_forms_of_dates_and_rates_the_model_takes_too(service, model):
    check = validator(SCHEMAS / service / "commands" / f"{model.name}.json")
    forms = [
        *("2026-02-28", "2026-2-28", "20260228", "2026-W09-1", "0", "1", "0.25", "1.0", "1.1", "-0.1", ".5", ""),
        *("2026-03-01T12:00:00Z", "2026-03-01T12:00:00+01:00", "2026-03-01T12:00:00", "2026-03-01 12:00:00Z"),
        *(1, 0.5, None),
    ]
    for name in WRITTEN_IN_MORE_FORMS & set(model.example):
        for form in forms:
            body = {**json.loads(json.dumps(dict(model.example))), name: form}
            if check.is_valid(body):
                assert takes(model, body), (name, form)


def test_a_line_break_at_the_end_is_part_of_an_identifier():
    """In the schema's regular expressions `$` is the end, not what Python takes for it."""
    check = validator(SCHEMAS / "pool" / "commands" / "pledge.json")
    (pledge,) = [model for _, model in COMMANDS if model.name == "pledge"]
    body = {**json.loads(json.dumps(dict(pledge.example))), "pool": "moestuin\n"}
    assert not check.is_valid(body)
    assert not takes(pledge, body)
