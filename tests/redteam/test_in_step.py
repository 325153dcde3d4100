"""Commands wait in the broker, where others overtake, and not recorded behind what is still to be said."""

import asyncio
import contextlib

from shared.running.command_intake import UNPUBLISHED, CommandIntake
from tests.hostile.sham import Over, ShamBus


class Recording:
    """A writer that only notes that commands were put to it."""

    def __init__(self):
        self.taken = 0

    def commands(self, arrivals):
        self.taken += len(arrivals)
        return []

    def checkpoint(self):
        pass


def taken_while(unsaid):
    """How many of one command are taken within a moment, while so many messages are not said."""
    writer = Recording()
    bus = ShamBus([("bundel.cmd.pool.welzijn.receive", b"{}", {})])
    intake = CommandIntake("pool", bus, writer, lambda: None, 100, "0" * 20, unpublished=lambda: unsaid)

    async def scene():
        with contextlib.suppress(TimeoutError, Over):
            async with asyncio.timeout(0.5):
                await intake.run()

    asyncio.run(scene())
    return writer.taken


def test_no_command_is_taken_while_much_is_recorded_and_not_said():
    assert taken_while(UNPUBLISHED + 1) == 0


def test_commands_are_taken_when_most_is_said():
    assert taken_while(UNPUBLISHED) == 1
