"""What is committed and will not be paid: a grant was determined at less than its advances and the rest, or changed."""

from services.pool.chart import COMMITTED, Inflow, outflow
from services.pool.holds.state import apportioned, parts_of, shares, under_of
from services.pool.payments.facts import FreedBy, RemainderCommitted, RemainderFreed
from services.pool.state import State


def free_remainder(state: State, *, pool: str, ask: str, cents: int, because: FreedBy) -> list[RemainderFreed]:
    """So much goes back to the contributions that would have paid it, in proportion to what is not paid yet."""
    if not cents:
        return []
    reservation = state.holds.reservations[ask]
    pieces = apportioned(reservation.unpaid, cents)
    postings = Inflow(state.books.balance, state.year_end).moved(pool, shares(pieces), COMMITTED)
    of = pool, reservation.asked.application, ask, cents
    return [RemainderFreed(*of, parts_of(pieces), under_of(pieces), postings, because)]


def commit_remainder(
    state: State, *, pool: str, ask: str, because: FreedBy, cents: int | None = None
) -> list[RemainderCommitted]:
    """Of what was freed so much is committed again, in proportion; None: all of it.

    Out of what is free of each contribution; what is not any more is short.
    """
    reservation = state.holds.reservations[ask]
    freed = reservation.freed.get(because, ())
    pieces = freed if cents is None else apportioned(freed, cents)
    if not pieces:
        return []
    postings = tuple(
        posting
        for contribution, part in shares(pieces).items()
        for posting in outflow(
            state.books.balance, state.year_end, part, pool, contribution, COMMITTED(pool, contribution)
        )
    )
    of = pool, reservation.asked.application, ask, sum(piece.cents for piece in pieces)
    return [RemainderCommitted(*of, parts_of(pieces), under_of(pieces), postings, because)]
