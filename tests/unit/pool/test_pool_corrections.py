"""Corrections: the difference is posted in one event, dependents first, and what is not free any more is short."""

from dataclasses import asdict, replace

import pytest

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    FOUR_EYES,
    MANDATE,
    OPENED,
    SERVICE,
    asked,
    closed,
    committed,
    hear_failed,
    hear_refund,
    hear_saving,
    held,
    moestuin,
    paid,
    paid_in,
    pledged,
    received,
)
from tests.unit.scenario import Scenario

RIGHT = {"pool": "moestuin", "contribution": "breed", "receipt": 1, "cents": 50, "ground": "wrong-amount"}


def correct(scenario, by="welzijn", **changed):
    body = RIGHT | changed
    return scenario.when("correct-contribution", by=by, **{name: body[name] for name in body if body[name] is not None})


def approve(scenario, by="gemeente", **changed):
    body = {name: value for name, value in (RIGHT | changed).items() if name != "ground" and value is not None}
    return scenario.when("approve-correction", by=by, **body)


def set_mandate(scenario, **changed):
    return scenario.when("set-mandate", by="gemeente", **asdict(replace(FOUR_EYES, **changed)))


def stands(scenario, contribution="breed"):
    """By account of a contribution, what is not zero; `awaited` is its pledge."""
    found = {
        name.rpartition("/")[2]: cents
        for name, cents in scenario.balances.items()
        if cents and name.startswith(f"moestuin/{contribution}/")
    }
    awaited = scenario.balance(f"memo/moestuin/{contribution}/pledged")
    return found | ({"awaited": awaited} if awaited else {})


MONEY = paid_in("breed", 500, "ontmoeten", "werk", contributor="participatie")


def test_the_difference_is_posted_and_is_still_to_come():
    pool = correct(moestuin(*MONEY)).then(e.ContributionCorrected)
    assert stands(pool) == {"free": 50, "awaited": 450}
    assert pool.balance("contributor:participatie") == -50
    fact = pool.outcome[0]
    assert (fact.was_cents, fact.cents, fact.of_year, fact.approved_by) == (500, 50, 2026, None)
    assert pool.said[0][:3] == ("all", "contribution-corrected", "moestuin")


def test_a_receipt_that_never_was_is_corrected_to_nothing_and_then_the_pledge():
    pool = correct(moestuin(*MONEY), cents=0, ground="did-not-happen").then(e.ContributionCorrected)
    pool = correct(pool, receipt=None, cents=0, ground="wrong-party").then(e.ContributionCorrected)
    assert stands(pool) == {}
    assert not any(pool.balances.values())


def test_a_receipt_before_its_pledge():
    pool = correct(moestuin(*MONEY), receipt=None, cents=100).then("reverse-first")
    assert "receipt 1 of breed" in pool.outcome.sentence
    pool = correct(pool, cents=100).then(e.ContributionCorrected)
    correct(pool, receipt=None, cents=100).then(e.ContributionCorrected)


def test_only_receipts_of_which_something_stands_are_named():
    pool = moestuin(pledged("breed", 500, "werk"), *(received("breed", 10) for _ in range(7)))
    pool = correct(pool, receipt=6, cents=0)
    assert (
        "receipt 7, 5, 4, 3, 2 of breed" in correct(pool, receipt=None, cents=0).then("reverse-first").outcome.sentence
    )


def test_more_came_than_was_entered():
    pool = correct(moestuin(pledged("breed", 500, "werk"), received("breed", 100)), cents=300)
    pool.then(e.ContributionCorrected)
    assert stands(pool) == {"free": 300, "awaited": 200}
    correct(pool, cents=501).then("more-than-pledged")
    correct(pool, receipt=None, cents=501).then("more-than-pledged")


def test_what_was_cancelled_since_is_promised_no_more():
    pool = moestuin(pledged("breed", 500, "werk"), received("breed", 100))
    pool.when("cancel-pledge", by="welzijn", pool="moestuin", contribution="breed").then(e.PledgeCancelled)
    assert stands(correct(pool, cents=30).then(e.ContributionCorrected)) == {"free": 30, "awaited": 70}


