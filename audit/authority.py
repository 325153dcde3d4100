"""Whose it is to say: each command's facts speak in the name of the one party whose they are."""

from audit.asks import Asks
from audit.contract import applications as a
from audit.contract import earn_backs as e
from audit.contract import pool as p
from audit.contract import reservations as r
from audit.contract import settlement as s
from audit.earn_backs import EarnBacks
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes
from audit.mandates import Mandates
from audit.payments import Payments
from audit.savings import Savings

NOT_THEIRS = Law(
    "not-theirs",
    nl="komt van {by}; dit te zeggen is aan {whose}",
    en="comes from {by}; this is for {whose} to say",
)
NOT_INDEPENDENT = Law(
    "not-independent",
    nl="oordeelt over een besparing van {earn_back}, waarin {by} zelf betaalt of ontvangt",
    en="judges a saving of {earn_back}, in which {by} itself pays or receives",
)


class Authority(Check):
    """Asks the other checks who is who."""

    def __init__(
        self,
        notes: Notes,
        asks: Asks,
        mandates: Mandates,
        payments: Payments,
        earn_backs: EarnBacks,
        savings: Savings,
    ) -> None:
        super().__init__(notes)
        self._asks = asks
        self._mandates = mandates
        self._payments = payments
        self._earn_backs = earn_backs
        self._savings = savings

    def take(self, event: Event) -> None:
        if not event.of_command or event.fact is None:
            return
        whose = self._whose(event)
        if whose and event.by not in whose:
            self.notes.problem(event, NOT_THEIRS, by=event.by, whose=" / ".join(sorted(whose)))
        if isinstance(event.fact, e.SavingVerified):
            self._is_independent(event, event.fact)

    def _is_independent(self, event: Event, verified: e.SavingVerified) -> None:
        """Whoever verifies neither claims, invests nor receives."""
        terms = self._earn_backs.agreed(verified.earn_back)
        agreement = self._payments.agreements.get(terms.ask) if terms else None
        if terms is None or agreement is None:
            return
        payer = self._payments.payer_of(agreement.funder)
        holder = self._payments.payer_of(f"pool:{terms.recipient.pool}")
        if event.by in {terms.benefit_holder, terms.investor, payer, holder, agreement.recipient}:
            self.notes.problem(event, NOT_INDEPENDENT, earn_back=verified.earn_back, by=event.by)

    def _whose(self, event: Event) -> set[str]:
        """Who may have commanded this; nobody in particular, where the register of parties decides."""
        match event.fact:
            case p.ContributionPledged(contributor=party) | p.ContributionWithdrawn(contributor=party):
                return {party}
            case p.ContributionReceived(pool=pool) | r.ReservationDeclined(pool=pool):
                return {self._holder(pool)}
            case r.HoldAwaitsSecondApproval(pool=pool):
                return {self._holder(pool)}
            case r.ReservationHeld(pool=pool):
                return {self._holder(pool), self._mandates.approver(pool) or "-"}
            case a.ApplicationSubmitted(applicant=party) | a.Asked(applicant=party):
                return {party}
            case a.AsksRearranged(application=name) | a.ApplicationFailed(application=name):
                found = self._asks.applications.get(name)
                return {found.submitted.applicant if found else "-"}
            case a.ZuilAskHeld(funder=funder) | a.ZuilAskDeclined(funder=funder):
                return {funder.removeprefix("zuil:")}
            case _:
                return self._whose_settlement(event)

    def _holder(self, pool: str) -> str:
        return self._mandates.holders.get(pool, "-")

    def _whose_settlement(self, event: Event) -> set[str]:
        match event.fact:
            case s.PaymentConfirmed() | s.PaymentFailed() as said:
                return {self._payments.payer_of(said.funder)} & {said.payer} or {"-"}
            case s.RefundConfirmed(funder=funder):
                return {self._payments.payer_of(funder)}
            case e.EarnBackProposed() as proposed:
                agreement = self._payments.agreements.get(proposed.ask)
                payer = self._payments.payer_of(agreement.funder) if agreement else ""
                return {payer} & {proposed.investor} or {"-"}
            case e.EarnBackConsented(party=party) | e.SavingClaimed(benefit_holder=party):
                return {party}
            case e.SavingVerified(claim=claim) | e.SavingRejected(claim=claim):
                found = self._savings.claims.get(claim)
                return {found.verifier if found else "-"}
            case _:
                return set()
