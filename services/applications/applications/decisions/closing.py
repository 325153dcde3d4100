"""The two ends of an application: granted by all funders at once, or failed for all (S4). Neither follows the other."""

from collections.abc import Iterable

from services.applications.applications.decisions.lookup import open_application
from services.applications.applications.facts import ApplicationFailed, ApplicationGranted, FailedAsk, GrantedAsk
from services.applications.applications.state import Open
from services.applications.asks.state import Ask
from services.applications.state import State
from shared.money import Refusal


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
        )
    ]


def withdraw(state: State, *, by: str, application: str, reason: str) -> list[ApplicationFailed] | Refusal:
    """The applicant gives up, in its own words; every funder is free again."""
    found = open_application(state, application, by=by)
    return found if isinstance(found, Refusal) else [_failed(state, found, reason)]


def overdue(state: State, application: str) -> list[ApplicationFailed]:
    """At `decide_by` an application that is not granted has failed."""
    return [_failed(state, state.applications.open[application], "decide-by-passed")]


def _failed(state: State, application: Open, reason: str) -> ApplicationFailed:
    live = [ask for ask in state.asks.of(application.application).values() if ask.live]
    return ApplicationFailed(
        application=application.application,
        applicant=application.applicant,
        reason=reason,
        asks=tuple(FailedAsk(ask.ask, ask.revision, ask.funder) for ask in live),
        postings=tuple(posting for ask in live for posting in ask.returns()),
    )
