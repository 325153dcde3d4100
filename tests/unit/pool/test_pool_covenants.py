"""What contributors agreed: whose income interest is, and who bears losses first (S0)."""

from dataclasses import replace
from decimal import Decimal

import pytest

from shared.money import Posting, transfer
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    END,
    START,
    asked,
    closed,
    committed,
    hear_paid,
    hear_undone,
    held,
    moestuin,
    paid_in,
    pledged,
    received,
)

COVENANT = "Convenant Spoorbuurt, artikel 7"
ASKED = asked(ontmoeten=90)
HELD = held(ASKED, ("ontmoeten", "smal", 30), ("ontmoeten", "breed", 60))
BACK = transfer(40, "moestuin/breed/free", "moestuin/breed/returning")
LENT = replace(ASKED, loan=e.LoanTerms("bullet", Decimal(0), "act/365F", 12, instalments=1, interest_only=0))
LOAN = {"order": "tuin:geld:1", "ask": "tuin:geld", "funder": "pool:moestuin"}


def first(contribution, cents, **changed):
    """Of a contribution that bears losses first."""
    terms = {"first_loss": True, **changed}
    return pledged(contribution, cents, "groen", contributor="provincie", **terms), received(
        contribution, cents, "provincie"
    )


def lending(*more, asked=ASKED, backed=HELD):
    money = (*paid_in("smal", 30, "ontmoeten"), *paid_in("breed", 100, "ontmoeten", contributor="participatie"))
    return hear_paid(moestuin(*money, *more, asked, backed, committed(backed), closed()), 90)


def withdraw(pool, cents, contribution="buffer", by="provincie"):
    return pool.when("withdraw-contribution", by=by, pool="moestuin", contribution=contribution, cents=cents)


def reserve(pool, contribution, by="gemeente"):
    return pool.when("set-interest-reserve", by=by, pool="moestuin", contribution=contribution, decision=COVENANT)


def hear_repaid(pool, principal, interest):
    return pool.heard(
        "settlement", "repayment-received", **LOAN, paid_principal_cents=principal, paid_interest_cents=interest
    )


def lose(pool, cents):
    return pool.heard("settlement", "loan-written-off", **LOAN, principal_cents=cents)


def lost(pool):
    """What each contribution bears, lent itself, bears for others, and is spared."""
    [fact] = pool.then(e.LoanLost).outcome
    return {name: dict(getattr(fact, name)) for name in ("parts", "borne", "spared")}


def stands(pool, account, *contributions):
    return tuple(pool.balance(f"moestuin/{one}/{account}") for one in contributions)


def short(contribution, there_cents, cents):
    """So much of what came never came, of which so much is still there."""
    return e.ContributionCorrected(
        "moestuin",
        contribution,
        "participatie",
        receipt=1,
        was_cents=100,
        cents=100 - cents,
        ground="wrong-amount",
        of_year=2026,
        requested_by="welzijn",
        approved_by=None,
        postings=(
            Posting(f"moestuin/{contribution}/free", -there_cents),
            Posting(f"moestuin/{contribution}/short", there_cents - cents),
            Posting("contributor:participatie", cents),
        ),
    )


# Whose income interest is


def test_interest_is_income_of_the_reserve_from_then_on():
    pool = hear_repaid(lending(*first("buffer", 50)), 0, 9)
    assert stands(pool, "earned", "smal", "breed", "buffer") == (-3, -6, 0)
    set_ = e.InterestReserveSet(pool="moestuin", contribution="buffer", decision=COVENANT)
    reserve(pool, "buffer").then(set_)
    assert pool.said[0][:2] == ("all", "interest-reserve-set")
    assert pool.ask("pool", pool="moestuin")["interest_reserve"] == "buffer"
    hear_repaid(pool, 30, 7).then(e.MoneyReturned, e.InterestReceived)
    assert stands(pool, "earned", "smal", "breed", "buffer") == (-3, -6, -7)
    assert stands(pool, "refunded", "smal", "breed") == (-10, -20)
    reserve(pool, None).then(replace(set_, contribution=None))
    hear_repaid(pool, 0, 3)
    assert stands(pool, "earned", "smal", "breed", "buffer") == (-4, -8, -7)


def test_less_interest_goes_out_of_what_more_principal_left_free_by_the_same_message():
    """What comes fills what is short, and what is free then bears what goes out: nobody is short beside free money."""
    pool = hear_repaid(lending(), 0, 60)
    assert stands(pool, "free", "smal", "breed") == (20, 80)
    pool.given(short("breed", there_cents=80, cents=100))
    hear_repaid(pool, 45, -15).then(e.MoneyReturned, e.ReturnCorrected)
    assert stands(pool, "short", "smal", "breed") == (0, 0)
    assert stands(pool, "free", "smal", "breed") == (30, 0)


