"""Accounts and movements, as data: what a fact books follows from its fields, its declaration and the chart."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from audit.facts.declaring import Fact, Kept, Known, Movement

Entry: TypeAlias = tuple[int, str, str]
"""Cents, from account, to account."""

_ID = "[a-z0-9][a-z0-9-]*"
_SLOTS = {
    "funder": f"(?:pool|zuil):{_ID}",
    "ask": f"{_ID}:{_ID}",
    "order": f"{_ID}(?::{_ID}){{2,3}}",
    "target": f"{_ID}(?::{_ID})?",
}
"""What may stand in a slot of an account's name; in all others an id may."""


@dataclass(frozen=True)
class Account:
    """A line of the chart of accounts."""

    log: str
    """Whose it is."""
    use: str
    sign: int
    pattern: str
    """Its name, with slots in braces."""
    nl: str = ""
    en: str = ""
    """What it is called where the audit shows the money; not shown if empty."""

    def slots(self, name: str) -> dict[str, str] | None:
        """What stands in the slots of an account's name; None if it is no name of this account."""
        found = self._names.fullmatch(name)
        return found.groupdict() if found else None

    @cached_property
    def form(self) -> tuple[str, list[str]]:
        """Its name with a place for each slot, and these slots in order."""
        return re.sub(r"{\w+}", "%s", self.pattern), re.findall(r"{(\w+)}", self.pattern)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"{(\w+)}", lambda slot: f"(?P<{slot[1]}>{_SLOTS.get(slot[1], _ID)})", self.pattern))


class Named(NamedTuple):
    """The account that a field names."""

    field: str


class Until(NamedTuple):
    """An account, until it is over; then another of the same slots in its place."""

    account: Account
    then: Account
    over: Kept[bool]
    """By the account's name."""


Target: TypeAlias = Account | Named | Until


class Move(NamedTuple):
    """So many cents from one account to another; `cents` names the field that says how many."""

    cents: str
    source: Account | Named
    target: Target

    def entries(self, fact: Fact, known: Known, row: object = None) -> Iterator[Entry]:
        cents = fact.value(self.cents, known, row)
        yield cents, _name(self.source, fact, known, row), _name(self.target, fact, known, row)


class Fill(NamedTuple):
    """So many cents that first fill what one account is short, and otherwise come to another."""

    cents: str
    source: Account | Named
    short: Account
    target: Target

    def entries(self, fact: Fact, known: Known, row: object = None) -> Iterator[Entry]:
        source, short = _name(self.source, fact, known, row), _name(self.short, fact, known, row)
        cents = fact.value(self.cents, known, row)
        filled = max(min(cents, -known.balances.get(short, 0)), 0)
        yield filled, source, short
        yield cents - filled, source, _name(self.target, fact, known, row)


class Drain(NamedTuple):
    """So many cents out of one account, and what is not there any more out of another, which is short then."""

    cents: str
    source: Account | Until
    short: Account
    target: Target

    def entries(self, fact: Fact, known: Known, row: object = None) -> Iterator[Entry]:
        source, target = _name(self.source, fact, known, row), _name(self.target, fact, known, row)
        cents = fact.value(self.cents, known, row)
        there = max(min(cents, known.balances.get(source, 0)), 0)
        yield there, source, target
        yield cents - there, _name(self.short, fact, known, row), target


class Clear(NamedTuple):
    """Whatever stands on one account goes to another."""

    source: Account
    target: Account

    def entries(self, fact: Fact, known: Known, row: object = None) -> Iterator[Entry]:
        source = _name(self.source, fact, known, row)
        yield known.balances.get(source, 0), source, _name(self.target, fact, known, row)


class Each:
    """The same for each row of a list."""

    def __init__(self, rows: str, *movements: Movement) -> None:
        self._rows = rows
        self._movements = movements

    def entries(self, fact: Fact, known: Known, _: object = None) -> Iterator[Entry]:
        for row in fact.value(self._rows, known):
            for movement in self._movements:
                yield from movement.entries(fact, known, row)


def _name(account: Target, fact: Fact, known: Known, row: object) -> str:
    """An account's name, its slots filled with what the fact means by them."""
    if isinstance(account, Until):
        name = _name(account.account, fact, known, row)
        return _name(account.then, fact, known, row) if known[account.over].get(name) else name
    if isinstance(account, Named):
        return str(fact.value(account.field, known, row))
    form, slots = account.form
    return form % tuple([fact.value(slot, known, row) for slot in slots])


def net(postings: Iterable[tuple[str, int]]) -> dict[str, int]:
    """By account; what moves away and back again is nothing."""
    totals: dict[str, int] = {}
    for account, cents in postings:
        totals[account] = totals.get(account, 0) + cents
    return {account: cents for account, cents in totals.items() if cents}


def declared(fact: Fact, known: Known) -> dict[str, int]:
    """What a fact is to book, by account."""
    postings = []
    for movement in fact.books:
        for cents, source, target in movement.entries(fact, known):
            postings += [(source, -cents), (target, cents)]
    return net(postings)
