"""Holds, not yet committed, move to other backing: to make room for others, or because money has never come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from services.pool.chart import FREE, HELD, SHORT, Inflow, moved
from services.pool.contributions.facts import ContributionPledged
from services.pool.holds.decisions.attribution import drawn
from services.pool.holds.facts import AskReceived, HoldRebacked, Part
from services.pool.holds.state import Reservation, shares
from services.pool.state import State
from shared.money import Posting
from shared.money.chart import Balance

REBACKED_AT_ONCE = 100
"""So many holds are looked at in one decision; those beyond them stand as they are."""


def movable(state: State, asked: AskReceived, balance: Balance) -> dict[str, tuple[Part, ...]]:
    """By ask, what backs the holds that may move for this one; none that is backed by money that never came."""
    others = {ask: state.holds.reservations[ask].attribution for ask in state.holds.held.get(asked.pool, ())}
    others.pop(asked.ask, None)
    short = {name for name in state.contributions.of(asked.pool).pledged if balance(SHORT(asked.pool, name))}
    return {ask: parts for ask, parts in others.items() if not any(part.contribution in short for part in parts)}


def makes_room(state: State, moves: Iterable[tuple[str, tuple[Part, ...]]]) -> Iterator[HoldRebacked]:
    """One after another; a hold may move more than once."""
    now = dict[str, tuple[Part, ...]]()
    for ask, parts in moves:
        reservation = state.holds.reservations[ask]
        asked, before = reservation.asked, now.get(ask, reservation.attribution)
        yield _backed_by_others(asked, moved(asked.pool, shares(before), HELD, FREE), parts)
        now[ask] = parts


def rebacked(state: State, pledged: ContributionPledged, less_cents: int) -> list[HoldRebacked]:
    """What other contributions can back, the oldest holds first, until nothing of this contribution is short.

    A hold that nobody else can back stands. What is committed or paid never moves.
    """
    missing_cents = less_cents - state.books.balance(FREE(pledged.pool, pledged.contribution))
    facts: list[HoldRebacked] = []
    for reservation in islice(_backed_by(state, pledged), REBACKED_AT_ONCE):
        if missing_cents <= 0:
            break
        before = state.books.after(_posted(facts))
        fact = _moved_off(state, reservation, pledged.contribution, missing_cents, before)
        if fact:
            facts.append(fact)
            after = state.books.after(_posted(facts))
            free = FREE(pledged.pool, pledged.contribution)
            missing_cents -= after(free) - before(free)
    return facts


def _posted(facts: Iterable[HoldRebacked]) -> Iterable[Posting]:
    return (posting for fact in facts for posting in fact.postings)


def _backed_by(state: State, pledged: ContributionPledged) -> Iterable[Reservation]:
    reservations = (state.holds.reservations[ask] for ask in state.holds.held.get(pledged.pool, ()))
    return (one for one in reservations if pledged.contribution in one.shares)


def _moved_off(
    state: State, reservation: Reservation, contribution: str, missing_cents: int, balance: Balance
) -> HoldRebacked | None:
    """The hold released and held again, with as little of this contribution as others make needed."""
    asked = reservation.asked
    given_back = Inflow(balance).moved(asked.pool, reservation.shares, HELD)
    free = _free(state, asked.pool, asked.lines, balance, given_back)
    candidates = state.contributions.of(asked.pool).candidates
    spared = free | {contribution: max(free[contribution] - missing_cents, 0)}
    found = drawn(asked.lines, candidates, spared.__getitem__)
    if found is None:
        found = drawn(asked.lines, _last(candidates, contribution), free.__getitem__)
    if found is None or shares(found).get(contribution, 0) >= reservation.shares[contribution]:
        return None
    return _backed_by_others(asked, given_back, found)


def _backed_by_others(asked: AskReceived, given_back: Iterable[Posting], parts: tuple[Part, ...]) -> HoldRebacked:
    postings = (*given_back, *moved(asked.pool, shares(parts), FREE, HELD))
    return HoldRebacked(*asked.identity, parts, postings)


def _free(
    state: State, pool: str, lines: Iterable[tuple[str, int]], balance: Balance, given_back: Iterable[Posting]
) -> dict[str, int]:
    """By contribution that may pay for one of the lines, what is free once the hold is given back."""
    candidates = state.contributions.of(pool).candidates
    back = dict[str, int]()
    for account, cents in given_back:
        back[account] = back.get(account, 0) + cents
    names = {name for goal, _ in lines for name in candidates.get(goal, ())}
    return {name: balance(FREE(pool, name)) + back.get(FREE(pool, name), 0) for name in names}


def _last(candidates: Mapping[str, Sequence[str]], contribution: str) -> Mapping[str, Sequence[str]]:
    return {goal: sorted(names, key=lambda name: name == contribution) for goal, names in candidates.items()}
