"""What is said and heard about contributions: pledged, received, withdrawn."""

from datetime import date

from services.pool.contributions import facts
from shared.parties import ANY_ROLE
from shared.wire import Cents, CommandBody, Id, PublishedMessage


class Receive(CommandBody):
    """Money of a pledged contribution arrived on the pool's bank account."""

    name = "receive"
    roles = ANY_ROLE
    sender = "budget holder"
    requires = (
        "The contribution was pledged, and at least this much of it is still to come; it arrived between the opening "
        "of the pool and today, both days inclusive (Europe/Amsterdam)."
    )
    leads_to = "`contribution-received`"
    refuses = (
        "unknown-pool",
        "unknown-contribution",
        "not-yours",
        "date-in-future",
        "date-too-early",
        "more-than-pledged",
        "year-closed",
    )
    books_on = "received_on"
    pool: Id
    contribution: Id
    cents: Cents
    received_on: date

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "cents": 500_000,
        "received_on": "2026-01-05",
    }


class WithdrawContribution(CommandBody):
    """Take back money that is free."""

    name = "withdraw-contribution"
    roles = ANY_ROLE
    sender = "its contributor"
    requires = (
        "This much of the contribution is free, and was put in by its contributor: interest and savings stay with "
        "the pool. Contributions that bear losses first keep free together what others have out on loans."
    )
    leads_to = "`contribution-withdrawn`"
    refuses = ("unknown-pool", "unknown-contribution", "not-yours", "not-free", "bears-losses")
    pool: Id
    contribution: Id
    cents: Cents

    example_by = "welzijn"
    example = {"pool": "moestuin", "contribution": "welzijn-2026", "cents": 100_000}


class ContributionPledged(
    PublishedMessage, of=facts.ContributionPledged, withholds=["postings", "lapses_on", "accepted_by", "asks_again_on"]
):
    """A promise for these goals, accepted by the budget holder. Unless it says otherwise, it counts for the ceiling."""

    example = {
        "pool": "moestuin",
        "contribution": "woonstede-2026",
        "contributor": "woonstede",
        "cents": 500_000,
        "earmarks": ["ontmoeten"],
        "task_field": "6.1",
        "year": 2026,
        "recurring": "structural",
        "domain": "social",
        "counts_for_ceiling": False,
        "at_year_end": "returned",
        "last_day": "2026-12-31",
    }


class ContributionReceived(PublishedMessage, of=facts.ContributionReceived, withholds=["postings"]):
    """Money of a pledged contribution arrived; it fills what it is short; the rest is free, until it ends."""

    example = {**Receive.example, "contributor": "welzijn", "receipt": 1}


class ContributionWithdrawn(PublishedMessage, of=facts.ContributionWithdrawn, withholds=["postings"]):
    """Free money went back to its contributor."""

    example = {**WithdrawContribution.example, "contributor": "welzijn"}
