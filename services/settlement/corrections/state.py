"""The corrections of payments that await the second approval."""

from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.settlement.corrections.facts import (
    ConfirmationCorrected,
    PaymentCorrectionAwaitsApproval,
    RefundCorrected,
)
from services.settlement.orders.facts import PaymentReturned


@dataclass(slots=True)
class Corrections:
    waiting: dict[str, dict[str, PaymentCorrectionAwaitsApproval]] = field(default_factory=dict)
    """By order and what of it is corrected (`what`): of each confirmation and refund one at most, the latest."""


Folded: TypeAlias = PaymentCorrectionAwaitsApproval | ConfirmationCorrected | RefundCorrected | PaymentReturned


def evolve(corrections: Corrections, fact: Folded) -> None:
    match fact:
        case PaymentCorrectionAwaitsApproval():
            corrections.waiting.setdefault(fact.order, {})[what(fact.refund)] = fact
        case RefundCorrected():
            of_order = corrections.waiting.get(fact.order, {})
            of_order.pop(what(fact.refund), None)
            if not of_order:
                corrections.waiting.pop(fact.order, None)
        case ConfirmationCorrected() | PaymentReturned():
            corrections.waiting.pop(fact.order, None)
        case _:
            assert_never(fact)


def what(refund: int | None) -> str:
    """The number of a refund; empty for the confirmation."""
    return str(refund) if refund else ""
