"""Loans: paid out, falling due, repaid of the borrower's own money, corrected, written off."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.world import TERMS as TERMS_OF_SAVING
from tests.unit.settlement.world import agreement, confirmed, ordered, proposal_body, scenario

HOUSE = "buurthuis:verbouwing"
ORDER = f"{HOUSE}:1"
TERMS = e.LoanTerms("linear", Decimal("0.03"), "30E/360", 3, 10)
"""€ 10.000 in ten parts of € 1.000, one a quarter, at 3 %: first € 75 of interest."""
PAID_ON = date(2026, 3, 2)
FIRST, THIRD = datetime(2026, 6, 2, 9, tzinfo=UTC), datetime(2026, 12, 2, 9, tzinfo=UTC)
SECOND = e.SecondApproverKnown(pool="moestuin", four_eyes_above_cents=150_000, second_approver="gemeente")


def made(funder="pool:moestuin", recipient="de-moestuin"):
    return replace(agreement(HOUSE, funder, 1_000_000, recipient=recipient, instrument="loan"), loan=TERMS)


def paid(*facts, funder="pool:moestuin", payer="welzijn"):
    """A loan that was paid out on the scenario's Monday."""
    order = ordered(made(funder), payer)
    world = scenario(*facts, made(funder), order)
    world.when("confirm-payment", by=payer, order=ORDER, cents=1_000_000, paid_on=PAID_ON)
    return world.then(confirmed(order), e.LoanPaidOut)


def repay(world, cents, *, by="welzijn", on=None, towards="instalments"):
    on = on or world.now.date()
    return world.when("record-repayment", by=by, order=ORDER, cents=cents, received_on=on, towards=towards)


def write_off(world, principal=0, interest=0, *, by="welzijn", ground="insolvent", reason="De stichting is failliet."):
    amounts = {"principal_cents": principal, "interest_cents": interest}
    return world.when("write-off-loan", by=by, order=ORDER, **amounts, ground=ground, reason=reason)


def mend(world, cents, *, by="welzijn", repayment=1, ground="wrong-amount"):
    return world.when("correct-repayment", by=by, order=ORDER, repayment=repayment, cents=cents, ground=ground)


def approve(world, principal, interest=0, *, by="gemeente"):
    return world.when("approve-loan-change", by=by, order=ORDER, principal_cents=principal, interest_cents=interest)


def stands(world, *parts):
    return {part: abs(world.balance(f"memo/loan:{ORDER}/{part}")) for part in parts}


def falls_due(world, now):
    return world.at(now).due()


# Paid out, and falling due


def test_a_loan_begins_with_its_payment():
    world = paid()
    [_, begun] = world.outcome
    assert (begun.cents, begun.paid_on, begun.terms, begun.next_due_on) == (1_000_000, PAID_ON, TERMS, FIRST.date())
    assert stands(world, "lent", "outstanding", "due") == {"lent": 1_000_000, "outstanding": 1_000_000, "due": 0}
    assert world.balance("party:de-moestuin") == 1_000_000


def test_a_loan_of_former_days_has_no_terms_and_is_paid_like_a_grant():
    order = ordered(replace(made(), loan=None), "welzijn")
    world = scenario(replace(made(), loan=None), order)
    world.when("confirm-payment", by="welzijn", order=ORDER, cents=1_000_000, paid_on=PAID_ON).then(confirmed(order))
    world.when("record-refund", by="welzijn", order=ORDER, principal_cents=1_000, interest_cents=0)
    world.then(e.RefundConfirmed)


def test_instalments_fall_due_one_by_one_each_on_its_day():
    world = paid().at(datetime(2026, 6, 1, 21, 59, tzinfo=UTC))
    assert world.due().outcome == []
    [due] = world.at(datetime(2026, 6, 1, 22, 0, tzinfo=UTC)).due().then(e.InstalmentDue).outcome
    assert (due.number, due.due_on, due.principal_cents, due.interest_cents) == (1, FIRST.date(), 100_000, 7_500)
    assert world.due().outcome == []
    assert stands(world, "outstanding", "due", "interest-due", "charged") == {
        "outstanding": 900_000,
        "due": 100_000,
        "interest-due": 7_500,
        "charged": 7_500,
    }


def test_after_a_long_silence_each_instalment_is_still_decided():
    world = paid().at(THIRD)
    numbers = []
    while facts := world.due().outcome:
        numbers += [fact.number for fact in facts]
    assert numbers == [1, 2, 3]


# Repaid


