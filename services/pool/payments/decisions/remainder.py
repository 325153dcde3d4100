"""What is committed and will not be paid: a grant was determined at less than its advances and the rest."""

from services.pool.chart import COMMITTED, Inflow, outflow
from services.pool.holds.state import apportioned, parts_of, shares, under_of
from services.pool.payments.facts import RemainderCommitted, RemainderFreed
from services.pool.state import State


def free_remainder(state: State, *, pool: str, ask: str, cents: int) -> list[RemainderFreed]:
    """So much goes back to the contributions that would have paid it, in proportion to what is not paid yet."""
    if not cents:
        return []
    reservation = state.holds.reservations[ask]
    pieces = apportioned(reservation.unpaid, cents)
    postings = Inflow(state.books.balance, state.year_end).moved(pool, shares(pieces), COMMITTED)
    of = pool, reservation.asked.application, ask, cents
    return [RemainderFreed(*of, parts_of(pieces), under_of(pieces), postings)]


def commit_remainder(state: State, *, pool: str, ask: str) -> list[RemainderCommitted]:
    """The same is committed again: out of what is free of each contribution; what is not any more is short."""
    reservation = state.holds.reservations[ask]
    if not reservation.freed:
        return []
    postings = tuple(
        posting
        for contribution, cents in shares(reservation.freed).items()
        for posting in outflow(
            state.books.balance, state.year_end, cents, pool, contribution, COMMITTED(pool, contribution)
        )
    )
    of = pool, reservation.asked.application, ask, sum(piece.cents for piece in reservation.freed)
    return [RemainderCommitted(*of, parts_of(reservation.freed), under_of(reservation.freed), postings)]
