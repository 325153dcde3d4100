"""Asks as they come from applications: recorded, and answered at once where nobody has to think about it."""

from datetime import date

from services.pool.domain import events as e
from services.pool.domain.accounts import Balance, after
from services.pool.domain.holds import attributed, awaiting
from services.pool.domain.mandates import outside_mandate, standing_mandate
from services.pool.domain.reservations import declined, held, released
from services.pool.domain.state import Pool, Standing, State
from shared.money import Refusal


def receive_ask(state: State, asked: e.AskReceived, *, today: date) -> list[e.Event]:
    """Record a revision, give back what an earlier one held, and answer if the answer needs no person."""
    earlier = state.reservations.get(asked.ask)
    freed = [released(earlier)] if earlier and earlier.standing is Standing.HELD else []
    balance = after(state.balance, (posting for fact in freed for posting in fact.postings))
    return [asked, *freed, *_answer_at_once(state.pools.get(asked.pool), asked, balance, today)]


def _answer_at_once(pool: Pool | None, asked: e.AskReceived, balance: Balance, today: date) -> list[e.Event]:
    if asked.cents == 0:
        return [e.ReservationReleased(*asked.identity, postings=())]
    if pool is None:
        return [declined(asked, f"There is no pool {asked.pool}; ask another funder.")]
    mandate = standing_mandate(pool, today)
    return [_automatic_answer(mandate, pool, asked, balance)] if mandate and mandate.automatic else []


def _automatic_answer(mandate: e.MandateSet, pool: Pool, asked: e.AskReceived, balance: Balance) -> e.Event:
    """What the mandate says for its budget holder; above the threshold, to the second approver first."""
    outcome = (
        outside_mandate(mandate, pool, asked, balance)
        or awaiting(pool, asked, requested_by=pool.budget_holder)
        or attributed(pool, asked, balance)
    )
    match outcome:
        case Refusal():
            return declined(asked, outcome.sentence)
        case e.HoldAwaitsSecondApproval():
            return outcome
        case parts:
            return held(asked, parts)
