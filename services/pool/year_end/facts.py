"""The end of a contribution's year. Kinds and field names are a storage format: never rename, never reuse.

What the own municipality did not spend goes to its general result; money of others stays, or is returned.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from services.pool.pools.facts import OfPool
from shared.money import Posting


@dataclass(frozen=True, slots=True)
class ContributionLapsed(OfPool):
    """Its last day has passed: what was free lapses, on that day. What is held, committed or paid stays.

    What reaches it afterwards lapses too, on the day on which it arrives.
    """

    kind: ClassVar[str] = "contribution-lapsed"
    contribution: str
    contributor: str
    cents: int
    """0, if nothing was free."""
    last_day: date
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ContributionCarriedOver(OfPool):
    """By a decision of the council it has another, later last day."""

    kind: ClassVar[str] = "contribution-carried-over"
    contribution: str
    last_day: date
    decision: str


@dataclass(frozen=True, slots=True)
class ContributionAskedAgain(OfPool):
    """A structural contribution is for a year like any other: its contributor is asked for the next (pool 8).

    Nothing follows by itself. What it gives is a pledge of its own.
    """

    kind: ClassVar[str] = "contribution-asked-again"
    contribution: str
    contributor: str
    cents: int
    """What came of it for this year and is still to come."""
    year: int
    """For which it is asked."""
