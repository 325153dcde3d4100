"""A law: what must hold, in words for a council member, and how it is judged, by reading only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from string import Formatter
from typing import Any, Literal, TypeAlias, get_args, get_type_hints

from audit.facts.declaring import Place
from audit.known.books import Known
from audit.reading.events import Event, Unreadable

__all__ = ["Broken", "Event", "Known", "Law", "Values", "law", "law_at_end", "law_at_rest"]
"""All that a judge needs."""

Language: TypeAlias = Literal["nl", "en"]


Where: TypeAlias = Event | Unreadable | Place
Values: TypeAlias = dict[str, object]
Broken: TypeAlias = Iterable[tuple[Where, Values]]

Judge: TypeAlias = Callable[[Event, Any, Known], bool | Values | Broken | None]
"""Judges an event and its fact by what was known before: whether the law is broken.

If so, the names in its sentence are filled in with the values it tells, the fact's fields and the event's. Or it tells
every place where the law is broken, each with all values.
"""

FinalJudge: TypeAlias = Callable[[Known], Broken]


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """One rule. `code` is stable, for machines and tests; the sentences say what is wrong when it is broken.

    A law is judged before the event is folded in, and sees no other law: their order does not matter.
    """

    code: str
    nl: str
    en: str
    judges: list[tuple[tuple[type, ...], Judge]] = field(default_factory=list)
    """Each with the facts that it judges; NoneType is among them if it also judges events without a sound fact."""
    ends: list[FinalJudge] = field(default_factory=list)
    rests: list[FinalJudge] = field(default_factory=list)

    def also(self, judge: Judge) -> Judge:
        """Judge other facts, too: those that the judge's second parameter is of, and all that are kinds of them."""
        judged = [*get_type_hints(judge).values()][1]
        self.judges.append((get_args(judged) or (judged,), judge))
        return judge

    def filled(self, event: Event, values: Values) -> Values:
        """What stands for the names in its sentence."""
        names = [name for _, name, _, _ in Formatter().parse(self.en) if name and name not in values]
        return {**values, **{name: getattr(event.fact if hasattr(event.fact, name) else event, name) for name in names}}


def law(*, nl: str, en: str) -> Callable[[Judge], Law]:
    """Make a law of a judge; the judge's name is its code."""

    def made(judge: Judge) -> Law:
        found = Law(_code(judge), nl, en)
        found.also(judge)
        return found

    return made


def law_at_end(*, nl: str, en: str) -> Callable[[FinalJudge], Law]:
    """Judged at the end of the logs: what should not be missing."""
    return lambda judge: Law(_code(judge), nl, en, ends=[judge])


def law_at_rest(*, nl: str, en: str) -> Callable[[FinalJudge], Law]:
    """Judged at the end of the logs, once nothing is under way."""
    return lambda judge: Law(_code(judge), nl, en, rests=[judge])


def _code(judge: Callable[..., object]) -> str:
    return judge.__name__.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Problem:
    """A law broken, and by which event of which log; where it is about the log itself, the position is 0."""

    log: str
    position: int
    kind: str
    law: Law
    values: Values

    def told(self, language: Language) -> str:
        sentence = self.law.nl if language == "nl" else self.law.en
        event = "gebeurtenis" if language == "nl" else "event"
        where = f"{self.log}, {event} {self.position} ({self.kind})" if self.position else f"{self.log}, {self.kind}"
        return f"{where}: {sentence.format_map(self.values)}"

    def __str__(self) -> str:
        return self.told("en")
