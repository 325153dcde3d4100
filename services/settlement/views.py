"""Questions settlement answers, from its state. Agreements are public; orders, proposals and claims are their parties'.

What is shown has the form in which it was said (`messages`). Amounts are euro cents.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, assert_never

from services.settlement import messages as m
from services.settlement import queries as q
from services.settlement.domain import accounts
from services.settlement.domain import events as e
from services.settlement.domain.state import EarnBack, Order, State
from shared.money import Refusal
from shared.service import Context
from shared.wire import SaidBody

QUERIES = q.QUERIES


def answer(state: State, query: q.Query, context: Context) -> dict[str, Any] | Refusal:
    """The answer as a JSON object; what is not there is refused."""
    match query:
        case q.ShowAgreement():
            return _shown_agreement(state, query.ask)
        case q.ListAgreements():
            return {"agreements": list(islice(_agreements_of(state, query.application), query.limit))}
        case q.ListOpenOrders():
            due = sorted(_open_slips(state, context.by), key=lambda slip: (slip.due_on, slip.order))
            return {"orders": [_said(m.PaymentOrdered, slip) for slip in due[: query.limit]]}
        case q.ListOpenClaims():
            awaited = islice(state.open_claims.get(context.by, ()), query.limit)
            return {"claims": [_said(m.SavingClaimed, state.claims[claim].made) for claim in awaited]}
        case q.ShowEarnBack():
            return _shown_earn_back(state, query.earn_back, context.by)
        case q.ListEarnBacks():
            agreed = (earn_back.terms for earn_back in state.earn_backs.values() if earn_back.agreed)
            return {"earn_backs": [_said(m.Terms, terms) for terms in islice(agreed, query.limit)]}
        case _:
            assert_never(query)


def _shown_agreement(state: State, ask: str) -> dict[str, Any] | Refusal:
    agreement = state.agreements.get(ask)
    if agreement is None:
        return Refusal("unknown-ask", f"There is no agreement about ask {ask}: it has not been granted.", "ask")
    return {**_said(m.AgreementMade, agreement), **_payment(state.orders.get(state.order_of.get(ask, "")))}


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
        return (_said(m.AgreementMade, made) for made in state.agreements.values())
    return (_said(m.AgreementMade, state.agreements[ask]) for ask in state.agreed_asks.get(application, ()))


def _open_slips(state: State, payer: str) -> Iterable[e.PaymentOrder]:
    return (state.orders[order].slip for order in state.open_orders.get(payer, ()))


def _shown_earn_back(state: State, earn_back: str, by: str) -> dict[str, Any] | Refusal:
    found = state.earn_backs.get(earn_back)
    if found is None:
        return Refusal("unknown-earn-back", f"There is no earn-back {earn_back}.", "earn_back")
    if not found.agreed and by not in found.consented | found.awaited:
        return Refusal(
            "not-yours",
            f"Earn-back {earn_back} is a proposal; until it is agreed only its parties see it.",
            "earn_back",
        )
    return {
        "terms": _said(m.Terms, found.terms),
        "terms_hash": found.terms_hash,
        "agreed": found.agreed,
        "awaited": sorted(found.awaited),
        **_saving(state, found),
    }


def _saving(state: State, earn_back: EarnBack) -> dict[str, int]:
    terms = earn_back.terms
    return {
        "investment_cents": state.investment_cents(terms.ask),
        "verified_cents": state.verified_cents(terms),
        "to_recipient_cents": state.balance(accounts.saving(terms, "to-recipient")),
        "to_investor_cents": state.balance(accounts.saving(terms, "to-investor")),
    }


def _said(model: type[SaidBody], fact: Any) -> dict[str, Any]:
    return model.model_validate(fact).model_dump(mode="json")
