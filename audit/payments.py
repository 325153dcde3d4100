"""Settlement's log: agreements, and orders that are paid once or not at all."""

from dataclasses import dataclass

from audit.contract import settlement as s
from audit.events import Event
from audit.history import Check, History
from audit.laws import Law, Notes

AGREEMENT_TWICE = Law(
    "agreement-twice",
    nl="maakt een tweede overeenkomst over {ask}",
    en="makes a second agreement on {ask}",
)
ORDER_TWICE = Law(
    "order-twice",
    nl="geeft opdracht {order}, terwijl {before} openstaat of betaald is",
    en="makes order {order}, while {before} is open or paid",
)
ORDER_UNFOUNDED = Law(
    "order-unfounded",
    nl="opdracht {order} van {cents} cent aan {payee} volgt niet uit een overeenkomst",
    en="order {order} of {cents} cents to {payee} follows from no agreement",
)
ORDERED_BEFORE_COMMIT = Law(
    "ordered-before-commit",
    nl="geeft opdracht {order} voordat gehoord is dat {funder} het geld heeft verplicht",
    en="makes order {order} before it was heard that {funder} committed the money",
)
ORDER_NOT_OPEN = Law(
    "order-not-open",
    nl="spreekt over opdracht {order}, die niet openstaat",
    en="speaks of order {order}, which is not open",
)
ORDER_DIFFERS = Law(
    "order-differs",
    nl="noemt bij opdracht {order} iets anders dan opgedragen is",
    en="says something else of order {order} than was ordered",
)
PAID_TWICE = Law(
    "paid-twice",
    nl="bevestigt {order}, terwijl {before} voor hetzelfde al betaald is",
    en="confirms {order}, while {before} was paid for the same before",
)
REFUND_UNFOUNDED = Law(
    "refund-unfounded",
    nl="geeft terug op {order}, die geen bevestigde betaling van {ask} uit {funder} is",
    en="refunds {order}, which is no confirmed payment of {ask} from {funder}",
)
REFUND_ABOVE_PAID = Law(
    "refund-above-paid",
    nl="brengt de teruggave op {order} op {refunded} cent; betaald is {paid} cent",
    en="brings the refund of {order} to {refunded} cents; {paid} cents were paid",
)


@dataclass(slots=True)
class Order:
    """An order as its payer was last told, and what became of it."""

    slip: s.Order
    status: str = "open"
    """`open`, `confirmed` or `failed`."""
    refunded_cents: int = 0
    """Principal and interest together."""