def test_a_pledge_whose_receipt_was_wrong_still_lapses():
    pool = moestuin(pledged("breed", 100, "werk", lapses_on=OPENED.frame.valid_to), received("breed", 100))
    assert list(SERVICE.deadlines(pool.state)) == []
    correct(pool, cents=0).then(e.ContributionCorrected)
    assert [what for _, what in SERVICE.deadlines(pool.state)] == ["lapses_on moestuin/breed"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"contribution": "smal"}, "unknown-contribution"),
        ({"receipt": 2}, "unknown-receipt"),
        ({"by": "participatie"}, "not-yours"),
        ({"cents": 500}, "nothing-to-correct"),
        ({"cents": 501}, "more-than-pledged"),
        ({"cents": -1}, "amount-negative"),
        ({"receipt": 0}, "out-of-range"),
        ({"ground": "because"}, "value-unknown"),
    ],
)
def test_a_correction_is_refused(changed, code):
    correct(moestuin(*MONEY), **changed).then(code)


def test_a_correction_twice_is_one():
    pool = correct(moestuin(*MONEY)).then(e.ContributionCorrected)
    correct(pool).then("nothing-to-correct")


def test_what_the_contributor_took_back_stands():
    pool = moestuin(*MONEY)
    taken = {"pool": "moestuin", "contribution": "breed", "cents": 300}
    pool.when("withdraw-contribution", by="participatie", **taken).then(e.ContributionWithdrawn)
    assert "€ 3,00" in correct(pool, cents=299).then("reverse-first").outcome.sentence
    assert stands(correct(pool, cents=300).then(e.ContributionCorrected)) == {"awaited": 200}
    assert not pool.balance("contributor:participatie")


# Money that is gone

ASKED = asked(ontmoeten=60)
HELD = held(ASKED, ("ontmoeten", "breed", 60))
PAID_ASK = asked("buurt:kas", werk=40)
PAID_HELD = held(PAID_ASK, ("werk", "breed", 40))


def gone(*more):
    """500 received, of which 60 is held and 40 paid."""
    return moestuin(*MONEY, *more, ASKED, HELD, PAID_ASK, PAID_HELD, committed(PAID_HELD), paid(PAID_HELD))


def test_what_is_not_free_any_more_is_short():
    pool = correct(gone()).then(e.ContributionCorrected)
    assert stands(pool) == {"held": 60, "paid": 40, "short": -50, "awaited": 450}
    assert pool.ask("pool", pool="moestuin")["contributions"][0]["short_cents"] == 50


def test_five_million_instead_of_fifty_thousand():
    """To the euro as the council would ask; in cents, as the books have it."""
    euro = 100
    frame = OPENED.frame._replace(ceiling_cents=6_000_000 * euro)
    mandate = replace(MANDATE, limit_cents=100_000 * euro, total_cents=200_000 * euro)
    asked_held, asked_paid = asked(ontmoeten=60_000 * euro), asked("buurt:kas", werk=40_000 * euro)
    of_held = held(asked_held, ("ontmoeten", "breed", 60_000 * euro))
    of_paid = held(asked_paid, ("werk", "breed", 40_000 * euro))
    pool = Scenario(SERVICE).given(
        replace(OPENED, frame=frame),
        mandate,
        *paid_in("breed", 5_000_000 * euro, "ontmoeten", "werk", contributor="participatie"),
        *(asked_held, of_held, asked_paid, of_paid, committed(of_paid), paid(of_paid)),
    )
    correct(pool, cents=50_000 * euro).then(e.ContributionCorrected)
    assert stands(pool) == {
        "held": 60_000 * euro,
        "paid": 40_000 * euro,
        "short": -50_000 * euro,
        "awaited": 4_950_000 * euro,
    }
    correct(pool, receipt=None, cents=100_000 * euro).then(e.ContributionCorrected)
    receipt = {"pool": "moestuin", "contribution": "breed", "received_on": "2026-03-01"}
    pool.when("receive", by="welzijn", cents=50_000 * euro, **receipt).then(e.ContributionReceived)
    assert stands(pool) == {"held": 60_000 * euro, "paid": 40_000 * euro}
    assert pool.outcome[0].receipt == 2


def short(**changed):
    return correct(gone(), **changed).then(e.ContributionCorrected)


def test_what_is_released_fills_it_first():
    assert stands(hear_failed(short())) == {"free": 10, "paid": 40, "awaited": 450}


def test_principal_and_interest_fill_it_one_after_the_other():
    pool = short(cents=90)
    assert stands(pool)["short"] == -10
    hear_refund(pool, principal=8, interest=5, ask="buurt:kas")
    assert stands(pool) == {"free": 3, "held": 60, "paid": 40, "refunded": -8, "earned": -5, "awaited": 410}


