"""Contributions: pledged, received, withdrawn. Kinds and field names are a storage format: never rename, never reuse.

Amounts are whole euro cents. Where money, or a right over money, moves, the postings say from where to where.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.pool.pools.facts import OfPool
from shared.money import Posting


@dataclass(frozen=True, slots=True)
class ContributionPledged(OfPool):
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
    counts_for_ceiling: bool = True
    """Own public money, as the register said when it was pledged. What was pledged before it said so counts."""


@dataclass(frozen=True, slots=True)
class ContributionReceived(OfPool):
    kind: ClassVar[str] = "contribution-received"
    contribution: str
    contributor: str
    cents: int
    received_on: date
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ContributionWithdrawn(OfPool):
    kind: ClassVar[str] = "contribution-withdrawn"
    contribution: str
    contributor: str
    cents: int
    postings: tuple[Posting, ...]
