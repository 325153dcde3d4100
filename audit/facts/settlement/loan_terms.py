"""What is left of a loan or a claim is owed on other terms from a day on."""

from datetime import date

from audit.facts.applications.terms import LoanTerms
from audit.facts.declaring import Command, Event, Known
from audit.facts.settlement.lending import Loan, Move
from audit.facts.settlement.loans import CHANGES_AWAITED, Moved


class LoanTermsChanged(Moved):
    kind = "loan-terms-changed"
    causes = (Command("change-loan-terms", by="lender"), Command("approve-loan-change", by="second_approver"))
    principal_cents: int
    terms: LoanTerms
    ground: str
    reason: str
    decided_on: date
    decided_by: str
    paid_principal_cents: int
    paid_interest_cents: int
    approved_by: str | None = None

    @property
    def at_stake(self) -> int:
        return self.principal_cents

    @property
    def change(self) -> tuple[object, ...]:
        return "terms", None, self.principal_cents, 0, self.ground, self.terms

    def moves(self, loan: Loan) -> tuple[Move, ...]:
        return (*loan.moves, Move(self.decided_on, "terms", 0, 0, self.terms))

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.approved_by:
            known[CHANGES_AWAITED].pop(self.order)
