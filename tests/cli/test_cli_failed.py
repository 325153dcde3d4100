"""The story of an application that failed says what became of every ask, who said no, and why: from the logs alone."""

import json

import pytest

from deploy.ports import Ports
from tests.cli.stand import Stand
from tests.unit.audit.story import tell


@pytest.fixture(scope="module")
def bundel(tmp_path_factory):
    stand = Stand(tmp_path_factory.mktemp("failed") / "data")
    stand.data.mkdir()
    ports = Ports.free()
    (stand.data / "ports.json").write_text(json.dumps({"nats": ports.nats, "health": ports.health}), "utf-8")
    tell(stand.data)
    return stand


def standings(bundel, application, *arguments):
    told = bundel("show", "application", application, "--json", *arguments).json["application"]
    return {ask["ask"].partition(":")[2]: ask["standing"] for ask in told["asks"]}


def screen(bundel, application, *arguments):
    return " ".join(bundel("show", "application", application, *arguments, columns=200).out.split())


def test_what_was_held_for_a_failed_application_is_released(bundel):
    released = {"meel": "released", "oven": "released"}
    assert standings(bundel, "taart") == {**released, "suiker": "declined", "room": "declined"}
    assert standings(bundel, "koor") == {"zaal": "released", "muziek": "released", "podium": "unanswered"}
    asks = screen(bundel, "taart").partition("Wie nee zei")[0]
    assert asks.count("vrijgegeven") == 2
    assert "toegezegd" not in asks


def test_what_was_held_stands_so_while_the_application_is_open(bundel):
    assert standings(bundel, "bank") == {"hout": "held", "verf": "asked"}
    assert standings(bundel, "koffie")["kopjes"] == "granted"


def test_who_said_no_is_told_with_the_ground_and_the_words(bundel):
    suiker, room = bundel("show", "application", "taart", "--json").json["declines"]
    assert suiker == {
        "ask": "taart:suiker",
        "revision": 1,
        "funder": "zuil:zuil-suiker",
        "by": "zuil-suiker",
        "ground": "no-money",
        "reason": "De suiker is op",
    }
    assert (room["funder"], room["by"], room["ground"]) == ("pool:bestaat-niet", "", "other")
    assert room["reason"] != "withheld"
    for language, no, rules in (
        ("nl", "geen geld; De suiker is op", "de regels van de pot"),
        ("en", "no money;", "rules"),
    ):
        told = screen(bundel, "taart", "--lang", language)
        assert no in told
        assert rules in told
        assert room["reason"] in told


def test_a_no_that_became_a_yes_is_told_in_the_course_only(bundel):
    told = bundel("show", "application", "tuin", "--json").json
    assert "Eerst de tekening graag" in json.dumps(told["events"])
    assert told["declines"] == []


@pytest.mark.parametrize(
    ("application", "why"),
    [
        ("taart", "ingetrokken door de aanvrager (bakkerscollectief): Geen suiker"),
        ("markt", "beëindigd door het college (college): Het collectief is failliet verklaard"),
        ("koor", "niet elke financier zei ja vóór het uiterste moment van beslissen"),
    ],
)
def test_what_ended_it_is_told_with_who_did_and_its_words(bundel, application, why):
    assert why in screen(bundel, application)
    told = bundel("show", "application", application, "--json").json["ended"]
    assert told["reason"] in why
    assert told["by"] in why


def test_what_did_not_fail_has_no_end(bundel):
    assert bundel("show", "application", "tuin", "--json").json["ended"] is None
