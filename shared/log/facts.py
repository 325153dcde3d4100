"""The runtime's own facts, the same in every log. Kinds and field names are a storage format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import eq
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.money import Fault
from shared.service import Publication, addressed
from shared.wire import PublishedMessage


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
class OlderLogAllowed:
    """The operator decided that this log is wanted, although a note says that it was another, or went further.

    It names the noted head that is given up; of any other note it says nothing.
    """

    kind: ClassVar[str] = "older-log-allowed"
    STREAM: ClassVar[str] = "older-log"
    log: str
    index: int
    hash: str
    reason: str

    @property
    def stream(self) -> str:
        return self.STREAM


@dataclass(frozen=True, slots=True)
class PartyRegistered:
    """The register of parties says this of a party: it is new to this log, or its entry was changed.

    What its name is, is not recorded: nothing depends on it, and a log cannot forget.
    """

    kind: ClassVar[str] = "party-registered"
    party: str
    oin: str
    roles: tuple[str, ...]
    public_money: bool
    own: bool
    network: str | None
    changed_at: datetime | None
    """When it was changed, if whoever did says so."""

    @property
    def stream(self) -> str:
        return register_stream(self.party)


@dataclass(frozen=True, slots=True)
class PartyDeregistered:
    """A party left the register. Its name stays that of the organisation that bore it."""

    kind: ClassVar[str] = "party-deregistered"
    party: str
    changed_at: datetime | None

    @property
    def stream(self) -> str:
        return register_stream(self.party)


@dataclass(frozen=True, slots=True)
class NewIdentifierAllowed:
    """The operator decided that the organisation that this log knows under the one OIN goes on under the other."""

    kind: ClassVar[str] = "new-identifier-allowed"
    party: str
    was: str
    oin: str
    reason: str

    @property
    def stream(self) -> str:
        return register_stream(self.party)


@dataclass(frozen=True, slots=True)
class LogGuarded:
    """The operator put back what refuses changes of the log, which was gone, off or replaced: these, in words."""

    kind: ClassVar[str] = "log-guarded"
    STREAM: ClassVar[str] = "guards"
    missing: tuple[str, ...]
    reason: str

    @property
    def stream(self) -> str:
        return self.STREAM


@dataclass(frozen=True, slots=True)
class CommandOutcome:
    """The one outcome of a command: accepted, or refused with code, sentence and field.

    `faults` names everything that is wrong, the first fault as well; outcomes of before have no such list.
    """

    kind: ClassVar[str] = "command-outcome"
    party: str
    command_id: str
    command: str
    body_sha256: str
    accepted: bool
    code: str = ""
    sentence: str = ""
    field: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def stream(self) -> str:
        return inbox_stream(self.party, self.command_id)


class FieldAtFault(BaseModel):
    """One thing wrong with a command: in which field, a stable code, and a sentence that says what to do."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True, defer_build=True)
    field: str
    code: str
    sentence: str


class CommandOutcomeMessage(PublishedMessage):
    """Told to the sender: what became of a command. `code`, `sentence` and `field` are empty if accepted.

    `faults` names everything that was found wrong, at most 20; `code`, `sentence` and `field` are those of the first.
    """

    kind: ClassVar[str] = "command-outcome"
    command_id: str
    command: str
    body_sha256: str
    accepted: bool
    code: str
    sentence: str
    field: str
    faults: tuple[FieldAtFault, ...] = Field(default=(), exclude_if=partial(eq, ()))

    withheld: ClassVar[frozenset[str]] = frozenset({"party"})
    unsaid: ClassVar[Mapping[str, Any]] = {"party": "welzijn"}
    example: ClassVar[Mapping[str, Any]] = {
        "command_id": "welzijn-receive-1",
        "command": "receive",
        "body_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "accepted": False,
        "code": "field-missing",
        "sentence": 'Add this field. For example: "cents": 500000.',
        "field": "cents",
        "faults": [
            {"field": "cents", "code": "field-missing", "sentence": 'Add this field. For example: "cents": 500000.'},
            {
                "field": "received_on",
                "code": "wrong-type",
                "sentence": 'Write the date in quotes, as year-month-day. For example: "2026-01-05".',
            },
        ],
    }


def inbox_stream(party: str, command_id: str) -> str:
    """Slashes are in no slug and no command id, so no two commands share a stream."""
    return f"command/{party}/{command_id}"


def register_stream(party: str) -> str:
    """What the register said of a party, and what was decided about its identifier."""
    return f"register/{party}"


FACTS: tuple[type[Any], ...] = (
    LogOpened,
    BatchClosed,
    RefillAllowed,
    OlderLogAllowed,
    PartyRegistered,
    PartyDeregistered,
    NewIdentifierAllowed,
    LogGuarded,
    CommandOutcome,
)
PUBLISHES: dict[type[Any], Publication] = {CommandOutcome: addressed(CommandOutcomeMessage, party="party")}
