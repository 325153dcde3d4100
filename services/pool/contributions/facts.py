"""Contributions: pledged, received, withdrawn. Kinds and field names are a storage format: never rename, never reuse.

Amounts are whole euro cents. Where money, or a right over money, moves, the postings say from where to where.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from services.pool.pools.facts import OfPool
from shared.money import Posting

AtYearEnd: TypeAlias = Literal["stays", "returned"]
"""What becomes of money of others that is free at the end of its year, as its pledge says."""


@dataclass(frozen=True, slots=True)
class ContributionPledged(OfPool):
    """A promise that counts, for the budget holder has accepted it."""

    kind: ClassVar[str] = "contribution-pledged"
    contribution: str
    contributor: str
    cents: int
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str
    postings: tuple[Posting, ...]
    lapses_on: date | None = None
    """The last day on which what is promised may come; None: the promise has no end."""
    accepted_by: str | None = None
    """None in events from before pledges were accepted."""
    counts_for_ceiling: bool = True
    """Own public money, as the register said when the pledge was accepted. What was pledged before that counts."""
    last_day: date | None = None
    """After which what is not spent lapses, of own public money, or is returned; None: it does neither, or was pledged
    before it did.
    """
    at_year_end: AtYearEnd = "stays"
    """Of money of others: own money lapses, whatever its pledge says."""
    asks_again_on: date | None = None
    """Of a structural one: the day on which its contributor is asked for the next year; None of what was pledged before
    that was done.
    """
    first_loss: bool = False
    """Bears what is lost on loans before other contributions do, with what it lent and with what it has free."""


@dataclass(frozen=True, slots=True)
class ContributionReceived(OfPool):
    kind: ClassVar[str] = "contribution-received"
    contribution: str
    contributor: str
    cents: int
    received_on: date
    postings: tuple[Posting, ...]
    receipt: int | None = None
    """Its number among the receipts of the contribution, from 1 on; None in events from before it was said."""


@dataclass(frozen=True, slots=True)
class ContributionWithdrawn(OfPool):
    kind: ClassVar[str] = "contribution-withdrawn"
    contribution: str
    contributor: str
    cents: int
    postings: tuple[Posting, ...]
    kept_cents: int | None = None
    """Of one that bears losses first: what such contributions keep free together, for what others have out on loans.
    None of others, and in events from before any was kept.
    """
