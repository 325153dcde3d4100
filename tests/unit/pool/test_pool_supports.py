"""Supports: money for one goal is used for another that reduces the need for it, if all concerned consent (S4)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    AUTOMATIC,
    OPENED,
    asked,
    committed,
    hear_ask,
    hear_failed,
    hear_granted,
    hear_paid,
    held,
    moestuin,
    paid_in,
    released,
)

TERMS = {
    "pool": "moestuin",
    "support": "steun",
    "contributions": ["bijstand"],
    "from_goal": "ontmoeten",
    "to_goal": "werk",
    "max_cents": 50,
    "starts_on": "2026-02-01",
    "ends_on": "2026-06-30",
    "evidence": "Rapport 7",
}
PROPOSED = e.SupportProposed(
    "moestuin",
    "steun",
    ("bijstand",),
    "ontmoeten",
    "werk",
    50,
    date(2026, 2, 1),
    date(2026, 6, 30),
    None,
    "Rapport 7",
    proposed_by="participatie",
    addressee="welzijn",
)
AGREED = e.SupportAgreed(
    "moestuin",
    "steun",
    ("bijstand",),
    "ontmoeten",
    "werk",
    50,
    date(2026, 2, 1),
    date(2026, 6, 30),
    None,
    agreed_by=("participatie", "welzijn"),
)
ENDED = e.SupportEnded("moestuin", "steun", "participatie")
AFTER = datetime(2026, 7, 1, 9, tzinfo=UTC)
ASK = asked(werk=50)


def pool_with(*facts, **changed):
    """A pool in which benefits money of participatie may pay for meeting only."""
    return moestuin(*paid_in("bijstand", 100, "ontmoeten", contributor="participatie"), *facts, **changed)


def propose(pool, by="participatie", **changed):
    return pool.when("propose-support", by=by, **{**TERMS, **changed})


def consent(pool, by="welzijn", support="steun"):
    return pool.when("consent-to-support", by=by, pool="moestuin", support=support)


def end(pool, by="participatie", support="steun"):
    return pool.when("end-support", by=by, pool="moestuin", support=support, reason="Zelf nodig")


def hold(pool, ask=ASK):
    answer = {"pool": "moestuin", "ask": ask.ask, "revision": ask.revision, "cents": ask.cents}
    return hear_ask(pool, ask).when("hold-ask", by="welzijn", **answer)


def supported(ask=ASK, cents=50):
    return held(ask, ("werk", "bijstand", cents), under=[("steun", "werk", "bijstand", cents)])


# Proposed, consented to, agreed


def test_a_support_awaits_those_whose_money_it_is_and_the_budget_holder():
    pool = propose(pool_with()).then(PROPOSED)
    ((audience, kind, _, body),) = pool.said
    assert (audience, kind, body["evidence"]) == ("welzijn", "support-proposed", "Rapport 7")
    consent(pool).then(e.SupportConsented("moestuin", "steun", "welzijn"), AGREED)
    ((audience, kind, _, body),) = pool.said
    assert (audience, kind) == ("all", "support-agreed")
    assert "evidence" not in body


def test_each_contributor_consents_once_for_all_that_it_has_in_it():
    more = (
        *paid_in("tweede", 9, "ontmoeten", contributor="participatie"),
        *paid_in("derde", 9, "ontmoeten", contributor="economie"),
    )
    pool = propose(pool_with(*more), by="welzijn", contributions=["derde", "bijstand", "tweede"])
    terms = replace(PROPOSED, contributions=("bijstand", "tweede", "derde"), proposed_by="welzijn")
    pool.then(replace(terms, addressee="participatie"), replace(terms, addressee="economie"))
    consent(pool, by="economie").then(e.SupportConsented("moestuin", "steun", "economie"))
    consent(pool, by="participatie").then(
        e.SupportConsented("moestuin", "steun", "participatie"),
        replace(AGREED, contributions=terms.contributions, agreed_by=("participatie", "economie", "welzijn")),
    )


def test_the_budget_holder_agrees_with_itself():
    pool = moestuin(*paid_in("eigen", 100, "ontmoeten"))
    terms = replace(PROPOSED, contributions=("eigen",), proposed_by="welzijn", addressee="welzijn")
    agreed = replace(AGREED, contributions=("eigen",), agreed_by=("welzijn",))
    propose(pool, by="welzijn", contributions=["eigen"]).then(terms, agreed)


def test_a_new_budget_holder_is_told_what_awaits_it_and_takes_over_what_is_agreed():
    pool = propose(pool_with()).when("hand-over", by="gemeente", pool="moestuin", budget_holder="economie")
    pool.then(e.PoolHandedOver, replace(PROPOSED, addressee="economie"))
    consent(pool, by="welzijn").then("not-yours")
    consent(pool, by="economie").then(e.SupportConsented, replace(AGREED, agreed_by=("participatie", "economie")))
    pool.when("hand-over", by="gemeente", pool="moestuin", budget_holder="welzijn").then(e.PoolHandedOver)
    consent(pool, by="welzijn").then("already-agreed")


def test_a_new_budget_holder_is_told_also_where_the_former_one_had_consented():
    pool = propose(pool_with(), by="welzijn")
    pool.when("hand-over", by="gemeente", pool="moestuin", budget_holder="economie")
    told = replace(PROPOSED, proposed_by="welzijn", addressee="economie")
    pool.then(e.PoolHandedOver, told)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"contributions": ["bijstand", "niets"]}, "unknown-contribution"),
        ({"by": "economie"}, "not-yours"),
        ({"to_goal": "spelen"}, "goal-unknown"),
        ({"from_goal": "groen"}, "not-earmarked"),
        ({"to_goal": "ontmoeten"}, "support-needless"),
        ({"ends_on": "2026-01-31"}, "period-invalid"),
        ({"starts_on": "2026-07-01"}, "period-invalid"),
        ({"starts_on": "2026-01-01", "ends_on": "2026-03-01"}, "period-invalid"),
        ({"to_goal": "groen"}, "budget-change-missing"),
    ],
)
def test_what_nobody_could_agree_to_is_refused(changed, code):
    propose(pool_with(), **changed).then(code)


def test_a_pool_that_is_not_there_has_no_supports():
    elsewhere = {"pool": "repair", "support": "steun"}
    pool = pool_with().when("propose-support", by="participatie", **{**TERMS, **elsewhere}).then("unknown-pool")
    pool.when("end-support", by="participatie", **elsewhere, reason="Zelf nodig").then("unknown-pool")
    assert pool.ask("supports", pool="repair").code == "unknown-pool"


def test_money_of_others_needs_no_decision_of_the_council_nor_does_money_within_a_main_task_field():
    terms = replace(PROPOSED, to_goal="groen")
    ours = propose(pool_with(), to_goal="groen", budget_change="Raadsbesluit 3")
    ours.then(replace(terms, budget_change="Raadsbesluit 3"))
    theirs = moestuin(*paid_in("bijstand", 100, "ontmoeten", contributor="participatie"))
    of_others = replace(theirs.state.contributions.of("moestuin").pledged["bijstand"], counts_for_ceiling=False)
    propose(moestuin(of_others), to_goal="groen").then(terms)


def test_a_name_is_used_once_and_so_many_proposals_wait_at_most(monkeypatch):
    monkeypatch.setattr("services.pool.supports.decisions.MAX_PROPOSALS", 1)
    pool = propose(pool_with())
    propose(pool).then("exists", "too-many-supports")
    consent(pool)
    monkeypatch.setattr("services.pool.supports.decisions.MAX_SUPPORTS", 1)
    propose(pool, support="nog-een").then("too-many-supports")


def test_who_is_not_concerned_neither_consents_nor_ends():
    pool = propose(pool_with())
    consent(pool, by="economie").then("not-yours")
    end(pool, by="gemeente").then("not-yours")
    consent(pool, by="participatie").then("already-agreed")
    consent(pool, support="ander").then("unknown-support")
    consent(pool.at(AFTER)).then("support-over")


# Holds under it


def test_money_for_one_goal_pays_for_another_up_to_the_maximum():
    pool = hold(pool_with(PROPOSED, AGREED)).then(supported())
    more = asked("meer:geld", werk=1)
    hold(pool, more).then("not-enough")
    assert pool.outcome.sentence.startswith("moestuin is € 0,01 short of free money for werk; € 0,50 would be left")
    hear_failed(pool)
    hold(pool, more).then(held(more, ("werk", "bijstand", 1), under=[("steun", "werk", "bijstand", 1)]))


def test_no_money_goes_under_it_before_it_is_agreed_nor_outside_its_period():
    hold(pool_with(PROPOSED)).then("not-enough")
    hold(pool_with(PROPOSED, AGREED).at(datetime(2026, 1, 31, 9, tzinfo=UTC))).then("not-enough")
    hold(pool_with(PROPOSED, AGREED).at(datetime(2026, 6, 30, 9, tzinfo=UTC))).then(supported())
    hold(pool_with(PROPOSED, AGREED).at(AFTER)).then("not-enough")
    hold(pool_with(PROPOSED, AGREED, ENDED)).then("not-enough")


def test_what_is_held_and_committed_under_it_stays_when_it_ends():
    pool = hold(pool_with(PROPOSED, AGREED))
    end(pool).then(ENDED, e.SupportEndExplained("moestuin", "steun", "participatie", "Zelf nodig", "welzijn"))
    assert [(audience, kind) for audience, kind, *_ in pool.said] == [
        ("all", "support-ended"),
        ("welzijn", "support-end-explained"),
    ]
    hear_granted(pool, (ASK.ask, 1)).then(committed(supported()), e.ApplicationClosed)
    ((_, kind, _, body), *_) = pool.said
    assert (kind, body["under"][0]["support"]) == ("reservation-committed", "steun")
    end(pool).then("support-over")


def test_an_automatic_mandate_uses_it_and_a_newer_revision_has_the_room_of_the_older():
    pool = pool_with(PROPOSED, AGREED, mandate=AUTOMATIC)
    hear_ask(pool, ASK).then(ASK, supported())
    newer = asked(revision=2, werk=40)
    hear_ask(pool, newer).then(newer, released(supported()), supported(newer, 40))


def test_what_is_held_under_a_support_moves_to_an_earmark_where_that_makes_room():
    pool = hold(pool_with(PROPOSED, AGREED))
    pool.given(*paid_in("werkgeld", 50, "werk"))
    tuin = asked("tuin-2:geld", ontmoeten=90)
    hold(pool, tuin).then(e.HoldRebacked, held(tuin, ("ontmoeten", "bijstand", 90)))
    assert pool.state.holds.supported == {"moestuin/steun": 10}


def test_what_goes_under_a_support_that_has_ended_moves_no_more():
    pool = hold(pool_with(PROPOSED, AGREED))
    pool.given(ENDED, *paid_in("werkgeld", 50, "werk"))
    hold(pool, asked("tuin-2:geld", ontmoeten=90)).then("not-enough")


def test_money_that_never_came_is_replaced_under_the_support():
    other = paid_in("tweede", 60, "ontmoeten", contributor="participatie")
    terms = replace(PROPOSED, contributions=("bijstand", "tweede"))
    agreed = replace(AGREED, contributions=("bijstand", "tweede"))
    pool = hold(pool_with(*other, terms, agreed)).then(supported())
    wrong = {"pool": "moestuin", "contribution": "bijstand", "receipt": 1, "cents": 0, "ground": "wrong-amount"}
    pool.when("correct-contribution", by="welzijn", **wrong).then(e.HoldRebacked, e.ContributionCorrected)
    assert pool.outcome[0].under == (e.Under("steun", "werk", "tweede", 50),)
    assert pool.state.holds.supported == {"moestuin/steun": 50}


def test_two_holds_that_move_at_once_have_the_room_of_the_support_once():
    pool = pool_with(PROPOSED, AGREED)
    pool.given(*paid_in("werkgeld", 60, "werk"))
    for name in ("een:geld", "twee:geld"):
        ask = asked(name, werk=30)
        hold(pool, ask).then(held(ask, ("werk", "werkgeld", 30)))
    wrong = {"pool": "moestuin", "contribution": "werkgeld", "receipt": 1, "cents": 0, "ground": "wrong-amount"}
    pool.when("correct-contribution", by="welzijn", **wrong)
    pool.then(e.HoldRebacked, e.HoldRebacked, e.ContributionCorrected)
    assert [sum(one.cents for one in fact.under) for fact in pool.outcome[:2]] == [30, 20]
    assert pool.state.holds.supported == {"moestuin/steun": 50}


def test_a_goal_that_is_supported_stays_in_the_frame():
    pool = pool_with(PROPOSED, replace(AGREED, to_goal="groen"))
    frame = {"decision": "Nieuw", "ceiling_cents": 1000, "valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    goals = [goal._asdict() for goal in OPENED.goals if goal.goal != "groen"]
    pool.when("amend-frame", by="raad", pool="moestuin", frame=frame, goals=goals).then("goal-in-use")


# Asked


def test_the_list_shows_standing_use_and_whom_it_awaits():
    pool = propose(pool_with())

    def shown():
        ((one),) = pool.ask("supports", pool="moestuin")["supports"]
        return one["standing"], one["used_cents"], one["awaits"]

    assert shown() == ("proposed", 0, ["welzijn"])
    hold(consent(pool))
    assert shown() == ("agreed", 50, [])
    end(pool)
    assert shown() == ("ended", 50, [])
    other = propose(pool_with()).at(AFTER)
    assert other.ask("supports", pool="moestuin")["supports"][0]["standing"] == "over"


def test_what_was_paid_under_a_support_takes_its_room_as_before():
    ask = asked(werk=30)
    pool = pool_with(PROPOSED, AGREED, ask, supported(ask, 30), committed(supported(ask, 30)))
    hear_paid(pool, 30)
    hold(pool, asked("meer:geld", werk=21)).then("not-enough")
    hold(pool, asked("nog:geld", werk=20)).then(e.ReservationHeld)
