"""Promises: offered, cancelled, lapsed. Kinds and field names are a storage format: never rename, never reuse.

An offer counts for nothing before the budget holder accepts it; then it is a `contribution-pledged`.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.pool.contributions.facts import AtYearEnd
from services.pool.pools.facts import OfPool
from shared.money import Posting


@dataclass(frozen=True, slots=True)
class PledgeOffered(OfPool):
    """An offer awaits the budget holder; after a handover it is recorded anew, for the new one."""

    kind: ClassVar[str] = "pledge-offered"
    contribution: str
    offer: int
    """Its number among the pool's offers: a name may be offered again, on other terms."""
    contributor: str
    cents: int
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str
    lapses_on: date | None
    budget_holder: str
    at_year_end: AtYearEnd = "stays"
    first_loss: bool = False


@dataclass(frozen=True, slots=True)
class OfferEnded(OfPool):
    """An offer was not accepted, and awaits nobody any more. Each such fact tells one of the two parties."""

    kind: ClassVar[str] = "offer-ended"
    contribution: str
    offer: int
    contributor: str
    cents: int
    ended_by: str
    """A party, or `clock` where the last day of the offer has passed."""
    reason: str | None
    addressee: str


@dataclass(frozen=True, slots=True)
class PledgeCancelled(OfPool):
    """What was still to come will not. What was received stays."""

    kind: ClassVar[str] = "pledge-cancelled"
    contribution: str
    contributor: str
    cents: int
    cancelled_by: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class CancellationExplained(OfPool):
    """Why a pledge was cancelled, to one of those whom it concerns."""

    kind: ClassVar[str] = "cancellation-explained"
    contribution: str
    cancelled_by: str
    reason: str
    addressee: str


@dataclass(frozen=True, slots=True)
class PledgeLapsed(OfPool):
    """The last day of a pledge has passed: what was still to come is promised no more. What was received stays."""

    kind: ClassVar[str] = "pledge-lapsed"
    contribution: str
    contributor: str
    cents: int
    postings: tuple[Posting, ...]
