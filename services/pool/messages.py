"""What the pool service takes in and says (strict, with examples), and what it hears (tolerant readers)."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from shared.parties import ANY_ROLE
from shared.wire import AskId, Cents, CentsOrZero, CommandBody, HeardBody, Id, PartySlug, SaidBody, Text

# Fields that several bodies share


def _task_field(value: str) -> str:
    if not _TASK_FIELD.fullmatch(value):
        raise PydanticCustomError("value-unknown", "Write the task field of Iv3 with its number, as 6.1 or 6.71a.")
    return value


_TASK_FIELD = re.compile(r"[0-9]\.[0-9]{1,3}[a-z]?")
TaskField = Annotated[
    str, AfterValidator(_task_field), Field(json_schema_extra={"pattern": f"^{_TASK_FIELD.pattern}$"})
]
"""A task field of Iv3 (Informatie voor derden), as its code list numbers it."""
Year = Annotated[int, Field(ge=2000, le=2100)]


class Part(BaseModel):
    """A field with fields of its own, taken in from JSON or rendered from a recorded fact."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, from_attributes=True)


class Goal(Part):
    """What money is for."""

    goal: Id
    task_field: TaskField
    code_year: Year


class Frame(Part):
    """The council's decision: how much at most over all contributions, and from when until when."""

    decision: Text
    ceiling_cents: Cents
    valid_from: date
    valid_to: date


class Attributed(Part):
    """What one contribution pays for one goal."""

    goal: str
    contribution: str
    cents: int


class Share(Part):
    """What one contribution gets."""

    contribution: str
    cents: int


# Commands


class OpenPool(CommandBody):
    """Bundle budgets for a neighbourhood, within the council's frame, under one budget holder."""

    name: ClassVar[str] = "open-pool"
    roles: ClassVar[frozenset[str]] = frozenset({"executive"})
    sender: ClassVar[str] = "executive"
    requires: ClassVar[str] = "No pool has this id; the frame ends no earlier than it begins; each goal is named once."
    leads_to: ClassVar[str] = "`pool-opened`"
    refuses: ClassVar[tuple[str, ...]] = ("exists", "frame-invalid")
    pool: Id
    neighbourhood: Text
    goals: Annotated[tuple[Goal, ...], Field(min_length=1, max_length=50)]
    frame: Frame
    budget_holder: PartySlug

    example_by: ClassVar[str] = "gemeente"
    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "neighbourhood": "Spoorbuurt",
        "goals": [
            {"goal": "ontmoeten", "task_field": "6.1", "code_year": 2026},
            {"goal": "groen", "task_field": "5.7", "code_year": 2026},
        ],
        "frame": {
            "decision": "Raadsbesluit 2025-118, gebundeld budget Spoorbuurt",
            "ceiling_cents": 2_500_000,
            "valid_from": "2026-01-01",
            "valid_to": "2027-12-31",
        },
        "budget_holder": "welzijn",
    }


class HandOver(CommandBody):
    """Make another party the budget holder."""

    name: ClassVar[str] = "hand-over"
    roles: ClassVar[frozenset[str]] = frozenset({"executive"})
    sender: ClassVar[str] = "executive"
    requires: ClassVar[str] = (
        "The pool has another budget holder, and this party is not its second approver. Mandate, holds and "
        "commitments stay as they are."
    )
    leads_to: ClassVar[str] = "`pool-handed-over`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-pool", "same-holder", "second-approver-is-holder")
    pool: Id
    budget_holder: PartySlug

    example_by: ClassVar[str] = "gemeente"
    example: ClassVar[Mapping[str, Any]] = {"pool": "moestuin", "budget_holder": "participatie"}


class SetMandate(CommandBody):
    """Say within which limits the budget holder decides alone, and who approves above the threshold."""

    name: ClassVar[str] = "set-mandate"
    roles: ClassVar[frozenset[str]] = frozenset({"executive"})
    sender: ClassVar[str] = "executive"
    requires: ClassVar[str] = (
        "Total, goals and period are within the council's frame; whoever approves above the threshold is another "
        "party than the budget holder."
    )
    leads_to: ClassVar[str] = "`mandate-set`"
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-pool",
        "above-frame",
        "goal-unknown",
        "period-invalid",
        "second-approver-missing",
        "second-approver-is-holder",
    )
    pool: Id
    limit_cents: Cents
    total_cents: Cents
    goals: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: CentsOrZero | None = None
    second_approver: PartySlug | None = None

    example_by: ClassVar[str] = "gemeente"
    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "limit_cents": 1_000_000,
        "total_cents": 2_000_000,
        "goals": ["ontmoeten", "groen"],
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "automatic": False,
        "four_eyes_above_cents": 400_000,
        "second_approver": "gemeente",
    }


