"""What is left of a loan or a claim is owed on other terms: lower instalments, a payment plan, payment later."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.unit.settlement import facts as e
from tests.unit.settlement.test_settlement_determinations import CLAIM, claimed
from tests.unit.settlement.test_settlement_loans import FIRST, ORDER, SECOND, approve, falls_due, paid, repay, stands

LATER = date(2026, 9, 15)


def change(world, *, by="welzijn", order=ORDER, **changed):
    terms = {"repayment": "linear", "annual_rate": "0.03", "months_between": 3, "instalments": 4, "interest_only": 0}
    terms |= {"first_due_on": LATER.isoformat(), "ground": "agreed", "reason": "De zaal was dicht."} | changed
    return world.when("change-loan-terms", by=by, order=order, **terms)


def on(day):
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def due(world, day):
    """What falls due on that day: number, principal, interest."""
    falls_due(world, on(day))
    return [(fact.number, fact.principal_cents, fact.interest_cents) for fact in world.outcome]


def test_what_is_left_is_owed_by_the_new_terms():
    """€ 9.000 of € 10.000 is left after the first quarter, and goes in four parts; interest runs on as before."""
    world = falls_due(paid(), FIRST)
    repay(world, 107_500)
    [changed] = change(world).then(e.LoanTermsChanged).outcome
    assert (changed.next_due_on, changed.terms.instalments, changed.position.outstanding_cents) == (LATER, 4, 900_000)
    assert due(world, LATER) == [(1, 225_000, 7_725)]
    assert due(world, date(2026, 12, 15)) == [(2, 225_000, 5_063)]


def test_what_was_due_and_not_paid_is_due_by_them_too_and_interest_stays_due():
    world = falls_due(paid(), FIRST)
    assert stands(world, "due", "interest-due") == {"due": 100_000, "interest-due": 7_500}
    change(world).then(e.LoanTermsChanged)
    assert stands(world, "outstanding", "due", "interest-due") == {
        "outstanding": 1_000_000,
        "due": 0,
        "interest-due": 7_500,
    }
    assert sum(principal for day in (LATER,) for _, principal, _ in due(world, day)) == 250_000


def test_interest_until_then_is_by_the_rate_of_before():
    """Half a quarter at 3 %, and three and a half months at none."""
    world = paid().at(on(date(2026, 4, 17)))
    change(world, annual_rate="0")
    assert due(world, LATER) == [(1, 250_000, 3_750)]


def test_what_was_paid_in_advance_pays_of_the_first_instalment():
    world = paid()
    repay(world, 60_000)
    change(world)
    falls_due(world, on(LATER))
    assert world.outcome[0].paid_principal_cents + world.outcome[0].paid_interest_cents == 60_000


def test_a_claim_gets_a_payment_plan():
    world = claimed().at(on(date(2026, 4, 14))).due()
    change(world, order=CLAIM, annual_rate="0", months_between=1, instalments=3, first_due_on="2026-05-31")
    days = (date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31))
    assert [due(world, day) for day in days] == [[(1, 16_667, 0)], [(2, 16_667, 0)], [(3, 16_666, 0)]]


def test_what_is_left_out_stays_as_it_is():
    [changed] = change(paid(), repayment=None, annual_rate=None).outcome
    assert (changed.terms.repayment, changed.terms.annual_rate) == ("linear", Decimal("0.03"))


def test_payment_later_is_one_instalment_on_a_later_day():
    world = claimed()
    [changed] = change(world, order=CLAIM, annual_rate="0", instalments=1, first_due_on="2027-03-01").outcome
    assert changed.next_due_on == date(2027, 3, 1)


def test_a_repayment_of_before_is_counted_by_the_terms_of_its_day():
    """Entered late: it came before the terms changed, so less is left for them."""
    world = paid().at(on(date(2026, 4, 17)))
    change(world)
    [came] = repay(world, 400_000, on=date(2026, 3, 2), towards="principal").outcome
    assert (came.position.outstanding_cents, came.next_due_on) == (600_000, LATER)
    assert due(world, LATER)[0][1] == 150_000


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"by": "participatie"}, "not-yours"),
        ({"order": "tuin:niets:1"}, "unknown-loan"),
        ({"interest_only": 4}, "loan-terms-invalid"),
        ({"first_due_on": "2026-03-02"}, "date-too-early"),
        ({"first_due_on": "2037-01-01"}, "date-too-far"),
    ],
)
def test_what_cannot_be_is_refused(changed, code):
    change(paid(), **changed).then(code)


def test_a_claim_bears_no_interest_by_its_terms():
    change(claimed(), order=CLAIM).then("loan-terms-invalid")


def test_of_what_is_repaid_no_terms_change():
    world = paid()
    repay(world, 1_000_000, towards="principal")
    change(world).then("nothing-owed")


def test_above_the_threshold_a_second_party_agrees_to_exactly_these_terms():
    world = paid(SECOND)
    [asked] = change(world).then(e.LoanChangeAwaitsApproval).outcome
    assert (asked.change, asked.principal_cents, asked.terms.first_due_on) == ("terms", 1_000_000, LATER)
    change(world).then("awaits-approval")
    approve(world, 1_000_000).then("superseded")
    terms = {
        "repayment": "linear",
        "annual_rate": "0.03",
        "day_count": "30E/360",
        "months_between": 3,
        "instalments": 4,
        "interest_only": 0,
        "first_due_on": LATER.isoformat(),
    }
    body = {"order": ORDER, "principal_cents": 1_000_000, "interest_cents": 0}
    world.when("approve-loan-change", by="gemeente", **body, terms=terms | {"instalments": 5}).then("superseded")
    [changed] = world.when("approve-loan-change", by="gemeente", **body, terms=terms).outcome
    assert (type(changed), changed.approved_by) == (e.LoanTermsChanged, "gemeente")
    assert world.state.loans.waiting == {}
    assert world.state.loans.by_order[ORDER].terms.annual_rate == Decimal("0.03")
