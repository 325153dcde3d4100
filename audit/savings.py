"""Settlement's log: a saving is claimed, judged once, and counted once."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from audit.contract import earn_backs as e
from audit.earn_backs import EarnBacks
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes
from audit.payments import Payments

CLAIM_UNFIT = Law(
    "claim-unfit",
    nl="claim {claim} van {cents} cent past niet: nieuw, van de baathouder, binnen de looptijd van een "
    "overeengekomen {earn_back}, en gelijk aan nulmeting min meting",
    en="claim {claim} of {cents} cents does not fit: new, of the benefit holder, within the term of an agreed "
    "{earn_back}, and equal to baseline less measured",
)
NOT_CLAIMED = Law(
    "not-claimed",
    nl="oordeelt over {claim}; zo'n claim wacht niet op een oordeel",
    en="judges {claim}; no such claim awaits judgement",
)
MORE_THAN_CLAIMED = Law(
    "more-than-claimed",
    nl="bevestigt {cents} cent van {claim}; geclaimd is {claimed} cent",
    en="verifies {cents} cents of {claim}; {claimed} cents were claimed",
)
SAVING_COUNTED_TWICE = Law(
    "saving-counted-twice",
    nl="telt een besparing van {holder} op {subject} dubbel: {claim} en {before} overlappen",
    en="counts a saving of {holder} on {subject} twice: {claim} and {before} overlap",
)
VERIFIED_UNPAID = Law(
    "verified-unpaid",
    nl="bevestigt een besparing van {earn_back}, terwijl {ask} niet betaald is",
    en="verifies a saving of {earn_back}, while {ask} is not paid",
)


class _Counted(NamedTuple):
    """A verified saving's period, both days inclusive."""

    period_from: date
    period_to: date
    claim: str


class Savings(Check):
    """Claims by id, and the periods already counted by holder and subject."""

    def __init__(self, notes: Notes, earn_backs: EarnBacks, payments: Payments) -> None:
        super().__init__(notes)
        self._earn_backs = earn_backs
        self._payments = payments
        self._judged: set[str] = set()
        self._counted: defaultdict[tuple[str, str], list[_Counted]] = defaultdict(list)
        self.claims: dict[str, e.SavingClaimed] = {}

    def take(self, event: Event) -> None:
        match event.fact:
            case e.SavingClaimed() as claimed:
                self._claim(event, claimed)
            case e.SavingVerified() as verified:
                self._judge(event, verified)
                self._verify(event, verified)
            case e.SavingRejected() as rejected:
                self._judge(event, rejected)
            case _:
                pass

    def _claim(self, event: Event, claimed: e.SavingClaimed) -> None:
        terms = self._earn_backs.agreed(claimed.earn_back)
        fits = (
            terms is not None
            and terms.benefit_holder == claimed.benefit_holder
            and terms.term_from <= claimed.period_from <= claimed.period_to <= terms.term_to
            and claimed.claim not in self.claims
            and 0 < claimed.cents == claimed.baseline_cents - claimed.measured_cents
        )
        if not fits:
            claim, cents, earn_back = claimed.claim, claimed.cents, claimed.earn_back
            self.notes.problem(event, CLAIM_UNFIT, claim=claim, cents=cents, earn_back=earn_back)
        self.claims.setdefault(claimed.claim, claimed)

    def _judge(self, event: Event, judged: e.OfSaving) -> None:
        claimed = self.claims.get(judged.claim)
        if claimed is None or claimed.identity != judged.identity or judged.claim in self._judged:
            self.notes.problem(event, NOT_CLAIMED, claim=judged.claim)
        self._judged.add(judged.claim)

    def _verify(self, event: Event, verified: e.SavingVerified) -> None:
        claimed = self.claims.get(verified.claim)
        if claimed is None:
            return
        if verified.cents > claimed.cents:
            cents, claim = verified.cents, verified.claim
            self.notes.problem(event, MORE_THAN_CLAIMED, cents=cents, claim=claim, claimed=claimed.cents)
        terms = self._earn_backs.agreed(verified.earn_back)
        if terms and not self._payments.invested_cents(terms.ask):
            self.notes.problem(event, VERIFIED_UNPAID, earn_back=verified.earn_back, ask=terms.ask)
        self._count(event, claimed.benefit_holder, verified)

    def _count(self, event: Event, holder: str, verified: e.SavingVerified) -> None:
        """Whatever the earn-back: each euro of saving counts once."""
        counted = self._counted[holder, verified.subject]
        for other in counted:
            if other.period_from <= verified.period_to and verified.period_from <= other.period_to:
                subject, claim, before = verified.subject, verified.claim, other.claim
                self.notes.problem(
                    event, SAVING_COUNTED_TWICE, holder=holder, subject=subject, claim=claim, before=before
                )
        counted.append(_Counted(verified.period_from, verified.period_to, verified.claim))
