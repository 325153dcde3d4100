"""What two logs say of the same money, once nothing is under way: the same, per pool, to the cent."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.accounts import Accounts
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes

MIRROR_HELD = Law(
    "mirror-held",
    nl="pot {pool}: volgens aanvragen is {left} cent toegezegd, volgens de pot {right} cent vastgehouden",
    en="pool {pool}: by applications {left} cents are held, by the pool {right} cents",
)
MIRROR_GRANTED = Law(
    "mirror-granted",
    nl="pot {pool}: volgens aanvragen is {left} cent verleend, volgens de pot {right} cent verplicht of betaald",
    en="pool {pool}: by applications {left} cents are granted, by the pool {right} cents are committed or paid",
)
MIRROR_PAID = Law(
    "mirror-paid",
    nl="pot {pool}: volgens de pot is per saldo {left} cent betaald, volgens de vereffening {right} cent",
    en="pool {pool}: by the pool {left} cents were paid on balance, by settlement {right} cents",
)
MIRROR_MOVED_IN = Law(
    "mirror-moved-in",
    nl="pot {pool}: volgens de pot is {left} cent besparing binnengekomen, volgens de vereffening {right} cent",
    en="pool {pool}: by the pool {left} cents of savings moved in, by settlement {right} cents",
)


@dataclass(frozen=True, slots=True)
class _Pool:
    """What stands on the accounts of one pool, in all logs."""

    pool: str
    sums: Mapping[tuple[str, str], Mapping[str, int]]

    def own(self, *uses: str) -> int:
        return sum(self.sums.get(("pool", use), {}).get(self.pool, 0) for use in uses)

    def promised(self, use: str) -> int:
        return self.sums.get(("applications", use), {}).get(f"pool:{self.pool}", 0)

    def ordered(self, *uses: str) -> int:
        return sum(self.sums.get(("settlement", use), {}).get(f"pool:{self.pool}", 0) for use in uses)

    def into(self) -> int:
        return self.sums.get(("settlement", "into"), {}).get(self.pool, 0)

    def mirrors(self) -> tuple[tuple[Law, int, int], ...]:
        """The two sides of each, which must be equal."""
        return (
            (MIRROR_HELD, self.promised("held"), self.own("held")),
            (MIRROR_GRANTED, self.promised("granted"), self.own("committed", "paid")),
            (MIRROR_PAID, self.own("paid", "refunded", "earned"), -self.ordered("payer", "ordered")),
            (MIRROR_MOVED_IN, -self.own("moved-in"), self.into()),
        )


class Mirrors(Check):
    """Compares balances; points at the pool's last event, for the difference has no single place."""

    def __init__(self, notes: Notes, accounts: Accounts) -> None:
        super().__init__(notes)
        self._accounts = accounts
        self._last: Event | None = None

    def take(self, event: Event) -> None:
        if event.log == "pool":
            self._last = event

    def rest(self) -> None:
        sums = self._accounts.sums()
        for name in sorted(_pools(sums)):
            for law, left, right in _Pool(name, sums).mirrors():
                if left != right and self._last:
                    self.notes.problem(self._last, law, pool=name, left=left, right=right)


def _pools(sums: Mapping[tuple[str, str], Mapping[str, int]]) -> set[str]:
    """Every pool that any log has an account about."""
    about = {name for of_use in sums.values() for name in of_use}
    return {name.removeprefix("pool:") for name in about if name and not name.startswith("zuil:")}
