"""Orders: confirmed, failed, refunded."""

from datetime import UTC, date, datetime

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_GREENHOUSE,
    AGREED_JOB,
    CLAIM,
    GREENHOUSE_ORDER,
    PAID_GREENHOUSE,
    PAID_JOB,
    PAID_ON,
    agreement,
    confirmed,
    divided,
    failed,
    in_force,
    ordered,
    reassigned,
    refunded,
    saving_ordered,
    scenario,
    sent_back,
    verified,
)

HANDED_OVER = (
    e.BudgetHolderKnown(pool="moestuin", budget_holder="openbare-ruimte"),
    reassigned(GREENHOUSE_ORDER, "openbare-ruimte"),
)
RETURNED = saving_ordered("investor", 600_000)
SAVED = (
    *PAID_JOB,
    *in_force(),
    CLAIM,
    verified(),
    divided(1_200_000, to_recipient=300_000, to_investor=600_000),
    saving_ordered("recipient", 300_000),
    RETURNED,
)


def confirm(world, by="participatie", order="tuin:werk:1", cents=500_000, paid_on=PAID_ON):
    return world.when("confirm-payment", by=by, order=order, cents=cents, paid_on=paid_on)


def report(world, by="participatie", order="tuin:werk:1"):
    return world.when("report-payment-failed", by=by, order=order, reason="De rekening is opgeheven.")


def refund(world, principal=0, interest=0, by="participatie", order="tuin:werk:1"):
    return world.when("record-refund", by=by, order=order, principal_cents=principal, interest_cents=interest)


# Confirmed


def test_a_payment_is_confirmed_in_full_by_its_payer():
    world = confirm(scenario(AGREED_JOB, ordered())).then(confirmed(ordered()))
    ((audience, kind, key, body),) = world.said
    assert (audience, kind, key) == ("all", "payment-confirmed", "tuin:werk:1")
    assert body == {
        "order": "tuin:werk:1",
        "purpose": "grant",
        "ask": "tuin:werk",
        "earn_back": None,
        "application": "tuin",
        "funder": "zuil:participatie",
        "payer": "participatie",
        "payee": "party:de-moestuin",
        "cents": 500_000,
        "paid_on": "2026-03-02",
    }
    assert world.balance("party:de-moestuin") == 500_000


def test_a_pool_is_paid_by_its_budget_holder():
    world = scenario(AGREED_GREENHOUSE, GREENHOUSE_ORDER)
    confirm(world, "welzijn", "tuin:kas:1", 250_000).then(confirmed(GREENHOUSE_ORDER))


def test_after_a_handover_the_new_budget_holder_pays():
    world = scenario(AGREED_GREENHOUSE, GREENHOUSE_ORDER, *HANDED_OVER)
    confirm(world, "welzijn", "tuin:kas:1", 250_000).then("not-yours")
    expected = confirmed(GREENHOUSE_ORDER, payer="openbare-ruimte")
    confirm(world, "openbare-ruimte", "tuin:kas:1", 250_000).then(expected)


def test_a_saving_is_paid_by_the_benefit_holder_into_its_own_earn_back():
    world = confirm(scenario(*SAVED), order=RETURNED.order, cents=600_000).then(confirmed(RETURNED))
    assert world.said[0][3] | {"paid_on": None} == {
        "order": "uitkering:jaar-2021:investor",
        "purpose": "saving-to-investor",
        "ask": None,
        "earn_back": "uitkering",
        "application": None,
        "funder": "zuil:participatie",
        "payer": "participatie",
        "payee": "party:participatie",
        "cents": 600_000,
        "paid_on": None,
    }


@pytest.mark.parametrize("cents", [1, 499_999, 500_001])
def test_only_the_exact_amount_is_confirmed(cents):
    confirm(scenario(AGREED_JOB, ordered()), cents=cents).then("other-amount")


def test_confirming_is_refused_for_an_unknown_order_and_to_anybody_else():
    confirm(scenario()).then("unknown-order")
    confirm(scenario(AGREED_JOB, ordered()), by="welzijn").then("not-yours")
    confirm(scenario(AGREED_JOB, ordered()), by="de-moestuin").then("not-yours")


