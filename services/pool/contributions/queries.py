"""What may be asked about receipts, the form of the answer with an example, and the answer."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.pool.contributions.decisions import find_pledge
from services.pool.contributions.state import Receipt
from services.pool.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody


class ReceiptShown(BaseModel):
    """Money that came, as it was entered or corrected last."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    receipt: int
    cents: int
    received_on: date


class Receipts(AnswerBody):
    """So many receipts in all, and those that were asked for."""

    total: int
    receipts: tuple[ReceiptShown, ...]

    example = {"total": 1, "receipts": [{"receipt": 1, "cents": 500_000, "received_on": "2026-01-05"}]}


class ListReceipts(QueryBody):
    """The receipts of a contribution in the order in which they were entered, after the first `after`.

    A receipt books on `received_on`; what it was corrected by books on the day of the correction. What is corrected to
    nothing stays, with 0 cents.
    """

    name = "receipts"
    refuses = ("unknown-pool", "unknown-contribution")
    answer = Receipts
    pool: Id
    contribution: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin", "contribution": "welzijn-2026"}


def list_receipts(state: State, query: ListReceipts, context: Context) -> dict[str, Any] | Refusal:
    pledged = find_pledge(state, query.pool, query.contribution)
    if isinstance(pledged, Refusal):
        return pledged
    total = state.contributions.receipt_count(query.pool, query.contribution)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    found = [(number, state.contributions.find_receipt(query.pool, query.contribution, number)) for number in numbers]
    return {"total": total, "receipts": [_receipt(number, one) for number, one in found if one]}


def _receipt(number: int, receipt: Receipt) -> dict[str, Any]:
    return {"receipt": number, "cents": receipt.cents, "received_on": receipt.received_on}
