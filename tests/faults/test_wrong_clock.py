"""The wall clock of a running service jumps, and comes back: nobody loses time by it, and nothing is recorded by it."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

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


def submitted(decide_by):
    return {
        "application": "tuin",
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


async def submit(hurtable, decide_by):
    async with await hurtable.connected("buurttuin") as applicant:
        outcome = await applicant.submit(
            "applications", "submit-application", submitted(decide_by), timeout=PATIENCE_SECONDS
        )
    assert outcome.accepted, outcome


def alarms(hurtable):
    return hurtable.platform.health("applications").get("alarms", {})


def until(holds, what):
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)


def timers_run(hurtable):
    """Once they do, a jump is seen at the next tick."""
    hurtable.hamper("applications", clock_seconds=-HOURS)
    until(lambda: "clock" in alarms(hurtable), "the alarm")
    hurtable.hamper("applications")
    until(lambda: not alarms(hurtable), "no alarm any more")


def failed(log):
    return [event.stored for event in stored(log) if event.stored.kind == "application-failed"]


def test_a_jump_there_and_back_costs_nobody_time(hurtable):
    log = hurtable.platform.logs["applications"]
    timers_run(hurtable)
    hurtable.hamper("applications", clock_seconds=HOURS)
    decide_by = datetime.now(UTC) + timedelta(seconds=DECIDE_BY_SECONDS)
    asyncio.run(submit(hurtable, decide_by))
    until(lambda: "clock" in alarms(hurtable), "the alarm")
    hurtable.hamper("applications")
    until(lambda: not alarms(hurtable), "no alarm any more")
    time.sleep(1)
    assert datetime.now(UTC) < decide_by, "the machine was too slow for this to show anything"
    assert not failed(log)
    until(lambda: failed(log), "the application fails, in time")
    times = [event.stored.at for event in stored(log)]
    assert times == sorted(times)
    assert decide_by <= failed(log)[0].at <= datetime.now(UTC)
