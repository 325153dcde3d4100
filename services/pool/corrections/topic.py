"""Corrections: mistakes in what people entered by hand, mended without changing what was recorded."""

from services.pool.corrections import facts, queries
from services.pool.corrections import messages as m
from services.pool.corrections.decisions.correcting import approve, correct
from services.pool.corrections.state import Corrections, Folded, evolve
from shared.service import addressed, public
from shared.topic import Slice, Topic, by_fields, classes

CORRECTIONS = Topic(
    "corrections",
    slice=Slice(Corrections, evolve, classes(Folded)),
    decides={
        m.CorrectContribution: by_fields(correct),
        m.ApproveCorrection: by_fields(approve),
    },
    publishes={
        facts.CorrectionAwaitsApproval: addressed(m.CorrectionAwaitsApproval, party="approver"),
        facts.ContributionCorrected: public(m.ContributionCorrected, key="pool"),
    },
    queries={queries.ListCorrections: queries.list_corrections},
    open_business=lambda corrections: {"corrections-waiting": sum(map(len, corrections.waiting.values()))},
)
