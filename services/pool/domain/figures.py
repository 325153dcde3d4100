"""What an operator may watch of all pools together: sums that the state keeps anyway, of no pool and no party apart."""

from services.pool.domain.state import Standing, State

AWAITED = (Standing.ASKED, Standing.AWAITING_SECOND_APPROVAL, Standing.HELD, Standing.COMMITTED)
"""An ask that stands so waits for somebody: a budget holder, a second approver, the other funders, a payment."""


def money(state: State) -> dict[str, int]:
    """In cents, where the pools' money is, and where it came from; `pledged` is still to be received."""
    lies = {kind: state.totals.get(kind, 0) for kind in ("pledged", "free", "held", "committed", "paid")}
    came = {kind: -state.totals.get(kind, 0) for kind in ("refunded", "earned", "moved-in")}
    return lies | came


def open_business(state: State) -> dict[str, int]:
    """How many asks await what, and how many payments were confirmed before their commit."""
    asks = {f"asks-{standing}": state.standings.get(standing, 0) for standing in AWAITED}
    return asks | {"payments-waiting": len(state.waiting)}
