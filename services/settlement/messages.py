"""What settlement takes in and says (strict, with examples), and what it hears (tolerant readers)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args

from pydantic import Field

from shared.parties import ANY_ROLE
from shared.wire import AskId, Cents, CentsOrZero, CommandBody, HeardBody, Id, PartySlug, Rate, SaidBody, Text

OrderId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}(:[a-z0-9][a-z0-9-]{0,47}){2,3}$")]
"""`<ask>:<n>`, or `<earn_back>:<claim>:recipient` or `:investor`, with `:<n>` after a failed payment."""
TermsHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Purpose: TypeAlias = Literal["grant", "saving-to-recipient", "saving-to-investor"]

_VERIFIERS = frozenset({"verifier"})

# Commands about payments


class ConfirmPayment(CommandBody):
    """The ordered amount was paid, in full."""

    name: ClassVar[str] = "confirm-payment"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "the payer"
    requires: ClassVar[str] = "The order is open, and exactly the ordered amount was paid."
    leads_to: ClassVar[str] = "`payment-confirmed`"
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-order",
        "not-yours",
        "other-amount",
        "already-confirmed",
        "order-closed",
    )
    order: OrderId
    cents: Cents
    paid_on: date

    example_by: ClassVar[str] = "participatie"
    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:begeleiding:1",
        "cents": 400_000,
        "paid_on": "2026-03-20",
    }


class ReportPaymentFailed(CommandBody):
    """The payment did not arrive; another order takes its place."""

    name: ClassVar[str] = "report-payment-failed"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "the payer"
    requires: ClassVar[str] = "The order is open."
    leads_to: ClassVar[str] = "`payment-failed`, `payment-ordered` (a new order)"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-order", "not-yours", "already-confirmed", "order-closed")
    order: OrderId
    reason: Text

    example_by: ClassVar[str] = "participatie"
    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:begeleiding:1",
        "reason": "De rekening is opgeheven.",
    }


class RecordRefund(CommandBody):
    """Principal, interest or both came back to the payer."""

    name: ClassVar[str] = "record-refund"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "the payer"
    requires: ClassVar[str] = (
        "The order is a confirmed payment of an ask, and at least this much of it has not come back; principal or "
        "interest may be 0, not both."
    )
    leads_to: ClassVar[str] = "`refund-confirmed`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-order", "not-yours", "not-paid", "more-than-paid", "amount-zero")
    order: OrderId
    principal_cents: CentsOrZero
    interest_cents: CentsOrZero

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:kas:1",
        "principal_cents": 100_000,
        "interest_cents": 0,
    }


# Commands about earn-back


class RecipientNamed(CommandBody):
    """The supported budget: a contribution in a pool. A part of a command, not one by itself."""

    pool: Id
    contribution: Id


class ProposeEarnBack(CommandBody):
    """The investor, who pays the ask, proposes where part of the saving goes."""

    name: ClassVar[str] = "propose-earn-back"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "payer of the ask: the investor"
    requires: ClassVar[str] = (
        "The ask was granted; the benefit holder pays as a zuil; the recipient is a contribution of which the pool "
        "received money; the shares together are more than 0 and at most 1; the term ends no earlier than it "
        "begins, and returning to the investor begins within it."
    )
    leads_to: ClassVar[str] = (
        "`earn-back-proposed`, `earn-back-consent-asked`; if nobody else must consent `earn-back-agreed`"
    )
    refuses: ClassVar[tuple[str, ...]] = (
        "exists",
        "not-granted",
        "not-yours",
        "recipient-unknown",
        "funder-invalid",
        "period-invalid",
        "shares-invalid",
    )
    earn_back: Id
    ask: AskId
    benefit_holder: PartySlug
    recipient: RecipientNamed
    move_share: Rate
    move_cap_cents: CentsOrZero
    return_share: Rate
    return_cap_cents: CentsOrZero
    return_from: date
    term_from: date
    term_to: date

    example_by: ClassVar[str] = "participatie"
    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "ask": "moestuin-2026:begeleiding",
        "benefit_holder": "participatie",
        "recipient": {"pool": "moestuin", "contribution": "welzijn-2026"},
        "move_share": "0.25",
        "move_cap_cents": 1_000_000,
        "return_share": "0.5",
        "return_cap_cents": 500_000,
        "return_from": "2027-01-01",
        "term_from": "2026-04-01",
        "term_to": "2030-12-31",
    }


class ConsentToEarnBack(CommandBody):
    """Consent to exactly the terms with this hash."""

    name: ClassVar[str] = "consent-to-earn-back"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "benefit holder, recipient's budget holder"
    requires: ClassVar[str] = "The sender's consent is awaited, and the hash is that of the proposed terms."
    leads_to: ClassVar[str] = "`earn-back-consented`; the last one also `earn-back-agreed`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-earn-back", "not-yours", "terms-differ", "already-consented")
    earn_back: Id
    terms_hash: TermsHash

    example_by: ClassVar[str] = "welzijn"
    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "terms_hash": "2b2bc482aa051c29b1bec90a4bcbb58074b246ebb4d52aaca8c836ee99c9d1cf",
    }


class ClaimSaving(CommandBody):
    """The benefit holder spent less than the baseline on a subject, in a period."""

    name: ClassVar[str] = "claim-saving"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "benefit holder"
    requires: ClassVar[str] = (
        "The earn-back is agreed; the period lies within its term; what was measured is below the baseline; no "
        "claim of the same holder and subject covers part of the period; the verifier neither claims, pays nor "
        "receives."
    )
    leads_to: ClassVar[str] = "`saving-claimed`"
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-earn-back",
        "not-agreed",
        "not-yours",
        "exists",
        "no-saving",
        "period-invalid",
        "outside-term",
        "saving-counted-twice",
        "verifier-not-independent",
    )
    earn_back: Id
    claim: Id
    subject: Id
    period_from: date
    period_to: date
    baseline_cents: Cents
    measured_cents: CentsOrZero
    evidence: Text
    verifier: PartySlug

    example_by: ClassVar[str] = "participatie"
    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "uitkering-tuinman",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "baseline_cents": 1_200_000,
        "measured_cents": 0,
        "evidence": "Dossier 2026-118 bij Participatie: de uitkering is per 1 april beëindigd.",
        "verifier": "kenniscentrum",
    }


class VerifySaving(CommandBody):
    """The named verifier confirms the saving, or a smaller one."""

    name: ClassVar[str] = "verify-saving"
    roles: ClassVar[frozenset[str]] = _VERIFIERS
    sender: ClassVar[str] = "the named verifier"
    requires: ClassVar[str] = (
        "The claim awaits judgement; the verifier has not become interested since; the ask's payment was confirmed; "
        "at most what was claimed is verified."
    )
    leads_to: ClassVar[str] = (
        "`saving-verified`; if more than the investment `saving-divided`, and up to two times `payment-ordered`"
    )
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-claim",
        "not-yours",
        "already-judged",
        "verifier-not-independent",
        "more-than-claimed",
        "investment-not-paid",
    )
    claim: Id
    cents: Cents

    example_by: ClassVar[str] = "kenniscentrum"
    example: ClassVar[Mapping[str, Any]] = {"claim": "uitkering-2026", "cents": 1_200_000}


class RejectSaving(CommandBody):
    """The named verifier finds no such saving; the period may be claimed again."""

    name: ClassVar[str] = "reject-saving"
    roles: ClassVar[frozenset[str]] = _VERIFIERS
    sender: ClassVar[str] = "the named verifier"
    requires: ClassVar[str] = "The claim awaits judgement."
    leads_to: ClassVar[str] = "`saving-rejected`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-claim", "not-yours", "already-judged")
    claim: Id
    reason: Text

    example_by: ClassVar[str] = "kenniscentrum"
    example: ClassVar[Mapping[str, Any]] = {
        "claim": "uitkering-2026",
        "reason": "De meting gaat over een andere periode dan de claim.",
    }


Command: TypeAlias = (
    ConfirmPayment
    | ReportPaymentFailed
    | RecordRefund
    | ProposeEarnBack
    | ConsentToEarnBack
    | ClaimSaving
    | VerifySaving
    | RejectSaving
)
COMMANDS: tuple[type[Command], ...] = get_args(Command)

# Said about agreements and payments


class AgreementMade(SaidBody):
    """What a grant binds one funder to, to the recipient: the applicant."""

    kind: ClassVar[str] = "agreement-made"
    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str

    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "funder": "zuil:participatie",
        "recipient": "de-moestuin",
        "cents": 400_000,
        "instrument": "grant",
    }


class _PaymentOrder(SaidBody):
    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    payer: str
    funder: str
    payee: str
    cents: int
    due_on: date


class PaymentOrdered(_PaymentOrder):
    """The payer is to pay this, to this account, by this day."""

    kind: ClassVar[str] = "payment-ordered"

    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:begeleiding:1",
        "purpose": "grant",
        "ask": "moestuin-2026:begeleiding",
        "earn_back": None,
        "payer": "participatie",
        "funder": "zuil:participatie",
        "payee": "party:de-moestuin",
        "cents": 400_000,
        "due_on": "2026-04-13",
    }


class OrderReassigned(_PaymentOrder):
    """An open order now has another payer: the new budget holder."""

    kind: ClassVar[str] = "order-reassigned"

    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:kas:1",
        "purpose": "grant",
        "ask": "moestuin-2026:kas",
        "earn_back": None,
        "payer": "openbare-ruimte",
        "funder": "pool:moestuin",
        "payee": "party:de-moestuin",
        "cents": 450_000,
        "due_on": "2026-04-13",
    }


class PaymentConfirmed(SaidBody):
    """The payer paid an order, in full."""

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

    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:kas:1",
        "purpose": "grant",
        "ask": "moestuin-2026:kas",
        "earn_back": None,
        "application": "moestuin-2026",
        "funder": "pool:moestuin",
        "payer": "welzijn",
        "payee": "party:de-moestuin",
        "cents": 450_000,
        "paid_on": "2026-03-20",
    }


class PaymentFailed(SaidBody):
    """The payment did not arrive; the order is closed, and another takes its place."""

    kind: ClassVar[str] = "payment-failed"
    order: str
    funder: str
    payer: str
    cents: int
    reason: str

    unsaid: ClassVar[Mapping[str, Any]] = {"ask": "moestuin-2026:begeleiding", "earn_back": None}
    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:begeleiding:1",
        "funder": "zuil:participatie",
        "payer": "participatie",
        "cents": 400_000,
        "reason": "De rekening is opgeheven.",
    }


class RefundConfirmed(SaidBody):
    """Principal, interest or both came back to the payer, on what was paid on this order."""

    kind: ClassVar[str] = "refund-confirmed"
    order: str
    ask: str
    funder: str
    principal_cents: int
    interest_cents: int

    example: ClassVar[Mapping[str, Any]] = {
        "order": "moestuin-2026:kas:1",
        "ask": "moestuin-2026:kas",
        "funder": "pool:moestuin",
        "principal_cents": 100_000,
        "interest_cents": 0,
    }


# Said about earn-back


class Recipient(SaidBody):
    """The supported budget: a contribution in a pool. A part of a message, not one by itself."""

    pool: str
    contribution: str


class Terms(SaidBody):
    """What is consented to. `terms_hash` is SHA-256 over this object: JSON, keys sorted, no spaces."""

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


_TERMS: Mapping[str, Any] = {**ProposeEarnBack.example, "investor": "participatie"}


class _Proposal(SaidBody):
    earn_back: str
    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    recipient_holder: str
    terms: Terms
    terms_hash: str

    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "ask": "moestuin-2026:begeleiding",
        "investor": "participatie",
        "benefit_holder": "participatie",
        "recipient": {"pool": "moestuin", "contribution": "welzijn-2026"},
        "recipient_holder": "welzijn",
        "terms": _TERMS,
        "terms_hash": ConsentToEarnBack.example["terms_hash"],
    }


class EarnBackProposed(_Proposal):
    """The investor proposes these terms to the benefit holder."""

    kind: ClassVar[str] = "earn-back-proposed"


class EarnBackConsentAsked(_Proposal):
    """The same terms, put to the budget holder of the recipient's pool."""

    kind: ClassVar[str] = "earn-back-consent-asked"


