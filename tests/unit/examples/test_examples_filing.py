"""Who may file when: the order of the file in every pool, and nobody between an undecided application and its end."""

from hypothesis import given
from hypothesis import strategies as st

from examples.narration import Words
from examples.register.experiment import Application, Variant
from examples.register.filing import Case, Lines
from tests.effort import effort

VARIANT = Variant("los", Words("los", "separate"), {}, {})


def case(position, *pools):
    return Case(position, VARIANT, Application("A", {}, 0), tuple((pool, 1) for pool in pools))


def filed(lines):
    """File everybody who may; say in which order."""
    order = []
    while lines.ready:
        order.append(lines.ready.pop(0))
        lines.filed(order[-1])
    return [each.position for each in order]


def test_whoever_asks_one_pool_holds_up_nobody():
    assert filed(Lines([case(0, "a"), case(1, "a"), case(2, "a")])) == [0, 1, 2]


def test_whoever_asks_several_holds_up_who_asks_the_same_and_nobody_else():
    both, one, other, elsewhere = case(0, "a", "b"), case(1, "b"), case(2, "b", "c"), case(3, "c")
    lines = Lines([both, one, other, elsewhere])
    assert filed(lines) == [0]
    lines.out_of_the_way(both)
    assert filed(lines) == [1, 2]
    lines.out_of_the_way(other)
    assert filed(lines) == [3]


@given(
    st.lists(st.sets(st.sampled_from("abc"), min_size=1), min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
@effort(200)
def test_in_whatever_order_decisions_come(pools, chance):
    """Everybody is filed once; in each pool in file order; never while a pool is shared with an undecided one."""
    cases = [case(position, *sorted(names)) for position, names in enumerate(pools)]
    lines, undecided, order = Lines(cases), [], []
    while lines.ready or undecided:
        if lines.ready and (not undecided or chance.random() < 0.5):
            next_case = lines.ready.pop(chance.randrange(len(lines.ready)))
            mine = {pool for pool, _ in next_case.asks}
            assert not any(mine & {pool for pool, _ in each.asks} for each in undecided)
            order.append(next_case)
            lines.filed(next_case)
            if len(mine) > 1:
                undecided.append(next_case)
        else:
            lines.out_of_the_way(undecided.pop(chance.randrange(len(undecided))))
    assert sorted(order) == cases
    for pool in "abc":
        positions = [each.position for each in order if pool in dict(each.asks)]
        assert positions == sorted(positions)
