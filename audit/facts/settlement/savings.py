"""Savings: claimed, judged once, and divided as was agreed."""

import re
from datetime import date
from typing import ClassVar, NamedTuple

import msgspec

from audit.facts.booking import Fill, Move
from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Kept, Known
from audit.facts.settlement.chart import BASELINE, SAVING_SHORT, TO_INVESTOR, TO_RECIPIENT, VERIFIED
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
    divisions: tuple[tuple[int, int], ...] = ()
    """What each division of it gave to recipient and investor: one, and another after each correction."""


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
    books = (Fill("cents", BASELINE, SAVING_SHORT, VERIFIED),)
    cents: int

    def fold(self, event: Event, known: Known) -> None:
        super().fold(event, known)
        if claim := known[Claim].get(self.claim):
            known[Claim].change(self.claim, verified_cents=self.cents)
            saving = f"{claim.claimed.benefit_holder}/{self.subject}"
            known[COUNTED].put(saving, (*known[COUNTED].get(saving, ()), self))
        count(self, self.cents, event, known)


def count(saving: OfSaving, more: int, event: Event, known: Known) -> None:
    """So much more is verified of an earn-back, or less: it is to be divided."""
    if found := saving.in_force(known):
        ask, counts = found.terms.ask, saving.period_from >= found.terms.return_from
        known[VERIFIED_ON].put(ask, known[VERIFIED_ON].get(ask, 0) + more)
        known.logs[event.log].due["division", saving.earn_back] = event.place
        known[EarnBack].change(
            saving.earn_back,
            verified_cents=found.verified_cents + more,
            counted_cents=found.counted_cents + more * counts,
        )


VERIFIED_ON = Kept(int)
"""What is verified on the payment of an ask, over all earn-backs."""
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
    causes = (Command("verify-saving"), Command("correct-verification"))
    books = (Move("to_recipient_cents", VERIFIED, TO_RECIPIENT), Move("to_investor_cents", VERIFIED, TO_INVESTOR))
    claim: str
    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int

    def fold(self, event: Event, known: Known) -> None:
        due, to_recipient, to_investor = known.logs[event.log].due, self.to_recipient_cents, self.to_investor_cents
        due.pop(("division", self.earn_back), None)
        divisions: tuple[tuple[int, int], ...] = ()
        if claim := known[Claim].get(self.claim):
            divisions = (*claim.divisions, (to_recipient, to_investor))
            known[Claim].change(self.claim, divisions=divisions)
        if found := self.in_force(known):
            known[EarnBack].change(
                self.earn_back,
                to_recipient_cents=found.to_recipient_cents + to_recipient,
                to_investor_cents=found.to_investor_cents + to_investor,
            )
            for role, cents in (("recipient", to_recipient), ("investor", to_investor)):
                if cents:
                    number = f"-{len(divisions)}" if len(divisions) > 1 else ""
                    due["order", f"{self.earn_back}:{self.claim}:{role}{number}"] = event.place


class Part(NamedTuple):
    """What one order of a saving pays: to which role, of which division of a claim, from 0."""

    earn_back: str
    claim: str
    role: str
    division: int

    def cents(self, claim: Claim) -> int:
        return claim.divisions[self.division][_ROLES.index(self.role)] if self.division < len(claim.divisions) else 0


_ROLES = ("recipient", "investor")
_PURPOSE = re.compile(
    rf"(?P<earn_back>[^:]+):(?P<claim>[^:]+):(?P<role>{'|'.join(_ROLES)})(?:-(?P<nth>[1-9]\d{{0,5}}))?"
)


def part_named(purpose: str) -> Part | None:
    """`purpose` is as `paid_for` of an order names it: `<earn-back>:<claim>:recipient`, and `-2` the second time."""
    found = _PURPOSE.fullmatch(purpose)
    return Part(found["earn_back"], found["claim"], found["role"], int(found["nth"] or 1) - 1) if found else None


def undivide(purpose: str, cents: int, known: Known) -> None:
    """A part of a division is none any more: it is owed to nobody."""
    part = part_named(purpose)
    claim, found = (known[Claim].get(part.claim), known[EarnBack].get(part.earn_back)) if part else (None, None)
    if part is None or claim is None or found is None or not part.cents(claim):
        return
    to_recipient, to_investor = claim.divisions[part.division]
    left = (0, to_investor) if part.role == "recipient" else (to_recipient, 0)
    divisions = (*claim.divisions[: part.division], left, *claim.divisions[part.division + 1 :])
    known[Claim].change(part.claim, divisions=divisions)
    field = f"to_{part.role}_cents"
    known[EarnBack].change(part.earn_back, **{field: getattr(found, field) - cents})
