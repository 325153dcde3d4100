"""A grant that is changed before it is determined (4:48, 4:50 Awb): to less, to nothing, and to more again."""

from dataclasses import replace

import pytest

from services.settlement.changes.decisions import MAX_CHANGES
from services.settlement.changes.facts import LESS
from tests.unit.settlement import facts as e
from tests.unit.settlement.parts import (
    ASK,
    FIRST,
    GRANT,
    LATER,
    REST,
    SECOND,
    THIRD,
    commit,
    determine,
    grant,
    granted,
    orders,
    pay,
    release,
    undo,
)
from tests.unit.settlement.world import DUE, JOB, OTHER_HOLDER, TODAY, agreement, in_force, scenario

REASON = "Er komt een kleinere kas."


def change(world, cents, ground="activities-not-done", *, by="welzijn", ask=ASK):
    return world.when("change-grant", by=by, ask=ask, cents=cents, ground=ground, reason=REASON)


def more(world, cents):
    return change(world, cents, "reconsidered")


def at_once(cents=100):
    """A zuil's grant that is paid all at once."""
    world = scenario()
    grant(world, agreement(JOB, cents=cents)).then(e.AgreementMade, e.PaymentOrdered)
    return world


def of_zuil(world, cents, ground="activities-not-done"):
    return change(world, cents, ground, by="participatie", ask=JOB)


# Less


def test_what_no_advance_is_for_falls_away_first():
    [changed] = change(granted(), 200_001).outcome
    assert changed == e.GrantChanged(
        application="tuin",
        ask=ASK,
        funder="pool:moestuin",
        recipient="de-moestuin",
        change=1,
        was_cents=250_001,
        cents=200_001,
        advances=(125_001, 50_000, 25_000),
        ground="activities-not-done",
        reason=REASON,
        changed_on=TODAY,
        changed_by="welzijn",
    )


def test_then_the_last_advance_and_so_on():
    world = granted()
    [changed] = change(world, 190_001).outcome
    assert changed.advances == (125_001, 50_000, 15_000)
    [changed, withdrawn, again] = change(world, 140_000).outcome
    assert (changed.was_cents, changed.advances) == (190_001, (125_001, 14_999, 0))
    assert (withdrawn.order, withdrawn.cents) == (SECOND, 50_000)
    assert (again.order, again.cents, again.due_on) == (f"{ASK}:advance-2-change-2:1", 14_999, LATER)
    assert again.advance == 2
    change(world, 125_001).then(e.GrantChanged, e.OrderWithdrawn)
    assert orders(world) == {FIRST: (125_001, "open")}
    assert world.balance("payer:pool:moestuin") == -125_001


def test_what_was_paid_stands_and_the_others_get_what_is_left_in_their_turn():
    world = pay(granted(), SECOND)
    [changed, withdrawn, again] = change(world, 60_000).outcome
    assert changed.advances == (10_000, 50_000, 0)
    assert (withdrawn.order, again.order, again.cents, again.due_on) == (
        FIRST,
        f"{ASK}:advance-1-change-1:1",
        10_000,
        DUE,
    )
    change(world, 49_999).then("below-paid")
    change(world, 50_000).then(e.GrantChanged, e.OrderWithdrawn)


def test_a_grant_is_withdrawn_while_nothing_is_paid():
    world = at_once()
    [changed, withdrawn] = of_zuil(world, 0).outcome
    assert (changed.cents, changed.advances, withdrawn.order) == (0, (), f"{JOB}:1")
    assert orders(world, JOB) == {}
    assert not world.state.is_paid(JOB)
    determine(world, 0, "activities-not-done", by="participatie", ask=JOB).then("not-paid")


def test_of_a_grant_that_is_paid_at_once_another_order_takes_the_place():
    world = at_once()
    [_, _, again] = of_zuil(world, 60).outcome
    assert (again.order, again.cents, again.due_on, again.advance) == (f"{JOB}:change-1:1", 60, DUE, None)
    world.when("report-payment-failed", by="participatie", order=again.order, reason="Opgeheven.")
    assert orders(world, JOB) == {f"{JOB}:change-1:2": (60, "open")}
    pay(world, f"{JOB}:change-1:2", by="participatie")
    assert world.state.is_paid(JOB)


