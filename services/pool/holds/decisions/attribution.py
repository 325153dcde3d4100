"""Which contributions pay which line of an ask. Plain data in, plain data out: it is asked often."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from services.pool.holds.facts import Part


class Shortage(NamedTuple):
    """The goals for which no money was found, and how much is short over all of them."""

    goals: tuple[str, ...]
    cents: int


def attribute(
    lines: Iterable[tuple[str, int]], candidates: Mapping[str, Sequence[str]], free: Mapping[str, int]
) -> tuple[Part, ...] | Shortage:
    """Divide the lines (goal, cents) over the contributions: all of them, or none.

    `candidates` names per goal the contributions that may pay for it, in the order in which they are
    drawn on; `free` says for each how many cents it has. Greedy: line by line, as given. A narrow
    contribution has fewer uses elsewhere, so it should come before a broad one.
    """
    left = dict(free)
    parts: list[Part] = []
    short: dict[str, int] = {}
    for goal, cents in lines:
        unpaid = cents
        for contribution in candidates.get(goal, ()):
            taken = min(unpaid, left[contribution])
            if taken:
                left[contribution] -= taken
                parts.append(Part(goal, contribution, taken))
                unpaid -= taken
            if not unpaid:
                break
        if unpaid:
            short[goal] = short.get(goal, 0) + unpaid
    return Shortage(tuple(short), sum(short.values())) if short else tuple(parts)
