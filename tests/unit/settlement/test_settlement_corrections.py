"""Corrections: a confirmation that was a mistake, and the right amounts of a refund. What rests on it comes first."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    CLAIM,
    GREENHOUSE_ORDER,
    PAID_GREENHOUSE,
    PAID_JOB,
    PAID_ON,
    confirmed,
    corrected,
    divided,
    in_force,
    ordered,
    refund_corrected,
    refunded,
    saving_ordered,
    scenario,
    sent_back,
    verified,
)

HANDED_OVER = e.BudgetHolderKnown(pool="moestuin", budget_holder="openbare-ruimte")
SAVED = (*PAID_JOB, *in_force(), CLAIM, verified())
JOB = ordered()


def mistaken(world, by="participatie", order="tuin:werk:1", ground="did-not-happen"):
    return world.when("correct-confirmation", by=by, order=order, ground=ground)


def mend(world, principal, interest=0, *, refund=1, by="participatie", order="tuin:werk:1"):
    right = {"principal_cents": principal, "interest_cents": interest}
    return world.when("correct-refund", by=by, order=order, refund=refund, **right, ground="wrong-amount")


# A confirmation


def test_what_was_not_paid_is_open_again_under_its_own_id():
    world = mistaken(scenario(*PAID_JOB)).then(corrected(JOB))
    ((audience, kind, key, body),) = world.said
    assert (audience, kind, key) == ("all", "confirmation-corrected", "tuin:werk:1")
    assert (body["ground"], body["of_year"], body["cents"]) == ("did-not-happen", 2026, 500_000)
    assert (world.balance("party:de-moestuin"), world.balance("order:zuil:participatie/tuin:werk:1")) == (0, 500_000)
    (order,) = world.ask("open-orders", by="participatie")["orders"]
    assert order["order"] == "tuin:werk:1"


def test_a_wrong_day_is_mended_by_confirming_anew():
    later = datetime(2026, 3, 20, 9, tzinfo=UTC)
    world = mistaken(scenario(*PAID_JOB, now=later), ground="wrong-date")
    day = date(2026, 3, 9)
    again = {"order": "tuin:werk:1", "cents": 500_000, "paid_on": day}
    world.when("confirm-payment", by="participatie", **again).then(confirmed(JOB, paid_on=day))
    mistaken(world).then(corrected(JOB))


def test_the_year_of_the_payment_is_named():
    paid = confirmed(JOB, paid_on=date(2025, 12, 30))
    world = scenario(*PAID_JOB[:1], replace(JOB, ordered_on=date(2025, 12, 1)), paid)
    mistaken(world).then(corrected(JOB, of_year=2025))


def test_a_saving_that_was_not_paid_is_open_again():
    owed = saving_ordered("investor", 600_000)
    world = scenario(*SAVED, divided(1_200_000, to_recipient=300_000, to_investor=600_000), owed, confirmed(owed))
    mistaken(world, order=owed.order).then(corrected(owed))


def test_after_a_handover_the_new_budget_holder_corrects_and_pays():
    world = scenario(*PAID_GREENHOUSE, HANDED_OVER)
    mistaken(world, "welzijn", "tuin:kas:1").then("not-yours")
    mistaken(world, "openbare-ruimte", "tuin:kas:1").then(corrected(GREENHOUSE_ORDER, payer="openbare-ruimte"))
    assert [order["payer"] for order in world.ask("open-orders", by="openbare-ruimte")["orders"]] == ["openbare-ruimte"]
    world.heard("pool", "pool-handed-over", pool="moestuin", budget_holder="economie")
    world.then(e.BudgetHolderKnown, e.OrderReassigned)
    paid = {"order": "tuin:kas:1", "cents": 250_000, "paid_on": PAID_ON}
    world.when("confirm-payment", by="economie", **paid).then(e.PaymentConfirmed)


def test_only_a_confirmed_payment_is_corrected_and_once():
    mistaken(scenario()).then("unknown-order")
    mistaken(scenario(*PAID_JOB), by="welzijn").then("not-yours")
    mistaken(scenario(*PAID_JOB[:2])).then("not-paid")
    mistaken(scenario(*PAID_JOB, sent_back(JOB), ordered(number=2))).then("not-paid")
    mistaken(mistaken(scenario(*PAID_JOB))).then("not-paid")


def test_refunds_are_corrected_first_and_named():
    world = scenario(*PAID_JOB, refunded(JOB, 300_000), refunded(JOB, 5, number=2))
    mistaken(world).then("reverse-first")
    assert "refunds 1, 2 of order tuin:werk:1" in world.outcome.sentence
    mistaken(mend(world, 0, refund=1)).then("reverse-first")
    assert "refund 2 of" in world.outcome.sentence
    mistaken(mend(world, 0, refund=2)).then(corrected(JOB))


def test_what_was_verified_on_a_payment_stands_in_the_way():
    world = mistaken(scenario(*SAVED)).then("reverse-first")
    assert "earn-back uitkering" in world.outcome.sentence
    mistaken(scenario(*PAID_JOB, *in_force(), CLAIM)).then(corrected(JOB))


def test_on_a_payment_that_was_none_nothing_is_verified():
    world = mistaken(scenario(*PAID_JOB, *in_force(), CLAIM))
    world.when("verify-saving", by="kenniscentrum", claim=CLAIM.claim, cents=1).then("investment-not-paid")


# A refund


def test_the_right_amounts_of_a_refund_take_the_place_of_those_recorded():
    world = mend(scenario(*PAID_JOB, refunded(JOB, 300_000, 7)), 30_000, 9)
    world.then(refund_corrected(JOB, (300_000, 7), (30_000, 9)))
    ((audience, kind, key, body),) = world.said
    assert (audience, kind, key, body["of_year"]) == ("all", "refund-corrected", "tuin:werk:1", 2026)
    assert world.balance("party:de-moestuin") == 500_000 - 30_009
    mend(world, 30_000, 10).then(refund_corrected(JOB, (30_000, 9), (30_000, 10)))


def test_principal_that_was_interest_moves_no_money_between_the_parties():
    mend(scenario(*PAID_JOB, refunded(JOB, 10)), 4, 6).then(refund_corrected(JOB, (10, 0), (4, 6)))


def test_each_refund_is_corrected_by_its_number():
    world = scenario(*PAID_JOB, refunded(JOB, 300_000), refunded(JOB, 100_000, number=2))
    mend(world, 200_000, refund=2).then(refund_corrected(JOB, (100_000, 0), (200_000, 0), refund=2))
    mend(world, 300_001, refund=1).then("more-than-paid")
    mend(world, 300_000, refund=1).then("nothing-to-correct")
    mend(world, 0, refund=1).then(refund_corrected(JOB, (300_000, 0), (0, 0)))


@pytest.mark.parametrize("number", [0, 2, 1_000_000])
def test_a_refund_that_is_not_there_cannot_be_corrected(number):
    mend(scenario(*PAID_JOB, refunded(JOB, 3)), 1, refund=number).then("unknown-refund")


def test_refunds_of_before_they_were_numbered_are_counted_and_their_year_is_not_known():
    old = refunded(JOB, 300_000, number=None, recorded_on=None)
    world = mend(scenario(*PAID_JOB, old), 1).then(refund_corrected(JOB, (300_000, 0), (1, 0), of_year=None))
    again = {"order": "tuin:werk:1", "principal_cents": 2, "interest_cents": 0}
    world.when("record-refund", by="participatie", **again).then(refunded(JOB, 2, number=2))


def test_a_refund_is_the_payers_to_correct():
    mend(scenario(), 1).then("unknown-order")
    mend(scenario(*PAID_JOB, refunded(JOB, 3)), 1, by="welzijn").then("not-yours")
    mend(scenario(*PAID_JOB[:2]), 1).then("not-paid")


def test_what_came_back_less_is_invested_again():
    world = scenario(*PAID_JOB, refunded(JOB, 300_000), *in_force())
    assert world.ask("earn-back", earn_back="uitkering")["investment_cents"] == 200_000
    mend(world, 0)
    assert world.ask("earn-back", earn_back="uitkering")["investment_cents"] == 500_000


def test_once_its_refunds_are_corrected_to_nothing_the_bank_may_return_the_payment():
    world = mend(scenario(*PAID_JOB, refunded(JOB, 3)), 0)
    back = {"order": "tuin:werk:1", "returned_on": PAID_ON}
    world.when("report-returned", by="participatie", **back).then(sent_back(JOB), ordered(number=2))
