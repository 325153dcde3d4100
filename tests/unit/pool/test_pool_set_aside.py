"""What a first yes sets aside: until the second yes, or until that can come no more. It is said to nobody."""

from dataclasses import asdict, replace
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
    awaiting,
    closed,
    committed,
    declines,
    dropped,
    freed,
    hear_ask,
    hear_failed,
    hear_granted,
    held,
    moestuin,
    paid_in,
    pledged,
    received,
    set_aside,
)
from tests.unit.pool.test_pool_supports import AGREED, ENDED, PROPOSED, pool_with
from tests.unit.scenario import Scenario

NEXT_YEAR = datetime(2027, 1, 4, 9, tzinfo=UTC)
MONEY = paid_in("breed", 200, "ontmoeten", "werk")
FIRST = asked(ontmoeten=150)
ASIDE = set_aside(FIRST, ("ontmoeten", "breed", 150))
WAITS = FIRST, awaiting(FIRST), ASIDE
APPROVED = held(FIRST, ("ontmoeten", "breed", 150), source="reserved")
RIVAL = asked("fiets:geld", werk=80)
OTHER_APPROVER = replace(FOUR_EYES, second_approver="economie")


def waiting(*facts, mandate=FOUR_EYES):
    return moestuin(*MONEY, *WAITS, *facts, mandate=mandate)


def hold(pool, ask=FIRST, by="welzijn"):
    return pool.when("hold-ask", by=by, pool="moestuin", ask=ask.ask, revision=ask.revision, cents=ask.cents)


def approve(pool, ask=FIRST, by="gemeente"):
    return pool.when("approve-hold", by=by, pool="moestuin", ask=ask.ask, revision=ask.revision)


def decline(pool, ask=FIRST):
    why = {"ground": "quality", "reason": "Bij nader inzien."}
    exact = {"pool": "moestuin", "ask": ask.ask, "revision": ask.revision, "cents": ask.cents}
    return pool.when("decline-ask", by="welzijn", **exact, **why)


def set_mandate(pool, mandate):
    return pool.when("set-mandate", by="gemeente", **asdict(mandate))


def stands(pool, contribution="breed"):
    uses = ("free", "reserved", "held", "committed", "lapsed", "returning", "short")
    found = {use: pool.balance(f"moestuin/{contribution}/{use}") for use in uses}
    return {use: cents for use, cents in found.items() if cents}


# The first yes, and the second


def test_the_first_yes_sets_aside_what_the_second_holds():
    pool = hold(moestuin(*MONEY, FIRST, mandate=FOUR_EYES)).then(awaiting(FIRST), ASIDE)
    assert stands(pool) == {"free": 50, "reserved": 150}
    assert [kind for _, kind, _, _ in pool.said] == ["hold-awaits-second-approval"]
    approve(pool).then(APPROVED)
    assert stands(pool) == {"free": 50, "held": 150}
    hear_granted(pool, (ASK, 1)).then(committed(APPROVED), closed())


def test_it_can_be_neither_withdrawn_nor_held_by_others():
    taken = {"pool": "moestuin", "contribution": "breed", "cents": 51}
    waiting().when("withdraw-contribution", by="welzijn", **taken).then("not-free")
    pool = hold(waiting(RIVAL), RIVAL).then("not-enough")
    approve(pool).then(APPROVED)


def test_two_that_wait_never_exceed_together_what_there_is():
    other = asked("kas:geld", werk=120)
    hold(waiting(other), other).then("not-enough")


def test_the_second_yes_looks_for_nothing_anew():
    """Not even where narrower money came since, which would come first now."""
    pool = waiting(*paid_in("smal", 150, "ontmoeten"))
    approve(pool).then(APPROVED)


def test_a_yes_that_is_given_again_after_a_decline_sets_aside_again():
    pool = decline(waiting()).then(freed(ASIDE), *declines(FIRST, "Bij nader inzien.", "quality"))
    assert stands(pool) == {"free": 200}
    approve(pool).then("nothing-to-approve")
    hold(pool).then(awaiting(FIRST), ASIDE)


