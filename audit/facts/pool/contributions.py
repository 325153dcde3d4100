"""Contributions: pledged, received, taken back."""

from audit.facts.booking import Move
from audit.facts.declaring import ALL, Command, Event, Kept, Known
from audit.facts.pool.chart import FREE, PLEDGED, PLEDGED_BY, PUT_IN
from audit.facts.pool.pools import OfPool


class _OfContribution(OfPool):
    told = ALL
    contribution: str
    contributor: str
    cents: int

    @property
    def path(self) -> str:
        return f"{self.pool}/{self.contribution}"


class ContributionPledged(_OfContribution):
    kind = "contribution-pledged"
    causes = (Command("pledge", by="contributor"),)
    books = (Move("cents", PLEDGED_BY, PLEDGED),)
    kept = "path"
    earmarks: tuple[str, ...]
    counts_for_ceiling: bool = True

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known[BY_POOL].put(self.pool, (*known[BY_POOL].get(self.pool, ()), self.path))


BY_POOL = Kept(tuple[str, ...])
"""The contributions of a pool, by their paths."""


class ContributionReceived(_OfContribution):
    kind = "contribution-received"
    causes = (Command("receive", by="holder"),)
    books = (Move("cents", PUT_IN, FREE), Move("cents", PLEDGED, PLEDGED_BY))


class ContributionWithdrawn(_OfContribution):
    kind = "contribution-withdrawn"
    causes = (Command("withdraw-contribution", by="contributor"),)
    books = (Move("cents", FREE, PUT_IN),)
