"""What the pools' past amounts to. `evolve` never refuses: it already happened.

What grows with history is declared as `MutableMapping`: the runtime may keep most of it out of memory.
"""

from bisect import insort
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, assert_never

from services.pool.domain import events as e
from shared.money import add_up


class Standing(StrEnum):
    """How far the latest revision of an ask has come."""

    ASKED = "asked"
    AWAITING_SECOND_APPROVAL = "awaiting-second-approval"
    HELD = "held"
    DECLINED = "declined"
    RELEASED = "released"
    COMMITTED = "committed"
    PAID = "paid"


@dataclass(slots=True)
class Pool:
    """One bundled budget under one budget holder."""

    opened: e.PoolOpened
    budget_holder: str
    mandate: e.MandateSet | None = None
    contributions: dict[str, e.ContributionPledged] = field(default_factory=dict)
    """As pledged, oldest first."""
    candidates: dict[str, list[str]] = field(default_factory=dict)
    """Per goal the contributions that may pay for it: the most narrowly earmarked first, then the oldest."""
    engaged: dict[str, dict[Standing, int]] = field(default_factory=dict)
    """Per goal, in cents, what is held, committed and paid for it."""

    @property
    def pool(self) -> str:
        return self.opened.pool

    @property
    def goals(self) -> frozenset[str]:
        return frozenset(goal.goal for goal in self.opened.goals)


@dataclass(slots=True)
class Reservation:
    """The latest revision of an ask, and what became of it."""

    asked: e.AskReceived
    standing: Standing = Standing.ASKED
    awaits: e.HoldAwaitsSecondApproval | None = None
    """The first yes, while it waits for the second."""
    attribution: tuple[e.Part, ...] = ()
    """Which contributions back it, once held."""
    returned: dict[str, int] = field(default_factory=dict)
    """Principal that came back from the applicant, per contribution."""
    reason: str = ""
    """Of a decline."""


@dataclass(slots=True)
class State:
    """All pools and reservations, and the balance of every account, folded from postings alone."""

    balances: MutableMapping[str, int] = field(default_factory=dict)
    """An account that is not here is at zero."""
    pools: MutableMapping[str, Pool] = field(default_factory=dict)
    reservations: MutableMapping[str, Reservation] = field(default_factory=dict)
    """By ask; asks to pools that were never opened are among them."""
    asks: MutableMapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By application, in the order in which they came."""
    asked: MutableMapping[str, int] = field(default_factory=dict)
    """By pool, how many asks came to it."""
    asked_at: MutableMapping[str, str] = field(default_factory=dict)
    """The asks to a pool, by `<pool>/<number>`, from 1 on."""
    closed: MutableMapping[str, bool] = field(default_factory=dict)
    """Applications that were granted or have failed."""
    waiting: dict[str, e.PaymentWaits] = field(default_factory=dict)
    """By ask: payments confirmed before the commit."""
    totals: dict[str, int] = field(default_factory=dict)
    """What stands on all accounts of one kind together (`held`, `paid` …), in cents."""
    standings: dict[str, int] = field(default_factory=dict)
    """How many asks have come so far, and no further."""

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)


def evolve(state: State, event: e.Event) -> None:
    """Fold one event into the state, in place: the state is private to the log's one reader."""
    _post(state, event)
    match event:
        case e.PoolOpened():
            state.pools[event.pool] = Pool(event, event.budget_holder)
        case e.PoolHandedOver():
            state.pools[event.pool].budget_holder = event.budget_holder
        case e.MandateSet():
            state.pools[event.pool].mandate = event
        case e.ContributionPledged():
            _pledge(state.pools[event.pool], event)
        case e.ContributionReceived() | e.ContributionWithdrawn() | e.InterestReceived() | e.SavingReceived():
            pass  # the postings say it all
        case e.ApplicationClosed():
            state.closed[event.application] = True
        case e.PaymentWaits():
            state.waiting[event.ask] = event
        case e.AskReceived():
            _ask(state, event)
        case _:
            _reserve(state, state.reservations[event.ask], event)


def _post(state: State, event: e.Event) -> None:
    for account, cents in getattr(event, "postings", ()):
        add_up(state.balances, account, cents)
        add_up(state.totals, kind_of(account), cents)


def kind_of(account: str) -> str:
    """`held` of `<pool>/<contribution>/held`, `contributor` of `contributor:<party>`: whose it is, is left out."""
    return account.rpartition("/")[2].partition(":")[0]


def _pledge(pool: Pool, event: e.ContributionPledged) -> None:
    pool.contributions[event.contribution] = event
    for goal in event.earmarks:
        insort(
            pool.candidates.setdefault(goal, []),
            event.contribution,
            key=lambda contribution: len(pool.contributions[contribution].earmarks),
        )


def _ask(state: State, event: e.AskReceived) -> None:
    earlier = state.reservations.get(event.ask)
    if earlier is None:
        state.asks[event.application] = (*state.asks.get(event.application, ()), event.ask)
        state.asked[event.pool] = number = state.asked.get(event.pool, 0) + 1
        state.asked_at[f"{event.pool}/{number}"] = event.ask
    else:
        _engage(state, event.pool, earlier, -1)
    state.reservations[event.ask] = reservation = Reservation(event)
    _engage(state, event.pool, reservation, 1)


_Reserving: TypeAlias = (
    e.HoldAwaitsSecondApproval
    | e.ReservationHeld
    | e.ReservationDeclined
    | e.ReservationReleased
    | e.ReservationCommitted
    | e.ReservationPaid
    | e.MoneyReturned
)


def _reserve(state: State, reservation: Reservation, event: _Reserving) -> None:
    _engage(state, event.pool, reservation, -1)
    _happen(state, reservation, event)
    _engage(state, event.pool, reservation, 1)


def _engage(state: State, name: str, reservation: Reservation, times: int) -> None:
    """Count a reservation, and what backs it in its pool, into the totals, or out of them."""
    add_up(state.standings, reservation.standing, times)
    pool = state.pools.get(name)
    if pool is None:
        return
    for part in reservation.attribution:
        engaged = pool.engaged.setdefault(part.goal, {})
        engaged[reservation.standing] = engaged.get(reservation.standing, 0) + times * part.cents


def _happen(state: State, reservation: Reservation, event: _Reserving) -> None:
    match event:
        case e.HoldAwaitsSecondApproval():
            reservation.standing, reservation.awaits = Standing.AWAITING_SECOND_APPROVAL, event
        case e.ReservationHeld():
            _answer(reservation, Standing.HELD, event.attribution)
        case e.ReservationDeclined():
            _answer(reservation, Standing.DECLINED)
            reservation.reason = event.reason
        case e.ReservationReleased():
            if event.revision == reservation.asked.revision:  # else a newer revision already took its place
                _answer(reservation, Standing.RELEASED)
        case e.ReservationCommitted():
            _answer(reservation, Standing.COMMITTED, event.attribution)
        case e.ReservationPaid():
            reservation.standing = Standing.PAID
            state.waiting.pop(event.ask, None)
        case e.MoneyReturned():
            for contribution, cents in event.parts:
                reservation.returned[contribution] = reservation.returned.get(contribution, 0) + cents
        case _:
            assert_never(event)


def _answer(reservation: Reservation, standing: Standing, attribution: tuple[e.Part, ...] = ()) -> None:
    reservation.standing, reservation.attribution, reservation.awaits = standing, attribution, None
