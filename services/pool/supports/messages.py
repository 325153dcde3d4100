"""What is said and heard of supports: proposed, consented to, agreed, ended."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import Field

from services.pool.supports import facts
from shared.parties import ANY_ROLE
from shared.wire import Cents, CommandBody, Id, PublishedMessage, Text

Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


class ProposeSupport(CommandBody):
    """Propose that money earmarked for one goal may be used for another, whose result reduces the need for the first.

    Of these contributions at most `max_cents` may be held, committed and paid for `to_goal` at a time.
    """

    name = "propose-support"
    roles = ANY_ROLE
    sender = "budget holder, or contributor of one of the contributions"
    requires = (
        "Every contribution is earmarked for `from_goal`, and none for `to_goal`, a goal of the pool; the period ends "
        "after it begins, and not before today. Where own public money is for another main task field of Iv3 than "
        "`to_goal`, `budget_change` names the council's decision. A pool has at most 1,000 supports, and 50 that await "
        "consent."
    )
    leads_to = (
        "`support-proposed` to each of the others who have to consent: the contributors and the budget holder; "
        "`support-agreed` where there is nobody else"
    )
    refuses = (
        "unknown-pool",
        "unknown-contribution",
        "not-yours",
        "exists",
        "too-many-supports",
        "goal-unknown",
        "not-earmarked",
        "support-needless",
        "period-invalid",
        "budget-change-missing",
        "pool-closed",
    )
    pool: Id
    support: Id
    contributions: Annotated[tuple[Id, ...], Field(min_length=1, max_length=20)]
    from_goal: Id
    to_goal: Id
    max_cents: Cents
    starts_on: Day
    ends_on: Day
    evidence: Text
    budget_change: Text | None = None

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "support": "ontmoeten-voor-groen",
        "contributions": ["welzijn-2026"],
        "from_goal": "ontmoeten",
        "to_goal": "groen",
        "max_cents": 200_000,
        "starts_on": "2026-02-01",
        "ends_on": "2027-12-31",
        "evidence": "Wie in de tuin werkt, heeft minder begeleiding nodig; rapport 2025-11 van het wijkteam.",
        "budget_change": "Raadsbesluit 2026-017, tweede begrotingswijziging",
    }


class ConsentToSupport(CommandBody):
    """Say yes to a support, as budget holder, or for all one's contributions that it names."""

    name = "consent-to-support"
    roles = ANY_ROLE
    sender = "budget holder, or contributor of one of the contributions"
    requires = (
        "The support is neither agreed nor ended, its last day has not passed, and the sender has still to consent."
    )
    leads_to = "`support-consented`; by the last who had to, then `support-agreed`"
    refuses = ("unknown-pool", "unknown-support", "not-yours", "support-over", "already-agreed", "pool-closed")
    pool: Id
    support: Id

    example_by = "gemeente"
    example = {"pool": "moestuin", "support": "ontmoeten-voor-groen"}


class EndSupport(CommandBody):
    """End a support, agreed or not: nothing more is held under it. What is held or committed under it stays."""

    name = "end-support"
    roles = ANY_ROLE
    sender = "budget holder, or contributor of one of the contributions"
    requires = "It has not ended, and its last day has not passed."
    leads_to = "`support-ended`, and `support-end-explained` to each of the others concerned"
    refuses = ("unknown-pool", "unknown-support", "not-yours", "support-over")
    pool: Id
    support: Id
    reason: Text

    example_by = "welzijn"
    example = {**ConsentToSupport.example, "reason": "Het geld is dit jaar zelf nodig."}


_TERMS: Mapping[str, Any] = {name: value for name, value in ProposeSupport.example.items() if name != "evidence"}


class SupportProposed(PublishedMessage, of=facts.SupportProposed):
    """A support is proposed, and awaits the addressee's consent; a new budget holder is told what waits."""

    example = {**ProposeSupport.example, "proposed_by": "welzijn", "addressee": "gemeente"}


class SupportAgreed(PublishedMessage, of=facts.SupportAgreed):
    """All have consented: from its first day to its last, these contributions may pay for this goal as well."""

    example = {**_TERMS, "agreed_by": ["gemeente", "welzijn"]}


class SupportEnded(PublishedMessage, of=facts.SupportEnded):
    """A support has ended, or was never agreed; what is held or committed under it stays."""

    example = {**ConsentToSupport.example, "ended_by": "welzijn"}


class SupportEndExplained(PublishedMessage, of=facts.SupportEndExplained):
    """Why a support was ended, to those whom it concerns only."""

    example = {**SupportEnded.example, "reason": EndSupport.example["reason"], "addressee": "gemeente"}
