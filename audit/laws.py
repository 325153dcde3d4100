"""What must hold, in words for a council member, and what was found not to: each with its place in a log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

Language: TypeAlias = Literal["nl", "en"]


@dataclass(frozen=True, slots=True)
class Law:
    """One rule. `code` is stable, for machines and tests; the sentences say what is wrong when it is broken.

    Names in braces in the sentences are filled in by whoever finds it broken.
    """

    code: str
    nl: str
    en: str


class Place(Protocol):
    """Where something is in the logs."""

    @property
    def log(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Problem:
    """A law broken, and by which event of which log."""

    log: str
    position: int
    kind: str
    law: Law
    values: Mapping[str, object]

    def told(self, language: Language) -> str:
        sentence = self.law.nl if language == "nl" else self.law.en
        event = "gebeurtenis" if language == "nl" else "event"
        return f"{self.log}, {event} {self.position} ({self.kind}): {sentence.format_map(self.values)}"

    def __str__(self) -> str:
        return self.told("en")


@dataclass(slots=True)
class Notes:
    """Collects what is found."""

    problems: list[Problem] = field(default_factory=list)

    def problem(self, place: Place, law: Law, **values: object) -> None:
        self.problems.append(Problem(place.log, place.position, place.kind, law, values))
