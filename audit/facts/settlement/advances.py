"""Advances that await something: the recipient reports that it is reached, who pays for the funder judges that."""

from datetime import date

from audit.facts.applications.advances import part_of
from audit.facts.declaring import ALL, Command, Event, Fact, Kept, Known
from audit.facts.settlement.agreements import AgreementMade, payer_of_payee
from audit.facts.settlement.owed import OWED, Owed

SAID = Kept(str)
"""The kind of what was said last of an advance, by what its order pays."""


class OfAdvance(Fact):
    told = ALL
    application: str
    ask: str
    funder: str
    recipient: str
    advance: int
    milestone: str

    @property
    def part(self) -> str:
        return part_of(self.ask, self.advance)

    def payer(self, known: Known) -> str:
        """Who pays this recipient for the funder, and so judges."""
        return payer_of_payee(self.funder, f"party:{self.recipient}", known)

    def agreed_cents(self, known: Known) -> int | None:
        """What this advance is, as the grant divides into its parts, and comes to since that was changed."""
        made = known[AgreementMade].get(self.ask)
        parts = made.parts(known) if made else ()
        return parts[self.advance - 1] if 0 < self.advance <= len(parts) else None

    def fold(self, event: Event, known: Known) -> None:
        known[SAID].put(self.part, self.kind)


class MilestoneReported(OfAdvance):
    kind = "milestone-reported"
    causes = (Command("report-milestone", by="recipient"),)
    reported_on: date


class MilestoneDeclined(OfAdvance):
    kind = "milestone-declined"
    causes = (Command("decline-milestone", by="declined_by payer"),)
    declined_by: str


class AdvanceReleased(OfAdvance):
    """It is ordered by the same decision."""

    kind = "advance-released"
    causes = (Command("release-advance", by="released_by payer"),)
    cents: int
    released_by: str
    released_on: date

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if (cents := self.agreed_cents(known)) is not None:
            known[OWED].put(self.part, Owed(cents, advance=self.advance))
        known.logs[event.log].due["owed", self.part] = event.place
