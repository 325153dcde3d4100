"""What is committed and will not be paid, for less was determined; and again, where that was a mistake."""

from typing import Any

from audit.facts.booking import Drain, Each, Fill
from audit.facts.declaring import ALL, Event, Known, Message, Share
from audit.facts.pool.asks import Attributed
from audit.facts.pool.chart import COMMITTED, HOME, SHORT
from audit.facts.pool.holds import Commitment, shares_in
from audit.facts.pool.parts import Piece, apportioned, less, under_of
from audit.facts.pool.payments import restate
from audit.facts.pool.pools import OfPool
from audit.facts.pool.supports import Under, use
from audit.facts.pool.tasks import came_back

FREED = "freed"
"""What is granted by applications, and not committed any more: a sum beside those of the chart."""
_SAME = "ask funder application cents=released_cents"


def _of_a_pool(determined: Any) -> int:
    """How many of these follow."""
    return int(determined.funder.startswith("pool:") and determined.released_cents > 0)


class OfRemainder(OfPool):
    told = ALL
    application: str
    ask: str
    cents: int
    attribution: tuple[Attributed, ...]
    under: tuple[Under, ...]

    def expected(self, known: Known) -> tuple[Piece, ...]:
        """Each way apart."""
        return ()

    def shares(self, known: Known) -> tuple[Share, ...]:
        return shares_in(self.expected(known))


class RemainderFreed(OfRemainder):
    """In proportion to what was not paid."""

    kind = "remainder-freed"
    causes = (Message("settlement/grant-determined", _SAME, times=_of_a_pool),)
    books = (Each("shares", Fill("cents", COMMITTED, SHORT, HOME)),)

    def expected(self, known: Known) -> tuple[Piece, ...]:
        commitment = known[Commitment].get(self.ask)
        return apportioned(commitment.unpaid, self.cents) if commitment else ()

    def fold(self, event: Event, known: Known) -> None:
        if commitment := known[Commitment].get(self.ask):
            freed = self.expected(known)
            restate(self.pool, self.ask, known, freed=freed)
            use(self.pool, self.ask, under_of(less(commitment.pieces, freed)), known)
        known.sums[event.log, FREED][self.pool] += self.cents
        came_back(self.ask, self.cents, event.place, known)


class RemainderCommitted(OfRemainder):
    """Exactly what was freed."""

    kind = "remainder-committed"
    causes = (Message("settlement/determination-corrected", _SAME, times=_of_a_pool),)
    books = (Each("shares", Drain("cents", HOME, SHORT, COMMITTED)),)

    def expected(self, known: Known) -> tuple[Piece, ...]:
        commitment = known[Commitment].get(self.ask)
        return commitment.freed if commitment else ()

    def fold(self, event: Event, known: Known) -> None:
        if commitment := known[Commitment].get(self.ask):
            restate(self.pool, self.ask, known, freed=())
            use(self.pool, self.ask, commitment.committed.under, known)
        known.sums[event.log, FREED][self.pool] -= self.cents
        came_back(self.ask, -self.cents, event.place, known)
