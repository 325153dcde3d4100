"""Payments, and money that comes back to the contributions that paid."""

import pytest

from shared.money import Posting
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    asked,
    closed,
    committed,
    hear_ask,
    hear_paid,
    hear_refund,
    hear_refund_corrected,
    hear_saving,
    hear_undone,
    held,
    moestuin,
    paid_in,
)

ASKED = asked(ontmoeten=60, werk=60)
HELD = held(ASKED, ("ontmoeten", "smal", 30), ("ontmoeten", "breed", 30), ("werk", "breed", 60))
MONEY = (*paid_in("smal", 30, "ontmoeten"), *paid_in("breed", 200, "ontmoeten", "werk", contributor="participatie"))


def committed_pool():
    return moestuin(*MONEY, ASKED, HELD, committed(HELD), closed())


def paid_pool():
    return hear_paid(committed_pool(), 120)


def returned(kind, source, cents, **parts):
    return kind(
        pool="moestuin",
        order="tuin:geld:1",
        ask="tuin:geld",
        cents=cents,
        parts=tuple(e.Share(*part) for part in parts.items()),
        postings=into_free(source, parts),
    )


def into_free(source, parts):
    return tuple(
        posting
        for contribution, cents in parts.items()
        for posting in (
            Posting(f"moestuin/{contribution}/{source}", -cents),
            Posting(f"moestuin/{contribution}/free", cents),
        )
    )


def principal(cents, **parts):
    return returned(e.MoneyReturned, "refunded", cents, **parts)


def interest(cents, **parts):
    return returned(e.InterestReceived, "earned", cents, **parts)


def test_a_confirmed_payment_is_booked_per_contribution():
    pool = paid_pool()
    assert pool.said == [
        (
            "all",
            "reservation-paid",
            "moestuin",
            {"pool": "moestuin", "application": "tuin", "ask": "tuin:geld", "order": "tuin:geld:1", "cents": 120},
        )
    ]
    assert (pool.balance("moestuin/smal/paid"), pool.balance("moestuin/breed/paid")) == (30, 90)
    assert (pool.balance("moestuin/smal/committed"), pool.balance("moestuin/breed/committed")) == (0, 0)


def test_a_payment_of_a_zuil_concerns_no_pool():
    hear_paid(committed_pool(), 120, funder="zuil:welzijn").then()


@pytest.mark.parametrize("facts", [(), (ASKED,), (*MONEY, ASKED, HELD)])
def test_a_payment_before_the_commit_waits(facts):
    hear_paid(moestuin(*facts), 120).then(e.PaymentWaits("moestuin", "tuin:geld:1", "tuin:geld", 120))


def test_principal_goes_to_the_contributions_that_paid_in_proportion():
    hear_refund(paid_pool(), principal=40).then(principal(40, smal=10, breed=30))


def test_interest_is_booked_apart_from_principal():
    pool = hear_refund(paid_pool(), principal=120, interest=4).then(
        principal(120, smal=30, breed=90), interest(4, smal=1, breed=3)
    )
    assert (pool.balance("moestuin/smal/refunded"), pool.balance("moestuin/smal/earned")) == (-30, -1)
    assert [kind for _, kind, *_ in pool.said] == ["money-returned", "interest-received"]


def test_interest_alone_may_come_after_all_principal():
    pool = hear_refund(paid_pool(), principal=120)
    hear_refund(pool, interest=8).then(interest(8, smal=2, breed=6))


def test_cent_by_cent_no_contribution_gets_back_more_than_it_paid():
    pool = paid_pool()
    for _ in range(120):
        hear_refund(pool, principal=1).then(e.MoneyReturned)
    assert (pool.balance("moestuin/smal/refunded"), pool.balance("moestuin/breed/refunded")) == (-30, -90)


def test_a_cent_that_cannot_be_divided_goes_to_one_and_who_gets_nothing_is_not_named():
    hear_refund(paid_pool(), principal=1).then(principal(1, breed=1))


def test_what_came_back_is_free_again():
    pool = hear_refund(paid_pool(), principal=120)
    again = asked("fiets:geld", ontmoeten=60)
    hear_ask(pool, again).when("hold-ask", by="welzijn", pool="moestuin", ask="fiets:geld", revision=1, cents=60).then(
        held(again, ("ontmoeten", "smal", 30), ("ontmoeten", "breed", 30))
    )


def test_a_refund_to_a_zuil_concerns_no_pool():
    hear_refund(paid_pool(), principal=40, funder="zuil:welzijn").then()


def test_a_saving_moves_to_the_named_contribution():
    hear_saving(paid_pool(), 25, "into:moestuin/smal").then(saving("saving-to-recipient", 25, smal=25))