class Pledge(CommandBody):
    """Promise a contribution, and say what it may be used for."""

    name: ClassVar[str] = "pledge"
    roles: ClassVar[frozenset[str]] = frozenset({"zuil"})
    sender: ClassVar[str] = "zuil"
    requires: ClassVar[str] = (
        "A mandate is valid today; the earmarks are goals of the pool; all pledges together stay within the "
        "council's ceiling; a pool has at most 1,000 contributions."
    )
    leads_to: ClassVar[str] = "`contribution-pledged`"
    refuses: ClassVar[tuple[str, ...]] = (
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

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {
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

    name: ClassVar[str] = "receive"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "budget holder"
    requires: ClassVar[str] = "The contribution was pledged, and at least this much of it is still to come."
    leads_to: ClassVar[str] = "`contribution-received`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-pool", "unknown-contribution", "not-yours", "more-than-pledged")
    pool: Id
    contribution: Id
    cents: Cents
    received_on: date

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "contribution": "welzijn-2026",
        "cents": 500_000,
        "received_on": "2026-01-05",
    }


class WithdrawContribution(CommandBody):
    """Take back money that is free."""

    name: ClassVar[str] = "withdraw-contribution"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "its contributor"
    requires: ClassVar[str] = (
        "This much of the contribution is free, and was put in by its contributor: interest and savings stay with "
        "the pool."
    )
    leads_to: ClassVar[str] = "`contribution-withdrawn`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-pool", "unknown-contribution", "not-yours", "not-free")
    pool: Id
    contribution: Id
    cents: Cents

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {"pool": "moestuin", "contribution": "welzijn-2026", "cents": 100_000}


class HoldAsk(CommandBody):
    """Say yes to an ask, binding until the application is granted or has failed."""

    name: ClassVar[str] = "hold-ask"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "budget holder"
    requires: ClassVar[str] = (
        "Ask, revision and cents are those last asked; a mandate is valid today and covers the ask; enough money "
        "with the right earmarks is free."
    )
    leads_to: ClassVar[str] = "`reservation-held`; above the four-eyes threshold `hold-awaits-second-approval`"
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-pool",
        "unknown-ask",
        "not-yours",
        "superseded",
        "already-held",
        "application-closed",
        "no-mandate",
        "outside-mandate",
        "not-enough",
    )
    pool: Id
    ask: AskId
    revision: int
    cents: Cents

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "cents": 450_000,
    }


class ApproveHold(CommandBody):
    """Say the second yes, above the four-eyes threshold."""

    name: ClassVar[str] = "approve-hold"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "second approver"
    requires: ClassVar[str] = (
        "The ask at this revision awaits the second approval; whoever approves is not who gave the first yes. "
        "Mandate and money are judged again."
    )
    leads_to: ClassVar[str] = "`reservation-held`"
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-pool",
        "unknown-ask",
        "not-yours",
        "same-approver",
        "superseded",
        "nothing-to-approve",
        "application-closed",
        "no-mandate",
        "outside-mandate",
        "not-enough",
    )
    pool: Id
    ask: AskId
    revision: int

    example_by: ClassVar[str] = "gemeente"
    example: ClassVar[Mapping[str, Any]] = {"pool": "moestuin", "ask": "moestuin-2026:kas", "revision": 1}


class DeclineAsk(CommandBody):
    """Say no to an ask, with the reason."""

    name: ClassVar[str] = "decline-ask"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "budget holder"
    requires: ClassVar[str] = "Ask, revision and cents are those last asked, and nothing is held for it."
    leads_to: ClassVar[str] = "`reservation-declined`"
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-pool",
        "unknown-ask",
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
    reason: Text

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "cents": 450_000,
        "reason": "Het plan voor het waterverbruik ontbreekt nog.",
    }


Command: TypeAlias = (
    OpenPool | HandOver | SetMandate | Pledge | Receive | WithdrawContribution | HoldAsk | ApproveHold | DeclineAsk
)
COMMANDS: tuple[type[Command], ...] = get_args(Command)

# What is said of pools and contributions


class PoolOpened(SaidBody):
    """A pool was opened, within the council's frame, under its first budget holder."""

    kind: ClassVar[str] = "pool-opened"
    pool: str
    neighbourhood: str
    goals: tuple[Goal, ...]
    frame: Frame
    budget_holder: str

    example: ClassVar[Mapping[str, Any]] = OpenPool.example


