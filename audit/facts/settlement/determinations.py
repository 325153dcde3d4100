"""Reports, and what each funder determines: what it owes in the end of one ask. What was paid beyond it is claimed."""

from datetime import date

import msgspec

from audit.facts.booking import Move
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Fact, Kept, Known
from audit.facts.settlement.agreements import AgreementMade, agreed_with, payer_of_payee
from audit.facts.settlement.chart import INTEREST, PAYER
from audit.facts.settlement.lending import Loan, claim_of
from audit.facts.settlement.orders import order_anew
from audit.facts.settlement.owed import OWED, Owed
from audit.facts.settlement.slips import Order, orders_of, paid_of


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
        return paid_of(self.ask, known).interest_cents


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
    rest_cents: int = 0
    """What is still to be paid of it."""
    released_cents: int = 0
    """What was granted, and neither is paid nor will be."""

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
        return max((self.kept_cents if before is None else before) - self.cents, 0)

    def fold(self, event: Event, known: Known) -> None:
        before, due = known[Determined].get(self.ask), known.logs[event.log].due
        claims = before.claims if before else ()
        if not self.is_less:
            due |= {("claim-undone", claim): event.place for claim in claims}
            claims = ()
        if self.too_much_cents:
            due["claim", claim_of(self.ask, self.determination)] = event.place
        for order in open_of(self.ask, known):
            due["withdrawn", order] = event.place
        if self.rest_cents:
            part = f"{self.ask}:rest-{self.determination}"
            known[OWED].put(part, Owed(self.rest_cents))
            due["owed", part] = event.place
        stands = before or Determined(self, self.determined_on, (), self.rest_cents, self.released_cents)
        known[Determined].put(self.ask, msgspec.structs.replace(stands, last=self, claims=claims))
        known[DETERMINATIONS].put(self.ask, self.determination)


class Determined(msgspec.Struct, frozen=True):
    """What stands determined of an ask, and what is claimed because of it."""

    last: GrantDetermined
    first_on: date
    """The day of the first determination of those that stand."""
    claims: tuple[str, ...] = ()
    rest_cents: int = 0
    released_cents: int = 0
    """Of the first, as is `rest_cents`."""
    withdrawn: tuple[str, ...] = ()
    """The orders that are not to be paid because of it."""

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
    released_cents: int = 0
    """What its funder was free of, and is bound to again."""

    def fold(self, event: Event, known: Known) -> None:
        before, due, still_open = known[Determined].pop(self.ask), known.logs[event.log].due, open_of(self.ask, known)
        due |= {("withdrawn", order): event.place for order in still_open}
        if before is None:
            return
        due |= {("claim-undone", claim): event.place for claim in before.claims}
        if still_open or not before.rest_cents:
            for withdrawn in filter(None, map(known[Order].get, before.withdrawn)):
                order_anew(withdrawn.slip.paid_for, known)
                due["owed", withdrawn.slip.paid_for] = event.place


def open_of(ask: str, known: Known) -> list[str]:
    """The orders of an ask that are open."""
    return [order.slip.order for order in orders_of(ask, known) if order.status == "open"]


def is_paid(ask: str, known: Known) -> bool:
    """Whether something was paid of an ask, and nothing is to be paid any more."""
    made = known[AgreementMade].get(ask)
    if made is None or open_of(ask, known):
        return False
    paid = paid_of(ask, known)
    return ask in known[Determined] or (paid.order != "" and paid.cents == made.granted_cents(known))


def claim_follows(ask: str, claim: str, event: Event, known: Known) -> None:
    """What a determination left to be claimed is."""
    if found := known[Determined].get(ask):
        known[Determined].change(ask, claims=(*found.claims, claim))
    known.logs[event.log].due.pop(("claim", claim), None)
