"""Facts that every log has: its opening, the close of each batch, the outcome of each command."""

from audit.contract.base import Fact


class LogOpened(Fact):
    """The first event of a log: its random id."""

    kind = "log-opened"
    log: str
    service: str


class BatchClosed(Fact):
    """Ends each batch. Of an upstream's batch it says how far was heard: log id, index, hash."""

    kind = "batch-closed"
    source: str
    log: str
    index: int
    hash: str


class RefillAllowed(Fact):
    """The operator let a broker be refilled without the word of a reader."""

    kind = "refill-allowed"
    causes = ("operator",)


class CommandOutcome(Fact):
    """What became of a command."""

    kind = "command-outcome"
    told = "party"
    party: str
    command_id: str
    command: str
    accepted: bool
    code: str
    sentence: str


FACTS: tuple[type[Fact], ...] = (LogOpened, BatchClosed, RefillAllowed, CommandOutcome)
