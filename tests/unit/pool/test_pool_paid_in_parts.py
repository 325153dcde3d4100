"""An ask that is paid in parts: each in proportion to what is not paid yet, the last of them whatever is left."""

import pytest

from services.pool.holds.state import Standing
from shared.money import Posting
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    ASK,
    asked,
    closed,
    committed,
    hear_determined,
    hear_paid,
    hear_refund,
    hear_undone,
    held,
    moestuin,
    paid_in,
)

ASKED = asked(ontmoeten=60, werk=41)
HELD = held(ASKED, ("ontmoeten", "smal", 20), ("ontmoeten", "breed", 40), ("werk", "breed", 41))
MONEY = (*paid_in("smal", 20, "ontmoeten"), *paid_in("breed", 100, "ontmoeten", "werk", contributor="participatie"))
FIRST, SECOND, REST = (f"{ASK}:advance-1:1", f"{ASK}:advance-2:1", f"{ASK}:rest-1:1")


def committed_pool():
    return moestuin(*MONEY, ASKED, HELD, committed(HELD), closed())


def determined_no_more(pool, ask=ASK, funder="pool:moestuin"):
    return pool.heard("settlement", "determination-corrected", ask=ask, funder=funder)


def stand(pool, account):
    return {name: pool.balance(f"moestuin/{name}/{account}") for name in ("smal", "breed")}


def engaged(pool):
    """Per goal, what is committed and paid."""
    of = pool.state.holds.engaged["moestuin"]
    return {goal: (cents.get("committed", 0), cents.get("paid", 0)) for goal, cents in of.items()}


def test_a_part_is_paid_by_each_in_proportion_and_the_rest_stays_committed():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    [paid] = pool.outcome
    assert paid.attribution == (("ontmoeten", "smal", 10), ("ontmoeten", "breed", 20), ("werk", "breed", 20))
    assert (stand(pool, "paid"), stand(pool, "committed")) == ({"smal": 10, "breed": 40}, {"smal": 10, "breed": 41})
    assert engaged(pool) == {"ontmoeten": (30, 30), "werk": (21, 20)}
    assert pool.ask("ask", pool="moestuin", ask=ASK)["standing"] == "committed"
    assert pool.ask("ask", pool="moestuin", ask=ASK)["paid_cents"] == 50


def test_the_last_part_is_all_that_is_left():
    pool = hear_paid(hear_paid(committed_pool(), 50, order=FIRST), 51, order=SECOND)
    assert (stand(pool, "paid"), stand(pool, "committed")) == ({"smal": 20, "breed": 81}, {"smal": 0, "breed": 0})
    assert engaged(pool) == {"ontmoeten": (0, 60), "werk": (0, 41)}
    assert pool.ask("ask", pool="moestuin", ask=ASK)["standing"] == "paid"


def test_cent_by_cent_all_of_it_is_paid_and_no_more():
    pool = committed_pool()
    for number in range(101):
        hear_paid(pool, 1, order=f"{ASK}:advance-{number}:1").then(e.ReservationPaid)
    assert (stand(pool, "paid"), stand(pool, "committed")) == ({"smal": 20, "breed": 81}, {"smal": 0, "breed": 0})
    with pytest.raises(AssertionError, match="tuin:geld:nog-een"):
        pool.state.holds.reservations[ASK].standing = Standing.COMMITTED
        hear_paid(pool, 1, order=f"{ASK}:nog-een")


def test_one_order_for_all_of_it_says_no_parts():
    [paid] = hear_paid(committed_pool(), 101).outcome
    assert (paid.attribution, paid.under) == ((), ())


