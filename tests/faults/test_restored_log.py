"""A grant was published, then applications' log was restored to before it: nothing may be decided on that log.

Real processes. The restored log believes that the application is open and its time is over; everybody else has
already acted upon the grant.
"""

import asyncio
import contextlib
import shutil
import signal
import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from audit import check, wait_for_rest
from bundel_client import BareClient, NoOutcomeYet
from deploy.local import BROKER, Platform
from deploy.ports import Ports
from examples.steps import today
from tests.faults.injector import WAYS_OUT, back_up, remove_log, replace_log, sqlite_path
from tests.town.ledger import stored
from tests.town.plan import GOALS, TASK_FIELDS

DECIDE_BY_SECONDS = 4
PATIENCE_SECONDS = 30
ASK = "tuin:grond"
THIS_YEAR = datetime.now(UTC).year
YEAR = {"valid_from": f"{THIS_YEAR}-01-01", "valid_to": f"{THIS_YEAR + 1}-12-31"}


@pytest.fixture
def platform(tmp_path):
    platform = Platform(tmp_path, ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


@contextlib.asynccontextmanager
async def client(platform, slug):
    keep, oin = platform.data / "kept" / slug, platform.parties[slug].oin
    async with await BareClient.connect(platform.url, slug, platform.password(slug), oin=oin, keep=keep) as connected:
        yield connected


async def must(platform, slug, service, command, **data):
    async with client(platform, slug) as sender:
        outcome = await sender.submit(service, command, data, timeout=PATIENCE_SECONDS)
    assert outcome.accepted, outcome


def kinds(platform, service):
    return [event.stored.kind for event in stored(platform.logs[service])]


def until(holds, what):
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)


async def asked_of_a_pool_and_a_zuil(platform):
    """The pool holds at once; the zuil has still to answer."""
    await must(
        platform,
        "college",
        "pool",
        "open-pool",
        pool="groenpot",
        neighbourhood="Spoorbuurt",
        goals=[{"goal": goal, "task_field": TASK_FIELDS[goal], "code_year": 2026} for goal in GOALS],
        frame={"decision": "Raadsbesluit 2026-1", "ceiling_cents": 10**6, **YEAR},
        budget_holder="wijkteam",
    )
    limits = {"limit_cents": 10**5, "total_cents": 10**6, "goals": list(GOALS), "automatic": True}
    await must(platform, "college", "pool", "set-mandate", pool="groenpot", **limits, **YEAR)
    what = {"earmarks": ["groen"], "task_field": "5.7", "year": 2026, "recurring": "incidental", "domain": "physical"}
    where = {"pool": "groenpot", "contribution": "groen-2026", "cents": 100_000}
    await must(platform, "groen", "pool", "pledge", **where, **what)
    accepted = {"pool": "groenpot", "contribution": "groen-2026", "offer": 1}
    await must(platform, "wijkteam", "pool", "accept-pledge", **accepted)
    await must(platform, "wijkteam", "pool", "receive", **where, received_on=today().isoformat())
    line, own = {"goal": "groen", "cents": 10_000}, {"source": "Verkoop", "kind": "own", "cents": 10_000}
    await must(
        platform,
        "buurttuin",
        "applications",
        "submit-application",
        application="tuin",
        purpose="Een moestuin voor de buurt",
        neighbourhood="Spoorbuurt",
        results=[{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
        costs=[{"what": "Kas en grond", "cents": 30_000}],
        asks=[
            {"ask": "kas", "funder": "pool:groenpot", "lines": [line], "instrument": "grant"},
            {"ask": "grond", "funder": "zuil:woonstede", "lines": [line], "instrument": "grant"},
        ],
        other_money=[own],
        hours=[],
        expected_savings=[],
        term="structural",
        decide_by=(datetime.now(UTC) + timedelta(seconds=DECIDE_BY_SECONDS)).isoformat(),
    )
    until(lambda: "pool-ask-held" in kinds(platform, "applications"), "the pool holds")


async def held_by_the_zuil(platform):
    answer = {"ask": ASK, "revision": 1, "cents": 10_000, "answer": "hold"}
    await must(platform, "woonstede", "applications", "answer-ask", **answer)
    until(lambda: "reservation-committed" in kinds(platform, "pool"), "the pool commits")
    until(lambda: kinds(platform, "settlement").count("payment-ordered") == 2, "settlement orders")


def restored(platform, older, newer, *, broker_wiped):
    """The older log in the place of the newer one, with or without a broker that remembers."""
    path = sqlite_path(platform.logs["applications"])
    platform.signal("applications", signal.SIGKILL)
    if broker_wiped:
        platform.signal(BROKER, signal.SIGKILL)
        shutil.rmtree(platform.broker_store)
        platform.start_one(BROKER)
    replace_log(path, newer)
    replace_log(older, path)
    platform.start_one("applications")


def refuses(platform):
    """It says so, says why, and lets the deadline pass without deciding anything."""
    before = [event.hash for event in stored(platform.logs["applications"])]
    until(lambda: platform.health("applications").get("state") == "refused", "applications refuses")
    reason = platform.health("applications")["reason"]
    assert [way for way in WAYS_OUT if way not in reason] == []
    [submitted] = [
        event.stored for event in stored(platform.logs["applications"]) if event.stored.kind == "application-submitted"
    ]
    decide_by = datetime.fromisoformat(msgspec.json.decode(submitted.fact)["form"]["decide_by"])
    time.sleep(max(0, (decide_by - datetime.now(UTC)).total_seconds()) + 1)
    assert [event.hash for event in stored(platform.logs["applications"])] == before


async def is_not_answered(platform):
    """A command to a service that refuses gets no outcome; the client keeps it."""
    async with client(platform, "buurttuin") as applicant:
        with pytest.raises(NoOutcomeYet):
            await applicant.submit(
                "applications", "withdraw-application", {"application": "tuin", "reason": "Toch niet."}, timeout=1
            )


def put_back(platform, newer):
    path = sqlite_path(platform.logs["applications"])
    platform.signal("applications", signal.SIGKILL)
    remove_log(path)
    replace_log(newer, path)
    platform.start_one("applications")
    platform.wait_ready()
    until(lambda: not any(platform.health(name)["alarms"] for name in platform.logs), "readers go on by themselves")


async def is_answered_now(platform):
    async with client(platform, "buurttuin") as applicant:
        [outcome] = await applicant.resume(timeout=PATIENCE_SECONDS)
    assert outcome.code == "closed"


@pytest.mark.parametrize("broker_wiped", [False, True], ids=["broker remembers", "only readers remember"])
def test_granted_and_published_and_then_the_log_restored(platform, tmp_path, broker_wiped):
    older, newer = tmp_path / "older.db", tmp_path / "newer.db"
    asyncio.run(asked_of_a_pool_and_a_zuil(platform))
    back_up(sqlite_path(platform.logs["applications"]), older)
    asyncio.run(held_by_the_zuil(platform))
    restored(platform, older, newer, broker_wiped=broker_wiped)
    refuses(platform)
    asyncio.run(is_not_answered(platform))
    put_back(platform, newer)
    asyncio.run(is_answered_now(platform))
    assert wait_for_rest(platform.logs, PATIENCE_SECONDS)
    findings = check(platform.logs)
    assert findings.problems == []
    assert (findings.granted, findings.failed, findings.open) == (1, 0, 0)
