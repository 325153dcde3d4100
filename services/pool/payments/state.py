"""Payments that wait for the commit they belong to. What was paid is in the books and in the reservations."""

from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.pool.payments.facts import PaymentWaits, PaymentWaitsNoMore, ReservationPaid


@dataclass(slots=True)
class Payments:
    waiting: dict[str, PaymentWaits] = field(default_factory=dict)
    """By ask: payments confirmed before the commit."""


Folded: TypeAlias = PaymentWaits | PaymentWaitsNoMore | ReservationPaid


def evolve(payments: Payments, fact: Folded) -> None:
    match fact:
        case PaymentWaits():
            payments.waiting[fact.ask] = fact
        case PaymentWaitsNoMore() | ReservationPaid():
            payments.waiting.pop(fact.ask, None)
        case _:
            assert_never(fact)
