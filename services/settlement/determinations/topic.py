"""Determinations: what was done with a grant, what it comes to in the end, what is claimed back."""

from services.settlement.determinations import facts, queries
from services.settlement.determinations import messages as m
from services.settlement.determinations.decisions import correct_determination, determine, submit_report
from services.settlement.determinations.state import Determinations, Folded, evolve
from shared.service import public
from shared.topic import Slice, Topic, by_fields, classes

DETERMINATIONS = Topic(
    "determinations",
    slice=Slice(Determinations, evolve, classes(Folded)),
    decides={
        m.SubmitReport: by_fields(submit_report),
        m.DetermineGrant: by_fields(determine),
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
