"""Reports for all funders at once, determinations by each of its own part, and claims of what was paid too much."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.world import (
    AGREED_JOB,
    GREENHOUSE,
    JOB,
    OTHER_HOLDER,
    PAID_JOB,
    TODAY,
    agreement,
    confirmed,
    in_force,
    ordered,
    scenario,
)

GRANT = agreement(GREENHOUSE, "pool:moestuin", 250_000)
ORDER = ordered(GRANT, "welzijn")
PAID = (GRANT, ORDER, confirmed(ORDER))
CLAIM = f"{GREENHOUSE}:claim-1"
DUE = date(2026, 4, 13)
"""Six weeks after the scenario's Monday."""
SECOND = e.SecondApproverKnown(pool="moestuin", four_eyes_above_cents=50_000, second_approver="gemeente")


def report(world, costs=750_000, other=0, *, by="de-moestuin", application="tuin"):
    body = {"costs": [{"what": "Kas en begeleiding", "cents": costs}], "other_cents": other, "words": "Het is af."}
    results = [{"indicator": "Mensen aan het werk", "unit": "mensen", "reached": "1"}]
    return world.when("submit-report", by=by, application=application, **body, results=results, hours=40)


def determine(world, cents, ground=None, *, by="welzijn", ask=GREENHOUSE, reason="Zo is het.", **more):
    fields = {"ex_officio": False, "instalments": 1, "months_between": 1} | more
    return world.when("determine-grant", by=by, ask=ask, cents=cents, ground=ground, reason=reason, **fields)


def undo(world, *, by="welzijn", ask=GREENHOUSE):
    return world.when("correct-determination", by=by, ask=ask, ground="wrong-amount")


def repay(world, cents, *, order=CLAIM, by="welzijn", towards="principal"):
    on = world.now.date()
    return world.when("record-repayment", by=by, order=order, cents=cents, received_on=on, towards=towards)


def reported(*facts, costs=750_000, other=0):
    """Both grants were paid, and reported on."""
    world = scenario(*PAID_JOB, *PAID, *facts)
    report(world, costs, other).then(e.ReportSubmitted)
    return world


def claimed(*facts, cents=200_000, **more):
    """Less was determined than was paid: the rest is claimed."""
    world = reported(*facts)
    determine(world, cents, "costs-lower", **more).then(e.GrantDetermined, e.ClaimMade)
    return world


def stands(world, *parts, claim=CLAIM):
    return {part: abs(world.balance(f"memo/claim:{claim}/{part}")) for part in parts}


# Reports


@pytest.mark.parametrize(
    ("costs", "other", "parts"),
    [
        (750_000, 0, (500_000, 250_000)),
        (900_000, 0, (500_000, 250_000)),
        (600_000, 0, (400_000, 200_000)),
        (600_000, 100_000, (333_333, 166_667)),
        (100_000, 200_000, (0, 0)),
    ],
)
def test_one_report_says_what_every_funders_part_comes_to(costs, other, parts):
    [told] = reported(costs=costs, other=other).outcome
    assert [(part.ask, part.cents) for part in told.parts] == list(zip((JOB, GREENHOUSE), parts, strict=True))
    assert (told.report, told.submitted_on, told.determine_by) == (1, TODAY, date(2026, 4, 28))


def test_the_last_report_counts():
    world = reported()
    [told] = report(world, 600_000).outcome
    assert told.report == 2
    assert world.ask("report", by="welzijn", application="tuin")["report"]["report"] == 2


def test_who_did_not_receive_it_does_not_report_on_it():
    report(scenario(*PAID), by="welzijn").then("not-yours")


def test_what_was_not_granted_is_not_reported_on():
    report(scenario(), application="nooit").then("unknown-application")


def test_of_a_loan_there_is_nothing_to_report():
    report(scenario(replace(GRANT, instrument="loan"))).then("is-loan")


def test_once_all_is_determined_a_report_changes_nothing():
    world = reported()
    determine(world, 250_000).then(e.GrantDetermined)
    determine(world, 500_000, by="participatie", ask=JOB).then(e.GrantDetermined)
    report(world).then("already-determined")


