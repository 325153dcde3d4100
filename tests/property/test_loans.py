"""Loans against oracles that share nothing with them: the auditor's recount, QuantLib, a money-weighted rate."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import msgspec
import pytest
import pyxirr
import QuantLib
from hypothesis import example, given
from hypothesis import strategies as st

from audit.facts.settlement import lending
from audit.laws.recounting import recounted
from services.settlement.loans.decisions.interest import YEARS, level
from services.settlement.loans.decisions.schedule import (
    TooMuch,
    change_terms,
    fall_due,
    instalment,
    next_due_on,
    paid_out,
    payoff_cents,
    repay,
    walk,
    write_off,
)
from services.settlement.loans.facts import LoanTerms
from services.settlement.loans.state import Move
from tests.effort import effort

DAY_COUNTS = {
    "30E/360": QuantLib.Thirty360(QuantLib.Thirty360.EurobondBasis),
    "act/365F": QuantLib.Actual365Fixed(),
    "act/act-ISDA": QuantLib.ActualActual(QuantLib.ActualActual.ISDA),
}
DAYS = st.dates(date(2020, 1, 1), date(2031, 12, 31))


def as_quantlib(day):
    return QuantLib.Date(day.day, day.month, day.year)


@st.composite
def terms(draw):
    instalments = draw(st.integers(1, 24))
    return LoanTerms(
        repayment=draw(st.sampled_from(["annuity", "linear", "bullet"])),
        annual_rate=draw(st.decimals(0, Decimal("0.25"), places=4)),
        day_count=draw(st.sampled_from(sorted(DAY_COUNTS))),
        months_between=draw(st.sampled_from([1, 3, 6, 12])),
        instalments=instalments,
        interest_only=draw(st.integers(0, instalments - 1)),
    )


CENTS = st.integers(1, 10**8)


@effort(200)
@given(first=DAYS, days=st.integers(0, 4_000), name=st.sampled_from(sorted(DAY_COUNTS)))
def test_a_year_has_as_many_parts_as_quantlib_says(first, days, name):
    last = first + timedelta(days=days)
    parts, whole = YEARS[name].parts(first, last), YEARS[name].whole
    expected = DAY_COUNTS[name].yearFraction(as_quantlib(first), as_quantlib(last))
    assert parts / whole == pytest.approx(expected, abs=1e-12)


@effort(100)
@given(terms=terms(), cents=CENTS, paid_on=DAYS)
def test_a_schedule_repays_exactly_what_was_lent(terms, cents, paid_on):
    """To the cent, and each instalment's interest is that of its own days on what was outstanding, rounded once."""
    position, repaid_cents, since = paid_out(terms, cents, paid_on), 0, paid_on
    for number in range(1, terms.instalments + 1):
        due_on = next_due_on(terms, paid_on, position)
        principal_cents, interest_cents = instalment(terms, position, due_on)
        year = Fraction(YEARS[terms.day_count].parts(since, due_on), YEARS[terms.day_count].whole)
        assert interest_cents == half_up((cents - repaid_cents) * Fraction(terms.annual_rate) * year)
        assert principal_cents >= 0
        assert principal_cents == 0 or number > terms.interest_only or number == terms.instalments
        repaid_cents += principal_cents
        position, since = fall_due(terms, position, due_on), due_on
        if not position.outstanding_cents:
            break
    assert repaid_cents == cents
    assert next_due_on(terms, paid_on, position) is None
    assert position.due_cents == cents


def half_up(exact):
    return int(Decimal(exact.numerator * 2 + exact.denominator) // (exact.denominator * 2))


@effort(60)
@given(cents=st.integers(10_000, 10**8), rate=st.decimals("0.0001", "0.2", places=4), instalments=st.integers(2, 60))
def test_the_level_of_an_annuity_is_quantlibs(cents, rate, instalments):
    """QuantLib computes in floats: the same to the cent, or next to it where the half decides."""
    frequency = QuantLib.Monthly
    periods = QuantLib.sinkingNotionals(
        QuantLib.Period(instalments, QuantLib.Months), frequency, float(rate), float(cents)
    )
    first_principal = periods[0] - periods[1]
    expected = first_principal + cents * float(rate) / 12
    assert abs(level(cents, rate, 1, instalments) - expected) <= 0.5 + cents * 1e-9


@effort(100)
@given(
    cents=st.integers(1, 30_000),
    rate=st.sampled_from(["0", "0.025", "0.06", "0.12", "0.0625", "0.00000001"]),
    months=st.sampled_from([1, 3, 12]),
    instalments=st.integers(1, 24),
)
@example(cents=15_600, rate="0.025", months=1, instalments=1)
@example(cents=6, rate="0", months=1, instalments=12)
def test_half_a_cent_of_a_level_is_rounded_up(cents, rate, months, instalments):
    """Where it is exactly that: so many levels, each worth less the later it comes, are worth what was lent."""
    growth = 1 + Fraction(rate) * months / 12
    worth = sum(growth**-number for number in range(1, instalments + 1))
    assert level(cents, Decimal(rate), months, instalments) == half_up(cents / Fraction(worth))


@effort(40)
@given(cents=st.integers(10_000_00, 10**9), rate=st.decimals("0.001", "0.12", places=4))
def test_who_lends_earns_the_rate_that_was_agreed(cents, rate):
    """By the money-weighted rate of all payments, within what rounding to cents moves it (act/365, yearly)."""
    terms = LoanTerms("annuity", rate, "act/365F", 12, 8)
    paid_on = date(2025, 3, 1)
    position, days, amounts = paid_out(terms, cents, paid_on), [paid_on], [float(-cents)]
    while due_on := next_due_on(terms, paid_on, position):
        days.append(due_on)
        amounts.append(float(sum(instalment(terms, position, due_on))))
        position = fall_due(terms, position, due_on)
    assert pyxirr.xirr(days, amounts) == pytest.approx(float(rate), abs=2e-5)


MOVES = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from(["instalments", "principal", "write-off", "terms"]),
        st.integers(0, 30_000),
        st.integers(1, 400),
        terms(),
    ),
    max_size=8,
)


