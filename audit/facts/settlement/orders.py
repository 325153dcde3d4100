"""Orders: given, paid once or not at all, returned, refunded."""

from datetime import date

import msgspec

from audit.facts.applications.applications import UNORDERED, Granted
from audit.facts.booking import Move, Named
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Fact, Kept, Known, Message, Place
from audit.facts.settlement.agreements import COMMITS_READ, AgreementMade, CommitWaits, payer_of
from audit.facts.settlement.chart import ORDERED, PAYER


class OfOrder(Fact):
    order: str
    funder: str

    def known_payer(self, known: Known) -> str:
        return payer_of(self.funder, known)


class Slip(OfOrder):
    """Who pays what to which account."""

    told = "payer"
    purpose: str
    ask: str | None
    earn_back: str | None
    payer: str
    payee: str
    cents: int

    @property
    def paid_for(self) -> str:
        """An ask, or a claim's part; one and the same for the orders that follow a failed one."""
        if self.ask:
            return self.ask
        head, _, last = self.order.rpartition(":")
        return head if last.isdecimal() else self.order

    @property
    def terms(self) -> tuple[object, ...]:
        """Everything but the payer, whom a handover changes."""
        return self.purpose, self.ask, self.earn_back, self.funder, self.payee, self.cents


class Order(msgspec.Struct, frozen=True):
    """An order as its payer was last told, and what became of it."""

    slip: Slip
    status: str = "open"
    """`open`, `confirmed`, `failed` or `returned`."""
    refunded_cents: int = 0
    """Principal and interest together."""
    principal_cents: int = 0
    """Of it, principal."""
    ordered_on: date | None = None
    """None if its order was recorded before this was remembered."""
    paid_on: date | None = None
    """Of its confirmed payment."""


STANDING = Kept(str)
"""The open or paid order, by what it is for."""


def open_order(order: str, known: Known) -> Order | None:
    found = known[Order].get(order)
    return found if found and found.status == "open" else None


def paid_order(purpose: str, known: Known) -> Order | None:
    """The confirmed order for a purpose, as `paid_for` names it."""
    found = known[Order].get(known[STANDING].get(purpose, ""))
    return found if found and found.status == "confirmed" else None


class PaymentOrdered(Slip):
    kind = "payment-ordered"
    causes = (
        Message("applications/application-granted", "ask funder cents", among="asks"),
        Message("pool/reservation-committed", "ask funder cents", times=1, instead=CommitWaits.kind),
        Command("report-payment-failed"),
        Command("report-returned"),
        Command("verify-saving"),
    )
    books = (Move("cents", PAYER, ORDERED),)
    ordered_on: date | None = None

    def fold(self, event: Event, known: Known) -> None:
        known[Order].put(self.order, Order(self, ordered_on=self.ordered_on))
        known[STANDING].put(self.paid_for, self.order)
        known.logs[event.log].due.pop(("order", self.paid_for), None)
        if self.ask and event.message and event.message[0] == "pool":
            known[COMMITS_READ].put(self.ask, True)
        if self.ask and self.ask in known[AgreementMade]:
            known[UNORDERED].pop(self.ask)


class OrderReassigned(Slip):
    kind = "order-reassigned"
    causes = (Message("pool/pool-handed-over", "funder payer=budget_holder"),)

    def fold(self, event: Event, known: Known) -> None:
        if open_order(self.order, known):
            known[Order].change(self.order, slip=self)


class PaymentConfirmed(Slip):
    kind = "payment-confirmed"
    told = ALL
    causes = (Command("confirm-payment", by="payer known_payer"),)
    books = (Move("cents", ORDERED, Named("payee")),)
    books_on = "paid_on"
    application: str | None
    paid_on: date

    def fold(self, event: Event, known: Known) -> None:
        if open_order(self.order, known) and not paid_order(self.paid_for, known):
            known[Order].change(self.order, status="confirmed", paid_on=self.paid_on)
        if self.funder.startswith("pool:"):
            known[UNBOOKED].put(self.order, (event.place, self))


UNBOOKED = Kept(tuple[Place, PaymentConfirmed])
"""Until the pool that paid has booked it, by order."""


class PaymentFailed(OfOrder):
    kind = "payment-failed"
    told = ALL
    causes = (Command("report-payment-failed", by="payer known_payer"),)
    books = (Move("cents", ORDERED, PAYER),)
    payer: str
    cents: int

    def fold(self, event: Event, known: Known) -> None:
        if order := open_order(self.order, known):
            known[Order].change(self.order, status="failed")
            _order_again(order.slip.paid_for, known)


def _order_again(purpose: str, known: Known) -> None:
    """Another order is to take the place of one that ended."""
    known[STANDING].pop(purpose)
    if granted := known[Granted].get(purpose):
        known[UNORDERED].put(purpose, granted)


class PaymentReturned(Slip):
    """The bank sent back what was paid: the one way but a correction in which a payment is none any more."""

    kind = "payment-returned"
    told = ALL
    causes = (Command("report-returned", by="payer known_payer"),)
    books = (Move("cents", Named("payee"), PAYER),)
    books_on = "returned_on"
    application: str | None
    returned_on: date

    def fold(self, event: Event, known: Known) -> None:
        if paid_order(self.paid_for, known):
            known[Order].change(self.order, status="returned")
            _order_again(self.paid_for, known)


class RefundConfirmed(OfOrder):
    kind = "refund-confirmed"
    told = ALL
    causes = (Command("record-refund", by="known_payer"),)
    books = (Move("principal_cents", Named("payee"), PAYER), Move("interest_cents", Named("payee"), PAYER))
    ask: str
    principal_cents: int
    interest_cents: int

    @property
    def cents(self) -> int:
        return self.principal_cents + self.interest_cents

    def payee(self, known: Known) -> str:
        order = known[Order].get(self.order)
        return order.slip.payee if order else UNKNOWN

    def fold(self, event: Event, known: Known) -> None:
        if order := known[Order].get(self.order):
            refunded, principal = order.refunded_cents + self.cents, order.principal_cents + self.principal_cents
            known[Order].change(self.order, refunded_cents=refunded, principal_cents=principal)
