"""What may be asked about advances, the form of the answer with an example, and the answer."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.settlement.advances import messages as m
from services.settlement.agreements.facts import AgreementMade
from services.settlement.chart import PARTY
from services.settlement.orders.state import Order
from services.settlement.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import AnswerBody, AskId, QueryBody

Standing = Literal["awaited", "reported", "declined", "ordered", "paid", "not-due"]
"""`declined`: not reached as the funder found last. `not-due`: the grant was determined before it was to be paid, or
changed so that nothing is left for it.
"""


class AdvanceShown(BaseModel):
    """One advance. What was said of it last is for recipient, funder and auditors, and null for others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    advance: int
    percent: int
    cents: int
    milestone: str | None
    standing: Standing
    order: str | None
    due_on: date | None
    """Of its order; before there is one the day that the grant names."""
    words: str | None


class AdvancesShown(AnswerBody):
    """In which parts an ask is paid, and where each stands."""

    ask: str
    granted_cents: int
    paid_cents: int
    advances: tuple[AdvanceShown, ...]

    example = {
        "ask": "moestuin-2026:kas",
        "granted_cents": 450_000,
        "paid_cents": 225_000,
        "advances": [
            {
                "advance": 1,
                "percent": 50,
                "cents": 225_000,
                "milestone": None,
                "standing": "paid",
                "order": "moestuin-2026:kas:advance-1:1",
                "due_on": "2026-04-13",
                "words": None,
            },
            {
                "advance": 2,
                "percent": 30,
                "cents": 135_000,
                "milestone": m.MilestoneReported.example["milestone"],
                "standing": "reported",
                "order": None,
                "due_on": None,
                "words": m.ReportMilestone.example["words"],
            },
        ],
    }


class ShowAdvances(QueryBody):
    """In which parts an ask is paid; none of one that is paid all at once."""

    name = "advances"
    refuses = ("unknown-ask",)
    answer = AdvancesShown
    ask: AskId

    example = {"ask": "moestuin-2026:kas"}


def show_advances(state: State, query: ShowAdvances, context: Context) -> dict[str, Any] | Refusal:
    agreement = state.agreements.by_ask.get(query.ask)
    if agreement is None:
        sentence = f"There is no agreement about ask {query.ask}: it has not been granted."
        return Refusal("unknown-ask", sentence, "ask")
    knows = state.payers.knows(agreement.funder)
    payer = state.payers.of_payee(agreement.funder, PARTY(agreement.recipient)) if knows else ""
    may_read = context.may_read(agreement.recipient, payer)
    numbers = range(1, len(agreement.advances) + 1)
    return {
        "ask": query.ask,
        "granted_cents": state.changes.granted_cents(agreement),
        "paid_cents": state.orders.paid_of(query.ask).paid_cents,
        "advances": [_advance(state, agreement, number, may_read=may_read) for number in numbers],
    }


def _advance(state: State, agreement: AgreementMade, number: int, *, may_read: bool) -> dict[str, Any]:
    advance = agreement.advances[number - 1]
    orders = [order for order in state.orders.of(agreement.ask) if order.slip.advance == number]
    order = orders[-1] if orders else None
    cents = state.changes.advance_cents(agreement, number)
    return {
        "advance": number,
        "percent": advance.percent,
        "cents": cents,
        "milestone": advance.milestone,
        "standing": _standing(state, agreement.ask, number, order, cents),
        "order": order.slip.order if order else None,
        "due_on": order.slip.due_on if order else advance.due_on,
        "words": _words(state, agreement.ask, number) if may_read else None,
    }


def _standing(state: State, ask: str, number: int, order: Order | None, cents: int) -> Standing:
    if order:
        return "paid" if order.status == "confirmed" else "ordered"
    if ask in state.determinations.by_ask or not cents:
        return "not-due"
    last = state.advances.last(ask, number)
    return last.what if last and last.what != "released" else "awaited"


def _words(state: State, ask: str, number: int) -> str | None:
    last = state.advances.last(ask, number)
    return (last.words or None) if last else None
