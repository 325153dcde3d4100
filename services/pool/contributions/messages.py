"""What is said and heard about contributions: pledged, received, withdrawn."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from services.pool.contributions import facts
from services.pool.pools.messages import TaskField, Year
from shared.parties import ANY_ROLE
from shared.wire import Cents, CommandBody, Id, PublishedMessage


class Pledge(CommandBody):
    """Promise a contribution, and say what it may be used for."""

    name = "pledge"
    roles = frozenset({"zuil"})
    sender = "zuil"
    requires = (
        "A mandate is valid today; the earmarks are goals of the pool; all own public money together stays within "
        "the council's ceiling; a pool has at most 1,000 contributions."
    )
    leads_to = "`contribution-pledged`"
    refuses = (
        "unknown-pool",
        "no-mandate",
        "goal-unknown",
        "exists",
        "too-many-contributions",
        "above-frame",
    )
    pool: Id
    contribution: Id
    cents: Cents
    earmarks: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    task_field: TaskField
    year: Year
    recurring: Literal["structural", "incidental"]
    domain: Literal["physical", "social"]

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "cents": 500_000,
        "earmarks": ["ontmoeten"],
        "task_field": "6.1",
        "year": 2026,
        "recurring": "structural",
        "domain": "social",
    }


class Receive(CommandBody):
    """Money of a pledged contribution arrived on the pool's bank account."""

    name = "receive"
    roles = ANY_ROLE
    sender = "budget holder"
    requires = "The contribution was pledged, and at least this much of it is still to come."
    leads_to = "`contribution-received`"
    refuses = ("unknown-pool", "unknown-contribution", "not-yours", "more-than-pledged")
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
        "the pool."
    )
    leads_to = "`contribution-withdrawn`"
    refuses = ("unknown-pool", "unknown-contribution", "not-yours", "not-free")
    pool: Id
    contribution: Id
    cents: Cents

    example_by = "welzijn"
    example = {"pool": "moestuin", "contribution": "welzijn-2026", "cents": 100_000}


class ContributionPledged(PublishedMessage, of=facts.ContributionPledged, withholds=["postings"]):
    """A contribution was promised, for these goals. Unless it says otherwise, it counts for the council's ceiling."""

    example = {
        **Pledge.example,
        "contribution": "woonstede-2026",
        "contributor": "woonstede",
        "counts_for_ceiling": False,
    }


class ContributionReceived(PublishedMessage, of=facts.ContributionReceived, withholds=["postings"]):
    """Money of a pledged contribution arrived; it is free to be held."""

    example = {**Receive.example, "contributor": "welzijn"}


class ContributionWithdrawn(PublishedMessage, of=facts.ContributionWithdrawn, withholds=["postings"]):
    """Free money went back to its contributor."""

    example = {**WithdrawContribution.example, "contributor": "welzijn"}
