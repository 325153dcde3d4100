"""Advances: parts of a grant that are paid once something is reached."""

from services.settlement.advances import facts, queries
from services.settlement.advances import messages as m
from services.settlement.advances.decisions import decline_milestone, release_advance, report_milestone
from services.settlement.advances.state import Advances, Folded, evolve
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Context, Decision, public
from shared.topic import Slice, Topic, by_fields, classes


def _release(state: State, command: m.ReleaseAdvance, context: Context) -> Decision:
    today = context.today
    return release_advance(state, by=context.by, today=today, **vars(command), due_on=payable_by(today))


ADVANCES = Topic(
    "advances",
    slice=Slice(Advances, evolve, classes(Folded)),
    decides={
        m.ReportMilestone: by_fields(report_milestone),
        m.DeclineMilestone: by_fields(decline_milestone),
        m.ReleaseAdvance: _release,
    },
    publishes={
        facts.MilestoneReported: public(m.MilestoneReported, key="ask"),
        facts.MilestoneDeclined: public(m.MilestoneDeclined, key="ask"),
        facts.AdvanceReleased: public(m.AdvanceReleased, key="ask"),
    },
    queries={queries.ShowAdvances: queries.show_advances},
    open_business=lambda advances: {"milestones-reported": sum(map(len, advances.reported.values()))},
)
