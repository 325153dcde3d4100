"""Who pays for a pool, whose its contributions are. Kinds and field names are a storage format: never rename them."""

from dataclasses import dataclass
from typing import ClassVar


class OfPool:
    __slots__ = ()
    pool: str

    @property
    def stream(self) -> str:
        return f"pool/{self.pool}"


@dataclass(frozen=True, slots=True)
class BudgetHolderKnown(OfPool):
    kind: ClassVar[str] = "budget-holder-known"
    pool: str
    budget_holder: str


@dataclass(frozen=True, slots=True)
class SecondApproverKnown(OfPool):
    """Who pays in the place of a budget holder that receives the money itself, and agrees to its large corrections.

    `four_eyes_above_cents`: None if no correction needs a second party.
    """

    kind: ClassVar[str] = "second-approver-known"
    pool: str
    four_eyes_above_cents: int | None
    second_approver: str | None


@dataclass(frozen=True, slots=True)
class ContributionKnown(OfPool):
    kind: ClassVar[str] = "contribution-known"
    pool: str
    contribution: str
    contributor: str
