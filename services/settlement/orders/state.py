"""The payment orders: as each payer was last told, and what became of them."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal, NamedTuple, TypeAlias, assert_never

from services.settlement.corrections.facts import ConfirmationCorrected, OrderWithdrawn, RefundCorrected
from services.settlement.orders.facts import (
    OrderReassigned,
    PaymentConfirmed,
    PaymentFailed,
    PaymentOrder,
    PaymentOrdered,
    PaymentReturned,
    RefundConfirmed,
)
from services.settlement.restating import fields_of
from services.settlement.returns.facts import ReturnWithdrawn


class Refund(NamedTuple):
    """What came back at one time, as it stands after corrections."""

    principal_cents: int
    interest_cents: int
    recorded_on: date | None = None

    @property
    def cents(self) -> int:
        return self.principal_cents + self.interest_cents


@dataclass(slots=True)
class Order:
    """An order as its payer was last told of it, and what became of it."""

    slip: PaymentOrder
    ordered_on: date | None = None
    status: Literal["open", "confirmed", "failed", "returned", "withdrawn"] = "open"
    paid_on: date | None = None
    """The day of its confirmed payment."""
    refunds: tuple[Refund, ...] = ()
    """In the order in which they were recorded, numbered from 1."""

    @property
    def paid_cents(self) -> int:
        return self.slip.cents if self.status == "confirmed" else 0

    @property
    def principal_returned_cents(self) -> int:
        return sum(refund.principal_cents for refund in self.refunds)

    @property
    def interest_returned_cents(self) -> int:
        return sum(refund.interest_cents for refund in self.refunds)

    @property
    def returned_cents(self) -> int:
        """What the recipient sent back of it, principal and interest together."""
        return self.principal_returned_cents + self.interest_returned_cents


@dataclass(slots=True)
class Orders:
    by_id: MutableMapping[str, Order] = field(default_factory=dict)
    of_ask: MutableMapping[str, str] = field(default_factory=dict)
    """The latest order by ask; those before it failed, or were returned."""
    open: dict[str, dict[str, None]] = field(default_factory=dict)
    """By payer."""

    def find_of_ask(self, ask: str) -> Order | None:
        """The latest order that pays an ask."""
        return self.by_id.get(self.of_ask.get(ask, ""))

    def is_paid(self, ask: str) -> bool:
        """Whether the payment of an ask was confirmed, whatever came back since."""
        order = self.find_of_ask(ask)
        return order is not None and order.status == "confirmed"


Folded: TypeAlias = (
    PaymentOrdered
    | OrderReassigned
    | PaymentConfirmed
    | PaymentFailed
    | PaymentReturned
    | RefundConfirmed
    | ConfirmationCorrected
    | RefundCorrected
    | OrderWithdrawn
    | ReturnWithdrawn
)


def evolve(orders: Orders, fact: Folded) -> None:
    match fact:
        case PaymentOrdered():
            orders.by_id[fact.order] = Order(_slip(fact), fact.ordered_on)
            orders.open.setdefault(fact.payer, {})[fact.order] = None
            if fact.ask:
                orders.of_ask[fact.ask] = fact.order
        case OrderReassigned():
            order = orders.by_id[fact.order]
            _no_longer_open(orders, order)
            orders.open.setdefault(fact.payer, {})[fact.order] = None
            order.slip = _slip(fact)
        case PaymentConfirmed():
            _close(orders, fact.order, "confirmed")
            orders.by_id[fact.order].paid_on = fact.paid_on
        case PaymentFailed():
            _close(orders, fact.order, "failed")
        case OrderWithdrawn() | ReturnWithdrawn():
            _close(orders, fact.order, "withdrawn")
        case PaymentReturned():
            orders.by_id[fact.order].status = "returned"
        case RefundConfirmed():
            order = orders.by_id[fact.order]
            refund = Refund(fact.principal_cents, fact.interest_cents, fact.recorded_on)
            order.refunds = (*order.refunds, refund)
        case ConfirmationCorrected():
            order = orders.by_id[fact.order]
            order.status, order.paid_on, order.slip = "open", None, replace(order.slip, payer=fact.payer)
            orders.open.setdefault(fact.payer, {})[fact.order] = None
        case RefundCorrected():
            _correct_refund(orders.by_id[fact.order], fact)
        case _:
            assert_never(fact)


def _correct_refund(order: Order, fact: RefundCorrected) -> None:
    was = order.refunds[fact.refund - 1]
    right = Refund(fact.principal_cents, fact.interest_cents, was.recorded_on)
    order.refunds = (*order.refunds[: fact.refund - 1], right, *order.refunds[fact.refund :])


def _slip(fact: PaymentOrder) -> PaymentOrder:
    return PaymentOrder(**fields_of(fact, PaymentOrder))


def _close(orders: Orders, order: str, status: Literal["confirmed", "failed", "withdrawn"]) -> None:
    closing = orders.by_id[order]
    closing.status = status
    _no_longer_open(orders, closing)


def _no_longer_open(orders: Orders, order: Order) -> None:
    payer = order.slip.payer
    del orders.open[payer][order.slip.order]
    if not orders.open[payer]:
        del orders.open[payer]
