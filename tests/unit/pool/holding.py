"""Holds for tests of room, told by ask."""

from services.pool.holds.decisions.room import Held


def listed(held):
    """As the pool's state lists them: `held` has the pieces by ask."""
    by_way = {}
    for ask, pieces in held.items():
        for piece in pieces:
            asks = by_way.setdefault(piece.way, {})
            asks[ask] = asks.get(ask, 0) + piece.cents
    return Held(by_way, held.__getitem__)
