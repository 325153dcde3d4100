"""Answers: only the exact ask, revision and amount counts, a hold binds, and the last one completes the grant."""

from dataclasses import replace

import pytest

from tests.unit.applications import facts as e
from tests.unit.applications.garden import (
    ASKED,
    DECIDE_BY,
    EARLIER,
    GRANTED,
    LATER,
    UNANSWERED,
    answer,
    ask_body,
    asked,
    declined,
    explained,
    failed,
    granted,
    held,
    moved,
    open_garden,
    pool_says,
    rearrange,
    scenario,
)

NO = {"ground": "no-money", "reason": "Te duur"}
DROPPED_WOOD = asked("hout", 0, revision=2, undo=moved("hout", 100_000, "asked", "funder"))


def stale(verdict, ask="kas", *, revision=1, cents=450_000, funder="pool:moestuin"):
    return e.AnswerStale("tuin", f"tuin:{ask}", revision, funder, cents, verdict)


# A zuil's answer


def test_a_zuil_holds():
    world = answer(open_garden(), "begeleiding", "hold").then(held("begeleiding"))
    assert [(to, kind) for to, kind, _, _ in world.said] == [("all", "zuil-ask-held")]


def test_a_zuil_declines_and_the_money_is_its_own_again():
    world = answer(open_garden(), "begeleiding", "decline", **NO).then(
        declined("begeleiding"), explained("begeleiding")
    )
    assert world.balance("memo/funder:zuil:participatie") == 0


def test_of_a_decline_all_learn_the_ground_and_the_applicant_the_words():
    world = answer(open_garden(), "begeleiding", "decline", **NO)
    assert [(to, body["ground"], body["reason"]) for to, _, _, body in world.then(*map(type, world.outcome)).said] == [
        ("all", "no-money", "withheld"),
        ("de-moestuin", "no-money", "Te duur"),
    ]


@pytest.mark.parametrize(
    ("by", "words"),
    [
        ("de-moestuin", "Te duur"),
        ("participatie", "Te duur"),
        ("rekenkamer", "Te duur"),
        ("woonstede", "withheld"),
        ("repaircafe", "withheld"),
    ],
)
def test_the_words_are_shown_to_those_concerned(by, words):
    shown = open_garden(declined("begeleiding")).ask("application", by=by, application="tuin")["asks"][1]
    assert (shown["ground"], shown["reason"]) == ("no-money", words)


def test_a_hold_after_a_decline_has_no_ground_any_more():
    world = open_garden(declined("begeleiding"), held("begeleiding", source="funder"))
    shown = world.ask("application", application="tuin")["asks"][1]
    assert (shown["ground"], shown["reason"]) == (None, None)


def test_the_last_hold_grants_everything_in_one_fact():
    world = answer(open_garden(held("kas"), held("hout")), "begeleiding", "hold")
    world.then(held("begeleiding"), GRANTED)
    assert world.balance("memo/ask:pool:moestuin/tuin:kas/granted") == 450_000
    assert [kind for _, kind, _, _ in world.said] == ["zuil-ask-held", "application-granted"]


def test_one_decline_leaves_the_application_open_and_ungranted():
    world = open_garden(declined("hout"), held("kas"))
    answer(world, "begeleiding", "hold").then(held("begeleiding"))
    answer(world, "hout", "hold").then(held("hout", source="funder"), GRANTED)


def test_a_decline_always_has_a_ground_and_a_reason():
    answer(open_garden(), "begeleiding", "decline", ground="no-money").then("reason-missing")
    answer(open_garden(), "begeleiding", "decline", ground="no-money", reason="  ").then("text-missing")
    answer(open_garden(), "begeleiding", "decline", reason="Te duur").then("ground-missing")
    answer(open_garden(), "begeleiding", "decline", ground="smaak", reason="Te duur").then("value-unknown")


def test_a_hold_is_binding():
    answer(open_garden(held("begeleiding")), "begeleiding", "decline", reason="Toch niet").then("hold-is-binding")


def test_a_hold_binds_after_the_grant_too():
    world = open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED)
    answer(world, "begeleiding", "decline", reason="Toch niet").then("hold-is-binding")


@pytest.mark.parametrize("before", [held, declined])
def test_an_answer_is_given_once(before):
    verdict = {held: "hold", declined: "decline"}[before]
    answer(open_garden(before("begeleiding")), "begeleiding", verdict, reason="Te duur").then("already-answered")


def test_only_the_zuil_that_was_asked_answers():
    answer(open_garden(), "begeleiding", "hold", by="welzijn").then("not-yours")
    answer(open_garden(), "kas", "hold", by="welzijn").then("not-yours")
    answer(open_garden(), "begeleiding", "hold", by="gemeente").then("not-yours")


def test_what_nobody_asked_cannot_be_answered():
    answer(scenario(), "begeleiding", "hold").then("unknown-ask")
    answer(open_garden(), "grond", "hold", cents=1).then("unknown-ask")


@pytest.mark.parametrize("off", [{"revision": 2}, {"cents": 499_999}])
def test_only_an_exact_answer_counts(off):
    answer(open_garden(), "begeleiding", "hold", **off).then("stale-answer")


def test_a_superseded_revision_cannot_be_held():
    again = asked("begeleiding", 400_000, revision=2, undo=moved("begeleiding", 500_000, "asked", "funder"))
    answer(open_garden(again), "begeleiding", "hold").then("stale-answer")


def test_a_dropped_ask_cannot_be_held():
    world = answer(open_garden(DROPPED_WOOD), "hout", "hold").then("stale-answer")
    assert "dropped" in world.outcome.sentence


