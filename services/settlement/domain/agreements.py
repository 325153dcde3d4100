"""From a grant to agreements and their orders, and who pays for a pool.

All of it is heard, so nothing here refuses; and nothing is ordered twice, whatever is said twice.
"""

from datetime import date
from typing import NamedTuple

from services.settlement.domain import earn_backs, orders
from services.settlement.domain import events as e
from services.settlement.domain.state import State


class GrantedAsk(NamedTuple):
    """One ask as it was granted."""

    ask: str
    funder: str
    cents: int
    instrument: str


def granted(
    state: State, *, application: str, applicant: str, asks: tuple[GrantedAsk, ...], due_on: date
) -> list[e.Event]:
    """An agreement for each ask. A zuil owes at once; a pool as soon as its commit is heard, if it was not before."""
    facts: list[e.Event] = []
    for ask in asks:
        if ask.ask in state.agreements:
            continue
        agreement = e.AgreementMade(
            application=application,
            ask=ask.ask,
            funder=ask.funder,
            recipient=applicant,
            cents=ask.cents,
            instrument=ask.instrument,
            due_on=due_on,
        )
        facts.append(agreement)
        if ask.funder.startswith("zuil:") or ask.ask in state.waiting:
            facts.append(orders.of_agreement(agreement, state.payer_of(ask.funder)))
    return facts


def committed(state: State, *, pool: str, ask: str) -> list[e.Event]:
    """A pool committed the money of an ask: its order, or the commit waits for the grant."""
    if ask in state.order_of or ask in state.waiting:
        return []
    agreement = state.agreements.get(ask)
    if agreement is None:
        return [e.CommitWaits(pool=pool, ask=ask)]
    return [orders.of_agreement(agreement, state.payer_of(agreement.funder))]


def held_by(state: State, *, pool: str, budget_holder: str) -> list[e.Event]:
    """A pool has a budget holder, from the start or from a handover: who pays, and who consents for the pool."""
    return [
        e.BudgetHolderKnown(pool=pool, budget_holder=budget_holder),
        *orders.reassigned(state, pool, budget_holder),
        *earn_backs.asked_again(state, pool, budget_holder),
    ]


def contribution_received(state: State, *, pool: str, contribution: str, contributor: str) -> list[e.Event]:
    """Savings may move to a contribution that exists; the first money shows that it does."""
    if f"{pool}/{contribution}" in state.contributors:
        return []
    return [e.ContributionKnown(pool=pool, contribution=contribution, contributor=contributor)]