@pytest.mark.parametrize("because", ["payment-returned", "confirmation-corrected"])
def test_a_part_that_was_not_paid_goes_back_as_it_came(because):
    pool = hear_paid(hear_paid(committed_pool(), 33, order=FIRST), 34, order=SECOND)
    before = stand(pool, "paid")
    hear_undone(pool, because, 33, order=FIRST).then(e.PaymentUndone)
    hear_paid(pool, 33, order=f"{ASK}:advance-1:2").then(e.ReservationPaid)
    assert stand(pool, "paid") == before
    hear_undone(pool, because, 34, order=SECOND)
    hear_undone(pool, because, 33, order=f"{ASK}:advance-1:2")
    assert (stand(pool, "paid"), stand(pool, "committed")) == ({"smal": 0, "breed": 0}, {"smal": 20, "breed": 81})
    assert engaged(pool) == {"ontmoeten": (60, 0), "werk": (41, 0)}


def test_what_comes_back_goes_to_who_paid_of_it():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    hear_refund(pool, principal=50, order=FIRST)
    assert stand(pool, "refunded") == {"smal": -10, "breed": -40}
    assert pool.state.holds.reservations[ASK].bound_cents == 51


# What is determined at less


def test_what_will_not_be_paid_is_free_again():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    [freed] = hear_determined(pool, 31).outcome
    assert freed.attribution == (("ontmoeten", "smal", 6), ("ontmoeten", "breed", 12), ("werk", "breed", 13))
    assert (stand(pool, "committed"), stand(pool, "free")) == ({"smal": 4, "breed": 16}, {"smal": 6, "breed": 44})
    assert engaged(pool) == {"ontmoeten": (12, 30), "werk": (8, 20)}
    hear_paid(pool, 20, order=REST).then(e.ReservationPaid)
    assert pool.ask("ask", pool="moestuin", ask=ASK)["standing"] == "paid"
    assert stand(pool, "committed") == {"smal": 0, "breed": 0}


def test_where_nothing_more_is_to_be_paid_the_ask_is_paid():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    hear_determined(pool, 51).then(e.RemainderFreed)
    assert pool.ask("ask", pool="moestuin", ask=ASK)["standing"] == "paid"
    assert pool.said[0][1] == "remainder-freed"


def test_nothing_is_freed_of_what_was_paid_in_full_or_is_another_funders():
    hear_determined(hear_paid(committed_pool(), 101), 0).then()
    hear_determined(committed_pool(), 31, funder="zuil:welzijn").then()
    determined_no_more(hear_paid(committed_pool(), 101)).then()
    determined_no_more(committed_pool(), funder="zuil:welzijn").then()


def test_a_mistake_commits_the_same_again():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    hear_determined(pool, 31)
    determined_no_more(pool).then(e.RemainderCommitted)
    assert (stand(pool, "committed"), stand(pool, "free")) == ({"smal": 10, "breed": 41}, {"smal": 0, "breed": 19})
    assert engaged(pool) == {"ontmoeten": (30, 30), "werk": (21, 20)}
    determined_no_more(pool).then()
    hear_paid(pool, 51, order=SECOND).then(e.ReservationPaid)
    assert stand(pool, "committed") == {"smal": 0, "breed": 0}


def test_what_is_not_free_any_more_is_short():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    hear_determined(pool, 51)
    pool.when("withdraw-contribution", by="welzijn", pool="moestuin", contribution="smal", cents=10)
    [again] = determined_no_more(pool).outcome
    assert Posting("moestuin/smal/short", -10) in again.postings
    assert stand(pool, "committed") == {"smal": 10, "breed": 41}


def test_under_a_support_less_is_used_once_it_is_freed():
    support = e.Under("hulp", "werk", "breed", 41)
    backed = e.ReservationHeld(*HELD.identity, HELD.attribution, HELD.postings, (support,))
    due = committed(backed)
    due = e.ReservationCommitted(*due.identity, due.budget_holder, due.attribution, due.postings, (support,))
    pool = hear_paid(moestuin(*MONEY, ASKED, backed, due, closed()), 50, order=FIRST)
    assert pool.outcome[0].under == (("hulp", "werk", "breed", 20),)
    assert pool.state.holds.supported["moestuin/hulp"] == 41
    hear_determined(pool, 51)
    assert pool.state.holds.supported["moestuin/hulp"] == 20
    determined_no_more(pool)
    assert pool.state.holds.supported["moestuin/hulp"] == 41