def test_less_interest_goes_out_of_what_each_got():
    pool = hear_repaid(reserve(hear_repaid(lending(*first("buffer", 50)), 0, 9), "buffer"), 0, 9)
    hear_repaid(pool, 0, -6).then(e.ReturnCorrected)
    assert stands(pool, "earned", "smal", "breed", "buffer") == (-2, -4, -6)


@pytest.mark.parametrize(
    "over",
    [
        e.ContributionLapsed("moestuin", "buffer", "provincie", 0, END, ()),
        e.ContributionReturned("moestuin", "buffer", "provincie", 0, 1, "year-ended", END, ()),
        e.PoolClosed("moestuin", END, "Collegebesluit", ()),
    ],
)
def test_once_the_reserve_has_ended_interest_is_in_proportion_again(over):
    pool = lending(*first("buffer", 50), e.InterestReserveSet("moestuin", "buffer", COVENANT), over)
    hear_repaid(pool, 0, 9)
    assert stands(pool, "earned", "smal", "breed", "buffer") == (-3, -6, 0)


@pytest.mark.parametrize(
    ("named", "by", "code"),
    [
        ("buffer", "welzijn", "not-yours"),
        ("elders", "gemeente", "unknown-contribution"),
        (None, "gemeente", "already-so"),
        ("oud", "gemeente", "lapsed"),
    ],
)
def test_a_reserve_is_refused(named, by, code):
    old = pledged("oud", 10, "groen", last_day=START)
    lapsed = e.ContributionLapsed("moestuin", "oud", "welzijn", 0, START, ())
    reserve(lending(*first("buffer", 50), old, lapsed), named, by).then(code)


def test_a_reserve_of_a_closed_or_unknown_pool_is_refused():
    reserve(lending(e.PoolClosed("moestuin", END, "Collegebesluit", ())), "smal").then("pool-closed")
    pool = lending()
    pool.when("set-interest-reserve", by="gemeente", pool="elders", contribution="smal", decision=COVENANT)
    pool.then("unknown-pool")


def test_the_same_reserve_again_is_refused():
    reserve(reserve(lending(), "smal"), "smal").then("already-so")


def test_a_reserve_to_which_nothing_came_before_takes_its_place_by_its_first_interest():
    many = [pledged(f"klein-{number}", 1, "werk") for number in range(997)]
    nothing_came = e.PledgeCancelled("moestuin", "leeg", "provincie", 50, "provincie", ())
    pool = lending(*many, pledged("leeg", 50, "groen", contributor="provincie"), nothing_came)
    hear_repaid(reserve(pool, "leeg"), 0, 9).then(e.InterestReceived)
    terms = {"cents": 1, "earmarks": ["groen"], "task_field": "5.7", "year": 2026, "recurring": "incidental"}
    offer = {"pool": "moestuin", **terms, "domain": "physical"}
    pool.when("pledge", by="welzijn", contribution="duizend", **offer).then("too-many-contributions")


# Who bears losses first


def test_without_a_first_loss_contribution_a_loss_is_in_proportion():
    pool = lose(lending(), 30)
    assert lost(pool) == {"parts": {"smal": 10, "breed": 20}, "borne": {}, "spared": {}}


def test_a_first_loss_contribution_bears_with_what_it_has_free():
    """It lent nothing of this: the others get in money what they lent, and it stands at a loss in their place."""
    pool = lose(lending(*first("buffer", 50)), 30)
    assert lost(pool) == {
        "parts": {"smal": 10, "breed": 20},
        "borne": {"buffer": 30},
        "spared": {"smal": 10, "breed": 20},
    }
    assert stands(pool, "free", "smal", "breed", "buffer") == (10, 60, 20)
    assert stands(pool, "written-off", "smal", "breed", "buffer") == (0, 0, 30)
    assert stands(pool, "paid", "smal", "breed", "buffer") == (20, 40, 0)


def test_what_it_cannot_bear_the_others_bear():
    pool = lose(lending(*first("buffer", 20)), 30)
    assert lost(pool)["spared"] == {"smal": 7, "breed": 13}
    assert stands(pool, "free", "smal", "breed", "buffer") == (7, 53, 0)
    assert stands(pool, "written-off", "smal", "breed", "buffer") == (3, 7, 20)
    hear_repaid(pool, 60, 0).then(e.MoneyReturned)
    assert stands(pool, "paid", "smal", "breed") == (20, 40)
    assert stands(pool, "refunded", "smal", "breed") == (-20, -40)


def test_what_it_lent_itself_is_lost_before_anything_of_others():
    backed = held(ASKED, ("ontmoeten", "smal", 30), ("ontmoeten", "buffer", 20), ("ontmoeten", "breed", 40))
    buffer = pledged("buffer", 50, "ontmoeten", contributor="provincie", first_loss=True)
    pool = lending(buffer, received("buffer", 50, "provincie"), backed=backed)
    assert lost(lose(pool, 15)) == {"parts": {"buffer": 15}, "borne": {}, "spared": {}}
    found = lost(lose(pool, 12))
    assert found == {"parts": {"buffer": 5, "smal": 3, "breed": 4}, "borne": {"buffer": 7}, "spared": found["spared"]}
    assert found["spared"] == {"smal": 3, "breed": 4}
    assert stands(pool, "written-off", "smal", "breed", "buffer") == (0, 0, 27)


