"""A grant that is paid in parts: at once, on a day, once something is reached, and the rest as it is determined."""

from dataclasses import replace

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.parts import (
    ASK,
    FIRST,
    GRANT,
    LATER,
    OF_ZUIL,
    REST,
    SECOND,
    THIRD,
    commit,
    decline,
    determine,
    grant,
    granted,
    orders,
    pay,
    release,
    report,
    undo,
)
from tests.unit.settlement.world import (
    DUE,
    JOB,
    OTHER_HOLDER,
    TODAY,
    in_force,
    scenario,
)

# What is ordered


def test_each_part_that_awaits_nothing_is_ordered_at_once_each_for_its_day():
    world = granted()
    assert orders(world) == {FIRST: (125_001, "open"), SECOND: (50_000, "open")}
    due = {order.slip.order: (order.slip.due_on, order.slip.advance) for order in world.state.orders.of(ASK)}
    assert due == {FIRST: (DUE, 1), SECOND: (LATER, 2)}


def test_parts_and_rest_are_the_grant_to_the_cent():
    """Each percentage of 2,500.01 has a fraction of a cent; the one that is left goes to the largest."""
    parts = [GRANT.advance_cents(number) for number in (1, 2, 3)]
    assert parts == [125_001, 50_000, 25_000]
    assert sum(parts) + 50_000 == GRANT.cents


def test_a_day_that_has_come_gives_six_weeks():
    world = scenario()
    past = replace(GRANT, advances=(e.Advance(50, TODAY, None),))
    grant(world, past)
    [ordered] = commit(world).outcome
    assert ordered.due_on == DUE


def test_of_a_zuil_parts_are_owed_with_the_grant():
    world = scenario()
    [_, ordered] = grant(world, OF_ZUIL).outcome
    assert (ordered.order, ordered.cents, ordered.payer) == (f"{JOB}:advance-1:1", 33, "participatie")


def test_a_commit_that_is_heard_before_the_grant_orders_with_it():
    world = scenario()
    commit(world).then(e.CommitWaits)
    grant(world, GRANT).then(e.AgreementMade, e.PaymentOrdered, e.PaymentOrdered)


def test_where_every_part_awaits_something_the_commit_is_remembered():
    world = scenario()
    all_awaits = replace(GRANT, advances=(e.Advance(100, None, "De kas staat"),))
    grant(world, all_awaits)
    release(world, advance=1).then("not-committed")
    commit(world).then(e.CommitHeard(pool="moestuin", ask=ASK))
    commit(world).then()
    release(world, advance=1).then(e.AdvanceReleased, e.PaymentOrdered)
    assert orders(world) == {f"{ASK}:advance-1:1": (250_001, "open")}


def test_a_payment_that_failed_or_was_returned_is_ordered_again():
    world = granted()
    world.when("report-payment-failed", by="welzijn", order=FIRST, reason="Opgeheven.").then(
        e.PaymentFailed, e.PaymentOrdered
    )
    assert orders(world) == {SECOND: (50_000, "open"), f"{ASK}:advance-1:2": (125_001, "open")}
    pay(world, f"{ASK}:advance-1:2")
    returned_on = world.now.date()
    world.when("report-returned", by="welzijn", order=f"{ASK}:advance-1:2", returned_on=returned_on).then(
        e.PaymentReturned, e.PaymentOrdered
    )
    assert orders(world) == {SECOND: (50_000, "open"), f"{ASK}:advance-1:3": (125_001, "open")}


def test_a_new_budget_holder_pays_what_is_open():
    world = granted()
    world.heard(
        "pool", "pool-handed-over", pool="moestuin", budget_holder="openbare-ruimte", previous_holder="welzijn"
    ).then(e.BudgetHolderKnown, e.OrderReassigned, e.OrderReassigned)


# Milestones


def test_what_is_reached_is_reported_judged_and_paid():
    world = granted()
    [reported] = report(world).outcome
    assert (reported.milestone, reported.advance, reported.reported_on) == ("De kas staat", 3, TODAY)
    report(world).then("already-reported")
    decline(world).then(e.MilestoneDeclined)
    decline(world).then("not-reported")
    report(world).then(e.MilestoneReported)
    [released, ordered] = release(world).outcome
    assert (released.cents, released.released_by) == (25_000, "welzijn")
    assert (ordered.order, ordered.cents, ordered.due_on) == (THIRD, 25_000, DUE)


