"""What goes back to contributors: at the end of its year, as its pool is closed, and what comes after either."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.pool.app import SERVICE
from shared.money import transfer
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    ASK,
    END,
    FOUR_EYES,
    MANDATE,
    OPENED,
    asked,
    committed,
    declines,
    hear_ask,
    hear_failed,
    hear_granted,
    hear_paid,
    hear_refund,
    hear_saving,
    held,
    moestuin,
    offered,
    paid,
    paid_in,
    pledged,
    received,
)
from tests.unit.pool.test_pool_contributions import PLEDGE
from tests.unit.scenario import Scenario

NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
NEXT_YEAR = datetime(2027, 1, 4, 9, tzinfo=UTC)
TODAY = date(2026, 3, 2)
OTHERS = {"contributor": "woonstede", "counts_for_ceiling": False}
HUUR = pledged("huur", 300, "werk", at_year_end="returned", last_day=END, **OTHERS)
MONEY = HUUR, received("huur", 300, contributor="woonstede", receipt=1)
CLOSE = {"pool": "moestuin", "decision": "Collegebesluit 2026-41"}
RIGHT = {"pool": "moestuin", "contribution": "huur", "receipt": 1, "ground": "wrong-amount"}


def returned(cents, number=1, because="year-ended", contribution="huur", contributor="woonstede"):
    of, last_day = f"moestuin/{contribution}", END if because == "year-ended" else None
    postings = transfer(cents, f"{of}/free", f"{of}/returning")
    return e.ContributionReturned("moestuin", contribution, contributor, number, cents, because, last_day, postings)


def hear_return(pool, kind, cents, order="moestuin:huur:return-1"):
    """What settlement says of the order of a return."""
    said = {"order": order, "funder": "pool:moestuin", "contribution": "huur", "payee": "back-to:woonstede"}
    return pool.heard("settlement", kind, **said, purpose="contribution-return", cents=cents)


def pool_of(*facts):
    frame = OPENED.frame._replace(valid_to=date(2027, 12, 31))
    return Scenario(SERVICE).given(replace(OPENED, frame=frame), replace(MANDATE, valid_to=frame.valid_to), *facts)


def close(*facts, mandate=MANDATE):
    return moestuin(*facts, mandate=mandate).when("close-pool", by="gemeente", **CLOSE)


def stands(pool, contribution="huur"):
    names = ("free", "held", "committed", "paid", "returning", "given-back", "lapsed", "short")
    found = {name: pool.balance(f"moestuin/{contribution}/{name}") for name in names}
    return {name: cents for name, cents in found.items() if cents}


# The end of a year


def test_a_pledge_says_what_becomes_of_it_at_the_end_of_its_year():
    terms = {"contributor": "woonstede", "at_year_end": "returned"}
    pool = pool_of(offered("huur", 300, "werk", **terms))
    pool.when("accept-pledge", by="welzijn", pool="moestuin", contribution="huur", offer=1).then(HUUR)
    ((_, _, _, body),) = pool.said
    assert (body["at_year_end"], body["last_day"]) == ("returned", "2026-12-31")


def test_own_money_cannot_be_kept_from_lapsing_by_saying_so():
    pool_of().when("pledge", by="participatie", **{**PLEDGE, "at_year_end": "returned"}).then("own-money-lapses")
    offer = offered("breed", 300, "werk", at_year_end="returned")
    accept = {"pool": "moestuin", "contribution": "breed", "offer": 1}
    pool_of(offer).when("accept-pledge", by="welzijn", **accept).then("own-money-lapses")


def test_what_is_free_of_others_goes_back_when_its_last_day_has_passed():
    pool = pool_of(*MONEY)
    pool.at(datetime(2026, 12, 31, 22, 59, tzinfo=UTC)).due().then()
    ((_, what),) = SERVICE.reached(pool.state, NEW_YEAR)
    assert SERVICE.due_on(pool.state, what) == END
    pool.at(NEW_YEAR).due().then(returned(300))
    assert stands(pool) == {"returning": 300}
    pool.due().then()
    assert pool.ask("pool", pool="moestuin")["others_cents"] == 0


def test_a_year_ends_also_where_nothing_is_free():
    ask = asked(werk=300)
    pool = pool_of(*MONEY, ask, held(ask, ("werk", "huur", 300))).at(NEXT_YEAR).due().then(returned(0))
    hear_failed(pool).then(e.ReservationReleased, e.ApplicationClosed)
    pool.due().then(returned(300, 2, "came-after"))


def test_what_is_held_survives_and_what_comes_afterwards_follows_by_a_return_of_its_own():
    ask = asked(werk=200)
    hold = held(ask, ("werk", "huur", 200))
    pool = pool_of(*MONEY, ask, hold).at(NEXT_YEAR).due().then(returned(100))
    hear_granted(pool, (ASK, 1)).then(committed(hold), e.ApplicationClosed)
    hear_paid(pool, 200)
    pool.due().then()
    hear_refund(pool, principal=70, interest=5).then(e.MoneyReturned, e.InterestReceived)
    (_, what), *none = SERVICE.reached(pool.state, NEXT_YEAR)
    assert (SERVICE.due_on(pool.state, what), none) == (None, [])
    pool.due().then(returned(75, 2, "came-after"))
    hear_saving(pool, 9, "into:moestuin/huur")
    pool.due().then(returned(9, 3, "came-after"))
    assert stands(pool) == {"paid": 200, "returning": 184}


def test_its_contributor_may_take_out_first_what_came():
    pool = pool_of(*MONEY).at(NEXT_YEAR).due()
    hear_saving(pool, 9, "into:moestuin/huur")
    pool.when("withdraw-contribution", by="woonstede", pool="moestuin", contribution="huur", cents=9)
    pool.due().then()


def test_nothing_is_held_of_it_once_its_last_day_has_passed():
    pool = pool_of(*MONEY).at(NEXT_YEAR)
    hear_ask(pool, asked(werk=100))
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask=ASK, revision=1, cents=100).then("not-enough")
    pool.due()
    pool.when("hold-ask", by="welzijn", pool="moestuin", ask=ASK, revision=1, cents=100).then("not-enough")


def test_the_council_does_not_carry_over_what_is_not_its_own():
    where = {"pool": "moestuin", "contribution": "huur", "last_day": "2027-12-31", "decision": "Raadsbesluit 2026-93"}
    pool = pool_of(*MONEY).when("carry-over", by="raad", **where).then("lapses-never")
    assert "goes back to it" in pool.outcome.sentence


# The payment of a return


def test_a_return_is_paid_returned_by_the_bank_and_corrected():
    pool = pool_of(*MONEY).at(NEXT_YEAR).due()
    hear_return(pool, "payment-confirmed", 300).then(e.ReturnPaid)
    assert stands(pool) == {"given-back": 300}
    hear_return(pool, "payment-returned", 300).then(e.ReturnUndone)
    assert (pool.outcome[0].because, stands(pool)) == ("returned", {"returning": 300})
    hear_return(pool, "payment-confirmed", 300, order="moestuin:huur:return-1:2").then(e.ReturnPaid)
    hear_return(pool, "confirmation-corrected", 300, order="moestuin:huur:return-1:2").then(e.ReturnUndone)
    assert (pool.outcome[0].because, stands(pool)) == ("corrected", {"returning": 300})
    pool.due().then()


def test_what_never_came_is_short_until_its_return_is_withdrawn_and_the_rest_is_returned_anew():
    """A receipt of 300 that was 30: nothing of it is free any more."""
    pool = pool_of(*MONEY).at(NEXT_YEAR).due()
    pool.when("correct-contribution", by="welzijn", **RIGHT, cents=30).then(e.ContributionCorrected)
    assert stands(pool) == {"returning": 300, "short": -270}
    hear_return(pool, "return-withdrawn", 300).then(e.ReturnFreed)
    assert stands(pool) == {"free": 30}
    pool.due().then(returned(30, 2, "came-after"))


def test_what_a_grant_leaves_over_goes_back_too():
    """World 200087: it stayed free in a contribution that had ended."""
    ask = asked(werk=200)
    hold = held(ask, ("werk", "huur", 200))
    pool = pool_of(*MONEY, ask, hold, committed(hold)).at(NEXT_YEAR).due().then(returned(100))
    hear_paid(pool, 150, order=f"{ASK}:advance-1:1")
    pool.heard("settlement", "grant-determined", ask=ASK, funder="pool:moestuin", released_cents=50)
    pool.then(e.RemainderFreed)
    pool.due().then(returned(50, 2, "came-after"))
    assert stands(pool) == {"paid": 150, "returning": 150}


def test_what_is_received_after_all_goes_back_too():
    pool = pool_of(HUUR, received("huur", 200, contributor="woonstede", receipt=1)).at(NEXT_YEAR).due()
    late = {"pool": "moestuin", "contribution": "huur", "cents": 100, "received_on": "2027-01-04"}
    pool.when("receive", by="welzijn", **late)
    pool.due().then(returned(100, 2, "came-after"))


# Structural money


def test_who_puts_in_structural_money_is_asked_for_the_next_year_before_the_budget_is_set():
    terms = {"pool": "moestuin", "contribution": "breed", "offer": 1}
    pool = pool_of(offered("breed", 300, "werk", recurring="structural"))
    pool.when("accept-pledge", by="welzijn", **terms)
    assert pool.outcome[0].asks_again_on == date(2026, 9, 1)
    pool.at(datetime(2026, 8, 31, 21, 59, tzinfo=UTC)).due().then()
    pool.at(datetime(2026, 8, 31, 22, 0, tzinfo=UTC)).due()
    pool.then(e.ContributionAskedAgain("moestuin", "breed", "participatie", 300, 2027))
    assert [said[0] for said in pool.said] == ["participatie"]
    pool.at(NEW_YEAR).due().then(e.ContributionLapsed)


def test_who_is_accepted_late_in_the_year_is_asked_at_once():
    terms = {"pool": "moestuin", "contribution": "breed", "offer": 1}
    pool = pool_of(offered("breed", 300, "werk", recurring="structural")).at(datetime(2026, 12, 31, 9, tzinfo=UTC))
    pool.when("accept-pledge", by="welzijn", **terms)
    pool.due().then(e.ContributionAskedAgain("moestuin", "breed", "participatie", 300, 2027))


@pytest.mark.parametrize("ends_by", ["cancel-pledge", "close-pool"])
def test_nobody_is_asked_again_whose_pledge_was_cancelled_or_whose_pool_was_closed(ends_by):
    again = {"recurring": "structural", "asks_again_on": date(2026, 9, 1)}
    pool = pool_of(pledged("breed", 300, "werk", **again))
    pool.when("cancel-pledge", by="welzijn", pool="moestuin", contribution="breed")
    if ends_by == "close-pool":
        pool = pool_of(pledged("breed", 300, "werk", **again), received("breed", 300))
        pool.when("close-pool", by="gemeente", **CLOSE)
        pool.due().then(e.ContributionReturned)
    pool.at(datetime(2026, 9, 1, 9, tzinfo=UTC)).due().then()


# Closing


def test_a_closed_pool_gives_back_what_is_left_to_each_contributor():
    pool = close(*paid_in("breed", 300, "werk"), *MONEY, pledged("leeg", 50, "werk"), _cancelled("leeg", 50))
    pool.then(e.PoolClosed("moestuin", TODAY, CLOSE["decision"], _parts(breed=300, huur=300)))
    breed = returned(300, 1, "pool-closed", "breed", "welzijn")
    pool.due().then(breed, returned(300, 1, "pool-closed"))
    shown = pool.ask("pool", pool="moestuin")
    assert (shown["closed_on"], shown["returning_cents"], shown["counted_cents"]) == ("2026-03-02", 600, 0)
    pool.at(NEXT_YEAR).due().then()


def test_what_has_lapsed_before_stays_lapsed_and_what_comes_back_lapses_too():
    own = pledged("breed", 300, "werk", last_day=END), received("breed", 300)
    ask = asked(werk=200)
    hold = held(ask, ("werk", "breed", 200))
    pool = pool_of(*own, ask, hold).at(NEXT_YEAR).due()
    hear_granted(pool, (ASK, 1))
    hear_paid(pool, 200)
    pool.when("close-pool", by="gemeente", **CLOSE).then(e.PoolClosed)
    assert pool.outcome[0].parts == ()
    hear_refund(pool, principal=50)
    pool.due().then()
    assert stands(pool, "breed") == {"paid": 200, "lapsed": 150}


def test_money_that_comes_back_to_a_closed_pool_goes_on_to_its_contributors():
    ask = asked(werk=200)
    hold = held(ask, ("werk", "huur", 200))
    pool = moestuin(*MONEY, ask, hold, committed(hold), e.ApplicationClosed("moestuin", "tuin"), paid(hold))
    pool.when("close-pool", by="gemeente", **CLOSE)
    pool.due().then(returned(100, 1, "pool-closed"))
    hear_refund(pool, principal=60)
    pool.due().then(returned(60, 2, "came-after"))


def test_what_had_nothing_left_when_its_pool_was_closed_is_given_back_what_comes():
    ask = asked(werk=300)
    hold = held(ask, ("werk", "huur", 300))
    pool = moestuin(*MONEY, ask, hold, committed(hold), e.ApplicationClosed("moestuin", "tuin"), paid(hold))
    pool.when("close-pool", by="gemeente", **CLOSE)
    pool.due().then()
    hear_refund(pool, principal=60)
    pool.due().then(returned(60, 1, "pool-closed"))


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ((asked(werk=100),), "1 ask to answer"),
        ((asked(werk=100), held(asked(werk=100), ("werk", "breed", 100))), "1 ask to answer or to decide"),
        (
            (
                asked(werk=100),
                held(asked(werk=100), ("werk", "breed", 100)),
                committed(held(asked(werk=100), ("werk", "breed", 100))),
                e.ApplicationClosed("moestuin", "tuin"),
            ),
            "€ 1,00 to pay",
        ),
        ((pledged("later", 50, "werk"),), "€ 0,50 to come of pledges"),
        ((offered("later", 50, "werk"),), "1 offer to accept or to end"),
    ],
    ids=["asked", "held", "committed", "pledged", "offered"],
)
def test_a_pool_in_which_something_is_open_is_not_closed(facts, named):
    pool = close(*paid_in("breed", 300, "werk"), *facts).then("still-open")
    assert named in pool.outcome.sentence, pool.outcome.sentence


@pytest.mark.parametrize("answer", ["declined", "closed", "dropped", "approval"])
def test_what_is_answered_or_decided_keeps_no_pool_open(answer):
    ask = asked(werk=150)
    pool = moestuin(*paid_in("breed", 300, "werk"), ask, mandate=FOUR_EYES)
    match answer:
        case "declined":
            pool.given(*declines(ask, "Nee"))
        case "closed":
            hear_failed(pool)
        case "dropped":
            hear_ask(pool, asked(revision=2))
        case "approval":
            pool.when("hold-ask", by="welzijn", pool="moestuin", ask=ASK, revision=1, cents=150)
            pool.when("close-pool", by="gemeente", **CLOSE).then("still-open")
            hear_failed(pool)
    pool.when("close-pool", by="gemeente", **CLOSE).then(e.PoolClosed)


def test_a_pool_is_closed_once_and_there_has_to_be_one():
    close().when("close-pool", by="gemeente", **CLOSE).then("pool-closed")
    close().when("close-pool", by="gemeente", **{**CLOSE, "pool": "elders"}).then("unknown-pool")


SUPPORT = {
    "pool": "moestuin",
    "support": "steun",
    "contributions": ["breed"],
    "from_goal": "werk",
    "to_goal": "groen",
    "max_cents": 100,
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "evidence": "Wie tuiniert, heeft minder begeleiding nodig",
    "budget_change": "Raadsbesluit 2026-17",
}
FRAME = {
    "decision": "Raadsbesluit 2026-99",
    "ceiling_cents": 1_000,
    "valid_from": "2026-01-01",
    "valid_to": "2026-12-31",
}
GOALS = [goal._asdict() for goal in OPENED.goals]
CARRIED = {"pool": "moestuin", "contribution": "breed", "last_day": "2027-01-01", "decision": "Raadsbesluit 2026-93"}


@pytest.mark.parametrize(
    ("command", "by", "fields"),
    [
        ("pledge", "participatie", PLEDGE),
        ("accept-pledge", "welzijn", {"pool": "moestuin", "contribution": "breed", "offer": 1}),
        ("amend-frame", "raad", {"pool": "moestuin", "frame": FRAME, "goals": GOALS}),
        ("propose-support", "welzijn", SUPPORT),
        ("consent-to-support", "participatie", {"pool": "moestuin", "support": "eerder"}),
        ("carry-over", "raad", CARRIED),
        ("hold-ask", "welzijn", {"pool": "moestuin", "ask": ASK, "revision": 1, "cents": 100}),
    ],
)
def test_nothing_new_begins_in_a_closed_pool(command, by, fields):
    terms = ("breed",), "werk", "groen", 100, date(2026, 1, 1), END, "Raadsbesluit 2026-17", "Bewijs"
    proposed = e.SupportProposed("moestuin", "eerder", *terms, "welzijn", "participatie")
    breed = paid_in("breed", 300, "werk", contributor="participatie")
    pool = close(*breed, proposed, asked(werk=100), *declines(asked(werk=100), "Nee"))
    pool.when(command, by=by, **fields).then("pool-closed")


def test_an_ask_to_a_closed_pool_is_declined_at_once():
    pool = close(*paid_in("breed", 300, "werk"))
    hear_ask(pool, asked(werk=100))
    sentence = "moestuin was closed on 2026-03-02; ask another funder."
    pool.then(asked(werk=100), *declines(asked(werk=100), sentence, "other"))


def test_a_closed_pool_may_still_change_hands_and_mandate_for_its_payments_go_on():
    """And whoever holds it then is told of no support that waited: nobody can agree to one any more."""
    terms = ("breed",), "werk", "groen", 100, date(2026, 1, 1), END, "Raadsbesluit 2026-17", "Bewijs"
    proposed = e.SupportProposed("moestuin", "wacht", *terms, "participatie", "welzijn")
    pool = close(*paid_in("breed", 300, "werk", contributor="participatie"), proposed)
    pool.when("hand-over", by="gemeente", pool="moestuin", budget_holder="economie").then(e.PoolHandedOver)


def _parts(**cents):
    return tuple(e.Share(*part) for part in cents.items())


def _cancelled(contribution, cents):
    postings = transfer(cents, f"memo/moestuin/{contribution}/pledged", "memo/pledged-by:welzijn")
    return e.PledgeCancelled("moestuin", contribution, "welzijn", cents, "welzijn", postings)


# Found by somebody who did not write it


def test_what_came_in_otherwise_and_lapses_leaves_what_was_put_in_counted():
    """A saving of 900 that lapses does not make room for 900 more under the council's ceiling."""
    ask = asked(werk=300)
    hold = held(ask, ("werk", "breed", 300))
    own = pledged("breed", 300, "werk", last_day=END), received("breed", 300)
    pool = pool_of(*own, ask, hold, committed(hold), e.ApplicationClosed("moestuin", "tuin"), paid(hold))
    pool.at(NEXT_YEAR).due()
    hear_saving(pool, 900, "into:moestuin/breed")
    assert pool.ask("pool", pool="moestuin")["counted_cents"] == 300
    hear_refund(pool, principal=100)
    assert pool.ask("pool", pool="moestuin")["counted_cents"] == 200, "what was put in, came back and lapsed"


