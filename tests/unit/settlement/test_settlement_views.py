"""What settlement answers, and to whom."""

import pytest

from shared.money import Refusal
from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_GREENHOUSE,
    AGREED_JOB,
    CLAIM,
    GREENHOUSE,
    GREENHOUSE_ORDER,
    JOB,
    PAID_GREENHOUSE,
    PAID_JOB,
    PAID_ON,
    TODAY,
    agreed,
    agreement,
    asked,
    claimed,
    consented,
    divided,
    failed,
    in_force,
    ordered,
    proposed,
    reassigned,
    refunded,
    scenario,
    verified,
)

BUSY = (AGREED_JOB, ordered(), AGREED_GREENHOUSE, GREENHOUSE_ORDER)


def test_an_agreement_shows_what_was_paid_and_came_back():
    world = scenario(*PAID_GREENHOUSE, refunded(GREENHOUSE_ORDER, 100_000, 2_500), AGREED_JOB)
    assert world.ask("agreement", ask=GREENHOUSE) == {
        "application": "tuin",
        "ask": GREENHOUSE,
        "funder": "pool:moestuin",
        "recipient": "de-moestuin",
        "cents": 250_000,
        "instrument": "loan",
        "order": "tuin:kas:1",
        "paid_cents": 250_000,
        "principal_returned_cents": 100_000,
        "interest_returned_cents": 2_500,
        "paid_on": PAID_ON.isoformat(),
        "total_refunds": 1,
        "refunds": [
            {
                "refund": 1,
                "principal_cents": 100_000,
                "interest_cents": 2_500,
                "recorded_on": TODAY.isoformat(),
                "order": GREENHOUSE_ORDER.order,
            }
        ],
        "changed_cents": None,
        "determined_cents": None,
        "claimed_cents": 0,
        "recovered_cents": 0,
    }
    unpaid = {"order": None, "paid_cents": 0, "principal_returned_cents": 0, "interest_returned_cents": 0}
    unpaid |= {"paid_on": None, "total_refunds": 0, "refunds": []}
    assert world.ask("agreement", ask=JOB).items() >= unpaid.items()
    assert world.ask("agreement", ask="tuin:niets").code == "unknown-ask"


def test_refunds_are_asked_for_a_page_at_a_time_and_corrections_leave_their_numbers():
    returned = [
        refunded(GREENHOUSE_ORDER, cents, number=number, recorded_on=day)
        for number, (cents, day) in enumerate([(10, None), (20, TODAY), (30, TODAY)], start=1)
    ]
    world = scenario(*PAID_GREENHOUSE, *returned)
    shown = world.ask("agreement", ask=GREENHOUSE, after=1, limit=1)
    assert (shown["total_refunds"], shown["principal_returned_cents"]) == (3, 60)
    assert shown["refunds"] == [
        {
            "refund": 2,
            "principal_cents": 20,
            "interest_cents": 0,
            "recorded_on": TODAY.isoformat(),
            "order": GREENHOUSE_ORDER.order,
        }
    ]
    assert world.ask("agreement", ask=GREENHOUSE)["refunds"][0]["recorded_on"] is None


def test_an_order_that_is_not_confirmed_paid_nothing():
    world = scenario(AGREED_JOB, ordered(), failed(ordered()), ordered(number=2))
    shown = world.ask("agreement", ask=JOB)
    assert (shown["order"], shown["paid_cents"], shown["paid_on"]) == ("tuin:werk:2", 0, None)


def test_agreements_of_one_application_or_of_all():
    world = scenario(*BUSY, agreement("ijs:kar"))
    assert [found["ask"] for found in world.ask("agreements")["agreements"]] == [JOB, GREENHOUSE, "ijs:kar"]
    assert [found["ask"] for found in world.ask("agreements", application="ijs")["agreements"]] == ["ijs:kar"]
    assert [found["ask"] for found in world.ask("agreements", limit=1)["agreements"]] == [JOB]
    assert world.ask("agreements", application="niets") == {"agreements": []}


def test_a_payer_sees_its_own_open_orders():
    world = scenario(*BUSY)
    (order,) = world.ask("open-orders", by="participatie")["orders"]
    assert order == {
        "order": "tuin:werk:1",
        "purpose": "grant",
        "ask": JOB,
        "earn_back": None,
        "payer": "participatie",
        "funder": "zuil:participatie",
        "payee": "party:de-moestuin",
        "cents": 500_000,
        "due_on": "2026-04-13",
    }
    assert world.ask("open-orders", by="economie") == {"orders": []}


