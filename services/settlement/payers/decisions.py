"""Who pays for a pool and consents for it, as the pool service says. All of it is heard, so nothing here refuses."""

from services.settlement.earn_backs import decisions as earn_backs
from services.settlement.earn_backs.facts import EarnBackAgreed, EarnBackConsentAsked
from services.settlement.orders import decisions as orders
from services.settlement.orders.facts import OrderReassigned
from services.settlement.payers.facts import BudgetHolderKnown, ContributionKnown
from services.settlement.state import State


def held_by(
    state: State, *, pool: str, budget_holder: str
) -> list[BudgetHolderKnown | OrderReassigned | EarnBackConsentAsked | EarnBackAgreed]:
    """A pool has a budget holder, from the start or from a handover: who pays, and who consents for the pool."""
    return [
        BudgetHolderKnown(pool=pool, budget_holder=budget_holder),
        *orders.reassigned(state, pool, budget_holder),
        *earn_backs.asked_again(state, pool, budget_holder),
    ]


def contribution_named(state: State, *, pool: str, contribution: str, contributor: str) -> list[ContributionKnown]:
    """Savings may move to a contribution that was accepted, whether money of it was received or not (S4).

    Logs of before this rule know it from its first money.
    """
    if f"{pool}/{contribution}" in state.payers.contributors:
        return []
    return [ContributionKnown(pool=pool, contribution=contribution, contributor=contributor)]
