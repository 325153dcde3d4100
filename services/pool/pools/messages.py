"""What is said and heard about pools: opened, handed over."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from services.pool.pools import facts
from shared.wire import Cents, CommandBody, CommandPart, Id, PartySlug, PublishedMessage, Text

EXECUTIVE = frozenset({"executive"})


def _task_field(value: str) -> str:
    if not _TASK_FIELD.fullmatch(value):
        raise PydanticCustomError("value-unknown", "Write the task field of Iv3 with its number, as 6.1 or 6.71a.")
    return value


_TASK_FIELD = re.compile(r"[0-9]\.[0-9]{1,3}[a-z]?")
TaskField = Annotated[
    str, AfterValidator(_task_field), Field(json_schema_extra={"pattern": f"^{_TASK_FIELD.pattern}$"})
]
"""A task field of Iv3 (Informatie voor derden), as its code list numbers it."""
Year = Annotated[int, Field(ge=2000, le=2100)]


class Goal(CommandPart, row=facts.Goal):
    """What money is for."""

    goal: Id
    task_field: TaskField
    code_year: Year


class Frame(CommandPart, row=facts.Frame):
    """The council's decision: how much own public money at most, and from when until when."""

    decision: Text
    ceiling_cents: Cents
    valid_from: date
    valid_to: date


class GoalCeiling(CommandPart, row=facts.GoalCeiling):
    """The council's ceiling for one goal: how much may be held, committed and paid for it, less principal returned."""

    goal: Id
    ceiling_cents: Cents


class OpenPool(CommandBody):
    """Bundle budgets for a neighbourhood, within the council's frame, under one budget holder."""

    name = "open-pool"
    roles = EXECUTIVE
    sender = "executive"
    requires = (
        "No pool has this id; the frame ends no earlier than it begins; each goal is named once, and has one ceiling "
        "of its own at most."
    )
    leads_to = "`pool-opened`"
    refuses = ("exists", "frame-invalid")
    pool: Id
    neighbourhood: Text
    goals: Annotated[tuple[Goal, ...], Field(min_length=1, max_length=50)]
    frame: Frame
    budget_holder: PartySlug
    ceilings: Annotated[tuple[GoalCeiling, ...], Field(max_length=50)] = ()
    reserve: Text | None = None

    example_by = "gemeente"
    example = {
        "pool": "moestuin",
        "neighbourhood": "Spoorbuurt",
        "goals": [
            {"goal": "ontmoeten", "task_field": "6.1", "code_year": 2026},
            {"goal": "groen", "task_field": "5.7", "code_year": 2026},
        ],
        "frame": {
            "decision": "Raadsbesluit 2025-118, gebundeld budget Spoorbuurt",
            "ceiling_cents": 2_500_000,
            "valid_from": "2026-01-01",
            "valid_to": "2027-12-31",
        },
        "budget_holder": "welzijn",
        "ceilings": [{"goal": "groen", "ceiling_cents": 800_000}],
        "reserve": "Raadsbesluit 2025-118, bestemmingsreserve Spoorbuurt",
    }


class HandOver(CommandBody):
    """Make another party the budget holder."""

    name = "hand-over"
    roles = EXECUTIVE
    sender = "executive"
    requires = (
        "The pool has another budget holder, and this party is not its second approver. Mandate, holds and "
        "commitments stay as they are; what awaits acceptance or consent awaits the new budget holder."
    )
    leads_to = (
        "`pool-handed-over`; per offer that awaits acceptance, of the first 50, `pledge-offered`; per support that "
        "awaits its consent `support-proposed`; and so per proposal to give a task back, of the first 50, "
        "`give-back-proposed`"
    )
    refuses = ("unknown-pool", "same-holder", "second-approver-is-holder")
    pool: Id
    budget_holder: PartySlug

    example_by = "gemeente"
    example = {"pool": "moestuin", "budget_holder": "participatie"}


class PoolOpened(PublishedMessage, of=facts.PoolOpened, withholds=["opened_on"]):
    """A pool was opened, within the council's frame, under its first budget holder."""

    goals: tuple[Goal, ...]
    frame: Frame
    ceilings: tuple[GoalCeiling, ...]

    example = {name: value for name, value in OpenPool.example.items() if name != "reserve"}


class PoolHandedOver(PublishedMessage, of=facts.PoolHandedOver):
    """Another party is the budget holder from now on; mandate, holds and commitments stay as they are."""

    example = {**HandOver.example, "previous_holder": "welzijn"}
