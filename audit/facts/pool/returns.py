"""What goes back to contributors: at the end of its year, as its pool is closed, and what comes after either."""

from collections.abc import Callable
from datetime import date
from typing import Any

from audit.facts.booking import Fill, Move
from audit.facts.declaring import ALL, CLOCK, Command, Event, Kept, Known, Message, Share
from audit.facts.pool.chart import FREE, GIVEN_BACK, HOME, RETURNING, SHORT
from audit.facts.pool.pools import OfPool
from audit.facts.settlement.orders import UNBOOKED

RETURNS = Kept(int)
"""By contribution, how many returns there were. One that is here has ended, by its year or with its pool."""


class PoolClosed(OfPool):
    """Every contribution that has not ended yet ends by it."""

    kind = "pool-closed"
    told = ALL
    causes = (Command("close-pool"),)
    kept = "pool"
    closed_on: date
    parts: tuple[Share, ...]

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)


class _OfContribution(OfPool):
    told = ALL
    contribution: str
    cents: int

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.contribution}"


class ContributionReturned(_OfContribution):
    kind = "contribution-returned"
    causes = (CLOCK,)
    books = (Move("cents", FREE, RETURNING),)
    contributor: str
    number: int
    because: str
    last_day: date | None

    @property
    def books_on(self) -> str:  # type: ignore[override]  # of the clock's facts this one has a day of its own only at times
        return "last_day" if self.last_day else ""

    @property
    def order(self) -> str:
        """The first that pays it; others may take its place."""
        return f"{self.pool}:{self.contribution}:return-{self.number}"

    def fold(self, event: Event, known: Known) -> None:
        known[RETURNS].put(self.path, self.number)
        known[RETURNED].put(self.order, self)


RETURNED = Kept(ContributionReturned)
"""By its first order."""


def _is(purpose_of: Any) -> int:
    return int(purpose_of.purpose == "contribution-return")


class _OfReturn(_OfContribution):
    order: str


class ReturnPaid(_OfReturn):
    kind = "return-paid"
    causes = (Message("settlement/payment-confirmed", "order funder contribution cents", times=_is),)
    books = (Move("cents", RETURNING, GIVEN_BACK),)

    def fold(self, event: Event, known: Known) -> None:
        known[UNBOOKED].pop(self.order)


def _because(why: str) -> Callable[[Any, Any], bool]:
    return lambda _, undone: bool(undone.because == why)


class ReturnUndone(_OfReturn):
    kind = "return-undone"
    causes = (
        Message("settlement/payment-returned", "order funder contribution cents", only=_because("returned"), times=_is),
        Message(
            "settlement/confirmation-corrected",
            "order funder contribution cents",
            only=_because("corrected"),
            times=_is,
        ),
    )
    books = (Move("cents", GIVEN_BACK, RETURNING),)
    because: str


class ReturnFreed(_OfReturn):
    kind = "return-freed"
    causes = (Message("settlement/return-withdrawn", "order funder contribution cents", times=1),)
    books = (Fill("cents", RETURNING, SHORT, HOME),)
