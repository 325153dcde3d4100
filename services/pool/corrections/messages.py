"""What is said and heard of corrections."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from services.pool.corrections import facts
from shared.parties import ANY_ROLE
from shared.wire import CentsOrZero, CommandBody, Id, PublishedMessage

Receipt = Annotated[int, Field(ge=1, le=10**9)]

_JUDGED = (
    "A receipt is corrected up to what is pledged, and not below what its contributor took back since; a pledge only "
    "to less, and never below what was received of it: the receipts go first."
)


class CorrectContribution(CommandBody):
    """State what a receipt should have been, or without `receipt` the pledge; 0 cents if there should be none."""

    name = "correct-contribution"
    roles = ANY_ROLE
    sender = "budget holder"
    requires = f"The amount is another than stands in the books. {_JUDGED} A wrong party or date is corrected to 0."
    leads_to = (
        "`contribution-corrected`, and before it `hold-rebacked` per hold that others can back instead; above the "
        "four-eyes threshold `correction-awaits-approval`"
    )
    refuses = (
        "unknown-pool",
        "unknown-contribution",
        "unknown-receipt",
        "not-yours",
        "nothing-to-correct",
        "more-than-pledged",
        "reverse-first",
        "awaits-approval",
    )
    pool: Id
    contribution: Id
    receipt: Receipt | None = None
    cents: CentsOrZero
    ground: facts.Ground

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "receipt": 1,
        "cents": 50_000,
        "ground": "wrong-amount",
    }


class ApproveCorrection(CommandBody):
    """The second yes to a correction that awaits one."""

    name = "approve-correction"
    roles = ANY_ROLE
    sender = "second approver"
    requires = f"This correction to this amount awaits the approval of another than who asked for it. {_JUDGED}"
    leads_to = "`contribution-corrected`, and before it `hold-rebacked` per hold that others can back instead"
    refuses = (
        "unknown-pool",
        "unknown-contribution",
        "unknown-receipt",
        "nothing-to-approve",
        "same-approver",
        "not-yours",
        "superseded",
        "nothing-to-correct",
        "more-than-pledged",
        "reverse-first",
    )
    pool: Id
    contribution: Id
    receipt: Receipt | None = None
    cents: CentsOrZero

    example_by = "gemeente"
    example = {name: value for name, value in CorrectContribution.example.items() if name != "ground"}


_OF_MISTAKE: Mapping[str, Any] = {
    **CorrectContribution.example,
    "contributor": "welzijn",
    "was_cents": 500_000,
    "of_year": 2026,
    "requested_by": "welzijn",
}


class CorrectionAwaitsApproval(PublishedMessage, of=facts.CorrectionAwaitsApproval):
    """The budget holder asks to correct so much that a second party has to agree; nothing is corrected yet."""

    example = {**_OF_MISTAKE, "approver": "gemeente"}


class ContributionCorrected(PublishedMessage, of=facts.ContributionCorrected, withholds=["postings"]):
    """A receipt, or without `receipt` a pledge, was `cents`, not `was_cents`; what is not free any more is short."""

    example = {**_OF_MISTAKE, "approved_by": "gemeente"}
