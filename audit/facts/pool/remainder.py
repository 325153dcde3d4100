"""What is committed and will not be paid, for less is granted now, or was determined; and again, where that was a
mistake, or more is granted again.
"""

from typing import Any

from audit.facts.booking import Drain, Each, Fill
from audit.facts.declaring import ALL, Event, Known, Message, Share
from audit.facts.pool.asks import Attributed
from audit.facts.pool.chart import COMMITTED, HOME, SHORT
from audit.facts.pool.holds import Commitment, shares_in
from audit.facts.pool.parts import Piece, apportioned, less, more, pieces_of, under_of
from audit.facts.pool.payments import restate
from audit.facts.pool.pools import OfPool
from audit.facts.pool.supports import Under, use
from audit.facts.pool.tasks import came_back

FREED = "freed"
"""What is granted by applications, and not committed any more: a sum beside those of the chart."""
DETERMINED, CHANGED = "determined", "changed"
"""Why."""


def _because(settled: str, cents: str, why: str) -> Message:
    """How many of these facts follow of a pool: one, if there are any cents."""

    def one(settled: Any) -> int:
        return int(settled.funder.startswith("pool:") and getattr(settled, cents) > 0)

    same = f"ask funder application cents={cents}"
    return Message(f"settlement/{settled}", same, only=lambda _, fact: fact.because == why, times=one)


class OfRemainder(OfPool):
    told = ALL
    application: str
    ask: str
    cents: int
    attribution: tuple[Attributed, ...]
    under: tuple[Under, ...]
    because: str = DETERMINED

    def expected(self, known: Known) -> tuple[Piece, ...]:
        """Each way apart."""
        return ()

    def shares(self, known: Known) -> tuple[Share, ...]:
        return shares_in(self.expected(known))

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """As it states them."""
        return pieces_of(self.attribution, self.under)

    def before(self, known: Known) -> tuple[Piece, ...]:
        """What was freed for the same reason."""
        commitment = known[Commitment].get(self.ask)
        return commitment.freed.get(self.because, ()) if commitment else ()

    def restated(self, freed: tuple[Piece, ...], known: Known) -> None:
        """So much is free for this reason from now on."""
        if commitment := known[Commitment].get(self.ask):
            by_reason = {**commitment.freed, self.because: freed}
            restate(self.pool, self.ask, known, freed=by_reason)
            all_freed = (piece for pieces in by_reason.values() for piece in pieces)
            use(self.pool, self.ask, under_of(less(commitment.pieces, all_freed)), known)


class RemainderFreed(OfRemainder):
    """In proportion to what was not paid."""

    kind = "remainder-freed"
    causes = (
        _because("grant-determined", "released_cents", DETERMINED),
        _because("grant-changed", "less_cents", CHANGED),
    )
    books = (Each("shares", Fill("cents", COMMITTED, SHORT, HOME)),)

    def expected(self, known: Known) -> tuple[Piece, ...]:
        commitment = known[Commitment].get(self.ask)
        return apportioned(commitment.unpaid, self.cents) if commitment else ()

    def fold(self, event: Event, known: Known) -> None:
        self.restated(more(self.before(known), self.pieces), known)
        known.sums[event.log, FREED][self.pool] += self.cents
        came_back(self.ask, self.cents, event.place, known)


class RemainderCommitted(OfRemainder):
    """Exactly what a determination freed; of what changes freed so much, in proportion."""

    kind = "remainder-committed"
    causes = (
        _because("determination-corrected", "released_cents", DETERMINED),
        _because("grant-changed", "more_cents", CHANGED),
    )
    books = (Each("shares", Drain("cents", HOME, SHORT, COMMITTED)),)

    def expected(self, known: Known) -> tuple[Piece, ...]:
        before = self.before(known)
        return apportioned(before, self.cents) if self.because == CHANGED else before

    def fold(self, event: Event, known: Known) -> None:
        self.restated(less(self.before(known), self.pieces), known)
        known.sums[event.log, FREED][self.pool] -= self.cents
        came_back(self.ask, -self.cents, event.place, known)
