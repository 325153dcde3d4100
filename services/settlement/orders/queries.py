"""What may be asked about payment orders, the form of the answer with an example, and the answer."""

from collections.abc import Iterable
from typing import Any

from services.settlement.orders import messages as m
from services.settlement.orders.facts import PaymentOrder
from services.settlement.state import State
from shared.service import Context
from shared.wire import AnswerBody, Limit, QueryBody, as_said


class Orders(AnswerBody):
    """Payment orders as they were said, the earliest due first."""

    orders: tuple[m.PaymentOrdered, ...]

    example = {"orders": [m.PaymentOrdered.example]}


class ListOpenOrders(QueryBody):
    """What whoever asks has still to pay, the earliest due first."""

    name = "open-orders"
    answer = Orders
    limit: Limit = 100

    example = {"limit": 10}


# Answers


def list_open_orders(state: State, query: ListOpenOrders, context: Context) -> dict[str, Any]:
    due = sorted(_open_slips(state, context.by), key=lambda slip: (slip.due_on, slip.order))
    return {"orders": [as_said(m.PaymentOrdered, slip) for slip in due[: query.limit]]}


def _open_slips(state: State, payer: str) -> Iterable[PaymentOrder]:
    return (state.orders.by_id[order].slip for order in state.orders.open.get(payer, ()))
