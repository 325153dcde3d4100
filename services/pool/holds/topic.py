"""Holds: an ask is heard, answered, and committed or released with its application."""

from collections.abc import Mapping

from services.pool.holds import facts, queries
from services.pool.holds import messages as m
from services.pool.holds.decisions.answering import approve_hold, decline_ask, hold_ask
from services.pool.holds.decisions.outcomes import Outcome, fail, grant
from services.pool.holds.decisions.receiving import Answer, receive_ask
from services.pool.holds.decisions.reservations import GivenBack
from services.pool.holds.state import AWAITED, Folded, Holds, evolve
from services.pool.state import State
from shared.service import Consumer, Context, addressed, public
from shared.topic import Slice, Topic, by_fields, classes


def _asked(state: State, heard: m.PoolAsked, context: Context) -> list[facts.AskReceived | GivenBack | Answer]:
    asked = facts.AskReceived(
        pool=heard.funder.removeprefix("pool:"),
        application=heard.application,
        ask=heard.ask,
        revision=heard.revision,
        cents=heard.cents,
        lines=tuple(facts.Line(line.goal, line.cents) for line in heard.lines),
        applicant=heard.applicant,
        takes_over=facts.TakesOver(*vars(heard.takes_over).values()) if heard.takes_over else None,
        loan=facts.LoanTerms(**vars(heard.loan)) if heard.loan else None,
        advances=tuple(facts.Advance(**vars(advance)) for advance in heard.advances),
    )
    return receive_ask(state, asked, today=context.today)


def _granted(state: State, heard: m.ApplicationGranted, _: Context) -> list[Outcome]:
    granted = {(named.ask, named.revision) for named in heard.asks}
    return grant(state, application=heard.application, granted=granted)


def _failed(state: State, heard: m.ApplicationFailed, _: Context) -> list[Outcome]:
    return fail(state, application=heard.application)


def _open_business(holds: Holds) -> Mapping[str, int]:
    return {f"asks-{standing}": holds.standings.get(standing, 0) for standing in AWAITED}


HOLDS = Topic(
    "holds",
    slice=Slice(Holds, evolve, classes(Folded)),
    decides={
        m.HoldAsk: by_fields(hold_ask),
        m.ApproveHold: by_fields(approve_hold),
        m.DeclineAsk: by_fields(decline_ask),
    },
    consumes={
        ("applications", "pool-asked"): Consumer(m.PoolAsked, _asked),
        ("applications", "application-granted"): Consumer(m.ApplicationGranted, _granted),
        ("applications", "application-failed"): Consumer(m.ApplicationFailed, _failed),
    },
    publishes={
        facts.HoldAwaitsSecondApproval: addressed(m.HoldAwaitsSecondApproval, party="approver"),
        facts.ReservationHeld: public(m.ReservationHeld, key="pool"),
        facts.ReservationDeclined: public(m.ReservationDeclined, key="pool"),
        facts.DeclineExplained: addressed(m.DeclineExplained, party="applicant"),
        facts.ReservationReleased: public(m.ReservationReleased, key="pool"),
        facts.ReservationCommitted: public(m.ReservationCommitted, key="pool"),
    },
    unpublished=(
        facts.AskReceived,
        facts.BackingSetAside,
        facts.BackingFreed,
        facts.HoldRebacked,
        facts.ApplicationClosed,
    ),
    queries={
        queries.ListAsks: queries.list_asks,
        queries.ShowAsk: queries.show_ask,
    },
    open_business=_open_business,
)
