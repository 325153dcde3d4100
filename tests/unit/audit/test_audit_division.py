"""The auditor's own arithmetic: the golden case, and what must hold of every division."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.facts.settlement.earn_backs import EarnBack, Recipient, Terms
from audit.laws.coming_back import in_proportion
from audit.laws.division import Division, division
from shared.money import split


def agreed(verified, counted, before=(0, 0), *, move="0.25", back="0.5", move_cap=10**9, back_cap=10**9, gated=None):
    """An earn-back with these totals: verified, counted for the investor, divided before."""
    day = date(2026, 1, 1)
    terms = Terms(
        earn_back="tuin",
        ask="tuin:werk",
        investor="uitkeringen",
        benefit_holder="uitkeringen",
        recipient=Recipient("wijk", "welzijn-2026"),
        move_share=Decimal(move),
        move_cap_cents=move_cap,
        return_share=Decimal(back),
        return_cap_cents=back_cap,
        return_from=day,
        term_from=day,
        term_to=day,
        gated_return=gated,
    )
    return EarnBack(terms, "wijkteam", ("uitkeringen",), True, verified, counted, *before)


def test_at_exactly_the_investment_nothing_moves():
    assert division(agreed(500_000, 500_000), 500_000) is None


def test_one_cent_more_moves_half_and_a_quarter_rounded_half_up():
    found = division(agreed(500_001, 500_001), 500_000)
    assert found == Division(500_001, 500_000, to_recipient_cents=125_000, to_investor_cents=250_001)


def test_what_was_divided_before_is_taken_off():
    found = division(agreed(1_200_000, 700_000, before=(125_000, 1)), 500_000)
    assert found == Division(1_200_000, 500_000, to_recipient_cents=175_000, to_investor_cents=349_999)


def test_caps_hold():
    found = division(agreed(600_000, 600_000, move_cap=100, back_cap=50), 500_000)
    assert found == Division(600_000, 500_000, to_recipient_cents=100, to_investor_cents=50)


def test_the_investor_comes_first():
    found = division(agreed(3, 3, move="0.5", back="0.5"), 0)
    assert found == Division(3, 0, to_recipient_cents=1, to_investor_cents=2)


shares = st.decimals(0, 1, places=3).map(str)


@given(move=shares, back=shares, verified=st.integers(0, 10**6), counted=st.integers(0, 10**6))
def test_no_more_is_divided_than_was_saved(move, back, verified, counted):
    found = division(agreed(verified, min(counted, verified), move=move, back=back), 0)
    if found:
        assert found.to_investor_cents >= 0
        assert found.to_recipient_cents >= 0
        assert found.to_recipient_cents + found.to_investor_cents <= verified


weights = st.lists(st.integers(1, 5), min_size=1, max_size=4)


@given(weights, st.integers(0, 50))
def test_largest_remainders_are_in_proportion(weights, cents):
    names = dict(zip("abcd", weights, strict=False))
    parts = dict(zip(names, split(cents, list(names.values())), strict=True))
    assert in_proportion(parts, names, within=1)


@pytest.mark.parametrize("parts", [{"a": 3, "b": 1}, {"a": 4}, {"a": 2, "b": 1, "c": 1}])
def test_a_cent_too_many_is_out_of_proportion(parts):
    assert not in_proportion(parts, {"a": 1, "b": 1}, within=1)


@given(weights, st.lists(st.integers(0, 9), max_size=6))
def test_refunds_over_what_is_still_out_stay_in_proportion(weights, refunds):
    """The pool divides each refund by what every contribution still has out; the auditor looks at the sum."""
    lent = {name: 10 * weight for name, weight in zip("abcd", weights, strict=False)}
    returned = dict.fromkeys(lent, 0)
    for times, refund in enumerate(refunds, start=1):
        out = [lent[name] - returned[name] for name in lent]
        for name, cents in zip(lent, split(min(refund, sum(out)), out), strict=True):
            returned[name] += cents
        assert in_proportion(returned, lent, within=times)


@pytest.mark.parametrize(
    ("gated", "verified", "expected"),
    [
        (False, 500_000, Division(500_000, 500_000, to_recipient_cents=0, to_investor_cents=250_000)),
        (False, 500_001, Division(500_001, 500_000, to_recipient_cents=125_000, to_investor_cents=250_001)),
        (True, 500_000, None),
    ],
)
def test_the_return_waits_only_where_that_was_agreed(gated, verified, expected):
    assert division(agreed(verified, verified, gated=gated), 500_000) == expected


def test_a_return_without_a_cap_of_its_own_stops_at_the_investment():
    found = division(agreed(1_200_000, 1_200_000, gated=False, back_cap=None), 500_000)
    assert found == Division(1_200_000, 500_000, to_recipient_cents=300_000, to_investor_cents=500_000)


def test_nothing_divided_is_undone_and_what_was_too_much_is_set_off():
    found = division(agreed(1_000_000, 1_000_000, before=(0, 250_000), gated=False, back_cap=None), 100_000)
    assert found == Division(1_000_000, 100_000, to_recipient_cents=250_000, to_investor_cents=0)
    assert division(agreed(1, 1, before=(0, 250_000), gated=False), 500_000) is None
