"""Agreements: what a grant binds one funder to. Kinds and field names are a storage format: never rename or reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.settlement.loans.facts import LoanTerms


class OfAsk:
    __slots__ = ()
    ask: str

    @property
    def stream(self) -> str:
        return f"agreement/{self.ask}"


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


@dataclass(frozen=True, slots=True)
class CommitWaits(OfAsk):
    """A pool's commit that was heard before the grant it follows from."""

    kind: ClassVar[str] = "commit-waits"
    pool: str
    ask: str
