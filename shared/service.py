"""What a service is, to the runtime: pure functions over its own state, and tables of what it says and hears.

The runtime (`writer`, `relay`, `intake`, `bus`) knows this shape and no business noun.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from shared.money import Posting, Refusal
from shared.parties import Parties
from shared.wire import CommandBody, HeardBody, QueryBody, SaidBody

ALL = "all"
"""The audience of a public event. No party may have this slug, for parties are named in the register."""


class Fact(Protocol):
    """What a decision yields: a frozen dataclass whose `kind` and field names are a storage format.

    A fact about money also has `postings: tuple[Posting, ...]`, which sum to zero.
    """

    kind: ClassVar[str]

    @property
    def stream(self) -> str:
        """The stream of the log this fact belongs to."""


Facts: TypeAlias = Sequence[Any]
Decision: TypeAlias = Facts | Refusal
Deadline: TypeAlias = tuple[datetime, str]
"""When something is due, and the name of what is."""
State = TypeVar("State")


@dataclass(frozen=True, slots=True)
class Context:
    """What a decision may know beside the state: who sends, when it is, who is who, what is configured."""

    by: str
    now: datetime
    today: date
    """Civil date of `now` in Europe/Amsterdam."""
    parties: Parties
    subsidy_ceiling_percent: int = 100


@dataclass(frozen=True, slots=True)
class Saying:
    """How a recorded fact leaves: its model, to whom, and the last token of a public event's subject.

    The audience is a property of the kind, fixed for ever: a refill numbers messages as the first time.
    """

    model: type[SaidBody]
    audience: Callable[[Any], str]
    key: Callable[[Any], str]


def to_all(model: type[SaidBody], key: Callable[[Any], str]) -> Saying:
    """A public event on `bundel.event.<service>.<kind>.<key>`."""
    return Saying(model, lambda _: ALL, key)


def to_party(model: type[SaidBody], party: Callable[[Any], str]) -> Saying:
    """A message to one party on `bundel.to.<party>.<service>.<kind>`."""
    return Saying(model, party, party)


def no_figures(_: Any) -> Mapping[str, int]:
    """Of a service that has none to show."""
    return {}


def no_deadlines(_: Any) -> Sequence[Deadline]:
    """Of a service in which time alone decides nothing."""
    return ()


def nothing_due(_: Any, __: str, ___: Context) -> Facts:
    """Of such a service, too."""
    return ()


@dataclass(frozen=True)
class Service(Generic[State]):
    """The pure side of one service. Every function here is free of I/O, clocks and chance."""

    name: str
    upstreams: tuple[str, ...]
    """Services whose whole stream this one reads, each strictly in order."""
    readers: tuple[str, ...]
    """Services that read this one: witnesses to what was said when the broker has forgotten."""
    facts: tuple[type[Any], ...]
    new_state: Callable[[], State]
    evolve: Callable[[State, Any], None]
    commands: tuple[type[CommandBody], ...]
    decide: Callable[[State, Any, Context], Decision]
    hears: Mapping[tuple[str, str], type[HeardBody]]
    """(upstream, kind) -> tolerant reader. Kinds not named here are passed over."""
    hear: Callable[[State, Any, Context], Facts]
    says: Mapping[type[Any], Saying]
    queries: tuple[type[QueryBody], ...]
    answer: Callable[[State, Any, Context], dict[str, Any] | Refusal]
    deadlines: Callable[[State], Sequence[Deadline]] = no_deadlines
    """When time alone decides something, and what: earliest first, no two the same."""
    due: Callable[[State, str, Context], Facts] = nothing_due
    """What follows once this deadline is reached: it is none any more. It leaves the other deadlines as they are."""
    money: Callable[[State], Mapping[str, int]] = no_figures
    """What an operator may watch, in cents, by where it stands: of all together, and without a look at history."""
    open_business: Callable[[State], Mapping[str, int]] = no_figures
    """How many of what await somebody; likewise."""

    def reached(self, state: State, now: datetime) -> list[Deadline]:
        """The deadlines that have come."""
        return list(takewhile(lambda deadline: deadline[0] <= now, self.deadlines(state)))

    def postings(self, fact: Any) -> tuple[Posting, ...]:
        """The fact's postings; none where it moves no money and no right over money."""
        found: tuple[Posting, ...] = getattr(fact, "postings", ())
        return found
