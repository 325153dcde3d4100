"""Rearranging: another funder covers a gap. What changed is asked anew; unchanged holds stand."""

from datetime import timedelta

import pytest

from tests.unit.applications import facts as e
from tests.unit.applications.garden import (
    CENTS,
    DECIDE_BY,
    GRANTED,
    POOL,
    UNANSWERED,
    answer,
    ask_body,
    asked,
    declined,
    failed,
    granted,
    held,
    moved,
    open_garden,
    other_money,
    pool_says,
    rearrange,
    scenario,
    submitted,
)

ALL = (ask_body("kas"), ask_body("begeleiding"), ask_body("hout"))


def rearranged(cents=150_000):
    return e.AsksRearranged("tuin", (other_money(cents),) if cents else ())


def dropped(ask, place="asked", revision=2):
    return asked(ask, 0, revision=revision, undo=moved(ask, CENTS[ask], place, "funder") if place else ())


def test_a_changed_ask_is_a_new_revision_and_the_others_stand():
    again = asked("begeleiding", 400_000, revision=2, undo=moved("begeleiding", 500_000, "asked", "funder"))
    world = open_garden(held("kas"))
    rearrange(world, ALL[0], ask_body("begeleiding", 400_000), ALL[2], own=250_000).then(rearranged(250_000), again)
    assert world.balance("memo/ask:pool:moestuin/tuin:kas/held") == 450_000


def test_a_hold_of_a_changed_ask_is_undone():
    again = asked("begeleiding", 550_000, revision=2, undo=moved("begeleiding", 500_000, "held", "funder"))
    world = rearrange(open_garden(held("begeleiding")), ALL[0], ask_body("begeleiding", 550_000), ALL[2], own=100_000)
    world.then(rearranged(100_000), again)
    assert world.balance("memo/ask:zuil:participatie/tuin:begeleiding/held") == 0
    assert world.balance("memo/ask:zuil:participatie/tuin:begeleiding/asked") == 550_000


def test_of_a_declined_ask_there_is_nothing_to_undo():
    again = asked("begeleiding", 400_000, revision=2)
    world = open_garden(declined("begeleiding"))
    rearrange(world, ALL[0], ask_body("begeleiding", 400_000), ALL[2], own=250_000).then(rearranged(250_000), again)


def test_another_funder_covers_a_gap():
    world = open_garden(held("kas"), held("hout"), declined("begeleiding"))
    rearrange(world, ALL[0], ask_body("grond", 500_000), ALL[2])
    world.then(rearranged(), dropped("begeleiding", place=None), asked("grond", 500_000))
    assert [(to, kind, body["cents"]) for to, kind, _, body in world.said] == [
        ("participatie", "zuil-asked", 0),
        ("woonstede", "zuil-asked", 500_000),
    ]


def test_what_frees_money_goes_out_before_what_needs_it():
    raised, lowered = ask_body("kas", 500_000), ask_body("begeleiding", 450_000)
    facts = rearrange(open_garden(), raised, lowered, ask_body("zaad", 10_000), own=240_000).outcome
    assert [(fact.ask, fact.cents) for fact in facts[1:]] == [
        ("tuin:hout", 0),
        ("tuin:begeleiding", 450_000),
        ("tuin:zaad", 10_000),
        ("tuin:kas", 500_000),
    ]


def test_what_is_dropped_is_dropped_once():
    world = open_garden(dropped("hout"))
    rearrange(world, ALL[0], own=750_000).then(rearranged(750_000), dropped("begeleiding"))


def test_dropping_what_nobody_held_completes_the_grant():
    world = open_garden(held("kas"), held("begeleiding"), declined("hout"))
    rearrange(world, *ALL[:2], own=250_000).then(
        rearranged(250_000), dropped("hout", place=None), granted(("kas", 450_000, 1), ("begeleiding", 500_000, 1))
    )


def test_a_dropped_ask_may_come_back_as_a_later_revision():
    world = open_garden(dropped("hout"))
    rearrange(world, *ALL).then(rearranged(), asked("hout", revision=3))


def test_a_release_of_a_drop_that_was_taken_back_is_passed_over():
    world = open_garden(dropped("kas"))
    rearrange(world, *ALL).then(rearranged(), asked("kas", revision=3))
    pool_says(world, "released", revision=2, cents=0).then()


LENT = (submitted(), asked("kas", instrument="loan"), asked("begeleiding"), asked("hout"))
"""Submitted when a loan could still be asked."""


def test_another_instrument_is_another_ask():
    again = asked("kas", revision=2, undo=moved("kas", 450_000, "asked", "funder"))
    rearrange(scenario().given(*LENT), *ALL).then(rearranged(), again)


