"""What an operator may watch of all payments together: sums that the state keeps anyway, of no party apart."""

from services.settlement.domain.state import State


def money(state: State) -> dict[str, int]:
    """In cents. `ordered`: not confirmed yet; `paid`: confirmed, less what came back; savings are memo, and no cash."""
    found = {}
    for funder, funders in (("pool", "pools"), ("zuil", "zuilen")):
        ordered = state.totals.get(f"order/{funder}", 0)
        found[f"ordered-of-{funders}"] = ordered
        found[f"paid-by-{funders}"] = -state.totals.get(f"payer/{funder}", 0) - ordered
    return found | {
        "moved-into-pools": state.totals.get("into", 0),
        "received-by-parties": state.totals.get("party", 0),
        "saving-verified": -state.totals.get("memo/baseline", 0),
        "saving-to-recipients": state.totals.get("memo/saving/to-recipient", 0),
        "saving-to-investors": state.totals.get("memo/saving/to-investor", 0),
    }


def open_business(state: State) -> dict[str, int]:
    """What awaits somebody: orders their payer, claims their verifier, commits their grant."""
    return {
        "orders": sum(map(len, state.open_orders.values())),
        "claims": sum(map(len, state.open_claims.values())),
        "commits-waiting": len(state.waiting),
    }
