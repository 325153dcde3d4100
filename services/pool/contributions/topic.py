"""Contributions: what each party promises, pays in and takes back."""

from services.pool.contributions import facts
from services.pool.contributions import messages as m
from services.pool.contributions.decisions import pledge, receive, withdraw
from services.pool.contributions.state import Contributions, Folded, evolve
from shared.service import to_all
from shared.topic import Slice, Topic, by_fields, classes

CONTRIBUTIONS = Topic(
    "contributions",
    slice=Slice(Contributions, evolve, classes(Folded)),
    decides={
        m.Pledge: by_fields(pledge),
        m.Receive: by_fields(receive),
        m.WithdrawContribution: by_fields(withdraw),
    },
    publishes={
        facts.ContributionPledged: to_all(m.ContributionPledged, key="pool"),
        facts.ContributionReceived: to_all(m.ContributionReceived, key="pool"),
        facts.ContributionWithdrawn: to_all(m.ContributionWithdrawn, key="pool"),
    },
)
