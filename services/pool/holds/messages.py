"""What is said and heard in the life of a reservation: asked, held, declined, released, committed."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from services.pool.holds import facts
from shared.parties import ANY_ROLE
from shared.wire import AskId, Cents, CommandBody, ConsumedMessage, Id, PublishedMessage, Text, Withheld


class HoldAsk(CommandBody):
    """Say yes to an ask, binding until the application is granted or has failed."""

    name = "hold-ask"
    roles = ANY_ROLE
    sender = "budget holder; of its own ask the second approver"
    requires = (
        "Ask, revision and cents are those last asked; a mandate is valid today and covers the ask; there is "
        "enough money with the right earmarks, free or backing holds that others can back instead. What it takes "
        "over is of a task of the pool, for the task's goal and within its budget, and with the task's performer, "
        "claimed by no other hold or first yes. Nobody decides in its own case (2:4 Awb): of an ask of the budget "
        "holder itself the second approver is the sender, and decides alone; none may approve its own ask."
    )
    leads_to = (
        "`reservation-held`; above the four-eyes threshold `hold-awaits-second-approval` and `backing-set-aside`, "
        "unless that was recorded for this revision before; before either `hold-rebacked` per hold that makes room"
    )
    refuses = (
        "unknown-pool",
        "unknown-ask",
        "own-interest",
        "not-yours",
        "superseded",
        "already-held",
        "application-closed",
        "no-mandate",
        "outside-mandate",
        "above-goal-ceiling",
        "unknown-task",
        "outside-task",
        "performs-already",
        "above-task-budget",
        "units-not-free",
        "not-enough",
        "pool-closed",
    )
    pool: Id
    ask: AskId
    revision: int
    cents: Cents

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "cents": 450_000,
    }


class ApproveHold(CommandBody):
    """Say the second yes, above the four-eyes threshold."""

    name = "approve-hold"
    roles = ANY_ROLE
    sender = "second approver"
    requires = (
        "The ask at this revision awaits the second approval; whoever approves is neither who gave the first yes nor "
        "the applicant (2:4 Awb). "
        "Mandate and task are judged again; the money was set aside with the first yes. Of a first yes from before "
        "that was done the money is judged again, too."
    )
    leads_to = "`reservation-held`; where nothing was set aside, before it `hold-rebacked` per hold that makes room"
    refuses = (
        "unknown-pool",
        "unknown-ask",
        "own-interest",
        "not-yours",
        "same-approver",
        "superseded",
        "nothing-to-approve",
        "application-closed",
        "no-mandate",
        "outside-mandate",
        "above-goal-ceiling",
        "unknown-task",
        "outside-task",
        "performs-already",
        "above-task-budget",
        "units-not-free",
        "not-enough",
    )
    pool: Id
    ask: AskId
    revision: int

    example_by = "gemeente"
    example = {"pool": "moestuin", "ask": "moestuin-2026:kas", "revision": 1}


class DeclineAsk(CommandBody):
    """Say no to an ask, with a ground for all and a reason for the applicant."""

    name = "decline-ask"
    roles = ANY_ROLE
    sender = "budget holder; of its own ask the second approver"
    requires = "Ask, revision and cents are those last asked, and nothing is held for it; it is not the sender's own."
    leads_to = "`reservation-declined`, `decline-explained`; before them `backing-freed`, if a first yes is taken back"
    refuses = (
        "unknown-pool",
        "unknown-ask",
        "own-interest",
        "not-yours",
        "superseded",
        "hold-is-binding",
        "already-declined",
        "application-closed",
    )
    pool: Id
    ask: AskId
    revision: int
    cents: Cents
    ground: facts.Ground
    reason: Text

    example_by = "welzijn"
    example = {
        "pool": "moestuin",
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "cents": 450_000,
        "ground": "quality",
        "reason": "Het plan voor het waterverbruik ontbreekt nog.",
    }


_REVISION: Mapping[str, Any] = {
    "pool": "moestuin",
    "application": "moestuin-2026",
    "ask": "moestuin-2026:kas",
    "revision": 1,
    "cents": 450_000,
}


class HoldAwaitsSecondApproval(PublishedMessage, of=facts.HoldAwaitsSecondApproval, withholds=["requested_by"]):
    """The first yes was given, and nothing is held before the second. A new second approver is told what waits."""

    example = {**_REVISION, "approver": "gemeente"}


class ReservationHeld(PublishedMessage, of=facts.ReservationHeld, withholds=["attribution", "postings", "under"]):
    """The pool's binding yes, until the application is granted or has failed."""

    example = _REVISION


