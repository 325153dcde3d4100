"""The earn-backs: their terms, and who has consented to exactly these."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias, assert_never

from services.settlement.corrections.facts import VerificationCorrected
from services.settlement.earn_backs.facts import (
    EarnBackAgreed,
    EarnBackConsentAsked,
    EarnBackConsented,
    EarnBackProposed,
    Terms,
)
from services.settlement.savings.facts import SavingVerified


@dataclass(slots=True)
class EarnBack:
    """Terms proposed by the investor, and who has consented to exactly these. Proposing is consenting."""

    terms: Terms
    terms_hash: str
    recipient_holder: str
    consented: set[str]
    agreed: bool = False
    returnable_cents: int = 0
    """Verified over periods that start on or after `return_from`."""

    @property
    def awaited(self) -> set[str]:
        return {self.terms.benefit_holder, self.recipient_holder} - self.consented


@dataclass(slots=True)
class EarnBacks:
    by_id: MutableMapping[str, EarnBack] = field(default_factory=dict)
    of_ask: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Those that were proposed about an ask."""


Folded: TypeAlias = (
    EarnBackProposed
    | EarnBackConsentAsked
    | EarnBackConsented
    | EarnBackAgreed
    | SavingVerified
    | VerificationCorrected
)


def evolve(earn_backs: EarnBacks, fact: Folded) -> None:
    match fact:
        case EarnBackProposed():
            proposed = EarnBack(fact.terms, fact.terms_hash, fact.recipient_holder, {fact.investor})
            earn_backs.by_id[fact.earn_back] = proposed
            earn_backs.of_ask[fact.ask] = (*earn_backs.of_ask.get(fact.ask, ()), fact.earn_back)
        case EarnBackConsentAsked():
            earn_backs.by_id[fact.earn_back].recipient_holder = fact.recipient_holder
        case EarnBackConsented():
            earn_backs.by_id[fact.earn_back].consented.add(fact.party)
        case EarnBackAgreed():
            earn_backs.by_id[fact.earn_back].agreed = True
        case SavingVerified():
            _saved(earn_backs.by_id[fact.earn_back], fact.period_from, fact.cents)
        case VerificationCorrected():
            _saved(earn_backs.by_id[fact.earn_back], fact.period_from, fact.cents - fact.was_cents)
        case _:
            assert_never(fact)


def _saved(earn_back: EarnBack, period_from: date, cents: int) -> None:
    if earn_back.terms.returns(period_from):
        earn_back.returnable_cents += cents