def test_lines_of_several_goals_and_contributions_are_set_aside_together():
    ask = asked(ontmoeten=100, werk=120)
    pool = moestuin(*paid_in("smal", 90, "ontmoeten"), *paid_in("breed", 200, "ontmoeten", "werk"), ask)
    hold(pool.given(FOUR_EYES), ask).then(awaiting(ask), e.BackingSetAside)
    parts = e.Part("ontmoeten", "smal", 90), e.Part("ontmoeten", "breed", 10), e.Part("werk", "breed", 120)
    assert pool.outcome[1].attribution == parts
    assert (stands(pool, "smal"), stands(pool)) == ({"reserved": 90}, {"free": 70, "reserved": 130})
    assert approve(pool, ask).then(e.ReservationHeld).outcome[0].attribution == parts
    assert (stands(pool, "smal"), stands(pool)) == ({"held": 90}, {"free": 70, "held": 130})


# It comes to nothing


def test_a_newer_revision_gives_it_back():
    second = asked(revision=2, ontmoeten=180)
    pool = hear_ask(waiting(), second).then(second, freed(ASIDE))
    assert stands(pool) == {"free": 200}
    assert pool.said == []
    hold(pool, second).then(awaiting(second), set_aside(second, ("ontmoeten", "breed", 180)))


def test_an_ask_that_is_dropped_gives_it_back():
    gone = asked(revision=2)
    pool = hear_ask(waiting(), gone).then(gone, freed(ASIDE), dropped(gone))
    assert [kind for _, kind, _, _ in pool.said] == ["reservation-released"]
    assert stands(pool) == {"free": 200}


def test_an_automatic_mandate_counts_on_what_the_older_revision_gives_back():
    second = asked(revision=2, ontmoeten=100)
    mandate = replace(FOUR_EYES, automatic=True, total_cents=150)
    pool = hear_ask(waiting(mandate=mandate), second)
    pool.then(second, freed(ASIDE), held(second, ("ontmoeten", "breed", 100)))


def test_an_application_that_fails_gives_it_back():
    pool = hear_failed(waiting()).then(freed(ASIDE), closed())
    assert stands(pool) == {"free": 200}
    approve(pool).then("application-closed")
    assert pool.ask("ask", pool="moestuin", ask=ASK)["attribution"] == []


def test_an_application_that_is_granted_without_it_gives_it_back():
    other = asked("tuin:werk", werk=40)
    hold_of_it = held(other, ("werk", "breed", 40))
    pool = hear_granted(waiting(other, hold_of_it), ("tuin:werk", 1))
    pool.then(committed(hold_of_it), freed(ASIDE), closed())
    assert stands(pool) == {"free": 160, "committed": 40}


def test_a_grant_that_names_what_waits_commits_nothing_of_it():
    """Applications hears of no hold then, so it names none."""
    hear_granted(waiting(), (ASK, 1)).then(freed(ASIDE), closed())


# Another mandate


def test_another_second_approver_is_told_and_nothing_is_set_aside_twice():
    pool = set_mandate(waiting(), OTHER_APPROVER).then(OTHER_APPROVER, awaiting(FIRST, approver="economie"))
    assert stands(pool) == {"free": 50, "reserved": 150}
    approve(pool).then("not-yours")
    approve(pool, by="economie").then(APPROVED)
    assert stands(pool) == {"free": 50, "held": 150}


def test_a_first_yes_that_is_given_again_keeps_what_is_set_aside():
    pool = hold(waiting(OTHER_APPROVER)).then(awaiting(FIRST, approver="economie"))
    hear_failed(pool).then(freed(ASIDE), closed())
    assert stands(pool) == {"free": 200}


def test_without_a_threshold_any_more_the_budget_holder_holds_what_is_set_aside():
    hold(waiting(MANDATE)).then(APPROVED)


