"""Asks as they come from applications: recorded, and answered at once where nobody has to think about it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from services.pool.chart import Inflow
from services.pool.holds.decisions.answering import Held, attributed, hold
from services.pool.holds.decisions.reservations import GivenBack, declined, given_back
from services.pool.holds.facts import (
    AskReceived,
    DeclineExplained,
    Ground,
    ReservationDeclined,
    ReservationReleased,
)
from services.pool.mandates.decisions import (
    is_own_case,
    outside_mandate,
    second_approver,
    stand_in,
    standing_mandate,
)
from services.pool.mandates.facts import MandateSet
from services.pool.state import State
from services.pool.tasks.decisions.taking import not_to_take_over
from shared.money import Refusal
from shared.money.chart import Balance

Answer: TypeAlias = Held | ReservationDeclined | DeclineExplained

_OF_TASK: Mapping[str, Ground] = {"outside-task": "outside-goal", "above-task-budget": "no-money"}
"""The grounds on which a task is not taken over, by code; of all others it is `other`."""


def receive_ask(state: State, asked: AskReceived, *, today: date) -> list[AskReceived | GivenBack | Answer]:
    """Record a revision, give back what backed an earlier one, and answer if the answer needs no person."""
    earlier = state.holds.reservations.get(asked.ask)
    freed = given_back(earlier, Inflow(state.books.balance, state.year_end)) if earlier else []
    balance = state.books.after(posting for fact in freed for posting in fact.postings)
    return [asked, *freed, *_answer_at_once(state, asked, balance, today)]


def _answer_at_once(
    state: State, asked: AskReceived, balance: Balance, today: date
) -> list[ReservationReleased | Answer]:
    if asked.cents == 0:
        return [ReservationReleased(*asked.identity, postings=())]
    if asked.pool not in state.pools.by_name:
        return [*declined(asked, "other", f"There is no pool {asked.pool}; ask another funder.")]
    if closed := state.pools.by_name[asked.pool].closed:
        return [*declined(asked, "other", f"{asked.pool} was closed on {closed.closed_on}; ask another funder.")]
    if is_own_case(state, asked.pool, asked.applicant):
        return [] if stand_in(state, asked.pool) else [*declined(asked, "own-interest", _own_interest(asked))]
    mandate = standing_mandate(state, asked.pool, today)
    return [*_automatic_answer(state, mandate, asked, balance, today)] if mandate and mandate.automatic else []


def _own_interest(asked: AskReceived) -> str:
    return (
        f"{asked.applicant} is the budget holder of {asked.pool}, and decides nothing in its own case (2:4 Awb); no "
        "second approver can act in its place. Ask another funder, or have the executive name one and ask again."
    )


def _automatic_answer(
    state: State, mandate: MandateSet, asked: AskReceived, balance: Balance, today: date
) -> Sequence[Answer]:
    """What the mandate says for its budget holder. It is no pair of eyes: above the threshold two people look.

    Nor does it agree to the terms of a loan, which the applicant proposes.
    """
    refusal = outside_mandate(state, mandate, asked, balance)
    if refusal:
        return declined(asked, _ground(mandate, asked), refusal.sentence)
    if not_its := not_to_take_over(state, asked):
        return declined(asked, _OF_TASK.get(not_its.code, "other"), not_its.sentence)
    if asked.loan or second_approver(state, asked.pool, asked.cents):
        return []
    outcome = attributed(state, asked, balance, today)
    if isinstance(outcome, Refusal):
        return declined(asked, "no-money", outcome.sentence)
    return hold(state, asked, outcome)


def _ground(mandate: MandateSet, asked: AskReceived) -> Ground:
    """Of a refusal within a mandate: what it covers, how much at once, and then how much is left.

    What is above the council's ceiling of a goal lacks money, too: no more of it may be spent on this goal. The route
    is what the executive lets in, and the ask itself is within that.
    """
    if any(line.goal not in mandate.goals for line in asked.lines):
        return "outside-goal"
    return "outside-route" if asked.cents > mandate.limit_cents else "no-money"
