"""From a grant to agreements and orders; what is known of pools."""

from dataclasses import replace
from datetime import UTC, date, datetime

from services.settlement.app import SERVICE
from tests.unit.scenario import Scenario
from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_GREENHOUSE,
    AGREED_JOB,
    CONTRIBUTION,
    GREENHOUSE,
    GREENHOUSE_ORDER,
    JOB,
    PAID_GREENHOUSE,
    PAID_JOB,
    POOL,
    agreement,
    confirmed,
    failed,
    ordered,
    reassigned,
    refunded,
    scenario,
)

JOB_ASKED = {"ask": JOB, "revision": 1, "funder": "zuil:participatie", "cents": 500_000, "instrument": "grant"}
GREENHOUSE_ASKED = {"ask": GREENHOUSE, "revision": 3, "funder": "pool:moestuin", "cents": 250_000, "instrument": "loan"}
COMMITTED = {"pool": "moestuin", "application": "tuin", "ask": GREENHOUSE, "budget_holder": "welzijn", "cents": 250_000}
WAITS = e.CommitWaits(pool="moestuin", ask=GREENHOUSE)


def grant(world, *asks):
    return world.heard("applications", "application-granted", application="tuin", applicant="de-moestuin", asks=asks)


def commit(world):
    return world.heard("pool", "reservation-committed", **COMMITTED)


def hand_over(world, holder="openbare-ruimte"):
    return world.heard("pool", "pool-handed-over", pool="moestuin", budget_holder=holder, previous_holder="welzijn")


def test_a_zuil_owes_on_grant_a_pool_only_after_its_commit():
    grant(scenario(), JOB_ASKED, GREENHOUSE_ASKED).then(AGREED_JOB, ordered(), AGREED_GREENHOUSE)


def test_a_pool_owes_on_its_commit():
    commit(scenario(AGREED_GREENHOUSE)).then(GREENHOUSE_ORDER)


def test_a_commit_heard_before_its_grant_waits_and_is_ordered_with_it():
    world = commit(scenario()).then(WAITS)
    grant(world, GREENHOUSE_ASKED).then(AGREED_GREENHOUSE, GREENHOUSE_ORDER)


def test_nothing_is_ordered_twice_whatever_is_said_twice():
    world = scenario(WAITS, AGREED_GREENHOUSE, GREENHOUSE_ORDER, AGREED_JOB, ordered())
    grant(world, JOB_ASKED, GREENHOUSE_ASKED).then()
    commit(world).then()
    commit(scenario(WAITS)).then()
    commit(scenario(*PAID_GREENHOUSE)).then()
    commit(scenario(*PAID_GREENHOUSE, refunded(GREENHOUSE_ORDER, 250_000))).then()


def test_whoever_holds_the_pool_when_the_grant_is_heard_pays():
    world = hand_over(scenario(WAITS))
    grant(world, GREENHOUSE_ASKED).then(AGREED_GREENHOUSE, ordered(AGREED_GREENHOUSE, "openbare-ruimte"))


def test_payment_is_due_six_weeks_after_the_grant_even_if_the_commit_comes_later():
    world = grant(scenario(), GREENHOUSE_ASKED).at(datetime(2026, 3, 30, 9, tzinfo=UTC))
    commit(world).then(replace(GREENHOUSE_ORDER, ordered_on=date(2026, 3, 30)))


def test_a_due_date_rolls_over_easter():
    world = grant(scenario(now=datetime(2026, 2, 20, 9, tzinfo=UTC)), JOB_ASKED)
    # Six weeks later is Good Friday 3 April 2026; the next day that counts is Tuesday the 7th.
    assert world.outcome[0].due_on.isoformat() == world.outcome[1].due_on.isoformat() == "2026-04-07"


def test_the_due_date_counts_from_the_dutch_date():
    just_past_midnight = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    grant(scenario(now=just_past_midnight), JOB_ASKED).then(AGREED_JOB, ordered())


def test_an_order_goes_to_its_payer_alone_and_an_agreement_to_all():
    world = grant(scenario(), JOB_ASKED)
    assert [(audience, kind, key) for audience, kind, key, _ in world.said] == [
        ("all", "agreement-made", JOB),
        ("participatie", "payment-ordered", "participatie"),
    ]
    assert world.balance("payer:zuil:participatie") == -500_000
    assert world.balance("order:zuil:participatie/tuin:werk:1") == 500_000


def test_a_pool_becomes_known_with_its_holder():
    Scenario(SERVICE).heard("pool", "pool-opened", pool="moestuin", budget_holder="welzijn", goals=[]).then(POOL)


def test_a_handover_reassigns_the_open_orders_of_that_pool_only():
    ice = agreement("ijs:kar", "pool:ijsbaan", 100)
    ice_order = ordered(ice, "economie")
    new = e.BudgetHolderKnown(pool="moestuin", budget_holder="openbare-ruimte")
    other_pool = e.BudgetHolderKnown(pool="ijsbaan", budget_holder="economie")
    world = scenario(other_pool, AGREED_JOB, ordered(), AGREED_GREENHOUSE, GREENHOUSE_ORDER, ice, ice_order)
    hand_over(world).then(new, reassigned(GREENHOUSE_ORDER, "openbare-ruimte"))
    assert [audience for audience, *_ in world.said] == ["openbare-ruimte"]


def test_a_handover_leaves_paid_and_failed_orders_alone():
    again = ordered(AGREED_GREENHOUSE, "welzijn", 2)
    world = scenario(AGREED_GREENHOUSE, GREENHOUSE_ORDER, failed(GREENHOUSE_ORDER), again, confirmed(again), *PAID_JOB)
    hand_over(world).then(e.BudgetHolderKnown)


def test_a_contribution_is_known_from_its_first_money():
    received = {"pool": "moestuin", "contribution": "groen-2026", "contributor": "economie", "cents": 100}
    world = Scenario(SERVICE).given(POOL)
    world.heard("pool", "contribution-received", **received).then(CONTRIBUTION)
    world.heard("pool", "contribution-received", **received).then()


def test_a_contribution_is_known_from_its_pledge_whether_or_not_money_comes():
    pledged = {"pool": "moestuin", "contribution": "groen-2026", "contributor": "economie", "cents": 100}
    world = Scenario(SERVICE).given(POOL)
    world.heard("pool", "contribution-pledged", **pledged).then(CONTRIBUTION)
    world.heard("pool", "contribution-received", **pledged).then()


def test_what_concerns_nobody_here_is_passed_over():
    scenario().heard("pool", "reservation-held", pool="moestuin", ask=GREENHOUSE, revision=1, cents=1).then()
    scenario().heard("applications", "application-failed", application="tuin", asks=[]).then()
    scenario().due().then()
    assert not list(SERVICE.deadlines(scenario().state))