def test_who_pays_now_is_told_of_the_new_order():
    world = granted(e.BudgetHolderKnown(pool="moestuin", budget_holder="welzijn"))
    world.given(e.BudgetHolderKnown(pool="moestuin", budget_holder="participatie"))
    [*_, again] = change(world, 130_001, by="participatie").outcome
    assert again.payer == "participatie"


# What goes by it


def test_an_advance_is_released_at_what_it_comes_to():
    world = granted()
    change(world, 190_001)
    [released, ordered] = release(world).outcome
    assert (released.cents, ordered.order, ordered.cents) == (15_000, THIRD, 15_000)


def test_of_an_advance_for_which_nothing_is_left_nothing_is_released():
    world = granted()
    change(world, 175_001)
    release(world).then("more-than-granted")
    assert [part["standing"] for part in world.ask("advances", ask=ASK)["advances"]] == [
        "ordered",
        "ordered",
        "not-due",
    ]


def test_it_is_determined_by_what_is_granted_now():
    world = pay(granted(), FIRST)
    change(world, 190_001)
    determine(world, 190_002).then("more-than-granted")
    determine(world, 190_000).then("ground-unfit")
    [determined, _, rest] = determine(world, 190_001).outcome
    assert (determined.granted_cents, determined.rest_cents, determined.released_cents) == (190_001, 65_000, 0)
    assert (rest.order, rest.cents) == (REST, 65_000)


def test_a_report_divides_the_costs_by_what_is_granted_now():
    world = scenario()
    grant(world, agreement(JOB, cents=100), replace(agreement("tuin:zaad", "zuil:economie", cents=100)))
    of_zuil(world, 50)
    costs = [{"what": "Tuin", "cents": 75}]
    said = {"application": "tuin", "costs": costs, "other_cents": 0, "results": [], "hours": 0, "words": "Klaar."}
    [report] = world.when("submit-report", by="de-moestuin", **said).outcome
    assert [(part.ask, part.cents) for part in report.parts] == [(JOB, 25), ("tuin:zaad", 50)]


def test_an_investment_is_paid_once_what_is_granted_now_is():
    world = pay(granted(*in_force(OTHER_HOLDER)), FIRST, SECOND)
    assert not world.state.is_paid(ASK)
    change(world, 175_001)
    assert world.state.is_paid(ASK)
    assert world.state.investment_cents(OTHER_HOLDER) == 175_001


def test_an_agreement_shows_what_is_granted_now():
    world = granted()
    assert world.ask("agreement", ask=ASK)["changed_cents"] is None
    change(world, 190_001)
    assert world.ask("agreement", ask=ASK)["changed_cents"] == 190_001
    assert world.ask("advances", ask=ASK)["granted_cents"] == 190_001


def test_its_reason_is_for_those_concerned():
    world = change(granted(), 190_001)
    [(to, kind, _, said)] = world.said
    assert (to, kind, said["reason"]) == ("all", "grant-changed", "withheld")


# More again


def test_more_is_granted_again_up_to_what_was_at_first():
    world = granted()
    change(world, 100_000).then(e.GrantChanged, e.OrderWithdrawn, e.PaymentOrdered, e.OrderWithdrawn)
    [changed, withdrawn, first, second] = more(world, 160_000).outcome
    assert (changed.advances, withdrawn.cents) == ((125_001, 34_999, 0), 100_000)
    assert [(one.order, one.cents, one.due_on) for one in (first, second)] == [
        (f"{ASK}:advance-1-change-2:1", 125_001, DUE),
        (f"{ASK}:advance-2-change-2:1", 34_999, LATER),
    ]
    more(world, 250_002).then("more-than-granted")
    more(world, 250_001).then(e.GrantChanged, e.OrderWithdrawn, e.PaymentOrdered)
    release(world).then(e.AdvanceReleased, e.PaymentOrdered)