def test_a_saving_returns_to_the_contributions_that_paid_the_ask():
    pool = hear_saving(paid_pool(), 8, "into:moestuin/tuin:geld", purpose="saving-to-investor")
    pool.then(saving("saving-to-investor", 8, smal=2, breed=6))
    assert pool.said[0][3]["parts"] == [{"contribution": "smal", "cents": 2}, {"contribution": "breed", "cents": 6}]


def saving(purpose, cents, **parts):
    return e.SavingReceived(
        pool="moestuin",
        order="besparing:jaar-1:recipient",
        purpose=purpose,
        cents=cents,
        parts=tuple(e.Share(*part) for part in parts.items()),
        postings=into_free("moved-in", parts),
    )


def test_a_saving_paid_to_a_party_concerns_no_pool():
    hear_saving(paid_pool(), 25, "party:participatie", purpose="saving-to-investor").then()


def test_a_payment_is_booked_once_however_often_savings_and_refunds_follow():
    pool = paid_pool()
    hear_refund(pool, principal=60)
    hear_saving(pool, 60, "into:moestuin/tuin:geld")
    assert sum(pool.balance(f"moestuin/{each}/paid") for each in ("smal", "breed")) == 120


# Undone


def undone(because, order="tuin:geld:1"):
    return e.PaymentUndone(
        pool="moestuin",
        application="tuin",
        ask="tuin:geld",
        order=order,
        cents=120,
        because=because,
        postings=tuple(
            posting
            for contribution, cents in (("smal", 30), ("breed", 90))
            for posting in (
                Posting(f"moestuin/{contribution}/paid", -cents),
                Posting(f"moestuin/{contribution}/committed", cents),
            )
        ),
    )


def saving_undone(cents, *postings, because="returned", purpose="saving-to-recipient", **parts):
    return e.SavingUndone(
        pool="moestuin",
        order="besparing:jaar-1:recipient",
        cents=cents,
        parts=tuple(e.Share(*part) for part in parts.items()),
        postings=tuple(Posting(f"moestuin/{account}", cents) for account, cents in postings),
        purpose=purpose,
        because=because,
    )


def test_a_payment_that_the_bank_returned_is_committed_again_and_is_paid_by_the_next_order():
    pool = hear_undone(paid_pool(), "payment-returned").then(undone("returned"))
    assert pool.said[0][3] == {
        "pool": "moestuin",
        "application": "tuin",
        "ask": "tuin:geld",
        "order": "tuin:geld:1",
        "cents": 120,
        "because": "returned",
    }
    assert pool.ask("ask", pool="moestuin", ask="tuin:geld", by="welzijn")["standing"] == "committed"
    hear_paid(pool, 120).then(e.ReservationPaid)
    assert pool.ask("ask", pool="moestuin", ask="tuin:geld", by="welzijn")["standing"] == "paid"
    hear_undone(pool, "payment-returned").then(undone("returned"))


def test_a_payment_that_waits_for_its_commit_and_is_returned_waits_no_more():
    pool = hear_paid(moestuin(*MONEY, ASKED, HELD), 120)
    hear_undone(pool, "payment-returned").then(
        e.PaymentWaitsNoMore("moestuin", "tuin:geld:1", "tuin:geld", 120, "returned")
    )
    assert not pool.state.payments.waiting
    asks = [{"ask": "tuin:geld", "revision": 1, "funder": "pool:moestuin", "cents": 120}]
    granted = pool.heard("applications", "application-granted", application="tuin", asks=asks)
    granted.then(e.ReservationCommitted, e.ApplicationClosed)


def test_a_return_to_a_zuil_concerns_no_pool():
    hear_undone(paid_pool(), "payment-returned", funder="zuil:welzijn").then()
    savings = {"purpose": "saving-to-investor", "payee": "party:participatie", "ask": None}
    hear_undone(paid_pool(), "payment-returned", **savings).then()


def test_a_saving_that_was_returned_goes_out_of_what_is_free():
    pool = hear_saving(paid_pool(), 25, "into:moestuin/smal")
    savings = {"purpose": "saving-to-recipient", "payee": "into:moestuin/smal", "ask": None}
    hear_undone(pool, "payment-returned", 25, order="besparing:jaar-1:recipient", **savings).then(
        saving_undone(25, ("smal/free", -25), ("smal/moved-in", 25), smal=25)
    )
    assert pool.said[0][3]["because"] == "returned"


