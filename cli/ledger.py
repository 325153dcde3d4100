"""What stands on every account of the three logs, now or at the end of a day, from the postings alone. In cents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

import msgspec

from audit.accounts import Account, by_chart
from cli.logs import Log
from cli.words import Text
from cli.words import screens as w
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.service import Service

BY_NAME: Mapping[str, Service[Any]] = {service.name: service for service in (APPLICATIONS, POOL, SETTLEMENT)}
BOOKED = {
    name: tuple(fact.kind for fact in service.facts if "postings" in fact.__dataclass_fields__)
    for name, service in BY_NAME.items()
}
"""Per log the kinds of events that carry postings: no others need to be read."""


class _Fact(msgspec.Struct):
    postings: list[tuple[str, int]] = []


class _Booked(msgspec.Struct):
    at: datetime
    fact: _Fact


class Mirror(NamedTuple):
    """The same money by two logs. At rest both sides are equal, to the cent."""

    pool: str
    name: str
    text: Text
    left: int
    right: int

    @property
    def differs_by(self) -> int:
        return self.left - self.right


_read = msgspec.json.Decoder(_Booked).decode


@cache
def _chart(account: str) -> Account | None:
    return by_chart(account)


@dataclass(slots=True)
class Ledger:
    """Balances by log and account; an account at zero is not among them."""

    balances: dict[tuple[str, str], int] = field(default_factory=dict)

    def accounts(self, log: str, use: str, about: str | None = None) -> dict[str, int]:
        """The accounts of one use, of everybody or about one pool or funder."""
        return {
            name: cents
            for (owner, name), cents in self.balances.items()
            if owner == log and (row := _chart(name)) and row.use == use and about in {None, row.about}
        }

    def sum(self, log: str, *uses: str, about: str | None = None) -> int:
        return sum(sum(self.accounts(log, use, about).values()) for use in uses)

    def sums(self) -> dict[tuple[str, str], int]:
        """What stands on all accounts of each log and use of the chart."""
        found: defaultdict[tuple[str, str], int] = defaultdict(int)
        for (log, name), cents in self.balances.items():
            if row := _chart(name):
                found[log, row.use] += cents
        return found

    def pools(self) -> list[str]:
        """Every pool that any log has money of, or a right over money."""
        about = {row.about for _, name in self.balances if (row := _chart(name))}
        return sorted({name.removeprefix("pool:") for name in about if name and not name.startswith("zuil:")})

    def mirrors(self, pool: str) -> list[Mirror]:
        """The mirrors of docs/messages.md, of one pool."""
        funder = f"pool:{pool}"
        promised, own = "applications", "pool"
        sides = (
            ("held", w.MIRROR_HELD, self.sum(promised, "held", about=funder), self.sum(own, "held", about=pool)),
            (
                "granted",
                w.MIRROR_GRANTED,
                self.sum(promised, "granted", about=funder),
                self.sum(own, "committed", "paid", about=pool),
            ),
            (
                "paid",
                w.MIRROR_PAID,
                self.sum(own, "paid", "refunded", "earned", about=pool),
                -self.sum("settlement", "payer", "ordered", about=funder),
            ),
            (
                "moved-in",
                w.MIRROR_MOVED_IN,
                -self.sum(own, "moved-in", about=pool),
                self.sum("settlement", "into", about=pool),
            ),
        )
        return [Mirror(pool, *side) for side in sides]


def ledger_of(logs: Iterable[Log], until: datetime | None = None) -> Ledger:
    """Fold the postings of these logs, of events dated before `until` if one is given."""
    balances: defaultdict[tuple[str, str], int] = defaultdict(int)
    for log in logs:
        for row in log.all_rows(kinds=BOOKED[log.service]):
            booked = _read(row.state)
            if until is not None and booked.at >= until:
                break
            for account, cents in booked.fact.postings:
                balances[log.service, account] += cents
    return Ledger({name: cents for name, cents in balances.items() if cents})
