"""Answers by people: hold, the second approval above the threshold, decline."""

from dataclasses import asdict, replace
from datetime import UTC, datetime

import pytest

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    FOUR_EYES,
    MANDATE,
    OTHER,
    START,
    asked,
    awaiting,
    closed,
    committed,
    declined,
    declines,
    dropped,
    hear_refund,
    held,
    moestuin,
    paid,
    paid_in,
    set_aside,
)

ANSWER = {"pool": "moestuin", "ask": "tuin:geld", "revision": 1, "cents": 150}
MONEY = paid_in("breed", 1_000, "ontmoeten", "werk")
FIRST = asked(ontmoeten=150)
HELD = held(FIRST, ("ontmoeten", "breed", 150))
ASIDE = set_aside(FIRST, ("ontmoeten", "breed", 150))
APPROVED = held(FIRST, ("ontmoeten", "breed", 150), source="reserved")


def hold(scenario, by="welzijn", **changed):
    return scenario.when("hold-ask", by=by, **ANSWER | changed)


def approve(scenario, by="gemeente", **changed):
    return scenario.when("approve-hold", by=by, **{"pool": "moestuin", "ask": "tuin:geld", "revision": 1} | changed)


def set_mandate(scenario, mandate):
    return scenario.when("set-mandate", by="gemeente", **asdict(mandate))


def decline(scenario, by="welzijn", **changed):
    return scenario.when(
        "decline-ask", by=by, **ANSWER | {"ground": "quality", "reason": "Te laat in het jaar."} | changed
    )


def test_a_hold_echoes_exactly_what_was_asked():
    pool = hold(moestuin(*MONEY, FIRST)).then(HELD)
    echo = {"pool": "moestuin", "application": "tuin", "ask": "tuin:geld", "revision": 1, "cents": 150}
    assert pool.said == [("all", "reservation-held", "moestuin", echo)]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "wijk"}, "unknown-pool"),
        ({"pool": "repair"}, "unknown-ask"),
        ({"ask": "fiets:geld"}, "unknown-ask"),
        ({"by": "participatie"}, "not-yours"),
        ({"revision": 2}, "superseded"),
        ({"cents": 151}, "superseded"),
    ],
)
def test_a_hold_of_something_else_is_refused(changed, code):
    hold(moestuin(OTHER, *MONEY, FIRST), **changed).then(code)


def test_a_superseded_revision_can_not_be_held():
    pool = moestuin(*MONEY, FIRST, asked(revision=2, ontmoeten=100))
    hold(pool).then("superseded")
    hold(pool, revision=2, cents=100).then(e.ReservationHeld)


def test_a_dropped_ask_can_not_be_answered():
    gone = asked(revision=2)
    pool = moestuin(*MONEY, FIRST, gone, dropped(gone))
    hold(pool, revision=2).then("superseded")
    decline(pool, revision=2).then("superseded")


def test_a_second_hold_is_refused():
    hold(moestuin(*MONEY, FIRST, HELD)).then("already-held")


def test_after_the_decision_on_the_application_nothing_is_held():
    hold(moestuin(*MONEY, FIRST, closed())).then("application-closed")
    hold(moestuin(*MONEY, FIRST, declined(FIRST, "Nee."), closed())).then("application-closed")


def test_a_decline_may_become_a_hold():
    hold(moestuin(*MONEY, FIRST, declined(FIRST, "Nog niet."))).then(HELD)


def test_there_is_no_mandate_outside_its_period():
    pool = moestuin(*MONEY, FIRST, mandate=replace(MANDATE, valid_to=START))
    hold(pool).then("no-mandate")
    hold(pool.at(datetime(2026, 1, 1, 12, tzinfo=UTC))).then(HELD)


@pytest.mark.parametrize(
    ("mandate", "words"),
    [
        (replace(MANDATE, limit_cents=149), "limit of € 1,49"),
        (replace(MANDATE, total_cents=149), "€ 1,49 that the mandate's total leaves"),
        (replace(MANDATE, goals=("werk",)), "does not cover ontmoeten"),
    ],
)
def test_outside_the_mandate_is_refused_with_the_reason(mandate, words):
    pool = hold(moestuin(*MONEY, FIRST, mandate=mandate)).then("outside-mandate")
    assert words in pool.outcome.sentence


