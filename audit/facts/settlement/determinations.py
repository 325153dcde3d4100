"""Reports, and what each funder determines: what it owes in the end of one ask. What was paid beyond it is claimed."""

from datetime import date

import msgspec

from audit.facts.booking import Move
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Fact, Kept, Known
from audit.facts.settlement.agreements import agreed_with, payer_of_payee
from audit.facts.settlement.chart import INTEREST, PAYER
from audit.facts.settlement.lending import Loan, claim_of
from audit.facts.settlement.slips import paid_order


class Cost(msgspec.Struct, frozen=True):
    """What was spent on something."""

    cents: int


class ReportedPart(msgspec.Struct, frozen=True):
    """What one funder's part comes to by a report."""

    ask: str
    cents: int


class ReportSubmitted(Fact):
    """The last one of an application counts."""

    kind = "report-submitted"
    told = ALL
    kept = "application"
    causes = (Command("submit-report", by="applicant recipient"),)
    application: str
    applicant: str
    report: int
    costs: tuple[Cost, ...]
    other_cents: int
    parts: tuple[ReportedPart, ...]
    submitted_on: date
    determine_by: date

    def recipient(self, known: Known) -> str:
        """Who receives what was granted of this application."""
        return next((made.recipient for made in agreed_with(self.application, known)), UNKNOWN)


class OfDetermination(Fact):
    told = ALL
    application: str
    ask: str
    funder: str
    recipient: str
    determination: int

    @property
    def of(self) -> tuple[str, ...]:
        return self.application, self.ask, self.funder, self.recipient

    def payer(self, known: Known) -> str:
        """Who pays this recipient for the funder, and so determines."""
        return payer_of_payee(self.funder, f"party:{self.recipient}", known)

    def interest_aside(self, known: Known) -> int:
        """What came back as interest by refunds: while something is determined it is booked beside what was paid."""
        paid = paid_order(self.ask, known)
        return paid.interest_cents if paid else 0


class GrantDetermined(OfDetermination):
    kind = "grant-determined"
    causes = (Command("determine-grant", by="determined_by payer"),)
    books = (Move("interest_put_aside", PAYER, INTEREST),)
    order: str
    granted_cents: int
    kept_cents: int
    """What was paid, less the principal that came back."""
    was_cents: int | None
    """None: nothing was determined before."""
    cents: int
    ground: str | None
    report: int | None
    determined_on: date
    determined_by: str

    def interest_put_aside(self, known: Known) -> int:
        """Once, by the first determination."""
        return 0 if self.ask in known[Determined] else self.interest_aside(known)

    @property
    def is_less(self) -> bool:
        """Than was determined before."""
        return self.was_cents is not None and self.cents < self.was_cents

    @property
    def too_much_cents(self) -> int:
        """What was paid beyond it, and is not claimed yet."""
        before = self.was_cents if self.is_less else None
        return (self.kept_cents if before is None else before) - self.cents

    def fold(self, event: Event, known: Known) -> None:
        before, due = known[Determined].get(self.ask), known.logs[event.log].due
        claims = before.claims if before else ()
        if not self.is_less:
            due |= {("claim-undone", claim): event.place for claim in claims}
            claims = ()
        if self.too_much_cents:
            due["claim", claim_of(self.ask, self.determination)] = event.place
        first_on = before.first_on if before else self.determined_on
        known[Determined].put(self.ask, Determined(self, first_on, claims))
        known[DETERMINATIONS].put(self.ask, self.determination)


class Determined(msgspec.Struct, frozen=True):
    """What stands determined of an ask, and what is claimed because of it."""

    last: GrantDetermined
    first_on: date
    """The day of the first determination of those that stand."""
    claims: tuple[str, ...] = ()

    def something_came(self, known: Known) -> bool:
        """Whether anything was repaid or written off of its claims."""
        return any(loan.happened for claim in self.claims if (loan := known[Loan].get(claim)))


DETERMINATIONS = Kept(int)
"""The number of the last determination of an ask, though it was corrected since."""


class DeterminationCorrected(OfDetermination):
    """It was entered by mistake: nothing is determined of this ask any more."""

    kind = "determination-corrected"
    causes = (Command("correct-determination", by="payer"),)
    books = (Move("interest_aside", INTEREST, PAYER),)
    was_cents: int
    of_year: int

    def fold(self, event: Event, known: Known) -> None:
        if before := known[Determined].pop(self.ask):
            known.logs[event.log].due |= {("claim-undone", claim): event.place for claim in before.claims}


def claim_follows(ask: str, claim: str, event: Event, known: Known) -> None:
    """What a determination left to be claimed is."""
    if found := known[Determined].get(ask):
        known[Determined].change(ask, claims=(*found.claims, claim))
    known.logs[event.log].due.pop(("claim", claim), None)
