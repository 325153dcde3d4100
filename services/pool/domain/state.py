"""What a pool's past amounts to. `evolve` never refuses: it already happened."""

from dataclasses import dataclass, field
from typing import assert_never

from services.pool.domain import events as e


@dataclass(slots=True)
class Pool:
    """One bundled budget under one budget holder."""

    pool: str
    goals: frozenset[str]
    frame: e.Frame
    budget_holder: str


@dataclass(slots=True)
class State:
    """All pools, and the balance of every account, folded from postings alone."""

    pools: dict[str, Pool] = field(default_factory=dict)
    balances: dict[str, int] = field(default_factory=dict)

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)


def evolve(state: State, event: e.Event) -> None:
    """Fold one event into the state, in place: the state is private to the log's one reader."""
    for account, cents in getattr(event, "postings", ()):
        state.balances[account] = state.balance(account) + cents
    match event:
        case e.PoolOpened():
            state.pools[event.pool] = Pool(
                event.pool, frozenset(goal.goal for goal in event.goals), event.frame, event.budget_holder
            )
        case e.ContributionReceived():
            pass  # the postings say it all
        case _:
            assert_never(event)