class Payments(Check):
    """Agreements by ask, orders by id, and for each purpose the order that stands."""

    def __init__(self, notes: Notes, history: History) -> None:
        super().__init__(notes)
        self._history = history
        self._committed: set[str] = set()
        self._standing: dict[str, str] = {}
        """The open or paid order, by what it is for."""
        self.agreements: dict[str, s.AgreementMade] = {}
        self.orders: dict[str, Order] = {}
        self.confirmed: dict[str, Event] = {}
        """Confirmations by order."""
        self.holders: dict[str, str] = {}
        """Budget holder by pool, as settlement knows."""

    def payer_of(self, funder: str) -> str:
        kind, _, name = funder.partition(":")
        return self.holders.get(name, "") if kind == "pool" else name

    def standing(self, purpose: str) -> Order | None:
        """The open or paid order for a purpose, as `paid_for` names it."""
        return self.orders.get(self._standing.get(purpose, ""))

    def invested_cents(self, ask: str) -> int:
        """Confirmed payments of an ask."""
        order = self.standing(ask)
        return order.slip.cents if order and order.status == "confirmed" else 0

    def take(self, event: Event) -> None:
        match event.fact:
            case s.BudgetHolderKnown() as known:
                self.holders[known.pool] = known.budget_holder
            case s.AgreementMade() as made:
                if made.ask in self.agreements:
                    self.notes.problem(event, AGREEMENT_TWICE, ask=made.ask)
                self.agreements[made.ask] = made
            case s.CommitWaits(ask=ask):
                self._committed.add(ask)
            case s.PaymentOrdered() as ordered:
                self._order(event, ordered)
            case s.OrderReassigned() as slip:
                if order := self._open(event, slip):
                    order.slip = slip
            case s.PaymentConfirmed() as confirmed:
                self._confirm(event, confirmed)
            case s.PaymentFailed() as failed:
                self._fail(event, failed)
            case s.RefundConfirmed() as refund:
                self._refund(event, refund)
            case _:
                pass

    def _order(self, event: Event, ordered: s.PaymentOrdered) -> None:
        purpose = paid_for(ordered)
        before = self._standing.get(purpose, ordered.order if ordered.order in self.orders else "")
        if before:
            self.notes.problem(event, ORDER_TWICE, order=ordered.order, before=before)
        if ordered.purpose == "grant":
            self._is_founded(event, ordered)
        self.orders[ordered.order] = Order(ordered)
        self._standing[purpose] = ordered.order

    def _is_founded(self, event: Event, ordered: s.PaymentOrdered) -> None:
        """A grant's order pays an agreement, in full; a pool's only after its commit was heard."""
        agreement = self.agreements.get(ordered.ask or "")
        due = agreement and (agreement.funder, f"party:{agreement.recipient}", agreement.cents, "grant", None)
        if due != (ordered.funder, ordered.payee, ordered.cents, ordered.purpose, ordered.earn_back):
            self.notes.problem(event, ORDER_UNFOUNDED, order=ordered.order, cents=ordered.cents, payee=ordered.payee)
        cause = self._history.cause_of(event)
        if cause and cause.log == "pool" and ordered.ask:
            self._committed.add(ordered.ask)
        if ordered.funder.startswith("pool:") and ordered.ask not in self._committed:
            self.notes.problem(event, ORDERED_BEFORE_COMMIT, order=ordered.order, funder=ordered.funder)

    def _open(self, event: Event, said: s.Order | s.PaymentFailed) -> Order | None:
        """The open order that this is about, if it says of it what was ordered."""
        order = self.orders.get(said.order)
        if order is None or order.status != "open":
            self.notes.problem(event, ORDER_NOT_OPEN, order=said.order)
            return None
        if not _same(order.slip, said):
            self.notes.problem(event, ORDER_DIFFERS, order=said.order)
        return order

    def _confirm(self, event: Event, confirmed: s.PaymentConfirmed) -> None:
        before = self._standing.get(paid_for(confirmed), "")
        paid = self.orders.get(before)
        if paid and paid.status == "confirmed":
            self.notes.problem(event, PAID_TWICE, order=confirmed.order, before=before)
        elif order := self._open(event, confirmed):
            order.status = "confirmed"
            agreement = self.agreements.get(confirmed.ask or "")
            if confirmed.application != (agreement.application if agreement else None):
                self.notes.problem(event, ORDER_DIFFERS, order=confirmed.order)
        self.confirmed.setdefault(confirmed.order, event)

    def _fail(self, event: Event, failed: s.PaymentFailed) -> None:
        if order := self._open(event, failed):
            order.status = "failed"
            self._standing.pop(paid_for(order.slip), None)

    def _refund(self, event: Event, refund: s.RefundConfirmed) -> None:
        order = self.orders.get(refund.order)
        paid = order and order.status == "confirmed" and (order.slip.ask, order.slip.funder)
        if order is None or paid != (refund.ask, refund.funder):
            self.notes.problem(event, REFUND_UNFOUNDED, order=refund.order, ask=refund.ask, funder=refund.funder)
            return
        order.refunded_cents += refund.principal_cents + refund.interest_cents
        if order.refunded_cents > order.slip.cents:
            refunded, cents = order.refunded_cents, order.slip.cents
            self.notes.problem(event, REFUND_ABOVE_PAID, order=refund.order, refunded=refunded, paid=cents)


def paid_for(order: s.Order) -> str:
    """What an order is for: an ask, or a claim's part; one and the same for the orders that follow a failed one."""
    if order.ask:
        return order.ask
    head, _, last = order.order.rpartition(":")
    return head if last.isdecimal() else order.order


def _same(slip: s.Order, said: s.Order | s.PaymentFailed) -> bool:
    """Of an open order everything stands but its payer, which a handover changes."""
    if isinstance(said, s.PaymentFailed):
        return (slip.funder, slip.cents) == (said.funder, said.cents)
    return _terms(slip) == _terms(said)


def _terms(slip: s.Order) -> tuple[str | int | None, ...]:
    return slip.purpose, slip.ask, slip.earn_back, slip.funder, slip.payee, slip.cents