class EarnBackConsented(SaidBody):
    """One party consented to the terms."""

    kind: ClassVar[str] = "earn-back-consented"
    earn_back: str
    party: str

    example: ClassVar[Mapping[str, Any]] = {"earn_back": "tuin-en-uitkering", "party": "welzijn"}


class EarnBackAgreed(Terms):
    """Every party consented: the terms as they were proposed."""

    kind: ClassVar[str] = "earn-back-agreed"

    example: ClassVar[Mapping[str, Any]] = _TERMS


class SavingClaimed(SaidBody):
    """The verifier is to judge this saving: the baseline less what was measured."""

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

    unsaid: ClassVar[Mapping[str, Any]] = {"verifier": ClaimSaving.example["verifier"]}
    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "uitkering-tuinman",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "baseline_cents": 1_200_000,
        "measured_cents": 0,
        "cents": 1_200_000,
        "evidence": "Dossier 2026-118 bij Participatie: de uitkering is per 1 april beëindigd.",
        "benefit_holder": "participatie",
    }


class _Judged(SaidBody):
    earn_back: str
    claim: str
    subject: str
    period_from: date
    period_to: date


class SavingVerified(_Judged):
    """The verifier confirmed this saving, or a smaller one than was claimed."""

    kind: ClassVar[str] = "saving-verified"
    cents: int

    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "uitkering-tuinman",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "cents": 1_200_000,
    }