@pytest.mark.parametrize(
    ("mandate", "code"),
    [
        (replace(FOUR_EYES, limit_cents=149), "outside-mandate"),
        (replace(FOUR_EYES, total_cents=149), "outside-mandate"),
        (replace(FOUR_EYES, goals=("werk",)), "outside-mandate"),
        (replace(FOUR_EYES, valid_to=date(2026, 1, 1)), "no-mandate"),
    ],
)
def test_the_mandate_of_the_moment_binds_and_what_is_refused_stays_set_aside(mandate, code):
    pool = approve(waiting(mandate)).then(code)
    assert stands(pool) == {"free": 50, "reserved": 150}


def test_it_counts_once_for_the_mandates_total():
    mandate = replace(FOUR_EYES, total_cents=200)
    little = asked("fiets:geld", werk=51)
    pool = hold(waiting(little, mandate=mandate), little).then("outside-mandate")
    assert "€ 0,50 that the mandate's total leaves" in pool.outcome.sentence
    approve(pool).then(APPROVED)
    assert pool.ask("pool", pool="moestuin")["net_outlay_cents"] == 150


def test_it_counts_once_for_a_goals_ceiling():
    little = asked("fiets:geld", ontmoeten=11)
    opened = replace(OPENED, ceilings=(e.GoalCeiling("ontmoeten", 160),))
    pool = Scenario(SERVICE).given(opened, FOUR_EYES, *MONEY, *WAITS, little)
    hold(pool, little).then("above-goal-ceiling")
    approve(pool).then(APPROVED)


@pytest.mark.parametrize(
    ("ceiling", "code"), [({"ceilings": [{"goal": "ontmoeten", "ceiling_cents": 149}]}, "below-engaged")]
)
def test_the_council_amends_nothing_below_what_is_set_aside(ceiling, code):
    frame = {**OPENED.frame._asdict(), "decision": "Raadsbesluit 2026-9"}
    goals = [goal._asdict() for goal in OPENED.goals]
    waiting().when("amend-frame", by="raad", pool="moestuin", frame=frame, goals=goals, **ceiling).then(code)


# Room


def test_it_moves_to_make_room_and_nobody_hears_of_it():
    """Else what there is would be refused to the one who asks, though it suffices for both."""
    ask = asked("fiets:geld", werk=90)
    pool = hold(waiting(*paid_in("smal", 120, "ontmoeten"), ask), ask)
    parts = ("ontmoeten", "breed", 110), ("ontmoeten", "smal", 40)
    pool.then(e.HoldRebacked, held(ask, ("werk", "breed", 90)))
    assert sorted(pool.outcome[0].attribution) == sorted(e.Part(*part) for part in parts)
    assert (stands(pool), stands(pool, "smal")) == ({"reserved": 110, "held": 90}, {"free": 80, "reserved": 40})
    assert [kind for _, kind, _, _ in pool.said] == ["reservation-held"]
    approve(pool)
    assert sorted(pool.outcome[0].attribution) == sorted(e.Part(*part) for part in parts)
    assert (stands(pool), stands(pool, "smal")) == ({"held": 200}, {"free": 80, "held": 40})


def test_a_first_yes_makes_room_as_a_hold_does():
    ask = asked("fiets:geld", werk=120)
    pool = hold(waiting(*paid_in("smal", 120, "ontmoeten"), ask), ask)
    pool.then(e.HoldRebacked, awaiting(ask), set_aside(ask, ("werk", "breed", 120)))
    decline(pool, ask).then(freed(set_aside(ask, ("werk", "breed", 120))), e.ReservationDeclined, e.DeclineExplained)


def test_a_refusal_for_want_of_money_counts_it_among_what_others_need():
    """The bottleneck is what is set aside and what is asked, together."""
    ask = asked("fiets:geld", werk=80)
    pool = hold(waiting(ask), ask).then("not-enough")
    assert "€ 0,30 short of free money for werk, ontmoeten, together" in pool.outcome.sentence


def test_what_moved_is_given_back_where_it_is_now():
    ask = asked("fiets:geld", werk=90)
    pool = hold(waiting(*paid_in("smal", 120, "ontmoeten"), ask), ask)
    hear_failed(pool.then(*pool.outcome)).then(e.BackingFreed, closed())
    assert (stands(pool), stands(pool, "smal")) == ({"free": 110, "held": 90}, {"free": 120})


# Supports

