"""Years of lending in three real logs: what falls due, what is repaid, restarts between; and the auditor's recount."""

from datetime import timedelta
from random import Random

import pytest

from shared.calendar import civil_date
from tests.audited import audited
from tests.effort import EFFORT
from tests.faults.carried import Hands
from tests.town.lending import loan
from tests.unit.audit import story
from tests.unit.audit.lending import PAID_OUT

POOL, LENDER = "lenen", "wijkteam"
ASKS = ("dak", "keuken", "tuinhuis")
CENTS = 80_000


@pytest.mark.parametrize("seed", range(4 * EFFORT))
def test_after_years_of_lending_the_books_are_right_to_the_cent(tmp_path, seed):
    dice, hands = Random(seed), Hands(tmp_path, PAID_OUT)
    orders = lent(hands, dice)
    for _ in range(30):
        hands.clock.on(days=dice.choice([0, 1, 7, 31, 95]), seconds=1)
        happens(hands, dice, dice.choice(orders))
        if dice.random() < 0.3:
            dice.choice([*hands.desks.values()]).restart()
        if dice.random() < 0.5:
            hands.carry_all()
    hands.carry_all()
    loans = hands.settlement.state.loans.by_order
    for order in orders:
        position = loans[order].position
        parts = position.outstanding_cents, position.due_cents, position.repaid_cents, position.written_off_cents
        assert sum(parts) == CENTS
    assert any(loans[order].position.fallen_due for order in orders)
    assert audited(hands.logs).problems == []
    hands.close()


def lent(hands, dice):
    story._open(hands, POOL)
    story._mandate(hands, POOL, automatic=False, four_eyes_above_cents=100_000, second_approver="college")
    for party, name in (("groen", "groen-leent"), ("woonstede", "huur-leent")):
        story._contribute(hands, party, POOL, name, 300_000, ["ontmoeten"], LENDER)
    asks = [
        {**story.ask(name, f"pool:{POOL}", ontmoeten=CENTS), "instrument": "loan", "loan": loan(dice)} for name in ASKS
    ]
    story._submit(hands, "buurttuin", "buurthuis", asks)
    hands.carry_all()
    for name in ASKS:
        exact = {"pool": POOL, "ask": f"buurthuis:{name}", "revision": 1, "cents": CENTS}
        hands.must(LENDER, hands.pool, "hold-ask", **exact)
    hands.carry_all()
    orders = [f"buurthuis:{name}:1" for name in ASKS]
    for order in orders:
        story._confirm(hands, LENDER, order, CENTS)
    return orders


def happens(hands, dice, order):
    """Something to one loan; whether it is accepted or refused, what falls due was decided before."""
    cents, day = dice.choice([1, 1_000, 8_000, 40_000]), civil_date(hands.clock.now())
    match dice.choice(["repay", "repay", "repay", "late", "correct", "write-off", "nothing"]):
        case "repay" | "late" as when:
            on = day - timedelta(days=dice.choice([1, 20, 70]) if when == "late" else 0)
            towards = dice.choice(["instalments", "principal"])
            came = {"cents": cents, "received_on": on.isoformat(), "towards": towards}
            hands.send(LENDER, hands.settlement, "record-repayment", order=order, **came)
        case "correct":
            right = {"repayment": dice.randint(1, 4), "cents": dice.choice([0, cents]), "ground": "wrong-amount"}
            hands.send(LENDER, hands.settlement, "correct-repayment", order=order, **right)
        case "write-off":
            off = {"principal_cents": cents, "interest_cents": dice.choice([0, 1, 100])}
            why = {"ground": "agreed", "reason": "Zo is het afgesproken"}
            hands.send(LENDER, hands.settlement, "write-off-loan", order=order, **off, **why)
        case _:
            hands.settlement.writer.commands([])
