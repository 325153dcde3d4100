"""Pools: opened within the council's frame, handed from one budget holder to the next."""

from datetime import date

import msgspec

from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Fact, Kept, Known


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """What the council set beforehand."""

    decision: str
    ceiling_cents: int
    valid_from: date
    valid_to: date


class Goal(msgspec.Struct, frozen=True, array_like=True):
    """What money is for."""

    goal: str
    task_field: str


class Ceiling(msgspec.Struct, frozen=True, array_like=True):
    """How much the council lets be engaged for one goal."""

    goal: str
    cents: int


BUDGET_HOLDERS = Kept(str)
"""Party by pool."""
GOVERNORS = Kept(str)
"""Who last handed a pool over or gave it a mandate, by pool."""


class OfPool(Fact):
    pool: str

    @property
    def funder(self) -> str:
        """The pool as whoever asks of it names it."""
        return f"pool:{self.pool}"

    def holder(self, known: Known) -> str:
        """The budget holder."""
        return known[BUDGET_HOLDERS].get(self.pool, UNKNOWN)

    def governor(self, known: Known) -> str:
        """Whose command last changed who decides."""
        return known[GOVERNORS].get(self.pool, UNKNOWN)


class _Framed(OfPool, kw_only=True):
    """What sets the whole frame of a pool."""

    told = ALL
    frame: Frame
    goals: tuple[Goal, ...]
    ceilings: tuple[Ceiling, ...] = ()
    reserve: str | None = None

    @property
    def ceiling_of(self) -> dict[str, int]:
        """By goal; a goal that is not among them has none."""
        return {ceiling.goal: ceiling.cents for ceiling in self.ceilings}

    @property
    def task_fields(self) -> dict[str, str]:
        """By goal."""
        return {goal.goal: goal.task_field for goal in self.goals}

    @property
    def goal_names(self) -> frozenset[str]:
        return frozenset(goal.goal for goal in self.goals)


class PoolOpened(_Framed):
    kind = "pool-opened"
    causes = (Command("open-pool"),)
    kept = "pool"
    budget_holder: str
    opened_on: date | None = None
    """None in what was recorded before it was remembered."""

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known[BUDGET_HOLDERS].put(self.pool, self.budget_holder)


class FrameAmended(_Framed):
    """By a new decision of the council."""

    kind = "frame-amended"
    causes = (Command("amend-frame"),)
    kept = "pool"


def frame_of(pool: str, known: Known) -> PoolOpened | FrameAmended | None:
    """What set the frame that stands."""
    return known[FrameAmended].get(pool) or known[PoolOpened].get(pool)


class PoolHandedOver(OfPool):
    kind = "pool-handed-over"
    told = ALL
    causes = (Command("hand-over"),)
    budget_holder: str
    previous_holder: str

    def fold(self, event: Event, known: Known) -> None:
        known[BUDGET_HOLDERS].put(self.pool, self.budget_holder)
        known[GOVERNORS].put(self.pool, event.by)
