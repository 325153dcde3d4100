"""What time alone decides: each deadline by itself, so that one that cannot be decided keeps no other from being."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Generic

import structlog

from shared.service import Deadline, Service, State

_log = structlog.get_logger(__name__)


class TimersBroken(Exception):
    """Bugs: what follows from these deadlines could not be decided, or not be folded in."""

    def __init__(self, bugs: Mapping[Deadline, Exception]) -> None:
        super().__init__(", ".join(what for _, what in bugs))
        self.bugs = bugs


class Timers(Generic[State]):
    """The deadlines that have come. One that is passed over stands still until a restart, or until it is put off."""

    def __init__(self, service: Service[State]) -> None:
        self._service = service
        self._passed_over: set[Deadline] = set()

    def reached(self, state: State, now: datetime) -> list[Deadline]:
        """What is to be decided now."""
        return [deadline for deadline in self._service.reached(state, now) if deadline not in self._passed_over]

    def one_after_another(self, state: Callable[[], State], now: datetime) -> Iterator[Deadline]:
        """All of that, each once; and what became due by it, as the next instalment of a loan after a long silence."""
        decided: set[Deadline] = set()
        while reached := [deadline for deadline in self.reached(state(), now) if deadline not in decided]:
            decided.update(reached)
            yield from reached

    def pass_over(self, broken: TimersBroken) -> None:
        """Decide these no more, and tell the operator."""
        for (at, what), bug in broken.bugs.items():
            _log.critical("a deadline stands still: what follows cannot be decided", due=what, at=at, exc_info=bug)
        self._passed_over.update(broken.bugs)

    def standing_still(self, state: State) -> list[str]:
        """What was passed over and is still open, earliest first."""
        if not self._passed_over:
            return []
        return [what for at, what in self._service.deadlines(state) if (at, what) in self._passed_over]
