"""What is said and heard of promises: offered, accepted, cancelled, lapsed."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from services.pool.contributions.facts import AtYearEnd
from services.pool.pledges import facts
from services.pool.pools.messages import TaskField, Year
from shared.parties import ANY_ROLE
from shared.wire import Cents, CommandBody, Id, PublishedMessage, Text

LastDay = Annotated[date, Field(le=date(2100, 12, 31))]


class Pledge(CommandBody):
    """Promise a contribution, and say what it may be used for."""

    name = "pledge"
    roles = frozenset({"zuil"})
    sender = "zuil"
    requires = (
        "A mandate is valid today; the earmarks are goals of the pool; own public money is not above the council's "
        "ceiling; "
        "`lapses_on`, the last day on which it may come, is not past; `at_year_end` is `returned` for money of others "
        "only, for what is own lapses; with `first_loss` it bears what is lost on loans before others do; at most five "
        "offers of a contributor to a pool await acceptance. It counts once the budget holder accepts it. What the "
        "budget holder pledges to its own pool is accepted at once, as `accept-pledge` requires."
    )
    leads_to = "`pledge-offered`; by the budget holder itself `contribution-pledged`"
    refuses = (
        "unknown-pool",
        "no-mandate",
        "lapsed",
        "goal-unknown",
        "exists",
        "too-many-offers",
        "too-many-contributions",
        "above-frame",
        "own-money-lapses",
        "pool-closed",
    )
    pool: Id
    contribution: Id
    cents: Cents
    earmarks: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    task_field: TaskField
    year: Year
    recurring: Literal["structural", "incidental"]
    domain: Literal["physical", "social"]
    lapses_on: LastDay | None = None
    at_year_end: AtYearEnd = "stays"
    first_loss: bool = False

    example_by = "openbare-ruimte"
    example = {
        "pool": "moestuin",
        "contribution": "openbare-ruimte-2026",
        "cents": 300_000,
        "earmarks": ["groen"],
        "task_field": "5.7",
        "year": 2026,
        "recurring": "incidental",
        "domain": "physical",
        "lapses_on": "2026-12-31",
        "at_year_end": "stays",
        "first_loss": False,
    }


class AcceptPledge(CommandBody):
    """Accept a promise: from now on it counts."""

    name = "accept-pledge"
    roles = ANY_ROLE
    sender = "budget holder"
    requires = (
        "This offer awaits acceptance, and its last day has not passed; a mandate is valid today; what is accepted of "
        "own public money stays within the council's ceiling; a pool has at most 1,000 contributions, without those of "
        "which nothing came and nothing is still to come."
    )
    leads_to = "`contribution-pledged`"
    refuses = (
        "unknown-pool",
        "unknown-offer",
        "not-yours",
        "superseded",
        "no-mandate",
        "lapsed",
        "goal-unknown",
        "too-many-contributions",
        "above-frame",
        "own-money-lapses",
        "pool-closed",
    )
    pool: Id
    contribution: Id
    offer: Annotated[int, Field(ge=1, le=10**9)]

    example_by = "welzijn"
    example = {"pool": "moestuin", "contribution": "openbare-ruimte-2026", "offer": 1}


class CancelPledge(CommandBody):
    """Take back an offer, or what is still to come of a pledge. What was received stays."""

    name = "cancel-pledge"
    roles = ANY_ROLE
    sender = "its contributor, or the executive; of an offer also the budget holder"
    requires = "Something is still to come. Anybody but its contributor gives a reason."
    leads_to = (
        "`pledge-cancelled`, and `cancellation-explained` to each of contributor and budget holder who did not cancel "
        "it, where a reason is given; of an offer `offer-ended`"
    )
    refuses = (
        "unknown-pool",
        "unknown-contribution",
        "not-yours",
        "reason-missing",
        "nothing-to-cancel",
    )
    pool: Id
    contribution: Id
    reason: Text | None = None

    example_by = "gemeente"
    example = {
        "pool": "moestuin",
        "contribution": "openbare-ruimte-2026",
        "reason": "Het plan voor het groen is ingetrokken.",
    }


_OF_PLEDGE: Mapping[str, Any] = {
    "pool": "moestuin",
    "contribution": "openbare-ruimte-2026",
    "contributor": "openbare-ruimte",
    "cents": 300_000,
}


class PledgeOffered(PublishedMessage, of=facts.PledgeOffered):
    """A contribution is promised, and counts once the budget holder accepts it; a new one is told what waits."""

    example = {
        **{name: value for name, value in Pledge.example.items() if name not in {"at_year_end", "first_loss"}},
        "offer": 1,
        "contributor": "openbare-ruimte",
        "budget_holder": "welzijn",
    }


class OfferEnded(PublishedMessage, of=facts.OfferEnded):
    """An offer is taken back or refused, or its last day has passed (`ended_by` is `clock`): nobody awaits it now."""

    example = {
        **_OF_PLEDGE,
        "offer": 1,
        "ended_by": "welzijn",
        "reason": "Dit doel heeft al genoeg.",
        "addressee": "openbare-ruimte",
    }


class PledgeCancelled(PublishedMessage, of=facts.PledgeCancelled, withholds=["postings"]):
    """So many cents of a pledge, all that was still to come, will not come. What was received stays."""

    example = {**_OF_PLEDGE, "cancelled_by": "gemeente"}


class CancellationExplained(PublishedMessage, of=facts.CancellationExplained):
    """Why a pledge was cancelled, to those whom it concerns only."""

    example = {
        "pool": "moestuin",
        "contribution": "openbare-ruimte-2026",
        "cancelled_by": "gemeente",
        "reason": CancelPledge.example["reason"],
        "addressee": "openbare-ruimte",
    }


class PledgeLapsed(PublishedMessage, of=facts.PledgeLapsed, withholds=["postings"]):
    """The last day of a pledge has passed: so many cents, all that was still to come, will not come."""

    example = _OF_PLEDGE
