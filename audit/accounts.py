"""Money by account: every event balances, every account is its log's own and keeps its sign."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes

UNBALANCED = Law(
    "unbalanced",
    nl="de boekingen sluiten niet: {money} cent geld en {memo} cent memo blijven over",
    en="its postings do not balance: {money} cents of money and {memo} cents of memo remain",
)
ACCOUNT_FOREIGN = Law(
    "account-foreign",
    nl="boekt op {account}; die rekening hoort niet in dit logboek",
    en="posts to {account}; that account does not belong in this log",
)
SIGN_BROKEN = Law(
    "sign-broken",
    nl="laat {cents} cent op {account}; het teken van die rekening is {sign}",
    en="leaves {cents} cents on {account}; the sign of that account is {sign}",
)

_ID = "[a-z0-9][a-z0-9-]*"
_ASK = f"{_ID}:{_ID}"
_FUNDER = f"(?P<funder>(?:pool|zuil):{_ID})"
_POOL = f"(?P<pool>{_ID})"


class Account(NamedTuple):
    """An account by the chart: its owner log, what it is for, its sign, and the pool or funder it is about."""

    owner: str
    use: str
    sign: int
    about: str


@dataclass(frozen=True, slots=True)
class _Row:
    owner: str
    use: str
    sign: int
    pattern: re.Pattern[str]


def _rows(owner: str, *rows: tuple[str, int, str]) -> list[_Row]:
    return [_Row(owner, use, sign, re.compile(pattern)) for use, sign, pattern in rows]


CHART = [
    *_rows(
        "pool",
        ("put-in", -1, f"contributor:{_ID}"),
        *((use, 1, f"{_POOL}/{_ID}/{use}") for use in ("free", "held", "committed", "paid")),
        *((use, -1, f"{_POOL}/{_ID}/{use}") for use in ("refunded", "earned", "moved-in")),
        ("pledged-by", -1, f"memo/pledged-by:{_ID}"),
        ("pledged", 1, f"memo/{_POOL}/{_ID}/pledged"),
    ),
    *_rows(
        "applications",
        ("funder", -1, f"memo/funder:{_FUNDER}"),
        *((use, 1, f"memo/ask:{_FUNDER}/{_ASK}/{use}") for use in ("asked", "held", "granted")),
    ),
    *_rows(
        "settlement",
        ("payer", -1, f"payer:{_FUNDER}"),
        ("ordered", 1, f"order:{_FUNDER}/{_ID}(?::{_ID}){{2,3}}"),
        ("party", 1, f"party:{_ID}"),
        ("into", 1, f"into:{_POOL}/{_ID}(?::{_ID})?"),
        ("baseline", -1, f"memo/baseline:{_ID}/{_ID}"),
        *((use, 1, f"memo/saving:{_ID}/{_ID}/{use}") for use in ("verified", "to-recipient", "to-investor")),
    ),
]
"""The chart of accounts of `docs/messages.md`."""


def by_chart(account: str) -> Account | None:
    """Where the chart puts an account, if it does."""
    for row in CHART:
        if found := row.pattern.fullmatch(account):
            named = found.groupdict()
            return Account(row.owner, row.use, row.sign, named.get("pool") or named.get("funder") or "")
    return None


class Accounts(Check):
    """Every balance, rebuilt from the postings alone."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes)
        self._known: dict[str, Account | None] = {}
        self._balances: defaultdict[tuple[str, str], int] = defaultdict(int)
        """By log and account."""

    def take(self, event: Event) -> None:
        if event.fact is None or not event.fact.postings:
            return
        sums = {True: 0, False: 0}
        for account, cents in event.fact.postings:
            sums[account.startswith("memo/")] += cents
            self._balances[event.log, account] += cents
        if any(sums.values()):
            self.notes.problem(event, UNBALANCED, money=sums[False], memo=sums[True])
        for account in dict.fromkeys(account for account, _ in event.fact.postings):
            self._judge(event, account)

    def _judge(self, event: Event, name: str) -> None:
        account = self._account(name)
        if account is None or account.owner != event.log:
            self.notes.problem(event, ACCOUNT_FOREIGN, account=name)
            return
        cents = self._balances[event.log, name]
        if cents * account.sign < 0:
            sign = "≥ 0" if account.sign > 0 else "≤ 0"
            self.notes.problem(event, SIGN_BROKEN, account=name, cents=cents, sign=sign)

    def _account(self, name: str) -> Account | None:
        if name not in self._known:
            self._known[name] = by_chart(name)
        return self._known[name]

    def sums(self) -> dict[tuple[str, str], dict[str, int]]:
        """What stands on the accounts of each log and use, by the pool or funder they are about. In cents, signed."""
        found: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for (log, name), cents in self._balances.items():
            if account := self._account(name):
                of_use = found[log, account.use]
                of_use[account.about] = of_use.get(account.about, 0) + cents
        return found
