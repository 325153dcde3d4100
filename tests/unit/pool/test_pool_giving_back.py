"""A task goes back, whole or in part, and what is unspent with it: both, or neither (S2)."""

from dataclasses import replace

import pytest

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    ASK,
    FOUR_EYES,
    asked,
    closed,
    committed,
    hear_determined,
    hear_paid,
    hear_refund,
    hear_refund_corrected,
    hear_repayment,
    hear_undone,
)
from tests.unit.pool.taking_over import (
    REASON,
    agreed,
    challenge,
    consent,
    end,
    explained,
    give_back,
    given_back,
    hear_and_hold,
    hold_of,
    moved,
    park,
    proposed,
    take_back,
    taken_over,
)

ENDED = e.GiveBackEnded("moestuin", "perken", "tuin:geld", 1, "welzijn")
OWN_CASE = replace(FOUR_EYES, four_eyes_above_cents=None)


def promised():
    """Eight are taken over; of the 75 that were granted for them nothing is paid yet."""
    ask = challenge()
    return park(ask, hold_of(ask), committed(hold_of(ask)), moved(ask), closed())


def units_left(pool):
    (found,) = pool.ask("takeovers", pool="moestuin", task="perken")["takeovers"]
    return found["units_left"]


def giving_back(pool):
    (found,) = pool.ask("takeovers", pool="moestuin", task="perken")["takeovers"]
    return [(one["number"], one["awaits"], one["consent_of"], one["came_cents"]) for one in found["giving_back"]]


# Proposed, agreed, and back with the money


def test_part_goes_back_with_the_last_of_what_is_unspent():
    pool = give_back(taken_over()).then(proposed(3, 20))
    assert pool.said[0][:2] == ("welzijn", "give-back-proposed")
    assert giving_back(pool) == [(1, "consent", "welzijn", 0)]
    consent(pool).then(agreed(3, 20))
    assert (units_left(pool), giving_back(pool)) == (8, [(1, "refund", None, 0)])
    hear_refund(pool, principal=15).then(e.MoneyReturned)
    assert (units_left(pool), giving_back(pool)) == (8, [(1, "refund", None, 15)])
    hear_refund(pool, principal=5, interest=1).then(e.MoneyReturned, e.InterestReceived, given_back(3, 20))
    assert (units_left(pool), giving_back(pool)) == (5, [])
    assert pool.balance("memo/with:moestuin/perken/openbare-ruimte") == 70
    assert pool.balance("moestuin/breed/free") == 200 - 75 + 20 + 1


def test_all_of_it_goes_back():
    pool = consent(give_back(taken_over(), units=8, cents=75)).then(agreed(8, 75))
    hear_refund(pool, principal=75).then(e.MoneyReturned, given_back(8, 75))
    assert units_left(pool) == 0
    give_back(pool, units=1, cents=0).then("more-than-taken-over")


def test_what_is_spent_goes_back_without_money_at_once():
    consent(give_back(taken_over(), cents=0)).then(agreed(3, 0), given_back(3, 0))


def test_the_budget_holder_takes_it_back_with_a_reason():
    pool = take_back(taken_over()).then(agreed(3, 20), explained())
    assert [said[:2] for said in pool.said] == [("all", "give-back-agreed"), ("de-moestuin", "give-back-explained")]
    assert REASON not in str(pool.said[0])
    hear_refund(pool, principal=20).then(e.MoneyReturned, given_back(3, 20))
    take_back(pool, cents=0).then(agreed(3, 0, 2), explained(2), given_back(3, 0, 2))


def test_interest_is_not_what_was_paid():
    hear_refund(take_back(taken_over()), interest=20).then(e.InterestReceived)


def test_units_that_came_back_are_taken_over_by_another():
    pool = take_back(taken_over(), units=8, cents=0)
    rival = challenge(ask="repair:geld", units=12, cents=100)
    hear_and_hold(pool, rival).then(hold_of(rival))


def test_what_came_before_it_was_agreed_does_not_count():
    pool = take_back(hear_refund(taken_over(), principal=20))
    hear_refund(pool, principal=19).then(e.MoneyReturned)
    hear_refund(pool, principal=1).then(e.MoneyReturned, given_back(3, 20))


