"""Contributions: pledged, received, withdrawn (S0, S1). Only received money is reserved, only free money withdrawn."""

from datetime import date

from services.pool.domain import events as e
from services.pool.domain.state import State
from shared.money import Refusal, transfer


def receive(
    state: State, *, by: str, pool: str, contribution: str, cents: int, received_on: date
) -> list[e.Event] | Refusal:
    """Book money that arrived, up to what was pledged. Only the budget holder says so."""
    found = state.pools.get(pool)
    if found is None:
        return Refusal("unknown-pool", f"There is no pool {pool}; open it first.", "pool")
    if by != found.budget_holder:
        return Refusal("not-yours", f"Only {found.budget_holder}, budget holder of {pool}, books receipts.")
    contributor = "…"
    return [
        e.ContributionReceived(
            pool=pool,
            contribution=contribution,
            contributor=contributor,
            cents=cents,
            received_on=received_on,
            postings=transfer(cents, f"contributor:{contributor}", f"{pool}/{contribution}/free"),
        )
    ]
