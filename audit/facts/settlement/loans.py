"""Loans, and claims: lent by a payment or made by a determination, falling due by their terms, repaid, written off."""

from datetime import date
from typing import ClassVar

from audit.facts.applications.terms import LoanTerms
from audit.facts.declaring import CLOCK, Command, Event, Kept, Known, Message
from audit.facts.settlement.determinations import claim_follows
from audit.facts.settlement.lending import Loan, Move, OfLoan, Position


class Moved(OfLoan):
    """It stands so after this."""

    position: Position
    next_due_on: date | None

    @property
    def stands(self) -> Position:
        return self.position

    def moves(self, loan: Loan) -> tuple[Move, ...]:
        """Everything that moved it, this included."""
        return loan.moves

    def fold(self, event: Event, known: Known) -> None:
        if loan := known[Loan].get(self.order):
            known[Loan].change(self.order, position=self.position, moves=self.moves(loan))


class Begun(Moved):
    """From then on so much is owed, on these terms."""

    begins: ClassVar[str]
    """The field that holds the day."""
    cents: int
    terms: LoanTerms

    @property
    def began_on(self) -> date:
        day: date = getattr(self, self.begins)
        return day

    def fold(self, event: Event, known: Known) -> None:
        known[Loan].put(self.order, Loan(self.of, self.terms, self.cents, self.began_on, self.position))


class LoanPaidOut(Begun):
    kind = "loan-paid-out"
    causes = (Command("confirm-payment", by="lender"),)
    begins = "paid_on"
    paid_on: date

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        known.logs[event.log].due.pop(("loan", self.order), None)


class ClaimMade(Begun):
    """More was paid than is determined: the recipient owes the difference."""

    kind = "claim-made"
    causes = (Command("determine-grant", by="lender"),)
    begins = "claimed_on"
    determination: int
    claimed_on: date

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        claim_follows(self.ask, self.order, event, known)


class InstalmentDue(Moved):
    kind = "instalment-due"
    causes = (CLOCK,)
    books_on = "due_on"
    number: int
    due_on: date
    principal_cents: int
    interest_cents: int
    paid_principal_cents: int
    paid_interest_cents: int


class RepaymentReceived(Moved):
    kind = "repayment-received"
    causes = (Command("record-repayment", by="lender"),)
    books_on = "received_on"
    repayment: int
    cents: int
    received_on: date
    towards: str
    paid_principal_cents: int
    paid_interest_cents: int

    def moves(self, loan: Loan) -> tuple[Move, ...]:
        return (*loan.moves, Move(self.received_on, self.towards, self.cents))

    def fold(self, event: Event, known: Known) -> None:
        if loan := known[Loan].get(self.order):
            known[Loan].change(self.order, repayments=(*loan.repayments, len(loan.moves)))
        super().fold(event, known)


class RepaymentCorrected(Moved):
    kind = "repayment-corrected"
    causes = (Command("correct-repayment", by="lender"), Command("approve-loan-change", by="second_approver"))
    repayment: int
    was_cents: int
    cents: int
    ground: str
    of_year: int
    paid_principal_cents: int
    paid_interest_cents: int
    approved_by: str | None = None

    @property
    def at_stake(self) -> int:
        return abs(self.cents - self.was_cents)

    @property
    def change(self) -> tuple[object, ...]:
        return "correction", self.repayment, self.cents, 0, self.ground, None

    def moves(self, loan: Loan) -> tuple[Move, ...]:
        return loan.corrected(self.repayment, self.cents) if loan.repaid(self.repayment) else loan.moves

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.approved_by:
            known[CHANGES_AWAITED].pop(self.order)


class LoanWrittenOff(Moved):
    kind = "loan-written-off"
    causes = (Command("write-off-loan", by="lender"), Command("approve-loan-change", by="second_approver"))
    principal_cents: int
    interest_cents: int
    ground: str
    reason: str
    decided_on: date
    decided_by: str
    approved_by: str | None = None
    paid_principal_cents: int = 0
    paid_interest_cents: int = 0

    @property
    def at_stake(self) -> int:
        return self.principal_cents + self.interest_cents

    @property
    def change(self) -> tuple[object, ...]:
        return "write-off", None, self.principal_cents, self.interest_cents, self.ground, None

    def moves(self, loan: Loan) -> tuple[Move, ...]:
        return (*loan.moves, Move(self.decided_on, "write-off", self.principal_cents, self.interest_cents))

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.approved_by:
            known[CHANGES_AWAITED].pop(self.order)


class LoanUndone(OfLoan):
    """Its payment is none any more, or of a claim what was determined: nothing is owed."""

    kind = "loan-undone"
    causes = (
        Command("determine-grant"),
        Command("correct-determination"),
        Command("report-returned"),
        Command("correct-confirmation"),
        Command("approve-payment-correction"),
    )
    because: str

    def fold(self, event: Event, known: Known) -> None:
        known[Loan].pop(self.order)
        known[CHANGES_AWAITED].pop(self.order)
        for what in ("loan-undone", "claim-undone"):
            known.logs[event.log].due.pop((what, self.order), None)


class LoanChangeAwaitsApproval(OfLoan):
    """Nothing is changed yet."""

    kind = "loan-change-awaits-approval"
    told = "approver"
    books = ()
    causes = (
        Command("write-off-loan", by="requested_by lender"),
        Command("correct-repayment", by="requested_by lender"),
        Command("change-loan-terms", by="requested_by lender"),
        Message("pool/mandate-set", "funder"),
    )
    change: str
    repayment: int | None
    principal_cents: int
    interest_cents: int
    ground: str
    reason: str
    requested_by: str
    approver: str
    terms: LoanTerms | None = None

    @property
    def asked(self) -> tuple[object, ...]:
        """All but who is to agree."""
        return self.order, *self.wanted, self.reason, self.requested_by

    @property
    def wanted(self) -> tuple[object, ...]:
        """What is to be changed, to what, and why."""
        amounts = self.principal_cents, self.interest_cents
        return self.change, self.repayment, *amounts, self.ground, self.terms

    def fold(self, event: Event, known: Known) -> None:
        known[CHANGES_AWAITED].put(self.order, self)


CHANGES_AWAITED = Kept(LoanChangeAwaitsApproval)
"""By loan: the latest that waits for a second approval."""
