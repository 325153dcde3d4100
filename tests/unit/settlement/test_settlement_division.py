"""The division of a verified saving. Golden case: € 5.000 invested, € 12.000 a year saved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.settlement.savings.decisions.division import division
from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    CLAIM,
    OTHER_HOLDER,
    PAID_GREENHOUSE,
    PAID_JOB,
    TERMS,
    claimed,
    confirmed,
    divided,
    in_force,
    ordered,
    refunded,
    saving_ordered,
    scenario,
    verified,
)


def garden(*facts, terms=TERMS):
    return scenario(*PAID_JOB, *in_force(terms), *facts)


def verify(world, cents, claim="jaar-2026"):
    return world.when("verify-saving", by="kenniscentrum", claim=claim, cents=cents)


def test_a_saving_of_exactly_the_investment_moves_nothing():
    world = verify(garden(CLAIM), 500_000).then(verified(cents=500_000))
    assert world.balance("memo/saving:participatie/uitkering/verified") == 500_000


def test_one_cent_more_moves_the_shares_rounded_half_up():
    world = verify(garden(CLAIM), 500_001).then(
        verified(cents=500_001),
        divided(500_001, to_recipient=125_000, to_investor=250_001),
        saving_ordered("recipient", 125_000),
        saving_ordered("investor", 250_001),
    )
    assert [(audience, kind) for audience, kind, *_ in world.said] == [
        ("all", "saving-verified"),
        ("all", "saving-divided"),
        ("participatie", "payment-ordered"),
        ("participatie", "payment-ordered"),
    ]
    assert world.said[1][3] == {
        "earn_back": "uitkering",
        "claim": "jaar-2026",
        "verified_cents": 500_001,
        "investment_cents": 500_000,
        "to_recipient_cents": 125_000,
        "to_investor_cents": 250_001,
    }


def test_a_year_of_savings_is_divided_in_full():
    verify(garden(CLAIM), 1_200_000).then(
        verified(),
        divided(1_200_000, to_recipient=300_000, to_investor=600_000),
        saving_ordered("recipient", 300_000),
        saving_ordered("investor", 600_000),
    )


def test_the_test_is_cumulative_over_the_term():
    first, second = claimed(cents=300_000), claimed("jaar-2027", 2027, cents=200_001)
    world = garden(first, second)
    verify(world, 300_000).then(verified(first))
    verify(world, 200_001, "jaar-2027").then(
        verified(second),
        divided(500_001, to_recipient=125_000, to_investor=250_001, made=second),
        saving_ordered("recipient", 125_000, made=second),
        saving_ordered("investor", 250_001, made=second),
    )


def test_what_was_divided_before_is_not_divided_again():
    second = claimed("jaar-2027", 2027)
    world = garden(CLAIM, verified(), divided(1_200_000, to_recipient=300_000, to_investor=600_000), second)
    verify(world, 1, "jaar-2027").then(
        verified(second, 1),
        divided(1_200_001, to_recipient=0, to_investor=1, made=second),
        saving_ordered("investor", 1, made=second),
    )


def test_rounding_over_many_periods_is_rounding_once():
    """Cents that half-up rounding gave too early are taken back by the next period."""
    terms = replace(TERMS, ask="tuin:een", move_share=Decimal(0))
    job = replace(PAID_JOB[0], ask="tuin:een", cents=1)
    years = [claimed(f"jaar-{year}", year, cents=1) for year in range(2026, 2031)]
    world = scenario(job, ordered(job), confirmed(ordered(job)), *in_force(terms), *years)
    moved = []
    for year in years:
        verify(world, 1, year.claim)
        moved += [fact.to_investor_cents for fact in world.outcome if isinstance(fact, e.SavingDivided)]
    assert moved == [1, 1, 0, 1]  # nothing at the first cent: it is not more than the investment
    assert sum(moved) == 3  # half of five, half-up


def test_each_share_stops_at_its_cap():
    terms = replace(TERMS, move_cap_cents=100_000, return_cap_cents=500_000)
    second = claimed("jaar-2027", 2027)
    world = garden(CLAIM, second, terms=terms)
    verify(world, 1_200_000).then(
        verified(),
        divided(1_200_000, to_recipient=100_000, to_investor=500_000),
        saving_ordered("recipient", 100_000),
        saving_ordered("investor", 500_000),
    )
    verify(world, 1_200_000, "jaar-2027").then(
        verified(second), divided(2_400_000, to_recipient=0, to_investor=0, made=second)
    )


def test_periods_before_return_from_do_not_return_to_the_investor():
    terms = replace(TERMS, return_from=date(2027, 1, 1))
    second = claimed("jaar-2027", 2027)
    world = garden(CLAIM, second, terms=terms)
    verify(world, 1_200_000).then(
        verified(), divided(1_200_000, to_recipient=300_000, to_investor=0), saving_ordered("recipient", 300_000)
    )
    verify(world, 1_200_000, "jaar-2027").then(
        verified(second),
        divided(2_400_000, to_recipient=300_000, to_investor=600_000, made=second),
        saving_ordered("recipient", 300_000, made=second),
        saving_ordered("investor", 600_000, made=second),
    )


def test_a_period_that_begins_on_return_from_returns_and_one_that_began_before_does_not():
    started_before = claimed(period_from=date(2026, 12, 31), period_to=date(2027, 12, 31))
    world = garden(started_before, terms=replace(TERMS, return_from=date(2027, 1, 1), move_share=Decimal("0.5")))
    assert verify(world, 1_200_000).outcome[1].to_investor_cents == 0
    on_the_day = claimed("jaar-2027", 2027)
    world = garden(on_the_day, terms=replace(TERMS, return_from=date(2027, 1, 1)))
    assert verify(world, 1_200_000, "jaar-2027").outcome[1].to_investor_cents == 600_000


def test_periods_verified_out_of_order_come_to_the_same():
    terms = replace(TERMS, return_from=date(2027, 1, 1))
    second = claimed("jaar-2027", 2027)
    for order in (["jaar-2026", "jaar-2027"], ["jaar-2027", "jaar-2026"]):
        world = garden(CLAIM, second, terms=terms)
        for claim in order:
            verify(world, 1_200_000, claim)
        assert world.balance("memo/saving:participatie/uitkering/to-recipient") == 600_000
        assert world.balance("memo/saving:participatie/uitkering/to-investor") == 600_000


def test_the_recipient_gets_no_more_than_the_investor_leaves():
    """Both halves of an odd cent round up; together they are not more than the saving."""
    terms = replace(TERMS, move_share=Decimal("0.5"))
    verify(garden(CLAIM, terms=terms), 500_001).then(
        verified(cents=500_001),
        divided(500_001, to_recipient=250_000, to_investor=250_001),
        saving_ordered("recipient", 250_000),
        saving_ordered("investor", 250_001),
    )


def test_principal_that_came_back_was_invested_all_the_same():
    world = scenario(*PAID_JOB, refunded(ordered(), 100_000, 50_000), *in_force(), CLAIM)
    verify(world, 500_000).then(verified(cents=500_000))
    world = scenario(*PAID_JOB, refunded(ordered(), 100_000, 50_000), *in_force(), CLAIM)
    verify(world, 500_001).then(
        verified(cents=500_001),
        divided(500_001, to_recipient=125_000, to_investor=250_001),
        saving_ordered("recipient", 125_000),
        saving_ordered("investor", 250_001),
    )


def test_a_pool_that_invested_gets_it_back_for_the_contributions_that_paid_the_ask():
    world = scenario(*PAID_GREENHOUSE, *in_force(OTHER_HOLDER), CLAIM)
    verify(world, 250_001).then(
        verified(cents=250_001),
        divided(250_001, to_recipient=62_500, to_investor=125_001, investment_cents=250_000),
        saving_ordered("recipient", 62_500),
        saving_ordered("investor", 125_001, payee="into:moestuin/tuin:kas"),
    )
    world.when(
        "confirm-payment",
        by="participatie",
        order="uitkering:jaar-2026:investor",
        cents=125_001,
        paid_on=date(2026, 3, 9),
    ).then(e.PaymentConfirmed)
    assert world.balance("into:moestuin/tuin:kas") == 125_001


def test_each_earn_back_keeps_its_own_count():
    other = replace(OTHER_HOLDER, earn_back="kas")
    elsewhere = replace(claimed("kas-2027", 2027, cents=250_000), earn_back="kas")
    world = scenario(*PAID_JOB, *PAID_GREENHOUSE, *in_force(), *in_force(other), CLAIM, elsewhere)
    verify(world, 500_000).then(verified(cents=500_000))
    verify(world, 250_000, "kas-2027").then(verified(elsewhere))


@pytest.mark.parametrize(
    ("verified_cents", "returnable_cents", "move_share", "return_share", "expected"),
    [
        (3, 3, "0.5", "0.5", (1, 2)),
        (3, 0, "0.5", "0.5", (2, 0)),
        (1, 1, "0.5", "0.49", (1, 0)),
        (1, 1, "1", "1", (0, 1)),
        (10**15, 10**15, "0.00000001", "0.99999999", (10**7, 999_999_990_000_000)),
    ],
)
def test_the_arithmetic(verified_cents, returnable_cents, move_share, return_share, expected):
    terms = replace(
        TERMS,
        move_share=Decimal(move_share),
        return_share=Decimal(return_share),
        move_cap_cents=10**15,
        return_cap_cents=10**15,
    )
    assert division(terms, verified_cents=verified_cents, returnable_cents=returnable_cents) == expected