@pytest.mark.parametrize("cents", [500_000, 1])
def test_a_rival_confirmation_is_refused(cents):
    confirm(scenario(*PAID_JOB), cents=cents).then("already-confirmed")


def test_a_failed_order_cannot_be_confirmed_anymore():
    world = confirm(scenario(AGREED_JOB, ordered(), failed(ordered()), ordered(number=2))).then("order-closed")
    assert "tuin:werk:2" in world.outcome.sentence


@pytest.mark.parametrize("order", ["tuin", "tuin:werk", "tuin:werk:1:2:3", "Tuin:werk:1", "tuin:werk:"])
def test_an_order_id_has_its_form(order):
    confirm(scenario(), order=order).then("identifier-invalid")


# Failed


def test_a_failed_payment_makes_a_new_order_due_on_the_same_day():
    world = report(scenario(AGREED_JOB, ordered())).then(failed(ordered()), ordered(number=2))
    report(world, order="tuin:werk:2").then(failed(ordered(number=2)), ordered(number=3))
    confirm(world, order="tuin:werk:3").then(confirmed(ordered(number=3)))
    assert world.balance("payer:zuil:participatie") == -500_000


def test_a_failed_payment_of_a_saving_is_numbered_from_two():
    world = report(scenario(*SAVED), order="uitkering:jaar-2021:recipient")
    assert [fact.order for fact in world.outcome] == [
        "uitkering:jaar-2021:recipient",
        "uitkering:jaar-2021:recipient:2",
    ]
    report(world, order="uitkering:jaar-2021:recipient:2").then(e.PaymentFailed, e.PaymentOrdered)
    assert world.outcome[1].order == "uitkering:jaar-2021:recipient:3"


def test_after_a_handover_the_new_order_goes_to_the_new_budget_holder():
    world = scenario(AGREED_GREENHOUSE, GREENHOUSE_ORDER, *HANDED_OVER)
    report(world, "openbare-ruimte", "tuin:kas:1").then(
        e.PaymentFailed, ordered(AGREED_GREENHOUSE, "openbare-ruimte", 2)
    )


def test_reporting_failure_is_refused():
    report(scenario()).then("unknown-order")
    report(scenario(AGREED_JOB, ordered()), by="welzijn").then("not-yours")
    report(scenario(*PAID_JOB)).then("already-confirmed")


def test_a_rival_report_of_failure_makes_no_third_order():
    report(scenario(AGREED_JOB, ordered(), failed(ordered()), ordered(number=2))).then("order-closed")


# Sent back by the bank


def send_back(world, by="participatie", order="tuin:werk:1", returned_on=PAID_ON):
    return world.when("report-returned", by=by, order=order, returned_on=returned_on)


def test_a_returned_payment_makes_a_new_order_due_on_the_same_day():
    world = send_back(scenario(*PAID_JOB)).then(sent_back(ordered()), ordered(number=2))
    (audience, kind, key, body), (told, *_) = world.said
    assert (audience, kind, key, told) == ("all", "payment-returned", "tuin:werk:1", "participatie")
    assert (body["ask"], body["payee"], body["returned_on"]) == ("tuin:werk", "party:de-moestuin", "2026-03-02")
    assert world.balance("party:de-moestuin") == 0
    confirm(world, order="tuin:werk:2").then(confirmed(ordered(number=2)))
    send_back(world, order="tuin:werk:2").then(sent_back(ordered(number=2)), ordered(number=3))
    assert world.balance("payer:zuil:participatie") == -500_000


def test_a_returned_saving_is_ordered_again():
    world = send_back(scenario(*SAVED, confirmed(RETURNED)), order=RETURNED.order)
    world.then(sent_back(RETURNED), e.PaymentOrdered)
    assert world.outcome[1].order == f"{RETURNED.order}:2"


