"""Answers to asks: hold, approve, decline. A hold binds the pool until the application is granted or has failed."""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from services.pool.chart import FREE, RESERVED, Inflow, moved
from services.pool.holds.decisions.attribution import drawn
from services.pool.holds.decisions.rebacking import makes_room, movable
from services.pool.holds.decisions.reservations import (
    declined,
    find_reservation,
    freed,
    held,
    set_aside,
)
from services.pool.holds.decisions.room import Backing, Room, Shortage
from services.pool.holds.decisions.ways import ways
from services.pool.holds.facts import (
    AskReceived,
    BackingFreed,
    BackingSetAside,
    DeclineExplained,
    Ground,
    HoldAwaitsSecondApproval,
    HoldRebacked,
    ReservationDeclined,
    ReservationHeld,
    Under,
)
from services.pool.holds.state import BACKED, Reservation, Standing, shares
from services.pool.mandates.decisions import (
    is_own_case,
    no_mandate,
    outside_mandate,
    second_approver,
    stand_in,
    standing_mandate,
)
from services.pool.pools.decisions import pool_closed
from services.pool.state import State
from services.pool.tasks.decisions.taking import not_to_take_over
from shared.money import Refusal, euros
from shared.money.chart import Account, Balance

MOVES_AT_ONCE = 1000
"""So many times holds move to make room, in one decision: each is an event, and all are recorded together."""

IDLE_GOALS_NAMED = 5

Held: TypeAlias = HoldRebacked | ReservationHeld
FirstYes: TypeAlias = HoldRebacked | HoldAwaitsSecondApproval | BackingSetAside
Declined: TypeAlias = BackingFreed | ReservationDeclined | DeclineExplained


