"""What stands on every account of the three logs, now or at the end of a day, from the postings alone. In cents."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

import msgspec

from cli.logs import Log
from cli.words import Text
from cli.words import screens as w
from services.applications.app import SERVICE as APPLICATIONS
from services.pool.app import SERVICE as POOL
from services.settlement.app import SERVICE as SETTLEMENT
from shared.calendar import civil_date
from shared.money.chart import Account
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
    book_date: date | None = None

    @property
    def booked_on(self) -> date:
        return self.book_date or civil_date(self.at)


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


def declared(log: str, account: str) -> Account | None:
    """What the chart of this log says of an account."""
    return BY_NAME[log].chart.of(account)


def funder_of(log: str, account: str) -> str:
    """The funder that an account is about, as `pool:<id>` or `zuil:<slug>`; empty if none."""
    row = declared(log, account)
    whose = (row.whose(account) if row else None) or {}
    return next((f"{kind}:{whose[kind]}" for kind in ("pool", "zuil") if kind in whose), "")


@dataclass(slots=True)
class Ledger:
    """Balances by log and account; an account at zero is not among them."""

    balances: dict[tuple[str, str], int] = field(default_factory=dict)

    def accounts(self, log: str, use: str, about: str | None = None) -> dict[str, int]:
        """The accounts of one use, of everybody or about one funder."""
        return {
            name: cents
            for (owner, name), cents in self.balances.items()
            if owner == log
            and (row := declared(log, name))
            and row.name == use
            and about in {None, funder_of(log, name)}
        }

    def about(self, funder: str) -> "Ledger":
        """The accounts about one funder, in all three logs."""
        return Ledger(
            {(log, name): cents for (log, name), cents in self.balances.items() if funder_of(log, name) == funder}
        )

    def sum(self, log: str, *uses: str, about: str | None = None) -> int:
        return sum(sum(self.accounts(log, use, about).values()) for use in uses)

    def sums(self) -> dict[tuple[str, Account], int]:
        """What stands on all accounts of each log and use of the chart: by the first declaration of that use."""
        found: defaultdict[tuple[str, str], int] = defaultdict(int)
        for (log, name), cents in self.balances.items():
            if row := declared(log, name):
                found[log, row.name] += cents
        first = {(log, row.name): row for log, service in BY_NAME.items() for row in reversed(service.chart.accounts)}
        return {(log, first[log, use]): cents for (log, use), cents in sorted(found.items())}

    def figures(self) -> dict[tuple[str, str], int]:
        """The sums that operators watch, by log and name, of these balances."""
        found: dict[tuple[str, str], int] = {}
        for log, service in BY_NAME.items():
            for name, cents in service.chart.figures(self._by_pattern(log)).items():
                found[log, name] = cents
        return found

    def _by_pattern(self, log: str) -> dict[str, int]:
        """What stands on all accounts of one kind together."""
        found: defaultdict[str, int] = defaultdict(int)
        for (owner, name), cents in self.balances.items():
            if owner == log and (row := declared(log, name)):
                found[row.pattern] += cents
        return found

    def pools(self) -> list[str]:
        """Every pool that any log has money of, or a right over money."""
        about = {funder_of(log, name) for log, name in self.balances}
        return sorted(name.removeprefix("pool:") for name in about if name.startswith("pool:"))

    def mirrors(self, pool: str) -> list[Mirror]:
        """The mirrors of docs/messages.md, of one pool."""

        def stands(log: str, *uses: str) -> int:
            return self.sum(log, *uses, about=f"pool:{pool}")

        sides = (
            ("held", w.MIRROR_HELD, stands("applications", "held"), stands("pool", "held")),
            ("granted", w.MIRROR_GRANTED, stands("applications", "granted"), stands("pool", "committed", "paid")),
            (
                "paid",
                w.MIRROR_PAID,
                stands("pool", "paid", "given-back", "refunded", "earned"),
                -stands("settlement", "payer", "ordered"),
            ),
            ("moved-in", w.MIRROR_MOVED_IN, -stands("pool", "moved-in"), stands("settlement", "into")),
        )
        return [Mirror(pool, *side) for side in sides]


def ledger_of(logs: Iterable[Log], until: datetime | None = None, booked: date | None = None) -> Ledger:
    """Fold the postings of these logs: as known before `until`, and with a book date up to and including `booked`."""
    balances: defaultdict[tuple[str, str], int] = defaultdict(int)
    for log in logs:
        for row in log.all_rows(kinds=BOOKED[log.service]):
            event = _read(row.state)
            if until is not None and event.at >= until:
                break
            if booked is None or event.booked_on <= booked:
                for account, cents in event.fact.postings:
                    balances[log.service, account] += cents
    return Ledger({name: cents for name, cents in balances.items() if cents})
