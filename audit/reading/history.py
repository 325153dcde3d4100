"""The three logs as one history, read as a stream: every cause before what it caused."""

from collections import deque
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from operator import attrgetter

from audit.reading.events import Event, Unreadable, event_of
from audit.reading.rows import Rows

AT_ONCE = 100
"""So many rows of a log are decoded in one go: that is faster than one by one."""
_BEGINNING = datetime.min.replace(tzinfo=UTC)
_EARLIEST = attrgetter("at")


class _Stream:
    """One log, of which the next event is known."""

    def __init__(self, log: str, rows: Rows) -> None:
        self.log = log
        self.published = 0
        self._rows = rows
        self._unread = iter(rows.after(0))
        self._decoded: deque[Event | Unreadable] = deque()
        self._position = 0
        self.head: Event | Unreadable | None = None
        self.at = _BEGINNING
        self.go_on()

    def go_on(self) -> None:
        if isinstance(self.head, Event):
            self.published = max(self.published, self.head.envelope.said)
        if not self._decoded:
            self._decoded.extend([event_of(self.log, row) for row in islice(self._unread, AT_ONCE)])
        self.head = self._decoded.popleft() if self._decoded else None
        self.at = self.head.envelope.at if isinstance(self.head, Event) else _BEGINNING
        self._position = self.head.position if self.head else self._position

    def has_grown(self) -> bool:
        """Whether more was recorded since the end was reached; then that is read, too."""
        self._unread = iter(self._rows.after(self._position))
        self.go_on()
        return self.head is not None


def in_causal_order(logs: Mapping[str, Rows]) -> Iterator[Event | Unreadable]:
    """All events, each log in its own order, none before the message that caused it; else the earliest first.

    Of logs that grow meanwhile, as much is read as was there in the beginning, and as others have read of them since:
    a state that the services were in together. Where the logs contradict one another no such order exists: then one of
    them goes on, for the laws to find it.
    """
    streams = {log: _Stream(log, rows) for log, rows in logs.items()}
    while ahead := sorted([stream for stream in streams.values() if stream.head], key=_EARLIEST):
        first = next((stream for stream in ahead if not _awaited(stream, streams)), None)
        if first is None:
            awaited = [_awaited(stream, streams) for stream in ahead]
            if any(upstream.has_grown() for upstream in awaited if upstream and not upstream.head):
                continue
        first = first or ahead[0]
        assert first.head
        yield first.head
        first.go_on()


def _awaited(stream: _Stream, streams: Mapping[str, _Stream]) -> _Stream | None:
    """The log that is to say first what this one's next event has read."""
    after = stream.head.after if isinstance(stream.head, Event) else None
    upstream = streams[after[0]] if after else None
    return upstream if upstream and after and upstream.published < after[1] else None