def test_the_words_of_a_report_are_for_those_concerned():
    world = reported()
    for party in ("de-moestuin", "welzijn", "participatie", "rekenkamer"):
        assert world.ask("report", by=party, application="tuin")["words"] == "Het is af."
    assert world.ask("report", by="woonstede", application="tuin")["words"] is None


# Determinations


def test_what_was_granted_is_determined_in_full_and_nothing_is_claimed():
    world = reported()
    [determined] = determine(world, 250_000).outcome
    assert (determined.cents, determined.granted_cents, determined.report) == (250_000, 250_000, 1)
    assert world.state.loans.by_order == {}


def test_less_on_a_ground_is_determined_and_the_rest_is_claimed_within_six_weeks():
    world = claimed()
    [_, claim] = world.outcome
    assert (claim.order, claim.cents, claim.borrower, claim.next_due_on) == (CLAIM, 50_000, "de-moestuin", DUE)
    assert stands(world, "claimed", "outstanding") == {"claimed": 50_000, "outstanding": 50_000}


def test_what_is_claimed_may_be_due_in_instalments():
    world = claimed(cents=249_900, instalments=3, months_between=2)
    days = [date(2026, 4, 13), date(2026, 6, 13), date(2026, 8, 13)]
    for day, cents in zip(days, (34, 33, 33), strict=True):
        world.at(datetime(day.year, day.month, day.day, 9, tzinfo=UTC)).due()
        [due] = world.outcome
        assert (due.due_on, due.principal_cents) == (day, cents)
    assert stands(world, "outstanding", "due") == {"outstanding": 0, "due": 100}


def test_what_comes_on_a_claim_goes_to_the_pool_that_paid():
    world = claimed()
    [came] = repay(world, 20_000).outcome
    assert (came.funder, came.paid_principal_cents, came.paid_interest_cents) == ("pool:moestuin", 20_000, 0)
    assert world.balance("payer:pool:moestuin") == -230_000
    assert world.balance("own:de-moestuin") == -20_000
    assert stands(world, "outstanding", "repaid") == {"outstanding": 30_000, "repaid": 20_000}


def test_a_claim_is_written_off_as_a_loan_is():
    world = claimed()
    amounts = {"principal_cents": 50_000, "interest_cents": 0}
    world.when("write-off-loan", by="welzijn", order=CLAIM, **amounts, ground="uncollectable", reason="Opgeheven.")
    world.then(e.LoanWrittenOff)
    assert stands(world, "outstanding", "written-off") == {"outstanding": 0, "written-off": 50_000}


def test_what_came_back_before_is_not_claimed_again():
    world = reported()
    world.when("record-refund", by="welzijn", order=ORDER.order, principal_cents=30_000, interest_cents=0)
    [_, claim] = determine(world, 200_000, "activities-not-done").outcome
    assert claim.cents == 20_000


def test_interest_that_came_back_is_booked_beside_it_so_that_all_that_was_kept_may_be_repaid():
    world = reported()
    world.when("record-refund", by="welzijn", order=ORDER.order, principal_cents=10_000, interest_cents=3_000)
    determine(world, 0, "activities-not-done").then(e.GrantDetermined, e.ClaimMade)
    assert (world.balance("payer:pool:moestuin"), world.balance("interest:pool:moestuin")) == (-240_000, 3_000)
    undo(world).then(e.DeterminationCorrected, e.LoanUndone)
    assert (world.balance("payer:pool:moestuin"), world.balance("interest:pool:moestuin")) == (-237_000, 0)
    determine(world, 1, "activities-not-done")
    determine(world, 0, "new-facts").then(e.GrantDetermined, e.ClaimMade)
    for claim, cents in ((2, 239_999), (3, 1)):
        repay(world, cents, order=f"{GREENHOUSE}:claim-{claim}").then(e.RepaymentReceived)
    assert (world.balance("payer:pool:moestuin"), world.balance("interest:pool:moestuin")) == (0, 3_000)


def test_after_it_what_comes_back_is_a_repayment_of_the_claim():
    world = claimed()
    world.when("record-refund", by="welzijn", order=ORDER.order, principal_cents=1_000, interest_cents=0)
    world.then("is-determined")


