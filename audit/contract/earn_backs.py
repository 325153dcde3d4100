"""Facts of settlement's log about earn-backs: terms, consents, savings."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import msgspec

from audit.contract.base import ALL, Fact


class Recipient(msgspec.Struct, frozen=True):
    pool: str
    contribution: str


class Terms(Fact):
    """Whose saving goes where. Dates are inclusive; shares are of the verified saving."""

    earn_back: str
    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    move_share: Decimal
    move_cap_cents: int
    return_share: Decimal
    return_cap_cents: int
    return_from: date
    term_from: date
    term_to: date

    def __post_init__(self) -> None:
        if not (self.move_share.is_finite() and self.return_share.is_finite()):
            raise ValueError("a share is a number")

    @property
    def consented_to(self) -> tuple[object, ...]:
        """What must be the same in proposal and agreement."""
        return tuple(getattr(self, name) for name in _TERMS)

    @property
    def hash(self) -> str:
        """SHA-256 over the terms as said: JSON, keys sorted, no spaces."""
        said = {name: msgspec.to_builtins(getattr(self, name)) for name in _TERMS}
        text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


_TERMS = tuple(name for name in Terms.__struct_fields__ if name != "postings")


class Proposal(Terms):
    """Terms that somebody is asked to consent to."""

    terms_hash: str
    recipient_holder: str


class EarnBackProposed(Proposal):
    kind = "earn-back-proposed"
    told = "benefit_holder"
    causes = ("propose-earn-back",)


class EarnBackConsentAsked(Proposal):
    kind = "earn-back-consent-asked"
    told = "recipient_holder"
    causes = ("propose-earn-back", "pool/pool-handed-over")


class EarnBackConsented(Fact):
    kind = "earn-back-consented"
    told = ALL
    causes = ("consent-to-earn-back",)
    earn_back: str
    party: str


class EarnBackAgreed(Terms):
    kind = "earn-back-agreed"
    told = ALL
    causes = ("propose-earn-back", "consent-to-earn-back", "pool/pool-handed-over")


class OfSaving(Fact):
    """A saving of a benefit holder on a subject, in a period, both days inclusive."""

    earn_back: str
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
    causes = ("claim-saving",)
    baseline_cents: int
    measured_cents: int
    cents: int
    benefit_holder: str
    verifier: str


class SavingVerified(OfSaving):
    kind = "saving-verified"
    told = ALL
    causes = ("verify-saving",)
    cents: int


class SavingRejected(OfSaving):
    kind = "saving-rejected"
    told = ALL
    causes = ("reject-saving",)


class SavingDivided(Fact):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    kind = "saving-divided"
    told = ALL
    causes = ("verify-saving",)
    earn_back: str
    claim: str
    verified_cents: int
    investment_cents: int
    to_recipient_cents: int
    to_investor_cents: int


FACTS: tuple[type[Fact], ...] = (
    EarnBackProposed,
    EarnBackConsentAsked,
    EarnBackConsented,
    EarnBackAgreed,
    SavingClaimed,
    SavingVerified,
    SavingRejected,
    SavingDivided,
)
