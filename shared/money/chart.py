"""A chart of accounts: every account declared once, what stands on each, and what may not be recorded.

An account's name says whose it is. A declaration stands for all accounts of one kind: `{pool}/{contribution}/free`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias

from shared.money import MEMO, Posting, add_up
from shared.money.book_years import BookDay

Balance: TypeAlias = Callable[[str], int]
"""What stands on an account, in cents."""

_REMEMBERED = 50_000
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """The accounts of one kind: `pattern` with, in braces, whose each is.

    A balance never leaves its sign: 1 is zero or more, -1 is zero or less. What people read is in Dutch and in English:
    what stands there, and the heading of its column where a table has one. `figures` names the sums that operators
    watch in which its balances count, each with a factor of 1 or -1.
    """

    name: str
    pattern: str
    sign: Literal[1, -1]
    meaning: tuple[str, str]
    column: tuple[str, str] | None = None
    figures: Mapping[str, Literal[1, -1]] = field(default_factory=dict)
    is_grouped: bool = False
    """Whether the books keep what stands on all that share the first place: of `{pool}/{contribution}/held` by pool."""
    is_memo: bool = field(init=False)
    """Whether it holds promises and expectations, which balance apart from money."""
    _template: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "is_memo", self.pattern.startswith(MEMO))
        object.__setattr__(self, "_template", _PLACE.sub("%s", self.pattern))

    def __call__(self, *whose: str) -> str:
        """The account of these, in the pattern's order. Raises TypeError if these are not as many as it has places."""
        return self._template % whose

    def all_of(self, first: str) -> str:
        """The group of all accounts whose first place this is; it has a balance as an account has."""
        return f"{first}/*/{self.pattern.rpartition('/')[2]}"

    def whose(self, account: str) -> dict[str, str] | None:
        """By placeholder, whose account this is; None if it is of another kind."""
        found = re.fullmatch(_PLACE.sub(r"(?P<\1>[^/]+)", self.pattern), account)
        return found.groupdict() if found else None


class Chart:
    """All accounts of one log."""

    def __init__(self, *accounts: Account) -> None:
        self.accounts = accounts
        self._patterns = [(re.compile(_PLACE.sub("[^/]+", each.pattern)), each) for each in accounts]
        self.known: dict[str, Account] = {}
        """Declarations that were looked up lately, by account: looked into first where every call counts."""

    def __iter__(self) -> Iterator[Account]:
        return iter(self.accounts)

    def of(self, account: str) -> Account | None:
        """The declaration of an account; None if nobody declared it."""
        found = self.known.get(account)
        if found is None:
            found = next((each for pattern, each in self._patterns if pattern.fullmatch(account)), None)
            if len(self.known) >= _REMEMBERED:
                self.known.clear()
            if found is not None:
                self.known[account] = found
        return found

    def figures(self, totals: Mapping[str, int]) -> dict[str, int]:
        """The sums that operators watch, in cents: of all together, and of no party apart.

        `totals`: what stands on all accounts of one kind together, by the pattern of their declaration.
        """
        found: defaultdict[str, int] = defaultdict(int)
        for account in self.accounts:
            for figure, factor in account.figures.items():
                found[figure] += factor * totals.get(account.pattern, 0)
        return dict(found)


@dataclass(slots=True)
class Books:
    """The balance of every account, folded from postings alone. In cents."""

    balances: MutableMapping[str, int] = field(default_factory=dict)
    """An account that is not here is at zero."""
    totals: dict[str, int] = field(default_factory=dict)
    """What stands on all accounts of one kind together, by the pattern of their declaration."""
    groups: dict[str, int] = field(default_factory=dict)
    """What stands on those of them that share their first place, where that is kept."""
    closed_through: date | None = None
    """The last day of the last closed book year."""

    def balance(self, account: str) -> int:
        """Of an account, or of a group."""
        return self.groups.get(account, 0) if "*" in account else self.balances.get(account, 0)

    def post(self, chart: Chart, postings: Iterable[Posting]) -> None:
        """Book what happened. Nothing is checked: it was checked before it was recorded."""
        known, balances, totals, groups = chart.known, self.balances, self.totals, self.groups
        for account, cents in postings:
            add_up(balances, account, cents)
            if declared := known.get(account) or chart.of(account):
                add_up(totals, declared.pattern, cents)
                if declared.is_grouped:
                    add_up(groups, _group(account), cents)

    def book_day(self, day: date, counts_for: date | None = None) -> BookDay:
        """When something counts that cannot be refused: on this day, or if that is closed, on the first open one.

        `counts_for`: what it is about, where it was closed elsewhere already.
        """
        if self.closed_through is None or day > self.closed_through:
            return BookDay(day, counts_for)
        return BookDay(self.closed_through + timedelta(days=1), counts_for or day)

    def after(self, postings: Iterable[Posting]) -> Balance:
        """The balances as these postings would leave them, of accounts and of groups."""
        changed: defaultdict[str, int] = defaultdict(int)
        for account, cents in postings:
            changed[account] += cents
            changed[_group(account)] += cents
        return lambda account: self.balance(account) + changed.get(account, 0)


def _group(account: str) -> str:
    first, last = account.find("/"), account.rfind("/")
    return f"{account[:first]}/*/{account[last + 1 :]}"


class Unsound(Exception):
    """A decision whose facts must not be recorded: a bug. It says what is wrong with them."""


def check(chart: Chart, books: Books, facts: Iterable[Any]) -> None:
    """Refuse, before anything is recorded, the facts of one decision that would break the books.

    Raises Unsound if a fact does not balance (money and memo apart), if it names an account that nobody declared, or
    if all of them together leave an account on the wrong side of zero.
    """
    changes: dict[str, int] = {}
    towards_zero: dict[str, int] = {}
    """By account that might end on the wrong side, its sign."""
    known = chart.known
    for fact in facts:
        money = memo = 0
        for account, cents in getattr(fact, "postings", ()):
            declared = known.get(account) or chart.of(account)
            if declared is None:
                raise Unsound(f"{account} is no account of the chart")
            if declared.is_memo:
                memo += cents
            else:
                money += cents
            changes[account] = changes.get(account, 0) + cents
            if cents * declared.sign < 0:
                towards_zero[account] = declared.sign
        if money or memo:
            raise Unsound(f"{fact.kind} does not balance: money {money}, memo {memo} cents")
    for account, sign in towards_zero.items():
        change = changes[account]
        if change * sign < 0 and (left := books.balances.get(account, 0) + change) * sign < 0:
            raise Unsound(f"{account} would stand at {left} cents, on the wrong side of zero")
