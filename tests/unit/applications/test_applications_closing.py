"""The end: by withdrawal or by the clock, with every funder free; and never after a grant."""

from datetime import timedelta

import pytest

from tests.unit.applications import facts as e
from tests.unit.applications.garden import (
    ASKED,
    DECIDE_BY,
    EARLIER,
    GRANTED,
    LATER,
    UNANSWERED,
    asked,
    declined,
    failed,
    held,
    moved,
    open_garden,
    scenario,
    submitted,
)
from tests.unit.scenario import PARTIES

TOLD = tuple(
    e.FailureExplained("tuin", party, "de-moestuin", "De grond is verhuurd")
    for party in ("de-moestuin", "participatie", "woonstede")
)


def end(world, *, by="gemeente", application="tuin", reason="Failliet"):
    return world.when("end-application", by=by, application=application, reason=reason)


def withdraw(world, *, by="de-moestuin", application="tuin", reason="De grond is verhuurd"):
    return world.when("withdraw-application", by=by, application=application, reason=reason)


def test_an_applicant_withdraws_and_everyone_is_free():
    world = withdraw(open_garden()).then(failed("withdrawn", *UNANSWERED), *TOLD)
    assert [(to, kind, body["reason"]) for to, kind, _, body in world.said] == [
        ("all", "application-failed", "withdrawn"),
        *((fact.party, "failure-explained", "De grond is verhuurd") for fact in TOLD),
    ]
    assert world.state.books.balances == {}


def test_the_executive_ends_it_and_tells_the_applicant_why():
    world = end(open_garden(held("kas")))
    (_, begeleiding, hout) = UNANSWERED
    world.then(
        failed("ended-by-executive", ("kas", 450_000, 1, "held"), begeleiding, hout),
        e.FailureExplained("tuin", "de-moestuin", "gemeente", "Failliet"),
    )
    assert [(to, body["reason"]) for to, _, _, body in world.said] == [
        ("all", "ended-by-executive"),
        ("de-moestuin", "Failliet"),
    ]


def test_only_the_executive_ends_another_s_application():
    end(open_garden(), by="participatie").then("not-yours")
    end(open_garden(), by="de-moestuin").then("not-yours")


def test_what_is_over_or_never_was_cannot_be_ended():
    end(scenario()).then("unknown-application")
    end(end(open_garden()).then(e.ApplicationFailed, e.FailureExplained)).then("closed")
    end(open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED)).then("closed")
    end(open_garden(), reason=" ").then("text-missing")


@pytest.mark.parametrize(
    ("ended", "who_may"),
    [
        (withdraw, {"de-moestuin", "participatie", "woonstede", "rekenkamer"}),
        (end, {"de-moestuin", "gemeente", "rekenkamer"}),
        (
            lambda world: world.given(failed("Te druk", *UNANSWERED)),
            {"de-moestuin", "participatie", "woonstede", "rekenkamer"},
        ),
    ],
    ids=["withdrawn", "ended", "withdrawn before words were private"],
)
def test_why_it_ended_is_shown_to_those_concerned(ended, who_may):
    world = open_garden()
    ended(world)
    world.then(*map(type, world.outcome))
    shown = {by: world.ask("application", by=by, application="tuin") for by in PARTIES}
    assert {by for by, answer in shown.items() if answer["reason"] != "withheld"} == who_may
    assert len({answer["failure"] for answer in shown.values()} - {None}) == 1


def test_words_of_before_they_were_private_are_withheld_when_said_again():
    world = open_garden(failed("Te druk", *UNANSWERED))
    assert world._rendered(failed("Te druk", *UNANSWERED))[3]["reason"] == "withdrawn"


def test_holds_and_declines_go_back_as_they_stand():
    ended = failed(
        "withdrawn",
        ("kas", 450_000, 1, "held"),
        ("begeleiding", 500_000, 1, "funder"),
        ("hout", 100_000, 1, "asked"),
    )
    withdraw(open_garden(held("kas"), declined("begeleiding"))).then(ended, *TOLD)


def test_a_dropped_ask_has_failed_nobody():
    gone = asked("hout", 0, revision=2, undo=moved("hout", 100_000, "asked", "funder"))
    withdraw(open_garden(gone)).then(failed("withdrawn", *UNANSWERED[:2]), *TOLD[:2])


def test_only_the_applicant_withdraws():
    withdraw(open_garden(), by="repaircafe").then("not-yours")
    withdraw(open_garden(), by="participatie").then("not-yours")


def test_what_is_not_there_cannot_be_withdrawn():
    withdraw(scenario()).then("unknown-application")


def test_it_ends_once():
    withdraw(open_garden(failed("decide-by-passed", *UNANSWERED))).then("closed")
    withdraw(open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED)).then("closed")


def test_a_withdrawal_has_a_reason():
    withdraw(open_garden(), reason="").then("text-missing")


def test_time_fails_what_is_not_granted():
    open_garden().at(EARLIER).due().then()
    open_garden().at(DECIDE_BY).due().then(failed("decide-by-passed", *UNANSWERED))


def test_time_fails_once():
    open_garden().at(LATER).due().then(failed("decide-by-passed", *UNANSWERED)).due().then()


def test_time_leaves_a_grant_alone():
    open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED).at(LATER).due().then()


def other(name, days):
    decide_by = DECIDE_BY + timedelta(days=days)
    return submitted(name, decide_by), asked("hout", application=name, decide_by=decide_by)


def test_every_application_has_its_own_time():
    world = scenario().given(*other("later", 2), *ASKED, *other("morgen", 1)).at(DECIDE_BY + timedelta(days=1))
    world.due().then(
        failed("decide-by-passed", *UNANSWERED),
        failed("decide-by-passed", ("hout", 100_000, 1, "asked"), application="morgen"),
    )


def test_only_open_applications_have_a_deadline_the_earliest_first():
    world = scenario()

    def deadlines():
        return [(what, (at - DECIDE_BY).days) for at, what in world.service.deadlines(world.state)]

    assert deadlines() == []
    world.given(*other("later", 2), *ASKED, *other("morgen", 1))
    assert deadlines() == [("decide_by tuin", 0), ("decide_by morgen", 1), ("decide_by later", 2)]
    withdraw(world).then(type(failed("")), *map(type, TOLD))
    assert deadlines() == [("decide_by morgen", 1), ("decide_by later", 2)]
    world.at(DECIDE_BY + timedelta(days=9)).due()
    assert deadlines() == []