class PoolHandedOver(SaidBody):
    """Another party is the budget holder from now on; mandate, holds and commitments stay as they are."""

    kind: ClassVar[str] = "pool-handed-over"
    pool: str
    budget_holder: str
    previous_holder: str

    example: ClassVar[Mapping[str, Any]] = {**HandOver.example, "previous_holder": "welzijn"}


class MandateSet(SaidBody):
    """The limits within which the budget holder decides alone, in place of those before."""

    kind: ClassVar[str] = "mandate-set"
    pool: str
    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: int | None
    second_approver: str | None

    example: ClassVar[Mapping[str, Any]] = SetMandate.example


class ContributionPledged(SaidBody):
    """A contribution was promised, for these goals."""

    kind: ClassVar[str] = "contribution-pledged"
    pool: str
    contribution: str
    contributor: str
    cents: int
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str

    example: ClassVar[Mapping[str, Any]] = {**Pledge.example, "contributor": "welzijn"}


class ContributionReceived(SaidBody):
    """Money of a pledged contribution arrived; it is free to be held."""

    kind: ClassVar[str] = "contribution-received"
    pool: str
    contribution: str
    contributor: str
    cents: int
    received_on: date

    example: ClassVar[Mapping[str, Any]] = {**Receive.example, "contributor": "welzijn"}


class ContributionWithdrawn(SaidBody):
    """Free money went back to its contributor."""

    kind: ClassVar[str] = "contribution-withdrawn"
    pool: str
    contribution: str
    contributor: str
    cents: int

    example: ClassVar[Mapping[str, Any]] = {**WithdrawContribution.example, "contributor": "welzijn"}


# What is said in the life of a reservation

_REVISION: Mapping[str, Any] = {
    "pool": "moestuin",
    "application": "moestuin-2026",
    "ask": "moestuin-2026:kas",
    "revision": 1,
    "cents": 450_000,
}


class OfReservation(SaidBody):
    """The revision of the ask that is answered, echoed."""

    pool: str
    application: str
    ask: str
    revision: int
    cents: int


class HoldAwaitsSecondApproval(OfReservation):
    """The first yes was given, above the four-eyes threshold: nothing is held before the second."""

    kind: ClassVar[str] = "hold-awaits-second-approval"
    approver: str

    example: ClassVar[Mapping[str, Any]] = {**_REVISION, "approver": "gemeente"}


class ReservationHeld(OfReservation):
    """The pool's binding yes, until the application is granted or has failed."""

    kind: ClassVar[str] = "reservation-held"

    example: ClassVar[Mapping[str, Any]] = _REVISION


class ReservationDeclined(OfReservation):
    """The pool's no, and why. It ends no application, and may still become a yes."""

    kind: ClassVar[str] = "reservation-declined"
    reason: str

    example: ClassVar[Mapping[str, Any]] = {**_REVISION, "reason": DeclineAsk.example["reason"]}


class ReservationReleased(OfReservation):
    """Nothing is held any more for this revision. An ask that was dropped is answered so, with 0 cents."""

    kind: ClassVar[str] = "reservation-released"

    example: ClassVar[Mapping[str, Any]] = _REVISION


class ReservationCommitted(OfReservation):
    """The application is granted: the money is due, from these contributions, by this budget holder."""

    kind: ClassVar[str] = "reservation-committed"
    budget_holder: str
    attribution: tuple[Attributed, ...]

    example: ClassVar[Mapping[str, Any]] = {
        **_REVISION,
        "budget_holder": "welzijn",
        "attribution": [
            {"goal": "ontmoeten", "contribution": "welzijn-2026", "cents": 300_000},
            {"goal": "groen", "contribution": "openbare-ruimte-2026", "cents": 150_000},
        ],
    }


class ReservationPaid(SaidBody):
    """Settlement confirmed the payment of this order."""

    kind: ClassVar[str] = "reservation-paid"
    pool: str
    application: str
    ask: str
    order: str
    cents: int

    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "application": "moestuin-2026",
        "ask": "moestuin-2026:kas",
        "order": "moestuin-2026:kas:1",
        "cents": 450_000,
    }


# What is said of money that comes back


class MoneyReturned(SaidBody):
    """Principal came back, and is free again in the contributions that paid, in proportion."""

    kind: ClassVar[str] = "money-returned"
    pool: str
    order: str
    ask: str
    cents: int
    parts: tuple[Share, ...]

    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "order": "moestuin-2026:kas:1",
        "ask": "moestuin-2026:kas",
        "cents": 45_000,
        "parts": [
            {"contribution": "welzijn-2026", "cents": 30_000},
            {"contribution": "openbare-ruimte-2026", "cents": 15_000},
        ],
    }


