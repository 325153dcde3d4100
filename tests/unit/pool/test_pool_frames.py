"""The council's frame: amended by a new decision only, never below what is engaged; and what its ceilings count."""

from dataclasses import fields, replace
from datetime import date

import pytest

from services.pool.app import SERVICE
from shared.calendar import civil_date
from shared.parties import Parties
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    MANDATE,
    OPENED,
    START,
    asked,
    committed,
    hear_ask,
    hear_paid,
    hear_refund,
    hear_saving,
    held,
    moestuin,
    paid_in,
    pledged,
)
from tests.unit.scenario import NOW, PARTIES, Scenario

LATER = date(2027, 12, 31)
FRAME = e.Frame("Raadsbesluit 2026-41", 1_500, START, LATER)
CEILINGS = (e.GoalCeiling("werk", 100),)
AMENDED = e.FrameAmended("moestuin", FRAME, OPENED.goals, ())


def amend(scenario, frame=FRAME, goals=OPENED.goals, ceilings=(), by="raad", pool="moestuin"):
    return scenario.when(
        "amend-frame",
        by=by,
        pool=pool,
        frame=frame._asdict(),
        goals=[goal._asdict() for goal in goals],
        ceilings=[ceiling._asdict() for ceiling in ceilings],
    )


def pledge(scenario, contribution, cents, by="welzijn"):
    return scenario.when(
        "pledge",
        by=by,
        pool="moestuin",
        contribution=contribution,
        cents=cents,
        earmarks=["werk"],
        task_field="6.5",
        year=2026,
        recurring="incidental",
        domain="social",
    )


def accept(scenario, contribution, offer):
    return scenario.when("accept-pledge", by="welzijn", pool="moestuin", contribution=contribution, offer=offer)


def set_mandate(scenario, **changed):
    return scenario.when("set-mandate", by="gemeente", **{**_body(MANDATE), **changed})


def _body(mandate):
    return {field.name: getattr(mandate, field.name) for field in fields(mandate)}


# The decision


def test_the_council_sets_a_whole_new_frame_and_all_hear_of_it():
    more = (*OPENED.goals, e.Goal("leren", "4.3", 2026))
    pool = amend(moestuin(), goals=more, ceilings=CEILINGS).then(e.FrameAmended("moestuin", FRAME, more, CEILINGS))
    assert [(audience, kind, key) for audience, kind, key, _ in pool.said] == [("all", "frame-amended", "moestuin")]
    shown = pool.ask("pool", pool="moestuin")
    assert (shown["frame"]["decision"], shown["ceiling_cents"]) == ("Raadsbesluit 2026-41", 1_500)
    assert [(goal["goal"], goal["ceiling_cents"]) for goal in shown["goals"]] == [
        *(("ontmoeten", None), ("werk", 100), ("groen", None)),
        ("leren", None),
    ]


def test_the_new_frame_is_what_pledges_and_mandates_keep_to():
    pool = moestuin()
    pledge(pool, "groot", 1_001).then("above-frame")
    set_mandate(pool, valid_to=LATER).then("period-invalid")
    amend(pool).then(e.FrameAmended)
    pledge(pool, "groot", 1_500).then(e.ContributionPledged)
    pledge(pool, "klein", 1).then("above-frame")
    set_mandate(pool, total_cents=1_500, valid_to=LATER).then(e.MandateSet)


def test_only_the_council_amends():
    amend(moestuin(), by="gemeente").then("not-yours")
    amend(moestuin(), by="welzijn").then("not-yours")


def test_a_frame_of_no_pool_is_not_amended():
    amend(moestuin(), pool="wijk").then("unknown-pool")


@pytest.mark.parametrize("decision", ["Raadsbesluit 2025-118", " Raadsbesluit 2025-118\n"])
def test_the_decision_that_stands_amends_nothing(decision):
    amend(moestuin(), FRAME._replace(decision=decision)).then("same-decision")


def test_a_repeated_amendment_is_told_that_it_stands():
    amend(amend(moestuin()).then(AMENDED)).then("same-decision")


def test_a_frame_that_nobody_could_keep_is_refused():
    amend(moestuin(), FRAME._replace(valid_to=date(2025, 12, 31))).then("frame-invalid")
    amend(moestuin(), goals=(*OPENED.goals, OPENED.goals[0])).then("frame-invalid")
    amend(moestuin(), ceilings=CEILINGS * 2).then("frame-invalid")
    amend(moestuin(), ceilings=(e.GoalCeiling("leren", 100),)).then("frame-invalid")


