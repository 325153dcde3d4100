"""The council's frame, amended. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar

from services.pool.pools.facts import Frame, Goal, GoalCeiling, OfPool


@dataclass(frozen=True, slots=True)
class FrameAmended(OfPool):
    """The whole frame as a new council decision sets it, in place of the one before."""

    kind: ClassVar[str] = "frame-amended"
    frame: Frame
    goals: tuple[Goal, ...]
    ceilings: tuple[GoalCeiling, ...]
    reserve: str | None = None
    """The council's decision that makes the pool's own money a reserve, which does not lapse."""