def test_at_the_limits_of_the_mandate_is_within_it():
    hold(moestuin(*MONEY, FIRST, mandate=replace(MANDATE, limit_cents=150, total_cents=150))).then(HELD)


@pytest.mark.parametrize("facts", [(), (committed(HELD), closed()), (committed(HELD), closed(), paid(HELD))])
def test_held_committed_and_paid_count_towards_the_mandates_total(facts):
    pool = moestuin(
        *MONEY, FIRST, HELD, *facts, asked("fiets:geld", werk=51), mandate=replace(MANDATE, total_cents=200)
    )
    hold(pool, ask="fiets:geld", cents=51).then("outside-mandate")


def test_principal_that_came_back_no_longer_counts():
    mandate = replace(MANDATE, total_cents=200)
    pool = moestuin(*MONEY, FIRST, HELD, committed(HELD), closed(), paid(HELD), mandate=mandate)
    hear_refund(pool, principal=1, interest=40).given(asked("fiets:geld", werk=51))
    hold(pool, ask="fiets:geld", cents=51).then(e.ReservationHeld)


def test_no_money_is_refused():
    hold(moestuin(FIRST)).then("not-enough")


# Four eyes


def test_above_the_threshold_only_the_second_approver_hears_of_it():
    pool = hold(moestuin(*MONEY, FIRST, mandate=FOUR_EYES)).then(awaiting(FIRST), ASIDE)
    assert pool.said == [
        (
            "gemeente",
            "hold-awaits-second-approval",
            "gemeente",
            {
                "pool": "moestuin",
                "application": "tuin",
                "ask": "tuin:geld",
                "revision": 1,
                "cents": 150,
                "approver": "gemeente",
            },
        )
    ]
    assert pool.balance("moestuin/breed/held") == 0
    approve(pool).then(APPROVED)


def test_up_to_the_threshold_one_pair_of_eyes_is_enough():
    hold(moestuin(*MONEY, FIRST, mandate=replace(FOUR_EYES, four_eyes_above_cents=150))).then(HELD)


def test_a_first_yes_is_given_once():
    hold(moestuin(*MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES)).then("already-held")


def test_a_first_yes_needs_mandate_and_money_too():
    hold(moestuin(FIRST, mandate=FOUR_EYES)).then("not-enough")
    hold(moestuin(*MONEY, FIRST, mandate=replace(FOUR_EYES, limit_cents=100))).then("outside-mandate")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "wijk"}, "unknown-pool"),
        ({"pool": "repair"}, "unknown-ask"),
        ({"ask": "fiets:geld"}, "unknown-ask"),
        ({"by": "participatie"}, "not-yours"),
        ({"by": "welzijn"}, "same-approver"),
        ({"revision": 2}, "superseded"),
    ],
)
def test_an_approval_is_refused(changed, code):
    approve(moestuin(OTHER, *MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES), **changed).then(code)


def test_without_a_second_approver_nobody_approves():
    approve(moestuin(*MONEY, FIRST)).then("not-yours")


@pytest.mark.parametrize(
    "facts", [(FIRST,), (FIRST, HELD), (FIRST, declined(FIRST, "Nee.")), (FIRST, awaiting(FIRST), HELD)]
)
def test_only_what_awaits_is_approved(facts):
    approve(moestuin(*MONEY, *facts, mandate=FOUR_EYES)).then("nothing-to-approve")


def test_a_first_yes_taken_back_can_not_be_approved():
    pool = decline(moestuin(*MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES)).then(
        e.ReservationDeclined, e.DeclineExplained
    )
    approve(pool).then("nothing-to-approve")