class InterestReceived(MoneyReturned):
    """Interest came in on money that was paid, for the contributions that paid, in proportion."""

    kind: ClassVar[str] = "interest-received"

    example: ClassVar[Mapping[str, Any]] = {
        **MoneyReturned.example,
        "cents": 900,
        "parts": [
            {"contribution": "welzijn-2026", "cents": 600},
            {"contribution": "openbare-ruimte-2026", "cents": 300},
        ],
    }


class SavingReceived(SaidBody):
    """Part of a verified saving was paid into the pool (`purpose` as in settlement's order)."""

    kind: ClassVar[str] = "saving-received"
    pool: str
    order: str
    purpose: str
    cents: int
    parts: tuple[Share, ...]

    example: ClassVar[Mapping[str, Any]] = {
        "pool": "moestuin",
        "order": "tuin-en-uitkering:jaar-1:recipient",
        "purpose": "saving-to-recipient",
        "cents": 300_000,
        "parts": [{"contribution": "welzijn-2026", "cents": 300_000}],
    }


SAID: tuple[type[SaidBody], ...] = (
    PoolOpened,
    PoolHandedOver,
    MandateSet,
    ContributionPledged,
    ContributionReceived,
    ContributionWithdrawn,
    HoldAwaitsSecondApproval,
    ReservationHeld,
    ReservationDeclined,
    ReservationReleased,
    ReservationCommitted,
    ReservationPaid,
    MoneyReturned,
    InterestReceived,
    SavingReceived,
)

TIMERS: Mapping[str, str] = {}
"""What time alone decides: by the field that names the instant, the facts."""

# Heard


class HeardLine(HeardBody):
    goal: str
    cents: int


class PoolAsked(HeardBody):
    """applications: a pool is asked for money; 0 cents: the ask is dropped."""

    leads_to: ClassVar[str] = (
        "`ask-received`; where an older revision was held `reservation-released` (with the *old* revision); then, "
        "with an automatic mandate, `reservation-held`, or `reservation-declined` with the reason, or "
        "`hold-awaits-second-approval` above the threshold. Revision of 0 cents (dropped): also "
        "`reservation-released` with the *new* revision and 0 cents. Unknown pool: also `reservation-declined`"
    )
    application: str
    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[HeardLine, ...]


class GrantedAsk(HeardBody):
    ask: str
    revision: int


class ApplicationGranted(HeardBody):
    """applications: every ask is held; exactly these revisions are due."""

    leads_to: ClassVar[str] = (
        "per named (ask, revision) of this service `reservation-committed`; every other hold of that application "
        "`reservation-released`; per pool that was asked `application-closed`; payments that waited are booked: "
        "`reservation-paid`"
    )
    application: str
    asks: tuple[GrantedAsk, ...]


class ApplicationFailed(HeardBody):
    """applications: no ask will be granted any more."""

    leads_to: ClassVar[str] = (
        "every hold of that application `reservation-released`; per pool that was asked `application-closed`"
    )
    application: str


class PaymentConfirmed(HeardBody):
    """settlement: the payer paid an order: a pool's ask, or a saving that may go into a pool."""

    leads_to: ClassVar[str] = (
        "purpose `grant`: `reservation-paid`, or before the commit `payment-waits`; `saving-to-recipient`, "
        "`saving-to-investor` into a pool: `saving-received`"
    )
    order: str
    purpose: str
    ask: str | None = None
    funder: str
    payee: str
    cents: int


class RefundConfirmed(HeardBody):
    """settlement: a recipient repaid what a funder had paid for an ask, or part of it, or interest on it."""

    leads_to: ClassVar[str] = (
        "`money-returned` (principal), `interest-received` (interest), over the contributions that paid, in proportion"
    )
    order: str
    ask: str
    funder: str
    principal_cents: int
    interest_cents: int


Heard: TypeAlias = PoolAsked | ApplicationGranted | ApplicationFailed | PaymentConfirmed | RefundConfirmed
HEARS: dict[tuple[str, str], type[HeardBody]] = {
    ("applications", "pool-asked"): PoolAsked,
    ("applications", "application-granted"): ApplicationGranted,
    ("applications", "application-failed"): ApplicationFailed,
    ("settlement", "payment-confirmed"): PaymentConfirmed,
    ("settlement", "refund-confirmed"): RefundConfirmed,
}
