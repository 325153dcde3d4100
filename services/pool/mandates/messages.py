"""What is said and heard about mandates."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.pool.mandates import facts
from services.pool.pools.messages import EXECUTIVE
from shared.wire import Cents, CentsOrZero, CommandBody, Id, PartySlug, PublishedMessage


class SetMandate(CommandBody):
    """Say within which limits the budget holder decides alone, and who approves above the threshold."""

    name = "set-mandate"
    roles = EXECUTIVE
    sender = "executive"
    requires = (
        "Goals and period are within the council's frame; whoever approves above the threshold is another party than "
        "the budget holder."
    )
    leads_to = (
        "`mandate-set`; per ask that awaits the approval of another than the new second approver, of the first 100, "
        "`hold-awaits-second-approval`; and so per correction, `correction-awaits-approval`, and per "
        "proposal to give a task back of which the second approver decides `give-back-proposed`"
    )
    refuses = (
        "unknown-pool",
        "goal-unknown",
        "period-invalid",
        "second-approver-missing",
        "second-approver-is-holder",
    )
    pool: Id
    limit_cents: Cents
    total_cents: Cents
    goals: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: CentsOrZero | None = None
    second_approver: PartySlug | None = None

    example_by = "gemeente"
    example = {
        "pool": "moestuin",
        "limit_cents": 1_000_000,
        "total_cents": 2_000_000,
        "goals": ["ontmoeten", "groen"],
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "automatic": False,
        "four_eyes_above_cents": 400_000,
        "second_approver": "gemeente",
    }


class MandateSet(PublishedMessage, of=facts.MandateSet):
    """The limits within which the budget holder decides alone, in place of those before."""

    example = SetMandate.example
