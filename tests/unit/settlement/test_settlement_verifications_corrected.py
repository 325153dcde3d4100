"""Corrections of a verification: what was divided of a saving that was none is not ordered any more, or is short."""

from dataclasses import replace
from decimal import Decimal

import pytest

from shared.parties import Parties
from tests.unit.scenario import PARTIES
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
    judged,
    not_verified,
    refunded,
    rejected,
    saving_ordered,
    scenario,
    verified,
    withdrawn,
)

TO_RECIPIENT, TO_INVESTOR = saving_ordered("recipient", 300_000), saving_ordered("investor", 600_000)
DIVIDED = divided(1_200_000, to_recipient=300_000, to_investor=600_000)
SAVED = (*PAID_JOB, *in_force(), CLAIM, verified(), judged(), DIVIDED, TO_RECIPIENT, TO_INVESTOR)
PAID = (*SAVED, confirmed(TO_RECIPIENT), confirmed(TO_INVESTOR))
MEMO = "memo/saving:participatie/uitkering"
NEXT = claimed("jaar-2022", 2022)


def mend(world, cents, *, by="kenniscentrum", claim="jaar-2021"):
    return world.when("correct-verification", by=by, claim=claim, cents=cents, ground="wrong-amount")


def verify(world, cents, claim="jaar-2022"):
    return world.when("verify-saving", by="kenniscentrum", claim=claim, cents=cents)


def left(world):
    """Verified and undivided, to the recipient, to the investor, short."""
    return tuple(world.balance(f"{MEMO}/{part}") for part in ("verified", "to-recipient", "to-investor", "short"))


def test_a_tenth_of_it_withdraws_both_orders_and_divides_anew():
    """€ 120.000 was typed for € 12.000: the golden case, one digit too many."""
    big = claimed(cents=12_000_000)
    recipient, investor = saving_ordered("recipient", 3_000_000), saving_ordered("investor", 6_000_000)
    before = divided(12_000_000, to_recipient=3_000_000, to_investor=6_000_000)
    world = scenario(*PAID_JOB, *in_force(), big, verified(big), judged(big), before, recipient, investor)
    mend(world, 1_200_000).then(
        not_verified(12_000_000, 1_200_000, verified=3_000_000, short=7_800_000),
        withdrawn(recipient, short=3_000_000),
        withdrawn(investor, short=4_800_000, verified=1_200_000),
        divided(1_200_000, to_recipient=300_000, to_investor=600_000),
        saving_ordered("recipient-2", 300_000),
        saving_ordered("investor-2", 600_000),
    )
    assert left(world) == (300_000, 300_000, 600_000, 0)
    still_open = world.ask("open-orders", by="participatie")["orders"]
    assert {order["order"].rpartition(":")[-1] for order in still_open} == {"recipient-2", "investor-2"}
    told = [(audience, kind) for audience, kind, *_ in world.said]
    assert told[:3] == [
        ("all", "verification-corrected"),
        ("participatie", "order-withdrawn"),
        ("participatie", "order-withdrawn"),
    ]
    assert world.said[0][3]["subject"] == "withheld"


def test_nothing_is_to_be_paid_on_a_withdrawn_order():
    world = mend(scenario(*SAVED), 600_000)
    body = {"order": TO_RECIPIENT.order, "cents": 300_000, "paid_on": "2026-03-02"}
    world.when("confirm-payment", by="participatie", **body).then("order-closed")
    assert "nothing is to be paid" in world.outcome.sentence


def test_what_was_paid_stands_and_the_next_saving_fills_it():
    world = mend(scenario(*PAID, NEXT), 400_000)
    world.then(
        not_verified(1_200_000, 400_000, verified=300_000, short=500_000),
    )
    assert left(world) == (0, 300_000, 600_000, -500_000)
    verify(world, 450_000).then(
        verified(NEXT, 450_000, short=450_000),
        judged(NEXT, 450_000),
        divided(850_000, to_recipient=0, to_investor=0, made=NEXT),
    )
    assert left(world) == (0, 300_000, 600_000, -50_000)
    again = claimed("jaar-2023", 2023)
    world.given(again)
    verify(world, 1_200_000, "jaar-2023").then(
        verified(again, 1_200_000, short=50_000),
        judged(again),
        divided(2_050_000, to_recipient=212_500, to_investor=425_000, made=again),
        saving_ordered("recipient", 212_500, made=again),
        saving_ordered("investor", 425_000, made=again),
    )