def hold_ask(
    state: State, *, by: str, today: date, pool: str, ask: str, revision: int, cents: int
) -> list[Held | FirstYes] | Refusal:
    """The budget holder's yes. Above the four-eyes threshold it sets aside what the second approval turns into a hold.

    Other holds move to other contributions where that makes room. Where the budget holder itself asks, the second
    approver says yes in its place, alone (2:4 Awb).
    """
    found = find_reservation(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    asked = found.asked
    outcome = (
        _not_theirs(state, asked, by)
        or _superseded(asked, revision, cents)
        or _already_held(state, found)
        or pool_closed(state.pools.by_name[pool])
        or _application_closed(state, asked)
        or backing(state, found, today)
    )
    if isinstance(outcome, Refusal):
        return outcome
    approver = None if is_own_case(state, asked.pool, asked.applicant) else second_approver(state, pool, asked.cents)
    if approver and approver == asked.applicant:
        sentence = f"{approver} is second approver and applicant; have the executive name another second approver."
        return Refusal("own-interest", sentence, "ask")
    return [*_first_yes(state, found, outcome, approver, by)] if approver else [*_hold(state, found, outcome)]


def approve_hold(state: State, *, by: str, today: date, pool: str, ask: str, revision: int) -> list[Held] | Refusal:
    """The second yes, by another party than the first. The mandate is judged again: it may have changed.

    What was set aside with the first yes is held now, and nothing is looked for anew.
    """
    found = find_reservation(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    asked = found.asked
    outcome = (
        _not_the_approver(state, found, by)
        or _superseded(asked, revision, asked.cents)
        or _nothing_to_approve(found)
        or _application_closed(state, asked)
        or backing(state, found, today)
    )
    return outcome if isinstance(outcome, Refusal) else _hold(state, found, outcome)


def decline_ask(
    state: State, *, by: str, pool: str, ask: str, revision: int, cents: int, ground: Ground, reason: str
) -> list[Declined] | Refusal:
    """The budget holder's no, always with a ground and a reason. It ends no application, and may still become a yes.

    What was set aside with a first yes goes back.
    """
    found = find_reservation(state, pool, ask)
    if isinstance(found, Refusal):
        return found
    refusal = (
        _not_theirs(state, found.asked, by)
        or _superseded(found.asked, revision, cents)
        or _hold_is_binding(found)
        or _already_declined(found)
        or _application_closed(state, found.asked)
    )
    inflow = Inflow(state.books.balance, state.year_end)
    return refusal or [*freed(found, inflow), *declined(found.asked, ground, reason)]


def backing(state: State, found: Reservation, today: date) -> Backing | Refusal:
    """The contributions that would pay an ask, within the mandate: those set aside, else by earmark and support.

    A task that it takes over is judged again: what it is may have changed, though a first yes claims its units.
    """
    asked, aside = found.asked, found.set_aside
    mandate = standing_mandate(state, asked.pool, today)
    if mandate is None:
        return no_mandate(asked.pool, today)
    balance = state.books.after(moved(asked.pool, shares(aside), RESERVED, FREE))
    if refusal := outside_mandate(state, mandate, asked, balance) or not_to_take_over(state, asked):
        return refusal
    return Backing(aside) if aside else attributed(state, asked, balance, today)


def attributed(state: State, asked: AskReceived, balance: Balance, today: date) -> Backing | Refusal:
    """The contributions that would pay an ask, all of it or none; and the holds that move before, to make room.

    Refused only if no assignment of earmarks and supports to what is held and asked exists, or too many holds would
    have to move.
    """
    over = state.year_end.over(asked.pool, today)

    def free(contribution: str) -> int:
        """Nothing, after its last day: also where its timer has still to find that."""
        return 0 if contribution in over else balance(FREE(asked.pool, contribution))

    open_to = ways(state, asked.pool, today, _given_up(state, asked))
    if pieces := drawn(asked.lines, open_to, free):
        return Backing(pieces)
    found = Room(open_to, free, movable(state, asked, open_to, balance, today)).backing(asked.lines)
    if isinstance(found, Shortage):
        return Refusal("not-enough", _short_of(asked, found), "ask")
    if len(found.moves) > MOVES_AT_ONCE:
        sentence = f"In {asked.pool} {len(found.moves)} holds would have to move for this, and {MOVES_AT_ONCE} may."
        return Refusal("not-enough", f"{sentence} Ask less or wait.", "ask")
    return found


def _given_up(state: State, asked: AskReceived) -> tuple[Under, ...]:
    """What goes under supports for an earlier revision: it is given back before this one is held."""
    earlier = state.holds.reservations.get(asked.ask)
    return earlier.under if earlier and earlier.standing in BACKED else ()


def hold(state: State, asked: AskReceived, found: Backing, source: Account = FREE) -> list[Held]:
    """First the holds that make room, one after another; then this one."""
    return [*makes_room(state, found.moves), held(asked, found.pieces, source)]


def _hold(state: State, reservation: Reservation, found: Backing) -> list[Held]:
    return hold(state, reservation.asked, found, RESERVED if reservation.set_aside else FREE)


def _first_yes(state: State, reservation: Reservation, found: Backing, approver: str, by: str) -> Iterator[FirstYes]:
    """What is set aside already stays so, whoever is to approve now."""
    yield from makes_room(state, found.moves)
    yield HoldAwaitsSecondApproval(*reservation.asked.identity, approver, by)
    if not reservation.set_aside:
        yield set_aside(reservation.asked, found.pieces)


def _short_of(asked: AskReceived, found: Shortage) -> str:
    together = ", together" if len(found.goals) > 1 else ""
    short = f"{asked.pool} is {euros(found.cents)} short of free money for {', '.join(found.goals)}{together}"
    if not found.idle_cents:
        return f"{short}. Ask less or wait."
    idle_for = ", ".join(found.idle_for[:IDLE_GOALS_NAMED])
    idle = f"{euros(found.idle_cents)} would be left, for other goals only: {idle_for}"
    return f"{short}; {idle}. Ask less or wait, or have a support agreed."


def _not_theirs(state: State, asked: AskReceived, by: str) -> Refusal | None:
    """The budget holder answers; where it is the applicant, the second approver does."""
    holder, other = state.pools.by_name[asked.pool].budget_holder, stand_in(state, asked.pool)
    if not is_own_case(state, asked.pool, asked.applicant):
        sentence = f"Only {holder}, the budget holder of {asked.pool}, may do this."
        return None if by == holder else Refusal("not-yours", sentence, "pool")
    if by == other:
        return None
    who = f"{other}, the second approver, answers" if other else "the executive has to name a second approver first"
    if by == holder:
        return Refusal("own-interest", f"{by} decides nothing in its own case (2:4 Awb); {who}.", "ask")
    return Refusal("not-yours", f"{holder}, the budget holder, is the applicant; {who}.", "pool")


def _not_the_approver(state: State, reservation: Reservation, by: str) -> Refusal | None:
    asked, approver = reservation.asked, stand_in(state, reservation.asked.pool)
    if approver is None:
        holder = state.pools.by_name[asked.pool].budget_holder
        sentence = f"{asked.pool} has no second approver; {holder}, its budget holder, answers alone."
        return Refusal("not-yours", sentence, "pool")
    if reservation.awaits and by == reservation.awaits.requested_by:
        whose = "the budget holder has to hold it anew" if by == approver else f"the second is {approver}'s"
        return Refusal("same-approver", f"{by} gave the first yes; {whose}.", "ask")
    if by != approver:
        return Refusal("not-yours", f"Only {approver}, the second approver of {asked.pool}, may approve.", "pool")
    if by == asked.applicant:
        sentence = f"{by} approves nothing in its own case (2:4 Awb); have the executive name another second approver."
        return Refusal("own-interest", sentence, "ask")
    return None


def _superseded(asked: AskReceived, revision: int, cents: int) -> Refusal | None:
    if (revision, cents) == (asked.revision, asked.cents):
        return None
    if not asked.cents:
        return Refusal("superseded", f"{asked.ask} is dropped; there is nothing to answer any more.", "revision")
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
    sentence = "This ask is held, and stays so until the application is decided."
    if reservation.standing is not Standing.HELD:
        sentence = f"This ask is granted and {reservation.standing}; nothing can change."
    return Refusal("hold-is-binding", sentence, "ask")


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
