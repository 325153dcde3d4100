"""The payment orders: as each payer was last told, and what became of them."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias, assert_never

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


@dataclass(slots=True)
class Order:
    """An order as its payer was last told of it, and what became of it."""

    slip: PaymentOrder
    ordered_on: date | None = None
    status: Literal["open", "confirmed", "failed", "returned"] = "open"
    paid_on: date | None = None
    """The day of its confirmed payment."""
    principal_returned_cents: int = 0
    interest_returned_cents: int = 0

    @property
    def paid_cents(self) -> int:
        return self.slip.cents if self.status == "confirmed" else 0

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
    PaymentOrdered | OrderReassigned | PaymentConfirmed | PaymentFailed | PaymentReturned | RefundConfirmed
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
        case PaymentReturned():
            orders.by_id[fact.order].status = "returned"
        case RefundConfirmed():
            order = orders.by_id[fact.order]
            order.principal_returned_cents += fact.principal_cents
            order.interest_returned_cents += fact.interest_cents
        case _:
            assert_never(fact)


def _slip(fact: PaymentOrder) -> PaymentOrder:
    return PaymentOrder(**fields_of(fact, PaymentOrder))


def _close(orders: Orders, order: str, status: Literal["confirmed", "failed"]) -> None:
    closing = orders.by_id[order]
    closing.status = status
    _no_longer_open(orders, closing)


def _no_longer_open(orders: Orders, order: Order) -> None:
    payer = order.slip.payer
    del orders.open[payer][order.slip.order]
    if not orders.open[payer]:
        del orders.open[payer]
