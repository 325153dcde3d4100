"""What may be asked of the applications service, and the form of its answers. Amounts are euro cents."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, TypeAlias, get_args

from pydantic import BaseModel, ConfigDict, Field

from services.applications import messages as m
from shared.wire import AnswerBody, Id, QueryBody

Limit: TypeAlias = Annotated[int, Field(gt=0, le=500)]
_FORM = m.SubmitApplication.example


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskStanding(_Part):
    """What one funder is asked, and its answer."""

    ask: str
    funder: str
    instrument: m.Instrument
    revision: int
    cents: int
    lines: tuple[m.SaidLine, ...]
    standing: Literal["asked", "held", "declined", "dropped", "released"]


class _Application(_Part):
    application: str
    applicant: str
    purpose: str
    neighbourhood: str


class Summary(_Application):
    """An open application in short."""

    status: Literal["open"]
    decide_by: datetime
    asked_cents: int
    held_cents: int


_SUMMARY: Mapping[str, Any] = {
    "application": "moestuin-2026",
    "applicant": "de-moestuin",
    "purpose": _FORM["purpose"],
    "neighbourhood": _FORM["neighbourhood"],
    "status": "open",
    "decide_by": "2026-04-01T10:00:00+00:00",
    "asked_cents": 950_000,
    "held_cents": 450_000,
}


class ApplicationShown(AnswerBody, _Application):
    """How an application stands with each funder. While it is open with its form, after that with `reason`."""

    status: Literal["open", "granted", "failed"]
    asks: tuple[AskStanding, ...]
    reason: str | None = None
    decide_by: datetime | None = None
    asked_cents: int | None = None
    held_cents: int | None = None
    results: tuple[m.Result, ...] | None = None
    costs: tuple[m.Cost, ...] | None = None
    other_money: tuple[m.OtherMoney, ...] | None = None
    hours: tuple[m.Hours, ...] | None = None
    expected_savings: tuple[m.ExpectedSaving, ...] | None = None
    term: str | None = None
    plan_after: str | None = None
    replaces: str | None = None

    example: ClassVar[Mapping[str, Any]] = {
        **_SUMMARY,
        "asks": [
            {
                **{name: said.example[name] for name in ("ask", "funder", "instrument", "revision", "cents", "lines")},
                "standing": standing,
            }
            for said, standing in ((m.PoolAsked, "held"), (m.ZuilAsked, "asked"))
        ],
        **{name: _FORM[name] for name in ("results", "costs", "other_money", "hours", "expected_savings")},
        "term": _FORM["term"],
        "plan_after": _FORM["plan_after"],
        "replaces": None,
    }


class OpenApplications(AnswerBody):
    """How many applications are open, and the most urgent of them."""

    open: int
    applications: tuple[Summary, ...]

    example: ClassVar[Mapping[str, Any]] = {"open": 1, "applications": [_SUMMARY]}


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

    example: ClassVar[Mapping[str, Any]] = {
        "funder": "zuil:participatie",
        "asks": [
            {
                **{name: _SUMMARY[name] for name in ("application", "applicant", "purpose", "decide_by")},
                **{name: m.ZuilAsked.example[name] for name in ("ask", "revision", "cents")},
            }
        ],
    }


class ShowApplication(QueryBody):
    """How an application stands with each funder; while it is open, its whole form."""

    name: ClassVar[str] = "application"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-application",)
    answer: ClassVar[type[AnswerBody]] = ApplicationShown
    application: Id

    example: ClassVar[Mapping[str, Any]] = {"application": "moestuin-2026"}


class ListOpenApplications(QueryBody):
    """Applications that await their funders, the most urgent first."""

    name: ClassVar[str] = "open-applications"
    answer: ClassVar[type[AnswerBody]] = OpenApplications
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"limit": 10}


class ListUnansweredAsks(QueryBody):
    """What a funder has still to answer, the most urgent first."""

    name: ClassVar[str] = "unanswered-asks"
    refuses: ClassVar[tuple[str, ...]] = ("funder-invalid",)
    answer: ClassVar[type[AnswerBody]] = UnansweredAsks
    funder: m.Funder
    limit: Limit = 100

    example: ClassVar[Mapping[str, Any]] = {"funder": "zuil:participatie"}


Query: TypeAlias = ShowApplication | ListOpenApplications | ListUnansweredAsks
QUERIES: tuple[type[Query], ...] = get_args(Query)
