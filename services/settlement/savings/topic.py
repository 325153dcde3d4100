"""Savings: claimed by the benefit holder, judged by an independent verifier, divided."""

from services.settlement.savings import facts, queries
from services.settlement.savings import messages as m
from services.settlement.savings.decisions.claims import claim, reject, verify
from services.settlement.savings.state import Folded, Savings, evolve
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Context, Decision, addressed, public
from shared.topic import Slice, Topic, by_fields, classes


def _claim(state: State, command: m.ClaimSaving, context: Context) -> Decision:
    roles = context.parties[command.verifier].roles
    return claim(state, by=context.by, today=context.today, **vars(command), verifier_roles=roles)


def _verify(state: State, command: m.VerifySaving, context: Context) -> Decision:
    today, roles = context.today, context.parties[context.by].roles
    due_on = payable_by(today)
    return verify(state, by=context.by, roles=roles, today=today, **vars(command), due_on=due_on)


SAVINGS = Topic(
    "savings",
    slice=Slice(Savings, evolve, classes(Folded)),
    decides={
        m.ClaimSaving: _claim,
        m.VerifySaving: _verify,
        m.RejectSaving: by_fields(reject),
    },
    publishes={
        facts.SavingClaimed: addressed(m.SavingClaimed, party="verifier"),
        facts.SavingVerified: public(m.SavingVerified, key="earn_back"),
        facts.SavingRejected: public(m.SavingRejected, key="earn_back"),
        facts.SavingJudged: addressed(m.SavingJudged, party="benefit_holder"),
        facts.SavingDivided: public(m.SavingDivided, key="earn_back"),
    },
    queries={
        queries.ListOpenClaims: queries.list_open_claims,
        queries.ListClaims: queries.list_claims,
    },
    open_business=lambda savings: {"claims": sum(map(len, savings.open.values()))},
)
