"""Questions the applications service answers, from its state. Applications and answers are public matters."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, assert_never

from services.applications import queries as q
from services.applications.domain.state import Ask, Closed, Open, State
from shared.money import Refusal
from shared.service import Context

QUERIES = q.QUERIES


def answer(state: State, query: q.Query, context: Context) -> dict[str, Any] | Refusal:
    """The answer as a JSON object; what is not there is refused."""
    match query:
        case q.ShowApplication():
            found = state.find(query.application)
            if found is None:
                return Refusal("unknown-application", f"There is no application {query.application}.", "application")
            return _closed(found) if isinstance(found, Closed) else _open(found)
        case q.ListOpenApplications():
            listed = islice(_by_urgency(state), query.limit)
            return {"open": len(state.open), "applications": [_summary(application) for application in listed]}
        case q.ListUnansweredAsks():
            unanswered = _unanswered(_by_urgency(state), query.funder)
            return {"funder": query.funder, "asks": list(islice(unanswered, query.limit))}
        case _:
            assert_never(query)


def _by_urgency(state: State) -> Iterator[Open]:
    return (state.open[application] for _, application in state.deadlines)


def _summary(application: Open) -> dict[str, Any]:
    live = [ask for ask in application.asks.values() if ask.live]
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


def _open(application: Open) -> dict[str, Any]:
    form = application.form
    return {
        **_summary(application),
        "asks": _asks(application.asks.values()),
        "results": [result._asdict() for result in form.results],
        "costs": [cost._asdict() for cost in form.costs],
        "other_money": [money._asdict() for money in form.other_money],
        "hours": [hours._asdict() for hours in form.hours],
        "expected_savings": [saving._asdict() for saving in form.expected_savings],
        "term": form.term,
        "plan_after": form.plan_after,
        "replaces": form.replaces,
    }


def _closed(application: Closed) -> dict[str, Any]:
    return {
        "application": application.application,
        "applicant": application.applicant,
        "purpose": application.purpose,
        "neighbourhood": application.neighbourhood,
        "status": application.status,
        "reason": application.reason,
        "asks": _asks(application.asks.values()),
    }


def _asks(asks: Iterable[Ask]) -> list[dict[str, Any]]:
    return [
        {
            "ask": ask.ask,
            "funder": ask.funder,
            "instrument": ask.instrument,
            "revision": ask.revision,
            "cents": ask.cents,
            "lines": [line._asdict() for line in ask.lines],
            "standing": ask.standing,
        }
        for ask in asks
    ]


def _unanswered(applications: Iterable[Open], funder: str) -> Iterator[dict[str, Any]]:
    for application in applications:
        for ask in application.asks.values():
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
