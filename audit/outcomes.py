"""Commands: exactly one outcome each, and nothing recorded but for what was accepted."""

from audit.contract.runtime import BatchClosed, CommandOutcome
from audit.events import Event
from audit.history import Check, History
from audit.laws import Law, Notes

OUTCOME_TWICE = Law(
    "outcome-twice",
    nl="geeft opdracht {command} een tweede uitkomst",
    en="gives command {command} a second outcome",
)
OUTCOME_UNFIT = Law(
    "outcome-unfit",
    nl="is geen uitkomst van {cause}: aanvaard zonder code, of geweigerd met code en zin, onder eigen naam",
    en="is no outcome of {cause}: accepted without a code, or refused with code and sentence, under its own name",
)
RECORDED_THOUGH_REFUSED = Law(
    "recorded-though-refused",
    nl="is vastgelegd, hoewel {command} is geweigerd ({code})",
    en="was recorded, though {command} was refused ({code})",
)
RECORDED_WITHOUT_OUTCOME = Law(
    "recorded-without-outcome",
    nl="is vastgelegd voor {command}, die in deze batch geen uitkomst heeft",
    en="was recorded for {command}, which has no outcome in this batch",
)
ACCEPTED_FOR_NOTHING = Law(
    "accepted-for-nothing",
    nl="aanvaardt {command}, maar er is niets vastgelegd",
    en="accepts {command}, but nothing was recorded",
)
CAUSE_UNFIT = Law(
    "cause-unfit",
    nl="kan niet volgen uit {cause}",
    en="cannot follow from {cause}",
)


class Outcomes(Check):
    """Per log: what each command of the open batch has recorded, and the outcomes so far."""

    def __init__(self, notes: Notes, history: History) -> None:
        super().__init__(notes)
        self._history = history
        self._outcomes: dict[tuple[str, str], CommandOutcome] = {}
        self._recorded: dict[tuple[str, str], list[Event]] = {}
        """By log and cause, until the outcome."""
        self.accepted = 0
        self.refused = 0

    def take(self, event: Event) -> None:
        match event.fact:
            case CommandOutcome() as outcome:
                self._outcome(event, outcome)
            case BatchClosed():
                self._no_outcome_in_batch(event.log)
            case None:
                pass
            case _ if event.of_command:
                self._recorded_for_command(event)
            case fact:
                self._follows_from(event, fact.causes)

    def _recorded_for_command(self, event: Event) -> None:
        before = self._outcomes.get((event.log, event.cause))
        if before is None:
            self._recorded.setdefault((event.log, event.cause), []).append(event)
        elif before.accepted:
            self.notes.problem(event, RECORDED_WITHOUT_OUTCOME, command=event.cause)
        else:
            self.notes.problem(event, RECORDED_THOUGH_REFUSED, command=event.cause, code=before.code)

    def _no_outcome_in_batch(self, log: str) -> None:
        for place in [place for place in self._recorded if place[0] == log]:
            for event in self._recorded.pop(place):
                self.notes.problem(event, RECORDED_WITHOUT_OUTCOME, command=event.cause)

    def _outcome(self, event: Event, outcome: CommandOutcome) -> None:
        stream = f"command/{outcome.party}/{outcome.command_id}"
        whole = bool(outcome.code) == bool(outcome.sentence) == (not outcome.accepted)
        if not whole or {event.envelope.stream, event.cause} != {stream}:
            self.notes.problem(event, OUTCOME_UNFIT, cause=event.cause)
        if (event.log, stream) in self._outcomes:
            self.notes.problem(event, OUTCOME_TWICE, command=stream)
        self._outcomes[event.log, stream] = outcome
        self.accepted += outcome.accepted
        self.refused += not outcome.accepted
        recorded = self._recorded.pop((event.log, stream), [])
        if outcome.accepted and not recorded:
            self.notes.problem(event, ACCEPTED_FOR_NOTHING, command=outcome.command)
        for one in recorded:
            if not outcome.accepted:
                self.notes.problem(one, RECORDED_THOUGH_REFUSED, command=stream, code=outcome.code)
            elif one.fact and outcome.command not in one.fact.causes:
                self.notes.problem(one, CAUSE_UNFIT, cause=outcome.command)

    def _follows_from(self, event: Event, causes: tuple[str, ...]) -> None:
        """Of what no command caused: whether a message of that kind, or the clock, may cause it."""
        if not causes:
            return  # the log's opening
        cause = self._history.cause_of(event)
        found = f"{cause.log}/{cause.kind}" if cause else event.cause
        if found not in causes:
            self.notes.problem(event, CAUSE_UNFIT, cause=found)
