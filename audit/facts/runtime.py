"""Facts that every log has: its opening, the close of each batch, the outcome of each command."""

from audit.facts.declaring import OPERATOR, Event, Fact, Known


class LogOpened(Fact):
    """The first event of a log: its random id."""

    kind = "log-opened"
    log: str
    service: str

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].log_id = known.logs[event.log].log_id or self.log


class BatchClosed(Fact):
    """Ends each batch. Of an upstream's batch it says how far was read: log id, index, hash."""

    kind = "batch-closed"
    source: str
    log: str
    index: int
    hash: str

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].close_batch()
        known.read_up_to(event.log, self.source, self.index)


class RefillAllowed(Fact):
    """The operator let a broker be refilled without the word of a reader."""

    kind = "refill-allowed"
    causes = (OPERATOR,)


class CommandOutcome(Fact):
    """What became of a command. A command's facts stand before it, in the same batch."""

    kind = "command-outcome"
    told = "party"
    party: str
    command_id: str
    command: str
    accepted: bool
    code: str
    sentence: str

    @property
    def stream(self) -> str:
        return f"command/{self.party}/{self.command_id}"

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].end_command(self)
        known.count["accepted" if self.accepted else "refused"] += 1
