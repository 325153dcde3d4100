"""What may be asked about applications, the form of the answers with an example each, and the answers."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.applications.applications import facts
from services.applications.applications import messages as m
from services.applications.applications.state import Closed, Open
from services.applications.asks.facts import Ground, Instrument
from services.applications.asks.messages import PaidAdvance, PoolAsked, TermsOfLoan, ZuilAsked
from services.applications.asks.state import Ask
from services.applications.state import State
from shared.money import Refusal
from shared.service import Context
from shared.wire import WITHHELD, AnswerBody, Id, Limit, QueryBody, as_published

_FORM = m.SubmitApplication.example


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AskedLine(_Part):
    goal: str
    cents: int


class AskStanding(_Part):
    """What one funder is asked, and its answer. A zuil's words are for itself, the applicant and auditors."""

    ask: str
    funder: str
    instrument: Instrument
    revision: int
    cents: int
    lines: tuple[AskedLine, ...]
    standing: Literal["asked", "held", "declined", "dropped", "released"]
    ground: Ground | None
    reason: str | None
    loan: TermsOfLoan | None = None
    takes_over: m.TakesOver | None = None
    advances: tuple[PaidAdvance, ...] = ()


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
    """How an application stands with each funder. While it is open with its form, after that with the code
    of a `failure`; `reason` in words is for those that it concerns, and auditors.
    """

    status: Literal["open", "granted", "failed"]
    asks: tuple[AskStanding, ...]
    failure: facts.FailureCode | None = None
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
    goods: tuple[m.Goods, ...] | None = None

    example = {
        **_SUMMARY,
        "asks": [
            {
                **{name: said.example[name] for name in ("ask", "funder", "instrument", "revision", "cents", "lines")},
                "standing": standing,
                "ground": None,
                "reason": None,
                "takes_over": None,
            }
            for said, standing in ((PoolAsked, "held"), (ZuilAsked, "asked"))
        ],
        **{name: _FORM[name] for name in ("results", "costs", "other_money", "hours", "expected_savings")},
        "term": _FORM["term"],
        "plan_after": _FORM["plan_after"],
        "replaces": None,
        "goods": _FORM["goods"],
    }


class OpenApplications(AnswerBody):
    """How many applications are open, and the most urgent of them."""

    open: int
    applications: tuple[Summary, ...]

    example = {"open": 1, "applications": [_SUMMARY]}


class ShowApplication(QueryBody):
    """How an application stands with each funder; while it is open, its whole form."""

    name = "application"
    refuses = ("unknown-application",)
    answer = ApplicationShown
    application: Id

    example = {"application": "moestuin-2026"}


class ListOpenApplications(QueryBody):
    """Applications that await their funders, the most urgent first."""

    name = "open-applications"
    answer = OpenApplications
    limit: Limit = 100

    example = {"limit": 10}


# Answers


def show_application(state: State, query: ShowApplication, context: Context) -> dict[str, Any] | Refusal:
    found = state.applications.find(query.application)
    if found is None:
        return Refusal(
            "unknown-application", f"There is no application {query.application}; check its id.", "application"
        )
    return _closed(state, found, context) if isinstance(found, Closed) else _open(state, found, context)


def list_open_applications(state: State, query: ListOpenApplications, context: Context) -> dict[str, Any]:
    listed = islice(by_urgency(state), query.limit)
    return {
        "open": len(state.applications.open),
        "applications": [_summary(state, application) for application in listed],
    }


def by_urgency(state: State) -> Iterator[Open]:
    return (state.applications.open[application] for _, application in state.applications.deadlines)


def _summary(state: State, application: Open) -> dict[str, Any]:
    live = [ask for ask in state.asks.of(application.application).values() if ask.live]
    return {
        "application": application.application,
        "applicant": application.applicant,
        "purpose": application.form.purpose,
        "neighbourhood": application.form.neighbourhood,
        "status": "open",
        "decide_by": application.form.decide_by.isoformat(),
        "asked_cents": sum(ask.cents for ask in live),
        "held_cents": sum(ask.cents for ask in live if ask.standing == "held"),
    }


def _open(state: State, application: Open, context: Context) -> dict[str, Any]:
    form = application.form
    return {
        **_summary(state, application),
        "asks": _asks(state, application, context),
        "results": [result._asdict() for result in form.results],
        "costs": [cost._asdict() for cost in form.costs],
        "other_money": [money._asdict() for money in form.other_money],
        "hours": [hours._asdict() for hours in form.hours],
        "expected_savings": [saving._asdict() for saving in form.expected_savings],
        "term": form.term,
        "plan_after": form.plan_after,
        "replaces": form.replaces,
        "goods": None if form.goods is None else [goods._asdict() for goods in form.goods],
    }


def _closed(state: State, application: Closed, context: Context) -> dict[str, Any]:
    return {
        "application": application.application,
        "applicant": application.applicant,
        "purpose": application.purpose,
        "neighbourhood": application.neighbourhood,
        "status": application.status,
        **_failure(application, context),
        "asks": _asks(state, application, context),
    }


def _failure(closed: Closed, context: Context) -> dict[str, Any]:
    """Nothing is private of a failure that time decided."""
    words = closed.reason or (closed.failure if closed.failure == "decide-by-passed" else "")
    private = bool(closed.reason) and not context.may_read(*closed.concerned)
    return {"failure": closed.failure or None, "reason": WITHHELD if private else words}


def _asks(state: State, application: Open | Closed, context: Context) -> list[dict[str, Any]]:
    return [
        {
            "ask": ask.ask,
            "funder": ask.funder,
            "instrument": ask.instrument,
            "revision": ask.revision,
            "cents": ask.cents,
            "lines": [line._asdict() for line in ask.lines],
            "standing": ask.standing,
            "ground": ask.ground,
            "reason": _words(ask, application, context),
            "loan": as_published(TermsOfLoan, ask.loan) if ask.loan else None,
            "takes_over": ask.takes_over._asdict() if ask.takes_over else None,
            "advances": [advance._asdict() for advance in ask.advances],
        }
        for ask in state.asks.of(application.application).values()
    ]


def _words(ask: Ask, application: Open | Closed, context: Context) -> str | None:
    """A pool's words stand in its own log, and are asked there."""
    if not ask.reason or ask.of_pool:
        return WITHHELD if ask.reason else None
    return ask.reason if context.may_read(application.applicant, ask.funder.removeprefix("zuil:")) else WITHHELD