def test_a_saving_that_is_held_already_leaves_its_contribution_short_and_what_comes_next_fills_it():
    pool = hear_saving(paid_pool(), 25, "into:moestuin/smal")
    again = asked("fiets:geld", ontmoeten=20)
    hear_ask(pool, again).when("hold-ask", by="welzijn", pool="moestuin", ask="fiets:geld", revision=1, cents=20)
    savings = {"purpose": "saving-to-recipient", "payee": "into:moestuin/smal", "ask": None}
    hear_undone(pool, "payment-returned", 25, order="besparing:jaar-1:recipient", **savings).then(
        saving_undone(25, ("smal/free", -5), ("smal/moved-in", 5), ("smal/short", -20), ("smal/moved-in", 20), smal=25)
    )
    assert pool.balance("moestuin/smal/short") == -20
    hear_saving(pool, 25, "into:moestuin/smal")
    assert (pool.balance("moestuin/smal/short"), pool.balance("moestuin/smal/free")) == (0, 5)


def test_a_saving_that_was_returned_goes_out_of_the_contributions_that_got_it():
    pool = hear_saving(paid_pool(), 8, "into:moestuin/tuin:geld", purpose="saving-to-investor")
    savings = {"purpose": "saving-to-investor", "payee": "into:moestuin/tuin:geld", "ask": None}
    hear_undone(pool, "payment-returned", 8, order="besparing:jaar-1:recipient", **savings)
    assert (pool.balance("moestuin/smal/moved-in"), pool.balance("moestuin/breed/moved-in")) == (0, 0)
    assert pool.outcome[0].parts == (e.Share("smal", 2), e.Share("breed", 6))


# Corrected


def more_or_less(of, cents, source, **parts):
    return e.ReturnCorrected(
        pool="moestuin",
        order="tuin:geld:1",
        cents=cents,
        parts=tuple(e.Share(*part) for part in parts.items()),
        postings=into_free(source, parts),
        ask="tuin:geld",
        of=of,
    )


def test_a_payment_that_was_confirmed_by_mistake_is_committed_again():
    pool = hear_undone(paid_pool(), "confirmation-corrected").then(undone("corrected"))
    hear_paid(pool, 120).then(e.ReservationPaid)


def test_a_saving_that_was_confirmed_by_mistake_goes_out_again():
    pool = hear_saving(paid_pool(), 25, "into:moestuin/smal")
    savings = {"purpose": "saving-to-recipient", "payee": "into:moestuin/smal", "ask": None}
    hear_undone(pool, "confirmation-corrected", 25, order="besparing:jaar-1:recipient", **savings).then(
        saving_undone(25, ("smal/free", -25), ("smal/moved-in", 25), because="corrected", smal=25)
    )


def test_more_that_came_back_is_divided_as_a_refund_is():
    pool = hear_refund(paid_pool(), principal=40)
    hear_refund_corrected(pool, (40, 0), (80, 4)).then(
        more_or_less("principal", 40, "refunded", smal=10, breed=30),
        more_or_less("interest", 4, "earned", smal=1, breed=3),
    )
    assert [(kind, body["cents"], body["of"]) for _, kind, _, body in pool.said] == [
        ("return-corrected", 40, "principal"),
        ("return-corrected", 4, "interest"),
    ]


def test_less_that_came_back_goes_out_of_what_each_contribution_got():
    pool = hear_refund(paid_pool(), principal=80, interest=4)
    hear_refund_corrected(pool, (80, 4), (40, 0))
    smal, breed = (("smal", -10), ("breed", -30)), (("smal", -1), ("breed", -3))
    assert [fact.parts for fact in pool.outcome] == [tuple(e.Share(*part) for part in parts) for parts in (smal, breed)]
    hear_refund_corrected(pool, (40, 0), (0, 0))
    assert [pool.balance(f"moestuin/{each}/refunded") for each in ("smal", "breed")] == [0, 0]


def test_what_is_held_again_already_is_short_and_the_hold_stands():
    pool = hear_refund(paid_pool(), principal=120)
    again = asked("fiets:geld", ontmoeten=60)
    hear_ask(pool, again).when("hold-ask", by="welzijn", pool="moestuin", ask="fiets:geld", revision=1, cents=60)
    hear_refund_corrected(pool, (120, 0), (0, 0))
    held_cents, short_cents = pool.balance("moestuin/smal/held"), pool.balance("moestuin/smal/short")
    assert (held_cents, short_cents, pool.balance("moestuin/smal/free")) == (30, -30, 0)
    hear_refund(pool, principal=40)
    assert pool.balance("moestuin/smal/short") == -20


