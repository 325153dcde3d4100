"""What the pool does with asks, grants and failures."""

from dataclasses import asdict, replace
from decimal import Decimal

import pytest

from services.pool.app import SERVICE
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    AUTOMATIC,
    FOUR_EYES,
    MANDATE,
    OPENED,
    OTHER,
    START,
    asked,
    awaiting,
    closed,
    committed,
    declined,
    declines,
    dropped,
    hear_ask,
    hear_failed,
    hear_granted,
    hear_paid,
    held,
    moestuin,
    paid,
    paid_in,
    released,
    set_aside,
)
from tests.unit.scenario import Scenario

MONEY = paid_in("breed", 200, "ontmoeten", "werk")
FIRST = asked(ontmoeten=150)
HELD = held(FIRST, ("ontmoeten", "breed", 150))
ASIDE = set_aside(FIRST, ("ontmoeten", "breed", 150))
APPROVED = held(FIRST, ("ontmoeten", "breed", 150), source="reserved")
AUTOMATIC_FOUR_EYES = replace(FOUR_EYES, automatic=True)


def test_an_ask_is_recorded_and_waits_for_the_budget_holder():
    pool = hear_ask(moestuin(*MONEY), FIRST).then(FIRST)
    assert pool.said == []


def test_a_pool_without_a_mandate_answers_nothing_by_itself():
    hear_ask(Scenario(SERVICE).given(OPENED), FIRST).then(FIRST)


def test_an_ask_to_a_pool_that_does_not_exist_is_declined_at_once():
    world = hear_ask(Scenario(SERVICE), FIRST).then(
        FIRST, *declines(FIRST, "There is no pool moestuin; ask another funder.")
    )
    hear_ask(world, asked(revision=2)).then(asked(revision=2), dropped(asked(revision=2)))
    hear_failed(world).then(closed())


def test_a_pool_opened_later_may_still_hold_what_was_declined_for_want_of_it():
    world = hear_ask(Scenario(SERVICE), FIRST).given(OPENED, MANDATE, *MONEY)
    world.when("hold-ask", by="welzijn", pool="moestuin", ask="tuin:geld", revision=1, cents=150).then(HELD)


# An automatic mandate


def test_an_automatic_mandate_holds_at_once_what_it_covers():
    hear_ask(moestuin(*MONEY, mandate=AUTOMATIC), FIRST).then(FIRST, HELD)


@pytest.mark.parametrize(
    ("mandate", "money", "ground", "words"),
    [
        (AUTOMATIC, (), "no-money", "€ 1,50 short of free money for ontmoeten"),
        (replace(AUTOMATIC, limit_cents=100), MONEY, "outside-route", "limit"),
        (replace(AUTOMATIC, total_cents=100), MONEY, "no-money", "total"),
        (replace(AUTOMATIC, goals=("werk",)), MONEY, "outside-goal", "does not cover ontmoeten"),
    ],
)
def test_an_automatic_mandate_declines_at_once_on_a_ground_and_with_the_reason(mandate, money, ground, words):
    pool = hear_ask(moestuin(*money, mandate=mandate), FIRST).then(FIRST, e.ReservationDeclined, e.DeclineExplained)
    (_, _, _, public), (to, _, _, private) = pool.said
    assert (public["ground"], public["reason"]) == (ground, "withheld")
    assert (to, private["ground"]) == ("de-moestuin", ground)
    assert words in private["reason"]


def test_an_automatic_mandate_that_has_ended_leaves_the_answer_to_the_budget_holder():
    hear_ask(moestuin(*MONEY, mandate=replace(AUTOMATIC, valid_to=START)), FIRST).then(FIRST)


def test_above_the_threshold_an_automatic_mandate_is_no_pair_of_eyes():
    pool = hear_ask(moestuin(*MONEY, mandate=AUTOMATIC_FOUR_EYES), FIRST).then(FIRST)
    approval = {"pool": "moestuin", "ask": "tuin:geld", "revision": 1}
    pool.when("approve-hold", by="gemeente", **approval).then("nothing-to-approve")
    pool.when("hold-ask", by="welzijn", **approval, cents=150).then(awaiting(FIRST), ASIDE)
    pool.when("approve-hold", by="welzijn", **approval).then("same-approver")
    pool.when("approve-hold", by="gemeente", **approval).then(APPROVED)


