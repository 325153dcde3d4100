"""Pledges: promises of money, offered, accepted, cancelled, lapsed."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from heapq import merge

from services.pool.contributions.facts import ContributionPledged
from services.pool.pledges import facts, queries
from services.pool.pledges import messages as m
from services.pool.pledges.decisions.ending import Ended, cancel_pledge, lapse
from services.pool.pledges.decisions.offering import accept_pledge, pledge
from services.pool.pledges.facts import PledgeOffered
from services.pool.pledges.state import Folded, Pledges, evolve
from services.pool.state import State
from shared.calendar import AMSTERDAM
from shared.money import Refusal
from shared.service import Context, Deadline, addressed, public
from shared.topic import Slice, Timer, Topic, classes


def _pledge(state: State, command: m.Pledge, context: Context) -> list[PledgeOffered | ContributionPledged] | Refusal:
    counts = _counts(context, context.by)
    return pledge(state, by=context.by, today=context.today, counts_for_ceiling=counts, **vars(command))


def _accept(state: State, command: m.AcceptPledge, context: Context) -> list[ContributionPledged] | Refusal:
    """The register of this moment says whose money it is; without an offer nothing is asked of it."""
    offer = state.pledges.of(command.pool).waiting.get(command.contribution)
    counts = offer is None or _counts(context, offer.contributor)
    return accept_pledge(state, by=context.by, today=context.today, counts_for_ceiling=counts, **vars(command))


def _counts(context: Context, contributor: str) -> bool:
    """Whether it is own public money. So it is of who has left the register since: that passes no ceiling."""
    party = context.parties.get(contributor)
    return party is None or party.is_own_public_money


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
        m.Pledge: _pledge,
        m.AcceptPledge: _accept,
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
