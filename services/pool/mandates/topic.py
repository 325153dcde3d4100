"""Mandates: the limits within which a budget holder decides alone."""

from services.pool.corrections.decisions.correcting import asked_again
from services.pool.mandates import facts
from services.pool.mandates import messages as m
from services.pool.mandates.decisions import set_mandate
from services.pool.mandates.state import Mandates, evolve
from services.pool.state import State
from services.pool.tasks.decisions.giving_back import retold
from shared.money import Refusal
from shared.service import Context, Decision, public
from shared.topic import Slice, Topic


def _set_mandate(state: State, command: m.SetMandate, _: Context) -> Decision:
    """Whoever is second approver from now on is told what awaits that: holds, corrections, tasks to be given back."""
    proposed = facts.MandateSet(**vars(command))
    decided = set_mandate(state, proposed)
    if isinstance(decided, Refusal):
        return decided
    holder = state.pools.by_name[proposed.pool].budget_holder
    told = retold(state, proposed.pool, holder, proposed.second_approver)
    return [*decided, *asked_again(state, proposed), *told]


MANDATES = Topic(
    "mandates",
    slice=Slice(Mandates, evolve, (facts.MandateSet,)),
    decides={m.SetMandate: _set_mandate},
    publishes={facts.MandateSet: public(m.MandateSet, key="pool")},
)
