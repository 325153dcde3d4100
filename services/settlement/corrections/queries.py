"""What may be asked about corrections of payments, the form of the answer with an example, and the answer."""

from itertools import islice
from typing import Any

from services.settlement.corrections import messages as m
from services.settlement.state import State
from shared.service import Context
from shared.wire import After, AnswerBody, Limit, QueryBody, as_published


class PaymentCorrections(AnswerBody):
    """Corrections that await the second approval, the oldest first."""

    corrections: tuple[m.PaymentCorrectionAwaitsApproval, ...]

    example = {"corrections": [m.PaymentCorrectionAwaitsApproval.example]}


class ListPaymentCorrections(QueryBody):
    """The corrections of payments that whoever asks is to approve, or asked for; nobody else's."""

    name = "payment-corrections"
    answer = PaymentCorrections
    after: After = 0
    limit: Limit = 100

    example = {"limit": 10}


def list_payment_corrections(state: State, query: ListPaymentCorrections, context: Context) -> dict[str, Any]:
    waiting = (each for of_order in state.corrections.waiting.values() for each in of_order.values())
    concerned = (each for each in waiting if context.by in {each.approver, each.requested_by})
    shown = islice(concerned, query.after, query.after + query.limit)
    return {"corrections": [as_published(m.PaymentCorrectionAwaitsApproval, each) for each in shown]}
