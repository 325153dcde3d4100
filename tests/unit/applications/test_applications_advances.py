"""An ask says in which parts it is paid: its funder holds that, and no other way."""

from dataclasses import replace
from datetime import date

import pytest

from tests.unit.applications import facts as e
from tests.unit.applications.garden import (
    answer,
    ask_body,
    asked,
    form_body,
    pool_says,
    rearrange,
    scenario,
    submitted,
)

PARTS = [
    {"percent": 50},
    {"percent": 30, "milestone": "De kas staat"},
    {"percent": 10, "due_on": "2026-10-01"},
]
ROWS = (e.Advance(50), e.Advance(30, None, "De kas staat"), e.Advance(10, date(2026, 10, 1)))
OTHERS = (ask_body("begeleiding"), ask_body("hout"))
ASKED = replace(asked("kas"), advances=ROWS)


def in_parts(*parts, **changed):
    return ask_body("kas", **changed) | {"advances": list(parts)}


def submit(*asks):
    return scenario().when("submit-application", by="de-moestuin", **form_body(asks=list(asks)))


def garden():
    return scenario().given(submitted(), ASKED, asked("begeleiding"), asked("hout"))


def test_the_funder_is_told_in_which_parts_it_would_pay():
    world = submit(in_parts(*PARTS), *OTHERS).then(e.ApplicationSubmitted, ASKED, asked("begeleiding"), asked("hout"))
    told = {body["ask"]: body.get("advances") for _, _, _, body in world.said}
    said = [{"due_on": None, "milestone": None, **part} for part in PARTS]
    assert told == {"tuin:kas": said, "tuin:begeleiding": None, "tuin:hout": None}
    shown = {ask["ask"]: ask["advances"] for ask in world.ask("application", application="tuin")["asks"]}
    assert shown == {"tuin:kas": said, "tuin:begeleiding": [], "tuin:hout": []}


def test_the_grant_names_the_parts():
    world = pool_says(garden(), "held")
    answer(world, "begeleiding", "hold")
    granted = answer(world, "hout", "hold").outcome[-1]
    assert granted.advances == (e.GrantedAdvances("tuin:kas", ROWS),)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([{"percent": 50}] * 3, "advances-invalid"),
        ([{"percent": 1}] * 25, "advances-invalid"),
        ([{"percent": 5, "milestone": "De kas staat", "due_on": "2026-10-01"}], "advances-invalid"),
        ([{"percent": 0}], "out-of-range"),
        ([{"percent": 101}], "out-of-range"),
        ([{"percent": 50, "milestone": ""}], "text-missing"),
        ([{"percent": 50, "part": 1}], "field-unknown"),
    ],
)
def test_parts_that_cannot_be_are_refused(parts, code):
    world = submit(in_parts(*parts), *OTHERS).then(code)
    assert world.outcome.field.startswith("asks.0.advances")


def test_less_than_a_euro_is_not_paid_in_parts():
    asks = in_parts({"percent": 50}, cents=99), ask_body("begeleiding"), ask_body("hout", 549_901)
    world = submit(*asks).then("advances-invalid")
    assert "too little" in world.outcome.sentence


def test_all_of_it_may_be_paid_in_advance_in_the_most_parts_that_there_are():
    parts = [*[{"percent": 4}] * 23, {"percent": 8}]
    submit(in_parts(*parts), *OTHERS).then(e.ApplicationSubmitted, e.PoolAsked, e.ZuilAsked, e.ZuilAsked)


def test_a_loan_is_paid_out_at_once():
    terms = {"repayment": "linear", "annual_rate": "0.02", "day_count": "act/365F", "months_between": 3}
    lent = in_parts({"percent": 50}, instrument="loan") | {"loan": terms | {"instalments": 4}}
    submit(lent, *OTHERS).then("advances-needless")


def test_other_parts_are_another_revision_and_the_same_parts_are_none():
    kas = in_parts(*PARTS)
    rearrange(garden(), kas, *OTHERS).then("nothing-changed")
    world = rearrange(garden(), in_parts(*PARTS[:2]), *OTHERS)
    [_, revised] = world.outcome
    assert (revised.revision, revised.cents, revised.advances) == (2, 450_000, ROWS[:2])


def test_what_is_dropped_has_no_parts():
    [_, dropped] = rearrange(garden(), *OTHERS, own=600_000).outcome
    assert (dropped.cents, dropped.advances) == (0, ())
