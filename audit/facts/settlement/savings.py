"""Savings: claimed, judged once, and divided as was agreed."""

from datetime import date
from typing import ClassVar

import msgspec

from audit.facts.booking import Move
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Kept, Known
from audit.facts.settlement.chart import BASELINE, TO_INVESTOR, TO_RECIPIENT, VERIFIED
from audit.facts.settlement.earn_backs import EarnBack, OfEarnBack


class OfSaving(OfEarnBack):
    """A saving of a benefit holder on a subject, in a period, both days inclusive."""

    claim: str
    subject: str
    period_from: date
    period_to: date

    @property
    def identity(self) -> tuple[object, ...]:
        return self.earn_back, self.claim, self.subject, self.period_from, self.period_to


class SavingClaimed(OfSaving):
    kind = "saving-claimed"
    told = "verifier"
    causes = (Command("claim-saving", by="benefit_holder"),)
    baseline_cents: int
    measured_cents: int
    cents: int
    benefit_holder: str
    verifier: str

    def fold(self, event: Event, known: Known) -> None:
        if self.claim not in known[Claim]:
            known[Claim].put(self.claim, Claim(self))


class Claim(msgspec.Struct, frozen=True):
    """A claim, and what became of it."""

    claimed: SavingClaimed
    judgement: str = ""
    """`verified` or `rejected`."""
    verified_cents: int = 0
    reason: str | None = None
    """Why it was rejected."""
    to_recipient_cents: int = 0
    to_investor_cents: int = 0


class Judged(OfSaving):
    """A verifier's word."""

    told = ALL
    judgement: ClassVar[str]

    def verifier(self, known: Known) -> str:
        claim = known[Claim].get(self.claim)
        return claim.claimed.verifier if claim else UNKNOWN

    def fold(self, event: Event, known: Known) -> None:
        if self.claim in known[Claim]:
            known[Claim].change(self.claim, judgement=self.judgement)
        if "since" in known[TOLD]:
            known.logs[event.log].due["judged", self.claim] = event.place


TOLD = Kept(bool)
"""Under `since`, once a benefit holder was told a judgement; nothing in a log of before that was done."""


class SavingVerified(Judged):
    kind = "saving-verified"
    judgement = "verified"
    causes = (Command("verify-saving", by="verifier"),)
    books = (Move("cents", BASELINE, VERIFIED),)
    cents: int

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if claim := known[Claim].get(self.claim):
            known[Claim].change(self.claim, verified_cents=self.cents)
            saving = f"{claim.claimed.benefit_holder}/{self.subject}"
            known[COUNTED].put(saving, (*known[COUNTED].get(saving, ()), self))
        if found := self.in_force(known):
            known[VERIFIED_ON].put(found.terms.ask, True)
            counts = self.period_from >= found.terms.return_from
            known.logs[event.log].due["division", self.earn_back] = event.place
            known[EarnBack].change(
                self.earn_back,
                verified_cents=found.verified_cents + self.cents,
                counted_cents=found.counted_cents + self.cents * counts,
            )


VERIFIED_ON = Kept(bool)
"""Asks whose payment a saving was verified on."""
COUNTED = Kept(tuple[SavingVerified, ...])
"""By benefit holder and subject."""


class SavingRejected(Judged):
    kind = "saving-rejected"
    judgement = "rejected"
    causes = (Command("reject-saving", by="verifier"),)
    reason: str

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if self.claim in known[Claim]:
            known[Claim].change(self.claim, reason=self.reason)


class SavingJudged(OfSaving):
    """The judgement with what is told to nobody but the benefit holder."""

    kind = "saving-judged"
    told = "benefit_holder"
    causes = (Command("verify-saving"), Command("reject-saving"))
    judgement: str
    cents: int
    reason: str | None
    benefit_holder: str

    def fold(self, event: Event, known: Known) -> None:
        known[TOLD].put("since", True)
        known.logs[event.log].due.pop(("judged", self.claim), None)


class SavingDivided(OfEarnBack):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    kind = "saving-divided"
    told = ALL
    causes = (Command("verify-saving"),)
    books = (Move("to_recipient_cents", VERIFIED, TO_RECIPIENT), Move("to_investor_cents", VERIFIED, TO_INVESTOR))
    claim: str
    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    def fold(self, event: Event, known: Known) -> None:
        due, to_recipient, to_investor = known.logs[event.log].due, self.to_recipient_cents, self.to_investor_cents
        due.pop(("division", self.earn_back), None)
        known[Claim].change(self.claim, to_recipient_cents=to_recipient, to_investor_cents=to_investor)
        if found := self.in_force(known):
            known[EarnBack].change(
                self.earn_back,
                to_recipient_cents=found.to_recipient_cents + to_recipient,
                to_investor_cents=found.to_investor_cents + to_investor,
            )
            for role, cents in (("recipient", to_recipient), ("investor", to_investor)):
                if cents:
                    due["order", f"{self.earn_back}:{self.claim}:{role}"] = event.place
