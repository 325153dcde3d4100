"""A reservation's life: `asked → held → committed`, or `→ released`; with a second approval `asked → set aside → held`.

The facts, and how to find one.
"""

from collections.abc import Collection
from typing import TypeAlias

from services.pool.chart import COMMITTED, FREE, HELD, RESERVED, Inflow, moved
from services.pool.holds.facts import (
    AskReceived,
    BackingFreed,
    BackingSetAside,
    DeclineExplained,
    Ground,
    ReservationCommitted,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
)
from services.pool.holds.state import Piece, Reservation, Standing, parts_of, shares, under_of
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from shared.money import Refusal
from shared.money.chart import Account

GivenBack: TypeAlias = ReservationReleased | BackingFreed


def find_reservation(state: State, pool: str, ask: str) -> Reservation | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    reservation = state.holds.reservations.get(ask)
    if reservation is None or reservation.asked.pool != pool:
        return Refusal("unknown-ask", f"{pool} was not asked for {ask}; check the ask.", "ask")
    return reservation


def account_of(reservation: Reservation) -> Account:
    """Where the money is that backs an ask and is not committed."""
    return HELD if reservation.standing is Standing.HELD else RESERVED


def set_aside(asked: AskReceived, pieces: Collection[Piece]) -> BackingSetAside:
    postings = moved(asked.pool, shares(pieces), FREE, RESERVED)
    return BackingSetAside(*asked.identity, parts_of(pieces), postings, under_of(pieces))


def held(asked: AskReceived, pieces: Collection[Piece], source: Account = FREE) -> ReservationHeld:
    """From what is free, or from what was set aside with the first yes."""
    postings = moved(asked.pool, shares(pieces), source, HELD)
    return ReservationHeld(*asked.identity, parts_of(pieces), postings, under_of(pieces))


def declined(asked: AskReceived, ground: Ground, reason: str) -> list[ReservationDeclined | DeclineExplained]:
    """All learn the ground, the applicant the words; who applied is not known of an ask of former days."""
    explained = [DeclineExplained(*asked.identity, asked.applicant, ground, reason)] if asked.applicant else []
    return [ReservationDeclined(*asked.identity, reason, ground), *explained]


def given_back(reservation: Reservation, inflow: Inflow) -> list[GivenBack]:
    """What is held, or what is set aside; where there is neither, nothing."""
    if reservation.standing is not Standing.HELD:
        return [*freed(reservation, inflow)]
    asked = reservation.asked
    return [ReservationReleased(*asked.identity, inflow.moved(asked.pool, reservation.shares, HELD))]


def freed(reservation: Reservation, inflow: Inflow) -> list[BackingFreed]:
    """What is set aside, if anything is."""
    asked, aside = reservation.asked, shares(reservation.set_aside)
    return [BackingFreed(*asked.identity, inflow.moved(asked.pool, aside, RESERVED))] if aside else []


def committed(reservation: Reservation, budget_holder: str) -> ReservationCommitted:
    """Make what is held due. From here on the attribution never moves."""
    asked, postings = reservation.asked, moved(reservation.asked.pool, reservation.shares, HELD, COMMITTED)
    return ReservationCommitted(*asked.identity, budget_holder, reservation.attribution, postings, reservation.under)
