"""What comes into the runtime from outside, each behind a small interface: time and chance. Broker and disk are
`bus.Bus` and `recorders.Recorder`. The same runtime runs in production and in a simulator.
"""

import secrets
import time
from datetime import UTC, datetime
from typing import Protocol

CLOCKS_PART_SECONDS = 5.0


class Clock(Protocol):
    """Wall time for what is recorded, monotonic time for what is awaited."""

    def now(self) -> datetime: ...
    def monotonic(self) -> float: ...


class Chance(Protocol):
    """Randomness: only ever for ids that must not be guessed or repeated."""

    def token(self) -> str: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class SteadyClock:
    """A wall clock that is believed as long as it keeps pace with the monotonic one.

    After a jump this goes on as if there had been none, until the clock is back: log time never goes back, so what is
    recorded by a wrong clock would let deadlines lapse also when the clock is right again. A restart believes anew.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._offset = clock.now().timestamp() - clock.monotonic()

    @property
    def jumped(self) -> bool:
        return self._parted(self._clock.now())

    def _parted(self, wall: datetime) -> bool:
        return abs(wall.timestamp() - self._steady()) > CLOCKS_PART_SECONDS

    def _steady(self) -> float:
        return self._offset + self._clock.monotonic()

    def now(self) -> datetime:
        wall = self._clock.now()
        return datetime.fromtimestamp(self._steady(), UTC) if self._parted(wall) else wall

    def monotonic(self) -> float:
        return self._clock.monotonic()


class SystemChance:
    def token(self) -> str:
        return secrets.token_hex(16)
