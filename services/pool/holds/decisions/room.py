"""Room for an ask: what is held, and not committed, moves to other contributions that may pay for its goals.

A maximum flow, found by augmenting paths (Ford and Fulkerson). Contributions that may pay for the same are one source;
a path goes from a goal that is short, by way of places whose backing can move, to a source that has something free.
Where none is left, the goals that were reached are a minimum cut: checked by what they need and what they could have,
before anybody is refused.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from services.pool.holds.decisions.attribution import Ways
from services.pool.holds.state import Piece

ASKED = ""
"""In the place of a hold's ask: the ask for which room is made."""


class _Place(NamedTuple):
    """What a source pays for: a goal, or a goal by way of a support."""

    goal: str
    support: str = ""


class _Piece(NamedTuple):
    """Of a hold: how much of a place this contribution pays."""

    cents: int
    ask: str
    contribution: str


class _Step(NamedTuple):
    """How a place was reached: from one that needs a source, and this source, which pays now for what was reached.

    Without a source: a goal gets more by way of a support, or a support passes less on to its goal.
    """

    place: _Place
    source: "_Source | None" = None


class _Link(NamedTuple):
    """Of a path: a source pays at `entry` what another, the next one's, paid at `exit`: both for one goal."""

    source: "_Source"
    entry: _Place
    exit: _Place


class Held(NamedTuple):
    """What backs the holds of a pool, as its state lists it."""

    by_way: Mapping[str, Mapping[str, int]]
    """By way and ask, in cents."""
    pieces: Callable[[str], Iterable[Piece]]
    """Of a hold, by its ask."""
    fixed: AbstractSet[str] = frozenset()
    """The asks whose holds do not move."""


@dataclass(slots=True, eq=False)
class _Source:
    """Contributions that may pay for the same places."""

    members: list[str] = field(default_factory=list)
    """The oldest first."""
    free: int = 0
    had: int = 0
    """All that it has for who asks: free, or backing holds that may move."""
    pays: dict[_Place, int] = field(default_factory=dict)
    """In cents, what it pays of holds, and of the ask."""
    listed: dict[_Place, list[tuple[str, Mapping[str, int]]]] = field(default_factory=dict)
    """Of that, by contribution and ask, what was not looked at one by one: of many holds few move."""
    pieces: dict[_Place, list[_Piece]] = field(default_factory=dict)
    """What was, and what moved since."""


class Backing(NamedTuple):
    """What backs an ask, and what moves before it to make room."""

    pieces: tuple[Piece, ...]
    moves: tuple[tuple[str, tuple[Piece, ...]], ...] = ()
    """In an order in which each finds free what it needs: a hold, by its ask, and all that backs it from then on."""


class Shortage(NamedTuple):
    """The goals that are short together, of how much, and what would be left free, but for other goals only."""

    goals: tuple[str, ...]
    cents: int
    idle_cents: int
    idle_for: tuple[str, ...] = ()
    """The goals that it is earmarked for."""


