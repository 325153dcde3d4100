"""The second party: who pays where the budget holder itself receives, and who agrees to a pool's large corrections."""

from dataclasses import replace

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_GREENHOUSE,
    GREENHOUSE,
    GREENHOUSE_ORDER,
    PAID_GREENHOUSE,
    PAID_JOB,
    PAID_ON,
    agreement,
    confirmed,
    corrected,
    ordered,
    reassigned,
    refund_corrected,
    refunded,
    scenario,
)

SECOND = e.SecondApproverKnown(pool="moestuin", four_eyes_above_cents=100_000, second_approver="gemeente")
OF_THE_HOLDER = agreement(GREENHOUSE, "pool:moestuin", 250_000, recipient="welzijn")
"""What the pool granted to its own budget holder."""
PAYMENT = {"order": "tuin:kas:1", "cents": 250_000, "paid_on": PAID_ON}
REFUNDED = refunded(GREENHOUSE_ORDER, 200_000)


def mistaken(world, by="welzijn", ground="did-not-happen"):
    return world.when("correct-confirmation", by=by, order="tuin:kas:1", ground=ground)


def mend(world, principal, by="welzijn"):
    right = {"refund": 1, "principal_cents": principal, "interest_cents": 0}
    return world.when("correct-refund", by=by, order="tuin:kas:1", **right, ground="wrong-amount")


def approve(world, by="gemeente", **right):
    return world.when("approve-payment-correction", by=by, order="tuin:kas:1", **right)


def mandate(world, approver="gemeente", threshold=100_000, pool="moestuin"):
    return world.heard("pool", "mandate-set", pool=pool, four_eyes_above_cents=threshold, second_approver=approver)


def awaits(was=250_000, right=0, refund=None, ground="did-not-happen", by="welzijn", approver="gemeente"):
    return e.PaymentCorrectionAwaitsApproval(
        order="tuin:kas:1",
        ask=GREENHOUSE,
        earn_back=None,
        funder="pool:moestuin",
        payee="party:de-moestuin",
        refund=refund,
        was_principal_cents=was,
        was_interest_cents=0,
        principal_cents=right,
        interest_cents=0,
        ground=ground,
        requested_by=by,
        approver=approver,
    )


AWAITED = awaits()


# Who is known


def test_the_mandate_of_a_pool_says_who_gives_the_second_yes():
    world = mandate(scenario()).then(SECOND)
    mandate(world, None, None).then(e.SecondApproverKnown("moestuin", None, None))


# The budget holder receives


def test_what_the_budget_holder_receives_its_second_approver_pays():
    world = scenario(SECOND, OF_THE_HOLDER)
    world.heard("pool", "reservation-committed", pool="moestuin", ask=GREENHOUSE).then(
        ordered(OF_THE_HOLDER, "gemeente")
    )
    assert [(audience, kind) for audience, kind, *_ in world.said] == [("gemeente", "payment-ordered")]
    world.when("confirm-payment", by="welzijn", **PAYMENT).then("not-yours")
    world.when("confirm-payment", by="gemeente", **PAYMENT).then(confirmed(ordered(OF_THE_HOLDER, "gemeente")))
    back = {"order": "tuin:kas:1", "principal_cents": 250_000, "interest_cents": 0}
    world.when("record-refund", by="welzijn", **back).then("not-yours")
    world.when("record-refund", by="gemeente", **back).then(e.RefundConfirmed)


def test_without_a_second_approver_it_waits_for_one():
    order = ordered(OF_THE_HOLDER, "welzijn")
    world = scenario(OF_THE_HOLDER, order)
    world.when("confirm-payment", by="welzijn", **PAYMENT).then("own-interest")
    mandate(world).then(SECOND, reassigned(order, "gemeente"))
    mandate(world, "economie").then(replace(SECOND, second_approver="economie"), reassigned(order, "economie"))
    mandate(world, None, None).then(e.SecondApproverKnown("moestuin", None, None), reassigned(order, "welzijn"))


def test_a_pool_that_passes_to_who_receives_passes_its_order_to_the_second_approver():
    order = ordered(AGREED_GREENHOUSE, "welzijn")
    world = scenario(SECOND, AGREED_GREENHOUSE, order)
    world.heard("pool", "pool-handed-over", pool="moestuin", budget_holder="de-moestuin")
    world.then(e.BudgetHolderKnown("moestuin", "de-moestuin"), reassigned(order, "gemeente"))
    world.heard("pool", "pool-handed-over", pool="moestuin", budget_holder="economie")
    world.then(e.BudgetHolderKnown("moestuin", "economie"), reassigned(order, "economie"))


def test_another_second_approver_changes_nothing_of_what_others_receive():
    mandate(scenario(AGREED_GREENHOUSE, GREENHOUSE_ORDER)).then(SECOND)


