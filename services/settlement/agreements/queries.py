"""What may be asked about agreements, the form of the answers with an example each, and the answers."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pydantic import BaseModel

from services.settlement.agreements import messages as m
from services.settlement.orders.messages import PaymentOrdered
from services.settlement.orders.state import Order
from services.settlement.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import AnswerBody, AskId, Id, Limit, QueryBody, as_said


class Agreement(BaseModel):
    """What a grant binds one funder to."""

    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str


class AgreementShown(AnswerBody, Agreement):
    """An agreement, and what was paid and came back on it."""

    order: str | None
    paid_cents: int
    principal_returned_cents: int
    interest_returned_cents: int

    example = {
        **m.AgreementMade.example,
        "order": PaymentOrdered.example["order"],
        "paid_cents": 400_000,
        "principal_returned_cents": 0,
        "interest_returned_cents": 0,
    }


class Agreements(AnswerBody):
    """Agreements, as they were said."""

    agreements: tuple[Agreement, ...]

    example = {"agreements": [m.AgreementMade.example]}


class ShowAgreement(QueryBody):
    """What was agreed about one ask, and what was paid and came back."""

    name = "agreement"
    refuses = ("unknown-ask",)
    answer = AgreementShown
    ask: AskId

    example = {"ask": m.AgreementMade.example["ask"]}


class ListAgreements(QueryBody):
    """The agreements of one application, or the first of all."""

    name = "agreements"
    answer = Agreements
    application: Id | None = None
    limit: Limit = 100

    example = {"application": m.AgreementMade.example["application"]}


# Answers


def show_agreement(state: State, query: ShowAgreement, context: Context) -> dict[str, Any] | Refusal:
    agreement = state.agreements.by_ask.get(query.ask)
    if agreement is None:
        sentence = f"There is no agreement about ask {query.ask}: it has not been granted."
        return Refusal("unknown-ask", sentence, "ask")
    return {**as_said(m.AgreementMade, agreement), **_payment(state.orders.find_of_ask(query.ask))}


def list_agreements(state: State, query: ListAgreements, context: Context) -> dict[str, Any]:
    return {"agreements": list(islice(_agreements_of(state, query.application), query.limit))}


def _payment(order: Order | None) -> dict[str, Any]:
    if order is None:
        return {"order": None, "paid_cents": 0, "principal_returned_cents": 0, "interest_returned_cents": 0}
    return {
        "order": order.slip.order,
        "paid_cents": order.paid_cents,
        "principal_returned_cents": order.principal_returned_cents,
        "interest_returned_cents": order.interest_returned_cents,
    }


def _agreements_of(state: State, application: str | None) -> Iterator[dict[str, Any]]:
    if application is None:
        return (as_said(m.AgreementMade, made) for made in state.agreements.by_ask.values())
    return (
        as_said(m.AgreementMade, state.agreements.by_ask[ask]) for ask in state.agreements.asks.get(application, ())
    )
