"""Corrections of confirmations, of refunds and of verifications, and what they withdraw.

Together with what the bank returns they are the one way in which a payment or a saving is undone.
"""

from audit.facts.booking import Drain, Each, Fill, Move, Named
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Kept, Known, Message
from audit.facts.settlement.chart import BASELINE, ORDERED, PAYER, SAVING_SHORT, VERIFIED
from audit.facts.settlement.determinations import Determined
from audit.facts.settlement.earn_backs import EarnBack
from audit.facts.settlement.lending import loan_is_over
from audit.facts.settlement.savings import COUNTED, Claim, OfSaving, count, undivide
from audit.facts.settlement.slips import STANDING, OfOrder, Order, Refund, Slip, end_order, reopen_order


class PaymentCorrectionAwaitsApproval(OfOrder, kw_only=True):
    """Nothing is corrected yet; without `refund` it is about the confirmation."""

    kind = "payment-correction-awaits-approval"
    told = "approver"
    causes = (
        Command("correct-confirmation", by="requested_by known_payer"),
        Command("correct-refund", by="requested_by known_payer"),
        Message("pool/mandate-set", "funder"),
    )
    ask: str | None
    earn_back: str | None
    payee: str
    refund: int | None
    was_principal_cents: int
    was_interest_cents: int
    principal_cents: int
    interest_cents: int
    ground: str
    requested_by: str
    approver: str
    contribution: str | None = None

    @property
    def what(self) -> tuple[str, int | None]:
        return self.order, self.refund

    @property
    def asked(self) -> tuple[object, ...]:
        """All but who is to agree."""
        amounts = self.was_principal_cents, self.was_interest_cents, self.principal_cents, self.interest_cents
        return self.what, amounts, self.ground, self.requested_by

    def fold(self, event: Event, known: Known) -> None:
        known[AWAITING_PAYMENT].put(path(*self.what), self)


AWAITING_PAYMENT = Kept(PaymentCorrectionAwaitsApproval)
"""By what is corrected."""


def path(order: str, refund: int | None) -> str:
    """What is corrected, by name: a refund, or the confirmation of an order."""
    return f"{order}/{refund}" if refund else order


class ConfirmationCorrected(Slip, kw_only=True):
    """What was confirmed was not paid: the order is open again, under its own id."""

    kind = "confirmation-corrected"
    told = ALL
    causes = (
        Command("correct-confirmation", by="payer known_payer"),
        Command("approve-payment-correction", by="second_approver"),
    )
    books = (Move("cents", Named("payee"), ORDERED),)
    application: str | None
    of_year: int
    ground: str
    approved_by: str | None = None

    @property
    def at_stake(self) -> int:
        return self.cents

    def is_as_asked(self, asked: PaymentCorrectionAwaitsApproval) -> bool:
        return (asked.ground, asked.requested_by) == (self.ground, self.payer)

    def fold(self, event: Event, known: Known) -> None:
        known[AWAITING_PAYMENT].pop(self.order)
        loan_is_over(self.order, event, known)
        reopen_order(self.order, self.payer, known)


class RefundCorrected(OfOrder):
    """The right amounts of a refund; what is booked is the difference."""

    kind = "refund-corrected"
    told = ALL
    causes = (
        Command("correct-refund", by="known_payer"),
        Command("approve-payment-correction", by="second_approver"),
    )
    books = (Move("more", Named("payee"), PAYER), Move("less", PAYER, Named("payee")))
    ask: str
    refund: int
    was_principal_cents: int
    was_interest_cents: int
    principal_cents: int
    interest_cents: int
    of_year: int | None
    ground: str
    approved_by: str | None = None

    @property
    def at_stake(self) -> int:
        principal = abs(self.principal_cents - self.was_principal_cents)
        return principal + abs(self.interest_cents - self.was_interest_cents)

    def is_as_asked(self, asked: PaymentCorrectionAwaitsApproval) -> bool:
        right = asked.ground, asked.principal_cents, asked.interest_cents
        return right == (self.ground, self.principal_cents, self.interest_cents)

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
        known[AWAITING_PAYMENT].pop(path(self.order, self.refund))
        order, was = known[Order].get(self.order), self.was(known)
        if order and was:
            right = Refund(self.principal_cents, self.interest_cents, was.recorded_on)
            refunds = (*order.refunds[: self.refund - 1], right, *order.refunds[self.refund :])
            known[Order].change(self.order, refunds=refunds)


class VerificationCorrected(OfSaving):
    """The right amount of a saving; 0: there was none, and its days count for nothing any more."""

    kind = "verification-corrected"
    told = ALL
    causes = (Command("correct-verification", by="verifier"),)
    books = (Fill("more", BASELINE, SAVING_SHORT, VERIFIED), Drain("less", VERIFIED, SAVING_SHORT, BASELINE))
    was_cents: int
    cents: int
    of_year: int

    @property
    def more(self) -> int:
        return max(self.cents - self.was_cents, 0)

    @property
    def less(self) -> int:
        return max(self.was_cents - self.cents, 0)

    def verifier(self, known: Known) -> str:
        claim = known[Claim].get(self.claim)
        return claim.claimed.verifier if claim else UNKNOWN

    def fold(self, event: Event, known: Known) -> None:
        if claim := known[Claim].get(self.claim):
            known[Claim].change(self.claim, verified_cents=self.cents)
            saving = f"{claim.claimed.benefit_holder}/{self.subject}"
            if not self.cents:
                others = tuple(other for other in known[COUNTED].get(saving, ()) if other.claim != self.claim)
                known[COUNTED].put(saving, others)
        if self.less:
            known.logs[event.log].due["withdrawal", self.earn_back] = event.place
        count(self, self.cents - self.was_cents, event, known)


class OrderWithdrawn(Slip):
    """Nothing is to be paid on it.

    It moves a saving that was corrected, and is divided no more; or it pays an ask that is determined, the rest of one
    whose determination was corrected, or of a grant that was changed what is another amount now.
    """

    kind = "order-withdrawn"
    causes = (
        Command("correct-verification"),
        Command("change-grant"),
        Command("determine-grant"),
        Command("correct-determination"),
    )
    books = (
        Move("cents", ORDERED, PAYER),
        Each("undivided", Fill("cents", Named("divided_to"), SAVING_SHORT, VERIFIED)),
    )

    @property
    def undivided(self) -> "tuple[OrderWithdrawn, ...]":
        return () if self.ask else (self,)

    @property
    def role(self) -> str:
        return self.purpose.removeprefix("saving-to-")

    def holder(self, known: Known) -> str:
        found = known[EarnBack].get(self.earn_back or "")
        return found.terms.benefit_holder if found else UNKNOWN

    def divided_to(self, known: Known) -> str:
        return f"memo/saving:{self.holder(known)}/{self.earn_back}/to-{self.role}"

    def fold(self, event: Event, known: Known) -> None:
        if end_order(self.order, "withdrawn", known):
            known[STANDING].pop(self.paid_for)
            undivide(self.paid_for, self.cents, known)
        known.logs[event.log].due.pop(("withdrawn", self.order), None)
        if self.ask and (determined := known[Determined].get(self.ask)):
            known[Determined].change(self.ask, withdrawn=(*determined.withdrawn, self.order))