def test_after_a_handover_the_new_budget_holder_reports_the_return_and_pays_again():
    world = scenario(*PAID_GREENHOUSE, HANDED_OVER[0])
    send_back(world, "welzijn", "tuin:kas:1").then("not-yours")
    send_back(world, "openbare-ruimte", "tuin:kas:1").then(
        sent_back(GREENHOUSE_ORDER, payer="openbare-ruimte"), ordered(AGREED_GREENHOUSE, "openbare-ruimte", 2)
    )


def test_only_a_confirmed_payment_is_sent_back_and_once():
    send_back(scenario()).then("unknown-order")
    send_back(scenario(*PAID_JOB), by="welzijn").then("not-yours")
    send_back(scenario(AGREED_JOB, ordered())).then("not-paid")
    world = send_back(scenario(*PAID_JOB))
    send_back(world).then("not-paid")
    confirm(world).then("order-closed")
    assert "sent back" in world.outcome.sentence
    assert "tuin:werk:2" in world.outcome.sentence


def test_a_payment_of_which_the_recipient_sent_something_back_is_not_returned_by_the_bank_too():
    world = send_back(scenario(*PAID_JOB, refunded(ordered(), 3, 4))).then("reverse-first")
    assert "€ 0,07" in world.outcome.sentence


def test_of_a_returned_payment_nothing_is_refunded():
    refund(send_back(scenario(*PAID_JOB)), 1).then("not-paid")


@pytest.mark.parametrize(
    ("returned_on", "code"), [(date(2026, 3, 1), "date-too-early"), (date(2026, 3, 3), "date-in-future")]
)
def test_a_payment_comes_back_between_the_day_it_was_made_and_today(returned_on, code):
    send_back(scenario(*PAID_JOB), returned_on=returned_on).then(code)


def test_while_the_investment_is_not_paid_again_no_saving_is_verified():
    world = send_back(scenario(*PAID_JOB, *in_force(), CLAIM))
    judge = {"by": "kenniscentrum", "claim": CLAIM.claim, "cents": CLAIM.cents}
    world.when("verify-saving", **judge).then("investment-not-paid")
    confirm(world, order="tuin:werk:2")
    world.when("verify-saving", **judge).then(
        e.SavingVerified, e.SavingJudged, e.SavingDivided, e.PaymentOrdered, e.PaymentOrdered
    )


# Refunded


def test_principal_and_interest_come_back_apart():
    world = scenario(*PAID_GREENHOUSE)
    refund(world, 100_000, 2_500, "welzijn", "tuin:kas:1").then(refunded(GREENHOUSE_ORDER, 100_000, 2_500))
    ((audience, kind, key, body),) = world.said
    assert (audience, kind, key) == ("all", "refund-confirmed", "tuin:kas:1")
    assert body == {
        "order": "tuin:kas:1",
        "ask": "tuin:kas",
        "funder": "pool:moestuin",
        "principal_cents": 100_000,
        "interest_cents": 2_500,
        "refund": 1,
    }
    assert world.balance("party:de-moestuin") == 147_500
    assert world.balance("payer:pool:moestuin") == -147_500


@pytest.mark.parametrize(("principal", "interest"), [(500_000, 0), (0, 500_000), (499_999, 1)])
def test_up_to_what_was_paid_may_come_back(principal, interest):
    refund(scenario(*PAID_JOB), principal, interest).then(refunded(ordered(), principal, interest))


@pytest.mark.parametrize(("principal", "interest"), [(500_001, 0), (0, 500_001), (500_000, 1)])
def test_more_than_was_paid_cannot_come_back(principal, interest):
    refund(scenario(*PAID_JOB), principal, interest).then("more-than-paid")


def test_what_came_back_before_counts():
    world = scenario(*PAID_JOB, refunded(ordered(), 300_000, 50_000))
    refund(world, 150_001).then("more-than-paid")
    refund(world, 150_000).then(e.RefundConfirmed)
    refund(world, 1).then("more-than-paid")


def test_what_others_paid_to_the_recipient_does_not_come_back_here():
    refund(scenario(*PAID_JOB, *PAID_GREENHOUSE), 500_001).then("more-than-paid")


def test_a_refund_of_nothing_is_refused():
    refund(scenario(*PAID_JOB)).then("amount-zero")


