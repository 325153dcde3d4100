"""Orders as they stand: what each said last, whether it is open or paid, and what came back of it."""

from datetime import date
from typing import NamedTuple

import msgspec

from audit.facts.declaring import UNKNOWN, Fact, Kept, Known
from audit.facts.settlement.agreements import payer_of_payee, second_approver_of

GROUNDED = frozenset({"grant", "contribution-return"})
"""The purposes of orders that follow from an agreement or a return; all others move a saving."""


class OfOrder(Fact):
    order: str
    funder: str

    def known_payer(self, known: Known) -> str:
        found = known[Order].get(self.order)
        return payer_of_payee(self.funder, found.slip.payee if found else "", known)

    def second_approver(self, known: Known) -> str:
        second = second_approver_of(self.funder, known)
        return second.second_approver or UNKNOWN if second else UNKNOWN


class Slip(OfOrder, kw_only=True):
    """Who pays what to which account."""

    told = "payer"
    purpose: str
    ask: str | None
    earn_back: str | None
    payer: str
    payee: str
    cents: int
    contribution: str | None = None
    due_on: date | None = None
    advance: int | None = None

    @property
    def paid_for(self) -> str:
        """An ask or a part of it, a claim's part, or a return; the same for the orders that follow a failed one.

        `<ask>`, `<ask>:advance-<number>`, or `<ask>:rest-<determination>`.
        """
        head, _, last = self.order.rpartition(":")
        if self.ask:
            return head if last.isdecimal() and f"{head}:".startswith(f"{self.ask}:") else self.ask
        return head if last.isdecimal() else self.order

    @property
    def terms(self) -> tuple[object, ...]:
        """Everything but the payer, whom a handover changes, and what is said of orders only."""
        what = self.ask, self.earn_back, self.contribution
        return self.purpose, *what, self.funder, self.payee, self.cents


class Refund(msgspec.Struct, frozen=True, array_like=True):
    """What came back at one time, as it stands after corrections."""

    principal_cents: int
    interest_cents: int
    recorded_on: date | None = None
    """None if it was recorded before this was remembered."""

    @property
    def cents(self) -> int:
        return self.principal_cents + self.interest_cents


class Order(msgspec.Struct, frozen=True):
    """An order as its payer was last told, and what became of it."""

    slip: Slip
    status: str = "open"
    """`open`, `confirmed`, `failed`, `returned` or `withdrawn`."""
    refunds: tuple[Refund, ...] = ()
    """Numbered from 1."""
    ordered_on: date | None = None
    """None if its order was recorded before this was remembered."""
    paid_on: date | None = None
    """Of its last confirmed payment, whatever became of that."""

    @property
    def refunded_cents(self) -> int:
        """Principal and interest together."""
        return sum(refund.cents for refund in self.refunds)

    @property
    def principal_cents(self) -> int:
        """Of it, principal."""
        return sum(refund.principal_cents for refund in self.refunds)

    @property
    def interest_cents(self) -> int:
        return sum(refund.interest_cents for refund in self.refunds)


STANDING = Kept(str)
"""The open or paid order, by what it is for."""
OF_ASK = Kept(tuple[str, ...])
"""All orders of an ask, oldest first, whatever became of them."""


SAVINGS_ORDERED = Kept(tuple[str, ...])
"""The open orders that move savings, in the order in which they were opened, by `<earn-back>/<purpose>`."""


class Paid(NamedTuple):
    """What was paid of an ask over all its orders, what of it came back, and by which order it was paid last."""

    cents: int
    principal_cents: int
    interest_cents: int
    order: str

    @property
    def kept_cents(self) -> int:
        return self.cents - self.principal_cents


def orders_of(ask: str, known: Known) -> list[Order]:
    """Those that are open or paid, oldest first."""
    found = (known[Order].get(order) for order in known[OF_ASK].get(ask, ()))
    return [order for order in found if order and order.status in {"open", "confirmed"}]


def paid_of(ask: str, known: Known) -> Paid:
    paid = [order for order in orders_of(ask, known) if order.status == "confirmed"]
    return Paid(
        sum(order.slip.cents for order in paid),
        sum(order.principal_cents for order in paid),
        sum(order.interest_cents for order in paid),
        paid[-1].slip.order if paid else "",
    )


def opened(slip: Slip, known: Known) -> None:
    if slip.earn_back:
        of = f"{slip.earn_back}/{slip.purpose}"
        known[SAVINGS_ORDERED].put(of, (*known[SAVINGS_ORDERED].get(of, ()), slip.order))


def end_order(order: str, status: str, known: Known, **more: date) -> Slip | None:
    """An open order is open no more; what it said, if it was."""
    found = open_order(order, known)
    if found is None:
        return None
    known[Order].change(order, status=status, **more)
    if found.slip.earn_back:
        of = f"{found.slip.earn_back}/{found.slip.purpose}"
        known[SAVINGS_ORDERED].put(of, tuple(each for each in known[SAVINGS_ORDERED].get(of, ()) if each != order))
    return found.slip


def reopen_order(order: str, payer: str, known: Known) -> None:
    """Its payment was none after all."""
    if found := known[Order].get(order):
        slip = msgspec.structs.replace(found.slip, payer=payer)
        known[Order].change(order, status="open", slip=slip)
        opened(slip, known)


def open_order(order: str, known: Known) -> Order | None:
    found = known[Order].get(order)
    return found if found and found.status == "open" else None


def paid_order(purpose: str, known: Known) -> Order | None:
    """The confirmed order for a purpose, as `paid_for` names it."""
    found = known[Order].get(known[STANDING].get(purpose, ""))
    return found if found and found.status == "confirmed" else None
