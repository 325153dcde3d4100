"""Amounts are read exactly, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from examples.register.amounts import UnclearAmount, read_cents
from shared.money import MAX_CENTS, euros


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("€ 15.000", 15_000_00),
        ("€ 7.626", 7_626_00),
        ("€15.000,00", 15_000_00),
        ("EUR 1.234,56", 1_234_56),
        ("€ 250,-", 250_00),
        ("€ 1.234.567,--", 1_234_567_00),
        ("1.234,56", 1_234_56),
        ("1,234.56", 1_234_56),
        ("1,234,567.8", 1_234_567_80),
        ("10358.0", 10_358_00),
        ("10358.000", 10_358_00),
        ("1234,5", 1_234_50),
        ("0", 0),
        ("0,05", 5),
        ("\u00a0€\u00a012 ", 12_00),
        (Decimal("10358.00"), 10_358_00),
        (Decimal("0.1"), 10),
        (Decimal("1E+3"), 1_000_00),
        (15, 15_00),
        (0, 0),
    ],
)
def test_read_to_the_cent(written, cents):
    assert read_cents(written) == cents


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "ontbreekt"),
        (None, "ontbreekt"),
        ("€ ", "ontbreekt"),
        ("n.v.t.", "geen bedrag"),
        ("NaN", "geen bedrag"),
        ("Infinity", "geen bedrag"),
        ("1e5", "geen bedrag"),
        ("1.23.4", "geen bedrag"),
        ("12.345.67", "geen bedrag"),
        ("1.234,567", "geen bedrag"),
        ("٣", "geen bedrag"),
        (["12"], "geen bedrag"),
        (True, "geen bedrag"),
        ("15,000", "twee manieren"),
        ("-5", "negatief"),
        ("€ -1.234,56", "negatief"),
        (Decimal("-0.01"), "negatief"),
        ("1234.567", "geen heel aantal centen"),
        (Decimal("1.005"), "geen heel aantal centen"),
        (Decimal("1.0000000000000000000000000000000000000001"), "geen heel aantal centen"),
        (Decimal("1E-999999"), "geen heel aantal centen"),
        (MAX_CENTS // 100 + 1, "onmogelijk groot"),
        (Decimal("1E+999999"), "onmogelijk groot"),
        ("9" * 400, "onmogelijk groot"),
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused_with_the_reason(written, why):
    with pytest.raises(UnclearAmount) as refused:
        read_cents(written)
    assert why in refused.value.reason.nl


@given(st.integers(min_value=0, max_value=MAX_CENTS))
def test_what_dutch_people_write_is_read_back(cents):
    assert read_cents(euros(cents)) == cents
    assert read_cents(euros(cents).removesuffix(",00")) == cents
    assert read_cents(Decimal(cents) / 100) == cents