def test_orders_that_were_paid_failed_or_reassigned_are_not_open_to_the_payer():
    world = scenario(*PAID_JOB, AGREED_GREENHOUSE, GREENHOUSE_ORDER, reassigned(GREENHOUSE_ORDER, "economie"))
    assert world.ask("open-orders", by="participatie") == {"orders": []}
    assert world.ask("open-orders", by="welzijn") == {"orders": []}
    assert [order["order"] for order in world.ask("open-orders", by="economie")["orders"]] == ["tuin:kas:1"]


def test_open_orders_come_by_due_date():
    late, soon = agreement("b:later"), agreement("a:eerder")
    world = scenario(late, ordered(late), soon, ordered(soon))
    assert [order["order"] for order in world.ask("open-orders", by="participatie")["orders"]] == [
        "a:eerder:1",
        "b:later:1",
    ]
    assert len(world.ask("open-orders", by="participatie", limit=1)["orders"]) == 1


def test_a_verifier_sees_what_awaits_its_judgement():
    second = claimed("jaar-2022", 2022)
    world = scenario(*PAID_JOB, *in_force(), CLAIM, verified(cents=1), second)
    (claim,) = world.ask("open-claims", by="kenniscentrum")["claims"]
    assert (claim["claim"], claim["cents"], claim["benefit_holder"]) == ("jaar-2022", 1_200_000, "participatie")
    assert world.ask("open-claims", by="participatie") == {"claims": []}


def test_claims_are_shown_with_their_judgement_to_who_made_them_and_to_their_verifier():
    second, third = claimed("jaar-2022", 2022), claimed("jaar-2023", 2023)
    rejection = e.SavingRejected(
        second.earn_back, second.claim, second.subject, second.period_from, second.period_to, "Twijfel"
    )
    world = scenario(*PAID_JOB, *in_force(), CLAIM, second, third, verified(cents=1), rejection)
    shown = world.ask("claims", by="participatie")
    assert shown == world.ask("claims", by="kenniscentrum")
    assert [(one["judgement"], one["verified_cents"], one["reason"]) for one in shown["claims"]] == [
        ("verified", 1, None),
        ("rejected", None, "Twijfel"),
        ("awaited", None, None),
    ]
    assert shown["claims"][1]["subject"] == second.subject
    page = world.ask("claims", by="participatie", after=1, limit=1)
    assert (page["total"], [one["claim"] for one in page["claims"]]) == (3, ["jaar-2022"])


@pytest.mark.parametrize("stranger", ["welzijn", "rekenkamer", "de-moestuin"])
def test_nobody_sees_the_claims_of_others(stranger):
    """The investor, an auditor and the initiative know what all are told: an amount, and no subject."""
    world = scenario(*PAID_JOB, *in_force(), CLAIM, verified(cents=1))
    assert world.ask("claims", by=stranger) == {"total": 0, "claims": []}


def test_an_earn_back_shows_the_saving_so_far():
    divided_so_far = divided(1_200_000, to_recipient=300_000, to_investor=600_000)
    world = scenario(*PAID_JOB, *in_force(), consented(), CLAIM, verified(), divided_so_far)
    shown = world.ask("earn-back", earn_back="uitkering")
    assert shown.pop("terms") == {
        "earn_back": "uitkering",
        "ask": JOB,
        "investor": "participatie",
        "benefit_holder": "participatie",
        "recipient": {"pool": "moestuin", "contribution": "groen-2026"},
        "move_share": "0.25",
        "move_cap_cents": 10_000_000,
        "return_share": "0.5",
        "return_cap_cents": 10_000_000,
        "return_from": "2021-01-01",
        "term_from": "2021-01-01",
        "term_to": "2025-12-31",
        "gated_return": False,
    }
    assert shown == {
        "terms_hash": proposed().terms_hash,
        "agreed": True,
        "awaited": [],
        "investment_cents": 500_000,
        "verified_cents": 1_200_000,
        "to_recipient_cents": 300_000,
        "to_investor_cents": 600_000,
    }
    assert world.ask("earn-back", earn_back="niets").code == "unknown-earn-back"


@pytest.mark.parametrize(("by", "sees"), [("participatie", True), ("welzijn", True), ("economie", False)])
def test_a_proposal_is_seen_by_its_parties_alone(by, sees):
    world = scenario(AGREED_JOB, proposed(), asked())
    shown = world.ask("earn-back", earn_back="uitkering", by=by)
    if sees:
        assert (shown["agreed"], shown["awaited"], shown["investment_cents"]) == (False, ["welzijn"], 0)
    else:
        assert isinstance(shown, Refusal)
        assert shown.code == "not-yours"


def test_earn_backs_are_listed_once_agreed():
    world = scenario(AGREED_JOB, proposed(), asked())
    assert world.ask("earn-backs") == {"earn_backs": []}
    world.given(consented(), agreed())
    assert [found["earn_back"] for found in world.ask("earn-backs")["earn_backs"]] == ["uitkering"]
