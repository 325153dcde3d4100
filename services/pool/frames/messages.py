"""What is said and heard about the council's frame."""

from typing import Annotated

from pydantic import Field

from services.pool.frames import facts
from services.pool.pools.messages import Frame, Goal, GoalCeiling, OpenPool
from shared.wire import CommandBody, Id, PublishedMessage, Text

COUNCIL = frozenset({"council"})


class AmendFrame(CommandBody):
    """Set another frame for a pool, by a new decision of the council: all of it, also what stays as it was."""

    name = "amend-frame"
    roles = COUNCIL
    sender = "council"
    requires = (
        "The decision is another than the one that stands. No ceiling is below what counts for it; every goal that is "
        "left out has nothing earmarked or engaged for it; mandate and engaged money stay within the period."
    )
    leads_to = "`frame-amended`"
    refuses = (
        "unknown-pool",
        "same-decision",
        "frame-invalid",
        "below-engaged",
        "goal-in-use",
        "period-invalid",
        "pool-closed",
    )
    pool: Id
    frame: Frame
    goals: Annotated[tuple[Goal, ...], Field(min_length=1, max_length=50)]
    ceilings: Annotated[tuple[GoalCeiling, ...], Field(max_length=50)] = ()
    reserve: Text | None = None

    example_by = "raad"
    example = {
        "pool": "moestuin",
        "frame": {
            "decision": "Raadsbesluit 2026-041, verruiming gebundeld budget Spoorbuurt",
            "ceiling_cents": 3_000_000,
            "valid_from": "2026-01-01",
            "valid_to": "2028-12-31",
        },
        "goals": [*OpenPool.example["goals"], {"goal": "leren", "task_field": "4.3", "code_year": 2026}],
        "ceilings": [{"goal": "groen", "ceiling_cents": 1_000_000}, {"goal": "leren", "ceiling_cents": 500_000}],
        "reserve": "Raadsbesluit 2026-041, bestemmingsreserve Spoorbuurt",
    }


class FrameAmended(PublishedMessage, of=facts.FrameAmended):
    """The council's new frame, whole: it takes the place of the one before."""

    frame: Frame
    goals: tuple[Goal, ...]
    ceilings: tuple[GoalCeiling, ...]

    example = AmendFrame.example
