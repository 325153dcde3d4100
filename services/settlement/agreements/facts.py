"""Agreements: what a grant binds one funder to. Kinds and field names are a storage format: never rename or reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple

from services.settlement.loans.facts import LoanTerms
from shared.money import split


class OfAsk:
    __slots__ = ()
    ask: str

    @property
    def stream(self) -> str:
        return f"agreement/{self.ask}"


class Advance(NamedTuple):
    """What is paid of a grant before it is determined: so much per cent of it, in whole ones.

    At once; not before a day; or once something is reached, as the funder finds.
    """

    percent: int
    due_on: date | None
    milestone: str | None


@dataclass(frozen=True, slots=True)
class AgreementMade(OfAsk):
    """`due_on`: within six weeks of the decision to grant (4:87 Awb), whenever the order follows."""

    kind: ClassVar[str] = "agreement-made"
    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str
    due_on: date
    loan: LoanTerms | None = None
    """Of a loan."""
    advances: tuple[Advance, ...] = ()
    """In which parts it is paid; none: all of it at once."""

    def advance_cents(self, number: int) -> int:
        """One of the advances, numbered from 1. All of them and the rest are the grant, to the cent."""
        percents = [advance.percent for advance in self.advances]
        return split(self.cents, [*percents, 100 - sum(percents)])[number - 1]


@dataclass(frozen=True, slots=True)
class CommitWaits(OfAsk):
    """A pool's commit that was heard before the grant it follows from."""

    kind: ClassVar[str] = "commit-waits"
    pool: str
    ask: str


@dataclass(frozen=True, slots=True)
class CommitHeard(OfAsk):
    """A pool's commit from which no order follows at once: nothing is paid before something is reached."""

    kind: ClassVar[str] = "commit-heard"
    pool: str
    ask: str
