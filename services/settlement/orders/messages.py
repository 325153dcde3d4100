"""What is said and heard of payment orders."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.settlement.orders import facts
from shared.parties import ANY_ROLE
from shared.wire import Cents, CentsOrZero, CommandBody, PublishedMessage, Text

OrderId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,47}(:[a-z0-9][a-z0-9-]{0,47}){2,3}$")]
"""`<ask>:<n>`, `<earn_back>:<claim>:recipient` or `:investor`, or `<pool>:<contribution>:return-<n>`.

`:<n>` is added to the last two for an order in the place of another. A claim that is divided anew after a correction
has orders `:recipient-2`, `:investor-2`, and so on.
"""


class ConfirmPayment(CommandBody):
    """The ordered amount was paid, in full."""

    name = "confirm-payment"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is open, and pays no grant to the sender; exactly the ordered amount was paid, between the day of "
        "the order and today, both days inclusive (Europe/Amsterdam)."
    )
    leads_to = "`payment-confirmed`; of a loan also `loan-paid-out`"
    refuses = (
        "unknown-order",
        "not-yours",
        "own-interest",
        "other-amount",
        "date-in-future",
        "date-too-early",
        "already-confirmed",
        "order-closed",
        "year-closed",
    )
    books_on = "paid_on"
    order: OrderId
    cents: Cents
    paid_on: date

    example_by = "participatie"
    example = {
        "order": "moestuin-2026:begeleiding:1",
        "cents": 400_000,
        "paid_on": "2026-03-20",
    }


class ReportPaymentFailed(CommandBody):
    """The payment did not arrive; another order takes its place."""

    name = "report-payment-failed"
    roles = ANY_ROLE
    sender = "the payer"
    requires = "The order is open."
    leads_to = "`payment-failed`, `payment-ordered` (a new order)"
    refuses = ("unknown-order", "not-yours", "already-confirmed", "order-closed")
    order: OrderId
    reason: Text

    example_by = "participatie"
    example = {
        "order": "moestuin-2026:begeleiding:1",
        "reason": "De rekening is opgeheven.",
    }


class ReportReturned(CommandBody):
    """The bank sent a confirmed payment back, in full; another order takes its place."""

    name = "report-returned"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is a confirmed payment of which nothing came back by refunds or repayments, and whose ask is not "
        "determined; it came back between the day of the payment and today, both days inclusive (Europe/Amsterdam)."
    )
    leads_to = "`payment-returned`, `payment-ordered` (a new order); of a loan also `loan-undone`"
    refuses = (
        "unknown-order",
        "not-yours",
        "not-paid",
        "date-in-future",
        "date-too-early",
        "reverse-first",
        "year-closed",
    )
    books_on = "returned_on"
    order: OrderId
    returned_on: date

    example_by = "participatie"
    example = {"order": "moestuin-2026:begeleiding:1", "returned_on": "2026-03-20"}


class RecordRefund(CommandBody):
    """Principal, interest or both came back to the payer."""

    name = "record-refund"
    roles = ANY_ROLE
    sender = "the payer"
    requires = (
        "The order is a confirmed payment of an ask that is no loan and not determined yet, and at least this much of "
        "it has not come back; principal or interest may be 0, not both."
    )
    leads_to = "`refund-confirmed`"
    refuses = ("unknown-order", "not-yours", "not-paid", "is-loan", "is-determined", "more-than-paid", "amount-zero")
    order: OrderId
    principal_cents: CentsOrZero
    interest_cents: CentsOrZero

    example_by = "welzijn"
    example = {
        "order": "moestuin-2026:kas:1",
        "principal_cents": 100_000,
        "interest_cents": 0,
    }


class PaymentOrdered(PublishedMessage, of=facts.PaymentOrdered, withholds=["postings", "ordered_on"]):
    """The payer is to pay this, to this account, by this day."""

    example = {
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


class OrderReassigned(PublishedMessage, of=facts.OrderReassigned):
    """An open order now has another payer: the new budget holder."""

    example = {
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


class PaymentConfirmed(PublishedMessage, of=facts.PaymentConfirmed, withholds=["postings"]):
    """The payer paid an order, in full."""

    example = {
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


class PaymentFailed(
    PublishedMessage, of=facts.PaymentFailed, withholds=["ask", "earn_back", "contribution", "postings"]
):
    """The payment did not arrive; the order is closed, and another takes its place."""

    unsaid = {"ask": "moestuin-2026:begeleiding", "earn_back": None, "contribution": None}
    example = {
        "order": "moestuin-2026:begeleiding:1",
        "funder": "zuil:participatie",
        "payer": "participatie",
        "cents": 400_000,
        "reason": "De rekening is opgeheven.",
    }


class PaymentReturned(PublishedMessage, of=facts.PaymentReturned, withholds=["postings"]):
    """The bank sent the payment of an order back, in full; the order is closed, and another takes its place."""

    example = {
        "order": "moestuin-2026:kas:1",
        "purpose": "grant",
        "ask": "moestuin-2026:kas",
        "earn_back": None,
        "application": "moestuin-2026",
        "funder": "pool:moestuin",
        "payer": "welzijn",
        "payee": "party:de-moestuin",
        "cents": 450_000,
        "returned_on": "2026-03-20",
    }


class RefundConfirmed(PublishedMessage, of=facts.RefundConfirmed, withholds=["postings", "recorded_on"]):
    """Principal, interest or both came back to the payer, on what was paid on this order."""

    example = {
        "order": "moestuin-2026:kas:1",
        "ask": "moestuin-2026:kas",
        "funder": "pool:moestuin",
        "principal_cents": 100_000,
        "interest_cents": 0,
        "refund": 1,
    }
