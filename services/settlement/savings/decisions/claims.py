"""Savings: claimed by the benefit holder, judged by an independent verifier, divided. Each euro counts once (S4)."""

from datetime import date

from services.settlement.chart import baseline, saving
from services.settlement.earn_backs.facts import Terms
from services.settlement.orders.facts import PaymentOrdered
from services.settlement.savings.decisions.division import divided
from services.settlement.savings.facts import SavingClaimed, SavingDivided, SavingRejected, SavingVerified
from services.settlement.savings.state import Claim, subject_key
from services.settlement.state import State
from shared.money import Refusal, transfer


def claim(
    state: State,
    *,
    by: str,
    earn_back: str,
    claim: str,
    subject: str,
    period_from: date,
    period_to: date,
    baseline_cents: int,
    measured_cents: int,
    evidence: str,
    verifier: str,
    is_verifier: bool,
) -> list[SavingClaimed] | Refusal:
    """The benefit holder says what it spent less, on whom or what, in a period (both days inclusive).

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
    refusal = _not_claimable(state, terms, made) or _not_to_be_judged(state, terms, verifier, is_verifier=is_verifier)
    return refusal or [made]


def verify(
    state: State, *, by: str, claim: str, cents: int, due_on: date
) -> list[SavingVerified | SavingDivided | PaymentOrdered] | Refusal:
    """The verifier confirms a saving, or a smaller one.

    As soon as all that was verified over the term is more than the investment, it is divided, and the
    benefit holder is ordered to pay what it owes.
    """
    found = _judgeable(state, by, claim)
    if isinstance(found, Refusal):
        return found
    made, terms = found.made, state.earn_backs.by_id[found.made.earn_back].terms
    if by in _interested(state, terms):
        return Refusal(
            "verifier-not-independent", "You now pay or receive here; reject it, for another to verify.", "claim"
        )
    if cents > made.cents:
        return Refusal("more-than-claimed", f"{made.cents} cents were claimed; verify at most that.", "cents")
    if not state.orders.investment_cents(terms.ask):
        return Refusal("investment-not-paid", f"The payment of ask {terms.ask} has not been confirmed.", "claim")
    verified = SavingVerified(
        earn_back=made.earn_back,
        claim=claim,
        subject=made.subject,
        period_from=made.period_from,
        period_to=made.period_to,
        cents=cents,
        postings=transfer(cents, baseline(terms), saving(terms, "verified")),
    )
    return [verified, *divided(state, verified, due_on)]


def reject(state: State, *, by: str, claim: str, reason: str) -> list[SavingRejected] | Refusal:
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
        )
    ]


def _terms_for_claimant(state: State, by: str, earn_back: str) -> Terms | Refusal:
    found = state.earn_backs.by_id.get(earn_back)
    if found is None:
        return Refusal("unknown-earn-back", f"There is no earn-back {earn_back}.", "earn_back")
    if by != found.terms.benefit_holder:
        return Refusal(
            "not-yours", f"Only {found.terms.benefit_holder}, the benefit holder, claims its savings.", "earn_back"
        )
    if not found.agreed:
        return Refusal(
            "not-agreed", f"Earn-back {earn_back} awaits consent of {', '.join(sorted(found.awaited))}.", "earn_back"
        )
    return found.terms


def _not_claimable(state: State, terms: Terms, made: SavingClaimed) -> Refusal | None:
    if made.claim in state.savings.claims:
        return Refusal("exists", f"There is a claim {made.claim} already; choose another id.", "claim")
    if made.cents <= 0:
        return Refusal("no-saving", "What was measured is not below the baseline.", "measured_cents")
    if made.period_to < made.period_from:
        return Refusal("period-invalid", "The period ends before it begins.", "period_to")
    if made.period_from < terms.term_from or made.period_to > terms.term_to:
        return Refusal("outside-term", f"The term runs from {terms.term_from} to {terms.term_to}.", "period_from")
    if counted := _overlapping(state, made):
        sentence = f"Claim {counted.claim} covers part of this period for {made.subject}."
        return Refusal("saving-counted-twice", sentence, "period_from")
    return None


def _not_to_be_judged(state: State, terms: Terms, verifier: str, *, is_verifier: bool) -> Refusal | None:
    if not is_verifier:
        return Refusal("verifier-not-independent", f"{verifier} is not registered as a verifier.", "verifier")
    if verifier in _interested(state, terms):
        return Refusal(
            "verifier-not-independent", f"{verifier} claims, pays or receives here; a third party verifies.", "verifier"
        )
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
        return Refusal("unknown-claim", f"There is no claim {claim}.", "claim")
    if by != found.made.verifier:
        return Refusal("not-yours", f"Claim {claim} is for {found.made.verifier} to judge.", "claim")
    if found.judgement != "awaited":
        return Refusal("already-judged", f"Claim {claim} was {found.judgement} before.", "claim")
    return found
