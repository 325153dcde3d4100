"""What backs an ask, each way apart; and so much of that, recounted to the cent."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from audit.facts.dividing import by_largest_remainder
from audit.facts.pool.asks import Attributed
from audit.facts.pool.supports import Under


class Piece(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution pays for one goal, under one support or by its earmarks."""

    goal: str
    contribution: str
    support: str
    cents: int

    @property
    def way(self) -> tuple[str, str, str]:
        return self.goal, self.contribution, self.support


def pieces_of(attribution: Iterable[Attributed], under: Iterable[Under]) -> tuple[Piece, ...]:
    """What goes under supports first, then the rest, each in the order in which it is stated."""
    supported = [Piece(one.goal, one.contribution, one.support, one.cents) for one in under]
    direct = Counter[tuple[str, str]]()
    for part in attribution:
        direct[part.goal, part.contribution] += part.cents
    for piece in supported:
        direct[piece.goal, piece.contribution] -= piece.cents
    return (*supported, *(Piece(*of, "", cents) for of, cents in direct.items() if cents))


def by_way(pieces: Iterable[Piece]) -> Counter[tuple[str, str, str]]:
    cents = Counter[tuple[str, str, str]]()
    for piece in pieces:
        cents[piece.way] += piece.cents
    return cents


def under_of(pieces: Iterable[Piece]) -> tuple[Under, ...]:
    """Which of them go under supports."""
    return tuple(Under(one.support, one.goal, one.contribution, one.cents) for one in pieces if one.support)


def less(pieces: Iterable[Piece], gone: Iterable[Piece]) -> tuple[Piece, ...]:
    """What is left of each."""
    done = by_way(gone)
    left = (msgspec.structs.replace(piece, cents=piece.cents - done[piece.way]) for piece in pieces)
    return tuple(piece for piece in left if piece.cents)


def more(pieces: Iterable[Piece], added: Iterable[Piece]) -> tuple[Piece, ...]:
    """These and those, each way once."""
    first = dict[tuple[str, str, str], Piece]()
    both = (*pieces, *added)
    for piece in both:
        first.setdefault(piece.way, piece)
    cents = by_way(both)
    return tuple(msgspec.structs.replace(piece, cents=cents[way]) for way, piece in first.items())


def apportioned(pieces: tuple[Piece, ...], cents: int) -> tuple[Piece, ...]:
    """So much of these in proportion to what there is of each; all of them at most."""
    weights = [max(piece.cents, 0) for piece in pieces]
    parts = by_largest_remainder(max(min(cents, sum(weights)), 0), weights)
    taken = (msgspec.structs.replace(piece, cents=part) for piece, part in zip(pieces, parts, strict=True))
    return tuple(piece for piece in taken if piece.cents)
