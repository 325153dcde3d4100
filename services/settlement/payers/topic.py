"""Payers: who pays for a pool, who gives the second yes, and whose its contributions are."""

from services.settlement.payers import facts
from services.settlement.payers import messages as m
from services.settlement.payers.decisions import approved_by, contribution_named, held_by
from services.settlement.payers.state import Folded, Payers, evolve
from services.settlement.state import State
from shared.service import Consumer, Context, Facts
from shared.topic import Slice, Topic, classes


def _held_by(state: State, heard: m.BudgetHolderNamed, _: Context) -> Facts:
    return held_by(state, pool=heard.pool, budget_holder=heard.budget_holder)


def _approved_by(state: State, heard: m.MandateSet, _: Context) -> Facts:
    return approved_by(
        state,
        pool=heard.pool,
        four_eyes_above_cents=heard.four_eyes_above_cents,
        second_approver=heard.second_approver,
    )


def _named(state: State, heard: m.ContributionNamed, _: Context) -> Facts:
    return contribution_named(state, pool=heard.pool, contribution=heard.contribution, contributor=heard.contributor)


PAYERS = Topic(
    "payers",
    slice=Slice(Payers, evolve, classes(Folded)),
    consumes={
        ("pool", "pool-opened"): Consumer(m.BudgetHolderNamed, _held_by),
        ("pool", "pool-handed-over"): Consumer(m.BudgetHolderNamed, _held_by),
        ("pool", "mandate-set"): Consumer(m.MandateSet, _approved_by),
        ("pool", "contribution-pledged"): Consumer(m.ContributionNamed, _named),
        ("pool", "contribution-received"): Consumer(m.ContributionNamed, _named),
    },
    unpublished=(facts.BudgetHolderKnown, facts.SecondApproverKnown, facts.ContributionKnown),
)
