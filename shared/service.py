"""What a service is, to the runtime: pure functions over its own state, and tables of what it says and hears.

The runtime (`writer`, `relay`, `intake`, `bus`) knows this shape and no business noun.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from operator import attrgetter
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from shared.money import Refusal
from shared.money.chart import Books, Chart, check
from shared.parties import Parties
from shared.wire import CommandBody, ConsumedMessage, PublishedMessage, QueryBody

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


class Limits(NamedTuple):
    """What is configured for all decisions of a service."""

    subsidy_ceiling_percent: int = 100
    decide_within_weeks: int = 13


DEFAULT_LIMITS = Limits()


class Context(NamedTuple):
    """What a decision may know beside the state: who sends, when it is, who is who, what is configured."""

    by: str
    now: datetime
    today: date
    """Civil date of `now` in Europe/Amsterdam."""
    parties: Parties
    # From here on the fields of `Limits`, in its order
    subsidy_ceiling_percent: int = DEFAULT_LIMITS.subsidy_ceiling_percent
    decide_within_weeks: int = DEFAULT_LIMITS.decide_within_weeks

    def may_read(self, *concerned: str) -> bool:
        """Whether the sender may read what only these parties, and auditors, are told."""
        party = self.parties.get(self.by)
        return self.by in concerned or (party is not None and "auditor" in party.roles)


@dataclass(frozen=True, slots=True)
class Publication:
    """How a recorded fact leaves: its model, to whom, and the last token of a public event's subject.

    The audience is a property of the kind, fixed for ever: a refill numbers messages as the first time.
    """

    model: type[PublishedMessage]
    audience: Callable[[Any], str]
    key: Callable[[Any], str]


def public(model: type[PublishedMessage], *, key: str) -> Publication:
    """A public event on `bundel.event.<service>.<kind>.<key>`: the field of the fact that is the last token."""
    return Publication(model, lambda _: ALL, lambda fact: str(getattr(fact, key)))


def addressed(model: type[PublishedMessage], *, party: str | Callable[[Any], str]) -> Publication:
    """A message to one party on `bundel.to.<party>.<service>.<kind>`: the field of the fact that names it."""
    audience = attrgetter(party) if isinstance(party, str) else party
    return Publication(model, audience, audience)


class Consumer(NamedTuple):
    """What is heard: the tolerant reader, and what follows. There is nobody to refuse: every case has its facts."""

    model: type[ConsumedMessage]
    decide: Callable[[Any, Any, Context], Facts]
    """(state, message, context) → facts."""


@dataclass(frozen=True)
class Service(Generic[State]):
    """The pure side of one service. Every function here is free of I/O, clocks and chance."""

    name: str
    upstreams: tuple[str, ...]
    """Services whose whole stream this one reads, each strictly in order."""
    readers: tuple[str, ...]
    """Services that read this one: witnesses to what was said when the broker has forgotten."""
    facts: tuple[type[Any], ...]
    chart: Chart
    """Every account it may book on."""
    new_state: Callable[[], State]
    """The state has `books`: a `Books`."""
    evolve: Callable[[State, Any], None]
    commands: tuple[type[CommandBody], ...]
    decide: Callable[[State, Any, Context], Decision]
    consumes: Mapping[tuple[str, str], Consumer]
    """By (upstream, kind). Kinds not named here are passed over."""
    timers: Mapping[str, str]
    """What time alone decides: by the field that names the instant, the facts."""
    deadlines: Callable[[State], Iterable[Deadline]]
    """When time alone decides something, and what: earliest first, no two the same."""
    due: Callable[[State, str, Context], Facts]
    """What follows once this deadline is reached: it is none any more. It leaves the other deadlines as they are."""
    due_on: Callable[[State, str], date | None]
    """On which day that counts; None: on the day on which it is decided."""
    publishes: Mapping[type[Any], Publication]
    queries: tuple[type[QueryBody], ...]
    answer: Callable[[State, Any, Context], dict[str, Any] | Refusal]
    open_business: Callable[[State], Mapping[str, int]]
    """How many of what await somebody: of all together, and without a look at history."""

    def reached(self, state: State, now: datetime) -> list[Deadline]:
        """The deadlines that have come."""
        return list(takewhile(lambda deadline: deadline[0] <= now, self.deadlines(state)))

    def money(self, state: State) -> Mapping[str, int]:
        """What an operator may watch, in cents, by where it stands."""
        return self.chart.figures(books_of(state).totals)

    def check(self, state: State, facts: Facts) -> None:
        """Raises Unsound if these facts of one decision must not be recorded."""
        check(self.chart, books_of(state), facts)


def books_of(state: Any) -> Books:
    """Every state has them."""
    books: Books = state.books
    return books
