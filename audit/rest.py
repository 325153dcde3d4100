"""Whether anything is under way between the services, told from the logs alone: who has heard how much of whom."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.contract import UPSTREAMS
from audit.events import mark_of
from audit.reading import Row, Source, opened
from shared.log.eventlog import EventLog

LOOK_AGAIN_SECONDS = 0.05


class Unheard(NamedTuple):
    """Messages that a service has said and another, which reads it, has not heard."""

    reader: str
    upstream: str
    messages: int


@dataclass(slots=True)
class Tail:
    """How far a log was read, and how far its service had said and heard by then."""

    source: Source
    position: int = 0
    said: int = 0
    heard: dict[str, int] = field(default_factory=dict)

    def read_on(self) -> list[Row]:
        """All that was recorded since."""
        found: list[Row] = []
        while rows := self.source.after(self.position):
            self.position = rows[-1].position
            found += rows
        for row in found:
            self._take(row)
        return found

    def _take(self, row: Row) -> None:
        if row.envelope is None:
            return
        self.said = max(self.said, row.envelope.said)
        if mark := mark_of(row.envelope):
            self.heard[mark.source] = mark.index


def read_all(sources: Mapping[str, Source]) -> tuple[dict[str, list[Row]], dict[str, Tail]]:
    """Read all logs, also while they grow: until no service has heard more than was read of its upstreams.

    What was read is then a state that the services were in together, or could have been.
    """
    tails = {name: Tail(source) for name, source in sources.items()}
    rows = {name: tail.read_on() for name, tail in tails.items()}
    while outrun := [name for name in tails if _is_outrun(name, tails)]:
        news = {name: tails[name].read_on() for name in outrun}
        if not any(news.values()):
            break  # heard, and never said: for the checks to find
        for name, more in news.items():
            rows[name] += more
    return rows, tails


def _is_outrun(upstream: str, tails: Mapping[str, Tail]) -> bool:
    return any(tail.heard.get(upstream, 0) > tails[upstream].said for tail in tails.values())


def under_way(tails: Mapping[str, Tail]) -> list[Unheard]:
    """What was said and not heard yet. Nothing of it: the services are at rest."""
    return [
        Unheard(reader, upstream, messages)
        for reader, upstreams in UPSTREAMS.items()
        for upstream in upstreams
        if (messages := tails[upstream].said - tails[reader].heard.get(upstream, 0)) > 0
    ]


def wait_for_rest(logs: Mapping[str, str | EventLog], seconds: float) -> bool:
    """Wait until nothing is under way; False if that takes longer than this many seconds.

    Only what is recorded counts: let every command have its outcome first.
    """
    until = time.monotonic() + seconds
    with opened(logs) as sources:
        tails = {name: Tail(source) for name, source in sources.items()}
        while True:
            for tail in tails.values():
                tail.read_on()
            if not under_way(tails):
                return True
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_AGAIN_SECONDS)