@pytest.mark.parametrize(
    ("cents", "ground", "code"),
    [
        (250_001, None, "more-than-granted"),
        (250_000, "costs-lower", "ground-unfit"),
        (200_000, None, "ground-unfit"),
        (200_000, "new-facts", "ground-unfit"),
        (200_000, "reconsidered", "ground-unfit"),
    ],
)
def test_what_is_determined_is_at_most_what_was_granted_and_less_only_on_a_ground(cents, ground, code):
    determine(reported(), cents, ground).then(code)


def test_what_came_back_is_determined_no_more():
    world = reported()
    world.when("record-refund", by="welzijn", order=ORDER.order, principal_cents=30_000, interest_cents=0)
    determine(world, 220_001, "costs-lower").then("more-than-granted")
    determine(world, 220_000, "costs-lower").then(e.GrantDetermined)


def test_without_a_report_only_the_funder_of_its_own_accord():
    world = scenario(*PAID)
    determine(world, 250_000).then("report-missing")
    [determined] = determine(world, 250_000, ex_officio=True).outcome
    assert determined.report is None


def test_who_pays_determines_its_own_part_and_no_other():
    determine(reported(), 250_000, by="participatie").then("not-yours")
    determine(reported(), 250_000, ask="tuin:onbekend").then("unknown-ask")


def test_nobody_determines_what_it_received_itself():
    grant = agreement(GREENHOUSE, "pool:moestuin", 250_000, recipient="welzijn")
    order = ordered(grant, "welzijn")
    world = scenario(grant, order, confirmed(order))
    determine(world, 250_000, ex_officio=True).then("own-interest")
    second = scenario(SECOND, grant, order, confirmed(order))
    determine(second, 250_000, by="gemeente", ex_officio=True).then(e.GrantDetermined)


def test_a_loan_is_not_determined_nor_what_was_not_paid():
    loan = replace(GRANT, instrument="loan")
    determine(scenario(loan, ORDER, confirmed(ORDER)), 250_000, ex_officio=True).then("is-loan")
    determine(scenario(GRANT, ORDER), 250_000, ex_officio=True).then("not-paid")


def test_of_a_pool_that_was_not_heard_of_yet_nothing_is_determined_nor_awaited_by_anybody():
    """A grant may be heard, and reported on, before the opening of the pool that it names."""
    world = scenario(agreement(GREENHOUSE, "pool:nieuw", 250_000))
    report(world).then(e.ReportSubmitted)
    determine(world, 250_000).then("not-paid")
    undo(world).then("not-paid")
    assert world.ask("awaited-determinations", by="welzijn")["awaited"] == []
    assert world.ask("report", by="welzijn", application="tuin")["words"] is None


# Changed, and corrected


def test_less_later_on_a_ground_of_its_own_is_claimed_beside_the_first():
    world = claimed()
    determine(world, 150_000, "costs-lower").then("ground-unfit")
    [determined, claim] = determine(world, 150_000, "new-facts").outcome
    assert (determined.determination, determined.was_cents) == (2, 200_000)
    assert (claim.order, claim.cents) == (f"{GREENHOUSE}:claim-2", 50_000)
    shown = world.ask("determination", by="welzijn", ask=GREENHOUSE)["claims"]
    assert [(one["order"], one["owed_cents"]) for one in shown] == [
        (CLAIM, 50_000),
        (f"{GREENHOUSE}:claim-2", 50_000),
    ]


def test_more_later_takes_the_place_of_what_was_claimed():
    world = claimed()
    determine(world, 240_000, "new-facts").then("ground-unfit")
    determine(world, 240_000, "reconsidered").then(e.GrantDetermined, e.LoanUndone, e.ClaimMade)
    assert stands(world, "claimed", "outstanding") == {"claimed": 0, "outstanding": 0}
    assert stands(world, "claimed", claim=f"{GREENHOUSE}:claim-2") == {"claimed": 10_000}
    determine(world, 250_000, "reconsidered").then(e.GrantDetermined, e.LoanUndone)


def test_more_later_not_before_what_came_is_corrected():
    world = claimed()
    repay(world, 10_000)
    determine(world, 250_000, "reconsidered").then("reverse-first")
    undo(world).then("reverse-first")
    world.when("correct-repayment", by="welzijn", order=CLAIM, repayment=1, cents=0, ground="did-not-happen")
    determine(world, 250_000, "reconsidered").then(e.GrantDetermined, e.LoanUndone)


