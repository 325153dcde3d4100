"""Submitting: one form goes to every funder at once, or is refused at the door with its own reason."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.unit.applications import facts as e
from tests.unit.applications.garden import (
    DECIDE_BY,
    OWN,
    answer,
    ask_body,
    asked,
    form_body,
    held,
    open_garden,
    pool_says,
    scenario,
    submitted,
    two_roles,
)
from tests.unit.scenario import NOW

GREEN = [{"goal": "groen", "cents": 100_000}]


def submit(world=None, *, by="de-moestuin", **changed):
    return (world or scenario()).when("submit-application", by=by, **form_body(**changed))


def with_asks(*asks, own=150_000, cost=1_200_000):
    money = [{"source": "Eigen geld", "kind": "own", "cents": own}] if own else []
    return {"asks": list(asks), "other_money": money, "costs": [{"what": "Alles", "cents": cost}]}


def test_every_funder_is_asked_at_the_same_time():
    submit().then(submitted(), asked("kas"), asked("begeleiding"), asked("hout"))


def test_a_pool_is_asked_in_public_and_a_zuil_in_its_own_post():
    world = submit()
    assert [(to, kind, key) for to, kind, key, _ in world.said] == [
        ("all", "pool-asked", "tuin:kas"),
        ("participatie", "zuil-asked", "participatie"),
        ("woonstede", "zuil-asked", "woonstede"),
    ]
    assert world.said[0][3] == {
        "application": "tuin",
        "ask": "tuin:kas",
        "revision": 1,
        "funder": "pool:moestuin",
        "cents": 450_000,
        "lines": [{"goal": "groen", "cents": 450_000}],
        "instrument": "grant",
        "applicant": "de-moestuin",
        "purpose": "Een moestuin die iemand werk geeft",
        "neighbourhood": "Spoorbuurt",
        "decide_by": "2026-04-01T10:00:00Z",
    }


def test_one_ask_may_serve_several_goals():
    lines = [{"goal": "groen", "cents": 300_000}, {"goal": "ontmoeten", "cents": 150_000}]
    world = submit(asks=[ask_body("kas", lines=lines), ask_body("begeleiding"), ask_body("hout")])
    assert world.outcome[1].cents == 450_000


def test_an_id_is_used_once_by_a_rival_too():
    submit(open_garden()).then("exists")
    submit(open_garden(), by="repaircafe").then("exists")


def test_the_id_of_a_failed_application_stays_taken():
    world = open_garden().when("withdraw-application", by="de-moestuin", application="tuin", reason="Geen grond")
    submit(world).then("exists")


def test_only_an_initiative_applies():
    submit(by="welzijn").then("not-yours")


@pytest.mark.parametrize("cost", [1_199_999, 1_200_001])
def test_costs_equal_asks_and_other_money_to_the_cent(cost):
    submit(costs=[{"what": "Alles", "cents": cost}]).then("costs-do-not-add-up")


def test_hours_are_no_money():
    submit(other_money=[], hours=[{"who": "Buurt", "hours": 150_000}]).then("costs-do-not-add-up")


GOODS = {"who": "Kwekerij Van Dam", "what": "Vijftig fruitstruiken", "estimated_cents": 150_000}


def test_goods_in_kind_stand_apart_from_money():
    submit(goods=[GOODS]).then(
        submitted(goods=(e.Goods(*GOODS.values()),)), *map(asked, ("kas", "begeleiding", "hout"))
    )
    submit(other_money=[], goods=[GOODS]).then("costs-do-not-add-up")


def test_goods_in_kind_are_no_other_money():
    submit(other_money=[OWN | {"kind": "in-kind"}]).then("goods-are-no-money")


def test_public_money_alone_may_not_pay_everything():
    submit(**with_asks(ask_body("kas", 700_000), ask_body("begeleiding"), own=0)).then("subsidy-too-high")


def test_one_cent_of_other_money_is_enough_without_a_ceiling():
    submit(**with_asks(ask_body("kas", 699_999), ask_body("begeleiding"), own=1)).then(
        *[type(fact) for fact in (submitted(), asked("kas"), asked("begeleiding"))]
    )


def test_what_is_no_public_subsidy_does_not_count():
    """A housing corporation's money is not public."""
    world = submit(**with_asks(ask_body("kas", 600_000), ask_body("hout", 600_000), own=0))
    assert len(world.outcome) == 3


@pytest.mark.parametrize(("ceiling", "refused"), [(49, True), (50, False), (51, False)])
def test_a_scheme_may_set_a_lower_ceiling(ceiling, refused):
    world = scenario(subsidy_ceiling_percent=ceiling)
    submit(world, **with_asks(ask_body("kas", 600_000), own=600_000))
    world.then("subsidy-too-high") if refused else world.then(type(submitted()), type(asked("kas")))


def test_every_ask_has_a_goal():
    submit(asks=[ask_body("kas", lines=[]), ask_body("begeleiding"), ask_body("hout")]).then("goal-missing")


def test_what_is_incidental_has_a_plan_for_after():
    submit(plan_after=None).then("plan-after-missing")


def test_what_is_structural_needs_none():
    assert submit(plan_after=None, term="structural").outcome[0].form.term == "structural"


@pytest.mark.parametrize(("decide_by", "refused"), [(NOW, True), (DECIDE_BY, False)])
def test_funders_have_time_to_decide(decide_by, refused):
    world = submit(decide_by=decide_by)
    world.then("decide-by-past") if refused else world.then(*[type(fact) for fact in world.outcome])


