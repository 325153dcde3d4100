"""Corrections of a verification. What was divided of a saving that was none is not ordered any more, or is short."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import TypeAlias

from services.settlement.chart import Part, baseline, not_saved, saved, saving
from services.settlement.corrections.facts import CorrectionGround, OrderWithdrawn, VerificationCorrected
from services.settlement.earn_backs.facts import Terms
from services.settlement.orders.decisions.placing import withdrawn
from services.settlement.orders.facts import PaymentOrder, PaymentOrdered, Purpose
from services.settlement.savings.decisions.claims import not_to_judge
from services.settlement.savings.decisions.division import Division, divided, divided_before, due_after
from services.settlement.savings.facts import SavingClaimed, SavingDivided
from services.settlement.savings.state import Claim
from services.settlement.state import State
from shared.money import Posting, Refusal, euros

Corrected: TypeAlias = VerificationCorrected | OrderWithdrawn | SavingDivided | PaymentOrdered

_PARTS: tuple[tuple[Purpose, Part], ...] = (
    ("saving-to-recipient", "to-recipient"),
    ("saving-to-investor", "to-investor"),
)


def correct_verification(
    state: State,
    *,
    by: str,
    roles: Collection[str],
    today: date,
    claim: str,
    cents: int,
    ground: CorrectionGround,
    due_on: date,
) -> list[Corrected] | Refusal:
    """The verifier states what a saving was; 0 if there was none, whose days may be claimed anew then.

    What is more is divided as a verification is. What is less is divided anew: open orders of too much are withdrawn,
    the latest first. What was paid stands; it is set off against what is verified next (S4).
    """
    found = _correctable(state, by, claim)
    if isinstance(found, Refusal):
        return found
    made, was_cents = found.made, found.verified_cents or 0
    terms = state.earn_backs.by_id[made.earn_back].terms
    refusal = not_to_judge(state, terms, by, roles) or _amount_refused(made, was_cents, cents)
    if refusal:
        return refusal
    corrected = VerificationCorrected(
        earn_back=made.earn_back,
        claim=claim,
        subject=made.subject,
        period_from=made.period_from,
        period_to=made.period_to,
        was_cents=was_cents,
        cents=cents,
        ground=ground,
        of_year=made.period_to.year,
        postings=_difference(state, terms, cents - was_cents),
    )
    withdrawn = list(_withdrawn(state, terms, made, corrected)) if cents < was_cents else []
    less = Division(*(sum(slip.cents for slip in withdrawn if slip.purpose == purpose) for purpose, _ in _PARTS))
    return [corrected, *withdrawn, *divided(state, made, cents - was_cents, today, due_on, withdrawn=less)]


def _correctable(state: State, by: str, claim: str) -> Claim | Refusal:
    found = state.savings.claims.get(claim)
    if found is None:
        return Refusal("unknown-claim", f"There is no claim {claim}; check its id.", "claim")
    if by != found.made.verifier:
        return Refusal("not-yours", f"Only {found.made.verifier} judges claim {claim}.", "claim")
    if found.verified_cents:
        return found
    sentence = f"Nothing is verified of claim {claim}; a saving on these days is claimed anew."
    return Refusal("not-verified", sentence, "claim")


def _amount_refused(made: SavingClaimed, was_cents: int, cents: int) -> Refusal | None:
    if cents > made.cents:
        return Refusal("more-than-claimed", f"{euros(made.cents)} was claimed; verify at most that.", "cents")
    if cents == was_cents:
        return Refusal("nothing-to-correct", f"{euros(cents)} of claim {made.claim} is verified already.", "cents")
    return None


def _difference(state: State, terms: Terms, cents: int) -> tuple[Posting, ...]:
    if cents > 0:
        return saved(state.books.balance, terms, cents, baseline(terms))
    return not_saved(state.books.balance, terms, -cents, baseline(terms))


def _withdrawn(
    state: State, terms: Terms, made: SavingClaimed, corrected: VerificationCorrected
) -> Iterator[OrderWithdrawn]:
    """The open orders, the latest first, that it takes to have no more divided than is due; each withdrawn whole."""
    due = due_after(state, made, corrected.cents - corrected.was_cents)
    before = divided_before(state, terms)
    postings = corrected.postings
    for (purpose, part), due_cents, divided_cents in zip(_PARTS, due, before, strict=True):
        too_much_cents = divided_cents - due_cents
        for slip in _open_orders(state, terms, purpose):
            if too_much_cents <= 0:
                break
            too_much_cents -= slip.cents
            fact = withdrawn(slip, saved(state.books.after(postings), terms, slip.cents, saving(terms, part)))
            postings += fact.postings
            yield fact


def _open_orders(state: State, terms: Terms, purpose: Purpose) -> Iterator[PaymentOrder]:
    for order in reversed(state.orders.open.get(terms.benefit_holder, {})):
        slip = state.orders.by_id[order].slip
        if (slip.earn_back, slip.purpose) == (terms.earn_back, purpose):
            yield slip
