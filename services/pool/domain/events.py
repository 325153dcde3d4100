"""What happened in a pool. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple, TypeAlias

from shared.money import Posting


class Goal(NamedTuple):
    """What money is for: its Iv3 task field and the year of that code list."""

    goal: str
    task_field: str
    code_year: int


class Frame(NamedTuple):
    """What the council set beforehand: its decision, the ceiling over all contributions, the period."""

    decision: str
    ceiling_cents: int
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class PoolOpened:
    kind: ClassVar[str] = "pool-opened"
    pool: str
    neighbourhood: str
    goals: tuple[Goal, ...]
    frame: Frame
    budget_holder: str

    @property
    def stream(self) -> str:
        return f"pool/{self.pool}"


@dataclass(frozen=True, slots=True)
class ContributionReceived:
    kind: ClassVar[str] = "contribution-received"
    pool: str
    contribution: str
    contributor: str
    cents: int
    received_on: date
    postings: tuple[Posting, ...]

    @property
    def stream(self) -> str:
        return f"pool/{self.pool}"


Event: TypeAlias = PoolOpened | ContributionReceived
EVENTS: tuple[type[Event], ...] = (PoolOpened, ContributionReceived)
