"""A batch: drafts folded in one by one, and recorded together behind a guard, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shared.calendar import civil_date
from shared.log import facts as own
from shared.log.eventlog import Draft, EventLog, Tracking, encode
from shared.log.fold import Fold
from shared.money.book_years import BookDay

MAX_EVENTS = 100
MAX_BYTES = 256 * 1024
_ENVELOPE_BYTES = 600
"""The share of an envelope, generously; a batch's last two events, outcome and guard, are counted with it."""


class Batch:
    """All that one commit records. It has one source: commands, one upstream, the clock, or the operator."""

    def __init__(self, fold: Fold[Any], log: EventLog, at: datetime) -> None:
        self._fold = fold
        self._eventlog = log
        self._drafts: list[Draft] = []
        self._size = 0
        self.at = at
        self.today = civil_date(at)

    def next(self) -> "Batch":
        """Where to go on when this one is full: at the same moment, for what was decided was decided at that."""
        return Batch(self._fold, self._eventlog, self.at)

    def has_room_for(self, raws: Sequence[bytes]) -> bool:
        """Whether these facts fit, with an outcome and the guard. An empty batch takes any facts of one decision."""
        more = sum(map(len, raws)) + _ENVELOPE_BYTES * (len(raws) + 2)
        fits = len(self._drafts) + len(raws) + 2 <= MAX_EVENTS and self._size + more <= MAX_BYTES
        return fits or not self._drafts

    def add(
        self,
        fact: Any,
        raw: bytes | None = None,
        *,
        by: str,
        cause: str,
        correlation: str = "",
        booked: BookDay | None = None,
    ) -> None:
        """Draft a fact and fold it in."""
        draft = self._fold.draft(
            fact, raw or encode(fact), at=self.at, by=by, cause=cause, correlation=correlation, booked=booked
        )
        self._drafts.append(draft)
        self._size += len(draft.state)

    def close(self, guard: own.BatchClosed, tracking: Tracking | None = None) -> None:
        """Record everything behind the guard. A batch that holds nothing and moves no reading position is not."""
        if not self._drafts and tracking is None:
            return
        self.add(guard, by=guard.source, cause=guard.source)
        self._fold.position = self._eventlog.append(self._drafts, tracking)[-1]
