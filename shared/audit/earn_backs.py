"""Settlement's log: an earn-back is agreed only when investor, benefit holder and recipient consent to the same."""

from dataclasses import dataclass

from shared.audit.contract import earn_backs as e
from shared.audit.events import Event
from shared.audit.history import Check
from shared.audit.laws import Law, Notes

PROPOSED_TWICE = Law(
    "proposed-twice",
    nl="stelt {earn_back} een tweede maal voor",
    en="proposes {earn_back} a second time",
)
NOT_CONSENTED = Law(
    "not-consented",
    nl="verklaart {earn_back} overeengekomen; aan instemming met precies deze voorwaarden ontbreekt: {missing}",
    en="declares {earn_back} agreed; of consent to exactly these terms there is missing: {missing}",
)


@dataclass(slots=True)
class EarnBack:
    """The terms as proposed, and who consents. Proposing is consenting."""

    terms: e.EarnBackProposed
    holder: str
    """The recipient's budget holder, as last asked."""
    consented: set[str]
    agreed: bool = False


class EarnBacks(Check):
    """Earn-backs by id."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes)
        self.found: dict[str, EarnBack] = {}

    def agreed(self, earn_back: str) -> e.Terms | None:
        """The terms in force."""
        found = self.found.get(earn_back)
        return found.terms if found and found.agreed else None

    def take(self, event: Event) -> None:
        match event.fact:
            case e.EarnBackProposed() as proposed:
                if proposed.earn_back in self.found:
                    self.notes.problem(event, PROPOSED_TWICE, earn_back=proposed.earn_back)
                holder, investor = proposed.recipient_holder, proposed.investor
                self.found[proposed.earn_back] = EarnBack(proposed, holder, {investor})
            case e.EarnBackConsentAsked() as asked if asked.earn_back in self.found:
                self.found[asked.earn_back].holder = asked.recipient_holder
            case e.EarnBackConsented() as consented if consented.earn_back in self.found:
                self.found[consented.earn_back].consented.add(consented.party)
            case e.EarnBackAgreed() as agreed:
                self._agree(event, agreed)
            case _:
                pass

    def _agree(self, event: Event, agreed: e.EarnBackAgreed) -> None:
        found = self.found.get(agreed.earn_back)
        if found is None or found.terms.consented_to != agreed.consented_to:
            self.notes.problem(event, NOT_CONSENTED, earn_back=agreed.earn_back, missing=agreed.investor)
            return
        if missing := {found.terms.benefit_holder, found.holder} - found.consented:
            self.notes.problem(event, NOT_CONSENTED, earn_back=agreed.earn_back, missing=", ".join(sorted(missing)))
        found.agreed = True
