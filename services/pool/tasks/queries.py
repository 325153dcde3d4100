"""What may be asked about a pool's tasks and who took them over, the form of the answers, and the answers."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from services.pool.mandates.decisions import decider
from services.pool.pools.decisions import find_pool
from services.pool.state import State
from services.pool.tasks import messages as m
from services.pool.tasks.facts import GiveBackAgreed, GiveBackProposed
from services.pool.tasks.state import Takeover
from shared.money import Refusal
from shared.service import Context
from shared.wire import After, AnswerBody, Id, Limit, QueryBody


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TaskShown(_Part):
    """A task, and how many of its units are with whom."""

    task: str
    description: str
    goal: str
    performer: str
    unit: str
    units: int
    unit_cents: int
    performer_units: int
    """With its performer, those that are claimed among them."""
    claimed_units: int
    """Of these, what holds claim whose application is not decided."""
    taken_over_units: int
    """With others."""


class Tasks(AnswerBody):
    """So many tasks in all, and those that were asked for."""

    total: int
    tasks: tuple[TaskShown, ...]

    example = {
        "total": 1,
        "tasks": [
            {
                **{name: value for name, value in m.RegisterTask.example.items() if name != "pool"},
                "performer_units": 4,
                "claimed_units": 0,
                "taken_over_units": 8,
            }
        ],
    }


class ListTasks(QueryBody):
    """The tasks of a pool that may be taken over, oldest first, after the first `after`."""

    name = "tasks"
    refuses = ("unknown-pool",)
    answer = Tasks
    pool: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin"}


class GivingBack(_Part):
    """A proposal to give units back, and what it awaits."""

    number: int
    units: int
    cents: int
    awaits: Literal["consent", "refund"]
    consent_of: str | None
    came_cents: int
    """Of what is unspent, what came back since it was agreed."""


class TakeoverShown(_Part):
    """Units that were taken over with an ask, and what is being given back of them."""

    ask: str
    application: str
    applicant: str
    units: int
    cents: int
    units_left: int
    """Not given back."""
    giving_back: tuple[GivingBack, ...]


class Takeovers(AnswerBody):
    """So many takeovers of a task in all, and those that were asked for."""

    total: int
    takeovers: tuple[TakeoverShown, ...]

    example = {
        "total": 1,
        "takeovers": [
            {
                **{name: m.TaskMoved.example[name] for name in ("ask", "application", "applicant", "units", "cents")},
                "units_left": 12,
                "giving_back": [
                    {
                        **{name: m.GiveBackAgreed.example[name] for name in ("number", "units", "cents")},
                        "awaits": "refund",
                        "consent_of": None,
                        "came_cents": 10_000,
                    }
                ],
            }
        ],
    }


class ListTakeovers(QueryBody):
    """Who took a task over, and what is being given back of it, oldest first, after the first `after`."""

    name = "takeovers"
    refuses = ("unknown-pool", "unknown-task")
    answer = Takeovers
    pool: Id
    task: Id
    after: After = 0
    limit: Limit = 100

    example = {"pool": "moestuin", "task": "perken"}


# Answers


def list_tasks(state: State, query: ListTasks, _: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    total = state.tasks.registered.get(query.pool, 0)
    numbers = range(query.after + 1, min(total, query.after + query.limit) + 1)
    names = (state.tasks.registered_at[f"{query.pool}/{number}"] for number in numbers)
    return {"total": total, "tasks": [_task(state, f"{query.pool}/{name}") for name in names]}


def _task(state: State, path: str) -> dict[str, Any]:
    task = state.tasks.by_name[path]
    said = ("task", "description", "goal", "performer", "unit", "units", "unit_cents")
    return {
        **{name: getattr(task.registered, name) for name in said},
        "performer_units": task.units,
        "claimed_units": sum(task.claimed.values()),
        "taken_over_units": task.registered.units - task.units,
    }


def list_takeovers(state: State, query: ListTakeovers, _: Context) -> dict[str, Any] | Refusal:
    pool = find_pool(state, query.pool)
    if isinstance(pool, Refusal):
        return pool
    path = f"{query.pool}/{query.task}"
    task = state.tasks.by_name.get(path)
    if task is None:
        return Refusal("unknown-task", f"{query.pool} has no task {query.task}; check its name.", "task")
    numbers = range(query.after + 1, min(task.takeovers, query.after + query.limit) + 1)
    asks = (state.tasks.taken_at[f"{path}/{number}"] for number in numbers)
    return {"total": task.takeovers, "takeovers": [_takeover(state, state.tasks.takeovers[ask]) for ask in asks]}


def _takeover(state: State, takeover: Takeover) -> dict[str, Any]:
    moved = takeover.moved
    given = [_giving_back(state, takeover, one) for one in (takeover.agreed, takeover.proposed) if one]
    return {
        **{name: getattr(moved, name) for name in ("ask", "application", "applicant", "units", "cents")},
        "units_left": takeover.units,
        "giving_back": given,
    }


def _giving_back(state: State, takeover: Takeover, given: GiveBackAgreed | GiveBackProposed) -> dict[str, Any]:
    is_agreed = isinstance(given, GiveBackAgreed)
    return {
        **{name: getattr(given, name) for name in ("number", "units", "cents")},
        "awaits": "refund" if is_agreed else "consent",
        "consent_of": None if is_agreed else decider(state, given.pool, given.applicant),
        "came_cents": takeover.came_cents if is_agreed else 0,
    }
