"""A process that was frozen while another took over wakes up, and is behind the log: nothing is held against the log.

Of its service it is the one that remains, or one of two; in both it must go on as if it had recorded everything itself.
"""

import asyncio
import signal
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

import bundel_client.party_connection
from tests.faults.scene import broker_link, scene
from tests.faults.test_wrong_clock import submitted
from tests.faults.trusting import STOPS_AT
from tests.town.ledger import stored

SERVICE = "applications"
APPLICANT = "buurttuin"
PATIENCE_SECONDS = 25
DECIDE_BY_SECONDS = 5


@pytest.fixture
def hurtable(tmp_path, monkeypatch):
    monkeypatch.setattr(
        bundel_client.party_connection, "SEND_AGAIN_SECONDS", 60
    )  # else the other process decides the repeat
    with scene(tmp_path, programs={SERVICE: "tests.faults.trusting"}) as found:
        yield found


def until(holds, what):
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := holds()):
        assert time.monotonic() < end, f"in vain: {what}"
        time.sleep(0.05)
    return found


def facts(hurtable, kind):
    """Of this kind, as they stand in the log of the service."""
    events = stored(hurtable.platform.logs[SERVICE])
    return [msgspec.json.decode(event.stored.fact) for event in events if event.stored.kind == kind]


def stands_still(pid):
    return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "T"


def cut_off(hurtable):
    """Whatever is on its way to the frozen process never arrives: others get it."""
    link = hurtable.network.links[broker_link(SERVICE)]
    link.refuse(True)
    link.cut()


def taken_over(hurtable):
    """Another process of the service at work, on the same log; it reaches the broker by another way."""
    hurtable.hamper(SERVICE, environment={"BUNDEL_NATS": hurtable.platform.url})
    second = hurtable.second(SERVICE)
    until(lambda: second.health(SERVICE).get("state") == "ready", "the second process is ready")
    return second


def wakes(hurtable):
    hurtable.network.links[broker_link(SERVICE)].refuse(False)
    hurtable.platform.signal(SERVICE, signal.SIGCONT)


async def submit(hurtable, application, *, funder, decide_by):
    form = submitted(application, decide_by)
    form["asks"][0]["funder"] = funder
    async with await hurtable.connected(APPLICANT) as client:
        outcome = await client.submit(SERVICE, "submit-application", form, timeout=PATIENCE_SECONDS)
    assert outcome.accepted, outcome


async def withdraw(hurtable, application):
    async with await hurtable.connected(APPLICANT) as client:
        body = {"application": application, "reason": "De grond is verhuurd"}
        return await client.submit(SERVICE, "withdraw-application", body, timeout=2 * PATIENCE_SECONDS)


def in_days():
    return datetime.now(UTC) + timedelta(days=9)


def test_a_message_about_what_the_other_recorded_does_not_halt_its_upstream(hurtable):
    """The pool declines an ask that the process which remains never heard of."""
    hurtable.platform.signal(SERVICE, signal.SIGSTOP)
    cut_off(hurtable)
    second = taken_over(hurtable)
    asyncio.run(submit(hurtable, "tuin", funder="pool:onbekend", decide_by=in_days()))
    until(lambda: facts(hurtable, "pool-ask-declined"), "the other hears of the decline")
    second.signal(SERVICE, signal.SIGKILL)
    wakes(hurtable)
    health = until(lambda: heard_or_halted(hurtable), "the decline is heard again")
    assert health["alarms"] == {}
    assert len(facts(hurtable, "pool-ask-declined")) == 1


def heard_or_halted(hurtable):
    health = hurtable.platform.health(SERVICE)
    halted = "upstream pool" in health.get("alarms", {})
    well = health.get("heard", {}).get("pool") and not health["alarms"]
    return health if halted or well else None


def test_a_command_about_what_the_other_recorded_is_not_given_up(hurtable):
    """It is frozen in the middle of its last try. When that fails, what the command needs is in the log."""
    hurtable.platform.stop_one(SERVICE)
    hurtable.platform.start_one(SERVICE, **{STOPS_AT: "2"})
    until(lambda: hurtable.platform.health(SERVICE).get("state") == "ready", "ready with a stop ahead")

    async def too_early():
        withdrawal = asyncio.create_task(withdraw(hurtable, "tuin"))
        pid = hurtable.platform.pid(SERVICE)
        await asyncio.to_thread(until, lambda: stands_still(pid), "it stands still at its second failure")
        cut_off(hurtable)
        await asyncio.to_thread(taken_over, hurtable)
        await submit(hurtable, "tuin", funder="zuil:woonstede", decide_by=in_days())
        wakes(hurtable)
        return await withdrawal

    assert asyncio.run(too_early()).code == ""
    (failed,) = facts(hurtable, "application-failed")
    assert (failed["application"], failed["reason"]) == ("tuin", "withdrawn")
    assert [outcome["code"] for outcome in facts(hurtable, "command-outcome")] == ["", ""]


def test_a_deadline_that_only_the_other_recorded_is_kept(hurtable):
    """Nothing arrives any more: the one that remains sees by itself how far the log goes."""
    hurtable.platform.signal(SERVICE, signal.SIGSTOP)
    cut_off(hurtable)
    second = taken_over(hurtable)
    decide_by = datetime.now(UTC) + timedelta(seconds=DECIDE_BY_SECONDS)
    asyncio.run(submit(hurtable, "tuin", funder="zuil:woonstede", decide_by=decide_by))
    second.signal(SERVICE, signal.SIGKILL)
    assert datetime.now(UTC) < decide_by, "the machine was too slow for this to show anything"
    wakes(hurtable)
    (failed,) = until(lambda: facts(hurtable, "application-failed"), "it fails in the end")
    assert (failed["application"], failed["reason"]) == ("tuin", "decide-by-passed")