def test_above_the_threshold_an_automatic_mandate_says_nothing_of_money():
    hear_ask(moestuin(mandate=AUTOMATIC_FOUR_EYES), FIRST).then(FIRST)


def test_above_the_threshold_an_automatic_mandate_still_declines_what_nobody_could_hold():
    too_much = asked(ontmoeten=401)
    pool = hear_ask(moestuin(*MONEY, mandate=AUTOMATIC_FOUR_EYES), too_much)
    assert "limit" in pool.then(too_much, e.ReservationDeclined, e.DeclineExplained).outcome[1].reason


def test_on_the_terms_of_a_loan_no_mandate_decides():
    """The applicant proposes them; the budget holder looks at them, and says yes or no."""
    terms = {"repayment": "bullet", "annual_rate": "0.0", "day_count": "act/365F", "months_between": 12}
    loan = e.LoanTerms("bullet", Decimal("0.0"), "act/365F", 12, instalments=50, interest_only=49)
    lent = replace(FIRST, loan=loan)
    pool = hear_ask(
        moestuin(*MONEY, mandate=AUTOMATIC), FIRST, loan={**terms, "instalments": 50, "interest_only": 49}
    ).then(lent)
    assert pool.ask("ask", pool="moestuin", ask="tuin:geld")["loan"] == asdict(loan) | {"annual_rate": "0.0"}
    too_much = asked(revision=2, ontmoeten=401)
    pool = hear_ask(pool, too_much, loan={**terms, "instalments": 1})
    pool.then(e.AskReceived, e.ReservationDeclined, e.DeclineExplained)
    pool = hear_ask(moestuin(*MONEY, mandate=AUTOMATIC), FIRST, loan={**terms, "instalments": 1})
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask="tuin:geld", revision=1, cents=150).then(e.ReservationHeld)


def test_the_budget_holder_may_decline_what_awaits_under_an_automatic_mandate():
    pool = hear_ask(moestuin(*MONEY, mandate=AUTOMATIC_FOUR_EYES), FIRST)
    pool.when(
        "decline-ask",
        by="welzijn",
        pool="moestuin",
        ask="tuin:geld",
        revision=1,
        cents=150,
        ground="law",
        reason="Te veel.",
    ).then(*declines(FIRST, "Te veel.", "law"))


# Another revision


def test_a_newer_revision_gives_back_what_the_older_one_held():
    second = asked(revision=2, ontmoeten=100)
    pool = hear_ask(moestuin(*MONEY, FIRST, HELD), second).then(second, released(HELD))
    assert pool.balance("moestuin/breed/free") == 200
    assert pool.ask("ask", pool="moestuin", ask="tuin:geld")["standing"] == "asked"
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask="tuin:geld", revision=2, cents=100).then(
        held(second, ("ontmoeten", "breed", 100))
    )


def test_an_automatic_mandate_counts_on_what_the_older_revision_gives_back():
    second = asked(revision=2, ontmoeten=200)
    mandate = replace(AUTOMATIC, total_cents=200)
    hear_ask(moestuin(*MONEY, FIRST, HELD, mandate=mandate), second).then(
        second, released(HELD), held(second, ("ontmoeten", "breed", 200))
    )


def test_an_older_hold_is_given_back_even_when_the_newer_revision_is_declined():
    second = asked(revision=2, ontmoeten=201)
    hear_ask(moestuin(*MONEY, FIRST, HELD, mandate=AUTOMATIC), second).then(
        second, released(HELD), e.ReservationDeclined, e.DeclineExplained
    )


@pytest.mark.parametrize("facts", [(), (declined(FIRST, "Nee."),), (awaiting(FIRST),)])
def test_where_nothing_was_held_nothing_is_given_back(facts):
    second = asked(revision=2, ontmoeten=100)
    hear_ask(moestuin(*MONEY, FIRST, *facts), second).then(second)