class SavingRejected(_Judged):
    """The verifier found no such saving, and why; the period may be claimed again."""

    kind: ClassVar[str] = "saving-rejected"
    reason: str

    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "uitkering-tuinman",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "reason": "De meting gaat over een andere periode dan de claim.",
    }


class SavingDivided(SaidBody):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    kind: ClassVar[str] = "saving-divided"
    earn_back: str
    claim: str
    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    example: ClassVar[Mapping[str, Any]] = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "verified_cents": 1_200_000,
        "investment_cents": 400_000,
        "to_recipient_cents": 300_000,
        "to_investor_cents": 0,
    }


SAID: tuple[type[SaidBody], ...] = (
    AgreementMade,
    PaymentOrdered,
    OrderReassigned,
    PaymentConfirmed,
    PaymentFailed,
    RefundConfirmed,
    EarnBackProposed,
    EarnBackConsentAsked,
    EarnBackConsented,
    EarnBackAgreed,
    SavingClaimed,
    SavingVerified,
    SavingRejected,
    SavingDivided,
)

TIMERS: Mapping[str, str] = {}
"""What time alone decides: by the field that names the instant, the facts."""

# Heard


class GrantedAsk(HeardBody):
    ask: str
    funder: str
    cents: int
    instrument: str


class ApplicationGranted(HeardBody):
    """applications: every ask is held; funders are bound."""

    leads_to: ClassVar[str] = (
        "per ask `agreement-made`; a zuil's ask also `payment-ordered`; a pool's ask, if its commit was heard "
        "first, `payment-ordered`"
    )
    application: str
    applicant: str
    asks: tuple[GrantedAsk, ...]


