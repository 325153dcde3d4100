"""Payments, made and undone; money that comes back: to the contributions that paid, in proportion, to the cent (S0)."""

from services.pool.chart import COMMITTED, EARNED, MOVED_IN, PAID, REFUNDED, WRITTEN_OFF, Inflow, moved, outflow
from services.pool.holds.state import Reservation, Standing
from services.pool.payments.facts import (
    InterestReceived,
    LoanLost,
    MoneyReturned,
    PaymentUndone,
    PaymentWaits,
    PaymentWaitsNoMore,
    ReservationPaid,
    ReturnCorrected,
    Returned,
    SavingReceived,
    SavingUndone,
    Share,
    Undoing,
)
from services.pool.state import State
from shared.money import split
from shared.money.chart import Account, Balance


def confirm_payment(
    state: State, *, pool: str, ask: str, order: str, cents: int
) -> list[PaymentWaits | ReservationPaid]:
    """Book a reservation as paid; a confirmation that comes before the commit waits for it."""
    reservation = state.holds.reservations.get(ask)
    if reservation is None or reservation.standing is not Standing.COMMITTED:
        return [PaymentWaits(pool, order, ask, cents)]
    return [paid(reservation, order, cents)]


def paid(reservation: Reservation, order: str, cents: int) -> ReservationPaid:
    """The payment of a reservation: one order pays an ask, in full."""
    asked = reservation.asked
    assert cents == asked.cents, f"{order} paid {cents} cents of {asked.cents}"
    return ReservationPaid(
        asked.pool,
        asked.application,
        asked.ask,
        order,
        cents,
        moved(asked.pool, reservation.shares, COMMITTED, PAID),
    )


def undo_payment(
    state: State, *, pool: str, ask: str, order: str, cents: int, because: Undoing
) -> list[PaymentUndone | PaymentWaitsNoMore]:
    """The payment of a reservation is none any more: its money is committed again, and may be paid by another order."""
    if ask in state.payments.waiting:
        return [PaymentWaitsNoMore(pool, order, ask, cents, because)]
    reservation = state.holds.reservations[ask]
    postings = moved(pool, reservation.shares, PAID, COMMITTED)
    return [PaymentUndone(pool, reservation.asked.application, ask, order, cents, because, postings)]


def refund(
    state: State, *, pool: str, ask: str, order: str, principal_cents: int, interest_cents: int
) -> list[MoneyReturned | InterestReceived]:
    """Principal goes by what each contribution still has out, so that none gets back more than it paid.

    Interest goes by what each paid.
    """
    reservation = state.holds.reservations[ask]
    inflow = Inflow(state.books.balance, state.year_end)
    facts: list[MoneyReturned | InterestReceived] = []
    if principal_cents:
        parts = _divided(principal_cents, _still_out(reservation))
        facts.append(MoneyReturned(pool, order, principal_cents, parts, inflow.moved(pool, dict(parts), REFUNDED), ask))
    if interest_cents:
        parts = _divided(interest_cents, reservation.shares)
        facts.append(InterestReceived(pool, order, interest_cents, parts, inflow.moved(pool, dict(parts), EARNED), ask))
    return facts


def correct_refund(
    state: State, *, pool: str, ask: str, order: str, principal_cents: int, interest_cents: int
) -> list[ReturnCorrected]:
    """More or less came back than was recorded, by this difference.

    More is divided as a refund is. Less goes out of what each contribution got of the ask, in proportion, so that none
    gives more than it got: what is free first; what is not free any more is short.
    """
    reservation = state.holds.reservations[ask]
    facts: list[ReturnCorrected] = []
    balance: Balance = state.books.balance
    differences: tuple[tuple[int, Returned, Account], ...] = (
        (principal_cents, "principal", REFUNDED),
        (interest_cents, "interest", EARNED),
    )
    for cents, of, source in differences:
        if not cents:
            continue
        weights = _weights(reservation, of, is_more=cents > 0)
        parts = _divided(abs(cents), weights)
        if cents > 0:
            postings = Inflow(balance, state.year_end).moved(pool, dict(parts), source)
        else:
            postings = tuple(
                posting
                for contribution, part in parts
                for posting in outflow(balance, state.year_end, part, pool, contribution, source(pool, contribution))
            )
            parts = tuple(Share(contribution, -part) for contribution, part in parts)
        facts.append(ReturnCorrected(pool, order, cents, parts, postings, ask, of))
        balance = state.books.after(postings)
    return facts