def test_a_dropped_ask_is_answered_with_its_own_revision():
    gone = asked(revision=2)
    hear_ask(moestuin(*MONEY, FIRST, HELD), gone).then(gone, released(HELD), dropped(gone))
    hear_ask(moestuin(*MONEY, FIRST), gone).then(gone, dropped(gone))
    hear_ask(moestuin(*MONEY, FIRST, mandate=AUTOMATIC), gone).then(gone, dropped(gone))


def test_a_dropped_ask_may_be_asked_again():
    third = asked(revision=3, ontmoeten=50)
    hear_ask(moestuin(*MONEY, FIRST, asked(revision=2), dropped(asked(revision=2)), mandate=AUTOMATIC), third).then(
        third, held(third, ("ontmoeten", "breed", 50))
    )


# Granted, failed


def test_granted_commits_exactly_the_named_revisions_and_releases_the_rest():
    other = asked("tuin:plek", werk=20)
    other_held = held(other, ("werk", "breed", 20))
    pool = moestuin(*MONEY, FIRST, HELD, other, other_held)
    hear_granted(pool, ("tuin:geld", 1), ("tuin:elders", 1)).then(committed(HELD), released(other_held), closed())
    assert pool.said[0][3]["attribution"] == [{"goal": "ontmoeten", "contribution": "breed", "cents": 150}]
    assert pool.balance("moestuin/breed/held") == 0


def test_a_hold_of_another_revision_than_granted_is_released():
    hear_granted(moestuin(*MONEY, FIRST, HELD), ("tuin:geld", 2)).then(released(HELD), closed())


def test_failed_releases_every_hold():
    other = asked("tuin:plek", werk=20)
    other_held = held(other, ("werk", "breed", 20))
    pool = hear_failed(moestuin(*MONEY, FIRST, HELD, other, other_held)).then(
        released(HELD), released(other_held), closed()
    )
    assert pool.balance("moestuin/breed/free") == 200


@pytest.mark.parametrize("facts", [(FIRST,), (FIRST, declined(FIRST, "Nee.")), (FIRST, awaiting(FIRST))])
def test_where_nothing_is_held_the_application_is_closed_all_the_same(facts):
    hear_failed(moestuin(*MONEY, *facts)).then(closed())


def test_an_application_that_asked_no_pool_concerns_nobody_here():
    hear_granted(moestuin(), ("tuin:geld", 1)).then()
    hear_failed(moestuin()).then()


def test_other_applications_are_left_alone():
    hear_failed(moestuin(*MONEY, FIRST, HELD), application="fiets").then()


def test_each_pool_that_was_asked_closes_the_application_in_its_own_stream():
    pool = moestuin(OTHER, *MONEY, FIRST, HELD, asked("tuin:repair", pool="repair", werk=1))
    hear_failed(pool).then(released(HELD), closed(), e.ApplicationClosed("repair", "tuin"))


def test_commit_judges_nothing_again():
    pool = moestuin(
        *MONEY,
        FIRST,
        HELD,
        replace(MANDATE, limit_cents=1, total_cents=1, goals=("groen",), valid_to=START),
        e.PoolHandedOver("moestuin", "participatie", "welzijn"),
    )
    hear_granted(pool, ("tuin:geld", 1)).then(committed(HELD, budget_holder="participatie"), closed())


def test_a_payment_that_waited_is_booked_with_the_commit():
    pool = moestuin(*MONEY, FIRST, HELD)
    hear_paid(pool, 150).then(e.PaymentWaits("moestuin", "tuin:geld:1", "tuin:geld", 150))
    hear_granted(pool, ("tuin:geld", 1)).then(committed(HELD), closed(), paid(HELD))
    assert pool.balance("moestuin/breed/paid") == 150
    assert not pool.state.payments.waiting


def test_time_alone_decides_nothing():
    assert moestuin(*MONEY, FIRST, HELD).due().outcome == []
    assert not list(SERVICE.deadlines(moestuin(*MONEY, FIRST, HELD).state))
