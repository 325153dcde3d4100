"""What an operator may watch of all applications together: sums that the state keeps anyway, of no party apart."""

from services.applications.domain.state import State


def money(state: State) -> dict[str, int]:
    """In cents, what open applications ask and were promised, and what was granted: of all pools, and of all zuilen."""
    found = {}
    for funder, funders in (("pool", "pools"), ("zuil", "zuilen")):
        found[f"asked-of-{funders}"] = state.totals.get(f"{funder}/asked", 0)
        found[f"held-by-{funders}"] = state.totals.get(f"{funder}/held", 0)
        found[f"granted-by-{funders}"] = state.totals.get(f"{funder}/granted", 0)
    return found


def open_business(state: State) -> dict[str, int]:
    """How many applications await their funders, and how their asks stand."""
    asks = {f"asks-{standing}": state.standings.get(standing, 0) for standing in ("asked", "held", "declined")}
    return {"applications": len(state.open)} | asks
