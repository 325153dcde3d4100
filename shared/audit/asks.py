"""Applications: asked, answered, and decided once and for all, only when every funder holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from shared.audit.contract import applications as a
from shared.audit.events import Event
from shared.audit.history import Check
from shared.audit.holds import Holds
from shared.audit.laws import Law, Notes

SUBMITTED_TWICE = Law(
    "submitted-twice",
    nl="aanvraag {application} is al eerder ingediend",
    en="application {application} was submitted before",
)
NEVER_SUBMITTED = Law(
    "never-submitted",
    nl="aanvraag {application} is nooit ingediend",
    en="application {application} was never submitted",
)
DECIDED_BEFORE = Law(
    "decided-before",
    nl="aanvraag {application} is al beslist in gebeurtenis {decision}: {outcome}",
    en="application {application} was decided before, in event {decision}: {outcome}",
)
REVISION_UNFIT = Law(
    "revision-unfit",
    nl="deelvraag {ask}: herziening {revision} aan {funder} volgt niet op wat ervoor gevraagd is",
    en="ask {ask}: revision {revision} to {funder} does not follow what was asked before",
)
ASK_DOES_NOT_ADD_UP = Law(
    "ask-does-not-add-up",
    nl="deelvraag {ask}: {cents} cent, maar de regels samen zijn {lines} cent",
    en="ask {ask}: {cents} cents, but its lines are {lines} cents together",
)
ANSWER_UNFIT = Law(
    "answer-unfit",
    nl="antwoordt op {ask} herziening {revision} van {cents} cent; zo staat die vraag niet open",
    en="answers {ask} revision {revision} of {cents} cents; no such ask is open",
)
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


@dataclass(slots=True)
class Ask:
    """The latest revision of an ask, and how it stands."""

    asked: a.Asked
    standing: str = "asked"
    """`asked`, `held`, `declined` or `dropped`."""


@dataclass(slots=True)
class Application:
    submitted: a.ApplicationSubmitted
    asks: dict[str, Ask] = field(default_factory=dict)
    decision: Event | None = None

    @property
    def live(self) -> dict[str, Ask]:
        """What is not dropped."""
        return {name: ask for name, ask in self.asks.items() if ask.standing != "dropped"}

    @property
    def status(self) -> str:
        return self.decision.kind.removeprefix("application-") if self.decision else "open"


class Asks(Check):
    """The applications' log: every application, its asks and its end."""

    def __init__(self, notes: Notes, holds: Holds) -> None:
        super().__init__(notes)
        self._holds = holds
        self.applications: dict[str, Application] = {}

    def take(self, event: Event) -> None:
        match event.fact:
            case a.ApplicationSubmitted() as submitted:
                if submitted.application in self.applications:
                    self.notes.problem(event, SUBMITTED_TWICE, application=submitted.application)
                self.applications[submitted.application] = Application(submitted)
            case a.AsksRearranged() as rearranged:
                self._undecided(event, rearranged.application)
            case a.Asked() as asked:
                self._ask(event, asked)
            case a.AskHeld() | a.AskDeclined() as answer:
                self._answer(event, answer)
            case a.ApplicationGranted() as granted:
                self._grant(event, granted)
            case a.ApplicationFailed() as failed:
                self._fail(event, failed)
            case _:
                pass

    def find(self, ask: str) -> Ask | None:
        application = self.applications.get(ask.partition(":")[0])
        return application.asks.get(ask) if application else None

    def _undecided(self, event: Event, application: str) -> Application | None:
        """The application, if anything may still happen to it; noted, if not."""
        found = self.applications.get(application)
        if found is None:
            self.notes.problem(event, NEVER_SUBMITTED, application=application)
        elif found.decision:
            decision, outcome = found.decision.position, found.status
            self.notes.problem(event, DECIDED_BEFORE, application=application, decision=decision, outcome=outcome)
        return found

    def _ask(self, event: Event, asked: a.Asked) -> None:
        application = self._undecided(event, asked.application)
        if application is None:
            return
        before = application.asks.get(asked.ask)
        follows = (
            (asked.revision, asked.funder) == (before.asked.revision + 1, before.asked.funder)
            if before
            else asked.revision == 1 and asked.cents > 0
        )
        own = asked.ask.startswith(f"{asked.application}:") and asked.applicant == application.submitted.applicant
        if not follows or not own:
            self.notes.problem(event, REVISION_UNFIT, ask=asked.ask, revision=asked.revision, funder=asked.funder)
        lines = sum(line.cents for line in asked.lines)
        if lines != asked.cents:
            self.notes.problem(event, ASK_DOES_NOT_ADD_UP, ask=asked.ask, cents=asked.cents, lines=lines)
        application.asks[asked.ask] = Ask(asked, "asked" if asked.cents else "dropped")

    def _answer(self, event: Event, answer: a.AskHeld | a.AskDeclined) -> None:
        """A decline may become a hold; a hold is binding."""
        application = self._undecided(event, answer.application)
        found = application.asks.get(answer.ask) if application else None
        holds = isinstance(answer, a.AskHeld)
        open_to = {"asked", "declined"} if holds else {"asked"}
        if found is None or found.standing not in open_to or _exact(found.asked) != _exact(answer):
            ask, revision, cents = answer.ask, answer.revision, answer.cents
            self.notes.problem(event, ANSWER_UNFIT, ask=ask, revision=revision, cents=cents)
        else:
            found.standing = "held" if holds else "declined"

    def _grant(self, event: Event, granted: a.ApplicationGranted) -> None:
        application = self._undecided(event, granted.application)
        if application is None:
            return
        live = application.live
        if {named.ask for named in granted.asks} != set(live) or len(granted.asks) != len(live):
            self._incomplete(event, [named.ask for named in granted.asks], live)
        for named in granted.asks:
            ask = live.get(named.ask)
            held = ask and ask.standing == "held" and _exact(ask.asked) == _exact(named) and _same_lines(ask, named)
            if not held or not self._holds.holds(named.funder, named.ask, named.revision, named.cents):
                ask_id, revision, cents, funder = named.ask, named.revision, named.cents, named.funder
                self.notes.problem(event, GRANT_WITHOUT_HOLD, ask=ask_id, revision=revision, cents=cents, funder=funder)
        application.decision = event

    def _fail(self, event: Event, failed: a.ApplicationFailed) -> None:
        application = self._undecided(event, failed.application)
        if application is None:
            return
        live = {(name, ask.asked.revision, ask.asked.funder) for name, ask in application.live.items()}
        if {(named.ask, named.revision, named.funder) for named in failed.asks} != live:
            self._incomplete(event, [named.ask for named in failed.asks], application.live)
        decide_by = application.submitted.form.decide_by
        if event.cause == "clock" and event.envelope.at < decide_by:
            at = event.envelope.at.isoformat()
            self.notes.problem(event, FAILED_EARLY, at=at, decide_by=decide_by.isoformat())
        application.decision = event

    def _incomplete(self, event: Event, named: Iterable[str], live: Iterable[str]) -> None:
        self.notes.problem(event, DECISION_INCOMPLETE, named=", ".join(sorted(named)), live=", ".join(sorted(live)))


def _exact(ask: a.OfAsk | a.GrantedAsk) -> tuple[int, str, int]:
    return ask.revision, ask.funder, ask.cents


def _same_lines(ask: Ask, named: a.GrantedAsk) -> bool:
    return (ask.asked.lines, ask.asked.instrument) == (named.lines, named.instrument)
