"""Promises: offered, accepted by the budget holder, cancelled by whoever may, lapsed on the day after the last."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.pool.app import SERVICE
from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    END,
    OPENED,
    asked,
    hear_saving,
    held,
    moestuin,
    offered,
    paid_in,
    pledged,
    received,
    undone,
)
from tests.unit.pool.test_pool_contributions import PLEDGE, pledge, receive
from tests.unit.scenario import Scenario

OFFER = offered("breed", 300, "ontmoeten", "werk")
ACCEPTED = pledged("breed", 300, "ontmoeten", "werk", contributor="participatie", last_day=END)
SUMMER = date(2026, 6, 30)


def accept(scenario, by="welzijn", **changed):
    return scenario.when("accept-pledge", by=by, **{"pool": "moestuin", "contribution": "breed", "offer": 1, **changed})


def cancel(scenario, by="participatie", **changed):
    return scenario.when("cancel-pledge", by=by, **{"pool": "moestuin", "contribution": "breed", **changed})


def ended(offer, by, addressee, reason=None):
    return e.OfferEnded(
        offer.pool, offer.contribution, offer.offer, offer.contributor, offer.cents, by, reason, addressee
    )


def cancelled(cents, by):
    return e.PledgeCancelled("moestuin", "breed", "participatie", cents, by, undone("breed", cents))


# Offered and accepted


def test_a_pledge_awaits_the_budget_holder_and_counts_for_nothing_yet():
    pool = pledge(moestuin(), by="participatie").then(OFFER)
    assert pool.balances == {}
    ((audience, kind, _, body),) = pool.said
    assert (audience, kind, body["cents"], body["lapses_on"]) == ("welzijn", "pledge-offered", 300, None)


def test_the_budget_holder_accepts_it():
    pool = accept(moestuin(OFFER)).then(ACCEPTED)
    assert pool.balances == {"memo/pledged-by:participatie": -300, "memo/moestuin/breed/pledged": 300}
    receive(pool).then(received("breed", 300, contributor="participatie", receipt=1))


def test_what_the_budget_holder_pledges_itself_needs_no_more():
    pledge(moestuin()).then(pledged("breed", 300, "ontmoeten", "werk", last_day=END))


def test_an_offer_is_accepted_once():
    accept(accept(moestuin(OFFER)).then(ACCEPTED)).then("unknown-offer")


def test_nothing_comes_in_before_acceptance():
    refused = receive(moestuin(OFFER)).then("unknown-contribution").outcome
    assert "welzijn has to accept it first" in refused.sentence


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"contribution": "smal"}, "unknown-offer"),
        ({"by": "participatie"}, "not-yours"),
        ({"offer": 2}, "superseded"),
    ],
)
def test_an_acceptance_is_refused(changed, code):
    accept(moestuin(OFFER), **changed).then(code)


def test_what_is_accepted_is_what_is_offered_now():
    """A name is free again when its offer ends; the budget holder has seen the first one only."""
    pool = cancel(moestuin(OFFER)).then(e.OfferEnded)
    pledge(pool, by="participatie", cents=1, earmarks=["werk"]).then(offered("breed", 1, "werk", offer=2))
    accept(pool, offer=1).then("superseded")
    accept(pool, offer=2).then(e.ContributionPledged)


def test_mandate_ceiling_and_goals_are_judged_at_acceptance():
    accept(Scenario(SERVICE).given(OPENED, OFFER)).then("no-mandate")
    accept(moestuin(OFFER, *paid_in("vol", 701, "werk"))).then("above-frame")
    accept(moestuin(OFFER, *paid_in("vol", 700, "werk"))).then(ACCEPTED)
    accept(moestuin(offered("breed", 300, "zwemmen"))).then("goal-unknown")


def test_an_offer_that_can_never_fit_is_refused_at_once():
    pledge(moestuin(*paid_in("vol", 1_000, "werk")), by="participatie", cents=1_000).then(e.PledgeOffered)
    pledge(moestuin(), by="participatie", cents=1_001).then("above-frame")


def test_offers_fill_no_pool():
    """Neither the council's ceiling nor the thousand places."""
    pool = moestuin()
    for number in range(5):
        pledge(pool, by="participatie", contribution=f"groot-{number}", cents=1_000).then(e.PledgeOffered)
    pledge(pool, by="openbare-ruimte", contribution="klein", cents=1_000).then(e.PledgeOffered)
    pledge(pool, cents=1_000).then(e.ContributionPledged)


def test_five_offers_of_a_contributor_wait_at_a_time():
    many = [offered(f"nog-{number}", 1, "werk", offer=number) for number in range(1, 6)]
    pool = moestuin(*many)
    pledge(pool, by="participatie").then("too-many-offers")
    pledge(pool, by="openbare-ruimte").then(e.PledgeOffered)
    accept(pool, contribution="nog-1", offer=1).then(e.ContributionPledged)
    pledge(pool, by="participatie", contribution="zes").then(offered("zes", 300, "ontmoeten", "werk", offer=7))


