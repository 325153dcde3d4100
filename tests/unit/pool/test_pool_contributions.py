"""Contributions: pledged within the frame, received as pledged, withdrawn while free."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.pool.app import SERVICE
from shared.money import Posting
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    END,
    MANDATE,
    OPENED,
    asked,
    committed,
    hear_refund,
    hear_saving,
    held,
    moestuin,
    paid,
    paid_in,
    pledged,
    received,
)
from tests.unit.scenario import Scenario

PLEDGE = {
    "pool": "moestuin",
    "contribution": "breed",
    "cents": 300,
    "earmarks": ["ontmoeten", "werk"],
    "task_field": "6.1",
    "year": 2026,
    "recurring": "incidental",
    "domain": "social",
}
RECEIPT = {"pool": "moestuin", "contribution": "breed", "cents": 300, "received_on": "2026-01-01"}
WITHDRAWAL = {"pool": "moestuin", "contribution": "breed", "cents": 300}


def pledge(scenario, by="welzijn", **changed):
    return scenario.when("pledge", by=by, **PLEDGE | changed)


def receive(scenario, by="welzijn", **changed):
    return scenario.when("receive", by=by, **RECEIPT | changed)


def withdraw(scenario, by="participatie", **changed):
    return scenario.when("withdraw-contribution", by=by, **WITHDRAWAL | changed)


def test_everything_wrong_with_a_pledge_is_named_at_once():
    pool = moestuin(pledged("breed", 300, "werk"))
    wrong = {"earmarks": ["werk", "zwemmen"], "lapses_on": "2026-03-01", "cents": 10**12}
    pledge(pool, **wrong).then("lapsed", "goal-unknown", "exists", "above-frame")
    pledge(pool, by="participatie", **wrong).then("lapsed", "goal-unknown", "exists", "above-frame")


def test_everything_wrong_with_a_receipt_is_named_at_once():
    pool = moestuin(pledged("breed", 300, "werk"))
    receive(pool, contribution="breed", cents=301, received_on="2026-03-03").then("date-in-future", "more-than-pledged")
    receive(pool, by="participatie", contribution="breed", cents=301, received_on="2026-03-03").then("not-yours")


def test_a_pledge_is_a_promise_and_no_money_yet():
    pool = pledge(moestuin()).then(pledged("breed", 300, "ontmoeten", "werk", last_day=END))
    assert pool.balances == {"memo/pledged-by:welzijn": -300, "memo/moestuin/breed/pledged": 300}


def test_an_earmark_named_twice_is_one_earmark():
    pledge(moestuin(), earmarks=["werk", "werk"]).then(pledged("breed", 300, "werk", last_day=END))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"by": "de-moestuin"}, "not-yours"),
        ({"earmarks": ["zwemmen"]}, "goal-unknown"),
        ({"earmarks": []}, "list-empty"),
        ({"cents": 1_001}, "above-frame"),
        ({"cents": 0}, "amount-zero"),
        ({"recurring": "often"}, "value-unknown"),
        ({"domain": "fysiek"}, "value-unknown"),
    ],
)
def test_a_pledge_is_refused(changed, code):
    pledge(moestuin(), **changed).then(code)


def test_agreements_come_before_money():
    pledge(Scenario(SERVICE).given(OPENED)).then("no-mandate")


@pytest.mark.parametrize("now", [datetime(2025, 12, 31, 22, 59, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)])
def test_a_mandate_stands_on_its_civil_dates_only(now):
    pledge(moestuin().at(now)).then("no-mandate")


@pytest.mark.parametrize("now", [datetime(2025, 12, 31, 23, tzinfo=UTC), datetime(2026, 12, 31, 22, 59, tzinfo=UTC)])
def test_a_mandate_stands_from_its_first_to_its_last_minute(now):
    pledge(moestuin().at(now)).then(e.ContributionPledged)


def test_a_contribution_is_pledged_once_per_pool():
    pledge(moestuin(pledged("breed", 10, "werk", contributor="participatie"))).then("exists")


def test_a_pool_has_at_most_a_thousand_contributions():
    """A hold that draws on all of them still fits into one message."""
    many = [pledged(f"klein-{number}", 1, "werk") for number in range(1000)]
    pledge(moestuin(*many)).then("too-many-contributions")
    pledge(moestuin(*many[1:]), cents=1).then(e.ContributionPledged)


def test_all_pledges_together_stay_within_the_councils_ceiling():
    pool = moestuin(*paid_in("smal", 500, "werk"), pledged("beloofd", 200, "groen"))
    pledge(pool, cents=301).then("above-frame")
    pledge(pool, cents=300).then(e.ContributionPledged)
    pledge(pool, contribution="nog-een", cents=1).then("above-frame")


def test_what_was_withdrawn_makes_room_under_the_ceiling():
    pool = moestuin(*paid_in("breed", 1_000, "werk", contributor="participatie"))
    withdraw(pool, cents=400).then(e.ContributionWithdrawn)
    pledge(pool, contribution="nieuw", cents=401).then("above-frame")
    pledge(pool, contribution="nieuw", cents=400).then(e.ContributionPledged)


def test_money_is_received_up_to_what_was_pledged():
    pool = receive(moestuin(pledged("breed", 300, "werk")), cents=100).then(received("breed", 100, receipt=1))
    receive(pool, cents=201).then("more-than-pledged")
    receive(pool, cents=200).then(received("breed", 200, receipt=2))
    receive(pool, cents=1).then("more-than-pledged")


def test_the_budget_holder_books_for_the_contributor():
    pool = moestuin(pledged("breed", 300, "werk", contributor="participatie"))
    receive(pool).then(received("breed", 300, contributor="participatie", receipt=1))
    assert pool.said == [
        (
            "all",
            "contribution-received",
            "moestuin",
            {
                "pool": "moestuin",
                "contribution": "breed",
                "contributor": "participatie",
                "cents": 300,
                "received_on": "2026-01-01",
                "receipt": 1,
            },
        )
    ]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"contribution": "smal"}, "unknown-contribution"),
        ({"by": "participatie"}, "not-yours"),
        ({"cents": 301}, "more-than-pledged"),
    ],
)
def test_a_receipt_is_refused(changed, code):
    receive(moestuin(pledged("breed", 300, "werk", contributor="participatie")), **changed).then(code)


@pytest.mark.parametrize(
    ("received_on", "outcome"),
    [
        ("2025-12-31", "date-too-early"),
        ("2026-01-01", e.ContributionReceived),
        ("2026-03-02", e.ContributionReceived),
        ("2026-03-03", "date-in-future"),
    ],
)
def test_money_arrives_between_the_opening_of_the_pool_and_today(received_on, outcome):
    receive(moestuin(pledged("breed", 300, "werk")), received_on=received_on).then(outcome)


def test_a_day_begins_at_midnight_in_the_netherlands():
    pool = moestuin(pledged("breed", 300, "werk")).at(datetime(2026, 3, 2, 23, 0, tzinfo=UTC))
    receive(pool, received_on="2026-03-03").then(e.ContributionReceived)


def test_a_pool_of_before_its_opening_day_was_remembered_may_have_received_on_any_day_up_to_today():
    old = replace(OPENED, opened_on=None)
    world = Scenario(SERVICE).given(old, MANDATE, pledged("breed", 300, "werk"))
    receive(world, cents=1, received_on="2025-12-31").then(e.ContributionReceived)
    receive(world, cents=1, received_on="2026-03-03").then("date-in-future")


def test_free_money_goes_back_to_its_contributor():
    pool = moestuin(*paid_in("breed", 300, "werk", contributor="participatie"))
    withdraw(pool, cents=120).then(
        e.ContributionWithdrawn(
            "moestuin",
            "breed",
            "participatie",
            120,
            (Posting("moestuin/breed/free", -120), Posting("contributor:participatie", 120)),
        )
    )
    withdraw(pool, cents=181).then("not-free")
    withdraw(pool, cents=180).then(e.ContributionWithdrawn)
    withdraw(pool, cents=1).then("not-free")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"contribution": "smal"}, "unknown-contribution"),
        ({"by": "welzijn"}, "not-yours"),
        ({"cents": 301}, "not-free"),
    ],
)
def test_a_withdrawal_is_refused(changed, code):
    withdraw(moestuin(*paid_in("breed", 300, "werk", contributor="participatie")), **changed).then(code)


def test_held_and_pledged_money_is_not_free():
    ask = asked(werk=250)
    pool = moestuin(
        pledged("breed", 400, "werk", contributor="participatie"),
        received("breed", 300, contributor="participatie"),
        ask,
        held(ask, ("werk", "breed", 250)),
    )
    withdraw(pool, cents=51).then("not-free")
    withdraw(pool, cents=50).then(e.ContributionWithdrawn)


def test_interest_and_savings_stay_with_the_pool():
    ask = asked(werk=300)
    hold = held(ask, ("werk", "breed", 300))
    pool = moestuin(*paid_in("breed", 300, "werk", contributor="participatie"), ask, hold, committed(hold), paid(hold))
    hear_refund(pool, principal=300, interest=20)
    hear_saving(pool, 70, "into:moestuin/breed")
    assert pool.balance("moestuin/breed/free") == 390
    withdraw(pool, cents=301).then("not-free")
    withdraw(pool, cents=300).then(e.ContributionWithdrawn)
    assert pool.balance("contributor:participatie") == 0
    assert pool.balance("moestuin/breed/free") == 90


def test_an_expired_mandate_does_not_keep_money_from_coming_in_or_going_back():
    expired = replace(MANDATE, valid_to=MANDATE.valid_from)
    pool = moestuin(pledged("breed", 300, "werk", contributor="participatie"), mandate=expired)
    receive(pool).then(e.ContributionReceived)
    withdraw(pool).then(e.ContributionWithdrawn)
