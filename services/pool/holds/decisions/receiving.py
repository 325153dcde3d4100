"""Asks as they come from applications: recorded, and answered at once where nobody has to think about it."""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from services.pool.holds.decisions.answering import attributed, awaiting
from services.pool.holds.decisions.reservations import declined, held, released
from services.pool.holds.facts import (
    AskReceived,
    DeclineExplained,
    Ground,
    HoldAwaitsSecondApproval,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
)
from services.pool.holds.state import Standing
from services.pool.mandates.decisions import outside_mandate, standing_mandate
from services.pool.mandates.facts import MandateSet
from services.pool.state import State
from shared.money import Refusal
from shared.money.chart import Balance

Answer: TypeAlias = ReservationHeld | ReservationDeclined | DeclineExplained | HoldAwaitsSecondApproval


def receive_ask(state: State, asked: AskReceived, *, today: date) -> list[AskReceived | ReservationReleased | Answer]:
    """Record a revision, give back what an earlier one held, and answer if the answer needs no person."""
    earlier = state.holds.reservations.get(asked.ask)
    freed = [released(earlier)] if earlier and earlier.standing is Standing.HELD else []
    balance = state.books.after(posting for fact in freed for posting in fact.postings)
    return [asked, *freed, *_answer_at_once(state, asked, balance, today)]


def _answer_at_once(
    state: State, asked: AskReceived, balance: Balance, today: date
) -> list[ReservationReleased | Answer]:
    if asked.cents == 0:
        return [ReservationReleased(*asked.identity, postings=())]
    if asked.pool not in state.pools.by_name:
        return [*declined(asked, "other", f"There is no pool {asked.pool}; ask another funder.")]
    mandate = standing_mandate(state, asked.pool, today)
    return [*_automatic_answer(state, mandate, asked, balance)] if mandate and mandate.automatic else []


def _automatic_answer(state: State, mandate: MandateSet, asked: AskReceived, balance: Balance) -> Sequence[Answer]:
    """What the mandate says for its budget holder; above the threshold, to the second approver first."""
    holder = state.pools.by_name[asked.pool].budget_holder
    outcome = (
        outside_mandate(state, mandate, asked, balance)
        or awaiting(state, asked, requested_by=holder)
        or attributed(state, asked, balance)
    )
    match outcome:
        case Refusal():
            return declined(asked, _ground(mandate, asked), outcome.sentence)
        case HoldAwaitsSecondApproval():
            return [outcome]
        case parts:
            return [held(asked, parts)]


def _ground(mandate: MandateSet, asked: AskReceived) -> Ground:
    """Of a refusal within a mandate: what it covers, how much at once, and then how much is left."""
    if any(line.goal not in mandate.goals for line in asked.lines):
        return "outside-goal"
    return "outside-route" if asked.cents > mandate.limit_cents else "no-money"