def repaid(
    state: State, *, pool: str, ask: str, order: str, principal_cents: int, interest_cents: int
) -> list[MoneyReturned | InterestReceived | ReturnCorrected]:
    """A borrower paid, and by so much more or less of each is paid since: what came before may count otherwise now."""
    more = refund(
        state,
        pool=pool,
        ask=ask,
        order=order,
        principal_cents=max(principal_cents, 0),
        interest_cents=max(interest_cents, 0),
    )
    less = correct_refund(
        state,
        pool=pool,
        ask=ask,
        order=order,
        principal_cents=min(principal_cents, 0),
        interest_cents=min(interest_cents, 0),
    )
    return [*more, *less]


def lose(state: State, *, pool: str, ask: str, order: str, cents: int) -> list[LoanLost]:
    """A loss goes by what each contribution still has out. Of interest nothing was there to lose."""
    reservation = state.holds.reservations[ask]
    if not cents:
        return []
    parts = _divided(cents, _still_out(reservation))
    postings = moved(pool, dict(parts), PAID, WRITTEN_OFF)
    return [LoanLost(pool, reservation.asked.application, ask, order, cents, parts, postings)]


def _weights(reservation: Reservation, of: Returned, *, is_more: bool) -> dict[str, int]:
    """How more or less of what came back is divided over the contributions."""
    if is_more:
        return _still_out(reservation) if of == "principal" else reservation.shares
    return reservation.returned if of == "principal" else reservation.earned


def _still_out(reservation: Reservation) -> dict[str, int]:
    """By contribution, what it paid of an ask, did not get back, and has not lost."""
    return {
        contribution: cents - reservation.returned.get(contribution, 0) - reservation.lost.get(contribution, 0)
        for contribution, cents in reservation.shares.items()
    }


def receive_saving(
    state: State, *, pool: str, target: str, order: str, purpose: str, cents: int
) -> list[SavingReceived]:
    """A saving moves to the named contribution, or returns to the contributions that paid the named ask.

    `target` is a contribution or an ask; only an ask has a colon in its name.
    """
    parts = _parts_of_saving(state, target, cents)
    postings = Inflow(state.books.balance, state.year_end).moved(pool, dict(parts), MOVED_IN)
    return [SavingReceived(pool, order, cents, parts, postings, purpose)]


def undo_saving(
    state: State, *, pool: str, target: str, order: str, purpose: str, cents: int, because: Undoing
) -> list[SavingUndone]:
    """A saving that came in goes out again, from each contribution exactly what it got."""
    parts = _parts_of_saving(state, target, cents)
    postings = tuple(
        posting
        for contribution, part in parts
        for posting in outflow(
            state.books.balance, state.year_end, part, pool, contribution, MOVED_IN(pool, contribution)
        )
    )
    return [SavingUndone(pool, order, cents, parts, postings, purpose, because)]


def _parts_of_saving(state: State, target: str, cents: int) -> tuple[Share, ...]:
    """The same at every time: what a contribution paid of an ask changes no more once the ask is committed."""
    return _divided(cents, state.holds.reservations[target].shares if ":" in target else {target: 1})


def _divided(cents: int, weights: dict[str, int]) -> tuple[Share, ...]:
    """In proportion, leaving out who gets nothing."""
    divided = zip(weights, split(cents, list(weights.values())), strict=True)
    return tuple(Share(contribution, part) for contribution, part in divided if part)
