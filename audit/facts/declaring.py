"""How a kind of fact is declared, once: its fields, what may cause it, whose it is, and what it books.

Written from `docs/messages.md`, not from the services: this is the auditor's own reading of the contract. Fields that
no law needs are left out; a stored fact may have more. Where a declaration names a field, it may also name a method of
the fact that looks something up in what is known.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

import msgspec

if TYPE_CHECKING:
    from audit.known.books import Known
    from audit.reading.events import Event
else:
    Known = Event = Any  # they are made of facts; a declaration names them for the type checker only

__all__ = ["ALL", "CLOCK", "NOBODY", "OPERATOR", "UNKNOWN", "Cause", "Command", "Event", "Fact", "Instant", "Kept"]
__all__ += ["WITHHELD", "Known", "Line", "Message", "Movement", "Place", "Postings", "Share"]

Postings: TypeAlias = tuple[tuple[str, int], ...]
"""(account, cents) each; cents > 0 debits."""

Instant: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]

Thing = TypeVar("Thing")

NOBODY, ALL = "", "all"
CLOCK: Final = "clock"
OPERATOR: Final = "operator"
UNKNOWN = "-"
"""Who is looked up, and is not known."""
WITHHELD: Final = "withheld"
"""What a public message reads where the value is private."""


class Command(NamedTuple):
    """A command that may cause the fact."""

    name: str
    by: str = ""
    """What names the one party that may give it; of several names, all must agree. None: its role decides."""


class Message(NamedTuple):
    """A message of another service that may cause the fact."""

    name: str
    """`<service>/<kind>`."""
    same: str = ""
    """What the fact repeats of it: names of fields, or `<ours>=<its>` where they differ."""
    among: str = ""
    """The list within the message of which one row says the same."""
    only: Callable[[Any, Any], bool] = lambda _message, _fact: True
    """What else must hold between the two."""
    times: int | Callable[[Any], int] | None = None
    """How many of these facts follow from each such message; None: that depends."""
    counted: Callable[[Any, Known], int] | None = None
    """The same, where it takes what is known as the batch closes."""
    instead: str = ""
    """The kinds of facts that may be recorded in its place."""
    since_first: bool = False
    """`times` counts once a log has such a fact: code of before read the message, and recorded nothing."""

    def leads_to(self, message: "Fact", fact: "Fact") -> bool:
        """Whether the fact repeats the message."""
        if not self.same:
            return self.only(message, fact)
        ours, its = _sides(self.same)
        repeated, rows = ours(fact), getattr(message, self.among) if self.among else (message,)
        return self.only(message, fact) and any(its(row) == repeated for row in rows)


@cache
def _sides(same: str) -> tuple[Callable[[object], Any], Callable[[object], Any]]:
    """What to compare: of the fact, and of the message."""
    pairs = [name.partition("=") for name in same.split()]
    return attrgetter(*(ours for ours, _, _ in pairs)), attrgetter(*(its or ours for ours, _, its in pairs))


Cause: TypeAlias = Command | Message | str
"""A string is CLOCK or OPERATOR."""


class Kept(Generic[Thing]):
    """A table of what is known: what it keeps, by an id. Facts and things with a type of their own need none."""

    def __init__(self, kind: type[Thing]) -> None:
        self.kind = kind


class Movement(Protocol):
    """What is to be booked of a fact."""

    def entries(self, fact: "Fact", known: Known, row: object = None) -> Iterator[tuple[int, str, str]]:
        """Cents, from account, to account."""
        ...


class Fact(msgspec.Struct, kw_only=True):
    """A fact as it is stored."""

    kind: ClassVar[str]
    told: ClassVar[str] = NOBODY
    """`all`, nobody, or the field that names the one party it is told to."""
    causes: ClassVar[tuple[Cause, ...]] = ()
    books: ClassVar[tuple[Movement, ...]] = ()
    books_on: ClassVar[str] = ""
    """The field that a command's book date is in. Of other commands the day is that on which they were decided."""
    kept: ClassVar[str] = ""
    """The field by which the fact is kept in what is known: the latest for each."""

    postings: Postings = ()

    def fold(self, event: Event, known: Known) -> None:
        """Make it known. Never refuses: it already happened."""
        if self.kept:
            known[type(self)].put(getattr(self, self.kept), self)

    @property
    def audience(self) -> str:
        """To whom a fact of this kind, with these fields, is told."""
        return self.told if self.told in {NOBODY, ALL} else str(getattr(self, self.told)).removeprefix("zuil:")

    def value(self, name: str, known: Known, row: object = None) -> Any:
        """What a declaration means by a name: a field of the row, else of the fact, or what the fact looks up."""
        found = None if row is None else getattr(row, name, None)
        if found is None:
            found = getattr(self, name)
        return found(known) if callable(found) else found


class Line(msgspec.Struct, frozen=True, array_like=True):
    """What is asked for one goal."""

    goal: str
    cents: int


class Share(msgspec.Struct, frozen=True, array_like=True):
    """What one contribution pays or gets back."""

    contribution: str
    cents: int


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where an event is in the logs."""

    log: str
    position: int
    kind: str
