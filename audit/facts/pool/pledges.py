"""Promises: offered, and before their money came ended, cancelled or lapsed."""

from datetime import date

from audit.facts.booking import Move
from audit.facts.declaring import ALL, CLOCK, Command, Event, Kept, Known, Place
from audit.facts.pool.chart import PLEDGED, PLEDGED_BY
from audit.facts.pool.pools import OfPool


class Promise(OfPool):
    contribution: str

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.contribution}"


class Terms(Promise, kw_only=True):
    """What is promised."""

    contributor: str
    cents: int
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str
    lapses_on: date | None
    at_year_end: str = "stays"
    first_loss: bool = False

    @property
    def terms(self) -> tuple[object, ...]:
        """What an acceptance must repeat."""
        kind = self.task_field, self.year, self.recurring, self.domain
        return self.contributor, self.cents, self.earmarks, *kind, self.lapses_on, self.at_year_end, self.first_loss


class PledgeOffered(Terms, kw_only=True):
    kind = "pledge-offered"
    told = "budget_holder"
    causes = (Command("pledge", by="contributor"), Command("hand-over", by="governor"))
    kept = "path"
    offer: int
    budget_holder: str

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.path not in known[WAITING]:
            known[OFFERS_WAITING].put(self.pool, known[OFFERS_WAITING].get(self.pool, 0) + 1)
        known[WAITING].put(self.path, self)
        known[OFFERS_MADE].put(self.pool, max(self.offer, known[OFFERS_MADE].get(self.pool, 0)))
        known[ACCEPTING].put(event.log, event.place)


WAITING = Kept(PledgeOffered)
"""Offers that await acceptance, by contribution."""
OFFERS_WAITING = Kept(int)
"""How many of them, by pool."""
OFFERS_MADE = Kept(int)
"""How many offers there ever were, by pool."""
ACCEPTING = Kept(Place)
"""Where a log last showed that pledges are accepted in it, by log."""


class OfferEnded(Promise):
    kind = "offer-ended"
    told = "addressee"
    causes = (Command("cancel-pledge", by="ended_by"), CLOCK)
    offer: int
    contributor: str
    cents: int
    ended_by: str
    reason: str | None
    addressee: str

    def fold(self, event: Event, known: Known) -> None:
        waits_no_more(self, known)


def waits_no_more(offered: Promise, known: Known) -> None:
    """Both parties are told of an end: the second time nothing waits any more."""
    if offered.path in known[WAITING]:
        known[WAITING].pop(offered.path)
        known[OFFERS_WAITING].put(offered.pool, known[OFFERS_WAITING].get(offered.pool, 0) - 1)


class Ending(Promise):
    """What was still to come of a pledge will not."""

    told = ALL
    books = (Move("cents", PLEDGED, PLEDGED_BY),)
    contributor: str
    cents: int


class PledgeCancelled(Ending):
    kind = "pledge-cancelled"
    causes = (Command("cancel-pledge", by="cancelled_by"),)
    cancelled_by: str


class PledgeLapsed(Ending):
    kind = "pledge-lapsed"
    causes = (CLOCK,)


class CancellationExplained(Promise):
    kind = "cancellation-explained"
    told = "addressee"
    causes = (Command("cancel-pledge", by="cancelled_by"),)
    cancelled_by: str
    reason: str
    addressee: str