# Corrections above the threshold


def test_a_large_confirmation_is_corrected_by_two():
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE)).then(AWAITED)
    assert [(audience, kind) for audience, kind, *_ in world.said] == [
        ("gemeente", "payment-correction-awaits-approval")
    ]
    for party in ("gemeente", "welzijn"):
        assert len(world.ask("payment-corrections", by=party)["corrections"]) == 1
    assert world.ask("payment-corrections", by="economie") == {"corrections": []}
    mistaken(world).then("awaits-approval")
    approve(world, "welzijn").then("same-approver")
    approve(world, "economie").then("not-yours")
    approve(world).then(corrected(GREENHOUSE_ORDER, approved_by="gemeente"))
    approve(world).then("not-paid")
    assert world.ask("payment-corrections", by="gemeente") == {"corrections": []}


def test_up_to_the_threshold_the_payer_corrects_alone():
    at = replace(SECOND, four_eyes_above_cents=250_000)
    mistaken(scenario(at, *PAID_GREENHOUSE)).then(corrected(GREENHOUSE_ORDER))
    none = e.SecondApproverKnown("moestuin", None, "gemeente")
    mistaken(scenario(none, *PAID_GREENHOUSE)).then(corrected(GREENHOUSE_ORDER))


def test_a_zuil_corrects_alone():
    world = scenario(SECOND, *PAID_JOB)
    world.when("correct-confirmation", by="participatie", order="tuin:werk:1", ground="did-not-happen")
    assert [type(fact) for fact in world.outcome] == [e.ConfirmationCorrected]


def test_the_difference_counts_principal_and_interest_apart():
    world = mend(scenario(SECOND, *PAID_GREENHOUSE, REFUNDED), 100_000)
    world.then(refund_corrected(GREENHOUSE_ORDER, (200_000, 0), (100_000, 0)))
    both = {"refund": 1, "principal_cents": 49_999, "interest_cents": 50_000}
    world.when("correct-refund", by="welzijn", order="tuin:kas:1", **both, ground="wrong-amount")
    world.then(e.PaymentCorrectionAwaitsApproval)


def test_a_large_refund_is_corrected_by_two_and_the_latest_request_counts():
    world = mend(scenario(SECOND, *PAID_GREENHOUSE, REFUNDED), 99_999)
    first = awaits(200_000, 99_999, 1, "wrong-amount")
    world.then(first)
    mend(world, 20_000).then(replace(first, principal_cents=20_000))
    approve(world, refund=1, principal_cents=99_999).then("superseded")
    right = refund_corrected(GREENHOUSE_ORDER, (200_000, 0), (20_000, 0), approved_by="gemeente")
    approve(world, refund=1, principal_cents=20_000).then(right)
    approve(world, refund=1, principal_cents=20_000).then("nothing-to-approve")


def test_what_is_right_is_judged_again_at_the_second_yes():
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE))
    back = {"order": "tuin:kas:1", "principal_cents": 1, "interest_cents": 0}
    world.when("record-refund", by="welzijn", **back)
    approve(world).then("reverse-first")


@pytest.mark.parametrize("refund", [0, 2])
def test_a_refund_that_is_not_there_is_not_approved(refund):
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE))
    approve(world, refund=refund).then(*(("unknown-refund",) if refund == 0 else ("nothing-to-approve",)))


def test_what_the_bank_returned_awaits_nothing_any_more():
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE))
    world.when("report-returned", by="welzijn", order="tuin:kas:1", returned_on=PAID_ON)
    approve(world).then("not-paid")
    assert world.ask("payment-corrections", by="gemeente") == {"corrections": []}


def test_what_awaits_one_awaits_the_next():
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE))
    mandate(world, "economie").then(replace(SECOND, second_approver="economie"), awaits(approver="economie"))
    approve(world).then("not-yours")
    approve(world, "economie").then(corrected(GREENHOUSE_ORDER, approved_by="economie"))


def test_without_a_second_approver_any_more_it_waits():
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE))
    mandate(world, None, None).then(e.SecondApproverKnown("moestuin", None, None))
    approve(world).then("not-yours")
    mistaken(world).then(corrected(GREENHOUSE_ORDER))


def test_who_received_it_agrees_to_nothing():
    receiver = replace(SECOND, second_approver="de-moestuin")
    mistaken(scenario(receiver, *PAID_GREENHOUSE)).then("own-interest")
    world = mistaken(scenario(SECOND, *PAID_GREENHOUSE))
    mandate(world, "de-moestuin").then(receiver)
    approve(world, "de-moestuin").then("own-interest")


def test_in_its_own_case_the_second_approver_corrects_alone():
    order = ordered(OF_THE_HOLDER, "gemeente")
    mistaken(scenario(SECOND, OF_THE_HOLDER, order, confirmed(order)), "gemeente").then(corrected(order))