class Room:
    """What is free in a pool, and what is held and may move. Made for one ask."""

    def __init__(self, ways: Ways, free: Callable[[str], int], held: Held) -> None:
        """`ways` and `free` as for `drawn`; what is held and may move is so by these ways."""
        for_place = dict(_for_place(ways))
        self._source_of = _sources(for_place)
        self._for_place = {
            place: list(dict.fromkeys(self._source_of[name] for name in names)) for place, names in for_place.items()
        }
        self._passes = {
            _Place(goal, opening.support): opening.cents
            for goal, openings in ways.openings.items()
            for opening in openings
        }
        """How much more each support lets through."""
        self._capacity = dict(self._passes)
        """With what goes through it by holds that may move."""
        self._free = {name: free(name) for name in self._source_of}
        self._held = held
        self._backing: dict[str, dict[tuple[_Place, str], int]] = {ASKED: {}}
        """Of the ask, and of the holds that moved."""
        self._needed: dict[str, int] = {}
        self._moves: list[tuple[str, tuple[Piece, ...]]] = []
        for name, source in self._source_of.items():
            source.free += self._free[name]
            source.had += self._free[name]
        for way, asks in held.by_way.items():
            self._take_in(way, asks)

    def _take_in(self, way: str, asks: Mapping[str, int]) -> None:
        contribution, goal, support = way.split("/")
        fixed = self._held.fixed
        cents = sum(asks.values() if fixed.isdisjoint(asks) else (asks[ask] for ask in asks.keys() - fixed))
        if not cents:
            return
        source, place = self._source_of[contribution], _Place(goal, support)
        source.had += cents
        source.pays[place] = source.pays.get(place, 0) + cents
        source.listed.setdefault(place, []).append((contribution, asks))
        if support:
            self._capacity[place] += cents
        self._needed[goal] = self._needed.get(goal, 0) + cents

    def backing(self, lines: Iterable[tuple[str, int]]) -> Backing | Shortage:
        """Back the lines (goal, cents), by moving whatever has to move: all of them, or none."""
        short = dict[str, int]()
        for goal, cents in lines:
            self._needed[goal] = self._needed.get(goal, 0) + cents
            if left := self._short_after(goal, cents):
                short[goal] = short.get(goal, 0) + left
        return self._shortage(short) if short else Backing(self._pieces_of(ASKED), tuple(self._moves))

    def _short_after(self, goal: str, cents: int) -> int:
        while cents and (path := self._path(_Place(goal))):
            cents -= self._along(path, cents)
        return cents

    def _shortage(self, short: Mapping[str, int]) -> Shortage:
        """By the minimum cut: no source of these goals has anything that it does not pay for these, and no support
        lets more through to them.
        """
        reached = dict.fromkeys(each for goal in short for each in self._reached(_Place(goal))[0])
        goals = tuple(dict.fromkeys(place.goal for place in reached))
        of_these = dict.fromkeys(source for place in reached for source in self._for_place.get(place, ()))
        cents = sum(self._needed[goal] for goal in goals) - sum(source.had for source in of_these)
        cents -= sum(most for place, most in self._capacity.items() if place.goal in goals and place not in reached)
        if cents != sum(short.values()):
            raise ArithmeticError(f"{short} are short, and {cents} cents by the cut of {', '.join(goals)}")
        idle = [source for source in dict.fromkeys(self._source_of.values()) if source not in of_these and source.free]
        idle_for = dict.fromkeys(
            place.goal
            for place, sources in self._for_place.items()
            if not place.support and not {*idle}.isdisjoint(sources)
        )
        return Shortage(goals, cents, sum(source.free for source in idle), tuple(idle_for))

    # Paths

    def _path(self, goal: _Place) -> list[_Link] | None:
        """From a source that has something free back to the goal that is short; the shortest."""
        reached, end = self._reached(goal)
        return [*_links(end, reached)] if end else None

    def _reached(self, goal: _Place) -> tuple[dict[_Place, _Step | None], _Step | None]:
        """The places whose backing could move to make room for this goal, and by which step each, the nearest first.

        It ends at the first source that has something free, which is the second value.
        """
        reached: dict[_Place, _Step | None] = {goal: None}
        seen = set[_Source]()
        queue = deque([goal])
        while queue:
            here = queue.popleft()
            found = list[tuple[_Place, _Step]]()
            for source in self._for_place.get(here, ()):
                if source in seen:
                    continue
                seen.add(source)
                if source.free:
                    return reached, _Step(here, source)
                found += ((other, _Step(here, source)) for other, cents in source.pays.items() if cents)
            found += ((other, _Step(here)) for other in self._beside(here))
            for other, step in found:
                if other not in reached:
                    reached[other] = step
                    queue.append(other)
        return reached, None

    def _beside(self, place: _Place) -> Iterator[_Place]:
        """A goal may get more by its supports; a support may pass less on to its goal."""
        if not place.support:
            yield from (other for other, more in self._passes.items() if other.goal == place.goal and more)
        elif self._passes[place] < self._capacity[place]:
            yield _Place(place.goal)

    def _along(self, path: list[_Link], short: int) -> int:
        """Move along a path as much as it lets through; from its free end on, so that each finds free what it needs."""
        takers, givers = path[:-1], path[1:]
        through = [giver.source.pays[taker.exit] for taker, giver in zip(takers, givers, strict=True)]
        through += (self._passes[link.entry] for link in path if link.entry.support and link.entry != link.exit)
        cents = min(short, path[0].source.free, *through)
        for taker, giver in zip(takers, givers, strict=True):
            self._move(cents, taker, giver.source)
        self._draw(path[-1].source, path[-1].entry, ASKED, cents)
        return cents

    def _move(self, cents: int, taker: _Link, giver: _Source) -> None:
        """The largest pieces first, so that few holds move."""
        pieces = sorted(self._pieces(giver, taker.exit))
        moved = list[str]()
        while cents:
            piece = pieces.pop()
            taken = min(cents, piece.cents)
            if taken < piece.cents:
                pieces.append(piece._replace(cents=piece.cents - taken))
            self._give_back(giver, taker.exit, piece._replace(cents=taken))
            self._draw(taker.source, taker.entry, piece.ask, taken)
            moved.append(piece.ask)
            cents -= taken
        giver.pieces[taker.exit] = pieces
        self._moves += [(ask, self._pieces_of(ask)) for ask in dict.fromkeys(moved) if ask != ASKED]

    def _pieces(self, source: _Source, place: _Place) -> list[_Piece]:
        """What it pays for this place, one by one."""
        found = source.pieces.setdefault(place, [])
        for contribution, asks in source.listed.pop(place, ()):
            found += (_Piece(cents, ask, contribution) for ask, cents in asks.items() if ask not in self._held.fixed)
        return found

    def _give_back(self, source: _Source, place: _Place, piece: _Piece) -> None:
        self._backs(piece.ask)[place, piece.contribution] -= piece.cents
        self._free[piece.contribution] += piece.cents
        source.free += piece.cents
        source.pays[place] -= piece.cents
        if place.support:
            self._passes[place] += piece.cents

    def _draw(self, source: _Source, place: _Place, ask: str, cents: int) -> None:
        """From its members, the oldest first."""
        source.free -= cents
        source.pays[place] = source.pays.get(place, 0) + cents
        if place.support:
            self._passes[place] -= cents
        for name in source.members:
            if taken := min(cents, self._free[name]):
                self._free[name] -= taken
                source.pieces.setdefault(place, []).append(_Piece(taken, ask, name))
                backs = self._backs(ask)
                backs[place, name] = backs.get((place, name), 0) + taken
                cents -= taken
            if not cents:
                return

    def _backs(self, ask: str) -> dict[tuple[_Place, str], int]:
        if ask not in self._backing:
            backs: dict[tuple[_Place, str], int] = {}
            self._backing[ask] = backs
            for piece in self._held.pieces(ask):
                of = _Place(piece.goal, piece.support), piece.contribution
                backs[of] = backs.get(of, 0) + piece.cents
        return self._backing[ask]

    def _pieces_of(self, ask: str) -> tuple[Piece, ...]:
        backing = self._backing[ask].items()
        return tuple(Piece(place.goal, name, cents, place.support) for (place, name), cents in backing if cents)