def test_a_saving_fills_it():
    pool = hear_saving(short(), 70, "into:moestuin/breed")
    assert stands(pool) == {"free": 20, "held": 60, "paid": 40, "moved-in": -70, "awaited": 450}


def test_several_holds_released_at_once_fill_it_once():
    other = held(asked("tuin:werk", werk=60), ("werk", "breed", 60))
    pool = moestuin(*MONEY, ASKED, HELD, asked("tuin:werk", werk=60), other)
    correct(pool, cents=30).then(e.ContributionCorrected)
    assert stands(pool)["short"] == -90
    assert stands(hear_failed(pool)) == {"free": 30, "awaited": 470}


def test_a_correction_that_was_wrong_itself_fills_it_again():
    pool = correct(short(), cents=500).then(e.ContributionCorrected)
    assert stands(pool) == {"free": 400, "held": 60, "paid": 40}


# Holds

OTHERS = paid_in("smal", 60, "ontmoeten", contributor="wonen")


def test_a_hold_moves_to_other_backing_where_there_is_some():
    pool = correct(gone(*OTHERS)).then(e.HoldRebacked, e.ContributionCorrected)
    assert pool.outcome[0].attribution == (e.Part("ontmoeten", "smal", 60),)
    assert stands(pool, "smal") == {"held": 60}
    assert stands(pool) == {"free": 10, "paid": 40, "awaited": 450}
    assert [said[1] for said in pool.said] == ["contribution-corrected"]


def test_a_hold_moves_though_its_contribution_would_be_drawn_on_first():
    pool = correct(gone(*paid_in("ruim", 60, "ontmoeten", "werk", "groen", contributor="wonen")))
    pool.then(e.HoldRebacked, e.ContributionCorrected)
    assert stands(pool, "ruim") == {"held": 50, "free": 10}
    assert stands(pool) == {"held": 10, "paid": 40, "awaited": 450}


def test_a_hold_moves_in_part_where_others_have_less():
    pool = correct(gone(*paid_in("smal", 20, "ontmoeten", contributor="wonen")))
    pool.then(e.HoldRebacked, e.ContributionCorrected)
    assert stands(pool, "smal") == {"held": 20}
    assert stands(pool) == {"held": 40, "paid": 40, "short": -30, "awaited": 450}


def test_what_is_committed_never_moves():
    pool = moestuin(*MONEY, *OTHERS, ASKED, HELD, committed(HELD), closed())
    correct(pool, cents=0).then(e.ContributionCorrected)
    assert stands(pool) == {"committed": 60, "short": -60, "awaited": 500}


def test_what_moved_is_released_where_it_is_now():
    pool = hear_failed(correct(gone(*OTHERS)).then(e.HoldRebacked, e.ContributionCorrected))
    assert stands(pool, "smal") == {"free": 60}
    assert stands(pool) == {"free": 10, "paid": 40, "awaited": 450}


# Four eyes


def under_four_eyes(*more):
    return Scenario(SERVICE).given(OPENED, FOUR_EYES, *MONEY, *more)


def test_above_the_threshold_a_second_party_agrees():
    pool = correct(under_four_eyes()).then(e.CorrectionAwaitsApproval)
    assert stands(pool) == {"free": 500}
    assert pool.said[0][:2] == ("gemeente", "correction-awaits-approval")
    assert pool.ask("corrections", pool="moestuin")["total"] == 1
    approve(pool).then(e.ContributionCorrected)
    assert (stands(pool), pool.outcome[0].approved_by) == ({"free": 50, "awaited": 450}, "gemeente")
    assert pool.ask("corrections", pool="moestuin")["total"] == 0


def test_up_to_the_threshold_nobody_is_asked():
    correct(under_four_eyes(), cents=400).then(e.ContributionCorrected)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by": "welzijn"}, "same-approver"),
        ({"by": "participatie"}, "not-yours"),
        ({"cents": 51}, "superseded"),
        ({"receipt": 2}, "unknown-receipt"),
        ({"receipt": None}, "nothing-to-approve"),
        ({"contribution": "smal"}, "unknown-contribution"),
        ({"pool": "repair"}, "unknown-pool"),
    ],
)
def test_an_approval_is_refused(changed, code):
    approve(correct(under_four_eyes()), **changed).then(code)


