"""Who pays for a pool, approves and consents for it, as the pool says. All of it is heard, so nothing here refuses."""

from services.settlement.corrections.decisions import approvals as corrections
from services.settlement.corrections.facts import PaymentCorrectionAwaitsApproval
from services.settlement.earn_backs import decisions as earn_backs
from services.settlement.earn_backs.facts import EarnBackAgreed, EarnBackConsentAsked
from services.settlement.loans.decisions import approvals as loans
from services.settlement.loans.facts import LoanChangeAwaitsApproval
from services.settlement.orders.decisions import placing as orders
from services.settlement.orders.facts import OrderReassigned
from services.settlement.payers.facts import BudgetHolderKnown, ContributionKnown, SecondApproverKnown
from services.settlement.state import State


def held_by(
    state: State, *, pool: str, budget_holder: str
) -> list[BudgetHolderKnown | OrderReassigned | EarnBackConsentAsked | EarnBackAgreed]:
    """A pool has a budget holder, from the start or from a handover: who pays, and who consents for the pool."""
    return [
        BudgetHolderKnown(pool=pool, budget_holder=budget_holder),
        *orders.reassigned(state, pool, budget_holder, state.payers.second_approver(f"pool:{pool}")),
        *earn_backs.asked_again(state, pool, budget_holder),
    ]


def approved_by(
    state: State, *, pool: str, four_eyes_above_cents: int | None, second_approver: str | None
) -> list[SecondApproverKnown | OrderReassigned | PaymentCorrectionAwaitsApproval | LoanChangeAwaitsApproval]:
    """A pool's mandate names who gives the second yes; what awaits one awaits the next, told again."""
    return [
        SecondApproverKnown(pool, four_eyes_above_cents, second_approver),
        *orders.reassigned(state, pool, state.payers.holders[pool], second_approver),
        *corrections.asked_again(state, pool, second_approver),
        *loans.asked_again(state, pool, second_approver),
    ]


def contribution_named(state: State, *, pool: str, contribution: str, contributor: str) -> list[ContributionKnown]:
    """Savings may move to a contribution that was accepted, whether money of it was received or not (S4).

    Logs of before this rule know it from its first money.
    """
    if f"{pool}/{contribution}" in state.payers.contributors:
        return []
    return [ContributionKnown(pool=pool, contribution=contribution, contributor=contributor)]
