"""Earn-backs: the budget that saves agrees beforehand where part of the saving goes (S4)."""

from services.settlement.earn_backs import facts, queries
from services.settlement.earn_backs import messages as m
from services.settlement.earn_backs.decisions import consent, propose
from services.settlement.earn_backs.state import EarnBacks, Folded, evolve
from services.settlement.state import State
from shared.service import Context, Decision, to_all, to_party
from shared.topic import Slice, Topic, by_fields, classes
from shared.wire import rows


def _propose(state: State, command: m.ProposeEarnBack, context: Context) -> Decision:
    given = {name: rows(value) for name, value in vars(command).items()}
    return propose(
        state,
        terms=facts.Terms(investor=context.by, **given),
        benefit_holder_is_zuil="zuil" in context.parties[command.benefit_holder].roles,
    )


EARN_BACKS = Topic(
    "earn_backs",
    slice=Slice(EarnBacks, evolve, classes(Folded)),
    decides={
        m.ProposeEarnBack: _propose,
        m.ConsentToEarnBack: by_fields(consent),
    },
    publishes={
        facts.EarnBackProposed: to_party(m.EarnBackProposed, party="benefit_holder"),
        facts.EarnBackConsentAsked: to_party(m.EarnBackConsentAsked, party="recipient_holder"),
        facts.EarnBackConsented: to_all(m.EarnBackConsented, key="earn_back"),
        facts.EarnBackAgreed: to_all(m.EarnBackAgreed, key="earn_back"),
    },
    queries={
        queries.ShowEarnBack: queries.show_earn_back,
        queries.ListEarnBacks: queries.list_earn_backs,
    },
)
