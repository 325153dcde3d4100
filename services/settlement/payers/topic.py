"""Payers: who pays for a pool, and whose its contributions are."""

from services.settlement.payers import facts
from services.settlement.payers import messages as m
from services.settlement.payers.decisions import contribution_received, held_by
from services.settlement.payers.state import Folded, Payers, evolve
from services.settlement.state import State
from shared.service import Context, Facts, Hearing
from shared.topic import Slice, Topic, classes


def _held_by(state: State, heard: m.BudgetHolderNamed, _: Context) -> Facts:
    return held_by(state, pool=heard.pool, budget_holder=heard.budget_holder)


def _received(state: State, heard: m.ContributionReceived, _: Context) -> Facts:
    return contribution_received(state, pool=heard.pool, contribution=heard.contribution, contributor=heard.contributor)


PAYERS = Topic(
    "payers",
    slice=Slice(Payers, evolve, classes(Folded)),
    hears={
        ("pool", "pool-opened"): Hearing(m.BudgetHolderNamed, _held_by),
        ("pool", "pool-handed-over"): Hearing(m.BudgetHolderNamed, _held_by),
        ("pool", "contribution-received"): Hearing(m.ContributionReceived, _received),
    },
    silent=(facts.BudgetHolderKnown, facts.ContributionKnown),
)
