"""The wall clock of a running service jumps, and comes back: nobody loses time by it, and nothing is recorded by it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.faults.scene import scene
from tests.town.ledger import stored

HOURS = 2 * 3600
DECIDE_BY_SECONDS = 4
PATIENCE_SECONDS = 20


@pytest.fixture
def hurtable(tmp_path):
    with scene(tmp_path) as found:
        yield found


def submitted(application, decide_by):
    return {
        "application": application,
        "purpose": "Een moestuin voor de buurt",
        "neighbourhood": "Spoorbuurt",
        "results": [{"indicator": "Tuinders", "unit": "personen", "target": "25", "goal": "groen"}],
        "costs": [{"what": "Kas", "cents": 2}],
        "asks": [
            {
                "ask": "kas",
                "funder": "zuil:woonstede",
                "lines": [{"goal": "groen", "cents": 1}],
                "instrument": "grant",
            }
        ],
        "other_money": [{"source": "Verkoop", "kind": "own", "cents": 1}],
        "hours": [],
        "expected_savings": [],
        "term": "structural",
        "decide_by": decide_by.isoformat(),
    }


async def submit(hurtable, application, decide_by):
    form = submitted(application, decide_by)
    async with await hurtable.connected("buurttuin") as applicant:
        outcome = await applicant.submit("applications", "submit-application", form, timeout=PATIENCE_SECONDS)
    assert outcome.accepted, outcome


def alarms(hurtable):
    return hurtable.platform.health("applications").get("alarms", {})


def until(holds, what):
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)


def failed(log, application):
    """When time alone decided this application, if it did."""
    facts = [event.stored for event in stored(log) if event.stored.kind == "application-failed"]
    return [fact.at for fact in facts if msgspec.json.decode(fact.fact)["application"] == application]


def test_a_jump_there_and_back_costs_nobody_time(hurtable):
    log = hurtable.platform.logs["applications"]
    asyncio.run(submit(hurtable, "eerst", datetime.now(UTC) + timedelta(seconds=1)))
    until(lambda: failed(log, "eerst"), "timers run")
    hurtable.hamper("applications", clock_seconds=HOURS)
    decide_by = datetime.now(UTC) + timedelta(seconds=DECIDE_BY_SECONDS)
    asyncio.run(submit(hurtable, "tuin", decide_by))
    until(lambda: "clock" in alarms(hurtable), "the alarm")
    hurtable.hamper("applications")
    until(lambda: not alarms(hurtable), "no alarm any more")
    time.sleep(1)
    assert datetime.now(UTC) < decide_by, "the machine was too slow for this to show anything"
    assert not failed(log, "tuin")
    until(lambda: failed(log, "tuin"), "the application fails, in time")
    times = [event.stored.at for event in stored(log)]
    assert times == sorted(times)
    assert decide_by <= failed(log, "tuin")[0] <= datetime.now(UTC)
