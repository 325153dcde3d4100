"""The tasks of each pool: how much of each is with its performer, who claims it, and what was taken over.

What grows with history is declared as `MutableMapping`: the runtime may keep most of it out of memory.
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from services.pool.holds.facts import (
    AskReceived,
    BackingFreed,
    BackingSetAside,
    ReservationHeld,
    ReservationReleased,
    TakesOver,
)
from services.pool.payments.facts import MoneyReturned, RemainderCommitted, RemainderFreed, ReturnCorrected
from services.pool.tasks.facts import (
    GiveBackAgreed,
    GiveBackEnded,
    GiveBackProposed,
    TaskGivenBack,
    TaskMoved,
    TaskRegistered,
)


@dataclass(slots=True)
class Task:
    registered: TaskRegistered
    units: int
    """With its performer."""
    claimed: dict[str, int] = field(default_factory=dict)
    """Units of these, by the ask that is held for them, or has money set aside with a first yes."""
    takeovers: int = 0
    """How many there ever were."""

    def free_units(self, ask: str) -> int:
        """With its performer, and claimed by no other ask than this."""
        return self.units - sum(units for claiming, units in self.claimed.items() if claiming != ask)


@dataclass(slots=True)
class Takeover:
    moved: TaskMoved
    units: int
    """Still with who took them over."""
    proposed: GiveBackProposed | None = None
    """What awaits consent."""
    agreed: GiveBackAgreed | None = None
    """What awaits its refund."""
    came_cents: int = 0
    """What came back or was freed since that was agreed, less what was corrected; below zero if that was of before."""
    numbers: int = 0
    """How many proposals to give back there ever were."""


@dataclass(slots=True)
class Tasks:
    by_name: MutableMapping[str, Task] = field(default_factory=dict)
    """By `<pool>/<task>`."""
    registered: MutableMapping[str, int] = field(default_factory=dict)
    """By pool, how many tasks it has."""
    registered_at: MutableMapping[str, str] = field(default_factory=dict)
    """The tasks of a pool, by `<pool>/<number>`, from 1 on."""
    takeovers: MutableMapping[str, Takeover] = field(default_factory=dict)
    """By ask."""
    taken_at: MutableMapping[str, str] = field(default_factory=dict)
    """The asks by which a task was taken over, by `<pool>/<task>/<number>`, from 1 on."""
    wanted: MutableMapping[str, tuple[str, int]] = field(default_factory=dict)
    """By ask, the `<pool>/<task>` and units that its latest revision takes over."""
    claiming: dict[str, str] = field(default_factory=dict)
    """By ask that claims units of it, the `<pool>/<task>`."""
    waiting: dict[str, dict[str, None]] = field(default_factory=dict)
    """By pool, the asks of which a proposal to give back awaits consent."""
    awaiting_refund: dict[str, None] = field(default_factory=dict)
    """The asks of which units go back as soon as the unspent money has come."""


Folded: TypeAlias = (
    AskReceived
    | BackingSetAside
    | BackingFreed
    | ReservationHeld
    | ReservationReleased
    | TaskRegistered
    | TaskMoved
    | GiveBackProposed
    | GiveBackAgreed
    | GiveBackEnded
    | MoneyReturned
    | ReturnCorrected
    | RemainderFreed
    | RemainderCommitted
    | TaskGivenBack
)


def evolve(tasks: Tasks, fact: Folded) -> None:
    match fact:
        case TaskRegistered():
            _register(tasks, fact)
        case AskReceived():
            _ask(tasks, fact.pool, fact.ask, fact.takes_over)
        case BackingSetAside() | ReservationHeld():
            _claim(tasks, fact.ask)
        case BackingFreed() | ReservationReleased():
            _free(tasks, fact.ask)
        case TaskMoved():
            _move(tasks, fact)
        case MoneyReturned() | ReturnCorrected() | RemainderFreed():
            if fact.ask in tasks.awaiting_refund and _is_principal(fact):
                tasks.takeovers[fact.ask].came_cents += fact.cents
        case RemainderCommitted():
            if fact.ask in tasks.awaiting_refund:
                tasks.takeovers[fact.ask].came_cents -= fact.cents
        case GiveBackProposed():
            takeover = tasks.takeovers[fact.ask]
            takeover.proposed, takeover.numbers = fact, max(fact.number, takeover.numbers)
            tasks.waiting.setdefault(fact.pool, {})[fact.ask] = None
        case GiveBackAgreed():
            _agree(tasks, fact)
        case GiveBackEnded():
            _end(tasks, fact.ask, fact.number)
        case TaskGivenBack():
            _give_back(tasks, fact)
        case _:
            assert_never(fact)


def _is_principal(fact: MoneyReturned | ReturnCorrected | RemainderFreed) -> bool:
    """Interest is no part of what was granted for a task."""
    return not isinstance(fact, ReturnCorrected) or fact.of == "principal"


def _register(tasks: Tasks, fact: TaskRegistered) -> None:
    tasks.by_name[f"{fact.pool}/{fact.task}"] = Task(fact, fact.units)
    tasks.registered[fact.pool] = number = tasks.registered.get(fact.pool, 0) + 1
    tasks.registered_at[f"{fact.pool}/{number}"] = fact.task


def _ask(tasks: Tasks, pool: str, ask: str, takes_over: TakesOver | None) -> None:
    if takes_over:
        tasks.wanted[ask] = f"{pool}/{takes_over.task}", takes_over.units
    else:
        tasks.wanted.pop(ask, None)


def _claim(tasks: Tasks, ask: str) -> None:
    if ask in tasks.wanted:
        path, units = tasks.wanted[ask]
        tasks.by_name[path].claimed[ask] = units
        tasks.claiming[ask] = path


def _free(tasks: Tasks, ask: str) -> None:
    if path := tasks.claiming.pop(ask, None):
        del tasks.by_name[path].claimed[ask]


def _move(tasks: Tasks, fact: TaskMoved) -> None:
    _free(tasks, fact.ask)
    path = f"{fact.pool}/{fact.task}"
    task = tasks.by_name[path]
    task.units -= fact.units
    task.takeovers += 1
    tasks.taken_at[f"{path}/{task.takeovers}"] = fact.ask
    tasks.takeovers[fact.ask] = Takeover(fact, fact.units)


def _agree(tasks: Tasks, fact: GiveBackAgreed) -> None:
    takeover = tasks.takeovers[fact.ask]
    takeover.agreed, takeover.came_cents = fact, 0
    takeover.numbers = max(fact.number, takeover.numbers)
    tasks.awaiting_refund[fact.ask] = None
    if takeover.proposed and takeover.proposed.number <= fact.number:
        _propose_no_more(tasks, fact.pool, fact.ask)


def _propose_no_more(tasks: Tasks, pool: str, ask: str) -> None:
    tasks.takeovers[ask].proposed = None
    del tasks.waiting[pool][ask]
    if not tasks.waiting[pool]:
        del tasks.waiting[pool]


def _end(tasks: Tasks, ask: str, number: int) -> None:
    takeover = tasks.takeovers[ask]
    if takeover.proposed and takeover.proposed.number == number:
        _propose_no_more(tasks, takeover.moved.pool, ask)
    else:
        takeover.agreed = None
        del tasks.awaiting_refund[ask]


def _give_back(tasks: Tasks, fact: TaskGivenBack) -> None:
    takeover = tasks.takeovers[fact.ask]
    takeover.units -= fact.units
    takeover.agreed = None
    del tasks.awaiting_refund[fact.ask]
    tasks.by_name[f"{fact.pool}/{fact.task}"].units += fact.units
