"""What may be asked about asks to a pool, the form of the answers with an example each, and the answers."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict

from services.pool.holds import messages as m
from services.pool.holds.decisions.reservations import find_reservation
from services.pool.holds.facts import Ground
from services.pool.holds.state import Reservation
from services.pool.holds.state import Standing as Stands
from services.pool.mandates.decisions import is_own_case, stand_in
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import WITHHELD, After, AnswerBody, AskId, Id, Limit, QueryBody

Standing: TypeAlias = Literal["asked", "awaiting-second-approval", "held", "declined", "released", "committed", "paid"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Line(_Part):
    """What is asked for one goal."""

    goal: str
    cents: int


class Attributed(_Part):
    """What one contribution pays for one goal."""

    goal: str
    contribution: str
    cents: int


class TakesOver(_Part):
    """So many units of a task, which move to the applicant together with the money."""

    task: str
    units: int


class LoanTerms(_Part):
    """On which terms the money is lent. `annual_rate` is a share of the principal a year."""

    repayment: str
    annual_rate: Decimal
    day_count: str
    months_between: int
    instalments: int
    interest_only: int


class Advance(_Part):
    """In which part it is paid, in per cents of it: at once, not before a day, or once something is reached."""

    percent: int
    due_on: date | None
    milestone: str | None


class _OfAsk(_Part):
    """One ask: what it asks, how far it has come, who still has to speak, and which contributions back it."""

    application: str
    ask: str
    revision: int
    cents: int
    lines: tuple[Line, ...]
    standing: Standing
    awaits: str | None
    reason: str | None
    ground: Ground | None
    attribution: tuple[Attributed, ...]
    takes_over: TakesOver | None = None
    loan: LoanTerms | None = None
    advances: tuple[Advance, ...] = ()
    paid_cents: int = 0


_ASK: Mapping[str, Any] = {
    "application": "moestuin-2026",
    "ask": "moestuin-2026:kas",
    "revision": 1,
    "cents": 450_000,
    "lines": [{"goal": "ontmoeten", "cents": 300_000}, {"goal": "groen", "cents": 150_000}],
    "standing": "committed",
    "awaits": None,
    "reason": None,
    "ground": None,
    "attribution": m.ReservationCommitted.example["attribution"],
    "takes_over": None,
    "loan": None,
}


class AskShown(AnswerBody, _OfAsk):
    """One ask: what it asks, how far it has come, who still has to speak, and which contributions back it."""

    example = _ASK


class Asks(AnswerBody):
    """So many asks in all, and those that were asked for."""

    total: int
    asks: tuple[_OfAsk, ...]

    example = {"total": 1, "asks": [_ASK]}


class ListAsks(QueryBody):
    """The asks to a pool in the order in which they came, after the first `after`, and how far each has come."""

    name = "asks"
    refuses = ("unknown-pool",)
    answer = Asks
    pool: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin"}


class ShowAsk(QueryBody):
    """One ask, with the contributions that back it."""

    name = "ask"
    refuses = ("unknown-pool", "unknown-ask")
    answer = AskShown
    pool: Id
    ask: AskId

    example = {"pool": "moestuin", "ask": "moestuin-2026:kas"}


# Answers


def list_asks(state: State, query: ListAsks, context: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    total = state.holds.asked.get(query.pool, 0)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    asks = (state.holds.asked_at[f"{query.pool}/{number}"] for number in numbers)
    return {"total": total, "asks": [_ask(state, state.holds.reservations[ask], context) for ask in asks]}


def show_ask(state: State, query: ShowAsk, context: Context) -> dict[str, Any] | Refusal:
    found = find_reservation(state, query.pool, query.ask)
    return found if isinstance(found, Refusal) else _ask(state, found, context)


def _ask(state: State, reservation: Reservation, context: Context) -> dict[str, Any]:
    asked = reservation.asked
    return {
        "application": asked.application,
        "ask": asked.ask,
        "revision": asked.revision,
        "cents": asked.cents,
        "lines": [line._asdict() for line in asked.lines],
        "standing": reservation.standing,
        "awaits": _awaits(state, reservation),
        "reason": _words(state, reservation, context),
        "ground": reservation.ground,
        "attribution": [part._asdict() for part in reservation.attribution if _is_told(state, reservation, context)],
        "takes_over": asked.takes_over._asdict() if asked.takes_over else None,
        "loan": asdict(asked.loan) if asked.loan else None,
        "advances": [advance._asdict() for advance in asked.advances],
        "paid_cents": sum(reservation.paid_shares.values()),
    }


def _awaits(state: State, reservation: Reservation) -> str | None:
    """Who has to speak beside the budget holder, or in its place."""
    if reservation.awaits:
        return reservation.awaits.approver
    asked = reservation.asked
    in_its_place = reservation.standing is Stands.ASKED and is_own_case(state, asked.pool, asked.applicant)
    return stand_in(state, asked.pool) if in_its_place else None


def _is_told(state: State, reservation: Reservation, context: Context) -> bool:
    """What backs it: for all, once it is held; before, for who decides on the pool's money, and for auditors."""
    return not reservation.set_aside or context.may_read(*_deciders(state, reservation))


def _words(state: State, reservation: Reservation, context: Context) -> str:
    """Of a decline: for the applicant, for who decides on the pool's money, and for auditors."""
    hidden = reservation.reason and not context.may_read(reservation.asked.applicant, *_deciders(state, reservation))
    return WITHHELD if hidden else reservation.reason


def _deciders(state: State, reservation: Reservation) -> tuple[str, str]:
    pool = state.pools.by_name.get(reservation.asked.pool)
    mandate = state.mandates.of_pool.get(reservation.asked.pool)
    return pool.budget_holder if pool else "", (mandate.second_approver if mandate else None) or ""
