"""Of the story: a pool lends, is repaid with interest, corrects and writes off; before the Monday it begins on."""

from datetime import UTC, datetime

from tests.unit.audit.year_ending import until

LENDING = "lenen"
LOAN = "buurthuis:verbouwing:2"
PAID_OUT, AFTER_THE_FIRST = datetime(2026, 1, 19, 9, tzinfo=UTC), datetime(2026, 2, 21, 9, tzinfo=UTC)
TERMS = {
    "repayment": "annuity",
    "annual_rate": "0.06",
    "day_count": "act/365F",
    "months_between": 1,
    "instalments": 12,
    "interest_only": 0,
}
OTHER_TERMS = {
    "repayment": "linear",
    "annual_rate": "0.03",
    "months_between": 3,
    "instalments": 8,
    "interest_only": 1,
    "first_due_on": "2026-06-01",
}


def lend(hands, *, put_in, mandate, submit, ask, answer, confirm, send_back):
    """Paid out by mistake, sent back by the bank, and paid out; then everything that may happen to a loan."""
    until(hands, PAID_OUT)
    put_in(hands, LENDING)
    by_two = {"automatic": False, "four_eyes_above_cents": 90_000}
    mandate(hands, LENDING, **by_two, second_approver="college")
    house = {**ask("verbouwing", f"pool:{LENDING}", ontmoeten=300_001), "instrument": "loan", "loan": TERMS}
    submit(hands, "buurttuin", "buurthuis", [house, ask("stoelen", "zuil:groen", ontmoeten=100)])
    hands.carry_all()
    exact = {"pool": LENDING, "ask": "buurthuis:verbouwing", "revision": 1}
    hands.must("wijkteam", hands.pool, "hold-ask", **exact, cents=300_001)
    hands.must("college", hands.pool, "approve-hold", **exact)
    answer(hands, "groen", "buurthuis:stoelen", 100)
    hands.carry_all()
    _pay_out(hands, confirm, send_back)
    _repay(hands)
    _correct_and_write_off(hands, mandate, by_two)


def _pay_out(hands, confirm, send_back):
    first = {"order": "buurthuis:verbouwing:1"}
    confirm(hands, "wijkteam", first["order"], 300_001)
    hands.carry_all()
    hands.must("wijkteam", hands.settlement, "correct-confirmation", **first, ground="did-not-happen")
    hands.must("college", hands.settlement, "approve-payment-correction", **first)
    hands.carry_all()
    confirm(hands, "wijkteam", first["order"], 300_001)
    send_back(hands, "wijkteam", first["order"])
    confirm(hands, "wijkteam", LOAN, 300_001)
    hands.carry_all()


def _repay(hands):
    """In advance, what is due, and towards principal; one of them is recorded after the instalment that it precedes."""
    repay(hands, 5_000, "2026-01-20")
    _reserve(hands, "buffer")
    until(hands, AFTER_THE_FIRST)
    hands.strike()
    hands.carry_all()
    repay(hands, 21_000, "2026-02-21")
    repay(hands, 40_000, "2026-01-30", towards="principal")
    repay(hands, 150_000, "2026-02-21", towards="principal")


def _reserve(hands, contribution):
    covenant = {"contribution": contribution, "decision": "Convenant Spoorbuurt, artikel 7"}
    hands.must("college", hands.pool, "set-interest-reserve", pool=LENDING, **covenant)


def repay(hands, cents, received_on, towards="instalments", by="wijkteam"):
    came = {"cents": cents, "received_on": received_on, "towards": towards}
    hands.must(by, hands.settlement, "record-repayment", order=LOAN, **came)
    hands.carry_all()


def _correct_and_write_off(hands, mandate, by_two):
    """Alone up to the threshold; above it with the second approver, and with the next one, who is told."""
    correct(hands, 2, 21_500)
    correct(hands, 4, 15_000)
    approve(hands, "college", 15_000)
    write_off(hands, 2_000)
    _reserve(hands, None)
    write_off(hands, 91_000)
    mandate(hands, LENDING, **by_two, second_approver="gemeente")
    hands.carry_all()
    approve(hands, "gemeente", 91_000)
    left = hands.sees("wijkteam", hands.settlement, "loan", order=LOAN)
    change_terms(hands, OTHER_TERMS)
    left_cents = left["outstanding_cents"] + left["due_cents"]
    approve(hands, "gemeente", left_cents, terms={**OTHER_TERMS, "day_count": "act/365F"})


def correct(hands, repayment, cents, by="wijkteam"):
    right = {"repayment": repayment, "cents": cents, "ground": "wrong-amount"}
    hands.must(by, hands.settlement, "correct-repayment", order=LOAN, **right)
    hands.carry_all()


def write_off(hands, cents, interest=0, by="wijkteam"):
    amounts = {"principal_cents": cents, "interest_cents": interest}
    why = {"ground": "agreed", "reason": "De huur is gestegen; zo is het afgesproken"}
    hands.must(by, hands.settlement, "write-off-loan", order=LOAN, **amounts, **why)
    hands.carry_all()


def change_terms(hands, terms, order=LOAN, by="wijkteam"):
    why = {"ground": "agreed", "reason": "De zaal was een half jaar dicht"}
    hands.must(by, hands.settlement, "change-loan-terms", order=order, **terms, **why)
    hands.carry_all()


def approve(hands, by, cents, terms=None):
    hands.must(by, hands.settlement, "approve-loan-change", order=LOAN, principal_cents=cents, terms=terms)
    hands.carry_all()