def test_interest_is_paid_first_and_then_principal():
    world = falls_due(paid(), FIRST)
    [came] = repay(world, 50_000).then(e.RepaymentReceived).outcome
    assert (came.repayment, came.paid_principal_cents, came.paid_interest_cents) == (1, 42_500, 7_500)
    assert stands(world, "due", "interest-due", "repaid", "interest-paid") == {
        "due": 57_500,
        "interest-due": 0,
        "repaid": 42_500,
        "interest-paid": 7_500,
    }
    assert world.balance("own:de-moestuin") == -50_000
    assert (world.balance("payer:pool:moestuin"), world.balance("interest:pool:moestuin")) == (-957_500, 7_500)


def test_more_comes_back_than_was_lent():
    """Repayments come from the borrower's own money."""
    world = paid().at(datetime(2028, 9, 4, 9, tzinfo=UTC))
    while world.due().outcome:
        pass
    interest = sum(10 - number for number in range(10)) * 750
    assert stands(world, "due", "interest-due") == {"due": 1_000_000, "interest-due": interest}
    repay(world, 1_000_000 + interest + 1).then("more-than-owed")
    repay(world, 1_000_000 + interest).then(e.RepaymentReceived)
    assert stands(world, "repaid", "due", "interest-due") == {"repaid": 1_000_000, "due": 0, "interest-due": 0}
    assert world.balance("payer:pool:moestuin") == 0
    assert world.service.open_business(world.state)["loans"] == 0


def test_what_comes_early_is_kept_for_the_instalment_to_come():
    world = repay(paid(), 107_500).then(e.RepaymentReceived)
    assert world.balance(f"advance:{ORDER}") == 107_500
    [due] = falls_due(world, FIRST).then(e.InstalmentDue).outcome
    assert (due.paid_principal_cents, due.paid_interest_cents) == (100_000, 7_500)
    assert world.balance(f"advance:{ORDER}") == 0


def test_towards_principal_it_lowers_the_instalments_from_that_day():
    """A month of interest on € 10.000, and two on € 5.500."""
    world = paid().at(datetime(2026, 4, 2, 9, tzinfo=UTC))
    repay(world, 450_000, towards="principal").then(e.RepaymentReceived)
    [due] = falls_due(world, FIRST).then(e.InstalmentDue).outcome
    assert (due.principal_cents, due.interest_cents) == (55_000, 2_500 + 2_750)


def test_what_settles_a_loan_is_told_and_settles_it():
    world = paid().at(datetime(2026, 4, 2, 9, tzinfo=UTC))
    settled = world.ask("loan", order=ORDER)["payoff_cents"]
    assert settled == 1_002_500
    assert "€ 10.025,00" in repay(world, 1_000_001).then("more-than-owed").outcome.sentence
    repay(world, settled, towards="principal").then(e.RepaymentReceived)
    assert world.outcome[0].next_due_on is None
    assert falls_due(world, THIRD).outcome == []


def test_what_is_recorded_late_counts_from_the_day_it_came():
    """It was recorded after the instalment, and came before: two months of interest fall on less."""
    world = falls_due(paid(), FIRST)
    [came] = repay(world, 450_000, on=date(2026, 4, 2), towards="principal").then(e.RepaymentReceived).outcome
    assert stands(world, "charged") == {"charged": 2_500 + 2_750}
    assert (came.paid_principal_cents, came.paid_interest_cents) == (450_000, 0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by": "economie"}, "not-yours"),
        ({"by": "de-moestuin"}, "not-yours"),
        ({"on": date(2026, 3, 1)}, "date-too-early"),
        ({"on": date(2026, 3, 3)}, "date-in-future"),
    ],
)
def test_a_repayment_is_recorded_by_the_lender_for_a_day_that_fits(changed, code):
    repay(paid(), 1_000, **changed).then(code)


def test_of_what_is_no_loan_nothing_is_repaid():
    world = scenario(made(), ordered(made(), "welzijn"))
    for command in (repay, write_off, mend, approve):
        command(world, 1).then("unknown-loan")


def test_nobody_lends_to_itself():
    """The second approver lends in its place; without one nobody does (2:4 Awb)."""
    order = ordered(made(recipient="welzijn"), "gemeente")
    world = scenario(SECOND, made(recipient="welzijn"), order)
    world.when("confirm-payment", by="gemeente", order=ORDER, cents=1_000_000, paid_on=PAID_ON)
    world.then(confirmed(order), e.LoanPaidOut)
    repay(world, 1_000).then("not-yours")
    repay(world, 1_000, by="gemeente").then(e.RepaymentReceived)


def test_a_budget_holder_that_borrows_itself_records_nothing():
    order = ordered(made(recipient="welzijn"), "welzijn")
    begun = paid().state.loans
    world = scenario(made(recipient="welzijn"), order, confirmed(order))
    [loan] = [fact for fact in paid().outcome if isinstance(fact, e.LoanPaidOut)]
    world.given(replace(loan, borrower="welzijn"))
    repay(world, 1_000).then("own-interest")
    write_off(world, 1_000).then("own-interest")
    assert begun.running == 1


