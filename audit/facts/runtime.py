"""Facts that every log has: its opening, the close of each batch, the outcome of each command."""

import msgspec

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


class OlderLogAllowed(Fact):
    """The operator let a service go on from this log, although a note says that it was another, or went further."""

    kind = "older-log-allowed"
    causes = (OPERATOR,)


class PartyRegistered(Fact):
    """The register says this of a party. The first OIN that a log has of a party is the one that it knows it by."""

    kind = "party-registered"
    causes = (OPERATOR,)
    party: str
    oin: str
    roles: tuple[str, ...]
    public_money: bool
    own: bool
    network: str | None

    def fold(self, event: Event, known: Known) -> None:
        log = known.logs[event.log]
        log.registered[self.party] = self
        log.identifiers.setdefault(self.party, (self.oin, event.place))


class PartyDeregistered(Fact):
    """A party left the register."""

    kind = "party-deregistered"
    causes = (OPERATOR,)
    party: str

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].registered.pop(self.party, None)


class NewIdentifierAllowed(Fact):
    """The operator let the organisation that a log knows by one OIN go on under another."""

    kind = "new-identifier-allowed"
    causes = (OPERATOR,)
    party: str
    was: str
    oin: str

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].identifiers[self.party] = (self.oin, event.place)


class LogGuarded(Fact):
    """The operator put back what refuses changes of the log."""

    kind = "log-guarded"
    causes = (OPERATOR,)


class Fault(msgspec.Struct, frozen=True, array_like=True):
    """One thing wrong with a command."""

    field: str
    code: str
    sentence: str


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
    field: str
    faults: tuple[Fault, ...] = ()
    """Everything that was wrong. Outcomes of before have no such list."""

    @property
    def stream(self) -> str:
        return f"command/{self.party}/{self.command_id}"

    def fold(self, event: Event, known: Known) -> None:
        known.logs[event.log].end_command(self)
        known.count["accepted" if self.accepted else "refused"] += 1
