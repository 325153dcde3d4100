"""What a log amounts to, held in memory: the service's state, and all that the next event's envelope needs."""

from collections import defaultdict
from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any, Generic

import msgspec

from shared.log import facts as own
from shared.log.eventlog import NOTHING_BEFORE, Draft, EventLog, Recorded, Stored
from shared.log.known_parties import KnownParties
from shared.log.paged_dict import Evolving
from shared.money.book_years import BookDay
from shared.release import VERSION
from shared.service import Service, State


class LogPosition(msgspec.Struct, frozen=True):
    """A place in a log's messages: which log, up to which index, and the hash of the event that said it."""

    log: str = ""
    index: int = 0
    hash: str = ""


NOWHERE = LogPosition()
_OF_RUNTIME = frozenset(own.FACTS)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Fold(Generic[State]):
    """Folded from the log alone, event by event, in order; a draft is folded in before it is recorded."""

    service: Service[State]
    state: State = field(init=False)
    log: str = ""
    versions: MutableMapping[str, int] = field(default_factory=dict)
    """Of every stream but those of commands, which have one event each."""
    last_hash: str = NOTHING_BEFORE
    last_at: datetime = BEGINNING
    position: int = 0
    published_to: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many messages this log has published to each audience."""
    published: LogPosition = NOWHERE
    """The last message this log has published."""
    consumed: dict[str, LogPosition] = field(default_factory=dict)
    """Per upstream, the last message consumed. After a batch was drafted: the last message that a batch ended on."""
    parties: KnownParties = field(default_factory=KnownParties)
    """Who each party is."""
    evolving: Evolving = field(default_factory=Evolving)
    """On while a fact is folded into the state."""

    def __post_init__(self) -> None:
        self.state = self.service.new_state()

    def take(self, stored: Stored, fact: Any, event_hash: str) -> None:
        """Fold one event in."""
        self.last_hash = event_hash
        self.last_at = stored.at
        if stored.audience:
            self.published = LogPosition(self.log, stored.said, event_hash)
            self.published_to[stored.audience] = stored.audience_said
        if isinstance(fact, own.CommandOutcome):
            return
        self.versions[stored.stream] = stored.version
        if type(fact) in _OF_RUNTIME:
            self._take_own(fact)
            return
        self.evolving.now = True
        try:
            self.service.evolve(self.state, fact)
        finally:
            self.evolving.now = False

    def _take_own(self, fact: Any) -> None:
        if isinstance(fact, own.LogOpened):
            self.log = fact.log
        elif isinstance(fact, own.BatchClosed) and fact.index:
            self.consumed[fact.source] = LogPosition(fact.log, fact.index, fact.hash)
        elif isinstance(fact, own.PartyRegistered | own.PartyDeregistered | own.NewIdentifierAllowed):
            self.parties.take(fact)

    def version(self, stream: str) -> int:
        """Of the last event of a stream; 0 if there is none."""
        return self.versions.get(stream, 0)

    def draft(
        self,
        fact: Any,
        raw: bytes,
        *,
        at: datetime,
        by: str,
        cause: str,
        correlation: str,
        booked: BookDay | None = None,
    ) -> Draft:
        """The next event of the log, ready to record, and folded in. Its postings, if any, count for `booked`."""
        saying = self.service.publishes.get(type(fact)) or own.PUBLISHES.get(type(fact))
        audience = saying.audience(fact) if saying else ""
        stream = fact.stream
        day = booked if getattr(fact, "postings", ()) else None
        stored = Stored(
            stream=stream,
            version=1 if isinstance(fact, own.CommandOutcome) else self.version(stream) + 1,
            kind=fact.kind,
            at=at,
            by=by,
            cause=cause,
            correlation=correlation,
            prev=self.last_hash,
            said=self.published.index + (1 if audience else 0),
            audience=audience,
            audience_said=self.published_to[audience] + 1 if audience else 0,
            fact=msgspec.Raw(raw),
            book_date=day.book_date if day else msgspec.UNSET,
            counts_for=(day and day.counts_for) or msgspec.UNSET,
        )
        draft = Draft.of(stored)
        self.take(stored, fact, draft.hash)
        return draft


class FactReader:
    """From stored kind to fact, for one service."""

    def __init__(self, service: Service[Any]) -> None:
        facts = (*own.FACTS, *service.facts)
        self._decoders = {fact.kind: _decoder(fact) for fact in facts}  # type: ignore[arg-type]  # any class can be hashed

    def read(self, stored: Stored) -> Any:
        try:
            decode = self._decoders[stored.kind]
        except KeyError:
            raise UnknownKind(stored) from None
        return decode(stored.fact)


@cache
def _decoder(fact: type[Any]) -> Callable[[msgspec.Raw], Any]:
    """Each part of the runtime has a reader, and to make a decoder takes longer than to use it."""
    return msgspec.json.Decoder(fact).decode


def follow(fold: Fold[Any], log: EventLog, reader: FactReader, *, until: int | None = None) -> Iterator[None]:
    """Fold in what the log holds after the fold's position, up to and including `until`; pauses now and then."""
    while events := log.read(fold.position, limit=1000):
        for event in events:
            if until is not None and event.position > until:
                return
            _check(fold, event)
            fold.take(event.stored, reader.read(event.stored), event.hash)
            fold.position = event.position
        yield


def replay(service: Service[State], log: EventLog, *, until: int | None = None) -> Fold[State]:
    """Fold the whole log in memory, or what lies up to and including position `until`."""
    fold: Fold[State] = Fold(service)
    for _ in follow(fold, log, FactReader(service), until=until):
        pass
    return fold


def _check(fold: Fold[Any], event: Recorded) -> None:
    if event.stored.prev != fold.last_hash:
        if not fold.position:
            raise BrokenChain(f"the log begins at position {event.position} with an event that follows another one")
        raise BrokenChain(
            f"event at position {fold.position} was altered: the event at position {event.position} "
            f"({event.stored.stream} version {event.stored.version}) holds another hash of it; or what stood between "
            "them is missing"
        )


class UnknownKind(Exception):
    """The log holds what only a newer release records. To pass it over would be to decide on half of what happened."""

    def __init__(self, stored: Stored) -> None:
        super().__init__(
            f"{stored.stream}, version {stored.version}: of kind {stored.kind}, which release {VERSION} does not know; "
            "a newer release recorded it. Run that one; or restore a backup from before it, as docs/operator.md tells "
            "under 'Upgrade'. Nothing was recorded"
        )


class BrokenChain(Exception):
    """The log's hash chain does not hold. Nothing may be decided on such a log: restore it, or investigate."""
