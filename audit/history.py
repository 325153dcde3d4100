"""The three logs as one history: every cause before what it caused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audit.contract.base import Fact
from audit.contract.runtime import BatchClosed
from audit.events import Event
from audit.laws import Notes


@dataclass(slots=True)
class History:
    """What was said so far, by log and message index."""

    said: dict[tuple[str, int], Event] = field(default_factory=dict)

    def take(self, event: Event) -> None:
        if event.envelope.audience:
            self.said[event.log, event.envelope.said] = event

    def cause_of(self, event: Event) -> Event | None:
        """The event whose message caused this one."""
        return self.said.get(event.heard) if event.heard else None

    def fact_behind(self, event: Event) -> Fact | None:
        """The fact whose message caused this one."""
        cause = self.cause_of(event)
        return cause.fact if cause else None


class Check:
    """One part of the audit. It is shown every event of all logs, in causal order, and folds what it needs."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    def take(self, event: Event) -> None:
        """Judge one event."""

    def end(self) -> None:
        """Judge what should not be missing, at the end of the logs."""

    def rest(self) -> None:
        """Judge what must hold once nothing is under way."""


def in_causal_order(logs: Mapping[str, Sequence[Event]]) -> Iterator[Event]:
    """All events, each log in its own order, none before the message that caused it.

    Where the logs contradict one another no such order exists: one of them goes on, for the checks to find it.
    """
    queues = {name: iter(events) for name, events in logs.items()}
    ahead = {name: event for name, queue in queues.items() if (event := next(queue, None))}
    said = dict.fromkeys(logs, 0)
    while ahead:
        name = next((name for name, event in ahead.items() if _may_follow(event, said)), next(iter(ahead)))
        event = ahead.pop(name)
        said[name] = max(said[name], event.envelope.said)
        yield event
        if following := next(queues[name], None):
            ahead[name] = following


def _may_follow(event: Event, said: Mapping[str, int]) -> bool:
    """Whether what this event has heard was said by now."""
    match event.fact:
        case BatchClosed(source=source, index=index) if source in said:
            return said[source] >= index
        case _:
            return event.heard is None or said[event.heard[0]] >= event.heard[1]
