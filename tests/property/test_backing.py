"""Exact backing against oracles that share nothing with it: every assignment tried; Hall's condition on every set."""

from collections import Counter
from functools import cache
from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.pool.holds.decisions.room import Room, Shortage
from services.pool.holds.facts import Part
from tests.effort import effort


def world_of(dice, contributions, goals, most):
    """Earmarks, what is free, what is held (each hold within its earmarks), and the lines of an ask."""
    names = [f"c{n}" for n in range(dice.randint(1, contributions))]
    targets = [f"g{n}" for n in range(dice.randint(1, goals))]
    earmarks = {name: dice.sample(targets, dice.randint(1, len(targets))) for name in names}
    free = {name: dice.choice([0, dice.randint(0, most)]) for name in names}
    held = {
        f"ask{number}": tuple(
            Part(dice.choice(earmarks[name]), name, dice.randint(1, most))
            for name in dice.sample(names, min(len(names), dice.randint(0, 3)))
        )
        for number in range(dice.randint(0, 6))
    }
    lines = [(dice.choice(targets), dice.randint(1, most)) for _ in range(dice.randint(1, 3))]
    return earmarks, free, held, lines


def worlds(contributions, goals, most):
    """Drawn by our own dice: for large worlds the library's take longer than what is tested."""
    return st.integers(0, 2**32).map(lambda seed: world_of(Random(seed), contributions, goals, most))


def candidates_of(earmarks):
    """The most narrowly earmarked first, then the oldest."""
    narrow = sorted(earmarks, key=lambda name: len(earmarks[name]))
    goals = sorted({goal for names in earmarks.values() for goal in names})
    return {goal: [name for name in narrow if goal in earmarks[name]] for goal in goals}


def found_in(world):
    earmarks, free, held, lines = world
    return Room(candidates_of(earmarks), free.__getitem__, held).backing(lines)


def needed_and_had(world):
    _, free, held, lines = world
    needed, had = Counter(), Counter(free)
    for goal, cents in lines:
        needed[goal] += cents
    for parts in held.values():
        for part in parts:
            needed[part.goal] += part.cents
            had[part.contribution] += part.cents
    return needed, had


def short_by_hall(world):
    """The most that any set of goals needs above what all that may pay for one of them have."""
    earmarks = world[0]
    needed, had = needed_and_had(world)
    goals = sorted(needed)
    sets = (chosen for size in range(1, len(goals) + 1) for chosen in combinations(goals, size))
    return max(
        sum(needed[goal] for goal in chosen)
        - sum(had[name] for name, marks in earmarks.items() if not {*chosen}.isdisjoint(marks))
        for chosen in sets
    )


def is_possible(world):
    """By trying every way to give each contribution's cents to its goals."""
    earmarks = world[0]
    needed, had = needed_and_had(world)
    goals, names = sorted(needed), sorted(earmarks)

    @cache
    def rest(number, left):
        if not any(left):
            return True
        if number == len(names):
            return False
        marks = [place for place, goal in enumerate(goals) if goal in earmarks[names[number]]]
        return any(rest(number + 1, after) for after in _given(left, marks, had[names[number]]))

    return rest(0, tuple(needed[goal] for goal in goals))


def _given(left, marks, cents):
    if not marks:
        yield left
        return
    first, *others = marks
    for given_cents in range(min(cents, left[first]) + 1):
        after = (*left[:first], left[first] - given_cents, *left[first + 1 :])
        yield from _given(after, others, cents - given_cents)


def must_be_sound(world, backing):
    """All is conserved, within the earmarks, and each move finds free what it needs."""
    earmarks, free, held, lines = world
    left, backed = Counter(free), dict(held)
    for ask, parts in (*backing.moves, ("", backing.parts)):
        for part in backed.get(ask, ()):
            left[part.contribution] += part.cents
        for part in parts:
            left[part.contribution] -= part.cents
        assert min(left.values(), default=0) >= 0, f"{ask} moves before there is room"
        backed[ask] = parts
    wanted = {**{ask: _by_goal(parts) for ask, parts in held.items()}, "": Counter()}
    for goal, cents in lines:
        wanted[""][goal] += cents
    assert {ask: _by_goal(parts) for ask, parts in backed.items()} == wanted
    for parts in backed.values():
        assert all(part.cents > 0 and part.goal in earmarks[part.contribution] for part in parts)


def _by_goal(parts):
    found = Counter()
    for part in parts:
        found[part.goal] += part.cents
    return found


@effort(400)
@given(worlds(contributions=3, goals=3, most=4))
def test_in_a_tiny_world_it_is_refused_only_if_no_assignment_exists(world):
    found = found_in(world)
    assert isinstance(found, Shortage) != is_possible(world)


@effort(400)
@given(worlds(contributions=40, goals=8, most=10_000))
def test_a_shortage_is_the_minimum_cut_and_a_backing_is_sound(world):
    found, short = found_in(world), short_by_hall(world)
    if not isinstance(found, Shortage):
        assert short <= 0
        must_be_sound(world, found)
        return
    assert found.cents == short
    needed, had = needed_and_had(world)
    these = [name for name, marks in world[0].items() if not {*found.goals}.isdisjoint(marks)]
    assert sum(needed[goal] for goal in found.goals) - sum(had[name] for name in these) == short
    others = sum(cents for goal, cents in needed.items() if goal not in found.goals)
    assert found.idle_cents == sum(cents for name, cents in had.items() if name not in these) - others


@effort(50)
@given(worlds(contributions=6, goals=4, most=6))
def test_the_same_question_has_the_same_answer(world):
    assert found_in(world) == found_in(world)
