"""Applications: submitted, asked, answered; and nothing any more once they are decided."""

from dataclasses import dataclass, field

from audit.contract import applications as a
from audit.contract.runtime import CommandOutcome
from audit.events import Event
from audit.history import Check
from audit.laws import Law, Notes

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
ASKED_OTHERWISE = Law(
    "asked-otherwise",
    nl="vraagt {ask} voor een ander doel, een andere buurt of tot een ander moment dan de aanvraag noemt",
    en="asks {ask} for another purpose, neighbourhood or last moment than the application states",
)
COSTS_DO_NOT_ADD_UP = Law(
    "costs-do-not-add-up",
    nl="aanvraag {application}: de kosten zijn {costs} cent, gevraagd en eigen geld samen {covered} cent",
    en="application {application}: its costs are {costs} cents, what it asks and has itself {covered} cents",
)
TOO_LATE = Law(
    "too-late",
    nl="komt op {at}, vanaf het uiterste moment {decide_by} van {application}",
    en="comes at {at}, from the last moment {decide_by} of {application} on",
)
ANSWER_UNFIT = Law(
    "answer-unfit",
    nl="antwoordt op {ask} herziening {revision} van {cents} cent; zo staat die vraag niet open",
    en="answers {ask} revision {revision} of {cents} cents; no such ask is open",
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
    other_money: tuple[a.OtherMoney, ...]
    asks: dict[str, Ask] = field(default_factory=dict)
    decision: Event | None = None
    """The first one: it is what funders acted upon."""

    @property
    def live(self) -> dict[str, Ask]:
        """What is not dropped."""
        return {name: ask for name, ask in self.asks.items() if ask.standing != "dropped"}

    @property
    def status(self) -> str:
        return self.decision.kind.removeprefix("application-") if self.decision else "open"


class Asks(Check):
    """The applications' log: every application, its asks and its end."""

    def __init__(self, notes: Notes) -> None:
        super().__init__(notes)
        self._proposed: Application | None = None
        """What the command being told of submitted or rearranged."""
        self.applications: dict[str, Application] = {}

    def take(self, event: Event) -> None:
        match event.fact:
            case a.ApplicationSubmitted() as submitted:
                if submitted.application in self.applications:
                    self.notes.problem(event, SUBMITTED_TWICE, application=submitted.application)
                self._proposed = Application(submitted, submitted.form.other_money)
                self.applications[submitted.application] = self._proposed
            case a.AsksRearranged() as rearranged:
                if application := self._undecided(event, rearranged.application):
                    application.other_money = rearranged.other_money
                    self._proposed = application
            case a.Asked() as asked:
                self._ask(event, asked)
            case a.AskHeld() | a.AskDeclined() as answer:
                self._answer(event, answer)
            case a.ApplicationGranted(application=name) | a.ApplicationFailed(application=name):
                self._decide(event, name)
            case CommandOutcome() if event.log == "applications":
                self._adds_up(event)
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

    def _in_time(self, event: Event, application: Application) -> None:
        """From the last moment on nobody answers or rearranges any more, though the timer is still to be recorded."""
        at, decide_by = event.envelope.at, application.submitted.form.decide_by
        if event.of_command and at >= decide_by:
            name = application.submitted.application
            self.notes.problem(event, TOO_LATE, at=at.isoformat(), decide_by=decide_by.isoformat(), application=name)

    def _ask(self, event: Event, asked: a.Asked) -> None:
        application = self._undecided(event, asked.application)
        if application is None:
            return
        self._in_time(event, application)
        before = application.asks.get(asked.ask)
        follows = (
            (asked.revision, asked.funder) == (before.asked.revision + 1, before.asked.funder)
            if before
            else asked.revision == 1 and asked.cents > 0
        )
        own = asked.ask.startswith(f"{asked.application}:") and asked.applicant == application.submitted.applicant
        if asked.told_to_funders != application.submitted.form.told_to_funders:
            self.notes.problem(event, ASKED_OTHERWISE, ask=asked.ask)
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
        if application:
            self._in_time(event, application)
        holds = isinstance(answer, a.AskHeld)
        open_to = {"asked", "declined"} if holds else {"asked"}
        if found is None or found.standing not in open_to or exact(found.asked) != exact(answer):
            ask, revision, cents = answer.ask, answer.revision, answer.cents
            self.notes.problem(event, ANSWER_UNFIT, ask=ask, revision=revision, cents=cents)
        else:
            found.standing = "held" if holds else "declined"

    def _adds_up(self, event: Event) -> None:
        """What an accepted proposal asks, and what it has itself, are its costs."""
        proposed, self._proposed = self._proposed, None
        if proposed is None:
            return
        asked = sum(ask.asked.cents for ask in proposed.live.values())
        covered = asked + sum(money.cents for money in proposed.other_money)
        costs = sum(cost.cents for cost in proposed.submitted.form.costs)
        if costs != covered:
            name = proposed.submitted.application
            self.notes.problem(event, COSTS_DO_NOT_ADD_UP, application=name, costs=costs, covered=covered)

    def _decide(self, event: Event, application: str) -> None:
        if found := self._undecided(event, application):
            found.decision = found.decision or event


def exact(ask: a.OfAsk | a.GrantedAsk) -> tuple[int, str, int]:
    return ask.revision, ask.funder, ask.cents
