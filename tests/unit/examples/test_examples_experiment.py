"""What is tried, and the rules it is decided by: conserved, never overdrawn, all or nothing, in the order given."""

from hypothesis import given
from hypothesis import strategies as st

from examples.register.experiment import MAX_ASKS, design
from examples.register.loading import Register, Row, Zuil
from examples.register.orders import Rules, Tally, in_reality, random_orders
from tests.effort import effort

BREAD, MUSIC = Zuil("Welzijn", "Samen eten"), Zuil("Cultuur", "Muziek")
MUSIC_AT_WELFARE = Zuil("Welzijn", "Muziek")


def register(*rows):
    """Rows as (applicant, zuil, asked, granted); "?" is a private person."""
    read = tuple(
        Row(place, applicant, applicant == "?", zuil, asked, granted)
        for place, (applicant, zuil, asked, granted) in enumerate(rows, start=1)
    )
    return Register("proef", read, unusable=(), passed_over=0, asked_is_published=True)


def asks(experiment):
    return {
        variant.key: [
            {pool: sum(cents for _, cents in lines) for pool, lines in variant.asks(application)}
            for application in experiment.applications
        ]
        for variant in experiment.variants
    }


def test_one_application_for_each_applicant_with_one_ask_for_each_zuil():
    experiment = design(
        register(
            ("Koor", MUSIC, 5, 1), ("?", MUSIC, 1, 1), ("Koor", BREAD, 2, 0), ("?", MUSIC, 1, 0), ("Koor", MUSIC, 3, 2)
        )
    )
    assert [application.asked for application in experiment.applications] == [
        {MUSIC: 8, BREAD: 2},
        {MUSIC: 1},
        {MUSIC: 1},
    ]
    assert [application.granted_cents for application in experiment.applications] == [3, 1, 0]
    assert experiment.budgets == {MUSIC: 4, BREAD: 0}


def test_what_bundled_means():
    experiment = design(register(("Koor", MUSIC, 5, 5), ("Koor", MUSIC_AT_WELFARE, 2, 2), ("Koor", BREAD, 1, 1)))
    assert asks(experiment) == {
        "los": [{"los-1": 5, "los-2": 2, "los-3": 1}],
        "steun": [{"steun-1": 5, "steun-2": 3}],
        "thema": [{"thema-1": 7, "thema-2": 1}],
        "samen": [{"samen-1": 8}],
    }
    theme = experiment.variants[2].pools["thema-1"]
    assert [(each.organisation, each.cents) for each in theme] == [("Cultuur", 5), ("Welzijn", 2)]


def test_a_zuil_that_granted_nothing_has_a_pool_and_no_money():
    experiment = design(register(("Koor", MUSIC, 5, 0)))
    assert experiment.variants[0].pools == {"los-1": ()}
    assert experiment.organisations == ()
    assert all(Rules(experiment, variant).in_file_order() == (frozenset(), 0) for variant in experiment.variants)


def test_who_asks_more_zuilen_than_an_application_can_name_is_set_apart():
    many = [("Koepel", Zuil("Stad", f"Thema {number}"), 1, 1) for number in range(MAX_ASKS + 1)]
    experiment = design(register(("Koor", MUSIC, 5, 5), *many))
    assert [application.applicant for application in experiment.applications] == ["Koor"]
    assert len(experiment.unusable) == MAX_ASKS + 1
    assert experiment.budget_cents == 5


def test_all_or_nothing_on_separate_zuilen_and_not_in_one_pool():
    experiment = design(
        register(("Koor", MUSIC, 4, 0), ("Koor", BREAD, 1, 1), ("Buurt", BREAD, 6, 5), ("Band", MUSIC, 2, 2))
    )
    separate, _, theme, together = (Rules(experiment, variant).in_file_order() for variant in experiment.variants)
    assert separate == (frozenset({1, 2}), 0), "the choir gets no bread, for there is not enough music"
    assert theme == separate
    assert together == (frozenset({0, 2}), 1), "the choir comes first, and music may be paid from bread"


def test_the_order_decides():
    rules = Rules(experiment := design(register(("A", MUSIC, 2, 2), ("B", MUSIC, 1, 0))), experiment.variants[0])
    assert rules.decide([0, 1]).granted == {0}
    assert rules.decide([1, 0]).granted == {1}


def test_reality_grants_in_part_too():
    experiment = design(register(("A", MUSIC, 5, 5), ("B", MUSIC, 5, 2), ("C", MUSIC, 5, 0), ("A", BREAD, 1, 2)))
    assert in_reality(experiment.applications) == Tally(1, 1, 9, 1, 0)


zuilen = st.builds(Zuil, st.sampled_from("AB"), st.sampled_from("XY"))
rows = st.tuples(st.sampled_from("?KLM"), zuilen, st.integers(1, 4), st.integers(0, 4))
registers = st.lists(rows, min_size=1, max_size=9).map(lambda found: register(*found))


