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


class Paid(NamedTuple):
    """What was paid of an ask, and what of it came back."""

    paid_cents: int
    principal_returned_cents: int
    interest_returned_cents: int

    @property
    def kept_cents(self) -> int:
        """What was paid, less the principal that came back."""
        return self.paid_cents - self.principal_returned_cents


@dataclass(slots=True)
class Orders:
    by_id: MutableMapping[str, Order] = field(default_factory=dict)
    of_ask: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By ask of which anything was ordered, the orders that are open or confirmed."""
    open: dict[str, dict[str, None]] = field(default_factory=dict)
    """By payer."""

    def of(self, ask: str) -> tuple[Order, ...]:
        """The orders of an ask that are open or confirmed, oldest first."""
        return tuple(self.by_id[order] for order in self.of_ask.get(ask, ()))

    def open_of(self, ask: str) -> tuple[Order, ...]:
        return tuple(order for order in self.of(ask) if order.status == "open")

    def paid_of(self, ask: str) -> Paid:
        """What was paid of an ask, over all its orders."""
        orders = self.of(ask)
        return Paid(
            sum(order.paid_cents for order in orders),
            sum(order.principal_returned_cents for order in orders),
            sum(order.interest_returned_cents for order in orders),
        )


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
                orders.of_ask[fact.ask] = (*orders.of_ask.get(fact.ask, ()), fact.order)
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
            _pays_nothing(orders, fact.order)
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
    if status != "confirmed":
        _pays_nothing(orders, order)


def _pays_nothing(orders: Orders, order: str) -> None:
    """It failed, was returned or is withdrawn: of its ask it is none any more."""
    if ask := orders.by_id[order].slip.ask:
        orders.of_ask[ask] = tuple(one for one in orders.of_ask[ask] if one != order)


def _no_longer_open(orders: Orders, order: Order) -> None:
    payer = order.slip.payer
    del orders.open[payer][order.slip.order]
    if not orders.open[payer]:
        del orders.open[payer]
