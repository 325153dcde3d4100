"""Wiring only: the applications service's pure parts, handed to the runtime."""

from services.applications import messages, policy, views
from services.applications.domain import figures
from services.applications.domain.events import EVENTS
from services.applications.domain.state import State, evolve
from shared.service import Service

SERVICE: Service[State] = Service(
    name="applications",
    upstreams=("pool",),
    readers=("pool", "settlement"),
    facts=EVENTS,
    new_state=State,
    evolve=evolve,
    commands=messages.COMMANDS,
    decide=policy.decide,
    hears=messages.HEARS,
    hear=policy.hear,
    deadlines=policy.deadlines,
    due=policy.due,
    says=policy.SAYS,
    queries=views.QUERIES,
    answer=views.answer,
    money=figures.money,
    open_business=figures.open_business,
)
