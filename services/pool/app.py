"""Wiring only: the pool service's pure parts, handed to the runtime."""

from services.pool import messages, policy, views
from services.pool.domain import figures
from services.pool.domain.events import EVENTS
from services.pool.domain.state import State, evolve
from shared.service import Service

SERVICE: Service[State] = Service(
    name="pool",
    upstreams=("applications", "settlement"),
    readers=("applications", "settlement"),
    facts=EVENTS,
    new_state=State,
    evolve=evolve,
    commands=messages.COMMANDS,
    decide=policy.decide,
    hears=messages.HEARS,
    hear=policy.hear,
    # no deadlines: time alone decides nothing in a pool, and a hold has no timer of its own
    says=policy.SAYS,
    queries=views.QUERIES,
    answer=views.answer,
    money=figures.money,
    open_business=figures.open_business,
)
