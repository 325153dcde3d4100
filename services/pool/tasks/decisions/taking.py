"""A task is taken over together with its budget, or not at all (S2): what an ask for it must be, and what moves."""

from services.pool.chart import TASK, WITH
from services.pool.holds.facts import AskReceived, TakesOver
from services.pool.pools.decisions import find_open_pool, goal_unknown, not_the_holder
from services.pool.state import State
from services.pool.tasks.facts import TaskMoved, TaskRegistered
from services.pool.tasks.state import Task
from shared.money import MAX_CENTS, Refusal, euros, together, transfer

MAX_TASKS = 1000
"""Of one pool."""


def register(
    state: State,
    *,
    by: str,
    pool: str,
    task: str,
    description: str,
    goal: str,
    performer: str,
    unit: str,
    units: int,
    unit_cents: int,
) -> list[TaskRegistered] | Refusal:
    """The budget holder says what may be taken over, and which budget goes with each unit of it."""
    found = find_open_pool(state, pool)
    if isinstance(found, Refusal):
        return found
    refusal = not_the_holder(found, by) or together(
        _exists(state, pool, task),
        _too_many(state, pool),
        goal_unknown(found, (goal,), "goal"),
        _too_large(units, unit_cents),
    )
    if refusal:
        return refusal
    postings = transfer(units * unit_cents, TASK(pool, task), WITH(pool, task, performer))
    return [TaskRegistered(pool, task, description, goal, performer, unit, units, unit_cents, postings)]


def not_to_take_over(state: State, asked: AskReceived) -> Refusal | None:
    """Why what an ask takes over cannot be its: judged whenever it is to be held, beside mandate and money."""
    wanted = asked.takes_over
    if wanted is None:
        return None
    task = state.tasks.by_name.get(f"{asked.pool}/{wanted.task}")
    if task is None:
        sentence = f"{asked.pool} has no task {wanted.task}; register it, or decline this ask."
        return Refusal("unknown-task", sentence, "ask")
    return (
        _of_another_goal(task, asked)
        or _performs_it_already(task, asked)
        or _above_its_budget(task, asked, wanted)
        or _units_not_free(task, asked, wanted)
    )


def moved(state: State, asked: AskReceived) -> list[TaskMoved]:
    """What the applicant performs from now on, by the decision that commits its money; of most asks nothing."""
    wanted = asked.takes_over
    if wanted is None:
        return []
    task = state.tasks.by_name[f"{asked.pool}/{wanted.task}"].registered
    budget_cents = wanted.units * task.unit_cents
    between = WITH(asked.pool, wanted.task, task.performer), WITH(asked.pool, wanted.task, asked.applicant)
    return [
        TaskMoved(
            pool=asked.pool,
            task=wanted.task,
            ask=asked.ask,
            units=wanted.units,
            application=asked.application,
            performer=task.performer,
            applicant=asked.applicant,
            cents=asked.cents,
            budget_cents=budget_cents,
            postings=transfer(budget_cents, *between),
        )
    ]


def _exists(state: State, pool: str, task: str) -> Refusal | None:
    if f"{pool}/{task}" not in state.tasks.by_name:
        return None
    return Refusal("exists", f"{pool} has a task {task} already; choose another name.", "task")


def _too_many(state: State, pool: str) -> Refusal | None:
    if state.tasks.registered.get(pool, 0) < MAX_TASKS:
        return None
    sentence = f"{pool} has {MAX_TASKS} tasks, as many as one pool can have; open another pool."
    return Refusal("too-many-tasks", sentence, "pool")


def _too_large(units: int, unit_cents: int) -> Refusal | None:
    if units * unit_cents <= MAX_CENTS:
        return None
    sentence = f"{units} units of {euros(unit_cents)} are more than 10^15 cents; name fewer, or check the amount."
    return Refusal("amount-too-large", sentence, "unit_cents")


def _of_another_goal(task: Task, asked: AskReceived) -> Refusal | None:
    others = [line.goal for line in asked.lines if line.goal != task.registered.goal]
    if not others:
        return None
    sentence = f"{task.registered.task} is for {task.registered.goal}, and {', '.join(others)} is asked with it"
    return Refusal("outside-task", f"{sentence}; have other goals asked apart.", "ask")


def _performs_it_already(task: Task, asked: AskReceived) -> Refusal | None:
    if asked.applicant != task.registered.performer:
        return None
    sentence = f"{asked.applicant} performs {task.registered.task} itself; have it ask without taking anything over."
    return Refusal("performs-already", sentence, "ask")


def _above_its_budget(task: Task, asked: AskReceived, wanted: TakesOver) -> Refusal | None:
    most_cents = wanted.units * task.registered.unit_cents
    if asked.cents <= most_cents:
        return None
    sentence = f"With {wanted.units} of {task.registered.units} {task.registered.unit} goes {euros(most_cents)} at most"
    return Refusal("above-task-budget", f"{sentence}; have less asked, or more units taken over.", "ask")


def _units_not_free(task: Task, asked: AskReceived, wanted: TakesOver) -> Refusal | None:
    free = task.free_units(asked.ask)
    if wanted.units <= free:
        return None
    name, performer = task.registered.task, task.registered.performer
    sentence = f"{wanted.units} units of {name} are asked, and {free} are with {performer} and claimed by nobody else"
    return Refusal("units-not-free", f"{sentence}; have fewer asked, or wait.", "ask")
