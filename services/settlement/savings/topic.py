"""Savings: claimed by the benefit holder, judged by an independent verifier, divided."""

from services.settlement.savings import facts, queries
from services.settlement.savings import messages as m
from services.settlement.savings.decisions.claims import claim, reject, verify
from services.settlement.savings.state import Folded, Savings, evolve
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Context, Decision, to_all, to_party
from shared.topic import Slice, Topic, by_fields, classes


def _claim(state: State, command: m.ClaimSaving, context: Context) -> Decision:
    is_verifier = "verifier" in context.parties[command.verifier].roles
    return claim(state, by=context.by, **vars(command), is_verifier=is_verifier)


def _verify(state: State, command: m.VerifySaving, context: Context) -> Decision:
    due_on = payable_by(context.today)
    return verify(state, by=context.by, claim=command.claim, cents=command.cents, due_on=due_on)


SAVINGS = Topic(
    "savings",
    slice=Slice(Savings, evolve, classes(Folded)),
    decides={
        m.ClaimSaving: _claim,
        m.VerifySaving: _verify,
        m.RejectSaving: by_fields(reject),
    },
    publishes={
        facts.SavingClaimed: to_party(m.SavingClaimed, party="verifier"),
        facts.SavingVerified: to_all(m.SavingVerified, key="earn_back"),
        facts.SavingRejected: to_all(m.SavingRejected, key="earn_back"),
        facts.SavingDivided: to_all(m.SavingDivided, key="earn_back"),
    },
    queries={queries.ListOpenClaims: queries.list_open_claims},
    open_business=lambda savings: {"claims": sum(map(len, savings.open.values()))},
)
