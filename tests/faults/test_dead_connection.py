"""A partner's connection that is dead without a word is noticed, and replaced."""

import asyncio
import time

import pytest

import bundel_client.connecting
from deploy.local import BROKER
from tests.faults.proxy import WAYS
from tests.faults.scene import PARTNERS, Scene

PATIENCE_SECONDS = 10


@pytest.fixture
def hurtable(tmp_path):
    found = Scene(tmp_path)
    found.platform.start_one(BROKER)
    yield found
    found.close()


async def connected(hurtable):
    while True:
        try:
            return await hurtable.connected("buurttuin")
        except OSError:
            await asyncio.sleep(0.1)


async def until(holds):
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "nothing changes"
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("ways", [WAYS, WAYS[:1], WAYS[1:]], ids=["both ways", "there", "back"])
def test_a_dead_connection_is_replaced(hurtable, monkeypatch, ways):
    monkeypatch.setattr(bundel_client.connecting, "PING_SECONDS", 0.2)
    link = hurtable.network.links[PARTNERS]

    async def notices():
        async with await connected(hurtable):
            link.lose(*ways)
            assert link.lost == 1
            await until(lambda: not link.lost)

    asyncio.run(notices())