SUPPORTED = asked(werk=50)
ROWS = {"under": [("steun", "werk", "bijstand", 50)]}
UNDER = set_aside(SUPPORTED, ("werk", "bijstand", 50), **ROWS)


def supported(*facts):
    low = replace(FOUR_EYES, four_eyes_above_cents=30)
    return pool_with(PROPOSED, AGREED, SUPPORTED, *facts, mandate=low)


def test_it_uses_a_supports_room():
    pool = hold(supported(), SUPPORTED).then(awaiting(SUPPORTED), UNDER)
    little = asked("fiets:geld", werk=1)
    hold(pool.given(little), little).then("not-enough")
    assert pool.ask("supports", pool="moestuin")["supports"][0]["used_cents"] == 50
    hear_failed(pool).then(freed(UNDER), closed())
    hold(pool, little).then(e.ReservationHeld)


def test_it_survives_the_end_of_a_support_as_a_hold_does():
    pool = supported(awaiting(SUPPORTED), UNDER, ENDED)
    approve(pool, SUPPORTED).then(held(SUPPORTED, ("werk", "bijstand", 50), source="reserved", **ROWS))
    assert pool.state.holds.supported == {"moestuin/steun": 50}


def test_a_newer_revision_may_use_the_room_that_the_older_one_had():
    second = asked(revision=2, werk=40)
    pool = hear_ask(supported(awaiting(SUPPORTED), UNDER), second).then(second, freed(UNDER))
    hold(pool, second).then(awaiting(second), e.BackingSetAside)


def test_an_automatic_mandate_gives_that_room_to_a_newer_revision():
    second = asked(revision=2, werk=30)
    automatic = replace(FOUR_EYES, four_eyes_above_cents=30, automatic=True)
    pool = hear_ask(supported(awaiting(SUPPORTED), UNDER, automatic), second)
    under = [("steun", "werk", "bijstand", 30)]
    pool.then(second, freed(UNDER), held(second, ("werk", "bijstand", 30), under=under))


# A correction


def corrected(pool, cents):
    wrong = {"pool": "moestuin", "contribution": "breed", "receipt": 1, "cents": cents, "ground": "wrong-amount"}
    return pool.when("correct-contribution", by="welzijn", **wrong)


def test_it_moves_to_other_money_when_its_own_never_came():
    pool = corrected(waiting(*paid_in("smal", 150, "ontmoeten")), 130)
    pool.then(e.HoldRebacked, e.ContributionCorrected)
    assert (stands(pool), stands(pool, "smal")) == ({"free": 130}, {"reserved": 150})


def test_where_nothing_else_is_there_it_stands_and_what_comes_back_fills_what_is_short():
    pool = corrected(waiting(), 130).then(e.ContributionCorrected)
    assert stands(pool) == {"reserved": 150, "short": -20}
    assert stands(decline(pool).then(e.BackingFreed, e.ReservationDeclined, e.DeclineExplained)) == {"free": 130}


def test_where_it_stands_the_second_yes_holds_it_so():
    pool = approve(corrected(waiting(), 130).then(e.ContributionCorrected)).then(APPROVED)
    assert stands(pool) == {"held": 150, "short": -20}


# Year end, and a pool's end


def over_new_year(at_year_end="stays"):
    """The first yes was given in the year of the money."""
    frame = OPENED.frame._replace(valid_to=date(2027, 12, 31))
    own = pledged("breed", 200, "ontmoeten", "werk", last_day=END, at_year_end=at_year_end)
    mandate = replace(FOUR_EYES, valid_to=date(2027, 12, 31))
    pool = Scenario(SERVICE).given(replace(OPENED, frame=frame), mandate, own, received("breed", 200), *WAITS)
    return pool.at(NEXT_YEAR).due()


def test_it_survives_year_end_and_may_be_approved_in_the_next():
    pool = over_new_year()
    assert stands(pool.then(e.ContributionLapsed)) == {"lapsed": 50, "reserved": 150}
    approve(pool).then(APPROVED)
    assert stands(pool) == {"lapsed": 50, "held": 150}


