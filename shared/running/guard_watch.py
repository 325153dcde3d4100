"""Looks whether the database still refuses changes and deletions of events, at the start and once a minute.

Somebody who may alter tables can take that away, and then alter events. It is told, and never put back by itself: else
a restart would wipe out the trace.
"""

import asyncio

import structlog

from shared.log.eventlog import EventLog, LogUnavailable
from shared.running.health import Health

ALARM = "log-unguarded"
LOOK_AGAIN_SECONDS = 60.0
WHAT_TO_DO = (
    "Nothing keeps whoever may write to the database from altering events. Find out who took it away, and whether "
    "events were altered: `bundel verify`. Then put it back: `bundel guard {service} --operator <you> --reason <why>`, "
    "which is recorded in the log."
)

_log = structlog.get_logger(__name__)


class GuardWatch:
    """Raises the alarm `log-unguarded` until what refuses changes is in its place."""

    def __init__(self, service: str, log: EventLog, health: Health) -> None:
        self._service = service
        self._eventlog = log
        self._health = health

    def look(self) -> None:
        """See whether it is there. A log that cannot be asked is for others to tell of."""
        try:
            wrong = self._eventlog.unguarded()
        except LogUnavailable as away:
            _log.warning("whether the log is guarded is looked at later", reason=str(away))
            return
        if not wrong:
            self._health.alarms.pop(ALARM, None)
            return
        if ALARM not in self._health.alarms:
            _log.critical("the log is not guarded", missing=wrong)
        what_to_do = WHAT_TO_DO.format(service=self._service)
        self._health.alarms[ALARM] = f"Changes of the log are not refused: {'; '.join(wrong)}. {what_to_do}"

    async def run(self) -> None:
        """Look time and again."""
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            self.look()