def test_what_comes_back_of_one_part_is_of_those_that_paid_that_part():
    """Else a contribution that paid only the other part got something back, of which nothing is left once that part
    was not paid after all.
    """
    line = asked(ontmoeten=101)
    backing = held(line, ("ontmoeten", "smal", 1), ("ontmoeten", "breed", 100))
    money = (*paid_in("smal", 1, "ontmoeten"), *paid_in("breed", 100, "ontmoeten"))
    pool = moestuin(*money, line, backing, committed(backing), closed())
    hear_paid(pool, 50, order=FIRST)
    hear_paid(pool, 51, order=SECOND)
    assert stand(pool, "paid") == {"smal": 1, "breed": 100}
    hear_refund(pool, principal=50, order=FIRST).then(e.MoneyReturned)
    assert stand(pool, "refunded") == {"smal": 0, "breed": -50}
    hear_undone(pool, "confirmation-corrected", 51, order=SECOND).then(e.PaymentUndone)
    assert pool.state.holds.reservations[ASK].bound_cents == 51
    assert pool.state.holds.returned["moestuin"] == {"ontmoeten": 50}
    hear_paid(pool, 51, order=SECOND)
    hear_refund(pool, principal=51, order=SECOND)
    assert stand(pool, "refunded") == {"smal": -1, "breed": -100}


# What is granted is changed


def changed(pool, was, cents, funder="pool:moestuin"):
    return pool.heard("settlement", "grant-changed", ask=ASK, funder=funder, was_cents=was, cents=cents)


def test_less_frees_of_each_way_in_proportion_to_what_is_not_paid():
    pool = hear_paid(committed_pool(), 50, order=FIRST)
    [freed] = changed(pool, 101, 70).then(e.RemainderFreed).outcome
    assert (freed.cents, freed.because) == (31, "changed")
    assert freed.attribution == (("ontmoeten", "smal", 6), ("ontmoeten", "breed", 12), ("werk", "breed", 13))
    assert (stand(pool, "committed"), stand(pool, "free")) == ({"smal": 4, "breed": 16}, {"smal": 6, "breed": 44})


def test_more_again_commits_so_much_of_what_was_freed():
    pool = changed(hear_paid(committed_pool(), 50, order=FIRST), 101, 70)
    [committed] = changed(pool, 70, 85).then(e.RemainderCommitted).outcome
    assert (committed.cents, committed.because) == (15, "changed")
    changed(pool, 85, 80).then(e.RemainderFreed)
    changed(pool, 80, 101).then(e.RemainderCommitted)
    assert (stand(pool, "committed"), stand(pool, "free")) == ({"smal": 10, "breed": 41}, {"smal": 0, "breed": 19})
    assert pool.state.holds.reservations[ASK].all_freed == ()


def test_a_mistaken_determination_commits_nothing_of_what_a_change_freed():
    pool = changed(hear_paid(committed_pool(), 50, order=FIRST), 101, 90)
    hear_determined(pool, 20)
    before = stand(pool, "committed")
    determined_no_more(pool).then(e.RemainderCommitted)
    assert sum(stand(pool, "committed").values()) == sum(before.values()) + 20
    assert sum(stand(pool, "free").values()) == 11 + 19
    changed(pool, 90, 101).then(e.RemainderCommitted)
    assert (stand(pool, "committed"), stand(pool, "free")) == ({"smal": 10, "breed": 41}, {"smal": 0, "breed": 19})


def test_what_is_granted_again_and_is_not_free_any_more_is_short():
    pool = changed(committed_pool(), 101, 0)
    assert pool.ask("ask", pool="moestuin", ask=ASK)["paid_cents"] == 0
    free = pool.balance("moestuin/breed/free")
    pool.when("withdraw-contribution", by="participatie", pool="moestuin", contribution="breed", cents=free)
    changed(pool, 0, 101).then(e.RemainderCommitted)
    assert stand(pool, "short") == {"smal": 0, "breed": -81}


def test_of_another_funders_grant_nothing_changes_here():
    changed(committed_pool(), 101, 70, funder="zuil:welzijn").then()