def test_everything_wrong_with_a_frame_is_named_at_once():
    pool = moestuin(*paid_in("breed", 300, "werk"), pledged("later", 100, "groen"))
    wrong = OPENED.frame._replace(ceiling_cents=399, valid_to=date(2025, 12, 31))
    kept = tuple(goal for goal in OPENED.goals if goal.goal not in {"werk", "groen"})
    amend(pool, wrong, goals=(*kept, kept[0]), ceilings=(e.GoalCeiling("leren", 100),)).then(
        *("same-decision", "frame-invalid", "frame-invalid", "frame-invalid", "below-engaged"),
        *("goal-in-use", "goal-in-use", "period-invalid"),
    )


def test_a_pool_is_opened_with_ceilings_of_its_goals():
    body = {name: getattr(OPENED, name) for name in ("pool", "neighbourhood", "budget_holder")}
    body |= {"frame": OPENED.frame._asdict(), "goals": [goal._asdict() for goal in OPENED.goals]}
    opening = Scenario(SERVICE)
    opening.when("open-pool", by="gemeente", **body, ceilings=[{"goal": "leren", "ceiling_cents": 5}]).then(
        "frame-invalid"
    )
    opening.when("open-pool", by="gemeente", **body, ceilings=[{"goal": "werk", "ceiling_cents": 100}])
    opening.then(replace(OPENED, opened_on=civil_date(NOW), ceilings=CEILINGS))
    assert opening.said[0][3]["ceilings"] == [{"goal": "werk", "ceiling_cents": 100}]
    assert "ceilings" not in Scenario(SERVICE).when("open-pool", by="gemeente", **body).said[0][3]


def test_no_ceiling_goes_below_what_counts_for_it():
    pool = moestuin(*paid_in("breed", 300, "werk"), pledged("later", 100, "groen"))
    amend(pool, FRAME._replace(ceiling_cents=399)).then("below-engaged")
    amend(pool, FRAME._replace(ceiling_cents=400)).then(e.FrameAmended)


def test_no_ceiling_of_a_goal_goes_below_what_is_engaged_for_it():
    ask = asked(werk=60)
    hold = held(ask, ("werk", "breed", 60))
    pool = moestuin(*paid_in("breed", 300, "werk"), ask, hold, committed(hold))
    hear_paid(pool, 60)
    hear_refund(pool, principal=20, interest=5)
    amend(pool, ceilings=(e.GoalCeiling("werk", 39),)).then("below-engaged")
    amend(pool, ceilings=(e.GoalCeiling("werk", 40),)).then(e.FrameAmended)


def test_a_goal_is_removed_only_when_nothing_needs_it():
    without_green, without_work = OPENED.goals[:2], (OPENED.goals[0], OPENED.goals[2])
    amend(moestuin(pledged("later", 100, "groen")), goals=without_green).then("goal-in-use")
    amend(moestuin(), goals=without_work).then("goal-in-use")  # the mandate names it
    amend(moestuin(), goals=without_green).then(replace(AMENDED, goals=without_green))
    ask = asked(werk=60)
    engaged = moestuin(*paid_in("breed", 300, "werk"), ask, held(ask, ("werk", "breed", 60)))
    set_mandate(engaged, goals=["ontmoeten"])
    amend(engaged, goals=without_work).then("goal-in-use")


def test_what_was_taken_back_no_longer_needs_its_goal():
    pool = moestuin(*paid_in("oud", 10, "groen"))
    pool.when("withdraw-contribution", by="welzijn", pool="moestuin", contribution="oud", cents=10)
    amend(pool, goals=OPENED.goals[:2]).then(e.FrameAmended)


def test_the_standing_mandate_stays_within_the_period():
    amend(moestuin(), FRAME._replace(valid_from=date(2026, 1, 2))).then("period-invalid")
    amend(moestuin(), FRAME._replace(valid_to=date(2026, 12, 30))).then("period-invalid")
    over = moestuin(mandate=replace(MANDATE, valid_to=date(2026, 2, 1)))
    amend(over, FRAME._replace(valid_from=date(2026, 2, 2))).then(e.FrameAmended)


def test_what_is_engaged_stays_within_the_period():
    over = replace(MANDATE, valid_to=date(2026, 2, 1))
    ask = asked(werk=60)
    pool = moestuin(*paid_in("breed", 300, "werk"), ask, held(ask, ("werk", "breed", 60)), mandate=over)
    amend(pool, FRAME._replace(valid_from=date(2026, 1, 2))).then("period-invalid")
    amend(pool, FRAME._replace(valid_to=date(2026, 3, 1))).then("period-invalid")
    amend(pool, FRAME._replace(valid_to=date(2026, 3, 2))).then(e.FrameAmended)


