"""What happened in settlement. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from shared.money import Posting

Purpose: TypeAlias = Literal["grant", "saving-to-recipient", "saving-to-investor"]


def fields_of(value: Any, shape: type[Any]) -> dict[str, Any]:
    """The fields of `shape` as `value` carries them: to state the same again in another fact."""
    return {field.name: getattr(value, field.name) for field in fields(shape)}


class _OfPool:
    __slots__ = ()
    pool: str

    @property
    def stream(self) -> str:
        return f"pool/{self.pool}"


class _OfAsk:
    __slots__ = ()
    ask: str

    @property
    def stream(self) -> str:
        return f"agreement/{self.ask}"


class _OfEarnBack:
    __slots__ = ()
    earn_back: str

    @property
    def stream(self) -> str:
        return f"earn-back/{self.earn_back}"


class _OfOrder:
    """An order pays an ask, or moves a saving of an earn-back; never both."""

    __slots__ = ()
    ask: str | None
    earn_back: str | None

    @property
    def stream(self) -> str:
        return f"agreement/{self.ask}" if self.ask else f"earn-back/{self.earn_back}"


# What is known of pools


@dataclass(frozen=True, slots=True)
class BudgetHolderKnown(_OfPool):
    kind: ClassVar[str] = "budget-holder-known"
    pool: str
    budget_holder: str


@dataclass(frozen=True, slots=True)
class ContributionKnown(_OfPool):
    kind: ClassVar[str] = "contribution-known"
    pool: str
    contribution: str
    contributor: str


# Agreements, orders, refunds


@dataclass(frozen=True, slots=True)
class AgreementMade(_OfAsk):
    """`due_on`: within six weeks of the decision to grant (4:87 Awb), whenever the order follows."""

    kind: ClassVar[str] = "agreement-made"
    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str
    due_on: date


@dataclass(frozen=True, slots=True)
class CommitWaits(_OfAsk):
    """A pool's commit that was heard before the grant it follows from."""

    kind: ClassVar[str] = "commit-waits"
    pool: str
    ask: str


@dataclass(frozen=True, slots=True)
class PaymentOrder(_OfOrder):
    """Who pays what to which account, and when at the latest. `payee` is an account of settlement."""

    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    payer: str
    funder: str
    payee: str
    cents: int
    due_on: date


@dataclass(frozen=True, slots=True)
class PaymentOrdered(PaymentOrder):
    kind: ClassVar[str] = "payment-ordered"
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class OrderReassigned(PaymentOrder):
    """The order stands; its pool has another budget holder, who now pays it."""

    kind: ClassVar[str] = "order-reassigned"


@dataclass(frozen=True, slots=True)
class PaymentConfirmed(_OfOrder):
    kind: ClassVar[str] = "payment-confirmed"
    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    application: str | None
    funder: str
    payer: str
    payee: str
    cents: int
    paid_on: date
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class PaymentFailed(_OfOrder):
    kind: ClassVar[str] = "payment-failed"
    order: str
    ask: str | None
    earn_back: str | None
    funder: str
    payer: str
    cents: int
    reason: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class RefundConfirmed(_OfAsk):
    kind: ClassVar[str] = "refund-confirmed"
    order: str
    ask: str
    funder: str
    principal_cents: int
    interest_cents: int
    postings: tuple[Posting, ...]


# Earn-back


@dataclass(frozen=True, slots=True)
class Recipient:
    """The supported budget: a contribution in a pool."""

    pool: str
    contribution: str


@dataclass(frozen=True, slots=True)
class Terms(_OfEarnBack):
    """What the parties of an earn-back consent to. Dates are inclusive; shares are of the verified saving.

    `return_from`: only periods that start on or after it count for what returns to the investor.
    """

    earn_back: str
    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    move_share: Decimal
    move_cap_cents: int
    return_share: Decimal
    return_cap_cents: int
    return_from: date
    term_from: date
    term_to: date

    def returns(self, period_from: date) -> bool:
        """Whether a saving in a period from that day counts for what returns to the investor."""
        return period_from >= self.return_from


@dataclass(frozen=True, slots=True)
class _Proposal(Terms):
    terms_hash: str
    recipient_holder: str

    @property
    def terms(self) -> Terms:
        return Terms(**fields_of(self, Terms))


@dataclass(frozen=True, slots=True)
class EarnBackProposed(_Proposal):
    kind: ClassVar[str] = "earn-back-proposed"


@dataclass(frozen=True, slots=True)
class EarnBackConsentAsked(_Proposal):
    """Asked of the budget holder of the recipient's pool; after a handover, of the next one."""

    kind: ClassVar[str] = "earn-back-consent-asked"


@dataclass(frozen=True, slots=True)
class EarnBackConsented(_OfEarnBack):
    kind: ClassVar[str] = "earn-back-consented"
    earn_back: str
    party: str


@dataclass(frozen=True, slots=True)
class EarnBackAgreed(Terms):
    kind: ClassVar[str] = "earn-back-agreed"


@dataclass(frozen=True, slots=True)
class SavingClaimed(_OfEarnBack):
    kind: ClassVar[str] = "saving-claimed"
    earn_back: str
    claim: str
    subject: str
    period_from: date
    period_to: date
    baseline_cents: int
    measured_cents: int
    cents: int
    evidence: str
    benefit_holder: str
    verifier: str


@dataclass(frozen=True, slots=True)
class _Judged(_OfEarnBack):
    earn_back: str
    claim: str
    subject: str
    period_from: date
    period_to: date


@dataclass(frozen=True, slots=True)
class SavingVerified(_Judged):
    kind: ClassVar[str] = "saving-verified"
    cents: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class SavingRejected(_Judged):
    kind: ClassVar[str] = "saving-rejected"
    reason: str


@dataclass(frozen=True, slots=True)
class SavingDivided(_OfEarnBack):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    kind: ClassVar[str] = "saving-divided"
    earn_back: str
    claim: str
    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int
    postings: tuple[Posting, ...]


OrderEvent: TypeAlias = PaymentOrdered | OrderReassigned | PaymentConfirmed | PaymentFailed | RefundConfirmed
EarnBackEvent: TypeAlias = (
    EarnBackProposed
    | EarnBackConsentAsked
    | EarnBackConsented
    | EarnBackAgreed
    | SavingClaimed
    | SavingVerified
    | SavingRejected
    | SavingDivided
)
Event: TypeAlias = BudgetHolderKnown | ContributionKnown | AgreementMade | CommitWaits | OrderEvent | EarnBackEvent
EVENTS: tuple[type[Event], ...] = get_args(Event)
