"""What is said and heard of the end of a contribution's year."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.pool.frames.messages import COUNCIL
from services.pool.year_end import facts
from shared.wire import CommandBody, Id, PublishedMessage, Text


class CarryOver(CommandBody):
    """Let a contribution of the own municipality be used after its last day, by a decision of the council."""

    name = "carry-over"
    roles = COUNCIL
    sender = "council"
    requires = "The contribution's last day has not passed; the new one is later, and within the frame's period."
    leads_to = "`contribution-carried-over`"
    refuses = (
        "unknown-pool",
        "unknown-contribution",
        "lapses-never",
        "lapsed",
        "not-later",
        "period-invalid",
        "pool-closed",
    )
    pool: Id
    contribution: Id
    last_day: Annotated[date, Field(le=date(2100, 12, 31))]
    decision: Text

    example_by = "raad"
    example = {
        "pool": "schoolplein",
        "contribution": "welzijn-2026",
        "last_day": "2027-12-31",
        "decision": "Raadsbesluit 2026-093, budgetoverheveling",
    }


class ContributionLapsed(PublishedMessage, of=facts.ContributionLapsed, withholds=["postings"]):
    """The last day of a contribution has passed: so many cents that were free go to the general result, on that day."""

    example = {
        "pool": "schoolplein",
        "contribution": "welzijn-2026",
        "contributor": "welzijn",
        "cents": 350_000,
        "last_day": "2026-12-31",
    }


class ContributionCarriedOver(PublishedMessage, of=facts.ContributionCarriedOver):
    """By a decision of the council a contribution may be used until a later day."""

    example = CarryOver.example


class ContributionAskedAgain(PublishedMessage, of=facts.ContributionAskedAgain):
    """The contributor of a structural contribution is asked for the next year; it answers by another `pledge`."""

    example = {
        "pool": "moestuin",
        "contribution": "woonstede-2026",
        "contributor": "woonstede",
        "cents": 500_000,
        "year": 2027,
    }
