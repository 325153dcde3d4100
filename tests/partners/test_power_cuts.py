"""A partner's program that is cut off at every single thing that it does for good answers once all the same."""

import sys

import pytest

from tests.partners.programs import ROOT, until

FEWEST, AT_MOST = 15, 80
CUT_OFF = {137, -9}
pytestmark = pytest.mark.longer


@pytest.fixture
def cut_off(language, request):
    """How a zuil's program is started that is cut off at the point that its environment names."""
    if language == "python":
        return sys.executable, "-m", "tests.partners.crashing", "examples.partners.python.zuil"
    program = request.getfixturevalue("javascript") / "zuil.js"
    return request.getfixturevalue("node"), "--import", str(ROOT / "tests/partners/crashing.mjs"), str(program)


@pytest.mark.parametrize("language", ["python", "javascript"])
def test_cut_off_at_every_point_it_holds_each_ask_once(zuil, cut_off, bakers, events, monkeypatch):
    whole, cents, point, ended = zuil.command, 0, 0, None
    while ended != 0:
        point += 1
        assert point < AT_MOST
        name, cents = bakers.submit((zuil.slug, point)), cents + point
        monkeypatch.setenv("CRASH_AT", str(point))
        zuil.command = cut_off
        ended = how_it_ends(zuil.start(), cents)
        assert ended in {*CUT_OFF, 0}, zuil.said
        zuil.command, listened = whole, zuil.said.count("listens")
        zuil.start()
        until(lambda listened=listened: zuil.said.count("listens") > listened, "it listens again")
        bakers.awaits(name, "granted")
        until(lambda cents=cents: zuil.books["granted_cents"] == cents, f"after {point} it books what was granted")
        assert zuil.stop() == 0
        assert (zuil.pending, zuil.books["held"]) == ([], {})
    assert point > FEWEST, "it did more than that for good"
    said = events(zuil.slug)
    assert len(said) == len({*said}) == point


def how_it_ends(zuil, cents):
    """It is cut off; or has booked what was granted, has nothing left to do, and is stopped."""
    until(lambda: zuil.process.poll() is not None or zuil.books["granted_cents"] == cents, "it ends, or books")
    return zuil.ended() if zuil.process.poll() is not None else zuil.stop()
