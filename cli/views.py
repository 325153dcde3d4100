"""A service's own answers, over the part of its log that a story is about. No service needs to run for it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from cli.dates import Dates, booked_on
from cli.ledger import BY_NAME
from cli.logs import Entry
from shared.calendar import civil_date
from shared.log.fold import FactReader, Fold
from shared.money import Refusal
from shared.parties import Parties
from shared.service import Context

Answer: TypeAlias = dict[str, Any]


class Part:
    """What some streams of one log amount to. Only what these streams decide may be asked of it."""

    def __init__(self, service: str) -> None:
        self._service = BY_NAME[service]
        self._fold: Fold[Any] = Fold(self._service)
        self._reader = FactReader(self._service)

    def take(self, entries: Iterable[Entry]) -> None:
        """Fold these in; they come in the order of the log."""
        for entry in entries:
            self._fold.take(entry.stored, self._reader.read(entry.stored), entry.hash)

    def answer(self, query: str, *, by: str = "", **fields: Any) -> Answer | None:
        """What the service would answer to whoever asks; None where it would refuse."""
        (model,) = (each for each in self._service.queries if each.name == query)
        now = datetime.now(UTC)
        context = Context(by, now, civil_date(now), Parties([]))
        found = self._service.answer(self._fold.state, model.model_validate(fields), context)
        return None if isinstance(found, Refusal) else found


def view_of(
    service: str, entries: Sequence[Entry], dates: Dates, view: Callable[[Part], Answer], amounts: Collection[str] = ()
) -> Answer:
    """What `view` makes of these entries; `amounts`, its fields that are sums of bookings, without what books later.

    Events are folded as they stand in the log, for each may need those before it, whatever day it counts for: money of
    December is entered in January, after a pledge that counts for January. So nothing is left out. What each run of
    events that book later adds to an amount is taken off again.

    All that one decision books counts for one day, and what it records beside that goes with it: an ask that is raised
    ends the hold of its earlier revision, which the event after it books.
    """
    part, later = Part(service), _Amounts(amounts)
    for books_later, run in groupby(entries, _later_decisions(entries, dates)):
        if books_later:
            later.count(view(part), -1)
        part.take(run)
        if books_later:
            later.count(view(part), 1)
    found = view(part)
    later.take_off(found)
    return found


def _later_decisions(entries: Sequence[Entry], dates: Dates) -> Callable[[Entry], bool]:
    """Whether an event is of a decision that books later."""
    later = {_decision(entry) for entry in entries if dates.books_later(entry)}
    return lambda entry: _decision(entry) in later


def _decision(entry: Entry) -> tuple[str, datetime, date | None]:
    """What made it happen, and when: `clock` is the cause of many, and what is due at once may count for two days."""
    counted = booked_on(entry) if "/" not in entry.stored.cause else None
    return entry.stored.cause, entry.stored.at, counted


class _Place(NamedTuple):
    """An amount in an answer: where it stands, and under which name."""

    path: tuple[Any, ...]
    holder: Answer
    name: str


class _Amounts:
    """Sums by their place in an answer. In a list a place is named by the first field: a contribution, a goal."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._sums: defaultdict[tuple[Any, ...], int] = defaultdict(int)

    def count(self, answer: Answer, times: int) -> None:
        for place in self._places(answer):
            self._sums[place.path] += times * place.holder[place.name]

    def take_off(self, answer: Answer) -> None:
        for place in self._places(answer):
            place.holder[place.name] -= self._sums.get(place.path, 0)

    def _places(self, answer: Answer, path: tuple[Any, ...] = ()) -> Iterator[_Place]:
        for name, value in answer.items():
            if name in self._names and isinstance(value, int):
                yield _Place((*path, name), answer, name)
            elif isinstance(value, dict):
                yield from self._places(value, (*path, name))
            elif isinstance(value, list):
                for one in value:
                    if isinstance(one, dict):
                        yield from self._places(one, (*path, name, next(iter(one.values()))))