def test_an_answer_counts_when_it_is_recorded():
    answer(open_garden().at(EARLIER), "begeleiding", "hold").then(held("begeleiding"))
    answer(open_garden().at(DECIDE_BY), "begeleiding", "hold").then("too-late")


def test_a_failed_application_takes_no_answers():
    world = open_garden(failed("decide-by-passed", *UNANSWERED)).at(LATER)
    answer(world, "begeleiding", "hold").then("closed")
    answer(world, "begeleiding", "decline", reason="Te duur").then("closed")


def test_a_failed_application_releases_even_a_hold():
    kas, _, hout = UNANSWERED
    over = failed("decide-by-passed", kas, ("begeleiding", 500_000, 1, "held"), hout)
    answer(open_garden(held("begeleiding"), over), "begeleiding", "decline", reason="Te duur").then("closed")


# A pool's answer


def test_a_pool_holds():
    world = pool_says(open_garden(), "held").then(held("kas"))
    assert world.said == []


def test_a_pool_declines():
    of_pool = declined("kas", reason="withheld", ground="quality")
    pool_says(open_garden(), "declined", reason="withheld", ground="quality").then(of_pool)


def test_a_pool_may_complete_the_grant():
    pool_says(open_garden(held("begeleiding"), held("hout")), "held").then(held("kas"), GRANTED)


def test_a_pool_may_think_again():
    pool_says(open_garden(declined("kas")), "held").then(held("kas", source="funder"))


def test_what_a_pool_said_counts_while_the_application_is_open():
    world = open_garden(held("begeleiding"), held("hout")).at(LATER)
    pool_says(world, "held").then(held("kas"), GRANTED)


@pytest.mark.parametrize("off", [{"revision": 2}, {"cents": 449_999}])
def test_a_pool_that_answers_something_else_is_told(off):
    world = pool_says(open_garden(), "held", **off).then(stale("hold", **off))
    assert [(to, kind, key) for to, kind, key, _ in world.said] == [("all", "answer-stale", "tuin:kas")]
    pool_says(open_garden(), "declined", reason="Te duur", **off).then(stale("decline", **off))


def test_a_pool_answers_for_itself_only():
    pool_says(open_garden(), "held", pool="repair").then(stale("hold", funder="pool:repair"))


def test_what_no_pool_was_asked_is_stale():
    pool_says(scenario(), "held").then(stale("hold"))
    pool_says(open_garden(), "held", "begeleiding").then(stale("hold", "begeleiding", cents=500_000))


def test_a_pool_cannot_go_back_on_a_hold():
    pool_says(open_garden(held("kas")), "declined", reason="Toch niet").then(stale("decline"))
    pool_says(open_garden(held("kas")), "held").then(stale("hold"))


def test_an_answer_after_the_end_changes_nothing():
    pool_says(open_garden(failed("decide-by-passed", *UNANSWERED)), "held").then(stale("hold"))
    world = open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED)
    pool_says(world, "declined", reason="Toch niet").then(stale("decline"))


# A pool's release

DROPPED = asked("kas", 0, revision=2, undo=moved("kas", 450_000, "asked", "funder"))
RELEASED = e.PoolAskReleased("tuin", "tuin:kas", 2, "pool:moestuin")


def test_a_dropped_ask_is_answered_by_a_release():
    pool_says(open_garden(DROPPED), "released", revision=2, cents=0).then(RELEASED)


def test_a_release_is_heard_after_the_end_too():
    begeleiding, hout = UNANSWERED[1:]
    world = open_garden(DROPPED, failed("decide-by-passed", begeleiding, hout))
    pool_says(world, "released", revision=2, cents=0).then(RELEASED)
    assert world.ask("application", application="tuin")["asks"][0]["standing"] == "released"


def test_a_dropped_ask_stands_in_the_way_of_no_grant():
    both = granted(("begeleiding", 500_000, 1), ("hout", 100_000, 1))
    for facts in ((DROPPED,), (DROPPED, RELEASED)):
        answer(open_garden(*facts, held("begeleiding")), "hout", "hold").then(held("hout"), both)


def test_a_release_is_recorded_once():
    pool_says(open_garden(DROPPED, RELEASED), "released", revision=2, cents=0).then()


def test_any_other_release_follows_from_our_own_words():
    pool_says(open_garden(), "released").then()
    pool_says(scenario(), "released").then()
    pool_says(open_garden(DROPPED), "released", revision=1).then()
    pool_says(open_garden(DROPPED), "released", revision=2, cents=0, pool="repair").then()


def test_kinds_that_concern_nobody_here_are_passed_over():
    open_garden().heard("pool", "contribution-received", pool="moestuin").then()


OWN = tuple(replace(fact, applicant="woonstede") for fact in ASKED)
"""Of before the rule: a housing corporation that applied asked itself, too."""


def test_nobody_says_yes_to_itself():
    answer(scenario().given(*OWN), "hout", "hold").then("own-interest")
    answer(scenario().given(*OWN), "begeleiding", "hold").then(held("begeleiding"))


def test_who_asked_itself_may_say_no():
    answer(scenario().given(*OWN), "hout", "decline", **NO).then(
        declined("hout"), explained("hout", applicant="woonstede")
    )


def test_who_asked_itself_may_ask_another_instead():
    world = scenario().given(*OWN)
    kept = (ask_body("kas"), ask_body("begeleiding"))
    rearrange(world, *kept, ask_body("hout"), own=150_000, by="woonstede").then("own-interest")
    rearrange(world, *kept, own=250_000, by="woonstede").then(e.AsksRearranged, e.ZuilAsked)
