"""Agreements: what a grant binds each funder to."""

from services.settlement.agreements import facts, queries
from services.settlement.agreements import messages as m
from services.settlement.agreements.decisions import GrantedAsk, committed, granted
from services.settlement.agreements.state import Agreements, Folded, evolve
from services.settlement.loans.facts import LoanTerms
from services.settlement.state import State
from services.settlement.terms import payable_by
from shared.service import Consumer, Context, Facts, public
from shared.topic import Slice, Topic, classes


def _granted(state: State, heard: m.ApplicationGranted, context: Context) -> Facts:
    terms = {loan.ask: LoanTerms(**vars(loan.terms)) for loan in heard.loans}
    advances = {one.ask: tuple(facts.Advance(**vars(advance)) for advance in one.advances) for one in heard.advances}
    return granted(
        state,
        application=heard.application,
        applicant=heard.applicant,
        asks=tuple(
            GrantedAsk(ask.ask, ask.funder, ask.cents, ask.instrument, terms.get(ask.ask), advances.get(ask.ask, ()))
            for ask in heard.asks
        ),
        today=context.today,
        due_on=payable_by(context.today),
    )


def _committed(state: State, heard: m.ReservationCommitted, context: Context) -> Facts:
    return committed(state, today=context.today, pool=heard.pool, ask=heard.ask)


AGREEMENTS = Topic(
    "agreements",
    slice=Slice(Agreements, evolve, classes(Folded)),
    consumes={
        ("applications", "application-granted"): Consumer(m.ApplicationGranted, _granted),
        ("pool", "reservation-committed"): Consumer(m.ReservationCommitted, _committed),
    },
    publishes={facts.AgreementMade: public(m.AgreementMade, key="ask")},
    unpublished=(facts.CommitWaits, facts.CommitHeard),
    queries={
        queries.ShowAgreement: queries.show_agreement,
        queries.ListAgreements: queries.list_agreements,
    },
    open_business=lambda agreements: {"commits-waiting": len(agreements.waiting)},
)
