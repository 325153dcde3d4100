"""Contributions: what each party promises, pays in and takes back."""

from services.pool.contributions import facts
from services.pool.contributions import messages as m
from services.pool.contributions.decisions import pledge, receive, withdraw
from services.pool.contributions.state import Contributions, Folded, evolve
from services.pool.state import State
from shared.money import Refusal
from shared.service import Context, public
from shared.topic import Slice, Topic, by_fields, classes


def _pledge(state: State, command: m.Pledge, context: Context) -> list[facts.ContributionPledged] | Refusal:
    counts = context.parties[context.by].is_own_public_money
    return pledge(state, by=context.by, today=context.today, counts_for_ceiling=counts, **vars(command))


CONTRIBUTIONS = Topic(
    "contributions",
    slice=Slice(Contributions, evolve, classes(Folded)),
    decides={
        m.Pledge: _pledge,
        m.Receive: by_fields(receive),
        m.WithdrawContribution: by_fields(withdraw),
    },
    publishes={
        facts.ContributionPledged: public(m.ContributionPledged, key="pool"),
        facts.ContributionReceived: public(m.ContributionReceived, key="pool"),
        facts.ContributionWithdrawn: public(m.ContributionWithdrawn, key="pool"),
    },
)
