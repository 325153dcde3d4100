"""The savings as they were claimed, how they were judged, and whose periods are taken."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, assert_never

from services.settlement.corrections.facts import VerificationCorrected
from services.settlement.savings.facts import (
    SavingClaimed,
    SavingDivided,
    SavingJudged,
    SavingRejected,
    SavingVerified,
)

Judgement: TypeAlias = Literal["awaited", "verified", "rejected"]


@dataclass(slots=True)
class Claim:
    """A saving as it was claimed, and the verifier's judgement."""

    made: SavingClaimed
    judgement: Judgement = "awaited"
    verified_cents: int | None = None
    reason: str | None = None
    """Why it was rejected, in the verifier's words."""
    divisions: int = 0
    """How many times something of it was divided, or found to leave nothing to divide."""


@dataclass(slots=True)
class Savings:
    claims: MutableMapping[str, Claim] = field(default_factory=dict)
    open: dict[str, dict[str, None]] = field(default_factory=dict)
    """Claims that await judgement, by verifier, the oldest first."""
    standing: MutableMapping[str, tuple[SavingClaimed, ...]] = field(default_factory=dict)
    """Claims by `<benefit holder>/<subject>`, but those rejected or corrected to nothing: their periods are taken."""
    count: MutableMapping[str, int] = field(default_factory=dict)
    """By party, how many claims it made or was named as verifier of."""
    at: MutableMapping[str, str] = field(default_factory=dict)
    """These claims, by `<party>/<number>`, from 1 on."""


Folded: TypeAlias = (
    SavingClaimed | SavingVerified | SavingRejected | SavingJudged | SavingDivided | VerificationCorrected
)


def evolve(savings: Savings, fact: Folded) -> None:
    match fact:
        case SavingClaimed():
            savings.claims[fact.claim] = Claim(fact)
            savings.open.setdefault(fact.verifier, {})[fact.claim] = None
            for party in dict.fromkeys((fact.benefit_holder, fact.verifier)):
                savings.count[party] = number = savings.count.get(party, 0) + 1
                savings.at[f"{party}/{number}"] = fact.claim
            key = subject_key(fact)
            savings.standing[key] = (*savings.standing.get(key, ()), fact)
        case SavingVerified():
            _judge(savings, fact.claim, "verified")
            savings.claims[fact.claim].verified_cents = fact.cents
        case SavingRejected():
            made = _judge(savings, fact.claim, "rejected")
            savings.claims[fact.claim].reason = fact.reason
            _days_are_free(savings, made)
        case VerificationCorrected():
            claim = savings.claims[fact.claim]
            claim.verified_cents = fact.cents
            if not fact.cents:
                _days_are_free(savings, claim.made)
        case SavingDivided():
            savings.claims[fact.claim].divisions += 1
        case SavingJudged():
            pass  # the verification or rejection beside it says it all
        case _:
            assert_never(fact)


def _judge(savings: Savings, claim: str, judgement: Literal["verified", "rejected"]) -> SavingClaimed:
    found = savings.claims[claim]
    found.judgement = judgement
    verifier = found.made.verifier
    del savings.open[verifier][claim]
    if not savings.open[verifier]:
        del savings.open[verifier]
    return found.made


def _days_are_free(savings: Savings, made: SavingClaimed) -> None:
    key = subject_key(made)
    savings.standing[key] = tuple(other for other in savings.standing[key] if other != made)


def subject_key(claim: SavingClaimed) -> str:
    """What a saving may be claimed about once per period: one benefit holder's one subject."""
    return f"{claim.benefit_holder}/{claim.subject}"
