"""What counts for the council's ceilings and for the mandate's total, and what is too much for a ceiling.

The ceiling over all counts public money of the own municipality, and no other: what was put in, and what is pledged and
still to come. The ceiling of a goal counts what is engaged for that goal, whoever put it in. What is
set aside for a second approval counts as what is held.
"""

from collections.abc import Iterator, Mapping

from services.pool.chart import (
    COMMITTED,
    EARNED,
    GONE,
    HELD,
    MOVED_IN,
    OF_CONTRIBUTION,
    PAID,
    PLEDGED,
    REFUNDED,
    RESERVED,
    WRITTEN_OFF,
)
from services.pool.holds.facts import AskReceived
from services.pool.holds.state import BACKED, ENGAGED, Reservation
from services.pool.pools.state import Pool
from services.pool.state import State
from shared.money import Refusal, add_up, euros
from shared.money.chart import Balance


def put_in_cents(state: State, pool: str, contribution: str) -> int:
    """Received less withdrawn: wherever the money is now, gone too, less what came in otherwise."""
    return sum(state.books.balance(account(pool, contribution)) for account in (*OF_CONTRIBUTION, *GONE))


def promised_cents(state: State, pool: str, contribution: str) -> int:
    """What its contributor has put in and has still to pay in. What lapsed or went back is the pool's no more.

    First of what is gone goes what came in otherwise, interest and savings: they counted for nothing before.
    """
    gone_cents, otherwise_cents = (
        sum(abs(state.books.balance(account(pool, contribution))) for account in accounts)
        for accounts in (GONE, (EARNED, MOVED_IN))
    )
    left_cents = put_in_cents(state, pool, contribution) - max(gone_cents - otherwise_cents, 0)
    return left_cents + state.books.balance(PLEDGED(pool, contribution))


def counted_cents(state: State, pool: str) -> int:
    """What counts for the ceiling over all: the own municipality's public money, promised and put in."""
    return sum(_promised(state, pool, counts=True))


def others_cents(state: State, pool: str) -> int:
    """What others promised and put in. It counts for no ceiling over all, and is shown beside it."""
    return sum(_promised(state, pool, counts=False))


def _promised(state: State, pool: str, *, counts: bool) -> Iterator[int]:
    for pledged in state.contributions.of(pool).pledged.values():
        if pledged.counts_for_ceiling is counts:
            yield promised_cents(state, pool, pledged.contribution)


def engaged_cents(state: State, pool: str, goal: str) -> int:
    """What counts for the ceiling of a goal: set aside, held, committed and paid, less the principal that came back."""
    engaged = state.holds.engaged.get(pool, {}).get(goal, {})
    returned = state.holds.returned.get(pool, {}).get(goal, 0)
    return sum(engaged.get(standing, 0) for standing in ENGAGED) - returned


def net_outlay_cents(pool: str, balance: Balance) -> int:
    """What counts for the mandate's total: set aside, held, committed and paid, less what came back; never below zero.

    Principal, interest and savings that came back can be invested again; what is written off cannot.
    """
    return max(sum(balance(account.all_of(pool)) for account in _OUTLAY), 0)


_OUTLAY = (RESERVED, HELD, COMMITTED, PAID, WRITTEN_OFF, REFUNDED, EARNED, MOVED_IN)


def above_ceiling(state: State, pool: Pool, cents: int, field: str) -> Refusal | None:
    """Why the own municipality may not promise so much more."""
    room_cents = pool.frame.ceiling_cents - counted_cents(state, pool.pool)
    if cents <= room_cents:
        return None
    left = euros(max(room_cents, 0))
    sentence = f"The council's ceiling leaves {left}, and this pledge is {euros(cents)}; have less pledged."
    return Refusal("above-frame", sentence, field)


def above_goal_ceiling(state: State, asked: AskReceived) -> Refusal | None:
    """Why an ask may not be held: one of its goals would have more engaged than the council allows."""
    ceilings = dict(state.pools.by_name[asked.pool].ceilings)
    if not ceilings:
        return None
    freed = _backed_for(state.holds.reservations.get(asked.ask))
    for goal, cents in _by_goal(asked).items():
        engaged = engaged_cents(state, asked.pool, goal) - freed.get(goal, 0)
        if goal in ceilings and engaged + cents > ceilings[goal]:
            room = euros(max(ceilings[goal] - engaged, 0))
            sentence = f"{euros(cents)} is above the {room} that the council's ceiling leaves for {goal}; ask less."
            return Refusal("above-goal-ceiling", sentence, "ask")
    return None


def _by_goal(asked: AskReceived) -> Mapping[str, int]:
    """What is asked for each goal; a goal may have several lines."""
    totals: dict[str, int] = {}
    for goal, cents in asked.lines:
        add_up(totals, goal, cents)
    return totals


def _backed_for(reservation: Reservation | None) -> Mapping[str, int]:
    """What is held or set aside for each goal of the ask: the hold that is judged takes its place."""
    totals: dict[str, int] = {}
    if reservation and reservation.standing in BACKED:
        for part in reservation.attribution:
            add_up(totals, part.goal, part.cents)
    return totals
