"""Corrections of confirmations and of refunds: the one way, but what the bank returns, in which a payment is undone."""

import msgspec

from audit.facts.booking import Move, Named
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Known
from audit.facts.settlement.chart import ORDERED, PAYER
from audit.facts.settlement.orders import OfOrder, Order, Refund, Slip


class ConfirmationCorrected(Slip):
    """What was confirmed was not paid: the order is open again, under its own id."""

    kind = "confirmation-corrected"
    told = ALL
    causes = (Command("correct-confirmation", by="payer known_payer"),)
    books = (Move("cents", Named("payee"), ORDERED),)
    application: str | None
    of_year: int

    def fold(self, event: Event, known: Known) -> None:
        if order := known[Order].get(self.order):
            slip = msgspec.structs.replace(order.slip, payer=self.payer)
            known[Order].change(self.order, status="open", slip=slip)


class RefundCorrected(OfOrder):
    """The right amounts of a refund; what is booked is the difference."""

    kind = "refund-corrected"
    told = ALL
    causes = (Command("correct-refund", by="known_payer"),)
    books = (Move("more", Named("payee"), PAYER), Move("less", PAYER, Named("payee")))
    ask: str
    refund: int
    was_principal_cents: int
    was_interest_cents: int
    principal_cents: int
    interest_cents: int
    of_year: int | None

    @property
    def difference(self) -> int:
        return self.principal_cents + self.interest_cents - self.was_principal_cents - self.was_interest_cents

    @property
    def more(self) -> int:
        return max(self.difference, 0)

    @property
    def less(self) -> int:
        return max(-self.difference, 0)

    def payee(self, known: Known) -> str:
        order = known[Order].get(self.order)
        return order.slip.payee if order else UNKNOWN

    def was(self, known: Known) -> Refund | None:
        """The refund that it corrects, as it stands."""
        order = known[Order].get(self.order)
        return order.refunds[self.refund - 1] if order and 0 < self.refund <= len(order.refunds) else None

    def fold(self, event: Event, known: Known) -> None:
        order, was = known[Order].get(self.order), self.was(known)
        if order and was:
            right = Refund(self.principal_cents, self.interest_cents, was.recorded_on)
            refunds = (*order.refunds[: self.refund - 1], right, *order.refunds[self.refund :])
            known[Order].change(self.order, refunds=refunds)
