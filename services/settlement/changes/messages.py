"""What is said and heard of grants that are changed before they are determined."""

from services.settlement.changes import facts
from shared.parties import ANY_ROLE
from shared.wire import AskId, CentsOrZero, CommandBody, PublishedMessage, Text, Withheld


class ChangeGrant(CommandBody):
    """Less is granted than before, nothing any more, or more again, before it is determined what it comes to."""

    name = "change-grant"
    roles = ANY_ROLE
    sender = "the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the grant)"
    requires = (
        "The money is committed, and the ask no loan and not determined. Another amount than is granted now: no less "
        "than was paid, no more than was granted at first; less on a ground of 4:48 or 4:50 Awb or `at-request` of its "
        "recipient, more because it is `reconsidered`. What is not paid falls away from the end: first what no "
        "advance is for, then the last advance."
    )
    leads_to = "`grant-changed`; per payment that is another now `order-withdrawn`, `payment-ordered`, or both"
    refuses = (
        "unknown-ask",
        "is-loan",
        "not-committed",
        "not-yours",
        "own-interest",
        "is-determined",
        "too-many-changes",
        "nothing-to-change",
        "more-than-granted",
        "below-paid",
        "ground-unfit",
    )
    ask: AskId
    cents: CentsOrZero
    ground: facts.Ground
    reason: Text

    example_by = "welzijn"
    example = {
        "ask": "moestuin-2026:kas",
        "cents": 300_000,
        "ground": "activities-not-done",
        "reason": "Er komt een kleinere kas.",
    }


class GrantChanged(PublishedMessage, of=facts.GrantChanged):
    """What this funder grants from now on, and what each advance comes to. The reason is for those concerned."""

    reason: Withheld

    example = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:kas",
        "funder": "pool:moestuin",
        "recipient": "de-moestuin",
        "change": 1,
        "was_cents": 450_000,
        "cents": 300_000,
        "advances": [225_000, 75_000],
        "ground": "activities-not-done",
        "reason": "withheld",
        "changed_on": "2026-05-18",
        "changed_by": "welzijn",
    }
