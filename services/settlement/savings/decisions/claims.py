"""Savings: claimed by the benefit holder, judged by an independent verifier, divided. Each euro counts once (S4)."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal

from services.settlement.chart import baseline, saved
from services.settlement.earn_backs.facts import Terms
from services.settlement.orders.facts import PaymentOrdered
from services.settlement.savings.decisions.division import divided
from services.settlement.savings.facts import (
    SavingClaimed,
    SavingDivided,
    SavingJudged,
    SavingRejected,
    SavingVerified,
)
from services.settlement.savings.state import Claim, subject_key
from services.settlement.state import State
from shared.money import Refusal, euros, together


def claim(
    state: State,
    *,
    by: str,
    today: date,
    earn_back: str,
    claim: str,
    subject: str,
    period_from: date,
    period_to: date,
    baseline_cents: int,
    measured_cents: int,
    evidence: str,
    verifier: str,
    verifier_roles: Collection[str],
) -> list[SavingClaimed] | Refusal:
    """The benefit holder says what it spent less, on whom or what, in a period that has ended (both days inclusive).

    Its saving is the baseline less what was measured.
    """
    terms = _terms_for_claimant(state, by, earn_back)
    if isinstance(terms, Refusal):
        return terms
    made = SavingClaimed(
        earn_back=earn_back,
        claim=claim,
        subject=subject,
        period_from=period_from,
        period_to=period_to,
        baseline_cents=baseline_cents,
        measured_cents=measured_cents,
        cents=baseline_cents - measured_cents,
        evidence=evidence,
        benefit_holder=by,
        verifier=verifier,
    )
    refusal = together(
        *_not_claimable(state, terms, made),
        _not_ended(made, today, "period_to"),
        _not_to_be_judged(state, terms, verifier, verifier_roles),
    )
    return refusal or [made]


def verify(
    state: State, *, by: str, roles: Collection[str], today: date, claim: str, cents: int, due_on: date
) -> list[SavingVerified | SavingJudged | SavingDivided | PaymentOrdered] | Refusal:
    """The verifier confirms a saving, or a smaller one; the benefit holder is ordered to pay what it then owes.

    Whether the period has ended is judged again, for claims of before that was asked; and so is the verifier, whose
    interests may have changed since.
    """
    found = _judgeable(state, by, claim)
    if isinstance(found, Refusal):
        return found
    made, terms = found.made, state.earn_backs.by_id[found.made.earn_back].terms
    if refusal := not_to_judge(state, terms, by, roles) or _not_ended(made, today, "claim"):
        return refusal
    if cents > made.cents:
        return Refusal("more-than-claimed", f"{euros(made.cents)} was claimed; verify at most that.", "cents")
    if not state.is_paid(terms.ask):
        return Refusal(
            "investment-not-paid",
            f"The payment of ask {terms.ask} is not confirmed yet; its payer confirms it first.",
            "claim",
        )
    verified = SavingVerified(
        earn_back=made.earn_back,
        claim=claim,
        subject=made.subject,
        period_from=made.period_from,
        period_to=made.period_to,
        cents=cents,
        postings=saved(state.books.balance, terms, cents, baseline(terms)),
    )
    return [verified, _judged(made, "verified", cents), *divided(state, made, cents, today, due_on)]


def reject(state: State, *, by: str, claim: str, reason: str) -> list[SavingRejected | SavingJudged] | Refusal:
    """The verifier finds no such saving. Its period may be claimed again."""
    found = _judgeable(state, by, claim)
    if isinstance(found, Refusal):
        return found
    made = found.made
    return [
        SavingRejected(
            earn_back=made.earn_back,
            claim=claim,
            subject=made.subject,
            period_from=made.period_from,
            period_to=made.period_to,
            reason=reason,
        ),
        _judged(made, "rejected", 0, reason),
    ]


def _judged(
    made: SavingClaimed, judgement: Literal["verified", "rejected"], cents: int, reason: str | None = None
) -> SavingJudged:
    """The judgement as the benefit holder is told it."""
    return SavingJudged(
        earn_back=made.earn_back,
        claim=made.claim,
        subject=made.subject,
        period_from=made.period_from,
        period_to=made.period_to,
        judgement=judgement,
        cents=cents,
        reason=reason,
        benefit_holder=made.benefit_holder,
    )


def _terms_for_claimant(state: State, by: str, earn_back: str) -> Terms | Refusal:
    found = state.earn_backs.by_id.get(earn_back)
    if found is None:
        return Refusal("unknown-earn-back", f"There is no earn-back {earn_back}; check its id.", "earn_back")
    if by != found.terms.benefit_holder:
        return Refusal(
            "not-yours", f"Only {found.terms.benefit_holder}, the benefit holder, claims its savings.", "earn_back"
        )
    if not found.agreed:
        return Refusal(
            "not-agreed",
            f"Earn-back {earn_back} awaits consent of {', '.join(sorted(found.awaited))}; claim once it is agreed.",
            "earn_back",
        )
    return found.terms


def _not_claimable(state: State, terms: Terms, made: SavingClaimed) -> Iterator[Refusal]:
    if made.claim in state.savings.claims:
        yield Refusal("exists", f"There is a claim {made.claim} already; choose another id.", "claim")
    if made.cents <= 0:
        sentence = "What was measured is not below the baseline, so nothing was saved; check both amounts."
        yield Refusal("no-saving", sentence, "measured_cents")
    if made.period_to < made.period_from:
        sentence = f"The period ends before it begins; let it end on {made.period_from} or later."
        yield Refusal("period-invalid", sentence, "period_to")
    if made.period_from < terms.term_from or made.period_to > terms.term_to:
        sentence = f"The term runs from {terms.term_from} to {terms.term_to}; claim days within it."
        yield Refusal("outside-term", sentence, "period_from")
    if counted := _overlapping(state, made):
        sentence = (
            f"Claim {counted.claim} covers {counted.period_from} to {counted.period_to} for {made.subject}; each day "
            "is claimed once."
        )
        yield Refusal("saving-counted-twice", sentence, "period_from")


def _not_ended(made: SavingClaimed, today: date, field: str) -> Refusal | None:
    """A saving is known once its period is over: its last day is before today."""
    if made.period_to < today:
        return None
    sentence = f"The period runs up to and including {made.period_to}; come back once it has ended."
    return Refusal("period-not-ended", sentence, field)


def _not_to_be_judged(state: State, terms: Terms, verifier: str, roles: Collection[str]) -> Refusal | None:
    """Nobody judges in its own case (2:4 Awb), and a verifier of something is never its auditor."""
    if "verifier" not in roles:
        return Refusal(
            "verifier-not-independent",
            f"{verifier} is not registered as a verifier; name a party in that role.",
            "verifier",
        )
    if "auditor" in roles:
        sentence = f"{verifier} audits what others verified; name a verifier that is no auditor."
        return Refusal("verifier-not-independent", sentence, "verifier")
    if verifier in _interested(state, terms):
        return Refusal("own-interest", f"{verifier} claims, pays or receives here; a third party verifies.", "verifier")
    return None


def not_to_judge(state: State, terms: Terms, by: str, roles: Collection[str]) -> Refusal | None:
    """The same, at the judgement and at its correction: who was independent at first may have become interested."""
    if "auditor" in roles:
        sentence = "You audit what others verified; what awaits judgement you may reject, for a verifier that does not."
        return Refusal("verifier-not-independent", sentence, "claim")
    if by in _interested(state, terms):
        sentence = "You now pay or receive here; what awaits judgement you may reject, for another to verify."
        return Refusal("own-interest", sentence, "claim")
    return None


def _overlapping(state: State, made: SavingClaimed) -> SavingClaimed | None:
    """A standing claim of the same holder and subject that shares a day with this one, in whatever earn-back."""
    standing = state.savings.standing.get(subject_key(made), ())
    return next(
        (other for other in standing if other.period_from <= made.period_to and made.period_from <= other.period_to),
        None,
    )


def _interested(state: State, terms: Terms) -> set[str]:
    """Who gains or pays when a saving is verified, and so cannot judge it."""
    agreement = state.agreements.by_ask[terms.ask]
    recipient = terms.recipient
    return {
        terms.benefit_holder,
        terms.investor,
        state.payers.of(agreement.funder),
        state.payers.holders[recipient.pool],
        state.payers.contributors[f"{recipient.pool}/{recipient.contribution}"],
        agreement.recipient,
    }


def _judgeable(state: State, by: str, claim: str) -> Claim | Refusal:
    found = state.savings.claims.get(claim)
    if found is None:
        return Refusal("unknown-claim", f"There is no claim {claim}; check its id.", "claim")
    if by != found.made.verifier:
        return Refusal("not-yours", f"Claim {claim} is for {found.made.verifier} to judge.", "claim")
    if found.judgement != "awaited":
        return Refusal(
            "already-judged",
            f"Claim {claim} was {found.judgement} before; a judgement stands, or is corrected.",
            "claim",
        )
    return found
