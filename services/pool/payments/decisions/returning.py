"""Money that comes back: principal to the contributions that paid, in proportion, to the cent (S0).

Interest is income of the same contributions, or of the reserve that the covenant names.
"""

from collections.abc import Iterable

from services.pool.chart import EARNED, REFUNDED, Inflow, outflow
from services.pool.holds.state import Reservation
from services.pool.payments.decisions.dividing import divided
from services.pool.payments.facts import InterestReceived, MoneyReturned, ReturnCorrected, Returned, Share
from services.pool.state import State
from shared.money import Posting
from shared.money.chart import Account, Balance


def refund(
    state: State, *, pool: str, ask: str, order: str, principal_cents: int, interest_cents: int
) -> list[MoneyReturned | InterestReceived]:
    """Principal goes by what each contribution still has out of the order, so that none gets back more than it paid.

    Interest goes by what each paid, or to the reserve that the covenant names.
    """
    reservation = state.holds.reservations[ask]
    inflow = Inflow(state.books.balance, state.year_end)
    facts: list[MoneyReturned | InterestReceived] = []
    if principal_cents:
        parts = divided(principal_cents, reservation.still_out(order))
        facts.append(MoneyReturned(pool, order, principal_cents, parts, inflow.moved(pool, dict(parts), REFUNDED), ask))
    if interest_cents:
        parts = divided(interest_cents, _earning(state, reservation))
        facts.append(InterestReceived(pool, order, interest_cents, parts, inflow.moved(pool, dict(parts), EARNED), ask))
    return facts


def correct_refund(
    state: State,
    *,
    pool: str,
    ask: str,
    order: str,
    principal_cents: int,
    interest_cents: int,
    before: Iterable[Posting] = (),
) -> list[ReturnCorrected]:
    """More or less came back than was recorded, by this difference. `before` is booked by the same decision before.

    More is divided as a refund is. Less goes out of what each contribution got of the order, in proportion, so that
    none gives more than it got: what is free first; what is not free any more is short.
    """
    reservation = state.holds.reservations[ask]
    facts: list[ReturnCorrected] = []
    balance: Balance = state.books.after(before)
    differences: tuple[tuple[int, Returned, Account], ...] = (
        (principal_cents, "principal", REFUNDED),
        (interest_cents, "interest", EARNED),
    )
    for cents, of, source in differences:
        if not cents:
            continue
        weights = _weights(state, reservation, order, of, is_more=cents > 0)
        parts = divided(abs(cents), weights)
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
        before = [*before, *postings]
        balance = state.books.after(before)
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
        before=[posting for fact in more for posting in fact.postings],
    )
    return [*more, *less]


def _weights(state: State, reservation: Reservation, order: str, of: Returned, *, is_more: bool) -> dict[str, int]:
    """How more or less of what came back is divided over the contributions."""
    if is_more:
        return reservation.still_out(order) if of == "principal" else _earning(state, reservation)
    return (reservation.returned if of == "principal" else reservation.earned)[order]


def _earning(state: State, reservation: Reservation) -> dict[str, int]:
    """Whose income interest is: the reserve's, unless there is none, or it has ended by its year or with its pool."""
    pool = reservation.asked.pool
    reserve = state.covenants.reserves.get(pool)
    has_ended = pool in state.returns.closed or reserve in state.year_end.ended_of(pool)
    return reservation.shares if reserve is None or has_ended else {reserve: 1}
