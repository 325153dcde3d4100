"""Batches, and what they say was heard: only what was really said, in order, and never anything twice."""

from audit.contract import UPSTREAMS
from audit.contract.runtime import BatchClosed, LogOpened
from audit.events import Event
from audit.history import Check, History
from audit.laws import Law, Notes

HEARD_NOT_SAID = Law(
    "heard-not-said",
    nl="heeft bericht {index} van {upstream} gehoord; dat logboek heeft zo'n bericht niet gezegd",
    en="has heard message {index} of {upstream}; that log has said no such message",
)
HEARD_OTHERWISE = Law(
    "heard-otherwise",
    nl="heeft onder nummer {index} van {upstream} een ander bericht gehoord dan dat logboek heeft",
    en="has heard another message {index} of {upstream} than that log holds",
)
HEARD_OTHER_LOG = Law(
    "heard-other-log",
    nl="heeft {upstream} gehoord uit logboek {found}; dit is logboek {expected}",
    en="has heard {upstream} from log {found}; this is log {expected}",
)
HEARD_NOT_RISING = Law(
    "heard-not-rising",
    nl="heeft {upstream} gehoord tot en met {index}, en eerder al tot en met {before}",
    en="has heard {upstream} up to {index}, and before that up to {before} already",
)
SOURCE_UNKNOWN = Law(
    "source-unknown",
    nl="komt van {source}, waar deze dienst niet naar luistert",
    en="comes from {source}, which this service does not hear",
)
BATCH_MIXED = Law(
    "batch-mixed",
    nl="noemt als oorzaak {cause}, in een batch van {source} tot en met {index}",
    en="names {cause} as its cause, in a batch of {source} up to {index}",
)
BATCH_NOT_CLOSED = Law(
    "batch-not-closed",
    nl="hoort bij een batch die niet is afgesloten: het einde van het logboek ontbreekt",
    en="belongs to a batch that is not closed: the end of the log is missing",
)
BY_ANOTHER = Law(
    "by-another",
    nl="staat op naam van {by}, terwijl de oorzaak {cause} is",
    en="is in the name of {by}, while its cause is {cause}",
)

COMMANDS, CLOCK, OPERATOR = "commands", "clock", "operator"


class Hearing(Check):
    """Per log: the batch that is open, and how far each upstream was heard."""

    def __init__(self, notes: Notes, history: History) -> None:
        super().__init__(notes)
        self._history = history
        self._log_ids: dict[str, str] = {}
        self._batches: dict[str, list[Event]] = {}
        self._heard: dict[tuple[str, str], int] = {}

    def take(self, event: Event) -> None:
        match event.fact:
            case LogOpened(log=log_id):
                self._log_ids.setdefault(event.log, log_id)
            case BatchClosed() as closed:
                self._close(event, closed)
            case _:
                self._batches.setdefault(event.log, []).append(event)
        self._in_whose_name(event)

    def end(self) -> None:
        for batch in self._batches.values():
            if batch:
                self.notes.problem(batch[-1], BATCH_NOT_CLOSED)

    def _in_whose_name(self, event: Event) -> None:
        """A command's facts are its sender's, a message's the upstream's; the clock and the operator are themselves."""
        origin, _, rest = event.cause.partition("/")
        expected = rest.partition("/")[0] if origin == "command" else origin
        found = event.by.partition("/")[0] if origin == OPERATOR else event.by
        if found != expected:
            self.notes.problem(event, BY_ANOTHER, by=event.by, cause=event.cause)

    def _close(self, event: Event, closed: BatchClosed) -> None:
        source = closed.source
        heard_before = self._heard.get((event.log, source), 0)
        if source in UPSTREAMS[event.log]:
            self._mark(event, closed, heard_before)
            self._heard[event.log, source] = closed.index
        elif source not in {COMMANDS, CLOCK, OPERATOR}:
            self.notes.problem(event, SOURCE_UNKNOWN, source=source)
        expected = heard_before + 1
        for one in (*self._batches.pop(event.log, ()), event):
            if not _fits(one, closed, expected):
                self.notes.problem(one, BATCH_MIXED, cause=one.cause, source=source, index=closed.index)
            expected = one.heard[1] if one.heard else expected

    def _mark(self, event: Event, closed: BatchClosed, heard_before: int) -> None:
        upstream, index = closed.source, closed.index
        if index <= heard_before:
            self.notes.problem(event, HEARD_NOT_RISING, upstream=upstream, index=index, before=heard_before)
        said = self._history.said.get((upstream, index))
        if said is None:
            self.notes.problem(event, HEARD_NOT_SAID, upstream=upstream, index=index)
        elif said.hash != closed.hash:
            self.notes.problem(event, HEARD_OTHERWISE, upstream=upstream, index=index)
        log_id = self._log_ids.get(upstream, "")
        if closed.log != log_id:
            self.notes.problem(event, HEARD_OTHER_LOG, upstream=upstream, found=closed.log, expected=log_id or "-")


def _fits(event: Event, closed: BatchClosed, expected: int) -> bool:
    """Whether an event may be in a batch closed so: one source a batch, and what was due by the clock before it.

    Of an upstream: what was made of the messages from `expected` on, in their order.
    """
    if event.cause == CLOCK:
        return True
    if closed.source == COMMANDS:
        return event.of_command or event.cause == COMMANDS
    if event.cause == closed.source:
        return True  # the close itself, or the operator's word
    return event.heard is not None and event.heard[0] == closed.source and expected <= event.heard[1] <= closed.index
