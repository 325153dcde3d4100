"""The runtime's own facts, the same in every log. Kinds and field names are a storage format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from shared.service import Saying, to_party
from shared.wire import SaidBody


@dataclass(frozen=True, slots=True)
class LogOpened:
    """The first event of a log: its random id tells it from any other log, a restored copy included."""

    kind: ClassVar[str] = "log-opened"
    log: str
    service: str

    @property
    def stream(self) -> str:
        return "log"


@dataclass(frozen=True, slots=True)
class BatchClosed:
    """Closes every batch, and guards the log: two writers that both take this version, one loses its batch.

    For an upstream batch it says how far was heard: the upstream's log, the message's index and its hash.
    """

    kind: ClassVar[str] = "batch-closed"
    source: str
    log: str = ""
    index: int = 0
    hash: str = ""

    @property
    def stream(self) -> str:
        return "batch"


@dataclass(frozen=True, slots=True)
class RefillAllowed:
    """The operator decided that a broker that forgot may be refilled without the word of these readers, until then."""

    kind: ClassVar[str] = "refill-allowed"
    STREAM: ClassVar[str] = "refill"
    without: tuple[str, ...]
    reason: str
    until: datetime

    @property
    def stream(self) -> str:
        return self.STREAM


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """The one outcome of a command: accepted, or refused with code, sentence and field."""

    kind: ClassVar[str] = "command-outcome"
    party: str
    command_id: str
    command: str
    body_sha256: str
    accepted: bool
    code: str = ""
    sentence: str = ""
    field: str = ""

    @property
    def stream(self) -> str:
        return inbox_stream(self.party, self.command_id)


class CommandOutcomeSaid(SaidBody):
    """Told to the sender: what became of a command. `code`, `sentence` and `field` are empty if accepted."""

    kind: ClassVar[str] = "command-outcome"
    command_id: str
    command: str
    body_sha256: str
    accepted: bool
    code: str
    sentence: str
    field: str

    unsaid: ClassVar[Mapping[str, Any]] = {"party": "welzijn"}
    example: ClassVar[Mapping[str, Any]] = {
        "command_id": "welzijn-receive-1",
        "command": "receive",
        "body_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "accepted": False,
        "code": "field-missing",
        "sentence": "Add this field.",
        "field": "cents",
    }


def inbox_stream(party: str, command_id: str) -> str:
    """Slashes are in no slug and no command id, so no two commands share a stream."""
    return f"command/{party}/{command_id}"


FACTS: tuple[type[Any], ...] = (LogOpened, BatchClosed, RefillAllowed, CommandOutcome)
SAYS: dict[type[Any], Saying] = {CommandOutcome: to_party(CommandOutcomeSaid, party="party")}