def test_what_did_not_come_after_all_counts_no_more():
    pool = hear_refund(take_back(taken_over()), principal=19)
    hear_refund_corrected(pool, (19, 0), (9, 0)).then(e.ReturnCorrected)
    hear_refund(pool, principal=10).then(e.MoneyReturned)
    for interest in (0, 3):
        hear_refund_corrected(pool, (9, interest), (9, interest + 3)).then(e.ReturnCorrected)
    hear_refund_corrected(pool, (10, 0), (11, 0)).then(e.ReturnCorrected, given_back(3, 20))


def test_what_comes_on_a_claim_counts_as_well():
    """Once the grant is determined nothing comes back in another way."""
    pool = hear_refund(take_back(taken_over()), principal=5)
    hear_repayment(pool, 10).then(e.MoneyReturned)
    hear_repayment(pool, 5).then(e.MoneyReturned, given_back(3, 20))
    pool = hear_repayment(take_back(taken_over()), 15)
    of = {"order": "tuin:geld:claim-1", "ask": "tuin:geld", "funder": "pool:moestuin"}
    pool.heard("settlement", "loan-written-off", **of, principal_cents=7, paid_principal_cents=5, paid_interest_cents=0)
    pool.then(e.MoneyReturned, e.LoanLost, given_back(3, 20))


def test_a_payment_that_is_undone_meanwhile_leaves_it_waiting():
    pool = hear_undone(take_back(taken_over()), "payment-returned", cents=75)
    assert giving_back(pool) == [(1, "refund", None, 0)]
    hear_paid(pool, 75)
    hear_refund(pool, principal=20).then(e.MoneyReturned, given_back(3, 20))


def test_what_is_not_paid_yet_goes_back_once_it_will_not_be():
    pool = take_back(promised()).then(agreed(3, 20), explained())
    hear_paid(pool, 55, order=f"{ASK}:advance-1:1").then(e.ReservationPaid)
    hear_determined(pool, released=19).then(e.RemainderFreed)
    assert giving_back(pool) == [(1, "refund", None, 19)]
    hear_refund(pool, principal=1, order=f"{ASK}:advance-1:1").then(e.MoneyReturned, given_back(3, 20))


def test_money_that_is_freed_takes_its_units_along():
    hear_determined(take_back(promised()), released=20).then(e.RemainderFreed, given_back(3, 20))


def test_a_grant_that_is_changed_takes_its_units_along():
    pool = take_back(promised())
    pool.heard("settlement", "grant-changed", ask=ASK, funder="pool:moestuin", was_cents=75, cents=56)
    pool.then(e.RemainderFreed)
    pool.heard("settlement", "grant-changed", ask=ASK, funder="pool:moestuin", was_cents=56, cents=55)
    pool.then(e.RemainderFreed, given_back(3, 20))


def test_what_is_committed_again_does_not_count():
    pool = hear_determined(take_back(promised()), released=19)
    pool.heard("settlement", "determination-corrected", ask=ASK, funder="pool:moestuin", released_cents=19)
    pool.then(e.RemainderCommitted)
    hear_determined(pool, released=1).then(e.RemainderFreed)


def test_no_more_is_unspent_than_was_granted_and_has_not_come_back():
    take_back(promised(), cents=76).then("more-than-paid")
    pool = hear_determined(promised(), released=5)
    take_back(pool, cents=71).then("more-than-paid")
    take_back(pool, cents=70).then(agreed(3, 70), explained())


# Superseded, ended


def test_a_later_proposal_supersedes():
    pool = give_back(give_back(taken_over()), units=4).then(proposed(4, 20, 2))
    consent(pool, number=1).then("nothing-to-consent")
    consent(pool, number=2).then(agreed(4, 20, 2))


def test_until_a_new_proposal_is_agreed_the_old_agreement_stands():
    pool = give_back(take_back(taken_over()), units=6, cents=30).then(proposed(6, 30, 2))
    assert giving_back(pool) == [(1, "refund", None, 0), (2, "consent", "welzijn", 0)]
    hear_refund(pool, principal=20).then(e.MoneyReturned, given_back(3, 20))
    consent(pool, number=2).then("more-than-taken-over")


def test_an_agreement_in_its_place_counts_from_then_on():
    pool = hear_refund(take_back(taken_over()), principal=15)
    take_back(pool, cents=5).then(agreed(3, 5, 2), explained(2))
    hear_refund(pool, principal=4).then(e.MoneyReturned)
    hear_refund(pool, principal=1).then(e.MoneyReturned, given_back(3, 5, 2))


