"""What goes back to contributors. Kinds and field names are a storage format: never rename, never reuse.

Settlement orders each return, and the budget holder pays it as any other order.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from services.pool.payments.facts import Undoing
from services.pool.pools.facts import OfPool
from shared.money import Posting

Because: TypeAlias = Literal["year-ended", "pool-closed", "came-after"]
"""Why it goes back: its year has ended, its pool was closed, or it came in after either."""


@dataclass(frozen=True, slots=True)
class ContributionReturned(OfPool):
    """All that is free of a contribution goes back to who put it in. What is held, committed or paid stays.

    Whatever reaches it afterwards goes the same way, by a return of its own.
    """

    kind: ClassVar[str] = "contribution-returned"
    contribution: str
    contributor: str
    number: int
    """Among the returns of the contribution, from 1 on."""
    cents: int
    """0, if nothing was free at the end of its year: then there is nothing to pay."""
    because: Because
    last_day: date | None
    """Of the contribution, where its year ended."""
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class _OfReturn(OfPool):
    contribution: str
    order: str
    cents: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ReturnPaid(_OfReturn):
    """The contributor has its money back."""

    kind: ClassVar[str] = "return-paid"


@dataclass(frozen=True, slots=True)
class ReturnUndone(_OfReturn):
    """The contributor has it not, and awaits another payment."""

    kind: ClassVar[str] = "return-undone"
    because: Undoing


@dataclass(frozen=True, slots=True)
class ReturnFreed(_OfReturn):
    """Its order was withdrawn: the money fills what the contribution is short, and the rest is returned anew."""

    kind: ClassVar[str] = "return-freed"