def test_the_oldest_first_loss_contribution_bears_first():
    pool = lose(lending(*first("oudste", 10), *first("jongste", 50)), 30)
    assert lost(pool)["borne"] == {"oudste": 10, "jongste": 20}


def test_what_is_promised_only_or_held_bears_nothing():
    promised = pledged("buffer", 50, "groen", contributor="provincie", first_loss=True)
    assert lost(lose(lending(promised), 30))["borne"] == {}


def test_what_is_spared_fills_what_is_short_first():
    pool = lending(*first("buffer", 50), short("breed", there_cents=40, cents=50))
    assert stands(pool, "short", "breed") == (-10,)
    lose(pool, 30)
    assert (stands(pool, "short", "breed"), stands(pool, "free", "breed")) == ((0,), (10,))


def test_what_is_spared_after_the_end_of_a_contribution_goes_back_to_its_contributor():
    pool = lending(
        *first("buffer", 50),
        e.ContributionReturned("moestuin", "breed", "participatie", 40, 1, "year-ended", END, BACK),
    )
    assert lost(lose(pool, 30))["spared"] == {"smal": 10, "breed": 20}
    [follows] = pool.due().then(e.ContributionReturned).outcome
    assert (follows.contribution, follows.cents, follows.because) == ("breed", 20, "came-after")
    assert stands(pool, "free", "smal", "breed") == (10, 0)


def test_what_a_contribution_bears_its_pledge_says():
    terms = {
        "contribution": "buffer",
        "cents": 50,
        "earmarks": ["groen"],
        "task_field": "5.7",
        "year": 2026,
        "recurring": "incidental",
        "domain": "physical",
    }
    pool = moestuin().when("pledge", by="participatie", pool="moestuin", **terms, first_loss=True).then(e.PledgeOffered)
    assert pool.ask("offers", pool="moestuin")["offers"][0]["first_loss"] is True
    pool.when("accept-pledge", by="welzijn", pool="moestuin", contribution="buffer", offer=1)
    assert pool.then(e.ContributionPledged).outcome[0].first_loss is True
    assert pool.ask("pool", pool="moestuin")["contributions"][0]["first_loss"] is True


# What bears losses first stays for them


def test_what_others_have_out_on_loans_stays_free_of_what_bears_losses_first():
    pool = lending(*first("buffer", 100), asked=LENT)
    withdraw(pool, 11).then("bears-losses")
    [withdrawn] = withdraw(pool, 10).then(e.ContributionWithdrawn).outcome
    assert withdrawn.kept_cents == 90
    withdraw(pool, 1).then("bears-losses")
    hear_repaid(pool, 40, 5)
    withdraw(pool, 41).then("bears-losses")
    withdraw(pool, 40).then(e.ContributionWithdrawn)
    lose(pool, 30)
    assert lost(pool)["borne"] == {"buffer": 30}
    withdraw(pool, 1).then("bears-losses")
    hear_repaid(pool, 20, 0)
    [withdrawn] = withdraw(pool, 20).then(e.ContributionWithdrawn).outcome
    assert withdrawn.kept_cents == 0


def test_together_they_keep_enough():
    pool = lending(*first("buffer", 50), *first("oude", 60), asked=LENT)
    withdraw(pool, 21).then("bears-losses")
    withdraw(pool, 20, "oude").then(e.ContributionWithdrawn)
    withdraw(pool, 1).then("bears-losses")


def test_where_they_do_not_suffice_nothing_is_withdrawn_of_them():
    pool = lending(*first("buffer", 50), asked=LENT)
    withdraw(pool, 1).then("bears-losses")
    assert "Nothing can be withdrawn" in pool.outcome.sentence


def test_what_others_have_free_is_theirs():
    pool = lending(*first("buffer", 50), asked=LENT)
    [withdrawn] = withdraw(pool, 40, "breed", by="participatie").then(e.ContributionWithdrawn).outcome
    assert withdrawn.kept_cents is None


def test_what_it_lent_itself_keeps_nothing():
    """That is lost before anything of others, and nobody bears it for them."""
    backed = held(ASKED, ("ontmoeten", "buffer", 90))
    buffer = pledged("buffer", 100, "ontmoeten", contributor="provincie", first_loss=True)
    withdraw(lending(buffer, received("buffer", 100, "provincie"), asked=LENT, backed=backed), 10).then(
        e.ContributionWithdrawn
    )


def test_a_grant_keeps_nothing():
    withdraw(lending(*first("buffer", 50)), 50).then(e.ContributionWithdrawn)


def test_a_loan_whose_payment_came_back_keeps_nothing():
    pool = lending(*first("buffer", 50), asked=LENT)
    hear_undone(pool, "payment-returned", cents=90)
    withdraw(pool, 50).then(e.ContributionWithdrawn)
