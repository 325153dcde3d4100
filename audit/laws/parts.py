"""What is committed is paid once, at once or in parts, or it is freed: each way by which it is backed, to the cent."""

from audit.facts.pool.asks import Attributed
from audit.facts.pool.holds import Commitment
from audit.facts.pool.parts import Piece, by_way, pieces_of
from audit.facts.pool.payments import ReservationPaid
from audit.facts.pool.remainder import DETERMINED, OfRemainder, RemainderFreed
from audit.facts.pool.supports import Under
from audit.facts.pool.undone import PaymentUndone
from audit.laws.law import Event, Known, Values, law


@law(
    nl="boekt {ask} als betaald; daarvoor is geen {cents} cent verplicht die nog te betalen is",
    en="books {ask} as paid, for which no {cents} cents are committed that are still to be paid",
)
def paid_without_commit(_: Event, paid: ReservationPaid, known: Known) -> bool:
    commitment = known[Commitment].get(paid.ask)
    if commitment is None or paid.order in commitment.paid:
        return commitment is None
    of = commitment.committed.pool, commitment.committed.application
    return of != (paid.pool, paid.application) or not 0 < paid.cents <= commitment.unpaid_cents


@law(
    nl="boekt {ask} als betaald met {order}; die was al betaald met {before}",
    en="books {ask} as paid by {order}; it was paid by {before} already",
)
def booked_twice(_: Event, paid: ReservationPaid, known: Known) -> Values | None:
    commitment = known[Commitment].get(paid.ask)
    if commitment is None or not commitment.paid or (paid.order not in commitment.paid and commitment.unpaid):
        return None
    return {"before": ", ".join(commitment.paid)}


@law(
    nl="laat {order} van {ask} anders over inbreng, doelen en steunverbanden gaan dan naar verhouding: {expected}",
    en="has {order} of {ask} go over contributions, goals and supports otherwise than in proportion: {expected}",
)
def paid_parts_otherwise(_: Event, paid: ReservationPaid, known: Known) -> Values | None:
    """Of what is not paid yet, to the cent. What one order pays in full needs no parts."""
    commitment, expected = known[Commitment].get(paid.ask), paid.pieces(known)
    in_full = commitment is not None and expected == commitment.pieces
    return None if _stated(paid) == by_way(() if in_full else expected) else {"expected": _listed(expected)}


@law(
    nl="maakt van {ask} {cents} cent vrij, of verplicht die weer, over {found}; dat is {expected}",
    en="frees {cents} cents of {ask}, or commits them again, over {found}; it is {expected}",
)
def remainder_otherwise(_: Event, fact: OfRemainder, known: Known) -> Values | None:
    """Of what is not paid, in proportion, to the cent; what a determination frees once, and again all of it.

    Of what changes freed so much, in proportion.
    """
    commitment, expected = known[Commitment].get(fact.ask), fact.expected(known)
    named = commitment is not None and commitment.committed.application == fact.application
    again = isinstance(fact, RemainderFreed) and fact.because == DETERMINED and fact.before(known)
    once = commitment is not None and not again
    whole = fact.cents == sum(piece.cents for piece in expected) and fact.cents > 0
    if named and once and whole and _stated(fact) == by_way(expected):
        return None
    return {"found": _listed(pieces_of(fact.attribution, fact.under)), "expected": _listed(expected)}


@law(
    nl="maakt betaling {order} van {cents} cent voor {ask} ongedaan; zo is die niet geboekt",
    en="undoes payment {order} of {cents} cents for {ask}, which was not booked so",
)
def undone_unpaid(_: Event, undone: PaymentUndone, known: Known) -> bool:
    """Nor is anything undone of which money came back."""
    commitment = known[Commitment].get(undone.ask)
    if commitment is None or undone.order not in commitment.paid:
        return True
    committed, cents = commitment.committed, sum(piece.cents for piece in commitment.paid[undone.order])
    due = committed.pool, committed.application, cents
    came = any(commitment.returned.get(undone.order, {}).values())
    return due != (undone.pool, undone.application, undone.cents) or came


def _stated(fact: ReservationPaid | OfRemainder) -> dict[tuple[str, str, str], int]:
    attribution: tuple[Attributed, ...] = fact.attribution
    under: tuple[Under, ...] = fact.under
    return by_way(pieces_of(attribution, under))


def _listed(pieces: tuple[Piece, ...]) -> str:
    return ", ".join(f"{'/'.join(piece.way)} {piece.cents}" for piece in pieces) or "-"