def _for_place(ways: Ways) -> Iterator[tuple[_Place, Sequence[str]]]:
    for goal, names in ways.candidates.items():
        yield _Place(goal), names
    for goal, openings in ways.openings.items():
        for opening in openings:
            yield _Place(goal, opening.support), opening.contributions


def _sources(for_place: Mapping[_Place, Sequence[str]]) -> dict[str, _Source]:
    """By contribution; those that may pay for the same places share one."""
    places = dict[str, list[int]]()
    for number, names in enumerate(for_place.values()):
        for name in names:
            if name in places:
                places[name].append(number)
            else:
                places[name] = [number]
    sources = dict[tuple[int, ...], _Source]()
    found = dict[str, _Source]()
    for name, of_name in places.items():
        same = tuple(of_name)
        source = sources.get(same)
        if source is None:
            source = sources[same] = _Source()
        source.members.append(name)
        found[name] = source
    return found


def _links(end: _Step, reached: Mapping[_Place, _Step | None]) -> Iterator[_Link]:
    """From the free end on. Steps without a source join two places of one goal into one link."""
    source, entry, exit_ = end.source, end.place, end.place
    while step := reached[exit_]:
        if step.source and source:
            yield _Link(source, entry, exit_)
            source, entry = step.source, step.place
        exit_ = step.place
    if source:
        yield _Link(source, entry, exit_)
