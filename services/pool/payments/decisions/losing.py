"""What is not expected back: first-loss contributions bear it first, the others in proportion (S0)."""

from collections.abc import Iterable, Sequence

from services.pool.chart import FREE, PAID, WRITTEN_OFF, Inflow, moved
from services.pool.holds.state import Reservation
from services.pool.payments.decisions.dividing import divided
from services.pool.payments.facts import InterestReceived, LoanLost, MoneyReturned, Share
from services.pool.state import State


def lose(
    state: State,
    *,
    pool: str,
    ask: str,
    order: str,
    cents: int,
    came: Sequence[MoneyReturned | InterestReceived] = (),
) -> list[LoanLost]:
    """A loss goes by what each contribution still has out, of first-loss contributions first.

    Beyond that these bear with what they have free: it comes to the others in the place of what those lent. So all
    that can be borne first is, oldest contribution first. Of interest nothing was there to lose.

    What `came` back of the loan by the same decision is not out any more.
    """
    if not cents:
        return []
    reservation = state.holds.reservations[ask]
    balance = state.books.after(posting for fact in came for posting in fact.postings)
    first = [name for name, pledged in state.contributions.of(pool).pledged.items() if pledged.first_loss]
    parts = _parts(_out(reservation, order, came), cents, first)
    others = {part.contribution: part.cents for part in parts if part.contribution not in first}
    borne = tuple(_in_turn(sum(others.values()), {name: balance(FREE(pool, name)) for name in first}))
    spared = divided(sum(share.cents for share in borne), others)
    own = dict(parts)
    for name, spared_cents in spared:
        own[name] -= spared_cents
    postings = (
        *moved(pool, own, PAID, WRITTEN_OFF),
        *moved(pool, dict(borne), FREE, WRITTEN_OFF),
        *Inflow(balance, state.year_end).moved(pool, dict(spared), PAID),
    )
    return [LoanLost(pool, reservation.asked.application, ask, order, cents, parts, postings, borne, spared)]


def _out(reservation: Reservation, order: str, came: Iterable[MoneyReturned | InterestReceived]) -> dict[str, int]:
    """By contribution, what it has out still once this has come back."""
    out = reservation.still_out(order)
    for fact in came:
        for share in fact.parts if isinstance(fact, MoneyReturned) else ():
            out[share.contribution] -= share.cents
    return out


def _parts(out: dict[str, int], cents: int, first: list[str]) -> tuple[Share, ...]:
    """Whose lent money is lost: all that first-loss contributions have out, before any other's."""
    of_first = _in_turn(cents, {name: out.pop(name) for name in first if name in out})
    return (*of_first, *divided(cents - sum(share.cents for share in of_first), out))


def _in_turn(cents: int, most: dict[str, int]) -> list[Share]:
    """One after another, as much of it as each can."""
    shares = []
    for name, most_cents in most.items():
        share_cents = min(cents, most_cents)
        cents -= share_cents
        if share_cents:
            shares.append(Share(name, share_cents))
    return shares
