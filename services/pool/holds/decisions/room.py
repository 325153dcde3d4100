"""Room for an ask: what is held, and not committed, moves to other contributions that may pay for its goals.

A maximum flow, found by augmenting paths (Ford and Fulkerson). Contributions with the same earmarks are one source; a
path goes from a goal that is short, by way of goals whose backing can move, to a source that has something free. Where
none is left, the goals that were reached are a minimum cut: checked by what they need and what they could have, before
anybody is refused.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from services.pool.holds.facts import Part

ASKED = ""
"""In the place of a hold's ask: the ask for which room is made."""


class _Piece(NamedTuple):
    """Of a hold: how much of a goal this contribution pays."""

    cents: int
    ask: str
    contribution: str


class _Step(NamedTuple):
    """How a goal was reached: from a goal that needs a source, which now pays for this one."""

    goal: str
    source: "_Source"


@dataclass(slots=True, eq=False)
class _Source:
    """Contributions with the same earmarks."""

    members: list[str] = field(default_factory=list)
    """The oldest first."""
    free: int = 0
    had: int = 0
    """All that it has for who asks: free, or backing holds that may move."""
    pays: dict[str, list[_Piece]] = field(default_factory=dict)
    """By goal, what it pays of holds, and of the ask."""

    def paid_cents(self, goal: str) -> int:
        return sum(piece.cents for piece in self.pays[goal])


class Backing(NamedTuple):
    """What backs an ask, and what moves before it to make room."""

    parts: tuple[Part, ...]
    moves: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    """In an order in which each finds free what it needs: a hold, by its ask, and all that backs it from then on."""


class Shortage(NamedTuple):
    """The goals that are short together, of how much, and what would be left free, but for other goals only."""

    goals: tuple[str, ...]
    cents: int
    idle_cents: int


