"""Tasks: taken over by residents together with their budget, and given back with what is unspent (S2)."""

from collections.abc import Mapping

from services.pool.tasks import facts, queries
from services.pool.tasks import messages as m
from services.pool.tasks.decisions.giving_back import consent, end, give_back
from services.pool.tasks.decisions.taking import register
from services.pool.tasks.state import Folded, Tasks, evolve
from shared.service import addressed, public
from shared.topic import Slice, Topic, by_fields, classes


def _open_business(tasks: Tasks) -> Mapping[str, int]:
    return {
        "give-backs-proposed": sum(map(len, tasks.waiting.values())),
        "give-backs-awaiting-refund": len(tasks.awaiting_refund),
    }


TASKS = Topic(
    "tasks",
    slice=Slice(Tasks, evolve, classes(Folded)),
    decides={
        m.RegisterTask: by_fields(register),
        m.GiveBackTask: by_fields(give_back),
        m.ConsentToGiveBack: by_fields(consent),
        m.EndGiveBack: by_fields(end),
    },
    publishes={
        facts.TaskRegistered: public(m.TaskRegistered, key="pool"),
        facts.TaskMoved: public(m.TaskMoved, key="pool"),
        facts.GiveBackProposed: addressed(m.GiveBackProposed, party="addressee"),
        facts.GiveBackAgreed: public(m.GiveBackAgreed, key="pool"),
        facts.GiveBackEnded: public(m.GiveBackEnded, key="pool"),
        facts.GiveBackExplained: addressed(m.GiveBackExplained, party="addressee"),
        facts.TaskGivenBack: public(m.TaskGivenBack, key="pool"),
    },
    queries={queries.ListTasks: queries.list_tasks, queries.ListTakeovers: queries.list_takeovers},
    open_business=_open_business,
)
