"""A task is taken over together with its budget, or neither is (S2)."""

from dataclasses import replace

import pytest

from shared.money import MAX_CENTS
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    AUTOMATIC,
    FOUR_EYES,
    asked,
    awaiting,
    closed,
    committed,
    declines,
    dropped,
    hear_failed,
    hear_granted,
    hear_paid,
    moestuin,
    paid,
    paid_in,
    released,
    set_aside,
)
from tests.unit.pool.taking_over import (
    REGISTERED,
    TASK,
    challenge,
    hear_and_hold,
    hear_challenge,
    hold,
    hold_of,
    moved,
    park,
    taken_over,
)

WITH_PERFORMER = "memo/with:moestuin/perken/openbare-ruimte"
ASK = challenge()


def register(scenario, by="welzijn", **changed):
    return scenario.when("register-task", by=by, **{"pool": "moestuin", **TASK, **changed})


def tasks(pool):
    (found,) = pool.ask("tasks", pool="moestuin")["tasks"]
    return found["performer_units"], found["claimed_units"], found["taken_over_units"]


# Registered


def test_the_budget_holder_registers_what_may_be_taken_over():
    pool = register(moestuin()).then(REGISTERED)
    ((audience, kind, _, body),) = pool.said
    assert (audience, kind) == ("all", "task-registered")
    assert body == {"pool": "moestuin", **TASK}
    assert tasks(pool) == (12, 0, 0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by": "participatie"}, "not-yours"),
        ({"pool": "elders"}, "unknown-pool"),
        ({"goal": "sport"}, "goal-unknown"),
        ({"units": 1_000_000, "unit_cents": MAX_CENTS // 1000}, "amount-too-large"),
        ({"units": 0}, "out-of-range"),
        ({"performer": "niemand"}, "unknown-party"),
    ],
)
def test_a_registration_is_refused(changed, code):
    register(moestuin(), **changed).then(code)


def test_a_task_is_registered_once():
    register(park(), units=1).then("exists")


def test_a_pool_has_so_many_tasks(monkeypatch):
    monkeypatch.setattr("services.pool.tasks.decisions.taking.MAX_TASKS", 1)
    register(park(), task="plein").then("too-many-tasks")


# Claimed by a hold


def test_a_hold_claims_the_units_and_the_grant_moves_them_with_the_money():
    pool = hear_challenge(park(), ASK).then(ASK)
    hold(pool, ASK).then(hold_of(ASK))
    assert tasks(pool) == (12, 8, 0)
    hear_granted(pool, ASK.exact).then(committed(hold_of(ASK)), moved(ASK), closed())
    assert tasks(pool) == (4, 0, 8)
    assert pool.balance(WITH_PERFORMER) == 40
    assert pool.balance("memo/with:moestuin/perken/de-moestuin") == 80
    assert pool.said[1][:2] == ("all", "task-moved")


def test_a_payment_that_came_before_its_commit_is_booked_after_the_task_moved():
    pool = hear_paid(hear_and_hold(park(), ASK), 75)
    hear_granted(pool, ASK.exact).then(committed(hold_of(ASK)), moved(ASK), closed(), paid(hold_of(ASK)))


def test_an_application_that_fails_frees_units_and_money():
    pool = hear_and_hold(park(), ASK)
    hear_failed(pool).then(released(hold_of(ASK)), closed())
    assert tasks(pool) == (12, 0, 0)
    assert pool.balance("moestuin/breed/free") == 200


def test_a_new_revision_claims_anew_and_a_dropped_one_nothing():
    pool = hear_challenge(park(mandate=AUTOMATIC), ASK).then(ASK, hold_of(ASK))
    again = replace(challenge(units=12), revision=2)
    hear_challenge(pool, again).then(again, released(hold_of(ASK)), hold_of(again))
    assert tasks(pool) == (12, 12, 0)
    gone = replace(asked(ASK.ask, revision=3), takes_over=None)
    hear_challenge(pool, gone).then(gone, released(hold_of(again)), dropped(gone))
    assert tasks(pool) == (12, 0, 0)


def test_a_revision_for_money_only_frees_the_units():
    pool = hear_and_hold(park(), ASK)
    plain = asked(ASK.ask, revision=2, ontmoeten=75)
    hear_challenge(pool, plain).then(plain, released(hold_of(ASK)))
    assert tasks(pool) == (12, 0, 0)
    hold(pool, plain).then(hold_of(plain))
    assert tasks(pool) == (12, 0, 0)
    hear_granted(pool, plain.exact).then(committed(hold_of(plain)), closed())


def test_a_first_yes_claims_the_units_until_the_second():
    all_of_it = challenge(units=12, cents=110)
    aside = set_aside(all_of_it, ("ontmoeten", "breed", 110))
    pool = hear_and_hold(park(mandate=FOUR_EYES), all_of_it).then(awaiting(all_of_it), aside)
    assert tasks(pool) == (12, 12, 0)
    rival = challenge(units=1, cents=1, ask="repair:geld")
    hear_and_hold(pool, rival).then("units-not-free")
    pool.when("approve-hold", by="gemeente", pool="moestuin", ask=ASK.ask, revision=1).then(e.ReservationHeld)
    assert tasks(pool) == (12, 12, 0)


def test_a_first_yes_that_is_taken_back_claims_no_units():
    all_of_it = challenge(units=12, cents=110)
    pool = hear_and_hold(park(mandate=FOUR_EYES), all_of_it)
    answer = {"pool": "moestuin", "ask": ASK.ask, "revision": 1, "cents": 110}
    pool.when("decline-ask", by="welzijn", **answer, ground="quality", reason="Te duur.")
    assert tasks(pool) == (12, 0, 0)


def test_a_first_yes_of_before_money_was_set_aside_is_judged_again():
    all_of_it, rival = challenge(units=12, cents=110), challenge(units=1, cents=1, ask="repair:geld")
    pool = park(all_of_it, awaiting(all_of_it), mandate=FOUR_EYES)
    hear_and_hold(pool, rival).then(hold_of(rival))
    pool.when("approve-hold", by="gemeente", pool="moestuin", ask=ASK.ask, revision=1).then("units-not-free")


# Refused


OBJECTIONS = [
    (challenge(task="bomen"), "unknown-task", "other", "moestuin has no task bomen; register it, or decline this ask."),
    (
        challenge(werk=5),
        "outside-task",
        "outside-goal",
        "perken is for ontmoeten, and werk is asked with it; have other goals asked apart.",
    ),
    (
        replace(ASK, applicant="openbare-ruimte"),
        "performs-already",
        "other",
        "openbare-ruimte performs perken itself; have it ask without taking anything over.",
    ),
    (
        challenge(units=7),
        "above-task-budget",
        "no-money",
        "With 7 of 12 perken goes € 0,70 at most; have less asked, or more units taken over.",
    ),
    (
        challenge(units=13),
        "units-not-free",
        "other",
        (
            "13 units of perken are asked, and 12 are with openbare-ruimte and claimed by nobody else; "
            "have fewer asked, or wait."
        ),
    ),
]


@pytest.mark.parametrize(("ask", "code", "ground", "sentence"), OBJECTIONS)
def test_what_cannot_be_taken_over_is_not_held(ask, code, ground, sentence):
    pool = hear_and_hold(park(), ask)
    assert pool.outcome.sentence == sentence
    pool.then(code)


@pytest.mark.parametrize(("ask", "code", "ground", "sentence"), OBJECTIONS)
def test_an_automatic_mandate_declines_it_with_the_reason(ask, code, ground, sentence):
    hear_challenge(park(mandate=AUTOMATIC), ask).then(ask, *declines(ask, sentence, ground))


def test_units_are_claimed_once():
    rival = challenge(ask="repair:geld", units=5, cents=40)
    pool = hear_and_hold(park(), ASK)
    hear_and_hold(pool, rival).then("units-not-free")
    hear_failed(pool)
    hold(pool, rival).then(hold_of(rival))


def test_units_that_were_taken_over_are_not_there_for_another():
    hear_and_hold(taken_over(), challenge(ask="repair:geld", units=5, cents=40)).then("units-not-free")


def test_a_task_may_be_registered_after_it_was_asked_for():
    pool = hear_challenge(moestuin(*paid_in("breed", 200, "ontmoeten")), ASK)
    register(hold(pool, ASK).then("unknown-task")).then(REGISTERED)
    hold(pool, ASK).then(hold_of(ASK))


# Shown


def test_the_ask_shows_what_it_takes_over():
    pool = hear_challenge(park(), ASK)
    shown = pool.ask("ask", pool="moestuin", ask=ASK.ask)
    assert shown["takes_over"] == {"task": "perken", "units": 8}


def test_the_takeovers_of_a_task_are_shown_page_by_page():
    pool = taken_over()
    (found,) = pool.ask("takeovers", pool="moestuin", task="perken")["takeovers"]
    assert found == {
        "ask": ASK.ask,
        "application": "tuin",
        "applicant": "de-moestuin",
        "units": 8,
        "cents": 75,
        "units_left": 8,
        "giving_back": [],
    }
    assert pool.ask("takeovers", pool="moestuin", task="perken", after=1) == {"total": 1, "takeovers": []}
    assert pool.ask("takeovers", pool="moestuin", task="bomen").code == "unknown-task"
    assert pool.ask("takeovers", pool="elders", task="perken").code == "unknown-pool"
    assert pool.ask("tasks", pool="moestuin", after=1) == {"total": 1, "tasks": []}
    assert pool.ask("tasks", pool="elders").code == "unknown-pool"
