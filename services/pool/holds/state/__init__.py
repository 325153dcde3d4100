"""The reservations: the latest revision of each ask, how far it has come, what backs it, and what was paid of that."""

from services.pool.holds.state.folding import Folded, Holds, evolve
from services.pool.holds.state.reservation import (
    AWAITED,
    BACKED,
    ENGAGED,
    UNDECIDED,
    Piece,
    Reservation,
    Standing,
    apportioned,
    parts_of,
    shares,
    under_of,
)

__all__ = [
    "AWAITED",
    "BACKED",
    "ENGAGED",
    "UNDECIDED",
    "Folded",
    "Holds",
    "Piece",
    "Reservation",
    "Standing",
    "apportioned",
    "evolve",
    "parts_of",
    "shares",
    "under_of",
]
