"""Questions: how an application stands, what is urgent, and what a funder has still to answer."""

import copy

from shared.money import Refusal
from tests.unit.applications.garden import (
    ASKED,
    DECIDE_BY,
    GRANTED,
    UNANSWERED,
    asked,
    declined,
    failed,
    held,
    open_garden,
    scenario,
    submitted,
)


def standings(shown):
    return {ask["ask"]: ask["standing"] for ask in shown["asks"]}


def test_an_open_application_shows_its_form_and_every_answer():
    shown = open_garden(held("kas"), declined("hout")).ask("application", application="tuin")
    assert standings(shown) == {"tuin:kas": "held", "tuin:begeleiding": "asked", "tuin:hout": "declined"}
    assert (shown["status"], shown["asked_cents"], shown["held_cents"]) == ("open", 1_050_000, 450_000)
    assert shown["costs"] == [{"what": "Kas en begeleiding", "cents": 1_200_000}]
    assert shown["decide_by"] == DECIDE_BY.isoformat()


def test_a_decided_application_shows_how_it_ended():
    shown = open_garden(held("kas"), held("begeleiding"), held("hout"), GRANTED).ask("application", application="tuin")
    assert (shown["status"], shown["reason"], set(standings(shown).values())) == ("granted", "", {"held"})
    shown = open_garden(failed("decide-by-passed", *UNANSWERED)).ask("application", application="tuin")
    assert (shown["status"], shown["reason"], set(standings(shown).values())) == (
        "failed",
        "decide-by-passed",
        {"asked"},
    )
    assert shown["asks"][0]["cents"] == 450_000


def test_an_unknown_application_is_refused():
    found = scenario().ask("application", application="tuin")
    assert isinstance(found, Refusal)
    assert found.code == "unknown-application"


def test_open_applications_come_most_urgent_first():
    sooner = DECIDE_BY.replace(month=3, day=10)
    world = open_garden().given(submitted("haast", sooner), asked("hout", application="haast", decide_by=sooner))
    listed = world.ask("open-applications")
    assert (listed["open"], [one["application"] for one in listed["applications"]]) == (2, ["haast", "tuin"])
    assert len(world.ask("open-applications", limit=1)["applications"]) == 1
    world.given(failed("Weg", *UNANSWERED))
    assert [one["application"] for one in world.ask("open-applications")["applications"]] == ["haast"]


def test_a_funder_sees_what_it_has_still_to_answer():
    world = open_garden(held("kas"))
    assert world.ask("unanswered-asks", funder="pool:moestuin")["asks"] == []
    assert world.ask("unanswered-asks", funder="zuil:participatie")["asks"] == [
        {
            "application": "tuin",
            "applicant": "de-moestuin",
            "purpose": "Een moestuin die iemand werk geeft",
            "decide_by": DECIDE_BY.isoformat(),
            "ask": "tuin:begeleiding",
            "revision": 1,
            "cents": 500_000,
        }
    ]


def test_memory_grows_with_open_business_only():
    world = scenario()
    empty = copy.deepcopy(world.state)
    world.given(*ASKED, failed("Weg", *UNANSWERED))
    closed = world.state.applications.closed.pop("tuin")
    world.state.asks.closed.pop("tuin")
    assert world.state == empty
    assert not hasattr(closed, "form")
