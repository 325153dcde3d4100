"""Pools: opened, handed over. Kinds and field names are a storage format: never rename, never reuse.

Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple


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


class GoalCeiling(NamedTuple):
    """How much the council lets be engaged for one goal. A goal without one has no ceiling of its own."""

    goal: str
    ceiling_cents: int


@dataclass(frozen=True, slots=True)
class OfPool:
    """A fact about one pool, in that pool's stream."""

    pool: str

    @property
    def stream(self) -> str:
        return f"pool/{self.pool}"


@dataclass(frozen=True, slots=True)
class PoolOpened(OfPool):
    kind: ClassVar[str] = "pool-opened"
    neighbourhood: str
    goals: tuple[Goal, ...]
    frame: Frame
    budget_holder: str
    opened_on: date | None = None
    """The civil date; None in what was recorded before it was remembered."""
    ceilings: tuple[GoalCeiling, ...] = ()
    """Of single goals. Pools that were opened before there were any have none."""
    reserve: str | None = None
    """The council's decision that makes the pool's own money a reserve, which does not lapse."""


@dataclass(frozen=True, slots=True)
class PoolHandedOver(OfPool):
    kind: ClassVar[str] = "pool-handed-over"
    budget_holder: str
    previous_holder: str