def test_what_is_overdue_is_neither_taken_out_nor_closed_over_before_its_timer_has_run():
    own = pledged("breed", 300, "werk", last_day=END), received("breed", 300)
    pool = pool_of(*own).at(NEXT_YEAR)
    pool.when("withdraw-contribution", by="welzijn", pool="moestuin", contribution="breed", cents=1).then("not-free")
    pool.when("close-pool", by="gemeente", **CLOSE).then("still-open")
    assert "the year of breed to end" in pool.outcome.sentence
    pool.due().then(e.ContributionLapsed)
    pool.when("close-pool", by="gemeente", **CLOSE).then(e.PoolClosed)


AGAIN = {"recurring": "structural", "asks_again_on": date(2026, 9, 1)}
SEPTEMBER = datetime(2026, 9, 1, 9, tzinfo=UTC)
MISTAKE = {"pool": "moestuin", "contribution": "breed", "ground": "entered-twice"}


@pytest.mark.parametrize(("right", "asked_for"), [(30, [30]), (0, [])])
def test_who_is_asked_again_is_asked_for_what_was_right(right, asked_for):
    pool = pool_of(pledged("breed", 300, "werk", **AGAIN))
    pool.when("correct-contribution", by="welzijn", **MISTAKE, cents=right)
    assert [fact.cents for fact in pool.at(SEPTEMBER).due().outcome] == asked_for


