"""Contributions: pledged, received, taken back."""

from datetime import date

from audit.facts.booking import Fill, Move
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Kept, Known, Place
from audit.facts.pool.chart import FREE, HOME, PLEDGED, PLEDGED_BY, PUT_IN, SHORT
from audit.facts.pool.pledges import ACCEPTING, Terms, waits_no_more
from audit.facts.pool.pools import OfPool


class _OfContribution(OfPool):
    told = ALL
    contribution: str
    contributor: str
    cents: int

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.contribution}"


class ContributionPledged(Terms, kw_only=True):
    """It counts. Before pledges were accepted, each counted from the moment it was made."""

    kind = "contribution-pledged"
    told = ALL
    causes = (Command("pledge", by="pledger"), Command("accept-pledge", by="holder"))
    books = (Move("cents", PLEDGED_BY, PLEDGED),)
    kept = "path"
    lapses_on: date | None = None
    accepted_by: str | None = None
    counts_for_ceiling: bool = True
    last_day: date | None = None
    asks_again_on: date | None = None

    def pledger(self, known: Known) -> str:
        """Whose pledge counts without another's word."""
        alone = self.accepted_by is None or self.contributor == self.holder(known)
        return self.contributor if alone else UNKNOWN

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        waits_no_more(self, known)
        if self.accepted_by:
            known[ACCEPTING].put(event.log, event.place)
        if self.last_day:
            known[LAST_DAYS].put(self.path, self.last_day)
            known[LAPSING].put(event.log, event.place)
        if self.asks_again_on:
            known[ASKING].put(event.log, event.place)
        known[BY_POOL].put(self.pool, (*known[BY_POOL].get(self.pool, ()), self.path))


LAST_DAYS = Kept(date)
"""By contribution, as carried over last."""
LAPSING = Kept(Place)
"""Where a log last gave a contribution a last day, by log."""
ASKING = Kept(Place)
"""Where a log last gave one a day on which to ask again, by log."""
BY_POOL = Kept(tuple[str, ...])
"""The contributions of a pool, by their paths."""


class ContributionReceived(_OfContribution):
    kind = "contribution-received"
    causes = (Command("receive", by="holder"),)
    books = (Fill("cents", PUT_IN, SHORT, HOME), Move("cents", PLEDGED, PLEDGED_BY))
    books_on = "received_on"
    received_on: date
    receipt: int | None = None
    """None in what was recorded before it was said."""

    def fold(self, event: Event, known: Known) -> None:
        number = known[RECEIPT_COUNT].get(self.path, 0) + 1
        known[RECEIPT_COUNT].put(self.path, number)
        known[RECEIPTS].put(f"{self.path}/{number}", (self.received_on.year, self.cents))
        known[RECEIVED].put(self.path, known[RECEIVED].get(self.path, 0) + self.cents)


RECEIPT_COUNT = Kept(int)
"""By contribution, how many receipts there are."""
RECEIPTS = Kept(tuple[int, int])
"""By `<pool>/<contribution>/<number>`: the year it belongs to, and the amount in cents, as corrected last."""
RECEIVED = Kept(int)
"""By contribution, in cents: what all receipts come to, as corrected last."""


class ContributionWithdrawn(_OfContribution):
    kind = "contribution-withdrawn"
    causes = (Command("withdraw-contribution", by="contributor"),)
    books = (Move("cents", FREE, PUT_IN),)
    kept_cents: int | None = None
    """None of what bears no losses first, and in what was recorded before that was kept."""
