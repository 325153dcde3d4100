"""Determinations: what was done with a grant, what it comes to in the end, what is claimed back."""

from services.settlement.determinations import facts, queries
from services.settlement.determinations import messages as m
from services.settlement.determinations.decisions import correct_determination, determine, submit_report
from services.settlement.determinations.state import Determinations, Folded, evolve
from services.settlement.state import State
from services.settlement.terms import determine_by, payable_by
from shared.service import Context, Decision, public
from shared.topic import Slice, Topic, by_fields, classes
from shared.wire import rows


def _submit_report(state: State, command: m.SubmitReport, context: Context) -> Decision:
    said = {name: rows(value) for name, value in vars(command).items()}
    today = context.today
    return submit_report(state, by=context.by, today=today, **said, determine_by=determine_by(today))


def _determine(state: State, command: m.DetermineGrant, context: Context) -> Decision:
    today = context.today
    return determine(state, by=context.by, today=today, **vars(command), due_on=payable_by(today))


DETERMINATIONS = Topic(
    "determinations",
    slice=Slice(Determinations, evolve, classes(Folded)),
    decides={
        m.SubmitReport: _submit_report,
        m.DetermineGrant: _determine,
        m.CorrectDetermination: by_fields(correct_determination),
    },
    publishes={
        facts.ReportSubmitted: public(m.ReportSubmitted, key="application"),
        facts.GrantDetermined: public(m.GrantDetermined, key="ask"),
        facts.DeterminationCorrected: public(m.DeterminationCorrected, key="ask"),
    },
    queries={
        queries.ShowReport: queries.show_report,
        queries.ShowDetermination: queries.show_determination,
        queries.ListAwaited: queries.list_awaited,
    },
    open_business=lambda determinations: {"determinations-awaited": len(determinations.awaited)},
)
