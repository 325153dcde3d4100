"""A reservation's life: `asked → held → committed`, or `→ released`. The facts, and how to find one."""

from collections.abc import Collection

from services.pool.chart import COMMITTED, FREE, HELD, Inflow, moved
from services.pool.holds.decisions.attribution import parts_of, under_of
from services.pool.holds.facts import (
    AskReceived,
    DeclineExplained,
    Ground,
    ReservationCommitted,
    ReservationDeclined,
    ReservationHeld,
    ReservationReleased,
)
from services.pool.holds.state import Piece, Reservation, shares
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from shared.money import Refusal


def find_reservation(state: State, pool: str, ask: str) -> Reservation | Refusal:
    found = find_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    reservation = state.holds.reservations.get(ask)
    if reservation is None or reservation.asked.pool != pool:
        return Refusal("unknown-ask", f"{pool} was not asked for {ask}; check the ask.", "ask")
    return reservation


def is_own_case(state: State, asked: AskReceived) -> bool:
    """Whether the budget holder itself asks, so that another has to act in its place (2:4 Awb)."""
    return state.pools.by_name[asked.pool].budget_holder == asked.applicant


def stand_in(state: State, asked: AskReceived) -> str | None:
    """Who acts in the budget holder's place: the second approver, if the mandate names one."""
    mandate = state.mandates.of_pool.get(asked.pool)
    return mandate.second_approver if mandate else None


def held(asked: AskReceived, pieces: Collection[Piece]) -> ReservationHeld:
    postings = moved(asked.pool, shares(pieces), FREE, HELD)
    return ReservationHeld(*asked.identity, parts_of(pieces), postings, under_of(pieces))


def declined(asked: AskReceived, ground: Ground, reason: str) -> list[ReservationDeclined | DeclineExplained]:
    """All learn the ground, the applicant the words; who applied is not known of an ask of former days."""
    explained = [DeclineExplained(*asked.identity, asked.applicant, ground, reason)] if asked.applicant else []
    return [ReservationDeclined(*asked.identity, reason, ground), *explained]


def released(reservation: Reservation, inflow: Inflow) -> ReservationReleased:
    """Give back what is held."""
    asked = reservation.asked
    return ReservationReleased(*asked.identity, inflow.moved(asked.pool, reservation.shares, HELD))


def committed(reservation: Reservation, budget_holder: str) -> ReservationCommitted:
    """Make what is held due. From here on the attribution never moves."""
    asked, postings = reservation.asked, moved(reservation.asked.pool, reservation.shares, HELD, COMMITTED)
    return ReservationCommitted(*asked.identity, budget_holder, reservation.attribution, postings, reservation.under)
