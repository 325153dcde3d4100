"""The division of a verified saving. Golden case: € 5.000 invested, € 12.000 a year saved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from services.settlement.savings.decisions.division import Saved, division
from tests.unit.settlement import facts as e
from tests.unit.settlement import world as golden
from tests.unit.settlement.world import (
    CLAIM,
    PAID_GREENHOUSE,
    PAID_JOB,
    claimed,
    confirmed,
    divided,
    in_force,
    judged,
    ordered,
    refunded,
    saving_ordered,
    scenario,
    verified,
)

UNGATED = golden.TERMS
TERMS = replace(golden.TERMS, gated_return=True)
OTHER_HOLDER = replace(golden.OTHER_HOLDER, gated_return=True)
"""Here the parties agreed that the return, too, waits until the saving exceeds the investment."""


def garden(*facts, terms=TERMS):
    return scenario(*PAID_JOB, *in_force(terms), *facts)


def verify(world, cents, claim="jaar-2021"):
    return world.when("verify-saving", by="kenniscentrum", claim=claim, cents=cents)


def test_a_saving_of_exactly_the_investment_moves_nothing():
    world = verify(garden(CLAIM), 500_000).then(verified(cents=500_000), judged(cents=500_000))
    assert world.balance("memo/saving:participatie/uitkering/verified") == 500_000


def test_one_cent_more_moves_the_shares_rounded_half_up():
    world = verify(garden(CLAIM), 500_001).then(
        verified(cents=500_001),
        judged(cents=500_001),
        divided(500_001, to_recipient=125_000, to_investor=250_001),
        saving_ordered("recipient", 125_000),
        saving_ordered("investor", 250_001),
    )
    assert [(audience, kind) for audience, kind, *_ in world.said] == [
        ("all", "saving-verified"),
        ("participatie", "saving-judged"),
        ("all", "saving-divided"),
        ("participatie", "payment-ordered"),
        ("participatie", "payment-ordered"),
    ]
    assert world.said[2][3] == {
        "earn_back": "uitkering",
        "claim": "jaar-2021",
        "verified_cents": 500_001,
        "investment_cents": 500_000,
        "to_recipient_cents": 125_000,
        "to_investor_cents": 250_001,
    }


def test_a_year_of_savings_is_divided_in_full():
    verify(garden(CLAIM), 1_200_000).then(
        verified(),
        judged(),
        divided(1_200_000, to_recipient=300_000, to_investor=600_000),
        saving_ordered("recipient", 300_000),
        saving_ordered("investor", 600_000),
    )


def test_the_test_is_cumulative_over_the_term():
    first, second = claimed(cents=300_000), claimed("jaar-2022", 2022, cents=200_001)
    world = garden(first, second)
    verify(world, 300_000).then(verified(first), judged(first))
    verify(world, 200_001, "jaar-2022").then(
        verified(second),
        judged(second),
        divided(500_001, to_recipient=125_000, to_investor=250_001, made=second),
        saving_ordered("recipient", 125_000, made=second),
        saving_ordered("investor", 250_001, made=second),
    )


def test_what_was_divided_before_is_not_divided_again():
    second = claimed("jaar-2022", 2022)
    world = garden(CLAIM, verified(), judged(), divided(1_200_000, to_recipient=300_000, to_investor=600_000), second)
    verify(world, 1, "jaar-2022").then(
        verified(second, 1),
        judged(second, 1),
        divided(1_200_001, to_recipient=0, to_investor=1, made=second),
        saving_ordered("investor", 1, made=second),
    )


def test_rounding_over_many_periods_is_rounding_once():
    """Cents that half-up rounding gave too early are taken back by the next period."""
    terms = replace(TERMS, ask="tuin:een", move_share=Decimal(0))
    job = replace(PAID_JOB[0], ask="tuin:een", cents=1)
    years = [claimed(f"jaar-{year}", year, cents=1) for year in range(2021, 2026)]
    world = scenario(job, ordered(job), confirmed(ordered(job)), *in_force(terms), *years)
    moved = []
    for year in years:
        verify(world, 1, year.claim)
        moved += [fact.to_investor_cents for fact in world.outcome if isinstance(fact, e.SavingDivided)]
    assert moved == [1, 1, 0, 1]  # nothing at the first cent: it is not more than the investment
    assert sum(moved) == 3  # half of five, half-up


def test_each_share_stops_at_its_cap():
    terms = replace(TERMS, move_cap_cents=100_000, return_cap_cents=500_000)
    second = claimed("jaar-2022", 2022)
    world = garden(CLAIM, second, terms=terms)
    verify(world, 1_200_000).then(
        verified(),
        judged(),
        divided(1_200_000, to_recipient=100_000, to_investor=500_000),
        saving_ordered("recipient", 100_000),
        saving_ordered("investor", 500_000),
    )
    verify(world, 1_200_000, "jaar-2022").then(
        verified(second), judged(second), divided(2_400_000, to_recipient=0, to_investor=0, made=second)
    )


def test_periods_before_return_from_do_not_return_to_the_investor():
    terms = replace(TERMS, return_from=date(2022, 1, 1))
    second = claimed("jaar-2022", 2022)
    world = garden(CLAIM, second, terms=terms)
    verify(world, 1_200_000).then(
        verified(),
        judged(),
        divided(1_200_000, to_recipient=300_000, to_investor=0),
        saving_ordered("recipient", 300_000),
    )
    verify(world, 1_200_000, "jaar-2022").then(
        verified(second),
        judged(second),
        divided(2_400_000, to_recipient=300_000, to_investor=600_000, made=second),
        saving_ordered("recipient", 300_000, made=second),
        saving_ordered("investor", 600_000, made=second),
    )


def test_a_period_that_begins_on_return_from_returns_and_one_that_began_before_does_not():
    started_before = claimed(period_from=date(2021, 12, 31), period_to=date(2022, 12, 31))
    world = garden(started_before, terms=replace(TERMS, return_from=date(2022, 1, 1), move_share=Decimal("0.5")))
    assert verify(world, 1_200_000).outcome[2].to_investor_cents == 0
    on_the_day = claimed("jaar-2022", 2022)
    world = garden(on_the_day, terms=replace(TERMS, return_from=date(2022, 1, 1)))
    assert verify(world, 1_200_000, "jaar-2022").outcome[2].to_investor_cents == 600_000


def test_periods_verified_out_of_order_come_to_the_same():
    terms = replace(TERMS, return_from=date(2022, 1, 1))
    second = claimed("jaar-2022", 2022)
    for order in (["jaar-2021", "jaar-2022"], ["jaar-2022", "jaar-2021"]):
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
        judged(cents=500_001),
        divided(500_001, to_recipient=250_000, to_investor=250_001),
        saving_ordered("recipient", 250_000),
        saving_ordered("investor", 250_001),
    )


def test_principal_that_came_back_was_not_invested():
    """Interest was no principal, so it lowers no gate."""
    world = scenario(*PAID_JOB, refunded(ordered(), 100_000, 50_000), *in_force(TERMS), CLAIM)
    verify(world, 400_000).then(verified(cents=400_000), judged(cents=400_000))
    world = scenario(*PAID_JOB, refunded(ordered(), 100_000, 50_000), *in_force(TERMS), CLAIM)
    verify(world, 400_001).then(
        verified(cents=400_001),
        judged(cents=400_001),
        divided(400_001, to_recipient=100_000, to_investor=200_001, investment_cents=400_000),
        saving_ordered("recipient", 100_000),
        saving_ordered("investor", 200_001),
    )


def test_under_terms_of_before_this_rule_both_parts_wait_and_principal_that_came_back_was_invested_all_the_same():
    old = replace(TERMS, gated_return=None)
    for cents, outcome in ((500_000, ()), (500_001, (e.SavingDivided, e.PaymentOrdered, e.PaymentOrdered))):
        world = scenario(*PAID_JOB, refunded(ordered(), 100_000), *in_force(old), CLAIM)
        verify(world, cents).then(verified(cents=cents), judged(cents=cents), *outcome)


def test_all_principal_that_came_back_leaves_no_investment_but_a_paid_ask():
    world = scenario(*PAID_JOB, refunded(ordered(), 500_000), *in_force(TERMS), CLAIM)
    assert verify(world, 1).outcome[2].investment_cents == 0


def test_a_pool_that_invested_gets_it_back_for_the_contributions_that_paid_the_ask():
    world = scenario(*PAID_GREENHOUSE, *in_force(OTHER_HOLDER), CLAIM)
    verify(world, 250_001).then(
        verified(cents=250_001),
        judged(cents=250_001),
        divided(250_001, to_recipient=62_500, to_investor=125_001, investment_cents=250_000),
        saving_ordered("recipient", 62_500),
        saving_ordered("investor", 125_001, payee="into:moestuin/tuin:kas"),
    )
    world.when(
        "confirm-payment",
        by="participatie",
        order="uitkering:jaar-2021:investor",
        cents=125_001,
        paid_on=date(2026, 3, 2),
    ).then(e.PaymentConfirmed)
    assert world.balance("into:moestuin/tuin:kas") == 125_001


def test_each_earn_back_keeps_its_own_count():
    other = replace(OTHER_HOLDER, earn_back="kas")
    elsewhere = replace(claimed("kas-2027", 2022, cents=250_000), earn_back="kas")
    world = scenario(*PAID_JOB, *PAID_GREENHOUSE, *in_force(TERMS), *in_force(other), CLAIM, elsewhere)
    verify(world, 500_000).then(verified(cents=500_000), judged(cents=500_000))
    verify(world, 250_000, "kas-2027").then(verified(elsewhere), judged(elsewhere))


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
    assert division(terms, Saved(verified_cents, returnable_cents, investment_cents=0)) == expected


# Not gated: the return waits for nothing, the move does (S4)


def test_the_return_does_not_wait_for_the_investment_and_the_move_does():
    first, second = claimed(cents=500_000), claimed("jaar-2022", 2022, cents=1)
    world = garden(first, second, terms=UNGATED)
    verify(world, 500_000).then(
        verified(first),
        judged(first),
        divided(500_000, to_recipient=0, to_investor=250_000),
        saving_ordered("investor", 250_000),
    )
    verify(world, 1, "jaar-2022").then(
        verified(second),
        judged(second),
        divided(500_001, to_recipient=125_000, to_investor=1, made=second),
        saving_ordered("recipient", 125_000, made=second),
        saving_ordered("investor", 1, made=second),
    )


def test_below_the_investment_nothing_is_divided_where_nothing_returns():
    later = replace(UNGATED, return_from=date(2022, 1, 1))
    for terms in (later, replace(UNGATED, return_share=Decimal(0)), replace(UNGATED, return_cap_cents=0)):
        verify(garden(CLAIM, terms=terms), 500_000).then(verified(cents=500_000), judged(cents=500_000))


def test_golden_case_a_garden_of_5000_that_saves_12000_a_year():
    """The return stops at the investment where no other cap was agreed; the move goes on, year after year."""
    years = [claimed(f"jaar-{year}", year) for year in (2021, 2022, 2023)]
    world = garden(*years, terms=replace(UNGATED, return_cap_cents=None))
    found = []
    for year in years:
        verify(world, 1_200_000, year.claim)
        found += [(fact.to_investor_cents, fact.to_recipient_cents) for fact in world.outcome if is_division(fact)]
    assert found == [(500_000, 300_000), (0, 300_000), (0, 300_000)]


def test_a_cap_at_the_investment_falls_with_it():
    terms = replace(UNGATED, return_cap_cents=None)
    world = scenario(*PAID_JOB, refunded(ordered(), 400_000, 7), *in_force(terms), CLAIM)
    assert verify(world, 1_200_000).outcome[2].to_investor_cents == 100_000


def test_what_was_divided_too_much_is_set_off_and_nothing_divided_is_undone():
    """€ 2.500 returned; then € 4.000 of principal came back, so that only € 1.000 should have."""
    second = claimed("jaar-2022", 2022, cents=1_000_000)
    terms = replace(UNGATED, return_cap_cents=None)
    world = garden(claimed(cents=500_000), second, terms=terms)
    verify(world, 500_000)
    world.given(refunded(ordered(), 400_000))
    verify(world, 1_000_000, "jaar-2022").then(
        verified(second),
        judged(second),
        divided(1_500_000, to_recipient=375_000, to_investor=0, made=second, investment_cents=100_000),
        saving_ordered("recipient", 375_000, made=second),
    )


def test_a_returned_saving_is_no_principal():
    first, second = claimed(cents=500_000), claimed("jaar-2022", 2022, cents=1)
    world = garden(first, second, terms=UNGATED)
    verify(world, 500_000)
    world.given(confirmed(saving_ordered("investor", 250_000)))
    assert verify(world, 1, "jaar-2022").outcome[2].investment_cents == 500_000


def is_division(fact):
    return isinstance(fact, e.SavingDivided)