def test_a_loan_comes_back_by_repayments_only():
    world = paid()
    world.when("record-refund", by="welzijn", order=ORDER, principal_cents=1_000, interest_cents=0).then("is-loan")


def test_nothing_is_earned_back_on_a_loan():
    world = paid()
    body = proposal_body(TERMS_OF_SAVING, ask=HOUSE, benefit_holder="participatie")
    world.when("propose-earn-back", by="welzijn", **body).then("is-loan")


# Corrected


def test_the_right_amount_of_a_repayment_is_counted_from_its_day():
    world = falls_due(paid(), FIRST)
    repay(world, 5_000)
    [right] = mend(world, 50_000).then(e.RepaymentCorrected).outcome
    assert (right.was_cents, right.cents, right.of_year) == (5_000, 50_000, 2026)
    assert (right.paid_principal_cents, right.paid_interest_cents) == (42_500, 2_500)
    [none] = mend(world, 0, ground="did-not-happen").then(e.RepaymentCorrected).outcome
    assert (none.paid_principal_cents, none.paid_interest_cents) == (-42_500, -7_500)
    assert world.balance("own:de-moestuin") == 0


def test_only_a_repayment_that_stands_otherwise_is_corrected():
    world = falls_due(paid(), FIRST)
    repay(world, 5_000)
    mend(world, 5_000).then("nothing-to-correct")
    mend(world, 1, repayment=2).then("unknown-repayment")
    mend(world, 1, repayment=0).then("unknown-repayment")
    mend(world, 1_007_501).then("more-than-owed")
    mend(world, 1, by="economie").then("not-yours")


def test_a_loan_that_was_never_paid_is_undone_once_its_repayments_are():
    world = falls_due(paid(), FIRST)
    repay(world, 5_000)
    for command, more in (
        ("correct-confirmation", {"ground": "did-not-happen"}),
        ("report-returned", {"returned_on": FIRST.date()}),
    ):
        world.when(command, by="welzijn", order=ORDER, **more).then("reverse-first")
    mend(world, 0)
    world.when("correct-confirmation", by="welzijn", order=ORDER, ground="did-not-happen")
    world.then(e.ConfirmationCorrected, e.LoanUndone)
    assert not any(cents for account, cents in world.balances.items() if account.startswith("memo/loan:"))
    assert falls_due(world, THIRD).outcome == []
    world.when("confirm-payment", by="welzijn", order=ORDER, cents=1_000_000, paid_on=THIRD.date())
    world.then(e.PaymentConfirmed, e.LoanPaidOut)


def test_a_loan_that_the_bank_sent_back_is_undone():
    world = falls_due(paid(), FIRST)
    world.when("report-returned", by="welzijn", order=ORDER, returned_on=FIRST.date())
    world.then(e.PaymentReturned, e.LoanUndone, e.PaymentOrdered)
    assert world.outcome[1].because == "returned"


# Written off


def test_what_is_not_expected_back_is_written_off():
    world = falls_due(paid(), FIRST)
    [off] = write_off(world, 950_000, 7_500).then(e.LoanWrittenOff).outcome
    assert (off.decided_by, off.approved_by, off.decided_on) == ("welzijn", None, FIRST.date())
    assert stands(world, "outstanding", "due", "written-off", "interest-due", "waived") == {
        "outstanding": 50_000,
        "due": 0,
        "written-off": 950_000,
        "interest-due": 0,
        "waived": 7_500,
    }
    assert world.balance("payer:pool:moestuin") == -1_000_000


def test_all_of_it_is_written_off_with_the_interest_of_the_days_since_the_last_instalment():
    world = paid().at(datetime(2026, 4, 2, 9, tzinfo=UTC))
    running = world.ask("loan", order=ORDER)["running_interest_cents"]
    assert running > 0
    write_off(world, 1_000_000, running + 1).then("more-than-owed")
    write_off(world, 999_999, 1).then("more-than-owed")
    write_off(world, 1_000_000, running).then(e.LoanWrittenOff)
    assert stands(world, "outstanding", "interest-due", "waived") == {
        "outstanding": 0,
        "interest-due": 0,
        "waived": running,
    }


def test_a_write_off_tells_what_fell_due_before_it_and_was_paid_in_advance():
    """The timer has not looked yet, as after an outage: what is kept pays that instalment all the same."""
    world = paid()
    repay(world, 110_000)
    [off] = write_off(world.at(FIRST), 500_000).then(e.LoanWrittenOff).outcome
    assert (off.paid_principal_cents, off.paid_interest_cents) == (100_000, 7_500)
    assert (world.balance(f"advance:{ORDER}"), world.balance("interest:pool:moestuin")) == (2_500, 7_500)


