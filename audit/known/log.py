"""What is known of one log by itself, up to its last event."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import partial

import msgspec

from audit.facts.declaring import Place
from audit.facts.runtime import CommandOutcome, PartyRegistered
from audit.known.table import Store, Table
from audit.reading.events import Event, Unreadable, event_of
from audit.reading.rows import Row

NOTHING_BEFORE = "0" * 64
MESSAGES_KEPT = 200
"""They are larger than what other tables hold, and seldom wait long for their readers."""


class KnownLog:
    """One log by itself, up to its last event."""

    def __init__(self, store: Store, log: str) -> None:
        self.log_id, self.hash, self.events, self.published = "", NOTHING_BEFORE, 0, 0
        self.at: datetime | None = None
        self.last: Event | None = None
        self.place: Place | None = None
        """Of the last row, though it may be no event."""
        self.versions: Table[int] = store.table(int)
        """By stream, commands' streams included."""
        self.published_to: Table[int] = store.table(int)
        """How many messages to each audience."""
        self.messages: Table[Event] = Table(
            store, _bytes_of, partial(_event_in, log), keeps=self._awaits_readers, kept=MESSAGES_KEPT
        )
        """By index. Those that all readers have read are forgotten sooner or later."""
        self.read_by_all = 0
        self.read: dict[str, int] = {}
        """How far each upstream was read: the index of its message."""
        self.batch: list[Event] = []
        """That which is open. By cause: what commands have recorded in it before their outcomes, and these."""
        self.recorded: defaultdict[str, list[Event]] = defaultdict(list)
        self.outcomes: dict[str, CommandOutcome] = {}
        self.registered: dict[str, PartyRegistered] = {}
        """What the register says of each party that is in it."""
        self.identifiers: dict[str, tuple[str, Place]] = {}
        """The OIN by which this log knows a party, and since where, of each that ever was in the register."""
        self.kinds: set[str] = set()
        """Of what was recorded so far."""
        self.has_book_dates = False
        """Whether an event bore one: from then on each that moves something does."""
        self.closed_through: date | None = None
        """The last day of the last closed book year."""
        self.due: dict[tuple[str, str], Place] = {}
        """What the open command has still to make good, and since when: what it is, and of what."""

    def _awaits_readers(self, index: str) -> bool:
        return int(index) > self.read_by_all

    def follow(self, event: Event) -> None:
        """All that can be known without the other logs."""
        envelope = event.envelope
        self.versions.put(envelope.stream, envelope.version)
        if envelope.audience:
            self.published_to.put(envelope.audience, envelope.audience_said)
        self.published = envelope.said
        self.kinds.add(event.kind)
        self.events += 1
        self.has_book_dates |= envelope.book_date is not msgspec.UNSET
        self.at, self.last = envelope.at, event
        self.end_with(event)

    def end_with(self, row: Event | Unreadable) -> None:
        """The chain goes on from here."""
        self.hash, self.place = row.hash, row.place

    def add_to_batch(self, event: Event) -> None:
        self.batch.append(event)
        if event.of_command and event.fact and not isinstance(event.fact, CommandOutcome):
            self.recorded[event.cause].append(event)

    def end_command(self, outcome: CommandOutcome) -> None:
        self.outcomes[outcome.stream] = outcome
        self.recorded.pop(outcome.stream, None)
        self.due.clear()

    def close_year(self, year: int) -> None:
        if 0 < year < date.max.year:
            self.closed_through = date(year, 12, 31)

    def first_open(self, day: date) -> date:
        """This day; in a closed year the first day after it."""
        closed = self.closed_through
        return closed + timedelta(days=1) if closed and day <= closed else day

    def close_batch(self) -> None:
        self.batch.clear()
        self.recorded.clear()
        self.outcomes.clear()


_encode = msgspec.msgpack.Encoder().encode


def _bytes_of(event: Event) -> bytes:
    return _encode(event.row)


def _event_in(log: str, stored: bytes) -> Event:
    event = event_of(log, Row(*msgspec.msgpack.decode(stored)))
    assert isinstance(event, Event), "it was read before"
    return event