class ReservationCommitted(HeardBody):
    """pool: the money of a granted ask is set apart and may be ordered."""

    leads_to: ClassVar[str] = "`payment-ordered`; before the agreement: `commit-waits`"
    pool: str
    ask: str


class BudgetHolderNamed(HeardBody):
    """pool: opened, or handed over; this party decides on its money, and pays."""

    leads_to: ClassVar[str] = (
        "`budget-holder-known`; on a handover `order-reassigned` per open order, and `earn-back-consent-asked` for "
        "each proposal that the old holder had not answered (`earn-back-agreed` if that was the last consent)"
    )
    pool: str
    budget_holder: str


class ContributionReceived(HeardBody):
    """pool: a contribution exists in money."""

    leads_to: ClassVar[str] = "`contribution-known` (the first time)"
    pool: str
    contribution: str
    contributor: str


Heard: TypeAlias = ApplicationGranted | ReservationCommitted | BudgetHolderNamed | ContributionReceived
HEARS: dict[tuple[str, str], type[HeardBody]] = {
    ("applications", "application-granted"): ApplicationGranted,
    ("pool", "reservation-committed"): ReservationCommitted,
    ("pool", "pool-opened"): BudgetHolderNamed,
    ("pool", "pool-handed-over"): BudgetHolderNamed,
    ("pool", "contribution-received"): ContributionReceived,
}