def test_the_funder_may_find_so_without_a_report():
    release(granted()).then(e.AdvanceReleased, e.PaymentOrdered)


def test_nothing_is_released_twice():
    world = granted()
    release(world)
    release(world).then("already-released")
    report(world).then("already-released")
    decline(world).then("already-released")


@pytest.mark.parametrize("advance", [1, 2, 4])
def test_only_what_awaits_something_is_released(advance):
    release(granted(), advance=advance).then("unknown-advance")


def test_of_what_was_not_granted_nothing_is_released():
    release(granted(), ask="nooit:kas").then("unknown-ask")


def test_each_speaks_for_itself_only():
    world = granted()
    report(world, by="welzijn").then("not-yours")
    release(world, by="de-moestuin").then("not-yours")
    release(world, by="participatie").then("not-yours")
    report(world)
    decline(world, by="de-moestuin").then("not-yours")


def test_nobody_releases_to_itself():
    """Without a second approver nobody does; with one, it does."""
    world = scenario()
    own = replace(GRANT, recipient="welzijn")
    grant(world, own)
    commit(world)
    release(world).then("own-interest")
    approver = e.SecondApproverKnown(pool="moestuin", four_eyes_above_cents=None, second_approver="gemeente")
    world.given(approver)
    release(world, by="gemeente").then(e.AdvanceReleased, e.PaymentOrdered)


def test_what_was_said_is_for_those_concerned():
    world = granted()
    report(world)
    for party, words in (("de-moestuin", "Zie de foto's."), ("welzijn", "Zie de foto's."), ("openbare-ruimte", None)):
        assert world.ask("advances", by=party, ask=ASK)["advances"][2]["words"] == words
    decline(world)
    assert world.ask("advances", by="de-moestuin", ask=ASK)["advances"][2]["words"] == "Er zit geen glas in."
    for _, kind, _, said in world.said:
        if kind in {"milestone-reported", "milestone-declined"}:
            assert said.get("words", said.get("reason")) == "withheld"


def test_each_part_shows_where_it_stands():
    world = granted()
    pay(world, FIRST)
    stands = [one["standing"] for one in world.ask("advances", by="openbare-ruimte", ask=ASK)["advances"]]
    assert stands == ["paid", "ordered", "awaited"]
    determine(world, 125_001, "costs-lower")
    stands = [one["standing"] for one in world.ask("advances", by="openbare-ruimte", ask=ASK)["advances"]]
    assert stands == ["paid", "not-due", "not-due"]
    shown = world.ask("agreement", by="openbare-ruimte", ask=ASK)
    assert (shown["order"], shown["paid_cents"], shown["advances"][1]["due_on"]) == (FIRST, 125_001, LATER.isoformat())
    assert world.ask("advances", by="openbare-ruimte", ask="nooit:kas").code == "unknown-ask"


# Determination


def test_what_is_determined_beyond_what_was_paid_is_still_paid():
    world = pay(granted(), FIRST)
    [determined, withdrawn, rest] = determine(world, 200_000, "costs-lower").outcome
    assert (determined.kept_cents, determined.rest_cents, determined.released_cents) == (125_001, 74_999, 50_001)
    assert determined.order == FIRST
    assert (withdrawn.order, withdrawn.cents) == (SECOND, 50_000)
    assert (rest.order, rest.cents, rest.due_on, rest.advance) == (REST, 74_999, DUE, None)
    assert orders(world) == {FIRST: (125_001, "confirmed"), REST: (74_999, "open")}
    release(world).then("is-determined")
    report(world).then("is-determined")


def test_what_is_determined_below_what_was_paid_is_claimed():
    world = pay(granted(), FIRST, SECOND)
    [determined, claim] = determine(world, 100_000, "costs-lower").outcome
    assert (determined.rest_cents, determined.released_cents) == (0, 75_000)
    assert (claim.order, claim.cents) == (f"{ASK}:claim-1", 75_001)


def test_what_is_determined_as_it_was_paid_frees_the_rest():
    world = pay(granted(), FIRST, SECOND)
    [determined] = determine(world, 175_001, "costs-lower").outcome
    assert (determined.rest_cents, determined.released_cents) == (0, 75_000)


def test_all_that_was_granted_may_be_determined():
    world = pay(granted(), FIRST, SECOND)
    determine(world, 250_002).then("more-than-granted")
    [determined, rest] = determine(world, 250_001).outcome
    assert (determined.rest_cents, determined.released_cents, rest.cents) == (75_000, 0, 75_000)


