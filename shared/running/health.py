"""How a service is doing, in one place: its state, why, and what an operator must look at."""

from dataclasses import dataclass, field
from typing import Literal

State = Literal["starting", "waiting-for-broker", "checking", "ready", "refused", "stopping"]


@dataclass(slots=True)
class Health:
    """`ready` takes commands. `refused` will not go on until an operator has decided; `reason` says what to do."""

    state: State = "starting"
    reason: str = ""
    alarms: dict[str, str] = field(default_factory=dict)

    def become(self, state: State, reason: str = "") -> None:
        """Enter a state; a refusal is for good."""
        if self.state != "refused":
            self.state, self.reason = state, reason

    @property
    def well(self) -> bool:
        return self.state == "ready" and not self.alarms
