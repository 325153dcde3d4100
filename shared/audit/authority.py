"""Whose it is to say: each command's facts speak in the name of the one party whose they are."""

from shared.audit.asks import Asks
from shared.audit.contract import applications as a
from shared.audit.contract import earn_backs as e
from shared.audit.contract import pool as p
from shared.audit.contract import settlement as s
from shared.audit.events import Event
from shared.audit.history import Check
from shared.audit.laws import Law, Notes
from shared.audit.payments import Payments
from shared.audit.savings import Savings

NOT_THEIRS = Law(
    "not-theirs",
    nl="komt van {by}; dit te zeggen is aan {whose}",
    en="comes from {by}; this is for {whose} to say",
)
FOUR_EYES = Law(
    "four-eyes",
    nl="houdt {cents} cent vast zonder tweede akkoord van {approver}; boven {threshold} cent is dat nodig",
    en="holds {cents} cents without the second approval of {approver}, needed above {threshold} cents",
)


class Authority(Check):
    """Budget holders and mandates as the pool's log has them; the rest is known elsewhere."""

    def __init__(self, notes: Notes, asks: Asks, payments: Payments, savings: Savings) -> None:
        super().__init__(notes)
        self._asks = asks
        self._payments = payments
        self._savings = savings
        self._holders: dict[str, str] = {}
        self._mandates: dict[str, p.MandateSet] = {}
        self._first_yes: set[tuple[str, int]] = set()

    def take(self, event: Event) -> None:
        match event.fact:
            case p.PoolOpened() | p.PoolHandedOver() as named:
                self._holders[named.pool] = named.budget_holder
            case p.MandateSet() as mandate:
                self._mandates[mandate.pool] = mandate
            case p.HoldAwaitsSecondApproval() as awaiting:
                self._first_yes.add((awaiting.ask, awaiting.revision))
            case p.ReservationHeld() as held:
                self._by_four_eyes(event, held)
            case _:
                pass
        whose = self._whose(event) if event.of_command else set()
        if whose and event.by not in whose:
            self.notes.problem(event, NOT_THEIRS, by=event.by, whose=" / ".join(sorted(whose)))

    def _by_four_eyes(self, event: Event, held: p.ReservationHeld) -> None:
        mandate = self._mandates.get(held.pool)
        if mandate is None or mandate.four_eyes_above_cents is None or held.cents <= mandate.four_eyes_above_cents:
            return
        approver, threshold = mandate.second_approver, mandate.four_eyes_above_cents
        if event.by != approver or (held.ask, held.revision) not in self._first_yes:
            self.notes.problem(event, FOUR_EYES, cents=held.cents, approver=approver, threshold=threshold)

    def _whose(self, event: Event) -> set[str]:
        """Who may have commanded this; nobody in particular, where the register of parties decides."""
        match event.fact:
            case p.ContributionPledged(contributor=party) | p.ContributionWithdrawn(contributor=party):
                return {party}
            case p.ReservationHeld() as held:
                mandate = self._mandates.get(held.pool)
                approver = mandate.second_approver if mandate else None
                return {self._holders.get(held.pool, "-"), approver or "-"}
            case p.ContributionReceived(pool=pool) | p.ReservationDeclined(pool=pool):
                return {self._holders.get(pool, "-")}
            case p.HoldAwaitsSecondApproval(pool=pool):
                return {self._holders.get(pool, "-")}
            case a.ApplicationSubmitted(applicant=party) | a.Asked(applicant=party):
                return {party}
            case a.AsksRearranged(application=name) | a.ApplicationFailed(application=name):
                found = self._asks.applications.get(name)
                return {found.submitted.applicant if found else "-"}
            case a.ZuilAskHeld(funder=funder) | a.ZuilAskDeclined(funder=funder):
                return {funder.removeprefix("zuil:")}
            case _:
                return self._whose_settlement(event)

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
