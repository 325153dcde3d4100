"""Wiring only: the settlement service's pure parts, handed to the runtime."""

from services.settlement import messages, policy, views
from services.settlement.domain import figures
from services.settlement.domain.events import EVENTS
from services.settlement.domain.state import State, evolve
from shared.service import Service

SERVICE: Service[State] = Service(
    name="settlement",
    upstreams=("applications", "pool"),
    readers=("pool",),
    facts=EVENTS,
    new_state=State,
    evolve=evolve,
    commands=messages.COMMANDS,
    decide=policy.decide,
    hears=messages.HEARS,
    hear=policy.hear,
    # no deadlines: an order past its due date stays an order
    says=policy.SAYS,
    queries=views.QUERIES,
    answer=views.answer,
    money=figures.money,
    open_business=figures.open_business,
)
