"""Looks through a log that somebody may have altered: a stretch at every start, and all of it while the service runs.

A start from a snapshot reads little of the log, so it would not see that an older event was altered. This reads so few
events at a time that commands need not wait for it.
"""

import asyncio
import hashlib

import structlog

from shared.log.chain import Chain
from shared.log.eventlog import EventLog, LogUnavailable
from shared.log.fold import BrokenChain
from shared.running.health import Health
from shared.running.world import Chance

ALARM = "log-altered"
AT_START = 1_000
"""Events that a start looks through: two hundredths of a second."""
AT_ONCE = 50
"""Events in one go: while they are read, nothing else of the process runs."""
PAUSE_SECONDS = 0.05
"""Between one go and the next. So at most 1,000 events are read in a second."""
REST_SECONDS = 3600.0
"""From the end of the log until it is looked through anew."""

_log = structlog.get_logger(__name__)


class ChainWatch:
    """Raises the alarm `log-altered` where the chain does not hold, until a whole look finds that it does."""

    def __init__(self, log: EventLog, chance: Chance, health: Health) -> None:
        self._eventlog = log
        self._chance = chance
        self._health = health

    def look_at_a_stretch(self, until: int) -> None:
        """From a random event on, of those up to `until`, which a snapshot spared us. Raises BrokenChain."""
        if not until:
            return
        chain = Chain(self._eventlog, self._mark(max(until - AT_START, 1)))
        looked = 0
        while looked < AT_START and (found := chain.go_on(min(AT_START - looked, 500))):
            looked += found

    def _mark(self, below: int) -> int:
        """Not to be foreseen by whoever alters a log."""
        token = hashlib.sha256(self._chance.token().encode()).digest()
        return int.from_bytes(token[:8], "big") % below

    async def run(self) -> None:
        """Look through the whole log, time and again."""
        while True:
            await self._look_through()
            await asyncio.sleep(REST_SECONDS)

    async def _look_through(self) -> None:
        chain = Chain(self._eventlog)
        while True:
            await asyncio.sleep(PAUSE_SECONDS)
            try:
                if not chain.go_on(AT_ONCE):
                    break
            except LogUnavailable as away:
                _log.warning("the log is looked through later", reason=str(away))
            except BrokenChain as broken:
                _log.critical("the log was altered", reason=str(broken))
                self._health.alarms[ALARM] = f"The log was altered: {broken}. Investigate; `bundel verify` tells more."
                return
        self._health.alarms.pop(ALARM, None)