def test_only_a_confirmed_payment_of_an_ask_is_refunded():
    refund(scenario(), 1).then("unknown-order")
    refund(scenario(AGREED_JOB, ordered()), 1).then("not-paid")
    refund(scenario(AGREED_JOB, ordered(), failed(ordered()), ordered(number=2)), 1).then("not-paid")
    refund(scenario(*SAVED, confirmed(RETURNED)), 1, order=RETURNED.order).then("not-paid")


def test_a_refund_is_the_present_payers_to_record():
    refund(scenario(*PAID_JOB), 1, by="welzijn").then("not-yours")
    world = scenario(*PAID_GREENHOUSE, HANDED_OVER[0])
    refund(world, 1, by="welzijn", order="tuin:kas:1").then("not-yours")
    refund(world, 1, by="openbare-ruimte", order="tuin:kas:1").then(e.RefundConfirmed)


# On a day


@pytest.mark.parametrize(
    ("paid_on", "code"),
    [
        (date(2026, 3, 1), "date-too-early"),
        (date(2026, 3, 3), "date-in-future"),
        (date(9999, 12, 31), "date-in-future"),
    ],
)
def test_a_payment_is_made_between_the_day_of_its_order_and_today(paid_on, code):
    confirm(scenario(AGREED_JOB, ordered()), paid_on=paid_on).then(code)


def test_the_day_of_the_order_and_today_count():
    later = datetime(2026, 3, 20, 9, tzinfo=UTC)
    for day in (date(2026, 3, 2), date(2026, 3, 20)):
        world = scenario(AGREED_JOB, ordered(), now=later)
        confirm(world, paid_on=day).then(confirmed(ordered(), paid_on=day))


def test_dates_are_civil_dates():
    """At 23:30 in London it is the next day in the Netherlands."""
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    confirm(scenario(AGREED_JOB, ordered(), now=late), paid_on=date(2026, 3, 3)).then(e.PaymentConfirmed)
    confirm(scenario(AGREED_JOB, ordered(), now=late), paid_on=date(2026, 3, 4)).then("date-in-future")


def test_an_order_of_before_its_day_was_remembered_may_have_been_paid_on_any_day_up_to_today():
    old = ordered(ordered_on=None)
    confirm(scenario(AGREED_JOB, old), paid_on=date(2025, 1, 1)).then(e.PaymentConfirmed)
    confirm(scenario(AGREED_JOB, old), paid_on=date(2026, 3, 3)).then("date-in-future")


def test_what_takes_the_place_of_a_failed_payment_is_an_order_of_its_own_day():
    later = datetime(2026, 3, 20, 9, tzinfo=UTC)
    world = report(scenario(AGREED_JOB, ordered(), now=later))
    world.then(failed(ordered()), ordered(number=2, ordered_on=date(2026, 3, 20)))
    confirm(world, order="tuin:werk:2", paid_on=date(2026, 3, 19)).then("date-too-early")
    world = report(scenario(AGREED_JOB, ordered(), now=later))
    confirm(world, order="tuin:werk:2", paid_on=date(2026, 3, 20)).then(e.PaymentConfirmed)


def test_an_order_keeps_its_day_when_it_changes_hands():
    world = scenario(AGREED_GREENHOUSE, GREENHOUSE_ORDER, *HANDED_OVER, now=datetime(2026, 3, 20, 9, tzinfo=UTC))
    confirm(world, by="openbare-ruimte", order="tuin:kas:1", cents=250_000, paid_on=date(2026, 3, 1)).then(
        "date-too-early"
    )


# In one's own case


def test_nobody_confirms_a_grant_to_itself():
    own = agreement(recipient="participatie")
    confirm(scenario(own, ordered(own))).then("own-interest")
    report(scenario(own, ordered(own))).then(failed(ordered(own)), ordered(own, number=2))


def test_a_saving_may_return_to_another_budget_of_who_saved_it():
    confirm(scenario(*SAVED), order=RETURNED.order, cents=600_000).then(confirmed(RETURNED))
