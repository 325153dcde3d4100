"""Answers to asks: hold, approve, decline. A hold binds the pool until the application is granted or has failed."""

from datetime import date

from services.pool.chart import FREE
from services.pool.holds.decisions.attribution import Shortage, attribute
from services.pool.holds.decisions.reservations import declined, find_reservation, held
from services.pool.holds.facts import (
    AskReceived,
    DeclineExplained,
    Ground,
    HoldAwaitsSecondApproval,
    Part,
    ReservationDeclined,
    ReservationHeld,
)
from services.pool.holds.state import Reservation, Standing
from services.pool.mandates.decisions import no_mandate, outside_mandate, second_approver, standing_mandate
from services.pool.pools.decisions import not_the_holder
from services.pool.state import State
from shared.money import Refusal, euros
from shared.money.chart import Balance


def hold_ask(
    state: State, *, by: str, today: date, pool: str, ask: str, revision: int, cents: int
) -> list[ReservationHeld | HoldAwaitsSecondApproval] | Refusal:
    """The budget holder's yes. Above the four-eyes threshold nothing is held before the second approval."""
    found = find_reservation(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    asked = found.asked
    outcome = (
        not_the_holder(state.pools.by_name[pool], by)
        or _superseded(asked, revision, cents)
        or _already_held(state, found)
        or _application_closed(state, asked)
        or backing(state, asked, today)
    )
    if isinstance(outcome, Refusal):
        return outcome
    return [awaiting(state, asked, requested_by=by) or held(asked, outcome)]


def approve_hold(
    state: State, *, by: str, today: date, pool: str, ask: str, revision: int
) -> list[ReservationHeld] | Refusal:
    """The second yes, by another party than the first. Mandate and money are judged again: they may have changed."""
    found = find_reservation(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    asked = found.asked
    outcome = (
        _not_the_approver(state, found, by)
        or _superseded(asked, revision, asked.cents)
        or _nothing_to_approve(found)
        or _application_closed(state, asked)
        or backing(state, asked, today)
    )
    return outcome if isinstance(outcome, Refusal) else [held(asked, outcome)]


def decline_ask(
    state: State, *, by: str, pool: str, ask: str, revision: int, cents: int, ground: Ground, reason: str
) -> list[ReservationDeclined | DeclineExplained] | Refusal:
    """The budget holder's no, always with a ground and a reason. It ends no application, and may still become a yes."""
    found = find_reservation(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    refusal = (
        not_the_holder(state.pools.by_name[pool], by)
        or _superseded(found.asked, revision, cents)
        or _hold_is_binding(found)
        or _already_declined(found)
        or _application_closed(state, found.asked)
    )
    return refusal or declined(found.asked, ground, reason)


def backing(state: State, asked: AskReceived, today: date) -> tuple[Part, ...] | Refusal:
    """The contributions that would pay an ask: within the mandate, from free money, by earmark."""
    mandate = standing_mandate(state, asked.pool, today)
    if mandate is None:
        return no_mandate(asked.pool, today)
    balance = state.books.balance
    return outside_mandate(state, mandate, asked, balance) or attributed(state, asked, balance)


def attributed(state: State, asked: AskReceived, balance: Balance) -> tuple[Part, ...] | Refusal:
    """The contributions that would pay an ask, all of it or none."""
    of_pool = state.contributions.of(asked.pool)
    free = {contribution: balance(FREE(asked.pool, contribution)) for contribution in of_pool.pledged}
    found = attribute(asked.lines, of_pool.candidates, free)
    if not isinstance(found, Shortage):
        return found
    sentence = (
        f"{asked.pool} is {euros(found.cents)} short of free money for {', '.join(found.goals)}; ask less or wait."
    )
    return Refusal("not-enough", sentence, "ask")


def awaiting(state: State, asked: AskReceived, requested_by: str) -> HoldAwaitsSecondApproval | None:
    """The first yes, passed on to whoever has to give the second; None where one is enough."""
    approver = second_approver(state, asked.pool, asked.cents)
    return HoldAwaitsSecondApproval(*asked.identity, approver, requested_by) if approver else None


def _not_the_approver(state: State, reservation: Reservation, by: str) -> Refusal | None:
    pool = reservation.asked.pool
    mandate = state.mandates.of_pool.get(pool)
    approver = mandate.second_approver if mandate else None
    if reservation.awaits and by == reservation.awaits.requested_by:
        return Refusal("same-approver", f"{by} gave the first yes; the second is {approver}'s.", "ask")
    if by != approver:
        return Refusal("not-yours", f"Only the second approver of {pool}, {approver}, may approve.", "pool")
    return None


def _superseded(asked: AskReceived, revision: int, cents: int) -> Refusal | None:
    if (revision, cents) == (asked.revision, asked.cents):
        return None
    sentence = f"{asked.ask} is now revision {asked.revision} of {euros(asked.cents)}; answer that one."
    return Refusal("superseded", sentence, "revision")


def _already_held(state: State, reservation: Reservation) -> Refusal | None:
    """Not so when the mandate has changed since: then who has to approve is told, or the hold stands at once."""
    if reservation.standing is Standing.HELD:
        return Refusal("already-held", "This ask is held; nothing more is needed.", "ask")
    approver = second_approver(state, reservation.asked.pool, reservation.asked.cents)
    if reservation.awaits and reservation.awaits.approver == approver:
        return Refusal("already-held", f"This ask waits for the approval of {approver}.", "ask")
    return None


def _hold_is_binding(reservation: Reservation) -> Refusal | None:
    if reservation.standing not in {Standing.HELD, Standing.COMMITTED, Standing.PAID}:
        return None
    return Refusal("hold-is-binding", "This ask is held, and stays so until the application is decided.", "ask")


def _already_declined(reservation: Reservation) -> Refusal | None:
    if reservation.standing is not Standing.DECLINED:
        return None
    return Refusal("already-declined", "This ask is declined already; hold it, or leave it so.", "ask")


def _application_closed(state: State, asked: AskReceived) -> Refusal | None:
    if asked.application not in state.holds.closed:
        return None
    return Refusal("application-closed", f"{asked.application} is granted or has failed; nothing can change.", "ask")


def _nothing_to_approve(reservation: Reservation) -> Refusal | None:
    if reservation.standing is Standing.AWAITING_SECOND_APPROVAL:
        return None
    return Refusal("nothing-to-approve", "This ask awaits no second approval; its budget holder answers first.", "ask")
