"""What comes into the runtime from outside, each behind a small interface: time and chance. Broker and disk are
`bus.Bus` and `eventlog.Recorder`. The same runtime runs in production and in a simulator.
"""

import secrets
import time
from datetime import UTC, datetime
from typing import Protocol


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


class SystemChance:
    def token(self) -> str:
        return secrets.token_hex(16)
