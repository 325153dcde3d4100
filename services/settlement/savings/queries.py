"""What may be asked about savings, the form of the answer with an example, and the answer."""

from itertools import islice
from typing import Any

from services.settlement.savings import messages as m
from services.settlement.state import State
from shared.service import Context
from shared.wire import AnswerBody, Limit, QueryBody, as_said


class Claims(AnswerBody):
    """Claims as they were put to the verifier, the oldest first."""

    claims: tuple[m.SavingClaimed, ...]

    example = {"claims": [m.SavingClaimed.example]}


class ListOpenClaims(QueryBody):
    """The savings that await the judgement of whoever asks, the oldest first."""

    name = "open-claims"
    answer = Claims
    limit: Limit = 100

    example = {"limit": 10}


# Answers


def list_open_claims(state: State, query: ListOpenClaims, context: Context) -> dict[str, Any]:
    awaited = islice(state.savings.open.get(context.by, ()), query.limit)
    return {"claims": [as_said(m.SavingClaimed, state.savings.claims[claim].made) for claim in awaited]}
