"""What may be asked about asks, the form of the answer with an example, and the answer. Amounts are euro cents."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from pydantic import BaseModel, ConfigDict

from services.applications.applications.messages import SubmitApplication
from services.applications.applications.queries import by_urgency
from services.applications.applications.state import Open
from services.applications.asks import messages as m
from services.applications.state import State
from shared.service import Context
from shared.wire import AnswerBody, Limit, QueryBody


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Unanswered(_Part):
    """An ask that awaits its funder."""

    application: str
    applicant: str
    purpose: str
    decide_by: datetime
    ask: str
    revision: int
    cents: int


class UnansweredAsks(AnswerBody):
    """What a funder has still to answer, the most urgent first."""

    funder: str
    asks: tuple[Unanswered, ...]

    example = {
        "funder": "zuil:participatie",
        "asks": [
            {
                "application": "moestuin-2026",
                "applicant": "de-moestuin",
                "purpose": SubmitApplication.example["purpose"],
                "decide_by": "2026-04-01T10:00:00+00:00",
                **{name: m.ZuilAsked.example[name] for name in ("ask", "revision", "cents")},
            }
        ],
    }


class ListUnansweredAsks(QueryBody):
    """What a funder has still to answer, the most urgent first."""

    name = "unanswered-asks"
    refuses = ("funder-invalid",)
    answer = UnansweredAsks
    funder: m.Funder
    limit: Limit = 100

    example = {"funder": "zuil:participatie"}


# Answers


def list_unanswered_asks(state: State, query: ListUnansweredAsks, context: Context) -> dict[str, Any]:
    unanswered = _unanswered(state, by_urgency(state), query.funder)
    return {"funder": query.funder, "asks": list(islice(unanswered, query.limit))}


def _unanswered(state: State, applications: Iterable[Open], funder: str) -> Iterator[dict[str, Any]]:
    for application in applications:
        for ask in state.asks.of(application.application).values():
            if ask.funder == funder and ask.standing == "asked":
                yield {
                    "application": application.application,
                    "applicant": application.applicant,
                    "purpose": application.form.purpose,
                    "decide_by": application.form.decide_by.isoformat(),
                    "ask": ask.ask,
                    "revision": ask.revision,
                    "cents": ask.cents,
                }
