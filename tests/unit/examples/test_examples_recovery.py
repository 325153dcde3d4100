"""The grant that cost less than was granted, counted again by hand."""

import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from examples.recovery.play import (
    COSTS,
    DETERMINED_ON,
    GRANTED,
    GRANTED_ON,
    HOLDER,
    INSTALMENTS,
    MISSED,
    OF_POOL,
    OF_ZUIL,
    OTHER,
    OWN_CENTS,
    PUT_IN,
    REACHED_ON,
    THIRD_ON,
    play,
)

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    return play(tmp_path_factory.mktemp("recovery"))


def test_what_the_costs_leave_is_divided_by_what_each_granted(played):
    left = sum(COSTS.values()) - OWN_CENTS
    assert sum(played.parts.values()) == left
    for ask, cents in played.parts.items():
        assert abs(cents - Fraction(left * GRANTED[ask], sum(GRANTED.values()))) < 1


def test_the_pool_pays_in_three_instalments_and_the_zuil_an_advance_and_the_rest(played):
    """Half at once, 30 % once the greenhouse stands, 20 % on 1 October; 90 %, and what is determined beyond it."""
    of_pool = [(day, cents) for ask, day, cents in played.paid if ask == OF_POOL]
    assert of_pool == [(GRANTED_ON, 2_250_00), (REACHED_ON, 1_350_00), (THIRD_ON, 900_00)]
    rest = played.parts[OF_ZUIL] - 3_600_00
    assert [(day, cents) for ask, day, cents in played.paid if ask == OF_ZUIL] == [
        (GRANTED_ON, 3_600_00),
        (DETERMINED_ON, rest),
    ]


def test_the_claim_is_paid_to_its_last_cent_in_instalments_that_differ_by_a_cent(played):
    claimed = GRANTED[OF_POOL] - played.parts[OF_POOL]
    assert {one[0] for one in played.course} == {OF_POOL}
    due = [one[2] for one in played.course]
    assert (len(due), sum(due), played.course[-1][4]) == (INSTALMENTS, claimed, 0)
    assert max(due) - min(due) <= 1
    assert sum(one[3] for one in played.course) == claimed


def test_the_first_instalment_is_due_six_weeks_after_the_decision_and_then_monthly(played):
    days = [day for _, day, *_ in played.course]
    assert days == [date(2027, month, 15) for month in range(3, 10)]


def test_what_is_missed_is_made_good(played):
    paid = [one[3] for one in played.course if one[0] == OF_POOL]
    assert (paid[MISSED - 1], paid[MISSED]) == (0, 121_00)


def test_what_comes_back_is_of_those_that_paid_and_own_money_of_a_year_that_is_over_lapses(played):
    back = GRANTED[OF_POOL] - played.parts[OF_POOL]
    for contribution, cents in PUT_IN.items():
        exact = Fraction(back * cents, sum(PUT_IN.values()))
        assert abs(played.back[contribution] - exact) < 1
    assert sum(played.back.values()) == back
    assert played.lapsed == {HOLDER: played.back[HOLDER], OTHER: 0}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_told_and_its_books_are_right(language):
    command = [sys.executable, "-m", "examples.recovery", "--lang", language]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.endswith("recovery: ok\n")
