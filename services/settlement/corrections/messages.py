"""What is said and heard of corrections."""

from typing import Annotated

from pydantic import Field

from services.settlement.corrections import facts
from services.settlement.corrections.facts import CorrectionGround
from services.settlement.orders.messages import OrderId, PaymentConfirmed
from services.settlement.savings.messages import VERIFIERS, SavingVerified
from shared.parties import ANY_ROLE
from shared.wire import CentsOrZero, CommandBody, Id, PublishedMessage, Withheld

RefundNumber = Annotated[int, Field(ge=0, le=1_000_000)]
"""The refunds of an order are numbered from 1, in the order in which they were recorded."""


_FOUR_EYES = "for a pool above its four-eyes threshold `payment-correction-awaits-approval`"


class CorrectConfirmation(CommandBody):
    """A confirmation was a mistake: the order is open again, and may be confirmed as it was really paid."""

    name = "correct-confirmation"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is a confirmed payment; every refund or repayment of it is corrected to nothing, nothing is "
        "determined of its ask, and no saving was verified on it. What the bank sent back is reported by "
        "`report-returned`."
    )
    leads_to = f"`confirmation-corrected`, of a loan also `loan-undone`; {_FOUR_EYES}"
    refuses = ("unknown-order", "not-yours", "not-paid", "reverse-first", "own-interest", "awaits-approval")
    order: OrderId
    ground: CorrectionGround

    example_by = "participatie"
    example = {"order": "moestuin-2026:begeleiding:1", "ground": "did-not-happen"}


class CorrectRefund(CommandBody):
    """The right amounts of a refund that was recorded; 0 and 0 if nothing came back."""

    name = "correct-refund"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is a confirmed payment of an ask with such a refund, which stands at other amounts; with all else "
        "that came back it is at most what was paid. Nothing is determined of the ask."
    )
    leads_to = f"`refund-corrected`; {_FOUR_EYES}"
    refuses = (
        "unknown-order",
        "not-yours",
        "not-paid",
        "unknown-refund",
        "nothing-to-correct",
        "more-than-paid",
        "reverse-first",
        "own-interest",
        "awaits-approval",
    )
    order: OrderId
    refund: RefundNumber
    principal_cents: CentsOrZero
    interest_cents: CentsOrZero
    ground: CorrectionGround

    example_by = "welzijn"
    example = {
        "order": "moestuin-2026:kas:1",
        "refund": 1,
        "principal_cents": 10_000,
        "interest_cents": 0,
        "ground": "wrong-amount",
    }


class ApprovePaymentCorrection(CommandBody):
    """The second yes to the correction of a refund, or without `refund` of a confirmation; `0` and `0` then."""

    name = "approve-payment-correction"
    roles = ANY_ROLE
    sender = "second approver of the pool"
    requires = (
        "This correction to these amounts awaits the approval of another than who asked for it; what the correction "
        "itself requires holds still."
    )
    leads_to = (
        "`confirmation-corrected`, of a loan also `loan-undone`, or `refund-corrected`; `order-reassigned`, where "
        "who asked for it pays no more for the pool"
    )
    refuses = (
        "unknown-order",
        "not-paid",
        "nothing-to-approve",
        "same-approver",
        "own-interest",
        "not-yours",
        "superseded",
        "reverse-first",
        "unknown-refund",
        "nothing-to-correct",
        "more-than-paid",
    )
    order: OrderId
    refund: RefundNumber | None = None
    principal_cents: CentsOrZero = 0
    interest_cents: CentsOrZero = 0

    example_by = "gemeente"
    example = {"order": "moestuin-2026:kas:1", "refund": 1, "principal_cents": 10_000, "interest_cents": 0}


class CorrectVerification(CommandBody):
    """The right amount of a saving that was verified; 0 if there was none, whose days may be claimed anew."""

    name = "correct-verification"
    roles = VERIFIERS
    sender = "the verifier of the claim"
    requires = (
        "Something is verified of the claim, and another amount; at most what was claimed is verified. The verifier "
        "has not become interested, or an auditor, since."
    )
    leads_to = (
        "`verification-corrected`; where it leaves too much divided, `order-withdrawn` per open order of it; then "
        "`saving-divided` and `payment-ordered` as a verification does. What was paid stands, and is set off against "
        "what is verified next"
    )
    refuses = (
        "unknown-claim",
        "not-yours",
        "not-verified",
        "verifier-not-independent",
        "own-interest",
        "more-than-claimed",
        "nothing-to-correct",
    )
    claim: Id
    cents: CentsOrZero
    ground: CorrectionGround

    example_by = "kenniscentrum"
    example = {"claim": "uitkering-2026", "cents": 120_000, "ground": "wrong-amount"}


class PaymentCorrectionAwaitsApproval(
    PublishedMessage, of=facts.PaymentCorrectionAwaitsApproval, withholds=["ask", "earn_back", "contribution"]
):
    """A payer asks to correct so much for a pool that a second party has to agree; nothing is corrected yet."""

    unsaid = {"ask": "moestuin-2026:kas", "earn_back": None, "contribution": None}
    example = {
        "order": "moestuin-2026:kas:1",
        "funder": "pool:moestuin",
        "payee": "party:de-moestuin",
        "refund": 1,
        "was_principal_cents": 100_000,
        "was_interest_cents": 0,
        "principal_cents": 10_000,
        "interest_cents": 0,
        "ground": "wrong-amount",
        "requested_by": "welzijn",
        "approver": "gemeente",
    }


class ConfirmationCorrected(PublishedMessage, of=facts.ConfirmationCorrected, withholds=["postings"]):
    """What was confirmed was not paid; the order is open again. `of_year` is the book year of the mistake."""

    example = {
        **{name: value for name, value in PaymentConfirmed.example.items() if name != "paid_on"},
        "ground": "did-not-happen",
        "of_year": 2026,
    }


class RefundCorrected(PublishedMessage, of=facts.RefundCorrected, withholds=["postings"]):
    """The right amounts of a refund, and those that it stood at. `of_year` is the book year of the mistake."""

    example = {
        "order": "moestuin-2026:kas:1",
        "ask": "moestuin-2026:kas",
        "funder": "pool:moestuin",
        "refund": 1,
        "was_principal_cents": 100_000,
        "was_interest_cents": 0,
        "principal_cents": 10_000,
        "interest_cents": 0,
        "ground": "wrong-amount",
        "of_year": 2026,
        "approved_by": "gemeente",
    }


class VerificationCorrected(PublishedMessage, of=facts.VerificationCorrected, withholds=["postings"]):
    """The right amount of a saving, and that which was verified. `of_year` is the year in which its period ended."""

    subject: Withheld

    example = {
        **SavingVerified.example,
        "was_cents": 1_200_000,
        "cents": 120_000,
        "ground": "wrong-amount",
        "of_year": 2027,
    }


class OrderWithdrawn(PublishedMessage, of=facts.OrderWithdrawn, withholds=["postings"]):
    """Nothing is to be paid on this order any more: its saving was corrected, or its grant determined or not so."""

    example = {
        "order": "tuin-en-uitkering:uitkering-2026:recipient",
        "purpose": "saving-to-recipient",
        "ask": None,
        "earn_back": "tuin-en-uitkering",
        "funder": "zuil:participatie",
        "payer": "participatie",
        "payee": "into:moestuin/welzijn-2026",
        "cents": 300_000,
    }
