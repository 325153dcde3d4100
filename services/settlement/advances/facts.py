"""Advances that await a milestone: reported, released, or not reached yet.

Kinds and field names are a storage format: never rename or reuse.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.settlement.agreements.facts import OfAsk


@dataclass(frozen=True, slots=True)
class OfAdvance(OfAsk):
    """`advance`: its number among those of the ask, from 1."""

    application: str
    ask: str
    funder: str
    recipient: str
    advance: int
    milestone: str


@dataclass(frozen=True, slots=True)
class MilestoneReported(OfAdvance):
    """The recipient says that it is reached, and by what one sees that. The funder judges it."""

    kind: ClassVar[str] = "milestone-reported"
    words: str
    reported_on: date


@dataclass(frozen=True, slots=True)
class MilestoneDeclined(OfAdvance):
    """The funder finds that it is not reached yet; it may be reported again."""

    kind: ClassVar[str] = "milestone-declined"
    reason: str
    declined_by: str


@dataclass(frozen=True, slots=True)
class AdvanceReleased(OfAdvance):
    """The funder finds that it is reached, reported or not: the advance is ordered by the same decision."""

    kind: ClassVar[str] = "advance-released"
    cents: int
    released_by: str
    released_on: date
