"""What could not be decided, and by whom it was asked."""

from shared.running.inbox import Arrival


class Undecidable(Exception):
    """A bug: deciding or folding raised. Names what could not be decided."""

    def __init__(self, arrived: Arrival) -> None:
        super().__init__(f"{arrived.command} {arrived.command_id} of {arrived.party}")
        self.arrived = arrived


class UpstreamHalted(Exception):
    """An upstream message that cannot be read or decided. Skipping it could leave money held for ever."""

    def __init__(self, index: int, what: str, why: str) -> None:
        super().__init__(f"message {index} ({what}): {why}")
        self.index = index
