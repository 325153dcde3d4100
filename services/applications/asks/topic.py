"""Asks: put to all funders at the same time, and answered by each."""

from collections.abc import Mapping

from services.applications.asks import facts, queries
from services.applications.asks import messages as m
from services.applications.asks.decisions import answer_of_pool, answer_of_zuil, release_of_pool
from services.applications.asks.state import Asks, Folded, evolve
from services.applications.state import State
from shared.service import Consumer, Context, Facts, addressed, public
from shared.topic import Slice, Topic, by_fields, classes


def _held(state: State, heard: m.ReservationHeld, _: Context) -> Facts:
    return answer_of_pool(
        state, funder=f"pool:{heard.pool}", ask=heard.ask, revision=heard.revision, cents=heard.cents, answer="hold"
    )


def _declined(state: State, heard: m.ReservationDeclined, _: Context) -> Facts:
    return answer_of_pool(
        state,
        funder=f"pool:{heard.pool}",
        ask=heard.ask,
        revision=heard.revision,
        cents=heard.cents,
        answer="decline",
        ground=heard.ground,
        reason=heard.reason,
    )


def _released(state: State, heard: m.ReservationReleased, _: Context) -> Facts:
    return release_of_pool(state, funder=f"pool:{heard.pool}", ask=heard.ask, revision=heard.revision)


def _zuil(fact: facts.ZuilAsked) -> str:
    return fact.funder.removeprefix("zuil:")


def _open_business(asks: Asks) -> Mapping[str, int]:
    return {f"asks-{standing}": asks.standings.get(standing, 0) for standing in ("asked", "held", "declined")}


ASKS = Topic(
    "asks",
    slice=Slice(Asks, evolve, classes(Folded)),
    decides={m.AnswerAsk: by_fields(answer_of_zuil)},
    consumes={
        ("pool", "reservation-held"): Consumer(m.ReservationHeld, _held),
        ("pool", "reservation-declined"): Consumer(m.ReservationDeclined, _declined),
        ("pool", "reservation-released"): Consumer(m.ReservationReleased, _released),
    },
    publishes={
        facts.PoolAsked: public(m.PoolAsked, key="ask"),
        facts.ZuilAsked: addressed(m.ZuilAsked, party=_zuil),
        facts.ZuilAskHeld: public(m.ZuilAskHeld, key="ask"),
        facts.ZuilAskDeclined: public(m.ZuilAskDeclined, key="ask"),
        facts.ZuilDeclineExplained: addressed(m.ZuilDeclineExplained, party="applicant"),
        facts.AnswerStale: public(m.AnswerStale, key="ask"),
    },
    unpublished=(facts.PoolAskHeld, facts.PoolAskDeclined, facts.PoolAskReleased),
    queries={queries.ListUnansweredAsks: queries.list_unanswered_asks},
    open_business=_open_business,
)
