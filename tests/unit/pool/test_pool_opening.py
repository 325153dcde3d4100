"""Opening a pool, handing it over, and the mandate of its budget holder."""

from dataclasses import replace
from datetime import date

import pytest

from services.pool.app import SERVICE
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    END,
    FOUR_EYES,
    MANDATE,
    OPENED,
    START,
    asked,
    awaiting,
    held,
    moestuin,
    paid_in,
    pledged,
    received,
)
from tests.unit.scenario import Scenario

OPENING = {
    "pool": "moestuin",
    "neighbourhood": "Bospolder-Tussendijken",
    "goals": [goal._asdict() for goal in OPENED.goals],
    "frame": OPENED.frame._asdict(),
    "budget_holder": "welzijn",
}


def open_pool(scenario=None, by="gemeente", **changed):
    return (scenario or Scenario(SERVICE)).when("open-pool", by=by, **OPENING | changed)


def set_mandate(scenario, by="gemeente", **changed):
    fields = {name: getattr(MANDATE, name) for name in MANDATE.__dataclass_fields__ if name != "kind"}
    return scenario.when("set-mandate", by=by, **fields | changed)


def test_a_pool_is_opened_and_said_to_all():
    opened = open_pool().then(replace(OPENED, opened_on=date(2026, 3, 2)))
    assert opened.said == [
        (
            "all",
            "pool-opened",
            "moestuin",
            {
                **OPENING,
                "frame": {
                    "decision": "Raadsbesluit 2025-118",
                    "ceiling_cents": 1_000,
                    "valid_from": "2026-01-01",
                    "valid_to": "2026-12-31",
                },
            },
        )
    ]


def test_only_the_executive_opens_a_pool():
    open_pool(by="welzijn").then("not-yours")


def test_a_pool_name_is_used_once():
    open_pool(Scenario(SERVICE).given(OPENED), neighbourhood="Delfshaven").then("exists")


@pytest.mark.parametrize(
    "changed",
    [
        {"frame": {**OPENED.frame._asdict(), "valid_to": date(2025, 12, 31)}},
        {"goals": [OPENING["goals"][0], {**OPENING["goals"][0], "task_field": "6.5"}]},
    ],
)
def test_a_frame_that_cannot_be_kept_is_refused(changed):
    open_pool(**changed).then("frame-invalid")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"goals": []}, "list-empty"),
        ({"goals": [{"goal": "ontmoeten", "task_field": "wijk", "code_year": 2026}]}, "value-unknown"),
        ({"goals": [{"goal": "Ontmoeten!", "task_field": "6.1", "code_year": 2026}]}, "identifier-invalid"),
        ({"frame": {**OPENED.frame._asdict(), "ceiling_cents": 0}}, "amount-zero"),
        ({"budget_holder": "niemand"}, "unknown-party"),
    ],
)
def test_a_pool_needs_readable_goals_a_ceiling_and_a_known_holder(changed, code):
    open_pool(**changed).then(code)


@pytest.mark.parametrize("task_field", ["0.10", "5.7", "6.71a", "6.812"])
def test_task_fields_are_numbered_as_the_code_list_has_them(task_field):
    open_pool(goals=[{"goal": "ontmoeten", "task_field": task_field, "code_year": 2026}]).then(e.PoolOpened)


def test_a_handover_is_said_with_both_holders():
    moestuin().when("hand-over", by="gemeente", pool="moestuin", budget_holder="participatie").then(
        e.PoolHandedOver("moestuin", budget_holder="participatie", previous_holder="welzijn")
    )


def test_a_handover_leaves_holds_and_passes_on_the_power_to_answer():
    first, second = asked(ontmoeten=30), asked("fiets:geld", ontmoeten=20)
    pool = moestuin(*paid_in("breed", 100, "ontmoeten"), first, held(first, ("ontmoeten", "breed", 30)), second)
    pool.when("hand-over", by="gemeente", pool="moestuin", budget_holder="participatie").then(e.PoolHandedOver)
    answer = {"pool": "moestuin", "ask": "fiets:geld", "revision": 1, "cents": 20}
    pool.when("hold-ask", by="welzijn", **answer).then("not-yours")
    pool.when("hold-ask", by="participatie", **answer).then(held(second, ("ontmoeten", "breed", 20)))
    assert pool.balance("moestuin/breed/held") == 50


@pytest.mark.parametrize(
    ("pool", "by", "holder", "code"),
    [
        ("repair", "gemeente", "participatie", "unknown-pool"),
        ("moestuin", "welzijn", "participatie", "not-yours"),
        ("moestuin", "gemeente", "welzijn", "same-holder"),
        ("moestuin", "gemeente", "gemeente", "second-approver-is-holder"),
        ("moestuin", "gemeente", "niemand", "unknown-party"),
    ],
)
def test_a_handover_is_refused(pool, by, holder, code):
    moestuin(mandate=FOUR_EYES).when("hand-over", by=by, pool=pool, budget_holder=holder).then(code)


def test_a_second_handover_to_the_same_party_is_refused():
    pool = moestuin(e.PoolHandedOver("moestuin", "participatie", "welzijn"))
    pool.when("hand-over", by="gemeente", pool="moestuin", budget_holder="participatie").then("same-holder")


def test_a_mandate_is_set_and_replaced():
    pool = set_mandate(Scenario(SERVICE).given(OPENED)).then(MANDATE)
    set_mandate(pool, limit_cents=1_000).then(replace(MANDATE, limit_cents=1_000))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"by": "welzijn"}, "not-yours"),
        ({"goals": ["ontmoeten", "zwemmen"]}, "goal-unknown"),
        ({"goals": []}, "list-empty"),
        ({"valid_from": date(2025, 12, 31)}, "period-invalid"),
        ({"valid_to": date(2027, 1, 1)}, "period-invalid"),
        ({"valid_from": END, "valid_to": START}, "period-invalid"),
        ({"four_eyes_above_cents": 100}, "second-approver-missing"),
        ({"four_eyes_above_cents": 0, "second_approver": "welzijn"}, "second-approver-is-holder"),
        ({"second_approver": "niemand"}, "unknown-party"),
    ],
)
def test_a_mandate_is_refused(changed, code):
    set_mandate(moestuin(), **changed).then(code)


def test_a_mandate_may_fill_the_frame():
    set_mandate(moestuin(), total_cents=1_000, valid_from=START, valid_to=END).then(e.MandateSet)


def test_a_mandate_is_over_the_money_of_others_too():
    """The council's ceiling of € 10 is over own public money, and the mandate's total over all that goes out."""
    pool, total = moestuin(), 3_000
    set_mandate(pool, total_cents=total, limit_cents=total).then(replace(MANDATE, total_cents=total, limit_cents=total))
    big = asked(ontmoeten=1_500)
    pool.given(pledged("provincie", 2_000, "ontmoeten", counts_for_ceiling=False), received("provincie", 2_000), big)
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask=big.ask, revision=1, cents=1_500)
    pool.then(held(big, ("ontmoeten", "provincie", 1_500)))


def test_a_new_mandate_leaves_what_is_held_and_what_awaits():
    first, second = asked(ontmoeten=30), asked("fiets:geld", ontmoeten=120)
    pool = moestuin(
        *paid_in("breed", 200, "ontmoeten"),
        first,
        held(first, ("ontmoeten", "breed", 30)),
        second,
        awaiting(second),
        mandate=FOUR_EYES,
    )
    set_mandate(pool, limit_cents=1, total_cents=1).then(e.MandateSet)
    assert pool.balance("moestuin/breed/held") == 30
