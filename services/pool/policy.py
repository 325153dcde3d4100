"""From message to decision, and from recorded fact to said message. Pure: no I/O, clock or chance."""

from typing import assert_never

from services.pool import messages as m
from services.pool.domain import asks, contributions, holds, mandates, outcomes, payments, pools
from services.pool.domain import events as e
from services.pool.domain.state import State
from shared.money import Refusal
from shared.service import Context, Saying, to_all, to_party
from shared.wire import SaidBody


def decide(state: State, command: m.Command, context: Context) -> list[e.Event] | Refusal:
    """A command's decision: its facts, or a refusal. Decisions take the fields under the command's own names."""
    by, today = context.by, context.today
    match command:
        case m.OpenPool():
            return pools.open_pool(state, _opened(command))
        case m.HandOver():
            return pools.hand_over(state, **vars(command))
        case m.SetMandate():
            return mandates.set_mandate(state, e.MandateSet(**vars(command)))
        case m.Pledge():
            return contributions.pledge(state, by=by, today=today, **vars(command))
        case m.Receive():
            return contributions.receive(state, by=by, **vars(command))
        case m.WithdrawContribution():
            return contributions.withdraw(state, by=by, **vars(command))
        case m.HoldAsk():
            return holds.hold_ask(state, by=by, today=today, **vars(command))
        case m.ApproveHold():
            return holds.approve_hold(state, by=by, today=today, **vars(command))
        case m.DeclineAsk():
            return holds.decline_ask(state, by=by, **vars(command))
        case _:
            assert_never(command)


def _opened(command: m.OpenPool) -> e.PoolOpened:
    return e.PoolOpened(
        pool=command.pool,
        neighbourhood=command.neighbourhood,
        goals=tuple(e.Goal(**vars(goal)) for goal in command.goals),
        frame=e.Frame(**vars(command.frame)),
        budget_holder=command.budget_holder,
    )


def hear(state: State, heard: m.Heard, context: Context) -> list[e.Event]:
    """What follows from another service's message. There is nobody to refuse: every case has its facts."""
    match heard:
        case m.PoolAsked():
            return asks.receive_ask(state, _asked(heard), today=context.today)
        case m.ApplicationGranted():
            granted = {(named.ask, named.revision) for named in heard.asks}
            return outcomes.grant(state, application=heard.application, granted=granted)
        case m.ApplicationFailed():
            return outcomes.fail(state, application=heard.application)
        case m.PaymentConfirmed():
            return _granted_paid(state, heard) if heard.purpose == "grant" else _saving_paid(state, heard)
        case m.RefundConfirmed():
            return _refunded(state, heard)
        case _:
            assert_never(heard)


def _asked(heard: m.PoolAsked) -> e.AskReceived:
    return e.AskReceived(
        pool=heard.funder.removeprefix("pool:"),
        application=heard.application,
        ask=heard.ask,
        revision=heard.revision,
        cents=heard.cents,
        lines=tuple(e.Line(line.goal, line.cents) for line in heard.lines),
    )


def _granted_paid(state: State, heard: m.PaymentConfirmed) -> list[e.Event]:
    kind, _, pool = heard.funder.partition(":")
    if kind != "pool" or heard.ask is None:
        return []
    return payments.confirm_payment(state, pool=pool, ask=heard.ask, order=heard.order, cents=heard.cents)


def _saving_paid(state: State, heard: m.PaymentConfirmed) -> list[e.Event]:
    if not heard.payee.startswith("into:"):
        return []
    pool, _, target = heard.payee.removeprefix("into:").partition("/")
    return payments.receive_saving(
        state, pool=pool, target=target, order=heard.order, purpose=heard.purpose, cents=heard.cents
    )


def _refunded(state: State, heard: m.RefundConfirmed) -> list[e.Event]:
    kind, _, pool = heard.funder.partition(":")
    if kind != "pool":
        return []
    return payments.refund(
        state,
        pool=pool,
        ask=heard.ask,
        order=heard.order,
        principal_cents=heard.principal_cents,
        interest_cents=heard.interest_cents,
    )


def _of_pool(model: type[SaidBody]) -> Saying:
    return to_all(model, key=lambda fact: fact.pool)


SAYS: dict[type[e.Event], Saying] = {
    e.PoolOpened: _of_pool(m.PoolOpened),
    e.PoolHandedOver: _of_pool(m.PoolHandedOver),
    e.MandateSet: _of_pool(m.MandateSet),
    e.ContributionPledged: _of_pool(m.ContributionPledged),
    e.ContributionReceived: _of_pool(m.ContributionReceived),
    e.ContributionWithdrawn: _of_pool(m.ContributionWithdrawn),
    e.HoldAwaitsSecondApproval: to_party(m.HoldAwaitsSecondApproval, party=lambda fact: fact.approver),
    e.ReservationHeld: _of_pool(m.ReservationHeld),
    e.ReservationDeclined: _of_pool(m.ReservationDeclined),
    e.ReservationReleased: _of_pool(m.ReservationReleased),
    e.ReservationCommitted: _of_pool(m.ReservationCommitted),
    e.ReservationPaid: _of_pool(m.ReservationPaid),
    e.MoneyReturned: _of_pool(m.MoneyReturned),
    e.InterestReceived: _of_pool(m.InterestReceived),
    e.SavingReceived: _of_pool(m.SavingReceived),
}
