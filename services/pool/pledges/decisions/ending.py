"""A promise ends before its money came: cancelled by whoever may, or lapsed on the day after its last."""

from typing import TypeAlias

from services.pool.chart import PLEDGED, PLEDGED_BY
from services.pool.contributions.decisions import find_pledge
from services.pool.contributions.facts import ContributionPledged
from services.pool.pledges.facts import (
    CancellationExplained,
    OfferEnded,
    PledgeCancelled,
    PledgeLapsed,
    PledgeOffered,
)
from services.pool.state import State
from shared.money import Posting, Refusal, transfer

CLOCK = "clock"
Ended: TypeAlias = OfferEnded | PledgeCancelled | CancellationExplained | PledgeLapsed


def cancel_pledge(
    state: State, *, by: str, is_executive: bool, pool: str, contribution: str, reason: str | None
) -> list[Ended] | Refusal:
    """Take back an offer, or what is still to come of a pledge; by anybody but its contributor with a reason only."""
    offer = state.pledges.of(pool).waiting.get(contribution)
    promise = offer or find_pledge(state, pool, contribution)
    if isinstance(promise, Refusal):
        return promise
    holder = state.pools.by_name[pool].budget_holder
    refused_by = holder if offer else None
    refusal = _not_theirs(promise, by, is_executive, refused_by) or _reason_missing(promise, by, reason)
    if refusal:
        return refusal
    if offer:
        return _offer_ended(offer, by, reason, holder)
    awaited_cents = state.books.balance(PLEDGED(pool, contribution))
    if not awaited_cents:
        sentence = f"Nothing of {contribution} is still to come; what is free, its contributor may withdraw."
        return Refusal("nothing-to-cancel", sentence, "contribution")
    return [
        PledgeCancelled(
            pool,
            contribution,
            promise.contributor,
            awaited_cents,
            cancelled_by=by,
            postings=_undone(promise, awaited_cents),
        ),
        *(
            CancellationExplained(pool, contribution, by, reason, addressee)
            for addressee in _others(promise.contributor, holder, by)
            if reason
        ),
    ]


def lapse(state: State, *, pool: str, contribution: str) -> list[Ended]:
    """The last day has passed."""
    offer = state.pledges.of(pool).waiting.get(contribution)
    if offer:
        return _offer_ended(offer, CLOCK, None, state.pools.by_name[pool].budget_holder)
    pledged = state.contributions.of(pool).pledged[contribution]
    cents = state.books.balance(PLEDGED(pool, contribution))
    return [PledgeLapsed(pool, contribution, pledged.contributor, cents, _undone(pledged, cents))]


def _offer_ended(offer: PledgeOffered, by: str, reason: str | None, holder: str) -> list[Ended]:
    """Told to its contributor and the budget holder, but for who ended it; nobody else knows of it."""
    addressees = _others(offer.contributor, holder, by) or [by]
    return [
        OfferEnded(offer.pool, offer.contribution, offer.offer, offer.contributor, offer.cents, by, reason, addressee)
        for addressee in addressees
    ]


def _others(contributor: str, holder: str, by: str) -> list[str]:
    return [party for party in dict.fromkeys((contributor, holder)) if party != by]


def _undone(pledged: PledgeOffered | ContributionPledged, cents: int) -> tuple[Posting, ...]:
    return transfer(cents, PLEDGED(pledged.pool, pledged.contribution), PLEDGED_BY(pledged.contributor))


def _not_theirs(
    promise: PledgeOffered | ContributionPledged, by: str, is_executive: bool, holder: str | None
) -> Refusal | None:
    """`holder` is the budget holder as long as it is still to accept."""
    if is_executive or by in {promise.contributor, holder}:
        return None
    sentence = f"Only {promise.contributor}, who pledged it, or the executive may cancel it."
    if holder:
        sentence = f"Only {promise.contributor}, who offers it, the budget holder {holder} or the executive may end it."
    return Refusal("not-yours", sentence, "contribution")


def _reason_missing(promise: PledgeOffered | ContributionPledged, by: str, reason: str | None) -> Refusal | None:
    if reason or by == promise.contributor:
        return None
    return Refusal("reason-missing", f"Give {promise.contributor}, who promised it, the reason.", "reason")
