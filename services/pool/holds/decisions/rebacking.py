"""Holds, not yet committed, move to other backing: to make room for others, or because money has never come.

What is set aside for a second approval moves in the same way.
"""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import islice

from services.pool.chart import FREE, SHORT, Inflow, moved
from services.pool.contributions.facts import ContributionPledged
from services.pool.holds.decisions.attribution import Opening, Ways, drawn
from services.pool.holds.decisions.reservations import account_of
from services.pool.holds.decisions.room import Held
from services.pool.holds.decisions.ways import ways
from services.pool.holds.facts import AskReceived, HoldRebacked, Under
from services.pool.holds.state import Piece, Reservation, parts_of, shares, under_of
from services.pool.state import State
from shared.money import Posting
from shared.money.chart import Balance

REBACKED_AT_ONCE = 100
"""So many holds are looked at in one decision; those beyond them stand as they are."""


def movable(state: State, asked: AskReceived, open_to: Ways, balance: Balance, today: date) -> Held:
    """What is held in a pool, and which of it does not move for this ask.

    None that is backed by money that never came, or that would lapse; nor by a support that is over: that would not be
    there to go back to.
    """
    by_way = state.holds.backed.get(asked.pool, {})
    in_force = {opening.support for openings in open_to.openings.values() for opening in openings}
    ended = state.year_end.over(asked.pool, today)
    fixed = {asked.ask}
    for way, asks in by_way.items():
        contribution, _, support = way.split("/")
        over = contribution in ended or (support and support not in in_force)
        if over or balance(SHORT(asked.pool, contribution)):
            fixed |= asks.keys()
    return Held(by_way, lambda ask: state.holds.reservations[ask].pieces, fixed)


def makes_room(state: State, moves: Iterable[tuple[str, tuple[Piece, ...]]]) -> Iterator[HoldRebacked]:
    """One after another; a hold may move more than once."""
    now = dict[str, dict[str, int]]()
    for ask, pieces in moves:
        reservation = state.holds.reservations[ask]
        before, account = now.get(ask, reservation.shares), account_of(reservation)
        yield _backed_by_others(reservation, moved(reservation.asked.pool, before, account, FREE), pieces)
        now[ask] = shares(pieces)


def rebacked(state: State, pledged: ContributionPledged, less_cents: int, today: date) -> list[HoldRebacked]:
    """What other contributions can back, the oldest holds first, until so much of this contribution is free.

    A hold that nobody else can back stands. What is committed or paid never moves, nor does a hold of which a part
    would lapse with that.
    """
    free = FREE(pledged.pool, pledged.contribution)
    balance: Balance = state.books.balance
    facts: list[HoldRebacked] = []
    given_back, taken = list[Under](), list[Under]()
    over = state.year_end.over(pledged.pool, today)
    for reservation in islice(_backed_by(state, pledged, over), REBACKED_AT_ONCE):
        if balance(free) >= less_cents:
            break
        open_to = ways(state, pledged.pool, today, (*given_back, *reservation.under), taken).without(over)
        inflow, account = Inflow(balance, state.year_end), account_of(reservation)
        given_back_now = inflow.moved(pledged.pool, reservation.shares, account)
        if fact := _moved_off(reservation, pledged.contribution, less_cents, balance, given_back_now, open_to):
            facts.append(fact)
            balance = state.books.after(_posted(facts))
            given_back += reservation.under
            taken += fact.under
    return facts


def _posted(facts: Iterable[HoldRebacked]) -> Iterable[Posting]:
    return (posting for fact in facts for posting in fact.postings)


def _backed_by(state: State, pledged: ContributionPledged, over: AbstractSet[str]) -> Iterable[Reservation]:
    reservations = (state.holds.reservations[ask] for ask in state.holds.uncommitted.get(pledged.pool, ()))
    return (one for one in reservations if pledged.contribution in one.shares and over.isdisjoint(one.shares))


def _moved_off(
    reservation: Reservation,
    contribution: str,
    less_cents: int,
    balance: Balance,
    given_back: Sequence[Posting],
    open_to: Ways,
) -> HoldRebacked | None:
    """The hold released and held again, with as little of this contribution as others make needed."""
    asked = reservation.asked
    free = _free(asked, open_to, balance, given_back)
    spared = free | {contribution: max(free.get(contribution, 0) - less_cents, 0)}
    found = drawn(asked.lines, open_to, spared.__getitem__)
    if found is None:
        found = drawn(asked.lines, _last(open_to, contribution, asked.cents), free.__getitem__)
    if found is None or shares(found).get(contribution, 0) >= reservation.shares[contribution]:
        return None
    return _backed_by_others(reservation, given_back, found)


def _backed_by_others(reservation: Reservation, given_back: Iterable[Posting], pieces: Sequence[Piece]) -> HoldRebacked:
    asked = reservation.asked
    postings = (*given_back, *moved(asked.pool, shares(pieces), FREE, account_of(reservation)))
    return HoldRebacked(*asked.identity, parts_of(pieces), postings, under_of(pieces))


def _free(asked: AskReceived, open_to: Ways, balance: Balance, given_back: Iterable[Posting]) -> dict[str, int]:
    """By contribution that may pay for one of the lines, what is free once the hold is given back."""
    back = dict[str, int]()
    for account, cents in given_back:
        back[account] = back.get(account, 0) + cents
    names = {name for goal, _ in asked.lines for name in open_to.may_pay(goal)}
    return {name: balance(FREE(asked.pool, name)) + back.get(FREE(asked.pool, name), 0) for name in names}


def _last(open_to: Ways, contribution: str, most_cents: int) -> Ways:
    """This contribution after all others, and after all supports: by its own earmarks last of all."""

    def after(opening: Opening) -> Opening:
        return opening._replace(contributions=sorted(opening.contributions, key=lambda name: name == contribution))

    own = Opening("", (contribution,), most_cents)
    candidates = {goal: [name for name in names if name != contribution] for goal, names in open_to.candidates.items()}
    openings = {goal: [after(opening) for opening in found] for goal, found in open_to.openings.items()}
    for goal, names in open_to.candidates.items():
        if contribution in names:
            openings.setdefault(goal, []).append(own)
    return Ways(candidates, openings)
