"""One log by itself: nothing altered, removed, put in between, put in another order or back-dated."""

from datetime import datetime

from audit.contract.runtime import LogOpened
from audit.events import Event, event_of
from audit.laws import Law, Notes
from audit.reading import Row

UNREADABLE = Law(
    "unreadable",
    nl="de opgeslagen bytes zijn geen gebeurtenis",
    en="the stored bytes are no event",
)
ROW_DIFFERS = Law(
    "row-differs",
    nl="de rij noemt {row}, de opgeslagen bytes zeggen {bytes}",
    en="the row says {row}, the stored bytes say {bytes}",
)
CHAIN_BROKEN = Law(
    "chain-broken",
    nl="sluit niet aan op de gebeurtenis ervoor: die is gewijzigd, of er is er een weggehaald, ingevoegd of verplaatst",
    en="does not follow the event before it: that was altered, or one was removed, put in between or moved",
)
VERSION_SKIPS = Law(
    "version-skips",
    nl="is versie {found} van stroom {stream}; na {before} hoort {expected} te komen",
    en="is version {found} of stream {stream}; after {before} there should be {expected}",
)
TIME_GOES_BACK = Law(
    "time-goes-back",
    nl="is gedateerd op {at}, eerder dan de gebeurtenis ervoor ({before})",
    en="is dated {at}, before the event preceding it ({before})",
)
SAID_SKIPS = Law(
    "said-skips",
    nl="telt {found} gezegde berichten waar het er {expected} zijn",
    en="counts {found} messages said where there are {expected}",
)
AUDIENCE_SAID_SKIPS = Law(
    "audience-said-skips",
    nl="telt {found} berichten aan {audience} waar het er {expected} zijn",
    en="counts {found} messages to {audience} where there are {expected}",
)
AUDIENCE_DIFFERS = Law(
    "audience-differs",
    nl="is gezegd tegen {found}; volgens het contract is deze soort voor {expected}",
    en="is said to {found}; by the contract this kind is for {expected}",
)
NOT_OPENED = Law(
    "not-opened",
    nl="het logboek van {log} begint met één log-opened van die dienst, en heeft er verder geen",
    en="the log of {log} begins with one log-opened of that service, and has no other",
)

NOTHING_BEFORE = "0" * 64


class Chain:
    """Walks along one log, row by row."""

    def __init__(self, log: str, notes: Notes) -> None:
        self._log = log
        self._notes = notes
        self._hash = NOTHING_BEFORE
        self._at: datetime | None = None
        self._versions: dict[str, int] = {}
        self._said = 0
        self._said_to: dict[str, int] = {}
        self._is_open = False

    def take(self, row: Row) -> Event | None:
        """Judge the row as the next one; its event, where it holds one."""
        event = event_of(self._log, row, self._notes)
        if event is None:
            self._notes.problem(_Unread(self._log, row), UNREADABLE)
        else:
            self._follow(event, row)
        self._hash = row.hash
        return event

    def _follow(self, event: Event, row: Row) -> None:
        self._is_what_the_row_says(event, row)
        if event.envelope.prev != self._hash:
            self._notes.problem(event, CHAIN_BROKEN)
        self._opens_once(event)
        self._in_its_stream(event)
        self._in_time(event)
        self._in_what_is_said(event)

    def _is_what_the_row_says(self, event: Event, row: Row) -> None:
        inside = event.envelope.stream, event.envelope.version, event.kind
        if row.beside not in {None, inside}:
            self._notes.problem(event, ROW_DIFFERS, row=row.beside, bytes=inside)

    def _opens_once(self, event: Event) -> None:
        opens = isinstance(event.fact, LogOpened)
        ours = not isinstance(event.fact, LogOpened) or event.fact.service == self._log
        if opens == self._is_open or not ours:
            self._notes.problem(event, NOT_OPENED, log=self._log)
        self._is_open = True

    def _in_its_stream(self, event: Event) -> None:
        stream, found = event.envelope.stream, event.envelope.version
        before = self._versions.get(stream, 0)
        if found != before + 1:
            self._notes.problem(event, VERSION_SKIPS, found=found, stream=stream, before=before, expected=before + 1)
        self._versions[stream] = found

    def _in_time(self, event: Event) -> None:
        at = event.envelope.at
        if self._at and at < self._at:
            self._notes.problem(event, TIME_GOES_BACK, at=at.isoformat(), before=self._at.isoformat())
        self._at = at

    def _in_what_is_said(self, event: Event) -> None:
        envelope, audience = event.envelope, event.envelope.audience
        expected = self._said + (1 if audience else 0)
        if envelope.said != expected:
            self._notes.problem(event, SAID_SKIPS, found=envelope.said, expected=expected)
        self._said = envelope.said
        expected_to = self._said_to.get(audience, 0) + 1 if audience else 0
        if envelope.audience_said != expected_to:
            self._notes.problem(
                event,
                AUDIENCE_SAID_SKIPS,
                found=envelope.audience_said,
                audience=audience or "-",
                expected=expected_to,
            )
        self._said_to[audience] = envelope.audience_said
        if event.fact and event.fact.audience != audience:
            self._notes.problem(event, AUDIENCE_DIFFERS, found=audience or "-", expected=event.fact.audience or "-")


class _Unread:
    """The place of a row that holds no event."""

    def __init__(self, log: str, row: Row) -> None:
        self.log = log
        self.position = row.position
        self.kind = str(row.beside[2]) if row.beside else "?"
