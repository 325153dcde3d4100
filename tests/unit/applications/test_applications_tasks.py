"""An ask may take over a task of the pool that it is directed at: both move, or neither does (S2)."""

from dataclasses import replace

from tests.unit.applications import facts as e
from tests.unit.applications.garden import (
    GRANTED,
    answer,
    ask_body,
    asked,
    form_body,
    moved,
    open_garden,
    pool_says,
    rearrange,
    scenario,
    submitted,
)

TASK = {"task": "perken", "units": 8}
TAKES_OVER = e.TakesOver("perken", 8)
KAS, OTHERS = ask_body("kas") | {"takes_over": TASK}, (ask_body("begeleiding"), ask_body("hout"))
ASKED = replace(asked("kas"), takes_over=TAKES_OVER)


def garden():
    return scenario().given(submitted(), ASKED, asked("begeleiding"), asked("hout"))


def submit(*asks):
    return scenario().when("submit-application", by="de-moestuin", **form_body(asks=list(asks)))


def test_the_pool_is_told_what_of_its_task_goes_with_the_money():
    world = submit(KAS, *OTHERS).then(e.ApplicationSubmitted, ASKED, asked("begeleiding"), asked("hout"))
    assert [(kind, body.get("takes_over")) for _, kind, _, body in world.said] == [
        ("pool-asked", TASK),
        ("zuil-asked", None),
        ("zuil-asked", None),
    ]
    shown = {ask["ask"]: ask["takes_over"] for ask in world.ask("application", application="tuin")["asks"]}
    assert shown == {"tuin:kas": TASK, "tuin:begeleiding": None, "tuin:hout": None}


def test_what_takes_nothing_over_is_told_as_it_always_was():
    world = submit(ask_body("kas"), *OTHERS)
    assert all("takes_over" not in body for _, _, _, body in world.said)


def test_a_zuil_has_no_tasks():
    world = submit(ask_body("kas"), OTHERS[0] | {"takes_over": TASK}, OTHERS[1]).then("no-task-of-a-zuil")
    assert world.outcome.field == "asks.1.takes_over"


def test_several_funders_decide_at_once_on_one_challenge():
    """The grant names revisions as it always did: the pool knows what this one takes over."""
    world = pool_says(garden(), "held").then(e.PoolAskHeld)
    answer(world, "begeleiding", "hold").then(e.ZuilAskHeld)
    answer(world, "hout", "hold").then(e.ZuilAskHeld, GRANTED)


def test_other_units_or_none_are_another_revision():
    back = moved("kas", 450_000, "asked", "funder")
    more = replace(asked("kas", revision=2, undo=back), takes_over=e.TakesOver("perken", 9))
    world = rearrange(garden(), KAS | {"takes_over": {**TASK, "units": 9}}, *OTHERS).then(e.AsksRearranged, more)
    none = asked("kas", revision=3, undo=back)
    rearrange(world, ask_body("kas"), *OTHERS).then(e.AsksRearranged, none)


def test_an_ask_may_begin_to_take_something_over():
    back = moved("kas", 450_000, "asked", "funder")
    taken = replace(asked("kas", revision=2, undo=back), takes_over=TAKES_OVER)
    rearrange(open_garden(), KAS, *OTHERS).then(e.AsksRearranged, taken)
    rearrange(open_garden(), *OTHERS, OTHERS[0] | {"ask": "nog", "takes_over": TASK}).then("no-task-of-a-zuil")


def test_the_same_is_no_change():
    rearrange(garden(), KAS, *OTHERS).then("nothing-changed")


def test_what_is_dropped_takes_nothing_over():
    gone = asked("kas", 0, revision=2, undo=moved("kas", 450_000, "asked", "funder"))
    rearrange(garden(), *OTHERS, own=600_000).then(e.AsksRearranged, gone)


def test_a_tasks_budget_is_not_lent():
    """What is lent comes back by repayments, and a task only with what is unspent."""
    loan = {"repayment": "linear", "annual_rate": "0", "day_count": "act/365F", "months_between": 12, "instalments": 1}
    lent = {**ask_body("kas", instrument="loan"), "loan": loan, "takes_over": TASK}
    submit(lent, *OTHERS).then("no-task-by-loan")
