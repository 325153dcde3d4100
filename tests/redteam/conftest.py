"""A real platform at work: three services and a broker as processes of their own; an attacker among its parties."""

import json

import pytest

from audit import check, wait_for_rest
from deploy.local import ROOT, Platform
from deploy.ports import Ports
from examples.steps import application
from examples.steps import ask as step_ask
from tests.redteam.attacker import Attacker
from tests.redteam.honest import ask, submit

ZUIL, INITIATIVE = "zuil", "buurttuin"
ATTACKERS = (ZUIL, INITIATIVE)
VICTIM = "zuil-meel"
"""Its slug begins with the attacker's."""
ASKS = {"meel": VICTIM, "ei": "zuil-eieren"}
"""Who is asked what; the second never answers, so that nothing is decided."""


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    """All attacks of a file happen on one platform: what one leaves behind, the next ones meet."""
    folder = tmp_path_factory.mktemp("redteam")
    parties = json.loads((ROOT / "deploy" / "parties.json").read_text("utf-8"))
    parties.append({"slug": ZUIL, "name": "Zuil", "roles": ["zuil"], "oin": "00000099000000077000"})
    register = folder / "parties.json"
    register.write_text(json.dumps(parties), "utf-8")
    platform = Platform(folder / "data", parties=register, ports=Ports.free())
    try:
        platform.start()
        yield platform
        wait_for_rest(platform.logs, 20)
        assert check(platform.logs).problems == []
    finally:
        platform.stop()


@pytest.fixture(scope="module")
def story(platform):
    """Others at honest work: an application that asks the victim in private, and the victim's answer to it."""
    asks = [step_ask(name, f"zuil:{funder}", ("cake", 1000)) for name, funder in ASKS.items()]
    form = application("cake", "Cake in de buurt", "Spoorbuurt", asks=asks, own_cents=1000, result="Cakes")
    assert submit(platform, "bakkerscollectief", "applications", "submit-application", form).accepted
    answer = {"ask": "cake:meel", "revision": 1, "cents": 1000, "answer": "hold"}
    outcome = submit(platform, VICTIM, "applications", "answer-ask", answer, command_id="van-meel")
    assert outcome.accepted
    return outcome


@pytest.fixture(params=ATTACKERS)
def attacker(request, platform, story):
    with Attacker(platform, request.param) as attacker:
        yield attacker


@pytest.fixture
def standing(platform):
    """How the victim's ask stands; nobody but the victim may change it."""
    return lambda: {
        one["ask"]: one["standing"]
        for one in ask(platform, "bakkerscollectief", "applications", "application", application="cake")["asks"]
    }