@pytest.mark.parametrize(("settings", "weeks"), [({}, 13), ({"decide_within_weeks": 2}, 2)])
def test_funders_need_not_hold_for_longer_than_is_agreed(settings, weeks):
    last = NOW + timedelta(weeks=weeks)
    assert submit(scenario(**settings), decide_by=last).outcome[0].form.decide_by == last
    submit(scenario(**settings), decide_by=last + timedelta(microseconds=1)).then("decide-by-too-far")


def test_nobody_asks_itself():
    """2:4 Awb: a party that is both initiative and zuil asks others."""
    asks = [ask_body("kas"), ask_body("begeleiding"), ask_body("hout", funder="zuil:buurtfonds", lines=GREEN)]
    submit(two_roles(), by="buurtfonds", asks=asks).then("own-interest")
    assert len(submit(two_roles(), asks=asks).outcome) == 4


@pytest.mark.parametrize(("count", "refused"), [(50, False), (51, True)])
def test_an_application_has_at_most_fifty_asks(count, refused):
    asks = [ask_body("hout", 100) | {"ask": f"hout-{number}"} for number in range(count)]
    world = submit(**with_asks(*asks, own=0, cost=100 * count))
    if refused:
        world.then("too-many-asks")
    else:
        assert len(world.outcome) == 51


def test_every_ask_has_its_own_id():
    submit(**with_asks(ask_body("hout", 600_000), ask_body("hout", 600_000), own=0)).then("ask-twice")


@pytest.mark.parametrize("instrument", ["assignment", "result-contract"])
def test_nothing_is_asked_that_cannot_be_settled(instrument):
    """An invoice cannot be paid, a result not verified."""
    asks = [ask_body("kas", instrument=instrument), ask_body("begeleiding"), ask_body("hout")]
    submit(asks=asks).then("instrument-not-offered")


LOAN = {
    "repayment": "annuity",
    "annual_rate": "0.025",
    "day_count": "30E/360",
    "months_between": 3,
    "instalments": 20,
    "interest_only": 4,
}


def test_a_loan_is_asked_with_its_terms_and_granted_on_them():
    terms = e.LoanTerms("annuity", Decimal("0.025"), "30E/360", 3, 20, 4)
    loan = {**ask_body("kas", instrument="loan"), "loan": LOAN}
    world = submit(asks=[loan, ask_body("begeleiding"), ask_body("hout")])
    asked_for = [fact for fact in world.outcome if isinstance(fact, e.PoolAsked)]
    assert [fact.loan for fact in asked_for] == [terms]
    world = scenario().given(*world.outcome)
    world = answer(pool_says(world, "held").then(held("kas")), "begeleiding", "hold")
    assert answer(world, "hout", "hold").outcome[-1].loans == (e.GrantedLoan("tuin:kas", terms),)


@pytest.mark.parametrize(
    ("instrument", "loan", "code"),
    [
        ("loan", None, "loan-terms-missing"),
        ("grant", LOAN, "loan-terms-needless"),
        ("loan", LOAN | {"interest_only": 20}, "loan-terms-invalid"),
        ("loan", LOAN | {"instalments": 201}, "loan-terms-invalid"),
        ("loan", LOAN | {"instalments": 0}, "out-of-range"),
        ("loan", LOAN | {"instalments": 601}, "out-of-range"),
        ("loan", LOAN | {"day_count": "30/360"}, "value-unknown"),
        ("loan", LOAN | {"months_between": 2}, "value-unknown"),
        ("loan", LOAN | {"annual_rate": 0.025}, "wrong-type"),
    ],
)
def test_terms_of_a_loan_are_sound(instrument, loan, code):
    """A day count of 30/360 alone names several rules."""
    kas = {**ask_body("kas", instrument=instrument), "loan": loan}
    submit(asks=[kas, ask_body("begeleiding"), ask_body("hout")]).then(code)


@pytest.mark.parametrize(("more", "refused"), [(10, False), (11, True)])
def test_an_ask_is_no_larger_than_any_amount(more, refused):
    lines = [{"goal": "groen", "cents": 10**15 - 10}, {"goal": "ontmoeten", "cents": more}]
    money = [{"source": "Eigen geld", "kind": "own", "cents": 1}]
    costs = [{"what": "Een half", "cents": 10**15}, {"what": "De rest", "cents": more - 9}]
    world = submit(asks=[ask_body("kas", lines=lines)], other_money=money, costs=costs)
    world.then("amount-too-large") if refused else world.then(type(submitted()), type(asked("kas")))


@pytest.mark.parametrize("field", ["results", "costs", "asks"])
def test_what_an_application_must_state_is_not_empty(field):
    submit(**{field: []}).then("list-empty")


def test_asked_is_only_who_can_answer():
    submit(asks=[ask_body("kas", funder="zuil:de-moestuin", lines=[])]).then("funder-invalid")
    submit(asks=[ask_body("kas", funder="zuil:niemand", lines=[])]).then("unknown-party")


def test_all_faults_of_a_form_are_named_at_once():
    asks = [
        {**ask_body("kas"), "lines": []},
        {**ask_body("begeleiding"), "instrument": "loan"},
        {**ask_body("begeleiding"), "lines": []},
    ]
    submit(
        asks=asks,
        other_money=[{"source": "Fruitstruiken", "kind": "in-kind", "cents": 1}],
        decide_by="2026-03-01T12:00:00+01:00",
        plan_after=None,
    ).then(
        *("decide-by-past", "plan-after-missing", "ask-twice"),
        *("goal-missing", "loan-terms-missing", "goal-missing"),
        *("goods-are-no-money", "costs-do-not-add-up"),
    )
