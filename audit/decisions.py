"""The end of an application: once and for all, over every ask that is still part of it, each held as it was asked."""

from collections.abc import Iterable

from audit.asks import Application, Ask, Asks, exact
from audit.contract import applications as a
from audit.events import Event
from audit.history import Check
from audit.holds import Holds
from audit.laws import Law, Notes

GRANT_WITHOUT_HOLD = Law(
    "grant-without-hold",
    nl="verleent {ask} herziening {revision} van {cents} cent, zonder dat {funder} precies dat vasthoudt",
    en="grants {ask} revision {revision} of {cents} cents, while {funder} does not hold exactly that",
)
DECISION_INCOMPLETE = Law(
    "decision-incomplete",
    nl="beslist over {named}; aan de orde is {live}",
    en="decides on {named}; what there is to decide on is {live}",
)
FAILED_EARLY = Law(
    "failed-early",
    nl="laat de aanvraag vervallen op {at}, vóór het uiterste moment {decide_by}",
    en="lets the application fail at {at}, before its last moment {decide_by}",
)
FAILED_THOUGH_HELD = Law(
    "failed-though-held",
    nl="laat de aanvraag vervallen, terwijl alles wat aan de orde is wordt vastgehouden",
    en="lets the application fail, while all that there is to decide on is held",
)
DECISION_FOR_ANOTHER = Law(
    "decision-for-another",
    nl="noemt {named} als aanvrager; dat is {applicant}",
    en="names {named} as the applicant; that is {applicant}",
)


class Decisions(Check):
    """Grants and failures. Stands before `Asks`, which then knows that the application is decided."""

    def __init__(self, notes: Notes, asks: Asks, holds: Holds) -> None:
        super().__init__(notes)
        self._asks = asks
        self._holds = holds

    def take(self, event: Event) -> None:
        match event.fact:
            case a.ApplicationGranted() as granted:
                if application := self._of_applicant(event, granted):
                    self._grant(event, granted, application)
            case a.ApplicationFailed() as failed:
                if application := self._of_applicant(event, failed):
                    self._fail(event, failed, application)
            case _:
                pass

    def _of_applicant(self, event: Event, decided: a.ApplicationGranted | a.ApplicationFailed) -> Application | None:
        application = self._asks.applications.get(decided.application)
        applicant = application.submitted.applicant if application else "-"
        if decided.applicant != applicant:
            self.notes.problem(event, DECISION_FOR_ANOTHER, named=decided.applicant, applicant=applicant)
        return application

    def _grant(self, event: Event, granted: a.ApplicationGranted, application: Application) -> None:
        live = application.live
        if {named.ask for named in granted.asks} != set(live) or len(granted.asks) != len(live):
            self._incomplete(event, [named.ask for named in granted.asks], live)
        for named in granted.asks:
            ask = live.get(named.ask)
            held = ask and ask.standing == "held" and exact(ask.asked) == exact(named) and _same_lines(ask, named)
            if not held or not self._holds.holds(named.funder, named.ask, named.revision, named.cents):
                ask_id, revision, cents, funder = named.ask, named.revision, named.cents, named.funder
                self.notes.problem(event, GRANT_WITHOUT_HOLD, ask=ask_id, revision=revision, cents=cents, funder=funder)

    def _fail(self, event: Event, failed: a.ApplicationFailed, application: Application) -> None:
        live = {(name, ask.asked.revision, ask.asked.funder) for name, ask in application.live.items()}
        if {(named.ask, named.revision, named.funder) for named in failed.asks} != live:
            self._incomplete(event, [named.ask for named in failed.asks], application.live)
        if application.live and all(ask.standing == "held" for ask in application.live.values()):
            self.notes.problem(event, FAILED_THOUGH_HELD)
        decide_by = application.submitted.form.decide_by
        if event.cause == "clock" and event.envelope.at < decide_by:
            at = event.envelope.at.isoformat()
            self.notes.problem(event, FAILED_EARLY, at=at, decide_by=decide_by.isoformat())

    def _incomplete(self, event: Event, named: Iterable[str], live: Iterable[str]) -> None:
        self.notes.problem(event, DECISION_INCOMPLETE, named=", ".join(sorted(named)), live=", ".join(sorted(live)))


def _same_lines(ask: Ask, named: a.GrantedAsk) -> bool:
    return (ask.asked.lines, ask.asked.instrument) == (named.lines, named.instrument)