class Room:
    """What is free in a pool, and what is held and may move. Made for one ask."""

    def __init__(
        self,
        candidates: Mapping[str, Sequence[str]],
        free: Callable[[str], int],
        held: Mapping[str, Iterable[Part]],
    ) -> None:
        """`candidates` and `free` as for `drawn`; `held` has, by ask, what backs the holds that may move, all of it
        candidates.
        """
        self._source_of = _sources(candidates)
        self._for_goal = {
            goal: list(dict.fromkeys(self._source_of[name] for name in names)) for goal, names in candidates.items()
        }
        self._free = {name: free(name) for name in self._source_of}
        self._backing: dict[str, dict[tuple[str, str], int]] = {ASKED: {}}
        self._needed: dict[str, int] = {}
        self._moves: list[tuple[str, tuple[Part, ...]]] = []
        for name, source in self._source_of.items():
            source.free += self._free[name]
            source.had += self._free[name]
        for ask, parts in held.items():
            for part in parts:
                self._take_in(ask, part)

    def _take_in(self, ask: str, part: Part) -> None:
        source = self._source_of[part.contribution]
        source.had += part.cents
        self._needed[part.goal] = self._needed.get(part.goal, 0) + part.cents
        self._back(source, part.goal, _Piece(part.cents, ask, part.contribution))

    def backing(self, lines: Iterable[tuple[str, int]]) -> Backing | Shortage:
        """Back the lines (goal, cents), by moving whatever has to move: all of them, or none."""
        short = dict[str, int]()
        for goal, cents in lines:
            self._needed[goal] = self._needed.get(goal, 0) + cents
            if left := self._short_after(goal, cents):
                short[goal] = short.get(goal, 0) + left
        return self._shortage(short) if short else Backing(self._parts_of(ASKED), tuple(self._moves))

    def _short_after(self, goal: str, cents: int) -> int:
        while cents and (path := self._path(goal)):
            cents -= self._along(path, cents)
        return cents

    def _shortage(self, short: Mapping[str, int]) -> Shortage:
        """By the minimum cut: no source of these goals has anything that it does not pay for these."""
        goals = dict.fromkeys(each for goal in short for each in self._reached(goal)[0])
        of_these = dict.fromkeys(source for goal in goals for source in self._for_goal.get(goal, ()))
        cents = sum(self._needed[goal] for goal in goals) - sum(source.had for source in of_these)
        if cents != sum(short.values()):
            raise ArithmeticError(f"{short} are short, and {cents} cents by the cut of {', '.join(goals)}")
        idle = sum(source.free for source in dict.fromkeys(self._source_of.values()) if source not in of_these)
        return Shortage(tuple(goals), cents, idle)

    # Paths

    def _path(self, goal: str) -> list[_Step] | None:
        """From a source that has something free back to the goal that is short; the shortest."""
        reached, end = self._reached(goal)
        return [*_back_from(end, reached)] if end else None

    def _reached(self, goal: str) -> tuple[dict[str, _Step | None], _Step | None]:
        """The goals whose backing could move to make room for this one, and by which step each, the nearest first.

        It ends at the first source that has something free, which is the second value.
        """
        reached: dict[str, _Step | None] = {goal: None}
        seen = set[_Source]()
        queue = deque([goal])
        while queue:
            here = queue.popleft()
            for source in self._for_goal.get(here, ()):
                if source in seen:
                    continue
                seen.add(source)
                if source.free:
                    return reached, _Step(here, source)
                for other, pieces in source.pays.items():
                    if pieces and other not in reached:
                        reached[other] = _Step(here, source)
                        queue.append(other)
        return reached, None

    def _along(self, path: list[_Step], short: int) -> int:
        """Move along a path as much as it lets through; from its free end on, so that each finds free what it needs."""
        end = path[0].source
        through = [step.source.paid_cents(goal) for (goal, _), step in pairwise(path)]
        cents = min(short, end.free, *through)
        for (goal, source), step in pairwise(path):
            self._move(cents, goal, step.source, source)
        self._draw(path[-1].source, path[-1].goal, ASKED, cents)
        return cents

    def _move(self, cents: int, goal: str, source: _Source, target: _Source) -> None:
        """The largest pieces first, so that few holds move."""
        pieces = sorted(source.pays[goal])
        moved = list[str]()
        while cents:
            piece = pieces.pop()
            taken = min(cents, piece.cents)
            if taken < piece.cents:
                pieces.append(piece._replace(cents=piece.cents - taken))
            self._give_back(source, goal, piece._replace(cents=taken))
            self._draw(target, goal, piece.ask, taken)
            moved.append(piece.ask)
            cents -= taken
        source.pays[goal] = pieces
        self._moves += [(ask, self._parts_of(ask)) for ask in dict.fromkeys(moved) if ask != ASKED]

    def _give_back(self, source: _Source, goal: str, piece: _Piece) -> None:
        backing = self._backing[piece.ask]
        backing[goal, piece.contribution] -= piece.cents
        self._free[piece.contribution] += piece.cents
        source.free += piece.cents

    def _draw(self, source: _Source, goal: str, ask: str, cents: int) -> None:
        """From its members, the oldest first."""
        source.free -= cents
        for name in source.members:
            if taken := min(cents, self._free[name]):
                self._free[name] -= taken
                self._back(source, goal, _Piece(taken, ask, name))
                cents -= taken
            if not cents:
                return

    def _back(self, source: _Source, goal: str, piece: _Piece) -> None:
        source.pays.setdefault(goal, []).append(piece)
        backing = self._backing.setdefault(piece.ask, {})
        backing[goal, piece.contribution] = backing.get((goal, piece.contribution), 0) + piece.cents

    def _parts_of(self, ask: str) -> tuple[Part, ...]:
        return tuple(Part(goal, name, cents) for (goal, name), cents in self._backing[ask].items() if cents)


def _sources(candidates: Mapping[str, Sequence[str]]) -> dict[str, _Source]:
    """By contribution; those with the same earmarks share one."""
    earmarks = dict[str, list[str]]()
    for goal, names in candidates.items():
        for name in names:
            earmarks.setdefault(name, []).append(goal)
    sources = dict[frozenset[str], _Source]()
    found = dict[str, _Source]()
    for name, goals in earmarks.items():
        found[name] = sources.setdefault(frozenset(goals), _Source())
        found[name].members.append(name)
    return found


def _back_from(step: _Step | None, reached: Mapping[str, _Step | None]) -> Iterable[_Step]:
    while step:
        yield step
        step = reached[step.goal]
