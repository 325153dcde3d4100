"""Of every loss of every tiny loan what is borne, by whom, and that nobody else pays: judged apart from the pool."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.pool import facts as e
from tests.unit.pool.moestuin import (
    asked,
    closed,
    committed,
    hear_paid,
    held,
    moestuin,
    pledged,
    received,
)

NAMES = ("a", "b", "c", "d")
LOAN = {"order": "tuin:geld:1", "ask": "tuin:geld", "funder": "pool:moestuin"}
ACCOUNTS = ("free", "held", "committed", "paid", "written-off", "refunded", "earned", "short")

worlds = st.tuples(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), min_size=4, max_size=4).filter(
        lambda rows: any(lent for lent, _, _ in rows)
    ),
    st.lists(st.tuples(st.booleans(), st.integers(1, 6)), max_size=5),
)
"""Of each contribution what it lends, what it has free beside, and whether it bears losses first; then repayments and
losses, one after another.
"""


@given(worlds)
def test_first_loss_bears_all_it_can_and_every_cent_stays_in_its_place(world):
    rows, steps = world
    lent = {name: lent for name, (lent, _, _) in zip(NAMES, rows, strict=True) if lent}
    first = [name for name, (_, _, is_first) in zip(NAMES, rows, strict=True) if is_first]
    pool, put_in = _lending(rows, lent)
    out = dict(lent)
    for is_loss, most_cents in steps:
        cents = min(most_cents, sum(out.values()))
        free = {name: _stands(pool, name, "free") for name in NAMES}
        if not cents:
            continue
        if not is_loss:
            _repay(pool, cents)
            [fact] = pool.then(e.MoneyReturned).outcome
            _in_proportion(dict(fact.parts), out)
        else:
            pool.heard("settlement", "loan-written-off", **LOAN, principal_cents=cents)
            [fact] = pool.then(e.LoanLost).outcome
            _judge(fact, cents, out, free, first)
        for name, part in fact.parts:
            out[name] -= part
        assert all(cents >= 0 for cents in out.values())
        for name in NAMES:
            assert sum(_stands(pool, name, account) for account in ACCOUNTS) == put_in[name]
            assert _stands(pool, name, "free") >= 0


def _judge(fact, cents, out, free, first):
    parts, borne, spared = dict(fact.parts), dict(fact.borne), dict(fact.spared)
    assert sum(parts.values()) == cents
    own_first = sum(out.get(name, 0) for name in first)
    assert sum(parts.get(name, 0) for name in first) == min(cents, own_first)
    others = {name: part for name, part in parts.items() if name not in first}
    _in_proportion(others, {name: left for name, left in out.items() if name not in first})
    assert set(borne) <= set(first)
    assert sum(borne.values()) == sum(spared.values()) == min(sum(others.values()), sum(free[name] for name in first))
    assert all(part <= free[name] for name, part in borne.items())
    assert all(part <= others[name] for name, part in spared.items())
    _in_proportion(spared, others)
    for bears, most in ((parts, out), (borne, free)):  # a younger one only what older ones cannot
        younger = False
        for name in reversed(first):
            assert not younger or bears.get(name, 0) == most.get(name, 0)
            younger = younger or name in bears


def _in_proportion(parts, weights):
    """Each less than a cent from its exact share."""
    total, whole = sum(parts.values()), sum(weights.values())
    for name, weight in weights.items():
        assert abs(parts.get(name, 0) - Fraction(total * weight, max(whole, 1))) < 1
    assert set(parts) <= set(weights)


def _lending(rows, lent):
    ask = asked(ontmoeten=sum(lent.values()))
    hold = held(ask, *(("ontmoeten", name, cents) for name, cents in lent.items()))
    facts, put_in = [], {}
    for name, (cents, free, is_first) in zip(NAMES, rows, strict=True):
        put_in[name] = cents + free
        facts.append(pledged(name, max(cents + free, 1), "ontmoeten", first_loss=is_first))
        if cents + free:
            facts.append(received(name, cents + free))
    return hear_paid(moestuin(*facts, ask, hold, committed(hold), closed()), ask.cents), put_in


def _repay(pool, cents):
    pool.heard("settlement", "repayment-received", **LOAN, paid_principal_cents=cents, paid_interest_cents=0)


def _stands(pool, name, account):
    return pool.balance(f"moestuin/{name}/{account}")
