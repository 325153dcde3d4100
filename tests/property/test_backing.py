"""Exact backing against oracles that share nothing with it: every assignment tried; every cut."""

from collections import Counter
from functools import cache
from itertools import combinations
from random import Random
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from services.pool.holds.decisions.attribution import Opening, Ways, drawn
from services.pool.holds.decisions.room import Room, Shortage
from services.pool.holds.state import Piece
from tests.effort import effort
from tests.unit.pool.holding import listed


class World(NamedTuple):
    earmarks: dict
    """By contribution, its goals."""
    supports: dict
    """By support, its goal, its contributions, and how much more it lets through."""
    free: dict
    held: dict
    """By ask, pieces, each by a way that there is."""
    lines: list

    @property
    def ways(self):
        """The most narrowly earmarked first, then the oldest."""
        narrow = sorted(self.earmarks, key=lambda name: len(self.earmarks[name]))
        goals = sorted({goal for names in self.earmarks.values() for goal in names})
        openings = {}
        for support, (goal, names, cents) in self.supports.items():
            openings.setdefault(goal, []).append(Opening(support, names, cents))
        return Ways({goal: [name for name in narrow if goal in self.earmarks[name]] for goal in goals}, openings)

    @property
    def needed(self):
        return sum((by_goal(pieces) for pieces in self.held.values()), by_goal(self.wanted))

    @property
    def wanted(self):
        return [Piece(goal, "", cents) for goal, cents in self.lines]

    @property
    def had(self):
        """By contribution: free, or backing what may move."""
        had = Counter(self.free)
        for pieces in self.held.values():
            for piece in pieces:
                had[piece.contribution] += piece.cents
        return had

    @property
    def capacity(self):
        """By support, with what goes through it now."""
        capacity = Counter({support: cents for support, (_, _, cents) in self.supports.items()})
        for pieces in self.held.values():
            for piece in pieces:
                if piece.support:
                    capacity[piece.support] += piece.cents
        return capacity


def world_of(dice, contributions, goals, supports, most):
    names = [f"c{n}" for n in range(dice.randint(1, contributions))]
    targets = [f"g{n}" for n in range(dice.randint(1, goals))]
    earmarks = {name: dice.sample(targets, dice.randint(1, len(targets))) for name in names}
    open_to = {}
    for number in range(dice.randint(0, supports)):
        goal = dice.choice(targets)
        others = [name for name in names if goal not in earmarks[name]]
        if others:
            members = sorted(dice.sample(others, dice.randint(1, len(others))), key=names.index)
            open_to[f"s{number}"] = goal, members, dice.choice([0, dice.randint(0, most)])
    held = {
        f"ask{number}": tuple(
            piece_of(dice, earmarks, open_to, name, most)
            for name in dice.sample(names, min(len(names), dice.randint(0, 3)))
        )
        for number in range(dice.randint(0, 6))
    }
    free = {name: dice.choice([0, dice.randint(0, most)]) for name in names}
    lines = [(dice.choice(targets), dice.randint(1, most)) for _ in range(dice.randint(1, 3))]
    return World(earmarks, open_to, free, held, lines)


def piece_of(dice, earmarks, supports, name, most):
    ways = [(goal, "") for goal in earmarks[name]]
    ways += [(goal, support) for support, (goal, members, _) in supports.items() if name in members]
    goal, support = dice.choice(ways)
    return Piece(goal, name, dice.randint(1, most), support)


def worlds(contributions, goals, supports, most):
    """Drawn by our own dice: for large worlds the library's take longer than what is tested."""
    return st.integers(0, 2**32).map(lambda seed: world_of(Random(seed), contributions, goals, supports, most))


def found_in(world):
    return Room(world.ways, world.free.__getitem__, listed(world.held)).backing(world.lines)


def short_by(world, goals, supports):
    """What these goals need above what they could have, if only these supports pass nothing on from elsewhere."""
    capacity = world.capacity
    may_pay = {name for name, marks in world.earmarks.items() if not {*goals}.isdisjoint(marks)}
    may_pay |= {name for support in supports for name in world.supports[support][1]}
    others = (capacity[one] for one, (goal, *_) in world.supports.items() if goal in goals and one not in supports)
    needed, had = world.needed, world.had
    return sum(needed[goal] for goal in goals) - sum(had[name] for name in may_pay) - sum(others)


def short_by_cuts(world):
    """The most that any set of goals is short, by any choice of the supports of these goals."""
    goals = sorted(world.needed)
    sets = [chosen for size in range(1, len(goals) + 1) for chosen in combinations(goals, size)]
    return max(short_by(world, chosen, of) for chosen in sets for of in subsets(supports_of(world, chosen)))


def supports_of(world, goals):
    return [support for support, (goal, *_) in world.supports.items() if goal in goals]


def subsets(names):
    return [chosen for size in range(len(names) + 1) for chosen in combinations(names, size)]