def test_only_what_is_too_much_is_withdrawn_the_latest_first():
    years = [claimed(f"jaar-{year}", year, cents=1_000_000) for year in (2021, 2022)]
    orders = [saving_ordered("investor", 500_000, made=made) for made in years]
    terms = replace(TERMS, move_share=Decimal(0))
    facts = []
    for number, (made, order) in enumerate(zip(years, orders, strict=True), 1):
        total = divided(number * 1_000_000, to_recipient=0, to_investor=500_000, made=made)
        facts += [made, verified(made), judged(made), total, order]
    world = scenario(*PAID_JOB, *in_force(terms), *facts)
    mend(world, 900_000).then(
        not_verified(1_000_000, 900_000, verified=100_000, made=years[0]),
        withdrawn(orders[1], verified=500_000),
        divided(1_900_000, to_recipient=0, to_investor=450_000, made=years[0]),
        saving_ordered("investor-2", 450_000, made=years[0]),
    )
    assert left(world) == (950_000, 0, 950_000, 0)


def test_what_is_more_is_divided_as_a_verification_is():
    half = (verified(cents=600_000), judged(cents=600_000), divided(600_000, to_recipient=150_000, to_investor=300_000))
    orders = (saving_ordered("recipient", 150_000), saving_ordered("investor", 300_000))
    world = scenario(*PAID_JOB, *in_force(), CLAIM, *half, *orders)
    mend(world, 1_200_000).then(
        not_verified(600_000, 1_200_000, verified=600_000),
        divided(1_200_000, to_recipient=150_000, to_investor=300_000),
        saving_ordered("recipient-2", 150_000),
        saving_ordered("investor-2", 300_000),
    )


def test_below_the_investment_nothing_moves_and_the_gate_is_judged_again():
    world = mend(scenario(*SAVED), 400_000)
    world.then(
        not_verified(1_200_000, 400_000, verified=300_000, short=500_000),
        withdrawn(TO_RECIPIENT, short=300_000),
        withdrawn(TO_INVESTOR, short=200_000, verified=400_000),
        divided(400_000, to_recipient=0, to_investor=200_000),
        saving_ordered("investor-2", 200_000),
    )
    assert left(world) == (200_000, 0, 200_000, 0)


def test_what_was_no_saving_may_be_claimed_anew_for_its_days():
    world = mend(scenario(*SAVED), 0)
    world.then(
        not_verified(1_200_000, 0, verified=300_000, short=900_000),
        withdrawn(TO_RECIPIENT, short=300_000),
        withdrawn(TO_INVESTOR, short=600_000),
    )
    assert left(world) == (0, 0, 0, 0)
    mend(world, 1).then("not-verified")
    body = {name: getattr(CLAIM, name) for name in ("earn_back", "subject", "period_from", "period_to", "evidence")}
    amounts = {"baseline_cents": 10, "measured_cents": 0}
    world.when("claim-saving", by="participatie", claim="opnieuw", verifier="kenniscentrum", **body, **amounts)
    assert [type(fact) for fact in world.outcome] == [e.SavingClaimed]


def test_then_the_payment_under_it_may_be_corrected():
    world = scenario(*SAVED)
    mistake = {"order": "tuin:werk:1", "ground": "did-not-happen"}
    world.when("correct-confirmation", by="participatie", **mistake).then("reverse-first")
    mend(world, 0)
    world.when("correct-confirmation", by="participatie", **mistake)
    assert [type(fact) for fact in world.outcome] == [e.ConfirmationCorrected]


def test_a_saving_that_returns_nothing_counts_for_nothing_that_returns():
    """Of the first year nothing returns: correcting it leaves what returns of the second."""
    terms = replace(TERMS, return_from=NEXT.period_from, move_share=Decimal(0))
    second = divided(2_400_000, to_recipient=0, to_investor=600_000, made=NEXT)
    order = saving_ordered("investor", 600_000, made=NEXT)
    world = scenario(*PAID_JOB, *in_force(terms), CLAIM, verified(), judged(), NEXT, verified(NEXT), second, order)
    mend(world, 1).then(
        not_verified(1_200_000, 1, verified=1_199_999), divided(1_200_001, to_recipient=0, to_investor=0)
    )
    mend(world, 600_000, claim="jaar-2022")
    assert [fact.order for fact in world.outcome if isinstance(fact, e.OrderWithdrawn)] == [order.order]


