"""What may be asked about corrections, the form of the answer with an example, and the answer."""

from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.pool.corrections import messages as m
from services.pool.corrections.facts import CorrectionAwaitsApproval
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody


class CorrectionShown(BaseModel):
    """What was entered, what is right, and who has to agree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contribution: str
    contributor: str
    receipt: int | None
    was_cents: int
    cents: int
    ground: str
    of_year: int
    requested_by: str
    approver: str


class Corrections(AnswerBody):
    """So many corrections in all, and those that were asked for."""

    total: int
    corrections: tuple[CorrectionShown, ...]

    example = {
        "total": 1,
        "corrections": [
            {name: value for name, value in m.CorrectionAwaitsApproval.example.items() if name != "pool"},
        ],
    }


class ListCorrections(QueryBody):
    """The corrections in a pool that await the second approval, after the first `after`."""

    name = "corrections"
    refuses = ("unknown-pool",)
    answer = Corrections
    pool: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin"}


def list_corrections(state: State, query: ListCorrections, context: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    waiting = state.corrections.of(query.pool)
    shown = islice(waiting.values(), query.after, query.after + query.limit)
    return {"total": len(waiting), "corrections": [_correction(each) for each in shown]}


def _correction(waiting: CorrectionAwaitsApproval) -> dict[str, Any]:
    return {name: getattr(waiting, name) for name in CorrectionShown.model_fields}
