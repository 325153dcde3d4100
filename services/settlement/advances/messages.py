"""What is said and heard of advances that await a milestone."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from services.settlement.advances import facts
from shared.parties import ANY_ROLE
from shared.wire import AskId, CommandBody, PublishedMessage, Text, Withheld

Number = Annotated[int, Field(gt=0, le=24)]
"""Of an advance, among those of its ask."""


class ReportMilestone(CommandBody):
    """What an advance awaits is reached: the recipient says so, and by what one sees it."""

    name = "report-milestone"
    roles = ANY_ROLE
    sender = "the recipient: who applied"
    requires = "The advance awaits something, was not released, and no report of it awaits the funder's word."
    leads_to = "`milestone-reported`"
    refuses = (
        "unknown-ask",
        "unknown-advance",
        "is-determined",
        "already-released",
        "not-yours",
        "already-reported",
    )
    ask: AskId
    advance: Number
    words: Text

    example_by = "de-moestuin"
    example = {
        "ask": "moestuin-2026:kas",
        "advance": 2,
        "words": "De kas staat; foto's bij de opening van 12 mei.",
    }


class DeclineMilestone(CommandBody):
    """It is not reached yet, with a reason for the recipient, who may report it again."""

    name = "decline-milestone"
    roles = ANY_ROLE
    sender = "the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the grant)"
    requires = "A report of it awaits the funder's word."
    leads_to = "`milestone-declined`"
    refuses = (
        "unknown-ask",
        "unknown-advance",
        "is-determined",
        "already-released",
        "not-committed",
        "not-yours",
        "own-interest",
        "not-reported",
    )
    ask: AskId
    advance: Number
    reason: Text

    example_by = "welzijn"
    example = {
        "ask": "moestuin-2026:kas",
        "advance": 2,
        "reason": "Het glas zit er nog niet in.",
    }


class ReleaseAdvance(CommandBody):
    """What an advance awaits is reached: it is to be paid, reported or not."""

    name = "release-advance"
    roles = ANY_ROLE
    sender = "the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the grant)"
    requires = "The advance awaits something, and was not released; the money is committed, and not ordered yet."
    leads_to = "`advance-released`, `payment-ordered`"
    refuses = (
        "unknown-ask",
        "unknown-advance",
        "is-determined",
        "already-released",
        "not-committed",
        "not-yours",
        "own-interest",
        "more-than-granted",
    )
    ask: AskId
    advance: Number

    example_by = "welzijn"
    example = {"ask": "moestuin-2026:kas", "advance": 2}


_OF_ADVANCE: Mapping[str, Any] = {
    "application": "moestuin-2026",
    "ask": "moestuin-2026:kas",
    "funder": "pool:moestuin",
    "recipient": "de-moestuin",
    "advance": 2,
    "milestone": "De kas staat",
}


class MilestoneReported(PublishedMessage, of=facts.MilestoneReported):
    """What an advance awaits is reached, says its recipient. The words are for those concerned."""

    words: Withheld

    example = {**_OF_ADVANCE, "words": "withheld", "reported_on": "2026-05-12"}


class MilestoneDeclined(PublishedMessage, of=facts.MilestoneDeclined):
    """It is not reached yet, says its funder. The reason is for those concerned."""

    reason: Withheld

    example = {**_OF_ADVANCE, "reason": "withheld", "declined_by": "welzijn"}


class AdvanceReleased(PublishedMessage, of=facts.AdvanceReleased):
    """It is reached, says its funder: the advance is to be paid."""

    example = {**_OF_ADVANCE, "cents": 135_000, "released_by": "welzijn", "released_on": "2026-05-18"}
