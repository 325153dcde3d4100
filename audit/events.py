"""Events as the auditor sees them: the envelope, and the fact as the contract declares it."""

import re
from dataclasses import dataclass, replace

import msgspec

from audit.contract import FACTS, UPSTREAMS
from audit.contract.base import Fact
from audit.contract.runtime import BatchClosed
from audit.laws import Law, Notes
from audit.reading import Envelope, Row

KIND_UNKNOWN = Law(
    "kind-unknown",
    nl="deze soort gebeurtenis hoort volgens het contract niet in dit logboek",
    en="the contract knows no such kind of event in this log",
)
FIELDS_DIFFER = Law(
    "fields-differ",
    nl="de velden zijn niet die van het contract: {fault}",
    en="its fields are not those of the contract: {fault}",
)

INDEX = re.compile("[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Event:
    """An event and its place. `fact` is None where it is not of the contract."""

    log: str
    position: int
    hash: str
    envelope: Envelope
    fact: Fact | None
    heard: tuple[str, int] | None
    """The message that caused it: upstream and index."""

    @property
    def kind(self) -> str:
        return self.envelope.kind

    @property
    def by(self) -> str:
        return self.envelope.by

    @property
    def cause(self) -> str:
        return self.envelope.cause

    @property
    def of_command(self) -> bool:
        """Whether a command caused it."""
        return self.cause.startswith("command/")


_decoders = {fact: msgspec.json.Decoder(fact).decode for facts in FACTS.values() for fact in facts.values()}


def event_of(log: str, row: Row, notes: Notes) -> Event | None:
    """The event in a row; none where the bytes hold none. A fact that is not of the contract is noted."""
    if row.envelope is None:
        return None
    bare = Event(log, row.position, row.hash, row.envelope, None, _message(row.envelope.cause))
    declared = FACTS[log].get(row.envelope.kind)
    if declared is None:
        notes.problem(bare, KIND_UNKNOWN)
        return bare
    try:
        return replace(bare, fact=_decoders[declared](row.envelope.fact))
    except msgspec.DecodeError as error:
        notes.problem(bare, FIELDS_DIFFER, fault=error)
        return bare


def _message(cause: str) -> tuple[str, int] | None:
    upstream, _, index = cause.partition("/")
    return (upstream, int(index)) if upstream in UPSTREAMS and INDEX.fullmatch(index) else None


def mark_of(envelope: Envelope) -> BatchClosed | None:
    """How far a batch's close says its service had heard; None where this closes no upstream's batch."""
    if envelope.kind != BatchClosed.kind:
        return None
    try:
        closed = _decoders[BatchClosed](envelope.fact)
    except msgspec.DecodeError:
        return None
    return closed if isinstance(closed, BatchClosed) and closed.index else None
