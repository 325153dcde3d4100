"""A data folder that older code left: the present platform starts on it, knows all of it, and goes on.

Garden, cake, a register, and `story.py`: logs and snapshots as they were left, in `left/`. What the older code
answered about them is beside them.
"""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter

import pytest

from audit import check, wait_for_rest
from bundel_client import BareClient
from deploy.local import ROOT
from shared.parties import SERVICES
from tests.faults.test_restored_log import until
from tests.golden.fixtures import service_of
from tests.golden.folder import platform_on, published, remembered, say, unpacked
from tests.golden.rows import balances, events
from tests.golden.since import as_far_as

REST_SECONDS = 20
CHAIRS = {"pool": "buurthuis", "ask": "buurthuis-later:stoelen", "revision": 1, "cents": 30_037}
"""An ask that was open when the folder was left."""
PARTY = "party-registered"
OWN_QUERIES = {"head", "messages-after", "outcome"}


@pytest.fixture(scope="module")
def left(tmp_path_factory):
    """The folder as it was left, with nothing running on it."""
    return unpacked(tmp_path_factory.mktemp("left"))


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    platform = platform_on(unpacked(tmp_path_factory.mktemp("platform")))
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


@pytest.fixture(scope="module")
def then():
    """What the older code said."""
    return remembered()


@pytest.fixture(scope="module")
def now(platform, then):
    """What the present code says, before anything else is asked of it: health, answers, figures."""
    health = {service: platform.health(service) for service in SERVICES}
    return {"health": health, **asyncio.run(say(platform, [asked for asked, _ in then["answers"]]))}


def shown(now, query):
    """The answers to one query, with what was asked."""
    return [(asked.fields, answer) for asked, answer in now["answers"] if asked.query == query]


def test_every_service_is_well_and_has_recorded_nothing(now, left):
    for service, health in now["health"].items():
        assert (health["state"], health["alarms"]) == ("ready", {})
        assert health["said"] == events(left / f"{service}.db")[-1]["said"]


def test_every_question_is_answered_as_it_was(now, then):
    """The order of an answer's fields counts, too. It may have more of them."""
    for (asked, answer), (_, before) in zip(now["answers"], then["answers"], strict=True):
        assert json.dumps(as_far_as(answer, before)) == json.dumps(before), asked


def test_every_query_of_every_service_was_asked(then):
    for service in SERVICES:
        asked = {question.query for question, _ in then["answers"] if question.service == service}
        assert asked == {query.name for query in service_of(service).queries} | OWN_QUERIES


def test_an_operator_sees_the_same_figures(now, then):
    """And perhaps more of them."""
    for service, before in then["figures"].items():
        assert before
        assert set(before) <= set(now["figures"][service]), service


def test_amounts_are_those_that_the_postings_come_to(now, then, left):
    stand = {service: balances(left / f"{service}.db") for service in SERVICES}
    assert stand == then["balances"], "these answers are about another folder"
    pools = [(asked["pool"], answer) for asked, answer in shown(now, "pool") if "refused" not in answer]
    assert len(pools) > 10
    in_pools = Counter()
    for pool, answer in pools:
        for each in answer["contributions"]:
            for use in ("free", "held", "committed", "paid", "refunded", "earned", "moved-in", "short"):
                account = f"{pool}/{each['contribution']}/{use}"
                in_pools[account] = abs(stand["pool"].get(account, 0))
                assert each[f"{use.replace('-', '_')}_cents"] == in_pools[account], account
    assert {account: cents for account, cents in in_pools.items() if cents} == {
        account: abs(cents)
        for account, cents in stand["pool"].items()
        if not account.startswith(("memo/", "contributor:"))
    }


def test_every_message_is_published_again_as_it_was(left, then):
    """All that the logs ever led to: whoever reads a broker that was filled again gets the same bytes."""
    assert published(left) == then["published"]


def test_the_first_start_records_who_is_in_the_register_then(platform, now):
    """Nothing is converted: the older events stand as they are, and who acted before is not asked for."""
    for service in SERVICES:
        until(lambda service=service: registered(platform, service), f"{service} has looked at the register")
        said = registered(platform, service)
        assert {fact["party"]: fact["oin"] for fact in said} == {
            slug: party.oin for slug, party in platform.parties.items()
        }
        assert len(said) == len(platform.parties)


def registered(platform, service):
    return [event["fact"] for event in events(platform.data / f"{service}.db") if event["kind"] == PARTY]


@pytest.mark.parametrize(
    "command",
    [
        ["audit", *(f"{service}=sqlite:///{{data}}/{service}.db" for service in SERVICES)],
        ["cli", "verify", "--data", "{data}"],
    ],
    ids=["audit", "bundel verify"],
)
def test_the_books_are_right(command, platform):
    arguments = [part.format(data=platform.data) for part in command]
    environment = {**os.environ, "COLUMNS": "200"}
    found = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_business_that_was_open_goes_on(platform, now):
    """The budget holder says yes to an ask of then: the money of then backs it, and everybody hears of it."""
    before = balances(platform.data / "pool.db")
    outcome = asyncio.run(_holds_the_chairs(platform))
    assert outcome.accepted, outcome
    assert wait_for_rest(platform.logs, REST_SECONDS)
    held = [event["fact"] for event in events(platform.data / "pool.db") if event["kind"] == "reservation-held"][-1]
    assert held["ask"] == CHAIRS["ask"]
    assert held["attribution"] == [["ontmoeten", "welzijn-2025", 20_018], ["vergroenen", "groen-2025", 10_019]]
    moved = Counter(balances(platform.data / "pool.db"))
    moved.subtract(before)
    assert {account: cents for account, cents in moved.items() if cents} == {
        "buurthuis/welzijn-2025/free": -20_018,
        "buurthuis/welzijn-2025/held": 20_018,
        "buurthuis/groen-2025/free": -10_019,
        "buurthuis/groen-2025/held": 10_019,
    }
    heard = [event["kind"] for event in events(platform.data / "applications.db") if event["kind"] != "batch-closed"]
    assert heard[-1] == "pool-ask-held"
    assert check(platform.logs).problems == []


async def _holds_the_chairs(platform):
    oin, password = platform.parties["wijkteam"].oin, platform.password("wijkteam")
    async with await BareClient.connect(platform.url, "wijkteam", password, oin=oin) as client:
        return await client.submit("pool", "hold-ask", CHAIRS)