class ReservationDeclined(PublishedMessage, of=facts.ReservationDeclined):
    """The pool's no, and its ground; its words go to the applicant. It ends no application, and may become a yes."""

    reason: Withheld

    example = {**_REVISION, "reason": "withheld", "ground": DeclineAsk.example["ground"]}


class DeclineExplained(PublishedMessage, of=facts.DeclineExplained):
    """The words of a pool that declined, for the applicant only."""

    example = {
        **_REVISION,
        "applicant": "de-moestuin",
        "ground": DeclineAsk.example["ground"],
        "reason": DeclineAsk.example["reason"],
    }


class ReservationReleased(PublishedMessage, of=facts.ReservationReleased, withholds=["postings"]):
    """Nothing is held any more for this revision. An ask that was dropped is answered so, with 0 cents."""

    example = _REVISION


class ReservationCommitted(PublishedMessage, of=facts.ReservationCommitted, withholds=["postings"]):
    """Granted: the money is due by this budget holder, from these contributions, some of it under supports."""

    example = {
        **_REVISION,
        "budget_holder": "welzijn",
        "attribution": [
            {"goal": "ontmoeten", "contribution": "welzijn-2026", "cents": 300_000},
            {"goal": "groen", "contribution": "welzijn-2026", "cents": 150_000},
        ],
        "under": [
            {"support": "ontmoeten-voor-groen", "goal": "groen", "contribution": "welzijn-2026", "cents": 150_000},
        ],
    }


class HeardLine(ConsumedMessage):
    goal: str
    cents: int


class HeardTakesOver(ConsumedMessage):
    task: str
    units: int


class HeardLoan(ConsumedMessage):
    repayment: str
    annual_rate: Decimal
    day_count: str
    months_between: int
    instalments: int
    interest_only: int = 0


class HeardAdvance(ConsumedMessage):
    percent: int
    due_on: date | None = None
    milestone: str | None = None


class PoolAsked(ConsumedMessage):
    """applications: a pool is asked for money, at times for a task with it; 0 cents: the ask is dropped."""

    leads_to = (
        "`ask-received`; where an older revision was held `reservation-released` (with the *old* revision), and "
        "where a first yes to it waited for the second `backing-freed`; then, "
        "with an automatic mandate, `reservation-held` (before it `hold-rebacked` per hold that makes room), or "
        "`reservation-declined` and `decline-explained`; above the threshold, and to a loan, the mandate says no more "
        "than that, and the budget holder answers. Revision of 0 cents (dropped): also `reservation-released` with the "
        "*new* revision and 0 cents. Unknown or closed pool, or the budget holder itself asks and no second approver "
        "can act in its place: also `reservation-declined` and `decline-explained`"
    )
    application: str
    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[HeardLine, ...]
    applicant: str
    takes_over: HeardTakesOver | None = None
    loan: HeardLoan | None = None
    advances: tuple[HeardAdvance, ...] = ()


class GrantedAsk(ConsumedMessage):
    ask: str
    revision: int


class ApplicationGranted(ConsumedMessage):
    """applications: every ask is held; exactly these revisions are due."""

    leads_to = (
        "per named (ask, revision) of this service `reservation-committed`, and where it takes a task over "
        "`task-moved`; every other hold of that application "
        "`reservation-released`, and per first yes that waits for the second `backing-freed`; per pool that was "
        "asked `application-closed`; payments that waited are booked: "
        "`reservation-paid`"
    )
    application: str
    asks: tuple[GrantedAsk, ...]


class ApplicationFailed(ConsumedMessage):
    """applications: no ask will be granted any more."""

    leads_to = (
        "every hold of that application `reservation-released`, and per first yes that waits for the second "
        "`backing-freed`; per pool that was asked `application-closed`"
    )
    application: str
