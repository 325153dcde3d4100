"""Pledges: promises of money, offered, accepted, cancelled, lapsed."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from heapq import merge

from services.pool.pledges import facts, queries
from services.pool.pledges import messages as m
from services.pool.pledges.decisions.ending import Ended, cancel_pledge, lapse
from services.pool.pledges.decisions.offering import accept_pledge, pledge
from services.pool.pledges.state import Folded, Pledges, evolve
from services.pool.state import State
from shared.calendar import AMSTERDAM
from shared.money import Refusal
from shared.service import Context, Deadline, addressed, public
from shared.topic import Slice, Timer, Topic, by_fields, classes


def _cancel(state: State, command: m.CancelPledge, context: Context) -> list[Ended] | Refusal:
    is_executive = "executive" in context.parties[context.by].roles
    return cancel_pledge(state, by=context.by, is_executive=is_executive, **vars(command))


def _deadlines(state: State) -> Iterator[Deadline]:
    """The first moment after each last day."""
    for lapses_on, what in merge(state.pledges.lapsing, state.contributions.lapsing):
        yield datetime.combine(lapses_on + timedelta(days=1), time(), AMSTERDAM).astimezone(UTC), what


def _due(state: State, what: str, _: Context) -> list[Ended]:
    pool, _slash, contribution = what.partition("/")
    return lapse(state, pool=pool, contribution=contribution)


_LAPSES_ON = Timer("lapses_on", "`pledge-lapsed`; of an offer `offer-ended`", deadlines=_deadlines, due=_due)

PLEDGES = Topic(
    "pledges",
    slice=Slice(Pledges, evolve, classes(Folded)),
    decides={
        m.Pledge: by_fields(pledge),
        m.AcceptPledge: by_fields(accept_pledge),
        m.CancelPledge: _cancel,
    },
    timers=(_LAPSES_ON,),
    publishes={
        facts.PledgeOffered: addressed(m.PledgeOffered, party="budget_holder"),
        facts.OfferEnded: addressed(m.OfferEnded, party="addressee"),
        facts.PledgeCancelled: public(m.PledgeCancelled, key="pool"),
        facts.CancellationExplained: addressed(m.CancellationExplained, party="addressee"),
        facts.PledgeLapsed: public(m.PledgeLapsed, key="pool"),
    },
    queries={queries.ListOffers: queries.list_offers},
    open_business=lambda pledges: {"offers-waiting": sum(pledges.waiting.values())},
)
