"""The contract as the auditor reads it: which facts and accounts each log has, and who reads whom."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import ModuleType
from typing import NamedTuple

from audit.facts import books as books_told
from audit.facts import runtime
from audit.facts.applications import applications, asks
from audit.facts.applications import chart as chart_of_applications
from audit.facts.booking import Account
from audit.facts.declaring import Fact
from audit.facts.pool import asks as asks_of_pools
from audit.facts.pool import (
    books,
    contributions,
    corrections,
    covenants,
    declines,
    holds,
    mandates,
    payments,
    pledges,
    pools,
    remainder,
    returns,
    set_aside,
    supports,
    tasks,
    undone,
    year_end,
)
from audit.facts.pool import chart as chart_of_pool
from audit.facts.settlement import (
    advances,
    agreements,
    changes,
    determinations,
    earn_backs,
    loan_terms,
    loans,
    orders,
    savings,
)
from audit.facts.settlement import chart as chart_of_settlement
from audit.facts.settlement import corrections as corrections_of_payers
from audit.facts.settlement import returns as returns_of_payers

UPSTREAMS = {"applications": ("pool",), "pool": ("applications", "settlement"), "settlement": ("applications", "pool")}
"""Whose whole stream each service reads, by service."""

LOGS = tuple(UPSTREAMS)


def _facts(modules: tuple[ModuleType, ...]) -> Iterator[type[Fact]]:
    """Every fact that these modules declare, as far as it has a kind of its own."""
    for module in modules:
        for found in vars(module).values():
            own = isinstance(found, type) and issubclass(found, Fact) and found.__module__ == module.__name__
            if own and "kind" in vars(found):
                yield found


FACTS: Mapping[str, Mapping[str, type[Fact]]] = {
    log: {fact.kind: fact for fact in _facts((runtime, *topics))}
    for log, topics in (
        ("applications", (applications, asks, books_told)),
        (
            "pool",
            (
                *(pools, mandates, covenants, pledges, contributions, year_end, returns, corrections, supports),
                *(asks_of_pools, set_aside, holds, declines, tasks, payments, undone, remainder, books),
            ),
        ),
        (
            "settlement",
            (
                *(agreements, orders, advances, changes, loans, loan_terms, determinations),
                *(returns_of_payers, corrections_of_payers, earn_backs, savings, books_told),
            ),
        ),
    )
}
"""By log and kind."""

CHART = tuple(
    found
    for chart in (chart_of_pool, chart_of_applications, chart_of_settlement)
    for found in vars(chart).values()
    if isinstance(found, Account)
)
"""The chart of accounts of `docs/messages.md`."""


def _key(name: str) -> str:
    """What an account's name has in common with its pattern: the beginning, up to a colon, or the end."""
    head, colon, _ = name.partition(":")
    return head if colon else name.rpartition("/")[2]


_BY_KEY = {
    key: [account for account in CHART if _key(account.pattern) == key] for key in {_key(a.pattern) for a in CHART}
}


class Entered(NamedTuple):
    """What the chart says of an account: whose it is, what for, its sign, and the pool or funder that it is about."""

    log: str
    use: str
    sign: int
    about: str


@lru_cache(maxsize=512)
def by_chart(name: str) -> Entered | None:
    """Where the chart puts an account, if it does."""
    for account in _BY_KEY.get(_key(name), ()):
        if (slots := account.slots(name)) is not None:
            about = slots.get("pool") or slots.get("funder") or ""
            return Entered(account.log, account.use, account.sign, about)
    return None