def moves_of(first_terms, paid_on, drawn):
    """Other terms have the same day count, and begin after their day."""
    moves = []
    for days, what, cents, ahead, other in drawn:
        on = paid_on + timedelta(days=days)
        if what == "terms":
            first_due_on = on + timedelta(days=ahead)
            new = replace(other, day_count=first_terms.day_count, first_due_on=first_due_on)
            moves.append(Move(on, what, 0, 0, new))
        else:
            moves.append(Move(on, what, cents, 0))
    return moves


@effort(200)
@given(terms=terms(), cents=st.integers(1, 100_000), paid_on=DAYS, drawn=MOVES)
def test_whatever_moves_a_loan_no_cent_of_it_is_lost(terms, cents, paid_on, drawn):
    """Principal is outstanding, due, repaid or written off; what came is kept or paid; nothing is below zero."""
    moves, until = moves_of(terms, paid_on, drawn), paid_on + timedelta(days=1_000)
    try:
        position = walk(terms, cents, paid_on, moves, until)
    except TooMuch as too_much:
        assert too_much.cents > 0
        return
    parts = position.outstanding_cents, position.due_cents, position.repaid_cents, position.written_off_cents
    assert sum(parts) == cents
    assert min(parts) >= 0
    came = sum(move.cents for move in moves if move.what not in {"write-off", "terms"})
    assert came == position.repaid_cents + position.interest_paid_cents + position.advance_cents
    assert 0 <= position.advance_cents <= position.outstanding_cents
    assert position.advance_cents == 0 or position.due_cents + position.interest_due_cents == 0
    assert position.interest_due_cents >= 0


@effort(200)
@given(terms=terms(), cents=st.integers(1, 100_000), paid_on=DAYS, drawn=MOVES)
def test_step_by_step_it_stands_where_it_stands_when_counted_anew(terms, cents, paid_on, drawn):
    """Each move when it happens, every instalment on its day; or all of it from the start, in any order of hearing."""
    moves = sorted(moves_of(terms, paid_on, drawn), key=lambda move: move.on)
    until = paid_on + timedelta(days=1_000)
    position, sound, first = paid_out(terms, cents, paid_on), [], terms
    for move in moves:
        position = due_until(terms, paid_on, position, move.on)
        if move.terms:
            position, terms = change_terms(terms, move.terms, position, move.on), move.terms
            sound.append(move)
            continue
        try:
            position = (write_off if move.what == "write-off" else repay)(terms, position, move)
        except TooMuch:
            continue
        sound.append(move)
    expected = due_until(terms, paid_on, position, until)
    assert walk(first, cents, paid_on, sound, until) == expected
    days = {move.on for move in sound}
    if len(days) == len(sound):
        assert walk(first, cents, paid_on, sound[::-1], until) == expected


def due_until(terms, paid_on, position, until):
    while (due_on := next_due_on(terms, paid_on, position)) and due_on <= until:
        position = fall_due(terms, position, due_on)
    return position


@effort(200)
@given(terms=terms(), cents=st.integers(1, 100_000), paid_on=DAYS, drawn=MOVES)
def test_the_auditors_recount_comes_to_the_same(terms, cents, paid_on, drawn):
    """It shares no line with the platform."""
    moves, until = moves_of(terms, paid_on, drawn), paid_on + timedelta(days=1_000)
    try:
        position = walk(terms, cents, paid_on, moves, until)
    except TooMuch:
        return
    asked = as_the_auditor_reads(terms)
    read = [lending.Move(*move[:4], as_the_auditor_reads(move.terms) if move.terms else None) for move in moves]
    found = recounted(asked, cents, paid_on, read, until)
    stands = found.position()
    assert {name: getattr(position, name) for name in stands.__struct_fields__} == msgspec.structs.asdict(stands)
    last = next((move.terms for move in sorted(moves, key=lambda move: move.on)[::-1] if move.terms), terms)
    assert found.next_due() == next_due_on(last, paid_on, position)


def as_the_auditor_reads(terms):
    return lending.LoanTerms(**{name: getattr(terms, name) for name in lending.LoanTerms.__struct_fields__})


@effort(100)
@given(terms=terms(), cents=st.integers(1, 10**7), paid_on=DAYS, days=st.integers(0, 2_000))
def test_what_settles_a_loan_settles_it(terms, cents, paid_on, days):
    on = paid_on + timedelta(days=days)
    position = walk(terms, cents, paid_on, [], on)
    settled = payoff_cents(terms, position, on)
    done = repay(terms, position, Move(on, "principal", settled)) if settled else position
    assert (done.principal_left_cents, done.interest_due_cents, done.advance_cents) == (0, 0, 0)
    assert next_due_on(terms, paid_on, done) is None
    with pytest.raises(TooMuch):
        repay(terms, position, Move(on, "principal", settled + 1))


def test_the_rounding_of_a_half_cent_is_up():
    """Half a cent of interest: 30 days of 6 % on one euro."""
    terms = LoanTerms("bullet", Decimal("0.06"), "30E/360", 1, 1)
    assert instalment(terms, paid_out(terms, 100, date(2026, 1, 1)), date(2026, 2, 1)) == (100, 1)
    assert Decimal("0.5").quantize(Decimal(1), rounding=ROUND_HALF_UP) == 1