@given(registers, st.randoms(use_true_random=False))
@effort(150)
def test_whatever_the_order_the_rules_hold(found, chance):
    """Checked against sums alone: a pool whose contributions all serve every ask is one sum of money."""
    experiment = design(found)
    order = list(range(len(experiment.applications)))
    chance.shuffle(order)
    for variant in (each for each in experiment.variants if not each.has_supports):
        left = {pool: sum(each.cents for each in contributed) for pool, contributed in variant.pools.items()}
        granted = set()
        for position in order:
            asked = variant.asks(experiment.applications[position])
            wanted = {pool: sum(cents for _, cents in lines) for pool, lines in asked}
            if all(cents <= left[pool] for pool, cents in wanted.items()):
                granted.add(position)
                left = {pool: cents - wanted.get(pool, 0) for pool, cents in left.items()}
        rules = Rules(experiment, variant)
        decided = rules.decide(order)
        assert decided == (granted, sum(left.values()))
        tally = rules.tally(decided)
        assert tally.granted_cents + tally.left_cents == experiment.budget_cents
        assert tally.granted + tally.with_nothing == len(experiment.applications)
        assert tally.granted_of_several <= tally.granted


def test_a_zuil_supports_each_other_of_its_organisation_with_a_tenth():
    """And nobody else; what is asked of two of them is one ask with two lines."""
    experiment = design(
        register(("Koor", MUSIC, 90, 100), ("Buurt", BREAD, 60, 50), ("Buurt", MUSIC_AT_WELFARE, 5, 10))
    )
    supported = experiment.variants[1]
    asked = supported.asks(experiment.applications[1])
    assert asked == (("steun-2", (("zuil-2", 60), ("zuil-3", 5))),)
    agreed = [(one.name, one.contribution.name, one.to_goal, one.max_cents) for one in supported.supports("steun-2")]
    assert agreed == [("zuil-2-voor-zuil-3", "zuil-2", "zuil-3", 5), ("zuil-3-voor-zuil-2", "zuil-3", "zuil-2", 1)]
    assert supported.supports("steun-1") == ()
    separate, with_supports = (Rules(experiment, each).in_file_order() for each in experiment.variants[:2])
    assert (separate.granted, with_supports.granted) == ({0}, {0}), "ten short, and one may be lent"


def test_what_one_zuil_lacks_another_may_lend_it():
    experiment = design(register(("Koor", BREAD, 51, 50), ("Band", MUSIC_AT_WELFARE, 1, 10)))
    separate, with_supports = (Rules(experiment, each) for each in experiment.variants[:2])
    assert separate.in_file_order() == ({1}, 59)
    assert with_supports.in_file_order() == ({0, 1}, 8)
    assert with_supports.decide([1, 0]).granted == {0, 1}


@given(st.tuples(*[st.integers(0, 40)] * 2), st.tuples(*[st.integers(0, 4)] * 2), st.tuples(*[st.integers(0, 45)] * 2))
@effort(300)
def test_with_supports_it_is_refused_only_if_no_way_exists(budgets, room, wanted):
    """Two zuilen, every amount that the one could lend the other tried."""
    experiment = design(register(("A", BREAD, 1, 400), ("A", MUSIC_AT_WELFARE, 1, 400)))
    rules = Rules(experiment, experiment.variants[1])
    one, other = budgets
    free, left = {"zuil-1": one, "zuil-2": other}, dict(zip(_SUPPORTS, room, strict=True))
    lines = tuple((goal, cents) for goal, cents in zip(("zuil-1", "zuil-2"), wanted, strict=True) if cents)
    possible = any(
        wanted[0] - back + lent <= one and wanted[1] - lent + back <= other
        for lent in range(min(room[0], wanted[1]) + 1)
        for back in range(min(room[1], wanted[0]) + 1)
    )
    found = rules.backing("steun-1", lines, free, left)
    assert (found is not None) == possible
    for piece in found or ():
        free[piece.contribution] -= piece.cents
        if piece.support:
            left[piece.support] -= piece.cents
    assert min(*free.values(), *left.values()) >= 0
    if found is not None:
        assert sum(piece.cents for piece in found) == sum(wanted)


_SUPPORTS = ("zuil-1-voor-zuil-2", "zuil-2-voor-zuil-1")


@given(registers)
@effort(50)
def test_the_variants_keep_the_same_money_for_the_same_asks(found):
    experiment = design(found)
    asked = sum(application.asked_cents for application in experiment.applications)
    for variant in experiment.variants:
        kept = sum(each.cents for contributed in variant.pools.values() for each in contributed)
        assert kept == experiment.budget_cents
        assert sum(sum(each.values()) for each in asks(experiment)[variant.key]) == asked


def test_random_orders_are_the_same_each_time_and_differ_from_one_another():
    experiment = design(register(*((str(n), MUSIC, n + 1, n // 3) for n in range(20))))
    rules = [Rules(experiment, variant) for variant in experiment.variants]
    first, again = (list(random_orders(rules, 20, 10)) for _ in range(2))
    assert first == again
    assert len({tallies[0] for tallies in first}) > 1
