"""A topic of a service: one rule's facts, decisions, messages and questions, joined in a table.

`join` makes of topics the one `Service` that the runtime knows.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import merge
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar, get_args

from shared.money.book_years import year_closed
from shared.money.chart import Chart
from shared.service import Consumer, Context, Deadline, Decision, Facts, Publication, Service
from shared.wire import CommandBody, QueryBody, rows

State = TypeVar("State")

Decides: TypeAlias = Callable[[Any, Any, Context], Decision]
"""(state, command, context) → facts or a refusal."""
QueryHandler: TypeAlias = Callable[[Any, Any, Context], Any]
"""(state, query, context) → a JSON object, or a refusal."""


class Timer(NamedTuple):
    """What time alone decides, at the instant in this field."""

    field: str
    leads_to: str
    """The facts, each kind in backquotes."""
    deadlines: Callable[[Any], Iterable[Deadline]]
    """When it decides, and about what, by the state: earliest first, no two the same."""
    due: Callable[[Any, str, Context], Facts]
    """What follows, about this."""
    books_on: Callable[[Any, str], date] | None = None
    """On which day it counts, where that is another than the day on which it is decided."""


@dataclass(frozen=True)
class Slice:
    """A part of the state, and how it follows from facts: its own topic's, and others' that it needs."""

    new: Callable[[], Any]
    evolve: Callable[[Any, Any], None]
    """Folds one fact into the slice, in place. It never refuses: it already happened."""
    folds: tuple[type[Any], ...]


@dataclass(frozen=True)
class Topic:
    """One topic. Every fact is either published or not: a new one has to say which."""

    name: str
    publishes: Mapping[type[Any], Publication] = field(default_factory=dict)
    unpublished: tuple[type[Any], ...] = ()
    """Facts that nobody is told."""
    slice: Slice | None = None
    """Its part of the state: the field of the state that bears the topic's name."""
    decides: Mapping[type[CommandBody], Decides] = field(default_factory=dict)
    consumes: Mapping[tuple[str, str], Consumer] = field(default_factory=dict)
    """By (service, kind)."""
    timers: tuple[Timer, ...] = ()
    queries: Mapping[type[QueryBody], QueryHandler] = field(default_factory=dict)
    open_business: Callable[[Any], Mapping[str, int]] = lambda _: {}
    """How many of what await somebody, by the slice: for operators."""

    @property
    def facts(self) -> tuple[type[Any], ...]:
        return (*self.publishes, *self.unpublished)


def classes(union: Any) -> tuple[type[Any], ...]:
    """The members of a union of facts, or the one fact."""
    return get_args(union) or (union,)


def by_fields(decision: Callable[..., Decision]) -> Decides:
    """Put a command to a pure decision: each field under its own name, its parts as rows.

    Beside them the decision gets what it asks of the context by name: `by`, `now`, `today`.
    """
    wanted = set(inspect.signature(decision).parameters)
    of_context = tuple(name for name in Context._fields if name in wanted)

    def decide(state: Any, command: CommandBody, context: Context) -> Decision:
        given = vars(command) if command.is_flat else {name: rows(value) for name, value in vars(command).items()}
        return decision(state, **given, **{name: getattr(context, name) for name in of_context})

    decide.__wrapped__ = decision  # type: ignore[attr-defined]  # what leads where is read from the sources
    return decide


def join(
    name: str,
    *,
    state: Callable[[], State],
    chart: Chart,
    topics: Sequence[Topic],
    upstreams: tuple[str, ...],
    readers: tuple[str, ...],
) -> Service[State]:
    """The service of these topics. Their order is that in which a fact is folded into several slices.

    The state has a field `books`, and one for each topic with a slice, under the topic's name.
    """
    facts = _table(topics, lambda topic: [(fact, topic) for fact in topic.facts])
    decides = _table(topics, lambda topic: topic.decides.items())
    consumes = _table(topics, lambda topic: topic.consumes.items())
    timers = _table(topics, lambda topic: [(timer.field, timer) for timer in topic.timers])
    queries = _table(topics, lambda topic: topic.queries.items())
    return Service(
        name=name,
        upstreams=upstreams,
        readers=readers,
        facts=tuple(facts),
        chart=chart,
        new_state=state,
        evolve=_evolve(topics, facts, chart),
        commands=tuple(decides),
        decide=lambda now, command, context: _decide(decides, now, command, context),
        consumes=consumes,
        timers={timer.field: timer.leads_to for timer in timers.values()},
        deadlines=lambda now: merge(*(_named(timer, now) for timer in timers.values())),
        due=lambda now, what, context: _due(timers, now, what, context),
        due_on=lambda now, what: _due_on(timers, now, what),
        publishes={fact: saying for topic in topics for fact, saying in topic.publishes.items()},
        queries=tuple(queries),
        answer=lambda now, query, context: queries[type(query)](now, query, context),
        open_business=lambda now: _open_business(topics, now),
    )


def _decide(decides: Mapping[type[Any], Decides], state: Any, command: CommandBody, context: Context) -> Decision:
    """A day that the command names may be in a closed book year. Whoever names none books on the first open day."""
    named = command.book_date(context.today) if command.books_on else None
    refusal = year_closed(named, state.books.closed_through, command.books_on) if named else None
    return refusal or decides[type(command)](state, command, context)


def _named(timer: Timer, state: Any) -> Iterator[Deadline]:
    """The deadlines of one timer, each with the timer's name before its own."""
    return ((at, f"{timer.field} {what}") for at, what in timer.deadlines(state))


def _due(timers: Mapping[str, Timer], state: Any, deadline: str, context: Context) -> Facts:
    field, _, what = deadline.partition(" ")
    return timers[field].due(state, what, context)


def _due_on(timers: Mapping[str, Timer], state: Any, deadline: str) -> date | None:
    field, _, what = deadline.partition(" ")
    books_on = timers[field].books_on
    return books_on(state, what) if books_on else None


def _table(topics: Sequence[Topic], entries: Callable[[Topic], Iterable[tuple[Any, Any]]]) -> dict[Any, Any]:
    """These entries of all topics, in their order. Raises TypeError if one is there twice: who would answer for it?"""
    found: dict[Any, Any] = {}
    for topic in topics:
        for key, value in entries(topic):
            if key in found:
                raise TypeError(f"{key} is in the topics twice, the second time in {topic.name}")
            found[key] = value
    return found


def _evolve(topics: Sequence[Topic], facts: Iterable[type[Any]], chart: Chart) -> Callable[[Any, Any], None]:
    """Folds one fact: its postings into the books, then the fact into each slice that needs it."""
    folds: dict[type[Any], list[tuple[Callable[[Any], Any], Callable[[Any, Any], None]]]] = {fact: [] for fact in facts}
    for topic in topics:
        if not topic.slice:
            continue
        for fact in topic.slice.folds:
            if fact not in folds:
                raise TypeError(f"{topic.name} folds {fact}, which is a fact of no topic")
            folds[fact].append((attrgetter(topic.name), topic.slice.evolve))
    booked = frozenset(fact for fact in folds if "postings" in fact.__dataclass_fields__)

    def evolve(state: Any, fact: Any) -> None:
        kind = type(fact)
        if kind in booked:
            state.books.post(chart, fact.postings)
        for slice_of, fold in folds[kind]:
            fold(slice_of(state), fact)

    return evolve


def _open_business(topics: Sequence[Topic], state: Any) -> dict[str, int]:
    return {
        name: count
        for topic in topics
        if topic.slice
        for name, count in topic.open_business(getattr(state, topic.name)).items()
    }
