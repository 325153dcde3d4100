"""A chart of accounts: whose an account is, what stands on it, and which decisions would break the books."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from contracts.registry import CONTRACTS
from shared.money import Posting, transfer
from shared.money import chart as module
from shared.money.chart import Account, Books, Chart, Unsound, check
from shared.wire import ASK, SLUG

GIVEN = Account("given", "giver:{party}", -1, meaning=("gegeven (min)", "given (minus)"))
FREE = Account("free", "{pool}/{part}/free", 1, meaning=("vrij", "free"), figures={"free": 1, "all": 1})
BACK = Account(
    "back", "{pool}/{part}/back", -1, meaning=("terug (min)", "back (minus)"), figures={"back": -1, "all": 1}
)
PROMISED = Account("promised", "memo/giver:{party}", -1, meaning=("beloofd (min)", "promised (minus)"))
EXPECTED = Account("expected", "memo/{pool}/expected", 1, meaning=("verwacht", "expected"))
CHART = Chart(GIVEN, FREE, BACK, PROMISED, EXPECTED)


@dataclass(frozen=True)
class Booked:
    """A fact about money."""

    postings: tuple[Posting, ...]
    kind: ClassVar[str] = "booked"


@dataclass(frozen=True)
class Noted:
    """A fact about something else."""

    kind: ClassVar[str] = "noted"


def books(**cents):
    """What stands at the beginning, by the first letter of the account."""
    found = Books()
    found.post(CHART, [Posting(ACCOUNTS[letter], amount) for letter, amount in cents.items()])
    return found


ACCOUNTS = {
    "g": "giver:welzijn",
    "f": "moestuin/eerste/free",
    "F": "moestuin/tweede/free",
    "b": "moestuin/eerste/back",
    "p": "memo/giver:welzijn",
    "e": "memo/moestuin/expected",
}


def move(cents, source, target):
    return Booked(transfer(cents, ACCOUNTS[source], ACCOUNTS[target]))


# Whose an account is


def test_an_account_is_named_after_whose_it_is():
    assert FREE("moestuin", "eerste") == "moestuin/eerste/free"
    assert PROMISED("welzijn") == "memo/giver:welzijn"


@pytest.mark.parametrize("whose", [(), ("moestuin",), ("moestuin", "eerste", "tweede")], ids=len)
def test_an_account_of_too_few_or_too_many_is_none(whose):
    with pytest.raises(TypeError, match="argument"):
        FREE(*whose)


def test_an_account_says_whose_it_is():
    assert FREE.whose("moestuin/eerste/free") == {"pool": "moestuin", "part": "eerste"}
    assert GIVEN.whose("giver:welzijn") == {"party": "welzijn"}


@pytest.mark.parametrize(
    "account",
    [
        "moestuin/eerste/back",
        "moestuin/free",
        "moestuin/eerste/laatste/free",
        "memo/moestuin/eerste/free",
        "moestuin/eerste/free/",
        "/eerste/free",
        "moestuin/eerste/free\n",
        "",
    ],
)
def test_an_account_of_another_kind_is_nobodys(account):
    assert FREE.whose(account) is None


def test_what_nobody_declared_is_no_account():
    assert CHART.of("moestuin/eerste/vrij") is None
    assert CHART.of("moestuin/eerste/free") is FREE
    assert CHART.of("memo/moestuin/expected") is EXPECTED


def test_a_chart_remembers_some_accounts_and_knows_all(monkeypatch):
    monkeypatch.setattr(module, "_REMEMBERED", 3)
    chart = Chart(GIVEN, FREE)
    for number in range(10):
        assert chart.of(f"moestuin/{number}/free") is FREE
        assert chart.of(f"giver:{number}") is GIVEN
        assert chart.of("moestuin") is None
        assert len(chart.known) <= 3


def test_a_chart_names_its_accounts_in_their_order():
    assert list(CHART) == [GIVEN, FREE, BACK, PROMISED, EXPECTED]


# The charts of the services


DECLARED = [
    pytest.param(contract.chart, account, id=f"{contract.name}: {account.pattern}")
    for contract in CONTRACTS
    for account in contract.chart
]


SLUGS_AND_ASKS = st.from_regex(SLUG, fullmatch=True) | st.from_regex(ASK, fullmatch=True)


@pytest.mark.parametrize(("chart", "account"), DECLARED)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_an_account_is_of_one_kind_only(chart, account, data):
    """Whatever the parties, pools and asks in its name are called."""
    whose = [data.draw(SLUGS_AND_ASKS) for _ in range(account.pattern.count("{"))]
    name = account(*whose)
    assert chart.of(name) is account
    assert list(account.whose(name).values()) == whose
    assert [each for each in chart if each.whose(name) is not None] == [account]


# What stands on them


def test_what_comes_to_nothing_leaves_nothing_behind():
    kept = books(g=-5, f=5)
    kept.post(CHART, transfer(5, ACCOUNTS["f"], ACCOUNTS["g"]))
    assert (kept.balances, kept.totals) == ({}, {})
    assert kept.balance(ACCOUNTS["f"]) == 0


def test_figures_are_sums_over_all_accounts_of_a_kind():
    kept = books(g=-6, f=5, F=4, b=-3, p=-2, e=2)
    assert CHART.figures(kept.totals) == {"free": 9, "back": 3, "all": 6}
    assert CHART.figures(Books().totals) == {"free": 0, "back": 0, "all": 0}


def test_what_is_booked_is_kept_also_where_nobody_declared_the_account():
    """It happened; it is not judged any more."""
    kept = Books()
    kept.post(CHART, transfer(5, "elders", ACCOUNTS["f"]))
    assert kept.balances == {"elders": -5, ACCOUNTS["f"]: 5}
    assert kept.totals == {FREE.pattern: 5}


def test_what_would_stand_there_after_is_only_looked_at():
    kept = books(g=-5, f=5)
    after = kept.after([*transfer(3, ACCOUNTS["f"], ACCOUNTS["F"]), *transfer(1, ACCOUNTS["F"], ACCOUNTS["f"])])
    assert [after(ACCOUNTS[letter]) for letter in "gfFb"] == [-5, 3, 2, 0]
    assert kept == books(g=-5, f=5)


# What may not be recorded


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ([move(6, "f", "F")], "moestuin/eerste/free would stand at -1 cents, on the wrong side of zero"),
        ([move(1, "g", "b")], "moestuin/eerste/back would stand at 1 cents, on the wrong side of zero"),
        ([move(6, "f", "g")], "moestuin/eerste/free would stand at -1 cents, on the wrong side of zero"),
        ([move(3, "f", "F"), move(3, "f", "F")], "moestuin/eerste/free would stand at -1 cents"),
        ([Booked((Posting(ACCOUNTS["g"], -1), Posting(ACCOUNTS["f"], 2)))], "booked does not balance: money 1, memo 0"),
        ([Booked((Posting(ACCOUNTS["p"], -1), Posting(ACCOUNTS["f"], 1)))], "does not balance: money 1, memo -1"),
        ([Booked((Posting(ACCOUNTS["e"], 1),))], "does not balance: money 0, memo 1"),
        ([Booked((Posting(ACCOUNTS["f"], -1),)), Booked((Posting(ACCOUNTS["F"], 1),))], "does not balance: money -1"),
        ([Booked(transfer(1, ACCOUNTS["g"], "moestuin/eerste/vrij"))], "moestuin/eerste/vrij is no account of"),
        ([Booked((Posting("elders", 0),))], "elders is no account of the chart"),
    ],
    ids=range(10),
)
def test_a_decision_that_would_break_the_books_is_unsound_and_says_why(facts, why):
    kept = books(g=-5, f=5)
    with pytest.raises(Unsound, match=why):
        check(CHART, kept, facts)
    assert kept == books(g=-5, f=5)


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [Noted()],
        [Booked(())],
        [move(5, "f", "g"), Noted()],
        [move(7, "g", "f"), move(12, "f", "F")],
        [move(12, "f", "F"), move(7, "g", "f")],
        [Booked((*transfer(1, ACCOUNTS["f"], ACCOUNTS["F"]), *transfer(2, ACCOUNTS["p"], ACCOUNTS["e"])))],
    ],
    ids=range(7),
)
def test_a_decision_is_judged_as_a_whole(facts):
    """All its facts are recorded together: one alone may overdraw what another fills, in whatever order."""
    check(CHART, books(g=-5, f=5), facts)


def test_what_stands_on_the_wrong_side_may_be_mended_and_not_made_worse():
    """No decision is kept from bringing an account nearer to where it belongs."""
    kept = books(f=-5, F=5)
    check(CHART, kept, [move(3, "F", "f")])
    with pytest.raises(Unsound, match="would stand at -6 cents"):
        check(CHART, kept, [move(1, "f", "F")])


# The same, judged by somebody who knows no patterns


SIGNS = {
    "giver:a": -1,
    "giver:b": -1,
    "tuin/x/free": 1,
    "tuin/x/back": -1,
    "tuin/y/free": 1,
    "memo/giver:a": -1,
    "memo/tuin/expected": 1,
}
NAMES = [*SIGNS, "giver", "tuin/free", "memo/tuin/x/free"]
"""Accounts, and some that are none."""


def is_sound(standing, facts):
    """By the rule as it is written: each fact balances twice, each account is declared and ends on its side."""
    for fact in facts:
        for memo in (True, False):
            if sum(cents for name, cents in fact.postings if name.startswith("memo") == memo):
                return False
    ends = Counter(standing)
    for fact in facts:
        for name, cents in fact.postings:
            ends[name] += cents
    return all(name in SIGNS and cents * SIGNS[name] >= 0 for name, cents in ends.items())


CENTS = st.integers(0, 4)
KNOWN = st.sampled_from([*SIGNS])
MONEY = st.sampled_from([name for name in SIGNS if not name.startswith("memo")])
MEMO = st.sampled_from([name for name in SIGNS if name.startswith("memo")])
MOVES = st.builds(transfer, CENTS, MONEY, MONEY) | st.builds(transfer, CENTS, MEMO, MEMO)
LOOSE = st.lists(st.builds(Posting, st.sampled_from(NAMES), st.integers(-2, 2)), max_size=2).map(tuple)
BOOKED = st.lists(st.one_of(MOVES, MOVES, MOVES, LOOSE), max_size=3).map(lambda parts: Booked(sum(parts, ())))
STANDING = st.dictionaries(KNOWN, CENTS).map(lambda found: {name: cents * SIGNS[name] for name, cents in found.items()})
WORLDS = st.tuples(STANDING, st.lists(BOOKED, max_size=3))


def accepts(standing, facts):
    kept = Books()
    kept.post(CHART, [Posting(name, cents) for name, cents in standing.items()])
    try:
        check(CHART, kept, facts)
    except Unsound:
        return False
    return True


@given(world=WORLDS)
@settings(max_examples=1500, deadline=None)
def test_accepted_is_exactly_what_is_sound(world):
    assert accepts(*world) == is_sound(*world)


def moves_much(world):
    """Several facts that move money, and each account ends on its side."""
    standing, facts = world
    return is_sound(standing, facts) and sum(bool(fact.postings) for fact in facts) > 1


def overdraws_in_between(world):
    standing, facts = world
    return is_sound(standing, facts) and len(facts) > 1 and not is_sound(standing, facts[:1])


def only_overdraws(world):
    """It balances, and names no account that is none."""
    standing, facts = world
    return not is_sound(standing, facts) and is_sound({name: 100 * sign for name, sign in SIGNS.items()}, facts)


@pytest.mark.parametrize("kind", [moves_much, overdraws_in_between, only_overdraws], ids=lambda kind: kind.__name__)
def test_such_worlds_are_among_those_that_are_judged(kind):
    find(WORLDS, kind, settings=settings(max_examples=5000, deadline=None))