def is_possible(world):
    """By trying every way to give each contribution's cents to its places."""
    needed, had, capacity = world.needed, world.had, world.capacity
    goals, names, supports = sorted(needed), sorted(world.earmarks), sorted(world.supports)

    def places(name):
        direct = [(goals.index(goal), None) for goal in world.earmarks[name] if goal in goals]
        of = [
            (goals.index(world.supports[one][0]), supports.index(one))
            for one in supports
            if name in world.supports[one][1] and world.supports[one][0] in goals
        ]
        return [*direct, *of]

    @cache
    def rest(number, left, through):
        if not any(left):
            return True
        if number == len(names):
            return False
        given = _given(left, through, places(names[number]), had[names[number]])
        return any(rest(number + 1, *after) for after in given)

    return rest(0, tuple(needed[goal] for goal in goals), tuple(capacity[one] for one in supports))


def _given(left, through, places, cents):
    if not places:
        yield left, through
        return
    (goal, support), *others = places
    most = min(cents, left[goal], *([] if support is None else [through[support]]))
    for given_cents in range(most + 1):
        after = (*left[:goal], left[goal] - given_cents, *left[goal + 1 :])
        still = through
        if support is not None:
            still = (*through[:support], through[support] - given_cents, *through[support + 1 :])
        yield from _given(after, still, others, cents - given_cents)


def must_be_sound(world, backing):
    """All is conserved, by the ways that there are, and each move finds free what it needs."""
    left, backed = Counter(world.free), dict(world.held)
    passes = Counter({support: cents for support, (_, _, cents) in world.supports.items()})
    for ask, pieces in (*backing.moves, ("", backing.pieces)):
        for piece in backed.get(ask, ()):
            left[piece.contribution] += piece.cents
            passes[piece.support] += piece.cents
        for piece in pieces:
            left[piece.contribution] -= piece.cents
            passes[piece.support] -= piece.cents
        passes[""] = 0
        assert min(left.values(), default=0) >= 0, f"{ask} moves before there is room"
        assert min(passes.values()) >= 0, f"{ask} moves before a support has room"
        backed[ask] = pieces
    wanted = {**{ask: by_goal(pieces) for ask, pieces in world.held.items()}, "": Counter()}
    for goal, cents in world.lines:
        wanted[""][goal] += cents
    assert {ask: by_goal(pieces) for ask, pieces in backed.items()} == wanted
    for pieces in backed.values():
        assert all(piece.cents > 0 and is_a_way(world, piece) for piece in pieces)


def is_a_way(world, piece):
    if not piece.support:
        return piece.goal in world.earmarks[piece.contribution]
    goal, names, _ = world.supports[piece.support]
    return goal == piece.goal and piece.contribution in names


def by_goal(pieces):
    found = Counter()
    for piece in pieces:
        found[piece.goal] += piece.cents
    return found


@effort(600)
@given(worlds(contributions=3, goals=3, supports=2, most=4))
def test_in_a_tiny_world_it_is_refused_only_if_no_assignment_exists(world):
    found = found_in(world)
    assert isinstance(found, Shortage) != is_possible(world)


@effort(400)
@given(worlds(contributions=40, goals=6, supports=5, most=10_000))
def test_a_shortage_is_the_minimum_cut_and_a_backing_is_sound(world):
    found, short = found_in(world), short_by_cuts(world)
    if not isinstance(found, Shortage):
        assert short <= 0
        must_be_sound(world, found)
        return
    assert found.cents == short
    cuts = [of for of in subsets(supports_of(world, found.goals)) if short_by(world, found.goals, of) == short]
    assert found.idle_cents in {idle_after(world, found, of) for of in cuts}
    assert bool(found.idle_for) == bool(found.idle_cents)


def idle_after(world, found, supports):
    """What those that may not pay for these goals have above what other goals need, and these get of them."""
    these = {name for name, marks in world.earmarks.items() if not {*found.goals}.isdisjoint(marks)}
    these |= {name for support in supports for name in world.supports[support][1]}
    others = sum(cents for goal, cents in world.needed.items() if goal not in found.goals)
    through = sum(world.capacity[one] for one in supports_of(world, found.goals) if one not in supports)
    return sum(cents for name, cents in world.had.items() if name not in these) - others - through


@effort(200)
@given(worlds(contributions=6, goals=3, supports=3, most=20))
def test_what_is_drawn_from_what_is_free_is_sound(world):
    found = drawn(world.lines, world.ways, world.free.__getitem__)
    if found is not None:
        must_be_sound(world, Room(world.ways, world.free.__getitem__, listed(world.held)).backing(world.lines))
        must_be_sound(world._replace(held={}), _Drawn(found))


class _Drawn(NamedTuple):
    pieces: tuple
    moves: tuple = ()


@effort(50)
@given(worlds(contributions=6, goals=4, supports=2, most=6))
def test_the_same_question_has_the_same_answer(world):
    assert found_in(world) == found_in(world)
