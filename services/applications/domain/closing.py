"""The two ends of an application: granted by all funders at once, or failed for all (S4). Neither follows the other."""

from collections.abc import Iterable

from services.applications.domain import accounts
from services.applications.domain import events as e
from services.applications.domain.lookup import open_application
from services.applications.domain.state import Ask, Open, State
from shared.money import Refusal


def grant_if_complete(application: Open, asks: Iterable[Ask]) -> list[e.Event]:
    """The grant, in one fact for all funders, if every ask is held. `asks` are as the facts before it leave them."""
    live = [ask for ask in asks if ask.live]
    assert live, "an application always asks somebody"
    if any(ask.standing != "held" for ask in live):
        return []
    return [
        e.ApplicationGranted(
            application=application.application,
            applicant=application.applicant,
            asks=tuple(
                e.GrantedAsk(ask.ask, ask.revision, ask.funder, ask.cents, ask.lines, ask.instrument) for ask in live
            ),
            postings=tuple(posting for ask in live for posting in accounts.granted(ask)),
        )
    ]


def withdraw(state: State, *, by: str, application: str, reason: str) -> list[e.Event] | Refusal:
    """The applicant gives up, in its own words; every funder is free again."""
    found = open_application(state, application, by=by)
    return found if isinstance(found, Refusal) else [_failed(found, reason)]


def overdue(state: State, application: str) -> list[e.Event]:
    """At `decide_by` an application that is not granted has failed."""
    return [_failed(state.open[application], "decide-by-passed")]


def _failed(application: Open, reason: str) -> e.ApplicationFailed:
    live = [ask for ask in application.asks.values() if ask.live]
    return e.ApplicationFailed(
        application=application.application,
        applicant=application.applicant,
        reason=reason,
        asks=tuple(e.FailedAsk(ask.ask, ask.revision, ask.funder) for ask in live),
        postings=tuple(posting for ask in live for posting in accounts.returned(ask)),
    )