# What counts


def test_money_of_others_counts_for_no_ceiling_and_is_shown_beside():
    pool = moestuin()
    pledge(pool, "corporatie", 5_000, by="woonstede").then(e.PledgeOffered)
    pledge(pool, "provincie", 3_000, by="provincie").then(e.PledgeOffered)
    accept(pool, "corporatie", 1).then(e.ContributionPledged)
    accept(pool, "provincie", 2).then(e.ContributionPledged)
    pledge(pool, "eigen", 1_000).then(e.ContributionPledged)
    pledge(pool, "meer", 1).then("above-frame")
    shown = pool.ask("pool", pool="moestuin")
    assert (shown["counted_cents"], shown["others_cents"]) == (1_000, 8_000)
    assert [each["counts_for_ceiling"] for each in shown["contributions"]] == [False, False, True]


def test_the_ceiling_is_judged_when_a_pledge_is_accepted_and_an_offer_counts_for_nothing():
    pool = moestuin()
    for number, name in enumerate(("een", "twee"), 1):
        pledge(pool, name, 600, by="participatie").then(e.PledgeOffered)
        assert pool.ask("pool", pool="moestuin")["counted_cents"] == 600 * (number - 1)
        accept(pool, name, number).then(*([e.ContributionPledged] if number == 1 else ["above-frame"]))
    pool.when("cancel-pledge", by="participatie", pool="moestuin", contribution="een").then(e.PledgeCancelled)
    assert pool.ask("pool", pool="moestuin")["counted_cents"] == 0
    accept(pool, "twee", 2).then(e.ContributionPledged)


def test_own_public_money_above_the_ceiling_is_not_even_offered():
    pledge(moestuin(), "eigen", 1_001, by="participatie").then("above-frame")
    pledge(moestuin(), "andere", 1_001, by="provincie").then(e.PledgeOffered)


def test_whose_money_it_is_the_register_says_at_acceptance():
    pool = moestuin()
    pledge(pool, "provincie", 3_000, by="provincie").then(e.PledgeOffered)
    pool.parties = _registered(own=True)
    accept(pool, "provincie", 1).then("above-frame")
    pool.parties = Parties([party for party in PARTIES.values() if party.slug != "provincie"])
    accept(pool, "provincie", 1).then("above-frame")  # who has left the register passes no ceiling
    pool.parties = PARTIES
    accept(pool, "provincie", 1).then(e.ContributionPledged)
    pool.parties = _registered(own=True)
    assert pool.ask("pool", pool="moestuin")["others_cents"] == 3_000


def _registered(**changed):
    """The register, in which the province is something else."""
    return Parties(
        [party.model_copy(update=changed) if party.slug == "provincie" else party for party in PARTIES.values()]
    )


def test_who_counted_when_it_pledged_counts_whatever_the_register_says_later():
    """An old pledge does not say: it counts, so that no ceiling is passed."""
    old = replace(pledged("oud", 600, "werk", contributor="woonstede"), counts_for_ceiling=True)
    pledge(moestuin(old), "eigen", 401).then("above-frame")


def test_a_goals_ceiling_counts_what_is_engaged_whoever_put_it_in():
    pool = moestuin(*paid_in("breed", 300, "werk", contributor="woonstede"), replace(AMENDED, ceilings=CEILINGS))
    first, second = asked("tuin:geld", werk=60), asked("kas:geld", werk=41)
    hear_ask(pool, first)
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask="tuin:geld", revision=1, cents=60).then(e.ReservationHeld)
    hear_ask(pool, second)
    hold_second = {"by": "welzijn", "pool": "moestuin", "ask": "kas:geld", "revision": 1, "cents": 41}
    pool.when("hold-ask", **hold_second).then("above-goal-ceiling")
    goal = pool.ask("pool", pool="moestuin")["goals"][1]
    assert (goal["engaged_cents"], goal["ceiling_cents"]) == (60, 100)


def test_principal_that_came_back_makes_room_under_a_goals_ceiling_and_interest_does_not():
    ask = asked(werk=60)
    hold = held(ask, ("werk", "breed", 60))
    pool = moestuin(
        *paid_in("breed", 300, "werk"), replace(AMENDED, ceilings=CEILINGS), ask, hold, committed(hold), mandate=AUTO
    )
    hear_paid(pool, 60)
    hear_refund(pool, principal=20, interest=30)
    hear_ask(pool, asked("kas:geld", werk=61)).then(e.AskReceived, e.ReservationDeclined, e.DeclineExplained)
    assert "€ 0,61 is above the € 0,60 that" in pool.outcome[1].reason
    assert pool.outcome[1].ground == "no-money"
    hear_ask(pool, asked("kas:geld", revision=2, werk=60)).then(e.AskReceived, e.ReservationHeld)


