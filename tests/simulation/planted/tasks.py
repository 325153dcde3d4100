"""Planted where a task is taken over with its budget, and given back with what is unspent."""

from tests.simulation.planted.bug import Bug, Edit

TASKS = (
    Bug(
        name="money is committed and its task stays",
        file="services/pool/holds/decisions/outcomes.py",
        old="        *(fact for reservation in due for fact in moved(state, reservation.asked)),\n",
        new="",
        thought="Who asked for it knows that it has it.",
        within=150,
    ),
    Bug(
        name="units are claimed by as many as ask for them",
        file="services/pool/tasks/state.py",
        old="        return self.units - sum(units for claiming, units in self.claimed.items() if claiming != ask)\n",
        new="        return self.units\n",
        thought="They are with their performer until they move.",
        within=800,
    ),
    Bug(
        name="a task is taken over for more than its budget",
        file="services/pool/tasks/decisions/taking.py",
        old="        or _above_its_budget(task, asked, wanted)\n",
        new="",
        thought="The mandate says how much may be held.",
        within=100,
    ),
    Bug(
        name="a task is taken over with money for another goal",
        file="services/pool/tasks/decisions/taking.py",
        old="if line.goal != task.registered.goal]",
        new="if line.goal != task.registered.goal and len(asked.lines) == 1]",
        thought="One of its lines is for the goal.",
        within=400,
    ),
    Bug(
        name="units go back with the first of the money",
        file="services/pool/tasks/decisions/giving_back.py",
        old="found.came_cents + principal_cents >= found.agreed.cents",
        new="principal_cents",
        thought="It was agreed, and the money is coming.",
        within=400,
    ),
    Bug(
        name="units go back with money that came before it was agreed",
        file="services/pool/tasks/state.py",
        old="            if fact.ask in tasks.awaiting_refund and _is_principal(fact):\n",
        new="            if fact.ask in tasks.takeovers and _is_principal(fact):\n",
        beside=(
            Edit(
                "services/pool/tasks/state.py",
                "    takeover.agreed, takeover.came_cents = fact, 0\n",
                "    takeover.agreed = fact\n",
            ),
        ),
        thought="Money is money.",
        within=1500,
    ),
    Bug(
        name="more is given back than was taken over",
        file="services/pool/tasks/decisions/giving_back.py",
        old="    if units <= found.units:\n",
        new="    if units <= found.moved.units:\n",
        thought="So many were taken over.",
        within=1500,
        overdraws=True,
    ),
    Bug(
        name="a task moves with what is asked instead of its budget",
        file="services/pool/tasks/decisions/taking.py",
        old="            postings=transfer(budget_cents, *between),\n",
        new="            postings=transfer(asked.cents, *between),\n",
        thought="That is what moves.",
        within=150,
    ),
    Bug(
        name="consent to give back is not judged again",
        file="services/pool/tasks/decisions/giving_back.py",
        old='    if refusal := _impossible(state, found, waiting.units, waiting.cents, ("number", "number")):\n        return refusal\n',
        new="",
        thought="It was judged when it was proposed.",
        within=1500,
        overdraws=True,
    ),
)
