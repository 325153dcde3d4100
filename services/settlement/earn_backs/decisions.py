"""Earn-back (S4): the budget that saves money because of a result agrees beforehand where part of the saving goes.

*Investor* pays the ask, *benefit holder* saves, *recipient* is the supported budget: a contribution in a pool.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import TypeAlias

from services.settlement.earn_backs.facts import (
    EarnBackAgreed,
    EarnBackConsentAsked,
    EarnBackConsented,
    EarnBackProposed,
    Terms,
)
from services.settlement.earn_backs.state import EarnBack
from services.settlement.restating import fields_of
from services.settlement.state import State
from shared.money import Refusal, together

Asked: TypeAlias = EarnBackConsentAsked | EarnBackAgreed


def propose(state: State, *, terms: Terms, benefit_holder_is_zuil: bool) -> list[EarnBackProposed | Asked] | Refusal:
    """The investor proposes terms. Proposing is consenting; the others must consent to the very same terms."""
    refusal = _not_the_payer(state, terms) or together(
        *_unknown_or_taken(state, terms), *_terms_refused(terms, benefit_holder_is_zuil)
    )
    if refusal:
        return refusal
    proposal = {
        **fields_of(terms, Terms),
        "terms_hash": terms_hash(terms),
        "recipient_holder": state.payers.holders[terms.recipient.pool],
    }
    facts: list[EarnBackProposed | Asked] = [EarnBackProposed(**proposal), EarnBackConsentAsked(**proposal)]
    if {terms.benefit_holder, proposal["recipient_holder"]} == {terms.investor}:
        facts.append(_agreed(terms))
    return facts


def consent(
    state: State, *, by: str, earn_back: str, terms_hash: str
) -> list[EarnBackConsented | EarnBackAgreed] | Refusal:
    """Consent to exactly the proposed terms, named by their hash. The last consent makes the agreement."""
    found = state.earn_backs.by_id.get(earn_back)
    if found is None:
        return Refusal("unknown-earn-back", f"There is no earn-back {earn_back}; check its id.", "earn_back")
    if by in found.consented:
        return Refusal(
            "already-consented", f"You consented to earn-back {earn_back} before; nothing more is needed.", "earn_back"
        )
    if by not in found.awaited:
        return Refusal(
            "not-yours", "Only the benefit holder and the budget holder of the recipient's pool consent.", "earn_back"
        )
    if terms_hash != found.terms_hash:
        return Refusal(
            "terms-differ",
            "These are not the terms that were proposed; take `terms_hash` from the proposal.",
            "terms_hash",
        )
    facts: list[EarnBackConsented | EarnBackAgreed] = [EarnBackConsented(earn_back=earn_back, party=by)]
    if found.awaited == {by}:
        facts.append(_agreed(found.terms))
    return facts


def asked_again(state: State, pool: str, budget_holder: str) -> list[Asked]:
    """What the former budget holder of a recipient's pool had not answered yet is asked of the new one."""
    facts: list[Asked] = []
    for earn_back in state.earn_backs.by_id.values():
        if earn_back.terms.recipient.pool == pool and earn_back.recipient_holder in earn_back.awaited:
            facts += _asked_of(earn_back, budget_holder)
    return facts


def terms_hash(terms: Terms) -> str:
    """SHA-256 over the terms as they are said: JSON, keys sorted, no spaces.

    `gated_return` is left out of terms of before it could be said, so that these keep their hash.
    """
    said = asdict(terms)
    if terms.gated_return is None:
        del said["gated_return"]
    canonical = json.dumps(said, default=str, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def _not_the_payer(state: State, terms: Terms) -> Refusal | None:
    agreement = state.agreements.by_ask.get(terms.ask)
    if agreement is None or not state.payers.knows(agreement.funder):
        return Refusal("not-granted", f"Nothing is known yet of a grant of ask {terms.ask}; try again later.", "ask")
    payer = state.payers.of(agreement.funder)
    if terms.investor != payer:
        return Refusal("not-yours", f"Only {payer}, who pays ask {terms.ask}, proposes what it earns back.", "ask")
    return None


def _unknown_or_taken(state: State, terms: Terms) -> Iterator[Refusal]:
    if state.agreements.by_ask[terms.ask].loan:
        yield Refusal("is-loan", f"Ask {terms.ask} is lent, and its borrower repays it; name a grant.", "ask")
    if terms.earn_back in state.earn_backs.by_id:
        yield Refusal("exists", f"There is an earn-back {terms.earn_back} already; choose another id.", "earn_back")
    pool, contribution = terms.recipient.pool, terms.recipient.contribution
    if f"{pool}/{contribution}" not in state.payers.contributors:
        sentence = f"No contribution {contribution} was pledged to {pool}; name one that was, and its pool."
        yield Refusal("recipient-unknown", sentence, "recipient")


def _terms_refused(terms: Terms, benefit_holder_is_zuil: bool) -> Iterator[Refusal]:
    if not benefit_holder_is_zuil:
        yield Refusal(
            "funder-invalid", "The benefit holder pays as a zuil; name a party in that role.", "benefit_holder"
        )
    if terms.term_to < terms.term_from:
        sentence = f"The term ends before it begins; let it end on {terms.term_from} or later."
        yield Refusal("period-invalid", sentence, "term_to")
    if terms.return_from > terms.term_to:
        sentence = f"Returning to the investor begins within the term: on {terms.term_to} at the latest."
        yield Refusal("period-invalid", sentence, "return_from")
    shares = terms.move_share + terms.return_share
    if not 0 < shares <= 1:
        sentence = f"The two shares together are {shares}; let them be more than 0 and at most 1."
        yield Refusal("shares-invalid", sentence, "move_share")


def _asked_of(earn_back: EarnBack, budget_holder: str) -> list[Asked]:
    terms = earn_back.terms
    asked = EarnBackConsentAsked(
        **fields_of(terms, Terms), terms_hash=earn_back.terms_hash, recipient_holder=budget_holder
    )
    complete = {terms.benefit_holder, budget_holder} <= earn_back.consented
    return [asked, _agreed(terms)] if complete else [asked]


def _agreed(terms: Terms) -> EarnBackAgreed:
    return EarnBackAgreed(**fields_of(terms, Terms))