def test_principal_that_was_interest_stays_where_it_is():
    pool = hear_refund(paid_pool(), principal=40)
    free = {each: pool.balance(f"moestuin/{each}/free") for each in ("smal", "breed")}
    hear_refund_corrected(pool, (40, 0), (0, 40)).then(e.ReturnCorrected, e.ReturnCorrected)
    assert {each: pool.balance(f"moestuin/{each}/free") for each in ("smal", "breed")} == free
    assert pool.balance("moestuin/breed/earned") == -30


@pytest.mark.parametrize("steps", [((7, 3), (2, 0), (9, 5)), ((1, 1), (0, 1), (1, 0)), ((119, 1), (3, 2), (0, 0))])
def test_to_nothing_and_back_each_contribution_stands_as_if_it_had_been_recorded_so(steps):
    """Cent by cent, whatever was divided before: no contribution gives more than it got."""
    pool, was = hear_refund(paid_pool(), 5, 5), (5, 5)
    for right in (*steps, (0, 0)):
        hear_refund_corrected(pool, was, right)
        was = right
    for account in ("refunded", "earned"):
        assert [pool.balance(f"moestuin/{each}/{account}") for each in ("smal", "breed")] == [0, 0]


def test_a_correction_at_a_zuil_concerns_no_pool():
    hear_refund_corrected(paid_pool(), (40, 0), (0, 0), funder="zuil:welzijn").then()


LOAN = {"order": "tuin:geld:1", "ask": "tuin:geld", "funder": "pool:moestuin"}


def test_what_came_of_an_instalment_that_fell_due_with_a_write_off_is_not_out_any_more():
    """Of 30 and 90 cents, 8 and 22 come back; what is lost goes by the rest."""
    both = {"principal_cents": 45, "paid_principal_cents": 30, "paid_interest_cents": 4}
    pool = paid_pool().heard("settlement", "loan-written-off", **LOAN, **both)
    came, earned, lost = pool.then(e.MoneyReturned, e.InterestReceived, e.LoanLost).outcome
    assert (came.cents, earned.cents, dict(came.parts)) == (30, 4, {"smal": 8, "breed": 22})
    assert dict(lost.parts) == {"smal": 11, "breed": 34}
    none_lost = {"principal_cents": 0, "paid_principal_cents": 45, "paid_interest_cents": 0}
    pool.heard("settlement", "loan-written-off", **LOAN, **none_lost).then(e.MoneyReturned)
    assert dict(pool.outcome[0].parts) == {"smal": 11, "breed": 34}


def hear_loan(pool, kind, principal, interest=0):
    return pool.heard("settlement", kind, **LOAN, paid_principal_cents=principal, paid_interest_cents=interest)


@pytest.mark.parametrize("kind", ["repayment-received", "repayment-corrected", "instalment-due"])
def test_what_is_repaid_of_a_loan_goes_to_those_that_lent_it(kind):
    pool = hear_loan(paid_pool(), kind, 40, 7)
    returned, earned = pool.then(e.MoneyReturned, e.InterestReceived).outcome
    assert (returned.cents, earned.cents) == (40, 7)
    hear_loan(pool, kind, 0, 0).then()


def test_what_counts_otherwise_later_moves_from_the_one_to_the_other():
    """A repayment that was recorded late: what had been interest is principal."""
    pool = hear_loan(paid_pool(), "repayment-received", 30, 10)
    more, less = hear_loan(pool, "repayment-received", 15, -5).then(e.MoneyReturned, e.ReturnCorrected).outcome
    assert (more.cents, less.cents, less.of) == (15, -5, "interest")
    assert [fact.cents for fact in hear_loan(pool, "repayment-corrected", -45, -5).outcome] == [-45, -5]


def test_a_zuils_loan_is_no_pools():
    pool = paid_pool().heard(
        "settlement", "repayment-received", **LOAN | {"funder": "zuil:x"}, paid_principal_cents=1, paid_interest_cents=1
    )
    pool.then().heard("settlement", "loan-written-off", **LOAN | {"funder": "zuil:x"}, principal_cents=1).then()


def test_a_loss_is_of_those_that_have_it_still_out():
    """Nothing of it is free: it was paid, and is not expected back. Nobody gets back what it has lost."""
    pool = hear_loan(paid_pool(), "repayment-received", 30)
    [lost] = pool.heard("settlement", "loan-written-off", **LOAN, principal_cents=20).then(e.LoanLost).outcome
    out = sum(part.cents for part in lost.parts)
    assert out == 20
    for contribution, cents in lost.parts:
        assert pool.balance(f"moestuin/{contribution}/written-off") == cents
    rest = sum(pool.balance(account) for account in pool.balances if account.endswith("/paid")) - 30
    hear_loan(pool, "repayment-received", rest).then(e.MoneyReturned)
    pool.heard("settlement", "loan-written-off", **LOAN, principal_cents=0).then()