def test_the_same_again_changes_nothing():
    determine(claimed(), 200_000, "new-facts").then("nothing-to-change")


@pytest.mark.parametrize(("on", "code"), [(date(2031, 3, 2), None), (date(2031, 3, 3), "too-late")])
def test_less_is_determined_within_five_years(on, code):
    world = claimed().at(datetime(on.year, on.month, on.day, 9, tzinfo=UTC))
    outcome = determine(world, 150_000, "new-facts")
    if code:
        outcome.then(code)
    else:
        outcome.then(e.GrantDetermined, e.ClaimMade)


def test_the_five_years_do_not_begin_anew_with_a_change():
    world = claimed().at(datetime(2028, 3, 2, 9, tzinfo=UTC))
    determine(world, 150_000, "new-facts").then(e.GrantDetermined, e.ClaimMade)
    determine(world.at(datetime(2031, 3, 3, 9, tzinfo=UTC)), 100_000, "new-facts").then("too-late")


def test_a_mistake_is_corrected_and_nothing_is_determined_any_more():
    world = claimed()
    undo(world).then(e.DeterminationCorrected, e.LoanUndone)
    assert stands(world, "claimed", "outstanding") == {"claimed": 0, "outstanding": 0}
    world.when("record-refund", by="welzijn", order=ORDER.order, principal_cents=1_000, interest_cents=0)
    world.then(e.RefundConfirmed)
    [determined, claim] = determine(world, 200_000, "costs-lower").outcome
    assert (determined.determination, claim.order, claim.cents) == (2, f"{GREENHOUSE}:claim-2", 49_000)


def test_a_correction_names_the_year_of_the_mistake():
    world = claimed().at(datetime(2027, 1, 4, 9, tzinfo=UTC))
    [corrected, _] = undo(world).outcome
    assert (corrected.of_year, corrected.was_cents) == (TODAY.year, 200_000)


def test_what_is_not_determined_is_not_corrected():
    undo(reported()).then("not-determined")


def test_what_a_determination_rests_on_is_not_corrected_before_it():
    world = reported()
    world.when("record-refund", by="welzijn", order=ORDER.order, principal_cents=1_000, interest_cents=0)
    determine(world, 200_000, "costs-lower")
    of = {"by": "welzijn", "order": ORDER.order}
    world.when("report-returned", **of, returned_on=TODAY).then("reverse-first")
    world.when("correct-confirmation", **of, ground="did-not-happen").then("reverse-first")
    world.when("correct-refund", **of, refund=1, principal_cents=0, interest_cents=0, ground="did-not-happen")
    world.then("reverse-first")


# What follows from it


def test_an_investment_falls_with_what_is_determined_of_it():
    made = replace(OTHER_HOLDER, ask=GREENHOUSE)
    world = scenario(*PAID, *in_force(made))
    assert world.state.investment_cents(made) == 250_000
    determine(world, 200_000, "costs-lower", ex_officio=True)
    assert world.state.investment_cents(made) == 200_000
    repay(world, 50_000)
    assert world.state.investment_cents(made) == 200_000
    assert world.state.investment_cents(replace(made, gated_return=None)) == 250_000


def test_what_awaits_a_determination_is_listed_for_who_is_to_give_it():
    world = reported()
    [awaited] = world.ask("awaited-determinations", by="welzijn")["awaited"]
    assert (awaited["ask"], awaited["reported_cents"]) == (GREENHOUSE, 250_000)
    determine(world, 250_000)
    assert world.ask("awaited-determinations", by="welzijn")["awaited"] == []
    undo(world)
    assert [one["ask"] for one in world.ask("awaited-determinations", by="welzijn")["awaited"]] == [GREENHOUSE]
    assert AGREED_JOB.ask in {one["ask"] for one in world.ask("awaited-determinations", by="participatie")["awaited"]}


def test_the_reason_is_shown_to_those_concerned():
    world = claimed()
    for party in ("de-moestuin", "welzijn", "rekenkamer"):
        assert world.ask("determination", by=party, ask=GREENHOUSE)["reason"] == "Zo is het."
    assert world.ask("determination", by="woonstede", ask=GREENHOUSE)["reason"] is None