def test_no_more_is_written_off_than_is_owed_and_not_paid_in_advance():
    world = paid()
    repay(world, 10_000)
    write_off(world, 0, 0).then("amount-zero")
    write_off(world, 990_001).then("more-than-owed")
    write_off(world, 0, 1).then("more-than-owed")
    write_off(world, 990_000).then(e.LoanWrittenOff)


def test_the_words_of_a_write_off_are_the_borrowers():
    world = write_off(falls_due(paid(), FIRST), 1_000)
    [(_, kind, _, body)] = world.said
    assert (kind, body["reason"]) == ("loan-written-off", "withheld")


# Four eyes


def test_above_the_threshold_a_second_party_agrees():
    world = falls_due(paid(SECOND), FIRST)
    write_off(world, 150_001).then(e.LoanChangeAwaitsApproval)
    write_off(world, 150_001).then("awaits-approval")
    assert stands(world, "written-off") == {"written-off": 0}
    approve(world, 150_001, by="welzijn").then("same-approver")
    approve(world, 150_001, by="economie").then("not-yours")
    approve(world, 150_000).then("superseded")
    [off] = approve(world, 150_001).then(e.LoanWrittenOff).outcome
    assert (off.decided_by, off.approved_by) == ("welzijn", "gemeente")
    approve(world, 150_001).then("nothing-to-approve")


def test_up_to_the_threshold_and_for_a_zuil_one_party_decides():
    write_off(falls_due(paid(SECOND), FIRST), 150_000).then(e.LoanWrittenOff)
    of_zuil = paid(funder="zuil:participatie", payer="participatie")
    write_off(of_zuil, 1_000_000, by="participatie").then(e.LoanWrittenOff)


def test_a_correction_above_the_threshold_waits_too_and_all_is_judged_again():
    world = falls_due(paid(SECOND), FIRST)
    repay(world, 400_000)
    mend(world, 0, ground="did-not-happen").then(e.LoanChangeAwaitsApproval)
    [right] = approve(world, 0).then(e.RepaymentCorrected).outcome
    assert (right.cents, right.approved_by) == (0, "gemeente")
    write_off(world, 900_000)
    repay(world, 200_000)
    approve(world, 900_000).then("more-than-owed")


def test_what_waits_stands_when_something_small_is_decided_meanwhile():
    world = falls_due(paid(SECOND), FIRST)
    write_off(world, 150_001)
    write_off(world, 1_000).then(e.LoanWrittenOff)
    approve(world, 150_001).then(e.LoanWrittenOff)
    assert stands(world, "written-off") == {"written-off": 151_001}


def test_the_next_second_approver_is_told_what_waits():
    world = falls_due(paid(SECOND), FIRST)
    write_off(world, 150_001)
    mandate = {"pool": "moestuin", "four_eyes_above_cents": 150_000, "second_approver": "openbare-ruimte"}
    world.heard("pool", "mandate-set", **mandate).then(e.SecondApproverKnown, e.LoanChangeAwaitsApproval)
    assert world.outcome[1].approver == "openbare-ruimte"
    approve(world, 150_001).then("not-yours")
    approve(world, 150_001, by="openbare-ruimte").then(e.LoanWrittenOff)


def test_who_borrows_does_not_approve():
    second = replace(SECOND, second_approver="de-moestuin")
    write_off(falls_due(paid(second), FIRST), 150_001).then("own-interest")
    world = falls_due(paid(SECOND), FIRST)
    write_off(world, 150_001)
    mandate = {"pool": "moestuin", "four_eyes_above_cents": 150_000, "second_approver": "de-moestuin"}
    world.heard("pool", "mandate-set", **mandate).then(e.SecondApproverKnown)
    approve(world, 150_001, by="de-moestuin").then("own-interest")


# Asked


def test_a_loan_shows_where_it_stands_and_what_is_to_come():
    world = falls_due(paid(), FIRST)
    repay(world, 50_000)
    shown = world.ask("loan", order=ORDER, limit=2)
    assert (shown["outstanding_cents"], shown["due_cents"], shown["repaid_cents"]) == (900_000, 57_500, 42_500)
    assert [each["due_on"] for each in shown["instalments"]] == ["2026-09-02", "2026-12-02"]
    assert [each["interest_cents"] for each in shown["instalments"]] == [6_750, 6_000]
    assert shown["repayments"] == [{"repayment": 1, "cents": 50_000, "received_on": "2026-06-02"}]
    assert world.ask("loans", funder="pool:moestuin") == {
        "total": 1,
        "loans": [{name: shown[name] for name in world.ask("loans", funder="pool:moestuin")["loans"][0]}],
    }
    assert world.ask("loans", funder="pool:anders") == {"total": 0, "loans": []}
