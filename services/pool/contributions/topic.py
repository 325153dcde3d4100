"""Contributions: what each party has promised, pays in and takes back."""

from services.pool.contributions import facts, queries
from services.pool.contributions import messages as m
from services.pool.contributions.decisions import receive, withdraw
from services.pool.contributions.state import Contributions, Folded, evolve
from shared.service import public
from shared.topic import Slice, Topic, by_fields, classes

CONTRIBUTIONS = Topic(
    "contributions",
    slice=Slice(Contributions, evolve, classes(Folded)),
    decides={
        m.Receive: by_fields(receive),
        m.WithdrawContribution: by_fields(withdraw),
    },
    queries={queries.ListReceipts: queries.list_receipts},
    publishes={
        facts.ContributionPledged: public(m.ContributionPledged, key="pool"),
        facts.ContributionReceived: public(m.ContributionReceived, key="pool"),
        facts.ContributionWithdrawn: public(m.ContributionWithdrawn, key="pool"),
    },
)