def test_what_the_recipient_has_is_not_there_for_the_investor():
    """All of the first was moved on; when it turns out to be none, the second first makes that good."""
    terms = replace(TERMS, move_share=Decimal("0.5"), return_from=NEXT.period_from)
    moved = saving_ordered("recipient", 600_000)
    first = divided(1_200_000, to_recipient=600_000, to_investor=0)
    facts = (CLAIM, verified(), judged(), first, moved, confirmed(moved), NEXT)
    world = mend(scenario(*PAID_JOB, *in_force(terms), *facts), 0)
    assert left(world) == (0, 600_000, 0, -600_000)
    verify(world, 800_000)
    (division,) = [fact for fact in world.outcome if isinstance(fact, e.SavingDivided)]
    assert (division.to_recipient_cents, division.to_investor_cents) == (0, 200_000)
    assert left(world) == (0, 600_000, 200_000, 0)


def test_of_a_pools_investment_too():
    into = "into:moestuin/tuin:kas"
    terms = in_force(OTHER_HOLDER)
    orders = (saving_ordered("recipient", 300_000), saving_ordered("investor", 600_000, payee=into))
    of_kas = divided(1_200_000, to_recipient=300_000, to_investor=600_000, investment_cents=250_000)
    world = scenario(*PAID_GREENHOUSE, *terms, CLAIM, verified(), judged(), of_kas, *orders)
    mend(world, 0)
    assert [fact.payee for fact in world.outcome if isinstance(fact, e.OrderWithdrawn)] == [
        "into:moestuin/groen-2026",
        into,
    ]


@pytest.mark.parametrize(
    ("code", "facts", "change"),
    [
        ("unknown-claim", SAVED, {"claim": "jaar-1999"}),
        ("not-yours", SAVED, {"by": "meetbureau"}),
        ("not-verified", (*PAID_JOB, *in_force(), CLAIM), {}),
        ("not-verified", (*PAID_JOB, *in_force(), CLAIM, rejected()), {}),
        ("nothing-to-correct", SAVED, {"cents": 1_200_000}),
        ("more-than-claimed", SAVED, {"cents": 1_200_001}),
    ],
)
def test_refused(code, facts, change):
    other = PARTIES["kenniscentrum"].model_copy(update={"slug": "meetbureau"})
    parties = Parties([*PARTIES.values(), other])
    mend(scenario(*facts, parties=parties), **{"cents": 1, **change}).then(code)


def test_who_has_become_an_auditor_or_interested_judges_nothing():
    verifier = PARTIES["kenniscentrum"]
    auditor = verifier.model_copy(update={"roles": frozenset({*verifier.roles, "auditor"})})
    others = [party for party in PARTIES.values() if party != verifier]
    mend(scenario(*SAVED, parties=Parties([*others, auditor])), 1).then("verifier-not-independent")
    holder = e.BudgetHolderKnown(pool="moestuin", budget_holder="kenniscentrum")
    mend(scenario(*SAVED, holder), 1).then("own-interest")


def test_a_repeated_correction_corrects_once():
    world = mend(scenario(*SAVED), 600_000)
    mend(world, 600_000).then("nothing-to-correct")


def test_the_investment_is_what_it_is_now():
    """Principal that came back since has lowered the gate; the correction is divided by that."""
    back = refunded(PAID_JOB[1], 300_000)
    world = mend(scenario(*SAVED, back), 400_000)
    (division,) = [fact for fact in world.outcome if isinstance(fact, e.SavingDivided)]
    assert (division.investment_cents, division.to_recipient_cents, division.to_investor_cents) == (
        200_000,
        100_000,
        200_000,
    )


def test_the_claim_shows_what_is_verified_now():
    world = mend(scenario(*SAVED), 600_000)
    (shown,) = world.ask("claims", by="participatie")["claims"]
    assert (shown["judgement"], shown["verified_cents"]) == ("verified", 600_000)
