"""Year end: own money that was not spent lapses on its last day; what comes later goes the same way."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.pool.app import SERVICE
from shared.money import Posting, transfer
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    ASK,
    END,
    MANDATE,
    OPENED,
    asked,
    committed,
    hear_ask,
    hear_failed,
    hear_granted,
    hear_paid,
    hear_saving,
    held,
    offered,
    pledged,
    received,
)
from tests.unit.scenario import Scenario

NEXT_YEAR = datetime(2027, 1, 4, 9, tzinfo=UTC)
MONEY = pledged("welzijn-2026", 300, "werk", last_day=END), received("welzijn-2026", 300, receipt=1)
LONG = replace(MANDATE, valid_to=date(2027, 12, 31))
CARRY_OVER = {
    "pool": "moestuin",
    "contribution": "welzijn-2026",
    "last_day": "2027-12-31",
    "decision": "Raadsbesluit 2026-93",
}


def lapsed(cents, contribution="welzijn-2026", last_day=END):
    of = f"moestuin/{contribution}"
    postings = transfer(cents, f"{of}/free", f"{of}/lapsed")
    return e.ContributionLapsed("moestuin", contribution, "welzijn", cents, last_day, postings)


def pool_of(*facts, frame_to=date(2027, 12, 31)):
    opened = replace(OPENED, frame=OPENED.frame._replace(valid_to=frame_to))
    return Scenario(SERVICE).given(opened, LONG, *facts)


def stands(pool, contribution="welzijn-2026"):
    of = f"moestuin/{contribution}/"
    found = {name: pool.balance(f"{of}{name}") for name in ("free", "held", "committed", "paid", "lapsed", "short")}
    return {name: cents for name, cents in found.items() if cents}


# The last day


def test_own_money_is_for_its_year_and_money_of_others_has_no_last_day():
    terms = {"pool": "moestuin", "contribution": "breed", "offer": 1}
    pool_of(offered("breed", 300, "werk")).when("accept-pledge", by="welzijn", **terms).then(
        pledged("breed", 300, "werk", contributor="participatie", last_day=END)
    )
    others = offered("breed", 300, "werk", contributor="woonstede")
    pool_of(others).when("accept-pledge", by="welzijn", **terms).then(
        pledged("breed", 300, "werk", contributor="woonstede", counts_for_ceiling=False)
    )


def test_money_of_a_year_that_is_over_is_for_the_year_in_which_it_is_accepted():
    terms = {"pool": "moestuin", "contribution": "breed", "offer": 1}
    late = pool_of(offered("breed", 300, "werk")).at(NEXT_YEAR).when("accept-pledge", by="welzijn", **terms)
    assert late.outcome[0].last_day == date(2027, 12, 31)


def test_in_a_reserve_of_the_council_own_money_does_not_lapse():
    terms = {"pool": "moestuin", "contribution": "breed", "offer": 1}
    reserve = replace(OPENED, reserve="Raadsbesluit 2025-118, bestemmingsreserve")
    pool = Scenario(SERVICE).given(reserve, LONG, offered("breed", 300, "werk"))
    pool.when("accept-pledge", by="welzijn", **terms)
    assert pool.outcome[0].last_day is None


# Lapsing


def test_what_is_free_lapses_when_the_last_day_has_passed():
    pool = pool_of(*MONEY)
    pool.at(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)).due().then()
    pool.at(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)).due().then(lapsed(300))
    ((audience, kind, _, body),) = pool.said
    assert (audience, kind, body["cents"], body["last_day"]) == ("all", "contribution-lapsed", 300, "2026-12-31")
    assert stands(pool) == {"lapsed": 300}
    pool.due().then()
    assert pool.ask("pool", pool="moestuin")["counted_cents"] == 0


def test_it_counts_on_its_last_day():
    pool = pool_of(*MONEY).at(NEXT_YEAR)
    ((_, what),) = SERVICE.reached(pool.state, NEXT_YEAR)
    assert SERVICE.due_on(pool.state, what) == END


def test_what_is_held_survives_and_is_committed_and_paid_as_it_was():
    ask = asked(werk=200)
    pool = pool_of(*MONEY, ask, held(ask, ("werk", "welzijn-2026", 200))).at(NEXT_YEAR).due().then(lapsed(100))
    hear_granted(pool, (ASK, 1)).then(committed(held(ask, ("werk", "welzijn-2026", 200))), e.ApplicationClosed)
    hear_paid(pool, 200)
    assert stands(pool) == {"paid": 200, "lapsed": 100}


def test_what_is_released_afterwards_lapses_too():
    ask = asked(werk=200)
    pool = pool_of(*MONEY, ask, held(ask, ("werk", "welzijn-2026", 200))).at(NEXT_YEAR).due()
    hear_failed(pool).then(e.ReservationReleased, e.ApplicationClosed)
    assert stands(pool) == {"lapsed": 300}


def test_a_saving_that_comes_back_afterwards_lapses_too():
    pool = hear_saving(pool_of(*MONEY).at(NEXT_YEAR).due(), 40, "into:moestuin/welzijn-2026")
    assert stands(pool) == {"lapsed": 340}


def test_nothing_is_held_of_it_any_more_nor_moved_into_it():
    ask = asked(werk=1)
    pool = pool_of(*MONEY).at(NEXT_YEAR).due()
    hear_ask(pool, ask).when("hold-ask", by="welzijn", pool="moestuin", ask=ASK, revision=1, cents=1).then("not-enough")
    pool.when("withdraw-contribution", by="welzijn", pool="moestuin", contribution="welzijn-2026", cents=1)
    pool.then("not-free")


def test_nothing_is_held_of_it_before_its_timer_has_run():
    ask = asked(werk=1)
    pool = hear_ask(pool_of(*MONEY).at(NEXT_YEAR), ask)
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask=ASK, revision=1, cents=1).then("not-enough")


def test_nothing_moves_into_it_before_its_timer_has_run():
    ask = asked(werk=200)
    others = pledged("ander", 300, "werk", contributor="woonstede"), received("ander", 300, "woonstede", receipt=1)
    pool = pool_of(*others, ask, held(ask, ("werk", "ander", 200)), *MONEY).at(NEXT_YEAR)
    wrong = {"pool": "moestuin", "contribution": "ander", "receipt": 1, "cents": 0, "ground": "wrong-amount"}
    pool.when("correct-contribution", by="welzijn", **wrong).then(e.ContributionCorrected)


def test_a_hold_of_it_does_not_move_for_then_it_would_lapse():
    ask = asked(werk=200)
    others = pledged("ander", 300, "werk", contributor="woonstede"), received("ander", 300, "woonstede")
    pool = pool_of(*MONEY, ask, held(ask, ("werk", "welzijn-2026", 200)), *others).at(NEXT_YEAR).due()
    more = asked("meer:geld", werk=301)
    hear_ask(pool, more).when("hold-ask", by="welzijn", pool="moestuin", ask="meer:geld", revision=1, cents=301)
    pool.then("not-enough")
    wrong = {"pool": "moestuin", "contribution": "welzijn-2026", "receipt": 1, "cents": 250, "ground": "wrong-amount"}
    pool.when("correct-contribution", by="welzijn", **wrong).then(e.ContributionCorrected)
    assert stands(pool) == {"held": 200, "lapsed": 50}


def test_what_never_came_goes_out_of_what_lapsed():
    pool = pool_of(*MONEY).at(NEXT_YEAR).due()
    wrong = {"pool": "moestuin", "contribution": "welzijn-2026", "receipt": 1, "cents": 0, "ground": "entered-twice"}
    pool.when("correct-contribution", by="welzijn", **wrong).then(e.ContributionCorrected)
    assert stands(pool) == {}
    assert Posting("moestuin/welzijn-2026/lapsed", -300) in pool.outcome[0].postings


# Carried over


def carry_over(pool, **changed):
    return pool.when("carry-over", by="raad", **{**CARRY_OVER, **changed})


def test_the_council_carries_over():
    later = date(2027, 12, 31)
    pool = carry_over(pool_of(*MONEY)).then(
        e.ContributionCarriedOver("moestuin", "welzijn-2026", later, "Raadsbesluit 2026-93")
    )
    pool.at(NEXT_YEAR).due().then()
    pool.at(datetime(2028, 1, 1, 9, tzinfo=UTC)).due().then(lapsed(300, last_day=later))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"contribution": "niets"}, "unknown-contribution"),
        ({"last_day": "2026-12-31"}, "not-later"),
        ({"last_day": "2028-01-01"}, "period-invalid"),
        ({"contribution": "ander"}, "lapses-never"),
    ],
)
def test_what_cannot_be_carried_over_is_refused(changed, code):
    others = pledged("ander", 300, "werk", contributor="woonstede")
    carry_over(pool_of(*MONEY, others), **changed).then(code)


def test_what_has_lapsed_is_carried_over_no_more():
    carry_over(pool_of(*MONEY).at(NEXT_YEAR)).then("lapsed")
    carry_over(pool_of(*MONEY).at(NEXT_YEAR).due()).then("lapsed")


# What moves, and what does not, around what has lapsed

OTHERS = {"contributor": "woonstede", "counts_for_ceiling": False}
MORE = asked("meer:geld", ontmoeten=100)


def of_others(name, cents, *earmarks):
    return pledged(name, cents, *earmarks, **OTHERS), received(name, cents, "woonstede", receipt=1)


def hold_more(pool):
    return hear_ask(pool, MORE).when(
        "hold-ask", by="welzijn", pool="moestuin", ask=MORE.ask, revision=1, cents=MORE.cents
    )


def test_a_hold_of_lapsed_money_makes_no_room_for_that_would_be_lapsed_money_held():
    ask = asked(werk=100)
    lapsing = pledged("breed", 100, "werk", "ontmoeten", last_day=END), received("breed", 100)
    facts = *lapsing, ask, held(ask, ("werk", "breed", 100)), *of_others("smal", 100, "werk")
    hold_more(pool_of(*facts)).then(e.HoldRebacked, e.ReservationHeld)
    hold_more(pool_of(*facts).at(NEXT_YEAR).due()).then("not-enough")


def test_a_hold_of_which_a_part_has_lapsed_stands_when_another_part_never_came():
    ask = asked(werk=200)
    hold = held(ask, ("werk", "welzijn-2026", 100), ("werk", "fout", 100))
    facts = *MONEY, *of_others("fout", 100, "werk"), ask, hold, *of_others("nieuw", 300, "werk")
    wrong = {"pool": "moestuin", "contribution": "fout", "receipt": 1, "cents": 0, "ground": "did-not-happen"}
    pool_of(*facts).when("correct-contribution", by="welzijn", **wrong).then(e.HoldRebacked, e.ContributionCorrected)
    pool = pool_of(*facts).at(NEXT_YEAR).due()
    pool.when("correct-contribution", by="welzijn", **wrong).then(e.ContributionCorrected)
    assert stands(pool, "fout") == {"held": 100, "short": -100}


def test_beside_a_hold_that_does_not_move_another_of_the_same_money_may():
    """The larger one is held by lapsed money in part; the smaller one moves."""
    stays, moves = asked("blijft:geld", werk=100), asked("gaat:geld", werk=50)
    facts = (
        *(*MONEY, *of_others("breed", 200, "werk", "ontmoeten")),
        *(stays, held(stays, ("werk", "welzijn-2026", 20), ("werk", "breed", 80))),
        *(moves, held(moves, ("werk", "breed", 50))),
        *of_others("smal", 60, "werk"),
    )
    pool = hold_more(pool_of(*facts).at(NEXT_YEAR).due())
    assert [fact.ask for fact in pool.outcome if isinstance(fact, e.HoldRebacked)] == ["gaat:geld"]
    pool.then(e.HoldRebacked, e.ReservationHeld)
