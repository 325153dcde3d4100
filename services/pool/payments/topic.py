"""Payments: what settlement confirmed, and money that comes back."""

from services.pool.payments import facts
from services.pool.payments import messages as m
from services.pool.payments.decisions.losing import lose
from services.pool.payments.decisions.paying import confirm_payment, undo_payment
from services.pool.payments.decisions.remainder import commit_remainder, free_remainder
from services.pool.payments.decisions.returning import correct_refund, refund, repaid
from services.pool.payments.decisions.savings import receive_saving, undo_saving
from services.pool.payments.state import Folded, Payments, evolve
from services.pool.returns.decisions import return_paid, undo_return
from services.pool.state import State
from services.pool.tasks.decisions.giving_back import given_back_with
from shared.service import Consumer, Context, Facts, public
from shared.topic import Slice, Topic, classes


def _confirmed(state: State, heard: m.PaymentConfirmed, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if heard.ask and kind == "pool":
        return confirm_payment(state, pool=pool, ask=heard.ask, order=heard.order, cents=heard.cents)
    if heard.contribution:
        return return_paid(pool=pool, contribution=heard.contribution, order=heard.order, cents=heard.cents)
    return _saving_paid(state, heard)


def _saving_paid(state: State, heard: m.PaymentConfirmed) -> Facts:
    if not heard.payee.startswith("into:"):
        return []
    pool, target = heard.payee.removeprefix("into:").split("/", 1)
    return receive_saving(state, pool=pool, target=target, order=heard.order, purpose=heard.purpose, cents=heard.cents)


def _returned(state: State, heard: m.PaymentReturned, _: Context) -> Facts:
    return _undone(state, heard, "returned")


def _corrected(state: State, heard: m.ConfirmationCorrected, _: Context) -> Facts:
    return _undone(state, heard, "corrected")


def _undone(state: State, heard: m.PaymentReturned, because: facts.Undoing) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if heard.ask and kind == "pool":
        return undo_payment(state, pool=pool, ask=heard.ask, order=heard.order, cents=heard.cents, because=because)
    if heard.contribution:
        whose = pool, heard.contribution
        return undo_return(*whose, order=heard.order, cents=heard.cents, because=because)
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
    came = refund(
        state,
        pool=pool,
        ask=heard.ask,
        order=heard.order,
        principal_cents=heard.principal_cents,
        interest_cents=heard.interest_cents,
    )
    return [*came, *given_back_with(state, heard.ask, heard.principal_cents)]


def _refund_corrected(state: State, heard: m.RefundCorrected, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool":
        return []
    more_cents = heard.principal_cents - heard.was_principal_cents
    came = correct_refund(
        state,
        pool=pool,
        ask=heard.ask,
        order=heard.order,
        principal_cents=more_cents,
        interest_cents=heard.interest_cents - heard.was_interest_cents,
    )
    return [*came, *given_back_with(state, heard.ask, more_cents)]


def _repaid(state: State, heard: m.RepaymentReceived, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool":
        return []
    came = repaid(
        state,
        pool=pool,
        ask=heard.ask,
        order=heard.order,
        principal_cents=heard.paid_principal_cents,
        interest_cents=heard.paid_interest_cents,
    )
    return [*came, *given_back_with(state, heard.ask, heard.paid_principal_cents)]


def _written_off(state: State, heard: m.LoanWrittenOff, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool":
        return []
    came = refund(
        state,
        pool=pool,
        ask=heard.ask,
        order=heard.order,
        principal_cents=heard.paid_principal_cents,
        interest_cents=heard.paid_interest_cents,
    )
    lost = lose(state, pool=pool, ask=heard.ask, order=heard.order, cents=heard.principal_cents, came=came)
    return [*came, *lost, *given_back_with(state, heard.ask, heard.paid_principal_cents)]


def _determined(state: State, heard: m.GrantDetermined, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool":
        return []
    return _freed(state, pool, heard.ask, heard.released_cents, "determined")


def _determined_no_more(state: State, heard: m.DeterminationCorrected, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    return commit_remainder(state, pool=pool, ask=heard.ask, because="determined") if kind == "pool" else []


def _changed(state: State, heard: m.GrantChanged, _: Context) -> Facts:
    kind, pool = heard.funder.split(":", 1)
    if kind != "pool":
        return []
    less_cents = heard.was_cents - heard.cents
    if less_cents > 0:
        return _freed(state, pool, heard.ask, less_cents, "changed")
    return commit_remainder(state, pool=pool, ask=heard.ask, because="changed", cents=-less_cents)


def _freed(state: State, pool: str, ask: str, cents: int, because: facts.FreedBy) -> Facts:
    freed = free_remainder(state, pool=pool, ask=ask, cents=cents, because=because)
    return [*freed, *given_back_with(state, ask, cents)]


PAYMENTS = Topic(
    "payments",
    slice=Slice(Payments, evolve, classes(Folded)),
    consumes={
        ("settlement", "payment-confirmed"): Consumer(m.PaymentConfirmed, _confirmed),
        ("settlement", "payment-returned"): Consumer(m.PaymentReturned, _returned),
        ("settlement", "confirmation-corrected"): Consumer(m.ConfirmationCorrected, _corrected),
        ("settlement", "refund-corrected"): Consumer(m.RefundCorrected, _refund_corrected),
        ("settlement", "refund-confirmed"): Consumer(m.RefundConfirmed, _refunded),
        ("settlement", "grant-determined"): Consumer(m.GrantDetermined, _determined),
        ("settlement", "determination-corrected"): Consumer(m.DeterminationCorrected, _determined_no_more),
        ("settlement", "grant-changed"): Consumer(m.GrantChanged, _changed),
        ("settlement", "repayment-received"): Consumer(m.RepaymentReceived, _repaid),
        ("settlement", "repayment-corrected"): Consumer(m.RepaymentCorrected, _repaid),
        ("settlement", "instalment-due"): Consumer(m.InstalmentDue, _repaid),
        ("settlement", "loan-terms-changed"): Consumer(m.LoanTermsChanged, _repaid),
        ("settlement", "loan-written-off"): Consumer(m.LoanWrittenOff, _written_off),
    },
    publishes={
        facts.ReservationPaid: public(m.ReservationPaid, key="pool"),
        facts.PaymentUndone: public(m.PaymentUndone, key="pool"),
        facts.RemainderFreed: public(m.RemainderFreed, key="pool"),
        facts.RemainderCommitted: public(m.RemainderCommitted, key="pool"),
        facts.MoneyReturned: public(m.MoneyReturned, key="pool"),
        facts.InterestReceived: public(m.InterestReceived, key="pool"),
        facts.ReturnCorrected: public(m.ReturnCorrected, key="pool"),
        facts.LoanLost: public(m.LoanLost, key="pool"),
        facts.SavingReceived: public(m.SavingReceived, key="pool"),
        facts.SavingUndone: public(m.SavingUndone, key="pool"),
    },
    unpublished=(facts.PaymentWaits, facts.PaymentWaitsNoMore),
    open_business=lambda payments: {"payments-waiting": len(payments.waiting)},
)
