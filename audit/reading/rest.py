"""Whether anything is under way between the services, told from the logs alone: who has read how much of whom."""

import contextlib
import time
from collections.abc import Mapping
from typing import NamedTuple, Protocol

import msgspec

from audit.facts import UPSTREAMS
from audit.facts.runtime import BatchClosed
from audit.reading.events import envelope_of
from audit.reading.rows import Log, Rows, opened

LOOK_AGAIN_SECONDS = 0.05


class Unheard(NamedTuple):
    """Messages that one service has published and another, which reads it, has not read."""

    reader: str
    upstream: str
    messages: int


class Tail(Protocol):
    """How far a service had published, and how far it had read each upstream, as far as its log was looked at."""

    published: int
    read: dict[str, int]


def under_way(logs: Mapping[str, Tail]) -> list[Unheard]:
    """What is published and not read yet. If there is nothing, the services are at rest."""
    return [
        Unheard(reader, upstream, messages)
        for reader, upstreams in UPSTREAMS.items()
        for upstream in upstreams
        if (messages := logs[upstream].published - logs[reader].read.get(upstream, 0)) > 0
    ]


def wait_for_rest(logs: Mapping[str, Log], seconds: float) -> bool:
    """Wait until nothing is under way; False if that takes longer than this many seconds.

    Only what is recorded counts: let every command have its outcome first.
    """
    until = time.monotonic() + seconds
    with opened(logs) as sources:
        tails = {name: _Tail(rows) for name, rows in sources.items()}
        while True:
            for tail in tails.values():
                tail.read_on()
            if not under_way(tails):
                return True
            if time.monotonic() > until:
                return False
            time.sleep(LOOK_AGAIN_SECONDS)


_decode = msgspec.json.Decoder(BatchClosed).decode


class _Tail:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._position = self.published = 0
        self.read: dict[str, int] = {}

    def read_on(self) -> None:
        """A batch's close says both. What cannot be read is for the audit to find."""
        for row in self._rows.after(self._position):
            self._position = row.position
            if row.kind == BatchClosed.kind:
                with contextlib.suppress(msgspec.DecodeError):
                    envelope = envelope_of(row.state)
                    closed = _decode(envelope.fact)
                    self.published = envelope.said
                    self.read[closed.source] = closed.index
