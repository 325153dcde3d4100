"""What may be asked about agreements, the form of the answers with an example each, and the answers."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.settlement.agreements import messages as m
from services.settlement.orders.messages import PaymentOrdered
from services.settlement.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, AskId, Id, Limit, QueryBody, as_published


class Agreement(BaseModel):
    """What a grant binds one funder to."""

    application: str
    ask: str
    funder: str
    recipient: str
    cents: int
    instrument: str
    loan: m.TermsOfLoan | None = None
    advances: tuple[m.Advance, ...] = ()


class RefundShown(BaseModel):
    """What came back at one time, as it was recorded or corrected last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    refund: int
    principal_cents: int
    interest_cents: int
    recorded_on: date | None
    order: str | None = None
    """On which it came back."""


class AgreementShown(AnswerBody, Agreement):
    """An agreement, and what was paid and came back on it: so many refunds in all, and those that were asked for.

    `order` is the last of its orders, and `paid_on` the last day on which anything of it was paid. Where the grant was
    changed, what is granted now; once it is determined what it comes to, that; and of what was paid beyond it, what is
    claimed and what of it came.
    """

    order: str | None
    paid_cents: int
    principal_returned_cents: int
    interest_returned_cents: int
    paid_on: date | None = None
    total_refunds: int = 0
    refunds: tuple[RefundShown, ...] = ()
    changed_cents: int | None = None
    determined_cents: int | None = None
    claimed_cents: int = 0
    recovered_cents: int = 0

    example = {
        **m.AgreementMade.example,
        "order": PaymentOrdered.example["order"],
        "paid_cents": 400_000,
        "principal_returned_cents": 100_000,
        "interest_returned_cents": 0,
        "paid_on": "2026-03-20",
        "total_refunds": 1,
        "refunds": [{"refund": 1, "principal_cents": 100_000, "interest_cents": 0, "recorded_on": "2026-09-01"}],
        "changed_cents": None,
        "determined_cents": 250_000,
        "claimed_cents": 50_000,
        "recovered_cents": 20_000,
    }


class Agreements(AnswerBody):
    """Agreements, as they were said."""

    agreements: tuple[Agreement, ...]

    example = {"agreements": [m.AgreementMade.example]}


class ShowAgreement(QueryBody):
    """What was agreed about one ask, what was paid and came back, and on which days: as it is known now.

    A payment books on `paid_on`, a refund on the day it was recorded; refunds come in that order, after the first
    `after`. What is corrected to nothing stays, with 0 cents.
    """

    name = "agreement"
    refuses = ("unknown-ask",)
    answer = AgreementShown
    ask: AskId
    after: After = 0
    limit: Limit = 100

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
    return {
        **as_published(m.AgreementMade, agreement),
        **_payment(state, query),
        "changed_cents": state.changes.granted_cents(agreement) if state.changes.number(query.ask) else None,
        **_determined(state, query.ask),
    }


def list_agreements(state: State, query: ListAgreements, context: Context) -> dict[str, Any]:
    return {"agreements": list(islice(_agreements_of(state, query.application), query.limit))}


def _determined(state: State, ask: str) -> dict[str, Any]:
    found = state.determinations.by_ask.get(ask)
    claims = [state.loans.by_order[claim] for claim in found.claims] if found else []
    return {
        "determined_cents": found.last.cents if found else None,
        "claimed_cents": sum(claim.cents for claim in claims),
        "recovered_cents": sum(claim.position.repaid_cents + claim.position.advance_cents for claim in claims),
    }


def _payment(state: State, query: ShowAgreement) -> dict[str, Any]:
    orders = state.orders.of(query.ask)
    refunds = [
        {"refund": number, **refund._asdict(), "order": order.slip.order}
        for order in orders
        for number, refund in enumerate(order.refunds, start=1)
    ]
    return {
        "order": orders[-1].slip.order if orders else None,
        **state.orders.paid_of(query.ask)._asdict(),
        "paid_on": max((order.paid_on for order in orders if order.paid_on), default=None),
        "total_refunds": len(refunds),
        "refunds": refunds[query.after : query.after + query.limit],
    }


def _agreements_of(state: State, application: str | None) -> Iterator[dict[str, Any]]:
    if application is None:
        return (as_published(m.AgreementMade, made) for made in state.agreements.by_ask.values())
    return (
        as_published(m.AgreementMade, state.agreements.by_ask[ask])
        for ask in state.agreements.asks.get(application, ())
    )
