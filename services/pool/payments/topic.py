"""Payments: what settlement confirmed, and money that comes back."""

from services.pool.payments import facts
from services.pool.payments import messages as m
from services.pool.payments.decisions import confirm_payment, receive_saving, refund, undo_payment, undo_saving
from services.pool.payments.state import Folded, Payments, evolve
from services.pool.state import State
from shared.service import Consumer, Context, Facts, public
from shared.topic import Slice, Topic, classes


def _confirmed(state: State, heard: m.PaymentConfirmed, _: Context) -> Facts:
    return _granted_paid(state, heard) if heard.purpose == "grant" else _saving_paid(state, heard)


def _granted_paid(state: State, heard: m.PaymentConfirmed) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool" or heard.ask is None:
        return []
    return confirm_payment(state, pool=pool, ask=heard.ask, order=heard.order, cents=heard.cents)


def _saving_paid(state: State, heard: m.PaymentConfirmed) -> Facts:
    if not heard.payee.startswith("into:"):
        return []
    pool, target = heard.payee.removeprefix("into:").split("/", 1)
    return receive_saving(state, pool=pool, target=target, order=heard.order, purpose=heard.purpose, cents=heard.cents)


def _returned(state: State, heard: m.PaymentReturned, _: Context) -> Facts:
    return _undone(state, heard, "returned")


def _undone(state: State, heard: m.PaymentReturned, because: facts.Undoing) -> Facts:
    if heard.purpose == "grant":
        kind, pool = heard.funder.split(":", 1)
        if kind != "pool" or heard.ask is None:
            return []
        return undo_payment(state, pool=pool, ask=heard.ask, order=heard.order, cents=heard.cents, because=because)
    if not heard.payee.startswith("into:"):
        return []
    pool, target = heard.payee.removeprefix("into:").split("/", 1)
    return undo_saving(
        state,
        pool=pool,
        target=target,
        order=heard.order,
        purpose=heard.purpose,
        cents=heard.cents,
        because=because,
    )


def _refunded(state: State, heard: m.RefundConfirmed, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool":
        return []
    return refund(
        state,
        pool=pool,
        ask=heard.ask,
        order=heard.order,
        principal_cents=heard.principal_cents,
        interest_cents=heard.interest_cents,
    )


PAYMENTS = Topic(
    "payments",
    slice=Slice(Payments, evolve, classes(Folded)),
    consumes={
        ("settlement", "payment-confirmed"): Consumer(m.PaymentConfirmed, _confirmed),
        ("settlement", "payment-returned"): Consumer(m.PaymentReturned, _returned),
        ("settlement", "refund-confirmed"): Consumer(m.RefundConfirmed, _refunded),
    },
    publishes={
        facts.ReservationPaid: public(m.ReservationPaid, key="pool"),
        facts.PaymentUndone: public(m.PaymentUndone, key="pool"),
        facts.MoneyReturned: public(m.MoneyReturned, key="pool"),
        facts.InterestReceived: public(m.InterestReceived, key="pool"),
        facts.SavingReceived: public(m.SavingReceived, key="pool"),
        facts.SavingUndone: public(m.SavingUndone, key="pool"),
    },
    unpublished=(facts.PaymentWaits, facts.PaymentWaitsNoMore),
    open_business=lambda payments: {"payments-waiting": len(payments.waiting)},
)
