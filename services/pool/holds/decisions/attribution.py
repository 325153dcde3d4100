"""Which contributions pay which line of an ask, from what is free. Plain data in, plain data out: it is asked often."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from services.pool.holds.facts import Part


def drawn(
    lines: Iterable[tuple[str, int]], candidates: Mapping[str, Sequence[str]], free: Callable[[str], int]
) -> tuple[Part, ...] | None:
    """Divide the lines (goal, cents) over the contributions: all of them, or None.

    `candidates` names per goal the contributions that may pay for it, in the order in which they are drawn on; `free`
    says of one how many cents it has, and is asked only of those that are needed. Greedy: line by line, as given. A
    narrow contribution has fewer uses elsewhere, so it should come before a broad one.
    """
    left = dict[str, int]()
    parts = list[Part]()
    for goal, cents in lines:
        unpaid = cents
        for contribution in candidates.get(goal, ()):
            if not unpaid:
                break
            there = left[contribution] if contribution in left else free(contribution)
            taken = min(unpaid, there)
            left[contribution] = there - taken
            if taken:
                parts.append(Part(goal, contribution, taken))
                unpaid -= taken
        if unpaid:
            return None
    return tuple(parts)
