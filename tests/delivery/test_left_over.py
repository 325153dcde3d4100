"""What was taken from the broker is recorded before anything later is: an acknowledgement covers what came before."""

import asyncio
from types import SimpleNamespace

import pytest

from shared.broker.bus import BrokerAway, Delivery
from shared.log.eventlog import LogUnavailable
from shared.running import command_intake, trying
from tests.delivery.stage import OIN


class Broker:
    """Six commands, four of them at once; an acknowledgement of one covers those before it."""

    def __init__(self):
        self.sent = [f"c{number}" for number in range(6)]
        self.acknowledged = 0
        self._given = 0

    async def set_up(self, service):
        pass

    async def commands(self, service):
        return self

    async def take(self):
        if self._given == len(self.sent):
            await asyncio.sleep(3600)
        start, self._given = self._given, 4 if not self._given else 6
        return [self._delivery(number) for number in range(start, self._given)]

    def _delivery(self, number):
        async def ack():
            self.acknowledged = max(self.acknowledged, number + 1)

        name = self.sent[number]
        return Delivery("bundel.cmd.pool.welzijn.pledge", name.encode(), {"ce-id": name}, ack)

    async def close(self):
        pass


class Writer:
    """Records; and whatever `fails` at this moment."""

    def __init__(self):
        self.recorded = []
        self.fails = {}

    def _maybe(self, what):
        if failure := self.fails.pop(what, None):
            raise failure

    def commands(self, arrivals):
        self._maybe("before")
        new = [one.command_id for one in arrivals if one.command_id not in self.recorded]
        self.recorded += new
        self._maybe("after")
        return []

    def checkpoint(self):
        self._maybe("keeping")


@pytest.mark.parametrize("when", ["before", "after", "keeping"])
@pytest.mark.parametrize("failure", [LogUnavailable("away"), BrokerAway("away")])
def test_no_command_is_acknowledged_unrecorded(monkeypatch, when, failure):
    monkeypatch.setattr(trying, "BACK_OFF_SECONDS", 0)
    broker, writer = Broker(), Writer()
    writer.fails[when] = failure
    at_work = command_intake.CommandIntake("pool", broker, writer, lambda: None, 2, OIN)

    async def scene():
        task = asyncio.create_task(at_work.run())
        async with asyncio.timeout(5):
            while broker.acknowledged < len(broker.sent):
                unrecorded = set(broker.sent[: broker.acknowledged]) - set(writer.recorded)
                assert not unrecorded
                await asyncio.sleep(0)
        task.cancel()

    asyncio.run(scene())
    assert writer.recorded == broker.sent
    assert writer.fails == {}


def test_a_writer_that_has_to_read_its_log_anew_keeps_nothing(tmp_path):
    """Whoever asks for it has nothing to do with why; the next decision reads the log anew."""
    from shared.running.writer import Writer as RealWriter

    adrift = SimpleNamespace(_drafted=True, _snapshots=SimpleNamespace(broken=False))
    RealWriter.checkpoint(adrift)
    adrift = SimpleNamespace(_drafted=False, _snapshots=SimpleNamespace(broken=True))
    RealWriter.checkpoint(adrift)