def test_a_first_yes_taken_back_can_be_given_again():
    hold(moestuin(*MONEY, FIRST, awaiting(FIRST), declined(FIRST, "Nee."), mandate=FOUR_EYES)).then(
        awaiting(FIRST), ASIDE
    )


def test_a_newer_revision_takes_the_first_yes_away():
    pool = moestuin(*MONEY, FIRST, awaiting(FIRST), asked(revision=2, ontmoeten=160), mandate=FOUR_EYES)
    approve(pool).then("superseded")
    approve(pool, revision=2).then("nothing-to-approve")


def test_after_the_decision_on_the_application_nothing_is_approved():
    approve(moestuin(*MONEY, FIRST, awaiting(FIRST), closed(), mandate=FOUR_EYES)).then("application-closed")


@pytest.mark.parametrize(
    ("mandate", "code"),
    [
        (replace(FOUR_EYES, valid_to=START), "no-mandate"),
        (replace(FOUR_EYES, limit_cents=149), "outside-mandate"),
        (replace(FOUR_EYES, total_cents=149), "outside-mandate"),
    ],
)
def test_the_second_approver_is_bound_by_the_mandate_of_the_moment(mandate, code):
    approve(moestuin(*MONEY, FIRST, awaiting(FIRST), mandate, mandate=FOUR_EYES)).then(code)


def test_of_a_first_yes_that_set_nothing_aside_the_money_may_be_gone():
    """In logs from before that was done."""
    rival = asked("fiets:geld", werk=80)
    pool = moestuin(*paid_in("breed", 200, "ontmoeten", "werk"), FIRST, awaiting(FIRST), rival, mandate=FOUR_EYES)
    hold(pool, ask="fiets:geld", cents=80).then(e.ReservationHeld)
    approve(pool).then("not-enough")


def test_under_a_new_mandate_its_own_second_approver_is_asked():
    changed = replace(FOUR_EYES, second_approver="economie")
    pool = moestuin(*MONEY, FIRST, awaiting(FIRST), changed, mandate=FOUR_EYES)
    approve(pool).then("not-yours")
    hold(pool).then(awaiting(FIRST, approver="economie"), ASIDE)
    approve(pool, by="economie").then(APPROVED)


def test_a_new_second_approver_is_told_what_waits():
    changed = replace(FOUR_EYES, second_approver="economie")
    pool = set_mandate(moestuin(*MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES), changed)
    pool.then(changed, awaiting(FIRST, approver="economie"))
    assert [audience for audience, *_ in pool.said] == ["all", "economie"]
    approve(pool).then("not-yours")
    approve(pool, by="economie").then(HELD)


@pytest.mark.parametrize(
    "changed",
    [
        FOUR_EYES,
        replace(FOUR_EYES, second_approver="economie", four_eyes_above_cents=150),
        replace(FOUR_EYES, second_approver="economie", four_eyes_above_cents=None),
        MANDATE,
    ],
)
def test_nobody_is_told_what_needs_nothing_new(changed):
    set_mandate(moestuin(*MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES), changed).then(changed)


def test_what_waits_no_more_is_told_to_nobody():
    changed, second = replace(FOUR_EYES, second_approver="economie"), asked(revision=2, ontmoeten=160)
    for since in (HELD, declined(FIRST, "Nee."), second, closed()):
        pool = moestuin(*MONEY, FIRST, awaiting(FIRST), since, mandate=FOUR_EYES)
        set_mandate(pool, changed).then(changed)


def test_a_former_budget_holder_that_becomes_second_approver_is_not_asked_twice():
    """It gave the first yes: so the new budget holder gives another one."""
    pool = moestuin(*MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES)
    pool.given(e.PoolHandedOver("moestuin", "economie", "welzijn"))
    changed = replace(FOUR_EYES, second_approver="welzijn")
    set_mandate(pool, changed).then(changed)
    assert "has to hold it anew" in approve(pool, by="welzijn").then("same-approver").outcome.sentence
    hold(pool, by="economie").then(awaiting(FIRST, approver="welzijn", requested_by="economie"), ASIDE)
    approve(pool, by="welzijn").then(APPROVED)


