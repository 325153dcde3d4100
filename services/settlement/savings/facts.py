"""Savings: claimed, judged, divided. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from services.settlement.earn_backs.facts import OfEarnBack
from shared.money import Posting


@dataclass(frozen=True, slots=True)
class SavingClaimed(OfEarnBack):
    kind: ClassVar[str] = "saving-claimed"
    earn_back: str
    claim: str
    subject: str
    period_from: date
    period_to: date
    baseline_cents: int
    measured_cents: int
    cents: int
    evidence: str
    benefit_holder: str
    verifier: str


@dataclass(frozen=True, slots=True)
class _Judged(OfEarnBack):
    earn_back: str
    claim: str
    subject: str
    period_from: date
    period_to: date


@dataclass(frozen=True, slots=True)
class SavingVerified(_Judged):
    kind: ClassVar[str] = "saving-verified"
    cents: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class SavingRejected(_Judged):
    kind: ClassVar[str] = "saving-rejected"
    reason: str


@dataclass(frozen=True, slots=True)
class SavingJudged(_Judged):
    """What the verifier found, for the benefit holder alone: what all are told withholds subject and reason.

    `cents`: what was verified; 0 if rejected. `reason`: why it was rejected.
    """

    kind: ClassVar[str] = "saving-judged"
    judgement: Literal["verified", "rejected"]
    cents: int
    reason: str | None
    benefit_holder: str


@dataclass(frozen=True, slots=True)
class SavingDivided(OfEarnBack):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    kind: ClassVar[str] = "saving-divided"
    earn_back: str
    claim: str
    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int
    postings: tuple[Posting, ...]