def test_what_was_released_is_ordered_again_without_another_word():
    world = granted()
    release(world)
    change(world, 175_001).then(e.GrantChanged, e.OrderWithdrawn)
    [_, again] = more(world, 190_001).outcome
    assert (again.order, again.cents, again.due_on) == (f"{ASK}:advance-3-change-2:1", 15_000, DUE)
    release(world).then("already-released")


def test_of_what_was_paid_at_once_the_difference_is_ordered():
    world = at_once()
    of_zuil(world, 60)
    pay(world, f"{JOB}:change-1:1", by="participatie")
    [_, again] = of_zuil(world, 100, "reconsidered").outcome
    assert (again.order, again.cents, again.due_on) == (f"{JOB}:change-2:1", 40, DUE)


def test_what_was_paid_in_two_payments_and_was_not_after_all_is_ordered_in_one():
    world = at_once()
    of_zuil(world, 60)
    of_zuil(pay(world, f"{JOB}:change-1:1", by="participatie"), 100, "reconsidered")
    pay(world, f"{JOB}:change-2:1", by="participatie")
    for number in (1, 2):
        mistake = {"order": f"{JOB}:change-{number}:1", "ground": "did-not-happen"}
        world.when("correct-confirmation", by="participatie", **mistake).then(e.ConfirmationCorrected)
    of_zuil(world, 80).then(e.GrantChanged, e.OrderWithdrawn, e.OrderWithdrawn, e.PaymentOrdered)
    assert orders(world, JOB) == {f"{JOB}:change-3:1": (80, "open")}


def test_the_rest_of_a_mistaken_determination_gives_way_to_the_advances():
    world = pay(granted(), FIRST)
    determine(world, 240_000, "costs-lower")
    pay(world, REST)
    undo(world)
    world.when("correct-confirmation", by="welzijn", order=REST, ground="did-not-happen")
    assert orders(world) == {FIRST: (125_001, "confirmed"), REST: (114_999, "open")}
    change(world, 200_000).then(e.GrantChanged, e.OrderWithdrawn, e.PaymentOrdered)
    assert orders(world) == {FIRST: (125_001, "confirmed"), f"{ASK}:advance-2-change-1:1": (50_000, "open")}


# Refused


@pytest.mark.parametrize("ground", sorted(LESS))
def test_every_ground_for_less_is_taken_for_less_only(ground):
    world = granted()
    change(world, 200_001, ground).then(e.GrantChanged)
    change(world, 250_001, ground).then("ground-unfit")


def test_less_is_not_a_matter_of_reconsidering():
    more(granted(), 200_001).then("ground-unfit")


def test_the_same_amount_is_no_change():
    world = granted()
    change(world, 250_001).then("nothing-to-change")
    change(world, 200_001)
    change(world, 200_001).then("nothing-to-change")


def test_only_who_pays_for_the_funder_changes_it_and_never_who_receives():
    world = granted()
    change(world, 200_001, by="de-moestuin").then("not-yours")
    change(world, 200_001, by="participatie").then("not-yours")
    change(world, 1, ask="nooit:kas").then("unknown-ask")
    own = scenario()
    grant(own, replace(GRANT, recipient="welzijn"))
    commit(own)
    change(own, 200_001).then("own-interest")


def test_before_its_pool_has_committed_nothing_is_changed():
    world = scenario()
    grant(world, GRANT)
    change(world, 200_001).then("not-committed")


def test_a_loan_and_what_is_determined_are_not_changed():
    world = scenario()
    world.given(agreement(JOB, cents=100, instrument="loan"))
    of_zuil(world, 50).then("is-loan")
    world = pay(granted(), FIRST)
    determine(world, 200_000, "costs-lower")
    change(world, 190_001).then("is-determined")
    undo(world)
    change(world, 190_001).then(e.GrantChanged)


def test_it_is_changed_a_hundred_times_at_most():
    world = granted()
    last = change(world, 200_001).outcome[0]
    world.given(replace(last, change=MAX_CHANGES))
    change(world, 190_001).then("too-many-changes")