def test_so_many_are_told_as_fit_into_one_decision():
    many = [asked(f"tuin-{number}:geld", ontmoeten=150) for number in range(101)]
    facts = [fact for ask in many for fact in (ask, awaiting(ask))]
    changed = replace(FOUR_EYES, second_approver="economie")
    pool = set_mandate(moestuin(*MONEY, *facts, mandate=FOUR_EYES), changed)
    assert len(pool.outcome) == 101
    pool.then(*pool.outcome)
    hold(pool, ask="tuin-100:geld").then(awaiting(many[100], approver="economie"), e.BackingSetAside)


def test_without_a_threshold_any_more_the_budget_holder_holds_at_once():
    hold(moestuin(*MONEY, FIRST, awaiting(FIRST), MANDATE, mandate=FOUR_EYES)).then(HELD)


def test_who_gave_the_first_yes_can_not_give_the_second_in_another_role():
    pool = moestuin(
        *MONEY,
        FIRST,
        awaiting(FIRST, requested_by="welzijn"),
        e.PoolHandedOver("moestuin", "participatie", "welzijn"),
        replace(FOUR_EYES, second_approver="welzijn"),
        mandate=FOUR_EYES,
    )
    approve(pool, by="welzijn").then("same-approver")


# Decline


def test_of_a_decline_all_learn_the_ground_and_the_applicant_the_words():
    pool = decline(moestuin(FIRST)).then(*declines(FIRST, "Te laat in het jaar.", "quality"))
    assert [(to, body["ground"], body["reason"]) for to, _, _, body in pool.said] == [
        ("all", "quality", "withheld"),
        ("de-moestuin", "quality", "Te laat in het jaar."),
    ]


def test_whoever_applied_before_it_was_recorded_learns_the_ground():
    of_then = replace(FIRST, applicant="")
    decline(moestuin(of_then)).then(declined(of_then, "Te laat in het jaar.", "quality"))


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("de-moestuin", "Te laat in het jaar."),
        ("welzijn", "Te laat in het jaar."),
        ("gemeente", "Te laat in het jaar."),
        ("rekenkamer", "Te laat in het jaar."),
        ("repaircafe", "withheld"),
        ("participatie", "withheld"),
    ],
)
def test_the_words_are_shown_to_those_concerned(by, words):
    pool = moestuin(FIRST, declined(FIRST, "Te laat in het jaar.", "quality"), mandate=FOUR_EYES)
    shown = pool.ask("ask", by=by, pool="moestuin", ask="tuin:geld")
    assert (shown["ground"], shown["reason"]) == ("quality", words)
    assert pool.ask("asks", by=by, pool="moestuin")["asks"][0]["reason"] == words


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "wijk"}, "unknown-pool"),
        ({"pool": "repair"}, "unknown-ask"),
        ({"ask": "fiets:geld"}, "unknown-ask"),
        ({"by": "participatie"}, "not-yours"),
        ({"revision": 2}, "superseded"),
        ({"cents": 149}, "superseded"),
        ({"reason": ""}, "text-missing"),
        ({"ground": "smaak"}, "value-unknown"),
    ],
)
def test_a_decline_is_refused(changed, code):
    decline(moestuin(OTHER, *MONEY, FIRST), **changed).then(code)


@pytest.mark.parametrize("facts", [(), (committed(HELD), closed()), (committed(HELD), closed(), paid(HELD))])
def test_a_hold_is_binding(facts):
    decline(moestuin(*MONEY, FIRST, HELD, *facts)).then("hold-is-binding")


def test_an_ask_is_declined_once():
    decline(moestuin(FIRST, declined(FIRST, "Nee."))).then("already-declined")


def test_after_the_decision_on_the_application_nothing_is_declined():
    decline(moestuin(FIRST, closed())).then("application-closed")


def test_no_mandate_is_needed_to_decline():
    decline(moestuin(FIRST, mandate=replace(MANDATE, valid_to=START))).then(e.ReservationDeclined, e.DeclineExplained)
