"""What the pools' past amounts to. `evolve` never refuses: it already happened."""

from bisect import insort
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, assert_never

from services.pool.domain import events as e


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

    @property
    def pool(self) -> str:
        return self.opened.pool

    @property
    def goals(self) -> frozenset[str]:
        return frozenset(goal.goal for goal in self.opened.goals)


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

    balances: dict[str, int] = field(default_factory=dict)
    pools: dict[str, Pool] = field(default_factory=dict)
    reservations: dict[str, Reservation] = field(default_factory=dict)
    """By ask; asks to pools that were never opened are among them."""
    asks: dict[str, list[str]] = field(default_factory=dict)
    """By application, in the order in which they came."""
    closed: set[str] = field(default_factory=set)
    """Applications that were granted or have failed."""
    waiting: dict[str, e.PaymentWaits] = field(default_factory=dict)
    """By ask: payments confirmed before the commit."""

    def balance(self, account: str) -> int:
        return self.balances.get(account, 0)


def evolve(state: State, event: e.Event) -> None:
    """Fold one event into the state, in place: the state is private to the log's one reader."""
    for account, cents in getattr(event, "postings", ()):
        state.balances[account] = state.balance(account) + cents
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
            state.closed.add(event.application)
        case e.PaymentWaits():
            state.waiting[event.ask] = event
        case e.AskReceived():
            _ask(state, event)
        case _:
            _reserve(state, state.reservations[event.ask], event)


def _pledge(pool: Pool, event: e.ContributionPledged) -> None:
    pool.contributions[event.contribution] = event
    for goal in event.earmarks:
        insort(
            pool.candidates.setdefault(goal, []),
            event.contribution,
            key=lambda contribution: len(pool.contributions[contribution].earmarks),
        )


def _ask(state: State, event: e.AskReceived) -> None:
    if event.ask not in state.reservations:
        state.asks.setdefault(event.application, []).append(event.ask)
    state.reservations[event.ask] = Reservation(event)


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