def test_nobody_asks_twice_for_the_same():
    pool = correct(under_four_eyes())
    correct(pool).then("awaits-approval")
    correct(pool, cents=40).then(e.CorrectionAwaitsApproval)
    assert pool.ask("corrections", pool="moestuin")["total"] == 1
    approve(pool, cents=50).then("superseded")


def test_another_second_approver_is_asked_by_asking_again():
    pool = correct(under_four_eyes()).then(e.CorrectionAwaitsApproval)
    pool.given(replace(FOUR_EYES, second_approver="openbare-ruimte"))
    correct(pool).then(e.CorrectionAwaitsApproval)
    assert pool.outcome[0].approver == "openbare-ruimte"
    approve(pool).then("not-yours")
    approve(pool, by="openbare-ruimte").then(e.ContributionCorrected)


def test_a_new_second_approver_is_told_what_waits():
    pool = correct(under_four_eyes()).then(e.CorrectionAwaitsApproval)
    (asked,) = pool.outcome
    set_mandate(pool, second_approver="openbare-ruimte").then(e.MandateSet, replace(asked, approver="openbare-ruimte"))
    assert pool.said[-1][:2] == ("openbare-ruimte", "correction-awaits-approval")
    approve(pool).then("not-yours")
    approve(pool, by="openbare-ruimte").then(e.ContributionCorrected)
    set_mandate(pool).then(e.MandateSet)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"second_approver": "openbare-ruimte", "four_eyes_above_cents": 450},
        {"second_approver": None, "four_eyes_above_cents": None},
    ],
)
def test_nobody_is_told_again_of_what_it_knows_or_need_not_approve(changed):
    set_mandate(correct(under_four_eyes()), **changed).then(e.MandateSet)


def test_what_asked_for_it_is_never_asked_to_approve_it():
    pool = correct(under_four_eyes()).given(e.PoolHandedOver("moestuin", "participatie", "welzijn"))
    set_mandate(pool, second_approver="welzijn").then(e.MandateSet)


def test_nobody_is_told_again_of_what_was_settled_otherwise():
    pool = correct(under_four_eyes(pledged("ruim", 900, "werk")), contribution="ruim", receipt=None, cents=100)
    pool.then(e.CorrectionAwaitsApproval)
    pool.when("cancel-pledge", by="welzijn", pool="moestuin", contribution="ruim").then(e.PledgeCancelled)
    set_mandate(pool, second_approver="openbare-ruimte").then(e.MandateSet)


def test_without_a_second_approver_nothing_is_approved():
    pool = correct(under_four_eyes()).given(MANDATE)
    approve(pool).then("not-yours")
    assert "None" not in pool.outcome.sentence
    correct(pool).then(e.ContributionCorrected)


def test_what_came_in_between_is_judged_at_the_approval():
    pool = correct(under_four_eyes(), cents=0)
    pool.given(MANDATE)
    correct(pool, cents=100).then(e.ContributionCorrected)
    pool.given(FOUR_EYES)
    approve(pool, cents=0).then("nothing-to-approve")


# What is asked


def test_every_receipt_of_many_keeps_its_number():
    pool = moestuin(pledged("breed", 100_000, "werk"), *(received("breed", cents) for cents in range(1, 202)))
    for number in (100, 101, 200):
        correct(pool, receipt=number, cents=0).then(e.ContributionCorrected)
        assert pool.outcome[0].was_cents == number
    answer = pool.ask("receipts", pool="moestuin", contribution="breed", after=98, limit=4)
    assert [one["cents"] for one in answer["receipts"]] == [99, 0, 0, 102]
    assert pool.ask("receipts", pool="moestuin", contribution="breed", after=199)["total"] == 201
    correct(pool, receipt=202).then("unknown-receipt")


def test_receipts_are_listed_as_corrected():
    pool = moestuin(pledged("breed", 500, "werk"), *(received("breed", cents) for cents in (10, 20, 30)))
    correct(pool, receipt=2, cents=0).then(e.ContributionCorrected)
    answer = pool.ask("receipts", pool="moestuin", contribution="breed", after=1, limit=1)
    assert answer == {"total": 3, "receipts": [{"receipt": 2, "cents": 0, "received_on": "2026-01-01"}]}
    assert pool.ask("receipts", pool="moestuin", contribution="smal").code == "unknown-contribution"
    assert pool.ask("corrections", pool="repair").code == "unknown-pool"
