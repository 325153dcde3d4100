"""The runtime's own queries, the same at every service, and the form of their answers."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from shared.broker.envelope import COMMAND_ID
from shared.log.facts import FieldAtFault
from shared.wire import After, AnswerBody, Limit, QueryBody

_LOG = "0f343b0931126a20f133d67c2b018a3b"
_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class PositionAnswer(AnswerBody):
    """A place in a log's messages: which log, which index, the hash of the event that said it. Index 0: none yet."""

    log: str
    index: int
    hash: str

    example: ClassVar[Mapping[str, Any]] = {"log": _LOG, "index": 1204, "hash": _HASH}


class Messages(AnswerBody):
    """Complete messages in order of their index, and the index up to which the log was searched."""

    messages: tuple[dict[str, Any], ...]
    upto: int

    example: ClassVar[Mapping[str, Any]] = {"messages": [], "upto": 1204}


class OutcomeRecorded(AnswerBody):
    """What became of a command. `code`, `sentence`, `field` and `faults` are empty if accepted.

    A refusal that was recorded before there were `faults` has none.
    """

    party: str
    command_id: str
    command: str
    body_sha256: str
    accepted: bool
    code: str
    sentence: str
    field: str
    faults: tuple[FieldAtFault, ...]

    example: ClassVar[Mapping[str, Any]] = {
        "party": "welzijn",
        "command_id": "welzijn-1",
        "command": "receive",
        "body_sha256": _HASH,
        "accepted": True,
        "code": "",
        "sentence": "",
        "field": "",
        "faults": [],
    }


class Head(QueryBody):
    """The last message this service has said: log id, index, hash. For the services that read it."""

    name: ClassVar[str] = "head"
    answer: ClassVar[type[AnswerBody]] = PositionAnswer

    example: ClassVar[Mapping[str, Any]] = {}


class HeardUpTo(QueryBody):
    """The last message this service has heard from the service that asks."""

    name: ClassVar[str] = "heard"
    answer: ClassVar[type[AnswerBody]] = PositionAnswer

    example: ClassVar[Mapping[str, Any]] = {}


class MessagesAfter(QueryBody):
    """Messages after an index, from the log: those to the asker and to all; for a service, every message."""

    name: ClassVar[str] = "messages-after"
    answer: ClassVar[type[AnswerBody]] = Messages
    after: After
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"after": 1204}


class OutcomeOf(QueryBody):
    """The recorded outcome of one of the asker's commands."""

    name: ClassVar[str] = "outcome"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-command",)
    answer: ClassVar[type[AnswerBody]] = OutcomeRecorded
    command_id: Annotated[str, Field(pattern=COMMAND_ID.pattern)]

    example: ClassVar[Mapping[str, Any]] = {"command_id": "welzijn-1"}


OWN_QUERIES: tuple[type[QueryBody], ...] = (Head, HeardUpTo, MessagesAfter, OutcomeOf)