def test_two_offer_one_name():
    pledge(moestuin(OFFER), by="openbare-ruimte").then("exists")


def test_a_handover_tells_the_new_budget_holder_what_waits():
    late = replace(OFFER, lapses_on=SUMMER)
    pool = moestuin(late).when("hand-over", by="gemeente", pool="moestuin", budget_holder="economie")
    pool.then(e.PoolHandedOver("moestuin", "economie", "welzijn"), replace(late, budget_holder="economie"))
    assert [audience for audience, *_ in pool.said] == ["all", "economie"]
    accept(pool).then("not-yours")
    accept(pool, by="economie").then(replace(ACCEPTED, lapses_on=SUMMER, accepted_by="economie"))


def test_a_contributor_that_becomes_the_budget_holder_accepts_what_it_offered():
    pool = moestuin(OFFER).when("hand-over", by="gemeente", pool="moestuin", budget_holder="participatie")
    accept(pool.then(e.PoolHandedOver, e.PledgeOffered), by="participatie").then(e.ContributionPledged)
    pool = moestuin(OFFER).when("hand-over", by="gemeente", pool="moestuin", budget_holder="participatie")
    cancel(pool.then(e.PoolHandedOver, e.PledgeOffered)).then(ended(OFFER, "participatie", "participatie"))


def test_offers_can_be_asked_for():
    second = offered("smal", 20, "werk", contributor="economie", offer=2, lapses_on=SUMMER)
    pool = moestuin(OFFER, second)
    answer = pool.ask("offers", pool="moestuin", after=1, limit=1)
    assert (answer["total"], [each["contribution"] for each in answer["offers"]]) == (2, ["smal"])
    assert answer["offers"][0]["lapses_on"] == "2026-06-30"
    assert pool.ask("offers", pool="repair").code == "unknown-pool"


# Cancelled


def test_an_offer_is_taken_back_and_its_name_is_free():
    pool = cancel(moestuin(OFFER)).then(ended(OFFER, "participatie", "welzijn"))
    accept(pool).then("unknown-offer")
    pledge(pool, by="economie").then(e.PledgeOffered)


@pytest.mark.parametrize(
    ("by", "addressees"), [("welzijn", ["participatie"]), ("gemeente", ["participatie", "welzijn"])]
)
def test_who_refuses_an_offer_says_why(by, addressees):
    cancel(moestuin(OFFER), by=by).then("reason-missing")
    reason = "Dit doel heeft al genoeg."
    pool = cancel(moestuin(OFFER), by=by, reason=reason)
    pool.then(*(ended(OFFER, by, addressee, reason) for addressee in addressees))
    assert [audience for audience, *_ in pool.said] == addressees


def test_what_is_still_to_come_of_a_pledge_is_cancelled_and_what_came_stays():
    pool = moestuin(ACCEPTED, received("breed", 100, contributor="participatie"))
    cancel(pool).then(cancelled(200, "participatie"))
    assert pool.balance("moestuin/breed/free") == 100
    assert pool.balance("memo/moestuin/breed/pledged") == 0
    receive(pool, cents=1).then("more-than-pledged")
    cancel(pool).then("nothing-to-cancel")


def test_the_executive_cancels_with_a_reason_that_is_told_to_those_concerned():
    cancel(moestuin(ACCEPTED), by="gemeente").then("reason-missing")
    pool = cancel(moestuin(ACCEPTED), by="gemeente", reason="De raad trok het plan in.")
    pool.then(
        cancelled(300, "gemeente"),
        *(
            e.CancellationExplained("moestuin", "breed", "gemeente", "De raad trok het plan in.", addressee)
            for addressee in ("participatie", "welzijn")
        ),
    )
    told = {audience: body for audience, _, _, body in pool.said}
    assert set(told) == {"all", "participatie", "welzijn"}
    assert "reason" not in told["all"]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"pool": "repair"}, "unknown-pool"),
        ({"contribution": "smal"}, "unknown-contribution"),
        ({"by": "welzijn", "reason": "Te veel."}, "not-yours"),
        ({"by": "economie", "reason": "Te veel."}, "not-yours"),
    ],
)
def test_a_cancellation_is_refused(changed, code):
    cancel(moestuin(ACCEPTED), **changed).then(code)


def test_a_stranger_ends_no_offer():
    cancel(moestuin(OFFER), by="economie", reason="Wij wilden het zelf.").then("not-yours")


def test_what_was_cancelled_makes_room_under_the_ceiling_but_not_for_its_name():
    pool = cancel(moestuin(pledged("breed", 1_000, "werk", contributor="participatie"))).then(e.PledgeCancelled)
    pledge(pool, cents=1_000).then("exists")
    pledge(pool, contribution="ander", cents=1_000).then(e.ContributionPledged)


