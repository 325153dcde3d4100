"""What is said of tasks: registered, taken over with their budget, given back."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from services.pool.tasks import facts
from shared.parties import ANY_ROLE
from shared.wire import AskId, Cents, CentsOrZero, CommandBody, Id, PartySlug, PublishedMessage, Text

Units = Annotated[int, Field(gt=0, le=1_000_000)]
Number = Annotated[int, Field(gt=0, le=1_000_000)]


class RegisterTask(CommandBody):
    """Say which task may be taken over from whom, in which units, and which budget goes with each."""

    name = "register-task"
    roles = ANY_ROLE
    sender = "budget holder"
    requires = (
        "The pool is open, and has the goal and no task of this name; a pool has at most 1,000 tasks. The budget of "
        "all units together is at most 10^15 cents."
    )
    leads_to = "`task-registered`"
    refuses = (
        "unknown-pool",
        "pool-closed",
        "not-yours",
        "exists",
        "too-many-tasks",
        "goal-unknown",
        "amount-too-large",
    )
    pool: Id
    task: Id
    description: Text
    goal: Id
    performer: PartySlug
    unit: Text
    units: Units
    unit_cents: Cents

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "task": "perken",
        "description": "Het onderhoud van de perken in de Spoorbuurt, een jaar",
        "goal": "groen",
        "performer": "openbare-ruimte",
        "unit": "perken",
        "units": 12,
        "unit_cents": 25_000,
    }


class GiveBackTask(CommandBody):
    """Give back, or take back, units that were taken over, and what is unspent of their money with them.

    They move as soon as this much has come back, or will not be paid: both, or neither.
    """

    name = "give-back-task"
    roles = ANY_ROLE
    sender = "who took it over, to propose it; budget holder, of its own ask the second approver, to take it back"
    requires = (
        "Who takes it back gives a reason. So many units are taken over with the ask and not given back, and so much "
        "of its money was paid and has not come back, or is still to be paid. Another proposal of who took it over, or "
        "an agreement that awaits its refund, is superseded."
    )
    leads_to = (
        "by who took it over `give-back-proposed`; else `give-back-agreed` and `give-back-explained`, and where "
        "nothing is unspent `task-given-back`"
    )
    refuses = (
        "unknown-pool",
        "unknown-takeover",
        "not-yours",
        "own-interest",
        "more-than-taken-over",
        "more-than-paid",
        "already-so",
        "reason-missing",
    )
    pool: Id
    ask: AskId
    units: Units
    cents: CentsOrZero
    reason: Text | None = None

    example_by = "de-moestuin"
    example = {
        "pool": "moestuin",
        "ask": "moestuin-2026:perken",
        "units": 4,
        "cents": 30_000,
        "reason": "Vier perken liggen te ver van de tuin.",
    }


class ConsentToGiveBack(CommandBody):
    """Say yes to a proposal to give units back. They move once what is unspent has come back."""

    name = "consent-to-give-back"
    roles = ANY_ROLE
    sender = "budget holder; of its own ask the second approver"
    requires = "The proposal of this number awaits consent; what can be given back is judged again."
    leads_to = "`give-back-agreed`, and where nothing is unspent `task-given-back`"
    refuses = (
        "unknown-pool",
        "unknown-takeover",
        "not-yours",
        "nothing-to-consent",
        "more-than-taken-over",
        "more-than-paid",
    )
    pool: Id
    ask: AskId
    number: Number

    example_by = "welzijn"
    example = {"pool": "moestuin", "ask": "moestuin-2026:perken", "number": 1}


class EndGiveBack(CommandBody):
    """Nothing is given back by this proposal after all: units and money stay where they are."""

    name = "end-give-back"
    roles = ANY_ROLE
    sender = "budget holder, of its own ask the second approver; who took it over, before it is agreed"
    requires = "The proposal of this number awaits consent, or awaits its refund."
    leads_to = "`give-back-ended`, and `give-back-explained` to the other"
    refuses = ("unknown-pool", "unknown-takeover", "not-yours", "nothing-to-end")
    pool: Id
    ask: AskId
    number: Number
    reason: Text

    example_by = "welzijn"
    example = {**ConsentToGiveBack.example, "reason": "De gemeente heeft dit jaar geen ploeg voor deze perken."}


class TaskRegistered(PublishedMessage, of=facts.TaskRegistered, withholds=["postings"]):
    """This task may be taken over from its performer, whole or in part, together with the budget of so many units."""

    example = RegisterTask.example


_TAKEOVER: Mapping[str, Any] = {"pool": "moestuin", "task": "perken", "ask": "moestuin-2026:perken"}
_BETWEEN: Mapping[str, Any] = {"performer": "openbare-ruimte", "applicant": "de-moestuin"}


class TaskMoved(PublishedMessage, of=facts.TaskMoved, withholds=["postings"]):
    """The applicant performs these units from now on; their money is committed with that."""

    example = {
        **_TAKEOVER,
        "units": 12,
        "application": "moestuin-2026",
        **_BETWEEN,
        "cents": 280_000,
        "budget_cents": 300_000,
    }


_GIVE_BACK: Mapping[str, Any] = {**_TAKEOVER, "units": 4, "number": 1, "cents": 30_000}


class GiveBackProposed(PublishedMessage, of=facts.GiveBackProposed):
    """Who took these units over wants to give them back, and awaits the addressee's consent; a new one is told."""

    example = {**_GIVE_BACK, "applicant": "de-moestuin", "addressee": "welzijn"}


class GiveBackAgreed(PublishedMessage, of=facts.GiveBackAgreed):
    """These units go back as soon as what is unspent of their money has come back."""

    example = {**_GIVE_BACK, "applicant": "de-moestuin", "agreed_by": "welzijn"}


class GiveBackEnded(PublishedMessage, of=facts.GiveBackEnded):
    """Nothing is given back by this proposal: units and money stay where they are."""

    example = {**_TAKEOVER, "number": 1, "ended_by": "welzijn"}


class GiveBackExplained(PublishedMessage, of=facts.GiveBackExplained):
    """Why units are taken back, or are not given back after all, for the other party only."""

    example = {
        **_TAKEOVER,
        "number": 1,
        "by": "welzijn",
        "reason": EndGiveBack.example["reason"],
        "addressee": "de-moestuin",
    }


class TaskGivenBack(PublishedMessage, of=facts.TaskGivenBack, withholds=["postings"]):
    """The performer performs these units again; what was unspent of their money is the pool's again."""

    example = {**_GIVE_BACK, **_BETWEEN, "budget_cents": 100_000}