def test_what_comes_back_after_year_end_lapses():
    pool = hear_failed(over_new_year().then(e.ContributionLapsed))
    postings = transfer(150, "moestuin/breed/reserved", "moestuin/breed/lapsed")
    pool.then(e.BackingFreed(*FIRST.identity, postings), closed())


def test_what_comes_back_of_money_of_others_is_returned():
    pool = hear_failed(over_new_year("returned").then(e.ContributionReturned)).then(freed(ASIDE), closed())
    pool.due().then(e.ContributionReturned)
    assert stands(pool) == {"returning": 200}


def test_after_year_end_it_does_not_move():
    ask = asked("fiets:geld", werk=90)
    pool = over_new_year().then(e.ContributionLapsed).given(*paid_in("smal", 150, "ontmoeten"), ask)
    hold(pool, ask).then("not-enough")


def test_what_waits_keeps_a_pool_open():
    close = {"pool": "moestuin", "decision": "Collegebesluit 2026-41"}
    pool = waiting().when("close-pool", by="gemeente", **close).then("still-open")
    hear_failed(pool).then(freed(ASIDE), closed())
    pool.when("close-pool", by="gemeente", **close).then(e.PoolClosed)


# What is shown


def test_balances_show_it_and_it_is_not_free():
    found = waiting().ask("pool", pool="moestuin")
    assert (found["free_cents"], found["reserved_cents"], found["held_cents"]) == (50, 150, 0)
    goal = found["goals"][0]
    assert (goal["reserved_cents"], goal["held_cents"], goal["engaged_cents"]) == (150, 0, 150)
    assert waiting().ask("pools")["pools"][0]["reserved_cents"] == 150
    ontmoeten, werk, _ = waiting().ask("overview", pool="moestuin")["rows"]
    assert (ontmoeten["reserved_cents"], ontmoeten["held_elsewhere_cents"]) == (150, 0)
    assert (werk["reserved_cents"], werk["held_elsewhere_cents"]) == (0, 150)
    whole = set_aside(asked(ontmoeten=200), ("ontmoeten", "breed", 200))
    pool = moestuin(*MONEY, asked(ontmoeten=200), awaiting(asked(ontmoeten=200)), whole, mandate=FOUR_EYES)
    (row,) = pool.ask("overview", pool="moestuin", group_by="contribution")["rows"]
    assert (row["became"], row["reserved_cents"]) == ("held", 200)


@pytest.mark.parametrize(
    ("by", "is_told"),
    [("welzijn", True), ("gemeente", True), ("rekenkamer", True), ("de-moestuin", False), ("participatie", False)],
)
def test_what_backs_it_is_shown_to_those_who_decide(by, is_told):
    pool = waiting()
    parts = [{"goal": "ontmoeten", "contribution": "breed", "cents": 150}] if is_told else []
    assert pool.ask("ask", by=by, pool="moestuin", ask=ASK)["attribution"] == parts
    assert pool.ask("asks", by=by, pool="moestuin")["asks"][0]["attribution"] == parts


# Logs from before


def old():
    """As it was recorded: a first yes, and nothing set aside."""
    return moestuin(*MONEY, FIRST, awaiting(FIRST), mandate=FOUR_EYES)


def test_of_a_first_yes_from_before_the_second_searches():
    approve(old()).then(held(FIRST, ("ontmoeten", "breed", 150)))
    approve(old().given(RIVAL, held(RIVAL, ("werk", "breed", 80)))).then("not-enough")


def test_what_was_never_set_aside_is_not_given_back():
    second = asked(revision=2, ontmoeten=160)
    hear_ask(old(), second).then(second)
    hear_failed(old()).then(closed())
    decline(old()).then(e.ReservationDeclined, e.DeclineExplained)


def test_who_takes_over_a_first_yes_from_before_is_told_of_it_as_it_is():
    pool = set_mandate(old(), OTHER_APPROVER).then(OTHER_APPROVER, awaiting(FIRST, approver="economie"))
    assert stands(pool) == {"free": 200}
    approve(pool, by="economie").then(held(FIRST, ("ontmoeten", "breed", 150)))
