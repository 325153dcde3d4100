"""The stand of `examples.stand` as tests use it: on a Monday in March, with a register in the test's hand."""

from datetime import UTC, datetime

from examples import stand
from examples.stand import PARTIES
from tests.registers import HandRegister

MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Hands(stand.Hands):
    """Who sends commands, carries messages, moves the clock, changes the register and lets services restart."""

    register: HandRegister

    def __init__(self, folder, now=MONDAY):
        super().__init__(folder, now, HandRegister(PARTIES))
        self.audited = True
        """Whether the logs have to satisfy an auditor in the end."""
