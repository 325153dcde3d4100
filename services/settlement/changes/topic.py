"""Changes: what is granted, changed before it is determined."""

from services.settlement.changes import facts
from services.settlement.changes import messages as m
from services.settlement.changes.decisions import change_grant
from services.settlement.changes.state import Changes, evolve
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Context, Decision, public
from shared.topic import Slice, Topic


def _change(state: State, command: m.ChangeGrant, context: Context) -> Decision:
    today = context.today
    return change_grant(state, by=context.by, today=today, **vars(command), due_on=payable_by(today))


CHANGES = Topic(
    "changes",
    slice=Slice(Changes, evolve, (facts.GrantChanged,)),
    decides={m.ChangeGrant: _change},
    publishes={facts.GrantChanged: public(m.GrantChanged, key="ask")},
)
