"""Mandates: the limits within which a budget holder decides alone."""

from services.pool.mandates import facts
from services.pool.mandates import messages as m
from services.pool.mandates.decisions import set_mandate
from services.pool.mandates.state import Mandates, evolve
from services.pool.state import State
from shared.service import Context, Decision, public
from shared.topic import Slice, Topic


def _set_mandate(state: State, command: m.SetMandate, _: Context) -> Decision:
    return set_mandate(state, facts.MandateSet(**vars(command)))


MANDATES = Topic(
    "mandates",
    slice=Slice(Mandates, evolve, (facts.MandateSet,)),
    decides={m.SetMandate: _set_mandate},
    publishes={facts.MandateSet: public(m.MandateSet, key="pool")},
)
