"""Corrections of what people entered by hand. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from services.pool.pools.facts import OfPool
from shared.money import Posting

Ground: TypeAlias = Literal["wrong-amount", "wrong-party", "wrong-date", "entered-twice", "did-not-happen"]


@dataclass(frozen=True, slots=True)
class OfMistake(OfPool):
    """What was entered, and what is right. The event that is corrected stands in the log as it was."""

    contribution: str
    contributor: str
    receipt: int | None
    """Which receipt of the contribution, from 1 on; None: its pledge."""
    was_cents: int
    """As it was entered, or corrected last."""
    cents: int
    """The right amount; 0: there is none."""
    ground: Ground
    of_year: int
    """The year that it belongs to: in which the money came, or of the pledge."""
    requested_by: str


@dataclass(frozen=True, slots=True)
class CorrectionAwaitsApproval(OfMistake):
    """Above the four-eyes threshold nothing is corrected before a second party agrees."""

    kind: ClassVar[str] = "correction-awaits-approval"
    approver: str


@dataclass(frozen=True, slots=True)
class ContributionCorrected(OfMistake):
    """Posts the difference."""

    kind: ClassVar[str] = "contribution-corrected"
    approved_by: str | None
    """The second party; None up to the threshold."""
    postings: tuple[Posting, ...]
