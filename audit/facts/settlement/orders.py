"""Orders: given, paid once or not at all, returned, refunded."""

from datetime import date

from audit.facts.applications.applications import UNORDERED, Granted
from audit.facts.booking import Move, Named
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Kept, Known, Message, Place
from audit.facts.settlement.agreements import (
    COMMITS_READ,
    AgreementMade,
    CommitHeard,
    CommitWaits,
    orders_of_commit,
)
from audit.facts.settlement.chart import ORDERED, PAYER
from audit.facts.settlement.lending import loan_is_over
from audit.facts.settlement.owed import MADE, OWED, Owed
from audit.facts.settlement.slips import (
    OF_ASK,
    STANDING,
    OfOrder,
    Order,
    Refund,
    Slip,
    end_order,
    open_order,
    opened,
    paid_order,
)


class PaymentOrdered(Slip):
    kind = "payment-ordered"
    causes = (
        Message("applications/application-granted", "ask funder", among="asks"),
        Message(
            "pool/reservation-committed",
            "ask funder",
            counted=orders_of_commit,
            instead=f"{CommitWaits.kind} {CommitHeard.kind}",
        ),
        Message(
            "pool/contribution-returned",
            "funder contribution cents",
            only=lambda returned, ordered: returned.order == ordered.order,
            times=lambda returned: int(returned.cents > 0),
        ),
        Command("report-payment-failed"),
        Command("report-returned"),
        Command("verify-saving"),
        Command("correct-verification"),
        Command("release-advance"),
        Command("change-grant"),
        Command("determine-grant"),
        Command("correct-determination"),
    )
    books = (Move("cents", PAYER, ORDERED),)
    ordered_on: date | None = None

    def fold(self, event: Event, known: Known) -> None:
        known[Order].put(self.order, Order(self, ordered_on=self.ordered_on))
        known[STANDING].put(self.paid_for, self.order)
        opened(self, known)
        for what in ("order", "owed"):
            known.logs[event.log].due.pop((what, self.paid_for), None)
        known[OWED].pop(self.paid_for)
        known[MADE].put(self.paid_for, known[MADE].get(self.paid_for, 0) + 1)
        if self.ask:
            known[OF_ASK].put(self.ask, (*known[OF_ASK].get(self.ask, ()), self.order))
        if self.ask and event.message and event.message[0] == "pool":
            known[COMMITS_READ].put(self.ask, True)
        known[UNORDERED_RETURNS].pop(self.paid_for)
        if self.ask and self.ask in known[AgreementMade]:
            known[UNORDERED].pop(self.paid_for)


class OrderReassigned(Slip):
    kind = "order-reassigned"
    causes = (
        Message("pool/pool-handed-over", "funder"),
        Message("pool/mandate-set", "funder"),
        Command("approve-payment-correction"),
    )

    def fold(self, event: Event, known: Known) -> None:
        if open_order(self.order, known):
            known[Order].change(self.order, slip=self)


class PaymentConfirmed(Slip, kw_only=True):
    kind = "payment-confirmed"
    told = ALL
    causes = (Command("confirm-payment", by="payer known_payer"),)
    books = (Move("cents", ORDERED, Named("payee")),)
    books_on = "paid_on"
    application: str | None
    paid_on: date

    def fold(self, event: Event, known: Known) -> None:
        if not paid_order(self.paid_for, known):
            end_order(self.order, "confirmed", known, paid_on=self.paid_on)
        if (made := known[AgreementMade].get(self.ask or "")) and made.loan:
            known.logs[event.log].due["loan", self.order] = event.place
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
        if slip := end_order(self.order, "failed", known):
            _order_again(slip, event, known)


def _order_again(slip: Slip, event: Event, known: Known) -> None:
    """Another order is to take the place of one that ended."""
    purpose = slip.paid_for
    known[STANDING].pop(purpose)
    if slip.ask:
        order_anew(purpose, known)
    if granted := known[Granted].get(slip.ask or ""):
        known[UNORDERED].put(purpose, granted)
    if slip.contribution:
        known[UNORDERED_RETURNS].put(purpose, event.place)


def order_anew(purpose: str, known: Known) -> None:
    """The same is owed as the last order for it said."""
    if found := known[Order].get(f"{purpose}:{known[MADE].get(purpose, 0)}"):
        known[OWED].put(purpose, Owed(found.slip.cents, found.slip.due_on, advance=found.slip.advance))


UNORDERED_RETURNS = Kept(Place)
"""Where the last order of a return ended, and no other has taken its place, by what it is for."""


class PaymentReturned(Slip, kw_only=True):
    """The bank sent back what was paid: the one way but a correction in which a payment is none any more."""

    kind = "payment-returned"
    told = ALL
    causes = (Command("report-returned", by="payer known_payer"),)
    books = (Move("cents", Named("payee"), PAYER),)
    books_on = "returned_on"
    application: str | None
    returned_on: date

    def fold(self, event: Event, known: Known) -> None:
        loan_is_over(self.order, event, known)
        if paid_order(self.paid_for, known):
            known[Order].change(self.order, status="returned")
            _order_again(self, event, known)


class RefundConfirmed(OfOrder):
    kind = "refund-confirmed"
    told = ALL
    causes = (Command("record-refund", by="known_payer"),)
    books = (Move("principal_cents", Named("payee"), PAYER), Move("interest_cents", Named("payee"), PAYER))
    ask: str
    principal_cents: int
    interest_cents: int
    refund: int | None = None
    recorded_on: date | None = None

    @property
    def cents(self) -> int:
        return self.principal_cents + self.interest_cents

    def payee(self, known: Known) -> str:
        order = known[Order].get(self.order)
        return order.slip.payee if order else UNKNOWN

    def fold(self, event: Event, known: Known) -> None:
        if order := known[Order].get(self.order):
            refund = Refund(self.principal_cents, self.interest_cents, self.recorded_on)
            known[Order].change(self.order, refunds=(*order.refunds, refund))