AUTO = replace(MANDATE, automatic=True)


def test_a_newer_revision_takes_the_place_of_what_the_older_one_holds():
    pool = moestuin(*paid_in("breed", 300, "werk"), replace(AMENDED, ceilings=CEILINGS), mandate=AUTO)
    hear_ask(pool, asked(werk=80)).then(e.AskReceived, e.ReservationHeld)
    hear_ask(pool, asked(revision=2, werk=100)).then(e.AskReceived, e.ReservationReleased, e.ReservationHeld)
    hear_ask(pool, asked(revision=3, werk=101)).then(
        e.AskReceived, e.ReservationReleased, e.ReservationDeclined, e.DeclineExplained
    )


def test_principal_of_one_contribution_is_divided_over_the_goals_that_it_paid():
    ask = asked(werk=60, ontmoeten=30)
    hold = held(ask, ("werk", "breed", 60), ("ontmoeten", "breed", 30))
    pool = moestuin(*paid_in("breed", 300, "werk", "ontmoeten"), ask, hold, committed(hold))
    hear_paid(pool, 90)
    hear_refund(pool, principal=31)
    goals = {goal["goal"]: goal["engaged_cents"] for goal in pool.ask("pool", pool="moestuin")["goals"]}
    assert goals == {"werk": 39, "ontmoeten": 20, "groen": 0}
    hear_refund(pool, principal=59)
    assert {goal["engaged_cents"] for goal in pool.ask("pool", pool="moestuin")["goals"]} == {0}


# The mandate's total counts net outlay: what came back can be invested again

FIVE_THOUSAND = 500_000


def _spent():
    """A pool of € 5,000, with a mandate and a ceiling of as much: all of it committed and paid."""
    frame = OPENED.frame._replace(ceiling_cents=FIVE_THOUSAND)
    mandate = replace(AUTO, limit_cents=FIVE_THOUSAND, total_cents=FIVE_THOUSAND)
    pool = Scenario(SERVICE).given(
        replace(OPENED, frame=frame), mandate, *paid_in("inleg", FIVE_THOUSAND, "werk", "ontmoeten")
    )
    ask = asked(werk=FIVE_THOUSAND)
    hold = held(ask, ("werk", "inleg", FIVE_THOUSAND))
    pool.given(ask, hold, committed(hold))
    hear_paid(pool, FIVE_THOUSAND)
    return pool


def test_nothing_is_left_of_the_total_once_all_is_paid():
    hear_ask(_spent(), asked("kas:geld", werk=1)).then(e.AskReceived, e.ReservationDeclined, e.DeclineExplained)


def test_a_saving_that_returned_is_invested_again():
    pool = _spent()
    hear_saving(pool, FIVE_THOUSAND, "into:moestuin/inleg")
    hear_ask(pool, asked("kas:geld", werk=FIVE_THOUSAND)).then(e.AskReceived, e.ReservationHeld)
    assert pool.ask("pool", pool="moestuin")["net_outlay_cents"] == FIVE_THOUSAND
    hear_ask(pool, asked("bank:geld", werk=1)).then(e.AskReceived, e.ReservationDeclined, e.DeclineExplained)


def test_principal_and_interest_that_returned_are_invested_again():
    pool = _spent()
    hear_refund(pool, principal=FIVE_THOUSAND - 40_000, interest=40_000)
    assert pool.ask("pool", pool="moestuin")["net_outlay_cents"] == 0
    hear_ask(pool, asked("kas:geld", werk=FIVE_THOUSAND)).then(e.AskReceived, e.ReservationHeld)
    hear_ask(pool, asked("bank:geld", werk=1)).then(e.AskReceived, e.ReservationDeclined, e.DeclineExplained)


def test_more_than_was_spent_came_back_and_the_total_is_no_larger_for_it():
    pool = _spent()
    hear_saving(pool, 3 * FIVE_THOUSAND, "into:moestuin/inleg")
    assert pool.ask("pool", pool="moestuin")["net_outlay_cents"] == 0
    hear_ask(pool, asked("kas:geld", werk=FIVE_THOUSAND + 1)).then(
        e.AskReceived, e.ReservationDeclined, e.DeclineExplained
    )
