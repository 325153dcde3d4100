"""A partner's program that ends while it goes on with what it had sent loses no outcome that had come already."""

import asyncio
import signal

import pytest

from bundel_client import BareClient, NoOutcomeYet
from deploy.local import Platform
from deploy.ports import Ports


@pytest.fixture
def platform(tmp_path):
    platform = Platform(tmp_path, ports=Ports.free())
    try:
        platform.start()
        yield platform
    finally:
        platform.stop()


def client(platform):
    keep, oin = platform.data / "kept", platform.parties["welzijn"].oin
    return BareClient.connect(platform.url, "welzijn", platform.password("welzijn"), oin=oin, keep=keep)


async def sent_in_vain(platform):
    """One command each to two services that are down."""
    async with await client(platform) as partner:
        with pytest.raises(NoOutcomeYet):
            receive = {"pool": "geen-pot", "contribution": "geen", "cents": 1, "received_on": "2026-01-05"}
            await partner.submit("pool", "receive", receive, command_id="to-pool", timeout=0.1)
        with pytest.raises(NoOutcomeYet):
            payment = {"order": "geen:order:1", "cents": 1, "paid_on": "2026-01-05"}
            await partner.submit("settlement", "confirm-payment", payment, command_id="to-settlement", timeout=0.1)


async def resumed_halfway(platform):
    """The pool answers; who waits for settlement in vain has not been told anything yet."""
    async with await client(platform) as partner:
        with pytest.raises(NoOutcomeYet, match="to-settlement"):
            await partner.resume(timeout=2)


async def resumed(platform):
    async with await client(platform) as partner:
        outcomes = await partner.resume(timeout=30)
        assert await partner.resume() == []
    return {outcome.command_id: outcome.code for outcome in outcomes}


def test_outcomes_that_came_are_not_lost_to_who_stops_waiting_for_others(platform):
    platform.signal("pool", signal.SIGSTOP)  # a start would wait for settlement
    platform.signal("settlement", signal.SIGKILL)
    asyncio.run(sent_in_vain(platform))
    platform.signal("pool", signal.SIGCONT)
    asyncio.run(resumed_halfway(platform))
    platform.start_one("settlement")
    assert asyncio.run(resumed(platform)) == {"to-pool": "unknown-pool", "to-settlement": "unknown-order"}
