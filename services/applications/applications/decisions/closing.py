"""The two ends of an application: granted by all funders at once, or failed for all (S4). Neither follows the other."""

from collections.abc import Iterable
from typing import TypeAlias

from services.applications.applications.decisions.lookup import open_application, open_business
from services.applications.applications.facts import (
    ApplicationFailed,
    ApplicationGranted,
    FailedAsk,
    FailureCode,
    FailureExplained,
    GrantedAdvances,
    GrantedAsk,
    GrantedLoan,
)
from services.applications.applications.state import Open
from services.applications.asks.state import Ask
from services.applications.state import State
from shared.money import Refusal

Ended: TypeAlias = ApplicationFailed | FailureExplained


def grant_if_complete(application: Open, asks: Iterable[Ask]) -> list[ApplicationGranted]:
    """The grant, in one fact for all funders, if every ask is held. `asks` are as the facts before it leave them."""
    live = [ask for ask in asks if ask.live]
    assert live, "an application always asks somebody"
    if any(ask.standing != "held" for ask in live):
        return []
    return [
        ApplicationGranted(
            application=application.application,
            applicant=application.applicant,
            asks=tuple(
                GrantedAsk(ask.ask, ask.revision, ask.funder, ask.cents, ask.lines, ask.instrument) for ask in live
            ),
            postings=tuple(posting for ask in live for posting in ask.grants()),
            loans=tuple(GrantedLoan(ask.ask, ask.loan) for ask in live if ask.loan),
            advances=tuple(GrantedAdvances(ask.ask, ask.advances) for ask in live if ask.advances),
        )
    ]


def withdraw(state: State, *, by: str, application: str, reason: str) -> list[Ended] | Refusal:
    """The applicant gives up; every funder is free again. Its words are for itself and the zuilen that it asked."""
    found = open_application(state, application, by=by)
    if isinstance(found, Refusal):
        return found
    failed = _failed(state, found, "withdrawn")
    zuilen = [ask.funder.removeprefix("zuil:") for ask in failed.asks if ask.funder.startswith("zuil:")]
    told = dict.fromkeys((by, *zuilen))
    return [failed, *(FailureExplained(application, party, by, reason) for party in told)]


def end(state: State, *, by: str, application: str, reason: str) -> list[Ended] | Refusal:
    """The executive ends an application by a reasoned decision (bankruptcy, fraud); the reasons are the applicant's."""
    found = open_business(state, application)
    if isinstance(found, Refusal):
        return found
    failed = _failed(state, found, "ended-by-executive")
    return [failed, FailureExplained(application, found.applicant, by, reason)]


def overdue(state: State, application: str) -> list[ApplicationFailed]:
    """At `decide_by` an application that is not granted has failed."""
    return [_failed(state, state.applications.open[application], "decide-by-passed")]


def _failed(state: State, application: Open, reason: FailureCode) -> ApplicationFailed:
    live = [ask for ask in state.asks.of(application.application).values() if ask.live]
    return ApplicationFailed(
        application=application.application,
        applicant=application.applicant,
        reason=reason,
        asks=tuple(FailedAsk(ask.ask, ask.revision, ask.funder) for ask in live),
        postings=tuple(posting for ask in live for posting in ask.returns()),
    )