def test_what_came_back_is_determined_no_more():
    world = pay(granted(), FIRST)
    world.when("record-refund", by="welzijn", order=FIRST, principal_cents=10_000, interest_cents=7)
    determine(world, 240_002).then("more-than-granted")
    [determined, _, rest] = determine(world, 240_001, "costs-lower").outcome
    assert (determined.kept_cents, rest.cents) == (115_001, 125_000)
    assert world.balance("interest:pool:moestuin") == 7


def test_before_anything_is_paid_nothing_is_determined():
    determine(granted(), 100, "costs-lower").then("not-paid")


def test_the_rest_is_paid_before_it_is_determined_anew():
    world = pay(granted(), FIRST)
    determine(world, 200_000, "costs-lower")
    determine(world, 150_000, "new-facts").then("order-open")
    pay(world, REST)
    determine(world, 200_001, "reconsidered").then("more-than-granted")
    [determined, claim] = determine(world, 150_000, "new-facts").outcome
    assert (determined.kept_cents, determined.rest_cents, determined.released_cents) == (200_000, 0, 0)
    assert claim.cents == 50_000


def test_a_mistake_before_the_rest_is_paid_puts_everything_back():
    world = pay(granted(), FIRST)
    determine(world, 200_000, "costs-lower")
    [corrected, withdrawn, again] = undo(world).outcome
    assert corrected.released_cents == 50_001
    assert (withdrawn.order, withdrawn.cents) == (REST, 74_999)
    assert (again.order, again.cents, again.due_on) == (f"{ASK}:advance-2:2", 50_000, LATER)
    release(world).then(e.AdvanceReleased, e.PaymentOrdered)
    pay(world, f"{ASK}:advance-2:2", THIRD)
    [_, rest] = determine(world, 250_001).outcome
    assert (rest.order, rest.cents) == (f"{ASK}:rest-2:1", 50_000)


def test_after_a_mistake_who_pays_now_is_told_to_pay_again():
    """While it was determined the pool changed hands."""
    world = pay(granted(), FIRST)
    determine(world, 200_000, "costs-lower")
    world.given(e.BudgetHolderKnown(pool="moestuin", budget_holder="participatie"))
    [*_, again] = undo(world, by="participatie").outcome
    assert (again.order, again.payer) == (f"{ASK}:advance-2:2", "participatie")


def test_what_was_reported_awaits_the_funder_again_after_a_mistake():
    world = pay(granted(), FIRST)
    report(world)
    assert world.state.advances.reported == {ASK: {3: None}}
    determine(world, 200_000, "costs-lower")
    assert world.state.advances.reported == {}
    undo(world)
    assert world.state.advances.reported == {ASK: {3: None}}
    decline(world).then(e.MilestoneDeclined)
    assert world.state.advances.reported == {}


def test_a_mistake_after_the_rest_was_paid_leaves_what_was_paid():
    """No more than was granted is ever ordered: the rest that was paid stands in the place of the advances."""
    world = pay(granted(), FIRST)
    determine(world, 240_000, "costs-lower")
    pay(world, REST)
    [corrected] = undo(world).outcome
    assert corrected.released_cents == 10_001
    release(world).then("more-than-granted")
    [determined, rest] = determine(world, 250_001).outcome
    assert (determined.kept_cents, rest.cents) == (240_000, 10_001)


def test_under_a_determination_no_payment_changes():
    world = pay(granted(), FIRST)
    determine(world, 200_000, "costs-lower")
    pay(world, REST)
    for order in (FIRST, REST):
        world.when("correct-confirmation", by="welzijn", order=order, ground="did-not-happen").then("reverse-first")
        returned_on = world.now.date()
        world.when("report-returned", by="welzijn", order=order, returned_on=returned_on).then("reverse-first")


# Earn-backs


def test_an_investment_is_made_once_nothing_of_it_is_to_be_paid():
    world = pay(granted(*in_force(OTHER_HOLDER)), FIRST)
    assert world.state.investment_cents(OTHER_HOLDER) == 125_001
    assert not world.state.is_paid(ASK)
    release(world)
    pay(world, SECOND, THIRD)
    assert not world.state.is_paid(ASK)
    determine(world, 250_001)
    assert not world.state.is_paid(ASK)
    pay(world, REST)
    assert world.state.is_paid(ASK)
    assert world.state.investment_cents(OTHER_HOLDER) == 250_001
