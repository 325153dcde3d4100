"""Which contributions pay which line of an ask, from what is free. Plain data in, plain data out: it is asked often."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from services.pool.holds.state import Piece


class Opening(NamedTuple):
    """A way from these contributions to a goal, for so many cents more."""

    support: str
    """In force; empty: by their earmarks."""
    contributions: Sequence[str]
    """The oldest first."""
    cents: int


class Ways(NamedTuple):
    """From which contributions money may go to which goal."""

    candidates: Mapping[str, Sequence[str]]
    """Per goal the contributions that may pay for it by their earmarks, in the order in which they are drawn on."""
    openings: Mapping[str, Sequence[Opening]] = {}
    """Per goal what is open to it by supports, the oldest first. They come after the earmarks."""

    def without(self, over: AbstractSet[str]) -> "Ways":
        """These, but for contributions from which nothing may be drawn any more."""
        if not over:
            return self
        candidates = {goal: [name for name in names if name not in over] for goal, names in self.candidates.items()}
        openings = {
            goal: [
                one._replace(contributions=[name for name in one.contributions if name not in over]) for one in found
            ]
            for goal, found in self.openings.items()
        }
        return Ways(candidates, openings)

    def may_pay(self, goal: str) -> Iterator[str]:
        """Contributions, some more than once."""
        yield from self.candidates.get(goal, ())
        for opening in self.openings.get(goal, ()):
            yield from opening.contributions


def drawn(lines: Iterable[tuple[str, int]], ways: Ways, free: Callable[[str], int]) -> tuple[Piece, ...] | None:
    """Divide the lines (goal, cents) over the contributions: all of them, or None.

    `free` says of a contribution how many cents it has, and is asked only of those that are needed. Greedy: line by
    line, as given. A narrow contribution has fewer uses elsewhere, so it should come before a broad one.
    """
    left = dict[str, int]()
    used = dict[str, int]()
    pieces = list[Piece]()

    def take(goal: str, names: Iterable[str], most: int, support: str = "") -> int:
        """From these contributions at most so many cents; says how many."""
        unpaid = most
        for contribution in names:
            if not unpaid:
                break
            there = left[contribution] if contribution in left else free(contribution)
            taken = min(unpaid, there)
            left[contribution] = there - taken
            if taken:
                pieces.append(Piece(goal, contribution, taken, support))
                unpaid -= taken
        return most - unpaid

    for goal, cents in lines:
        unpaid = cents - take(goal, ways.candidates.get(goal, ()), cents)
        for opening in ways.openings.get(goal, ()):
            if not unpaid:
                break
            room_cents = opening.cents - used.get(opening.support, 0)
            taken = take(goal, opening.contributions, min(unpaid, room_cents), opening.support)
            used[opening.support] = used.get(opening.support, 0) + taken
            unpaid -= taken
        if unpaid:
            return None
    return tuple(pieces)