def test_who_put_in_a_part_is_asked_for_that_part_and_who_put_in_nothing_is_not_asked():
    pool = pool_of(pledged("breed", 300, "werk", **AGAIN), received("breed", 290))
    pool.when("cancel-pledge", by="gemeente", pool="moestuin", contribution="breed", reason="Ingetrokken")
    assert [fact.cents for fact in pool.at(SEPTEMBER).due().outcome] == [290]
    pool = pool_of(pledged("breed", 300, "werk", lapses_on=date(2026, 5, 1), **AGAIN))
    pool.at(datetime(2026, 5, 2, 9, tzinfo=UTC)).due().then(e.PledgeLapsed)
    pool.at(SEPTEMBER).due().then()


def test_what_has_ended_takes_no_place_among_the_thousand():
    ended = (pledged(f"oud-{number}", 1, "werk", last_day=END) for number in range(1000))
    received_too = (received(f"oud-{number}", 1) for number in range(1000))
    pool = pool_of(*ended, *received_too)
    offer = {**PLEDGE, "contribution": "nieuw", "year": 2027}
    pool.when("pledge", by="welzijn", **offer).then("too-many-contributions")
    pool.at(NEXT_YEAR).due()
    pool.when("pledge", by="welzijn", **offer).then(e.ContributionPledged)


def test_of_a_contribution_of_a_closed_pool_that_never_had_anything_a_saving_goes_back_too():
    pool = close(pledged("leeg", 50, "werk"), _cancelled("leeg", 50)).then(e.PoolClosed)
    assert pool.outcome[0].parts == ()
    hear_saving(pool, 9, "into:moestuin/leeg")
    pool.due().then(returned(9, 1, "pool-closed", "leeg", "welzijn"))
