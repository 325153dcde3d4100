"""What a pool gives back to its contributors: ordered of its budget holder, paid as any order, withdrawn."""

from dataclasses import replace

import pytest

from shared.money import transfer
from tests.unit.settlement import facts as e
from tests.unit.settlement.world import DUE, PAID_ON, TODAY, scenario

ORDER = "moestuin:groen-2026:return-1"
FUNDER, PAYEE = "pool:moestuin", "back-to:economie"


def ordered(number=1, cents=120, payer="welzijn", contributor="economie", suffix=""):
    order = f"moestuin:groen-2026:return-{number}{suffix}"
    return e.PaymentOrdered(
        order=order,
        purpose="contribution-return",
        ask=None,
        earn_back=None,
        payer=payer,
        funder=FUNDER,
        payee=f"back-to:{contributor}",
        cents=cents,
        due_on=DUE,
        postings=transfer(cents, f"payer:{FUNDER}", f"order:{FUNDER}/{order}"),
        ordered_on=TODAY,
        contribution="groen-2026",
    )


def hear(pool, cents=120, number=1, contributor="economie"):
    said = {"pool": "moestuin", "contribution": "groen-2026", "contributor": contributor, "number": number}
    return pool.heard("pool", "contribution-returned", **said, cents=cents, because="year-ended", last_day=None)


def confirm(pool, by="welzijn", order=ORDER, cents=120):
    return pool.when("confirm-payment", by=by, order=order, cents=cents, paid_on=PAID_ON.isoformat())


def test_the_budget_holder_is_to_pay_it_within_six_weeks():
    pool = hear(scenario()).then(ordered())
    ((audience, kind, _, body),) = pool.said
    assert (audience, kind, body["contribution"], body["payee"]) == ("welzijn", "payment-ordered", "groen-2026", PAYEE)
    assert pool.ask("open-orders", by="welzijn")["orders"] == [body]


def test_where_nothing_was_free_nothing_is_ordered():
    hear(scenario(), cents=0).then()


def test_it_is_paid_in_full_and_comes_to_its_contributor():
    pool = confirm(scenario(ordered())).then(e.PaymentConfirmed)
    (fact,) = pool.outcome
    assert (fact.contribution, fact.application, fact.stream) == ("groen-2026", None, "return/moestuin/groen-2026")
    assert pool.balance(PAYEE) == 120


def test_it_fails_and_the_bank_sends_it_back_and_another_order_follows_each_time():
    pool = scenario(ordered()).when("report-payment-failed", by="welzijn", order=ORDER, reason="Rekening opgeheven")
    pool.then(e.PaymentFailed, ordered(suffix=":2"))
    confirm(pool, order=f"{ORDER}:2")
    returned = {"order": f"{ORDER}:2", "returned_on": PAID_ON.isoformat()}
    pool.when("report-returned", by="welzijn", **returned).then(e.PaymentReturned, ordered(suffix=":3"))
    assert pool.balance(PAYEE) == 0


def test_its_confirmation_is_corrected_and_the_order_is_open_again():
    pool = confirm(scenario(ordered())).when("correct-confirmation", by="welzijn", order=ORDER, ground="did-not-happen")
    pool.then(e.ConfirmationCorrected)
    assert (pool.outcome[0].contribution, pool.balance(PAYEE)) == ("groen-2026", 0)
    confirm(pool).then(e.PaymentConfirmed)


def test_nothing_comes_back_of_it_by_a_refund():
    pool = confirm(scenario(ordered()))
    pool.when("record-refund", by="welzijn", order=ORDER, principal_cents=1, interest_cents=0).then("not-paid")


def test_a_new_budget_holder_pays_what_is_open():
    pool = scenario(ordered()).heard("pool", "pool-handed-over", pool="moestuin", budget_holder="participatie")
    pool.then(e.BudgetHolderKnown, e.OrderReassigned)
    assert (pool.outcome[1].payer, pool.outcome[1].contribution) == ("participatie", "groen-2026")


def test_where_the_budget_holder_is_given_back_to_the_second_approver_pays():
    approver = e.SecondApproverKnown("moestuin", 100, "gemeente")
    pool = hear(scenario(approver), contributor="welzijn").then(ordered(payer="gemeente", contributor="welzijn"))
    confirm(pool, by="gemeente").then(e.PaymentConfirmed)


def test_without_one_it_pays_its_own_money_back_itself():
    pool = hear(scenario(), contributor="welzijn").then(ordered(contributor="welzijn"))
    confirm(pool).then(e.PaymentConfirmed)


# Withdrawn


def test_what_never_came_is_not_paid():
    pool = scenario(ordered()).when("withdraw-return", by="welzijn", order=ORDER)
    postings = transfer(120, f"order:{FUNDER}/{ORDER}", f"payer:{FUNDER}")
    pool.then(e.ReturnWithdrawn(ORDER, "groen-2026", FUNDER, "welzijn", PAYEE, 120, postings))
    assert [said[:2] for said in pool.said] == [("all", "return-withdrawn")]
    confirm(pool).then("order-closed")
    hear(pool, cents=30, number=2).then(ordered(2, 30))


@pytest.mark.parametrize(
    ("facts", "by", "order", "code"),
    [
        ((), "welzijn", ORDER, "unknown-order"),
        ((ordered(),), "participatie", ORDER, "not-yours"),
        ((replace(ordered(), ask="tuin:kas", contribution=None),), "welzijn", ORDER, "no-return"),
    ],
)
def test_who_may_not_withdraw_it_or_what_is_no_return(facts, by, order, code):
    scenario(*facts).when("withdraw-return", by=by, order=order).then(code)


def test_what_is_paid_is_not_withdrawn():
    confirm(scenario(ordered())).when("withdraw-return", by="welzijn", order=ORDER).then("already-confirmed")


def test_a_correction_that_is_approved_after_a_handover_opens_the_order_for_whoever_pays_then():
    pool = confirm(scenario(e.SecondApproverKnown("moestuin", 100, "gemeente"), ordered()))
    pool.when("correct-confirmation", by="welzijn", order=ORDER, ground="did-not-happen")
    pool.then(e.PaymentCorrectionAwaitsApproval)
    pool.heard("pool", "pool-handed-over", pool="moestuin", budget_holder="participatie")
    yes = {"order": ORDER, "principal_cents": 0, "interest_cents": 0}
    pool.when("approve-payment-correction", by="gemeente", **yes).then(e.ConfirmationCorrected, e.OrderReassigned)
    assert pool.outcome[1].payer == "participatie"
    assert pool.ask("open-orders", by="welzijn")["orders"] == []
    assert [one["order"] for one in pool.ask("open-orders", by="participatie")["orders"]] == [ORDER]
    confirm(pool, by="participatie").then(e.PaymentConfirmed)
