"""What the audit found, and how much there was to look at."""

from dataclasses import dataclass, field

from audit.laws.law import Law, Problem, Values, Where
from audit.reading.rest import Unheard

LISTED = 10_000
"""So many problems are listed at most; the rest is counted."""


@dataclass(slots=True)
class Problems:
    """Collects what is found."""

    broken: list[Problem] = field(default_factory=list)
    unlisted: int = 0

    def note(self, law: Law, where: Where, values: Values) -> None:
        if len(self.broken) == LISTED:
            self.unlisted += 1
            return
        self.broken.append(Problem(where.log, where.position, where.kind, law, values))


@dataclass(frozen=True, slots=True)
class OneLog:
    """A log by itself."""

    log: str
    events: int
    hash: str
    """Of the last event."""
    hash_at: int
    """The position of the first event whose hash begins as was asked; 0: there is none."""
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Findings:
    """The books of all three."""

    broken: list[Problem]
    unlisted: int
    """Problems found beside these."""
    unheard: list[Unheard]
    """What is under way: published, and not read yet."""
    events: dict[str, int]
    """By log."""
    accepted: int
    refused: int
    granted: int
    failed: int
    open: int
    """Applications by how they stand."""
    holds: int
    """Holds of pools in force."""
    money: dict[str, int] = field(default_factory=dict)
    """Cents by `<log>/<use>`, all pools and parties together; accounts below zero are given as positive amounts."""

    @property
    def problems(self) -> list[str]:
        """Every law broken: the log, the event's position, and what is wrong."""
        return [str(problem) for problem in self.broken]

    @property
    def commands(self) -> int:
        return self.accepted + self.refused

    @property
    def at_rest(self) -> bool:
        """Whether nothing is under way. Only then are the mirrors, and what nobody may leave undone, judged."""
        return not self.unheard
