"""How a service is doing, in one place: its state, why, and what an operator must look at."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

State = Literal[
    "starting",
    "waiting-for-broker",
    "refused-by-broker",
    "broker-not-trusted",
    "checking",
    "ready",
    "refused",
    "stopping",
]

LOG: Final = "log"
"""The alarm that something waits for the log: its disk is full, or its database is away."""
STUCK: Final = "stuck"
"""The alarm that the service does nothing but wait, most likely for its log."""
LOG_WAITS = (
    "What waits for it is kept, and goes on by itself: has its disk room, and is its database there? A command that "
    "has no outcome yet will get one."
)


@dataclass(slots=True)
class Health:
    """`ready` takes commands. `refused` will not go on until an operator has decided; `reason` says what to do."""

    state: State = "starting"
    reason: str = ""
    alarms: dict[str, str] = field(default_factory=dict)
    broker_agrees: bool = False
    """Whether the broker was compared with the log, and held nothing that the log does not say."""
    broker_certificate_ends: datetime | None = None
    """When it was last seen, and over TLS only."""
    _failing: dict[str, str] = field(default_factory=dict)
    """Whose work the log did not take or give, and why."""

    def log_fails(self, whose: str, why: Exception) -> None:
        """The log did not take what `whose` work records, or did not give what it needs. It is tried again."""
        self._failing[whose] = str(why).rstrip(".")
        self._tell_of_the_log()

    def log_works(self, whose: str) -> None:
        """Whatever `whose` work had to record is recorded."""
        if self._failing and self._failing.pop(whose, None) is not None:
            self._tell_of_the_log()

    def _tell_of_the_log(self) -> None:
        if self._failing:
            why = "; ".join(dict.fromkeys(self._failing.values()))
            self.alarms[LOG] = f"The log cannot be written or read: {why}. {LOG_WAITS}"
        else:
            self.alarms.pop(LOG, None)

    def become(self, state: State, reason: str = "") -> None:
        """Enter a state; a refusal is for good."""
        if self.state != "refused":
            self.state, self.reason = state, reason

    @property
    def well(self) -> bool:
        return self.state == "ready" and not self.alarms
