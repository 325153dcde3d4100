"""What is said and heard of corrections."""

from typing import Annotated

from pydantic import Field

from services.settlement.corrections import facts
from services.settlement.corrections.facts import CorrectionGround
from services.settlement.orders.messages import OrderId, PaymentConfirmed
from shared.parties import ANY_ROLE
from shared.wire import CentsOrZero, CommandBody, PublishedMessage

RefundNumber = Annotated[int, Field(ge=0, le=1_000_000)]
"""The refunds of an order are numbered from 1, in the order in which they were recorded."""


class CorrectConfirmation(CommandBody):
    """A confirmation was a mistake: the order is open again, and may be confirmed as it was really paid."""

    name = "correct-confirmation"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is a confirmed payment; every refund of it is corrected to nothing, and no saving was verified on "
        "it. What the bank sent back is reported by `report-returned`."
    )
    leads_to = "`confirmation-corrected`"
    refuses = ("unknown-order", "not-yours", "not-paid", "reverse-first")
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
        "that came back it is at most what was paid."
    )
    leads_to = "`refund-corrected`"
    refuses = ("unknown-order", "not-yours", "not-paid", "unknown-refund", "nothing-to-correct", "more-than-paid")
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
    }