def test_who_took_it_over_withdraws_its_proposal_and_cannot_end_what_is_agreed():
    by = "de-moestuin"
    pool = end(give_back(taken_over()), by=by)
    pool.then(replace(ENDED, ended_by=by), explained(by=by, addressee="welzijn"))
    take_back(pool).then(agreed(3, 20, 2), explained(2))
    end(pool, by=by, number=2).then("not-yours")
    end(pool, number=2).then(replace(ENDED, number=2), explained(2))
    hear_refund(pool, principal=20).then(e.MoneyReturned)
    end(pool, number=2).then("nothing-to-end")


def test_the_budget_holder_refuses_with_a_reason():
    pool = end(give_back(taken_over())).then(ENDED, explained())
    assert giving_back(pool) == []
    consent(pool).then("nothing-to-consent")


# Who


def test_a_new_budget_holder_is_told_what_awaits_it():
    pool = give_back(taken_over())
    pool.when("hand-over", by="gemeente", pool="moestuin", budget_holder="economie")
    pool.then(e.PoolHandedOver, proposed(3, 20, addressee="economie"))
    consent(pool).then("not-yours")
    consent(pool, by="economie").then(agreed(3, 20, by="economie"))


def test_of_what_the_budget_holder_took_over_the_second_approver_decides():
    pool = taken_over(e.PoolHandedOver("moestuin", "de-moestuin", "welzijn"))
    give_back(pool).then("own-interest")
    mandate = {"pool": "moestuin", "limit_cents": 400, "total_cents": 600, "goals": ["ontmoeten"]}
    mandate |= {"valid_from": "2026-01-01", "valid_to": "2026-12-31", "automatic": False}
    pool.when("set-mandate", by="gemeente", **mandate, second_approver="economie").then(e.MandateSet)
    give_back(pool).then(proposed(3, 20, addressee="economie"))
    pool.when("set-mandate", by="gemeente", **mandate, second_approver="participatie")
    pool.then(e.MandateSet, proposed(3, 20, addressee="participatie"))
    consent(pool, by="de-moestuin").then("not-yours")
    consent(pool, by="participatie").then(agreed(3, 20, by="participatie"))


# Refused


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"ask": "tuin:anders"}, ("unknown-takeover",)),
        ({"by": "participatie"}, ("not-yours",)),
        ({"units": 9}, ("more-than-taken-over",)),
        ({"cents": 76}, ("more-than-paid",)),
        ({"units": 9, "cents": 76}, ("more-than-taken-over", "more-than-paid")),
        ({"by": "welzijn"}, ("reason-missing",)),
    ],
)
def test_giving_back_is_refused(changed, codes):
    give_back(taken_over(), **changed).then(*codes)


def test_money_for_no_task_gives_none_back():
    give_back(park(asked("fiets:geld", ontmoeten=5)), ask="fiets:geld").then("unknown-takeover")


def test_what_came_back_is_not_unspent_any_more():
    give_back(hear_refund(taken_over(), principal=60), cents=16).then("more-than-paid")


def test_the_same_is_said_once():
    pool = give_back(taken_over())
    give_back(pool).then("already-so")
    consent(pool)
    give_back(pool).then("already-so")
    take_back(pool).then("already-so")


def test_consent_and_ending_name_a_takeover_and_its_proposal():
    pool = give_back(taken_over())
    consent(pool, by="de-moestuin").then("not-yours")
    consent(pool, number=2).then("nothing-to-consent")
    end(pool, by="participatie").then("not-yours")
    end(pool, number=2).then("nothing-to-end")
    for command in ("consent-to-give-back", "end-give-back"):
        body = {"pool": "moestuin", "ask": "tuin:anders", "number": 1}
        body |= {"reason": REASON} if command == "end-give-back" else {}
        pool.when(command, by="welzijn", **body).then("unknown-takeover")
        pool.when(command, by="welzijn", **body | {"pool": "elders"}).then("unknown-pool")


def test_what_came_since_is_judged_at_consent():
    pool = hear_refund(give_back(taken_over(), cents=75), principal=1)
    consent(pool).then("more-than-paid")
