"""Nobody decides in its own case (2:4 Awb): where the budget holder asks, the second approver acts in its place."""

from dataclasses import asdict, replace

import pytest

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    AUTOMATIC,
    FOUR_EYES,
    MANDATE,
    asked,
    awaiting,
    committed,
    declined,
    declines,
    hear_ask,
    held,
    moestuin,
    paid_in,
)

MONEY = paid_in("breed", 1_000, "ontmoeten", "werk")
OWN = asked(applicant="welzijn", ontmoeten=150)
SMALL = asked(applicant="welzijn", ontmoeten=50)
HELD = held(OWN, ("ontmoeten", "breed", 150))
EXACT = {"pool": "moestuin", "ask": "tuin:geld", "revision": 1}


def hold(scenario, by, cents=150):
    return scenario.when("hold-ask", by=by, **EXACT, cents=cents)


def approve(scenario, by):
    return scenario.when("approve-hold", by=by, **EXACT)


def decline(scenario, by):
    return scenario.when("decline-ask", by=by, **EXACT, cents=150, ground="other", reason="Nee.")


@pytest.mark.parametrize("ask", [OWN, SMALL])
def test_the_second_approver_holds_alone_what_the_budget_holder_asks(ask):
    pool = hear_ask(moestuin(*MONEY, mandate=FOUR_EYES), ask).then(ask)
    hold(pool, "welzijn", ask.cents).then("own-interest")
    hold(pool, "economie", ask.cents).then("not-yours")
    hold(pool, "gemeente", ask.cents).then(held(ask, ("ontmoeten", "breed", ask.cents)))


def test_the_second_approver_declines_what_the_budget_holder_asks():
    pool = moestuin(*MONEY, OWN, mandate=FOUR_EYES)
    decline(pool, "welzijn").then("own-interest")
    decline(pool, "economie").then("not-yours")
    decline(pool, "gemeente").then(*declines(OWN, "Nee."))


def test_who_acts_in_its_place_is_shown():
    pool = moestuin(*MONEY, OWN, mandate=FOUR_EYES)
    assert pool.ask("ask", pool="moestuin", ask=OWN.ask)["awaits"] == "gemeente"
    assert moestuin(OWN, declined(OWN, "Nee.")).ask("ask", pool="moestuin", ask=OWN.ask)["awaits"] is None


@pytest.mark.parametrize("mandate", [MANDATE, AUTOMATIC])
def test_without_a_second_approver_it_is_declined_at_once(mandate):
    pool = hear_ask(moestuin(*MONEY, mandate=mandate), OWN).then(OWN, e.ReservationDeclined, e.DeclineExplained)
    assert "2:4 Awb" in pool.outcome[1].reason
    assert pool.outcome[1].ground == "own-interest"


def test_an_automatic_mandate_does_not_answer_for_a_budget_holder_that_asks():
    hear_ask(moestuin(*MONEY, mandate=replace(FOUR_EYES, automatic=True)), SMALL).then(SMALL)


def test_a_budget_holder_that_took_over_a_pool_it_asks_of_does_not_answer():
    taken_over = e.PoolHandedOver("moestuin", "economie", "welzijn")
    pool = moestuin(*MONEY, asked(applicant="economie", ontmoeten=150), taken_over)
    assert "name a second approver" in hold(pool, "economie").then("own-interest").outcome.sentence
    assert "name a second approver" in hold(pool, "gemeente").then("not-yours").outcome.sentence
    decline(pool, "economie").then("own-interest")


def test_a_second_approver_that_asks_is_not_the_second():
    ask = asked(applicant="gemeente", ontmoeten=150)
    pool = moestuin(*MONEY, ask, mandate=FOUR_EYES)
    assert "another second approver" in hold(pool, "welzijn").then("own-interest").outcome.sentence
    approve(moestuin(*MONEY, ask, awaiting(ask), mandate=FOUR_EYES), "gemeente").then("own-interest")
    small = asked(applicant="gemeente", ontmoeten=50)
    hold(moestuin(*MONEY, small, mandate=FOUR_EYES), "welzijn", 50).then(e.ReservationHeld)


def test_a_new_second_approver_that_asks_is_told_nothing():
    ask = asked(applicant="economie", ontmoeten=150)
    changed = replace(FOUR_EYES, second_approver="economie")
    pool = moestuin(*MONEY, ask, awaiting(ask), mandate=FOUR_EYES)
    pool.when("set-mandate", by="gemeente", **asdict(changed)).then(changed)


def test_an_ask_from_before_names_no_applicant():
    old = replace(OWN, applicant="")
    hold(moestuin(*MONEY, old), "welzijn").then(e.ReservationHeld)


@pytest.mark.parametrize(
    ("mandate", "by", "words"),
    [
        (MANDATE, "gemeente", "moestuin has no second approver; welzijn, its budget holder, answers alone."),
        (FOUR_EYES, "economie", "Only gemeente, the second approver of moestuin, may approve."),
        (FOUR_EYES, "welzijn", "welzijn gave the first yes; the second is gemeente's."),
    ],
)
def test_a_refused_approval_says_who_may(mandate, by, words):
    ask = asked(ontmoeten=150)
    assert approve(moestuin(*MONEY, ask, awaiting(ask), mandate=mandate), by).outcome.sentence == words
    assert "None" not in words


def test_sentences_fit_what_there_is():
    """None, nothing, one and several."""
    dropped_ask = replace(OWN, revision=2, cents=0, lines=())
    said = hold(moestuin(*MONEY, dropped_ask, mandate=FOUR_EYES), "gemeente").then("superseded").outcome.sentence
    assert said == "tuin:geld is dropped; there is nothing to answer any more."
    done = moestuin(*MONEY, OWN, HELD, committed(HELD), mandate=FOUR_EYES)
    assert decline(done, "gemeente").then("hold-is-binding").outcome.sentence.startswith("This ask is granted and")
    receipt = {"pool": "moestuin", "contribution": "breed", "cents": 1, "received_on": "2026-01-01"}
    nothing = moestuin(*MONEY).when("receive", by="welzijn", **receipt).then("more-than-pledged").outcome
    assert nothing.sentence == "Nothing of breed is still to come; have the rest pledged first."
    goals = {"limit_cents": 1, "total_cents": 1, "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    for named, words in ((["zwemmen"], "no goal zwemmen;"), (["zwemmen", "zingen"], "no goals zwemmen, zingen;")):
        pool = moestuin().when("set-mandate", by="gemeente", pool="moestuin", goals=named, automatic=False, **goals)
        assert words in pool.then("goal-unknown").outcome.sentence