def test_a_contribution_of_which_nothing_came_takes_no_place():
    many = [pledged(f"klein-{number}", 1, "werk") for number in range(999)]
    nothing_came = cancel(moestuin(*many, pledged("breed", 1, "werk", contributor="participatie")))
    pledge(nothing_came.then(e.PledgeCancelled), contribution="duizend", cents=1).then(e.ContributionPledged)
    pledge(nothing_came, contribution="een-te-veel", cents=1).then("too-many-contributions")
    some_came = moestuin(*many, ACCEPTED, received("breed", 100, contributor="participatie"))
    pledge(cancel(some_came).then(e.PledgeCancelled), contribution="nieuw", cents=1).then("too-many-contributions")


def test_a_saving_gives_a_cancelled_contribution_its_place_again():
    many = [pledged(f"klein-{number}", 1, "werk") for number in range(999)]
    pool = cancel(moestuin(*many, pledged("breed", 1, "werk", contributor="participatie"))).then(e.PledgeCancelled)
    hear_saving(pool, 5, "into:moestuin/breed").then(e.SavingReceived)
    pledge(pool, contribution="duizend", cents=1).then("too-many-contributions")
    ask = asked(werk=5)
    pool.given(ask).when("hold-ask", by="welzijn", pool="moestuin", ask=ask.ask, revision=1, cents=5)
    pool.then(held(ask, ("werk", "breed", 5)))


# Lapsed


def test_an_accepted_pledge_keeps_its_last_day():
    pledge(moestuin(), by="participatie", lapses_on="2026-06-30").then(replace(OFFER, lapses_on=SUMMER))
    pool = accept(moestuin(replace(OFFER, lapses_on=SUMMER))).then(replace(ACCEPTED, lapses_on=SUMMER))
    assert pool.ask("pool", pool="moestuin")["contributions"][0]["lapses_on"] == "2026-06-30"


def test_what_is_still_to_come_lapses_on_the_day_after_the_last():
    pool = moestuin(replace(ACCEPTED, lapses_on=SUMMER), received("breed", 100, contributor="participatie"))
    pool.at(datetime(2026, 6, 30, 21, 59, 59, tzinfo=UTC)).due().then()
    lapsed = e.PledgeLapsed("moestuin", "breed", "participatie", 200, undone("breed", 200))
    pool.at(datetime(2026, 6, 30, 22, 0, tzinfo=UTC)).due().then(lapsed)
    pool.due().then()
    assert pool.balance("moestuin/breed/free") == 100
    receive(pool, cents=1).then("more-than-pledged")


def test_money_that_came_in_time_lapses_not():
    pool = moestuin(
        replace(ACCEPTED, lapses_on=SUMMER, last_day=None),
        received("breed", 300, contributor="participatie", receipt=1),
    )
    pool.at(datetime(2027, 1, 1, tzinfo=UTC)).due().then()


def test_what_was_cancelled_lapses_not():
    pool = cancel(moestuin(replace(ACCEPTED, lapses_on=SUMMER, last_day=None))).then(e.PledgeCancelled)
    pool.at(datetime(2027, 1, 1, tzinfo=UTC)).due().then()


def test_an_offer_lapses_and_both_are_told():
    late = replace(OFFER, lapses_on=SUMMER)
    pool = moestuin(late).at(datetime(2026, 7, 1, tzinfo=UTC)).due()
    pool.then(ended(late, "clock", "participatie"), ended(late, "clock", "welzijn"))
    pool.due().then()
    accept(pool).then("unknown-offer")


def test_on_its_last_day_an_offer_is_accepted_and_later_not():
    """Also where the timer has not come to it yet."""
    late = replace(OFFER, lapses_on=SUMMER)
    accept(moestuin(late).at(datetime(2026, 6, 30, 21, 59, tzinfo=UTC))).then(e.ContributionPledged)
    accept(moestuin(late).at(datetime(2026, 6, 30, 22, 1, tzinfo=UTC))).then("lapsed")


def test_several_lapse_at_one_moment():
    one, other = (pledged(name, 10, "werk", lapses_on=SUMMER) for name in ("een", "ander"))
    offer = replace(OFFER, lapses_on=SUMMER)
    pool = moestuin(one, offer, other).at(datetime(2026, 7, 1, tzinfo=UTC)).due()
    assert sorted(fact.kind for fact in pool.outcome) == ["offer-ended"] * 2 + ["pledge-lapsed"] * 2
    pool.then(*pool.outcome).due().then()


@pytest.mark.parametrize(("lapses_on", "code"), [("2026-03-01", "lapsed"), ("9999-12-31", "out-of-range")])
def test_a_pledge_lapses_in_the_future_and_within_reach(lapses_on, code):
    pledge(moestuin(), by="participatie", lapses_on=lapses_on).then(code)
    pledge(moestuin(), by="participatie", lapses_on="2026-03-02").then(e.PledgeOffered)


def test_the_field_of_a_refusal_is_one_of_its_command():
    assert set(PLEDGE) >= {"pool", "contribution", "cents", "earmarks"}
    assert accept(moestuin(OFFER, *paid_in("vol", 1_000, "werk"))).then("above-frame").outcome.field == "contribution"