def test_a_loan_of_former_days_may_stay_but_not_change():
    loan, less = ask_body("kas", instrument="loan"), ask_body("kas", 400_000, instrument="loan")
    rearrange(scenario().given(*LENT), loan, ALL[1], own=250_000).then(rearranged(250_000), dropped("hout"))
    rearrange(scenario().given(*LENT), less, *ALL[1:], own=200_000).then("loan-terms-missing")


def test_a_loan_of_former_days_is_granted():
    world = answer(pool_says(scenario().given(*LENT), "held").then(held("kas")), "begeleiding", "hold")
    loan = answer(world, "hout", "hold").outcome[-1].asks[0]
    assert (loan.ask, loan.instrument) == ("tuin:kas", "loan")


def test_other_money_may_change_its_source():
    money = [{"source": "Buurtactie", "kind": "crowdfunding", "cents": 150_000}]
    open_garden().when("rearrange", by="de-moestuin", application="tuin", asks=list(ALL), other_money=money).then(
        e.AsksRearranged("tuin", (e.OtherMoney("Buurtactie", "crowdfunding", 150_000),))
    )


IN_KIND = {"source": "Kwekerij Van Dam", "kind": "in-kind", "cents": 150_000}


def test_a_gap_is_not_closed_with_goods():
    world = open_garden()
    world.when("rearrange", by="de-moestuin", application="tuin", asks=list(ALL), other_money=[IN_KIND])
    world.then("goods-are-no-money")


def test_in_an_application_of_former_days_goods_count_as_they_did():
    """It cannot change its costs, which its goods help to pay."""
    world = scenario().given(submitted(goods=None), *map(asked, ("kas", "begeleiding", "hout")))
    world.when("rearrange", by="de-moestuin", application="tuin", asks=list(ALL), other_money=[IN_KIND])
    world.then(e.AsksRearranged("tuin", (e.OtherMoney(*IN_KIND.values()),)))


def test_nothing_changed_is_no_rearrangement():
    rearrange(open_garden(), *ALL).then("nothing-changed")
    rearrange(open_garden(), *reversed(ALL)).then("nothing-changed")


def test_a_second_rearrangement_to_the_same_effect_changes_nothing():
    wanted = (ALL[0], ask_body("begeleiding", 400_000), ALL[2])
    world = rearrange(open_garden(), *wanted, own=250_000).then(rearranged(250_000), e.ZuilAsked)
    rearrange(world, *wanted, own=250_000).then("nothing-changed")


def test_an_ask_keeps_its_funder():
    rearrange(open_garden(), ALL[0], ask_body("begeleiding", funder=POOL), ALL[2]).then("funder-fixed")


def test_a_dropped_ask_keeps_its_funder_too():
    rearrange(open_garden(dropped("hout")), *ALL[:2], ask_body("hout", funder=POOL)).then("funder-fixed")


def test_it_passes_the_same_door_as_an_application():
    rearrange(open_garden(), *ALL, own=150_001).then("costs-do-not-add-up")
    rearrange(open_garden(), ask_body("kas", 700_000), ALL[1], own=0).then("subsidy-too-high")
    rearrange(open_garden(), *ALL[:2], ask_body("hout", lines=[])).then("goal-missing")
    rearrange(open_garden(), *ALL, ALL[2]).then("ask-twice")
    rearrange(open_garden(), *ALL[:2], ask_body("hout", instrument="assignment")).then("instrument-not-offered")
    rearrange(open_garden(), by="de-moestuin").then("list-empty")


@pytest.mark.parametrize(("count", "refused"), [(47, False), (48, True)])
def test_fifty_asks_is_the_most_in_its_life_dropped_ones_included(count, refused):
    asks = [ask_body("hout", 100) | {"ask": f"hout-{number}"} for number in range(count)]
    world = rearrange(open_garden(), *asks, own=1_200_000 - 100 * count)
    if refused:
        world.then("too-many-asks")
    else:
        assert len(world.outcome) == 1 + 3 + count


def test_only_the_applicant_rearranges():
    rearrange(open_garden(), *ALL[:2], own=250_000, by="repaircafe").then("not-yours")
    rearrange(open_garden(), *ALL[:2], own=250_000, by="participatie").then("not-yours")


def test_what_is_not_there_cannot_be_rearranged():
    rearrange(scenario(), *ALL).then("unknown-application")


def test_what_is_decided_stays_decided():
    rearrange(open_garden(failed("decide-by-passed", *UNANSWERED)), *ALL[:2], own=250_000).then("closed")
    world = open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED)
    rearrange(world, *ALL[:2], own=250_000).then("closed")


def test_decide_by_ends_it():
    rearrange(open_garden().at(DECIDE_BY), *ALL[:2], own=250_000).then("too-late")
    world = open_garden().at(DECIDE_BY - timedelta(microseconds=1))
    rearrange(world, *ALL[:2], own=250_000).then(rearranged(250_000), dropped("hout"))
