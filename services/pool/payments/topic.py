"""Payments: what settlement confirmed, and money that comes back."""

from services.pool.payments import facts
from services.pool.payments import messages as m
from services.pool.payments.decisions import confirm_payment, receive_saving, refund
from services.pool.payments.state import Folded, Payments, evolve
from services.pool.state import State
from shared.service import Context, Facts, Hearing, to_all
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
    hears={
        ("settlement", "payment-confirmed"): Hearing(m.PaymentConfirmed, _confirmed),
        ("settlement", "refund-confirmed"): Hearing(m.RefundConfirmed, _refunded),
    },
    publishes={
        facts.ReservationPaid: to_all(m.ReservationPaid, key="pool"),
        facts.MoneyReturned: to_all(m.MoneyReturned, key="pool"),
        facts.InterestReceived: to_all(m.InterestReceived, key="pool"),
        facts.SavingReceived: to_all(m.SavingReceived, key="pool"),
    },
    silent=(facts.PaymentWaits,),
    open_business=lambda payments: {"payments-waiting": len(payments.waiting)},
)
