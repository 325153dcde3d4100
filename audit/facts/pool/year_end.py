"""The end of a contribution's year: what was not spent lapses, unless the council carried it over."""

from datetime import date

from audit.facts.booking import Move
from audit.facts.declaring import ALL, CLOCK, Command, Event, Known
from audit.facts.pool.chart import FREE, LAPSED, OVER
from audit.facts.pool.contributions import LAST_DAYS
from audit.facts.pool.pools import OfPool


class _OfContribution(OfPool):
    contribution: str

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.contribution}"

    @property
    def free(self) -> str:
        """The account of what is free of it."""
        return FREE.pattern.format(pool=self.pool, contribution=self.contribution)


class ContributionLapsed(_OfContribution):
    kind = "contribution-lapsed"
    told = ALL
    causes = (CLOCK,)
    books = (Move("cents", FREE, LAPSED),)
    books_on = "last_day"
    kept = "path"
    contributor: str
    cents: int
    last_day: date

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known[OVER].put(self.free, True)


class ContributionAskedAgain(_OfContribution):
    """Of a structural one its contributor is asked for the next year."""

    kind = "contribution-asked-again"
    told = "contributor"
    causes = (CLOCK,)
    kept = "path"
    contributor: str
    cents: int
    year: int


class ContributionCarriedOver(_OfContribution):
    kind = "contribution-carried-over"
    told = ALL
    causes = (Command("carry-over"),)
    last_day: date
    decision: str

    def fold(self, event: Event, known: Known) -> None:
        known[LAST_DAYS].put(self.path, self.last_day)
