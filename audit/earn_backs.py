"""Settlement's log: an earn-back is agreed only when investor, benefit holder and recipient consent to the same."""

from dataclasses import dataclass

from audit.contract import earn_backs as e
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes
from audit.payments import Payments

PROPOSED_TWICE = Law(
    "proposed-twice",
    nl="stelt {earn_back} een tweede maal voor",
    en="proposes {earn_back} a second time",
)
TERMS_DIFFER = Law(
    "terms-differ",
    nl="noemt voor {earn_back} andere voorwaarden dan zijn voorgesteld",
    en="names terms for {earn_back} other than were proposed",
)
HASH_DIFFERS = Law(
    "terms-hash-differs",
    nl="noemt voor {earn_back} een hash die niet die van de voorwaarden is",
    en="names a hash for {earn_back} that is not that of the terms",
)
ASKED_OF_ANOTHER = Law(
    "consent-asked-of-another",
    nl="vraagt {named} in te stemmen met {earn_back}; budgethouder van {pool} is {holder}",
    en="asks {named} to consent to {earn_back}; the budget holder of {pool} is {holder}",
)
NOT_CONSENTED = Law(
    "not-consented",
    nl="verklaart {earn_back} overeengekomen; {missing} heeft niet ingestemd",
    en="declares {earn_back} agreed; {missing} has not consented",
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

    def __init__(self, notes: Notes, payments: Payments) -> None:
        super().__init__(notes)
        self._payments = payments
        self.found: dict[str, EarnBack] = {}

    def agreed(self, earn_back: str) -> e.Terms | None:
        """The terms in force."""
        found = self.found.get(earn_back)
        return found.terms if found and found.agreed else None

    def take(self, event: Event) -> None:
        match event.fact:
            case e.EarnBackProposed() as proposed:
                self._propose(event, proposed)
            case e.EarnBackConsentAsked() as asked:
                if found := self._as_proposed(event, asked):
                    found.holder = asked.recipient_holder
                self._is_proper(event, asked)
            case e.EarnBackConsented() as consented if consented.earn_back in self.found:
                self.found[consented.earn_back].consented.add(consented.party)
            case e.EarnBackAgreed() as agreed:
                self._agree(event, agreed)
            case _:
                pass

    def _propose(self, event: Event, proposed: e.EarnBackProposed) -> None:
        if proposed.earn_back in self.found:
            self.notes.problem(event, PROPOSED_TWICE, earn_back=proposed.earn_back)
        self._is_proper(event, proposed)
        self.found[proposed.earn_back] = EarnBack(proposed, proposed.recipient_holder, {proposed.investor})

    def _is_proper(self, event: Event, proposal: e.Proposal) -> None:
        """Under the hash of its terms, and of the budget holder whose consent is needed."""
        holder, named = self._payments.payer_of(f"pool:{proposal.recipient.pool}"), proposal.recipient_holder
        if named != holder:
            pool, earn_back = proposal.recipient.pool, proposal.earn_back
            self.notes.problem(event, ASKED_OF_ANOTHER, named=named, earn_back=earn_back, pool=pool, holder=holder)
        if proposal.terms_hash != proposal.hash:
            self.notes.problem(event, HASH_DIFFERS, earn_back=proposal.earn_back)

    def _as_proposed(self, event: Event, terms: e.Terms) -> EarnBack | None:
        found = self.found.get(terms.earn_back)
        if found is None or found.terms.consented_to != terms.consented_to:
            self.notes.problem(event, TERMS_DIFFER, earn_back=terms.earn_back)
            return None
        return found

    def _agree(self, event: Event, agreed: e.EarnBackAgreed) -> None:
        found = self._as_proposed(event, agreed)
        if found is None:
            return
        if missing := {found.terms.benefit_holder, found.holder} - found.consented:
            names = ", ".join(sorted(missing))
            self.notes.problem(event, NOT_CONSENTED, earn_back=agreed.earn_back, missing=names)
        found.agreed = True
