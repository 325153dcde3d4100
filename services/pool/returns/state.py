"""How often each contribution was given back, and to which something came since that has to follow."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias

from services.pool.chart import FREE
from services.pool.closing.facts import PoolClosed
from services.pool.contributions.facts import ContributionReceived
from services.pool.corrections.facts import ContributionCorrected
from services.pool.holds.facts import BackingFreed, ReservationReleased
from services.pool.payments.facts import (
    InterestReceived,
    LoanLost,
    MoneyReturned,
    RemainderFreed,
    ReturnCorrected,
    SavingReceived,
)
from services.pool.returns.facts import ContributionReturned, ReturnFreed


@dataclass(slots=True)
class Returns:
    made: MutableMapping[str, int] = field(default_factory=dict)
    """By `<pool>/<contribution>`, how many returns of it there were. One that is here has ended."""
    closed: MutableMapping[str, bool] = field(default_factory=dict)
    """The pools that were closed: in these every contribution has ended."""
    due: dict[str, None] = field(default_factory=dict)
    """`<pool>/<contribution>` of each that has ended, and to which something came that was not returned yet."""

    def count(self, pool: str, contribution: str) -> int:
        return self.made.get(f"{pool}/{contribution}", 0)


MoneyCame: TypeAlias = (
    ContributionReceived
    | ContributionCorrected
    | ReservationReleased
    | BackingFreed
    | RemainderFreed
    | MoneyReturned
    | InterestReceived
    | ReturnCorrected
    | LoanLost
    | SavingReceived
    | ReturnFreed
)
"""By which something may become free in a contribution that has ended."""
Folded: TypeAlias = ContributionReturned | PoolClosed | MoneyCame


def evolve(returns: Returns, fact: Folded) -> None:
    match fact:
        case ContributionReturned():
            path = f"{fact.pool}/{fact.contribution}"
            returns.made[path] = fact.number
            returns.due.pop(path, None)
        case PoolClosed():
            returns.closed[fact.pool] = True
            returns.due.update(dict.fromkeys(f"{fact.pool}/{contribution}" for contribution, _ in fact.parts))
        case _:
            for account, cents in fact.postings:
                whose = FREE.whose(account) if cents > 0 else None
                path = f"{whose['pool']}/{whose['contribution']}" if whose else ""
                if path in returns.made or (whose and whose["pool"] in returns.closed):
                    returns.due[path] = None
