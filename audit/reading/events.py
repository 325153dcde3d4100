"""Events: the envelope that the stored bytes are, and in it the fact as it is declared."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

import msgspec

from audit.facts import FACTS, LOGS
from audit.facts.booking import net
from audit.facts.declaring import Fact, Instant, Place
from audit.facts.runtime import BatchClosed
from audit.reading.rows import Row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
INDEX = re.compile("[0-9]{1,18}")
Count: TypeAlias = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]


class Envelope(msgspec.Struct, frozen=True):
    """What the stored bytes say around the fact; see `docs/auditor.md`."""

    stream: str
    version: Count
    kind: str
    at: Instant
    by: str
    cause: str
    prev: str
    said: Count
    audience: str
    audience_said: Count
    fact: msgspec.Raw
    book_date: date | msgspec.UnsetType = msgspec.UNSET
    counts_for: date | msgspec.UnsetType = msgspec.UNSET

    @property
    def today(self) -> date:
        """The civil date of its log time."""
        return self.at.astimezone(AMSTERDAM).date()

    @property
    def booked_on(self) -> date:
        """For which civil date its postings count. Events from before there were book dates have none of their own."""
        return self.today if self.book_date is msgspec.UNSET else self.book_date


class Unreadable(msgspec.Struct, frozen=True):
    """A row whose bytes are no event."""

    log: str
    position: int
    kind: str
    row: Row
    hash: str
    """SHA-256 of the stored bytes, in hex."""

    @property
    def place(self) -> Place:
        return Place(self.log, self.position, self.kind)


class Event(msgspec.Struct, frozen=True):
    """An event and its place."""

    log: str
    position: int
    kind: str
    row: Row
    hash: str
    by: str
    cause: str
    of_command: bool
    """Whether a command caused it."""
    envelope: Envelope
    fact: Fact | None
    """None: it is not as the contract declares it."""
    booked: dict[str, int]
    """By account."""
    fault: str
    """What the fact's fields have against the contract."""
    message: tuple[str, int] | None
    """The message that caused it: upstream and index."""
    after: tuple[str, int] | None
    """The message that must be known before it."""

    @property
    def place(self) -> Place:
        return Place(self.log, self.position, self.kind)


envelope_of = msgspec.json.Decoder(Envelope).decode


@cache
def _reader(fact: type[Fact]) -> Callable[[msgspec.Raw], Fact]:
    return msgspec.json.Decoder(fact).decode


def event_of(log: str, row: Row) -> Event | Unreadable:
    """The event in a row."""
    digest = hashlib.sha256(row.state).hexdigest()
    try:
        envelope = envelope_of(row.state)
    except msgspec.DecodeError:
        return Unreadable(log, row.position, str(row.kind), row, digest)
    fact, fault = _fact_in(log, envelope)
    cause = envelope.cause
    of_command = cause.startswith("command/")
    message = None if of_command else _message(cause)
    booked = net(fact.postings) if fact and fact.postings else {}
    after = (fact.source, fact.index) if isinstance(fact, BatchClosed) and fact.source in LOGS else message
    place = log, row.position, envelope.kind, row, digest
    return Event(*place, envelope.by, cause, of_command, envelope, fact, booked, fault, message, after)


def _fact_in(log: str, envelope: Envelope) -> tuple[Fact | None, str]:
    """And what its fields have against the contract."""
    declared = FACTS[log].get(envelope.kind)
    try:
        return (_reader(declared)(envelope.fact) if declared else None), ""
    except msgspec.DecodeError as error:
        return None, str(error)


def _message(cause: str) -> tuple[str, int] | None:
    upstream, _, index = cause.partition("/")
    return (upstream, int(index)) if upstream in LOGS and INDEX.fullmatch(index) else None
