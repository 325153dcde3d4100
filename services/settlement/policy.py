"""From message to decision, and from recorded fact to said message. Pure: no I/O, clock or chance."""

from datetime import date
from typing import assert_never

from services.settlement import messages as m
from services.settlement.domain import agreements, earn_backs, orders, savings
from services.settlement.domain import events as e
from services.settlement.domain.state import State
from shared.calendar import term_of_law
from shared.money import Refusal
from shared.service import Context, Saying, to_all, to_party


def decide(state: State, command: m.Command, context: Context) -> list[e.Event] | Refusal:
    """A command's decision: its facts, or a refusal."""
    match command:
        case m.ConfirmPayment():
            return orders.confirm(
                state, by=context.by, order=command.order, cents=command.cents, paid_on=command.paid_on
            )
        case m.ReportPaymentFailed():
            return orders.report_failed(state, by=context.by, order=command.order, reason=command.reason)
        case m.RecordRefund():
            return orders.record_refund(
                state,
                by=context.by,
                order=command.order,
                principal_cents=command.principal_cents,
                interest_cents=command.interest_cents,
            )
        case m.ProposeEarnBack():
            return _propose(state, command, context)
        case m.ConsentToEarnBack():
            return earn_backs.consent(state, by=context.by, earn_back=command.earn_back, terms_hash=command.terms_hash)
        case m.ClaimSaving():
            return _claim(state, command, context)
        case m.VerifySaving():
            return savings.verify(
                state, by=context.by, claim=command.claim, cents=command.cents, due_on=_payable_by(context)
            )
        case m.RejectSaving():
            return savings.reject(state, by=context.by, claim=command.claim, reason=command.reason)
        case _:
            assert_never(command)


def hear(state: State, heard: m.Heard, context: Context) -> list[e.Event]:
    """What follows from another service's message. There is nobody to refuse: every case has its facts."""
    match heard:
        case m.ApplicationGranted():
            return agreements.granted(
                state,
                application=heard.application,
                applicant=heard.applicant,
                asks=tuple(agreements.GrantedAsk(a.ask, a.funder, a.cents, a.instrument) for a in heard.asks),
                due_on=_payable_by(context),
            )
        case m.ReservationCommitted():
            return agreements.committed(state, pool=heard.pool, ask=heard.ask)
        case m.BudgetHolderNamed():
            return agreements.held_by(state, pool=heard.pool, budget_holder=heard.budget_holder)
        case m.ContributionReceived():
            return agreements.contribution_received(
                state, pool=heard.pool, contribution=heard.contribution, contributor=heard.contributor
            )
        case _:
            assert_never(heard)


def _payable_by(context: Context) -> date:
    """Payment within six weeks of the decision (4:87 Awb)."""
    return term_of_law(context.today, weeks=6)


def _propose(state: State, command: m.ProposeEarnBack, context: Context) -> list[e.Event] | Refusal:
    terms = e.Terms(
        earn_back=command.earn_back,
        ask=command.ask,
        investor=context.by,
        benefit_holder=command.benefit_holder,
        recipient=e.Recipient(command.recipient.pool, command.recipient.contribution),
        move_share=command.move_share,
        move_cap_cents=command.move_cap_cents,
        return_share=command.return_share,
        return_cap_cents=command.return_cap_cents,
        return_from=command.return_from,
        term_from=command.term_from,
        term_to=command.term_to,
    )
    is_zuil = "zuil" in context.parties[command.benefit_holder].roles
    return earn_backs.propose(state, terms=terms, benefit_holder_is_zuil=is_zuil)


def _claim(state: State, command: m.ClaimSaving, context: Context) -> list[e.Event] | Refusal:
    return savings.claim(
        state,
        by=context.by,
        earn_back=command.earn_back,
        claim=command.claim,
        subject=command.subject,
        period_from=command.period_from,
        period_to=command.period_to,
        baseline_cents=command.baseline_cents,
        measured_cents=command.measured_cents,
        evidence=command.evidence,
        verifier=command.verifier,
        is_verifier="verifier" in context.parties[command.verifier].roles,
    )


SAYS: dict[type[e.Event], Saying] = {
    e.AgreementMade: to_all(m.AgreementMade, key=lambda fact: fact.ask),
    e.PaymentOrdered: to_party(m.PaymentOrdered, party=lambda fact: fact.payer),
    e.OrderReassigned: to_party(m.OrderReassigned, party=lambda fact: fact.payer),
    e.PaymentConfirmed: to_all(m.PaymentConfirmed, key=lambda fact: fact.order),
    e.PaymentFailed: to_all(m.PaymentFailed, key=lambda fact: fact.order),
    e.RefundConfirmed: to_all(m.RefundConfirmed, key=lambda fact: fact.order),
    e.EarnBackProposed: to_party(m.EarnBackProposed, party=lambda fact: fact.benefit_holder),
    e.EarnBackConsentAsked: to_party(m.EarnBackConsentAsked, party=lambda fact: fact.recipient_holder),
    e.EarnBackConsented: to_all(m.EarnBackConsented, key=lambda fact: fact.earn_back),
    e.EarnBackAgreed: to_all(m.EarnBackAgreed, key=lambda fact: fact.earn_back),
    e.SavingClaimed: to_party(m.SavingClaimed, party=lambda fact: fact.verifier),
    e.SavingVerified: to_all(m.SavingVerified, key=lambda fact: fact.earn_back),
    e.SavingRejected: to_all(m.SavingRejected, key=lambda fact: fact.earn_back),
    e.SavingDivided: to_all(m.SavingDivided, key=lambda fact: fact.earn_back),
}
