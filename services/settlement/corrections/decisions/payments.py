"""Corrections of what a payer entered: a confirmation, and a refund. What rests on it is corrected first.

For a pool a second party agrees to what is above its four-eyes threshold, and all is judged again then.
"""

from typing import NamedTuple, TypeAlias

from services.settlement.chart import ordered, payer, receiver
from services.settlement.corrections.decisions.approvals import asked_for
from services.settlement.corrections.facts import (
    ConfirmationCorrected,
    CorrectionGround,
    PaymentCorrectionAwaitsApproval,
    RefundCorrected,
)
from services.settlement.corrections.state import what
from services.settlement.loans.decisions.lending import came_of_it, undone
from services.settlement.loans.facts import LoanUndone
from services.settlement.orders.decisions.finding import found_paid, paid_order
from services.settlement.orders.decisions.paying import rests_under_determination
from services.settlement.orders.facts import OrderReassigned, PaymentOrder
from services.settlement.orders.state import Order, Refund
from services.settlement.restating import fields_of
from services.settlement.state import State
from shared.money import Posting, Refusal, euros, transfer

Corrected: TypeAlias = ConfirmationCorrected | RefundCorrected
Outcome: TypeAlias = list[Corrected | LoanUndone | PaymentCorrectionAwaitsApproval | OrderReassigned] | Refusal


class Right(NamedTuple):
    """What is right of a refund of an order, or without `refund` of its confirmation: that nothing was paid."""

    order: str
    refund: int | None
    principal_cents: int = 0
    interest_cents: int = 0


def correct_confirmation(state: State, *, by: str, order: str, ground: CorrectionGround) -> Outcome:
    """What was confirmed was not paid, or not so: the order is open again, and may be confirmed as it was paid."""
    found = paid_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    if refusal := _something_rests_on(state, found):
        return refusal
    awaits = asked_for(state, found.slip, Refund(found.slip.cents, 0), Right(order, None), by, ground)
    if awaits:
        return _told(awaits)
    return [_confirmation_corrected(state, found, ground, by, None), *undone(state, order, "corrected")]


def correct_refund(
    state: State,
    *,
    by: str,
    order: str,
    refund: int,
    principal_cents: int,
    interest_cents: int,
    ground: CorrectionGround,
) -> Outcome:
    """The right amounts of one refund of an order; 0 and 0: nothing came back. Never above what was paid."""
    found = paid_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    right = Right(order, refund, principal_cents, interest_cents)
    if refusal := _not_correctable(state, found, right):
        return refusal
    awaits = asked_for(state, found.slip, found.refunds[refund - 1], right, by, ground)
    return _told(awaits) if awaits else [_refund_corrected(found, right, refund, ground, None)]


def _told(awaits: PaymentCorrectionAwaitsApproval | Refusal) -> Outcome:
    return awaits if isinstance(awaits, Refusal) else [awaits]


def approve(
    state: State, *, by: str, order: str, refund: int | None, principal_cents: int, interest_cents: int
) -> Outcome:
    """The second yes, by another party than the first. What is right is judged again: more may have come since."""
    found = found_paid(state, order)
    if isinstance(found, Refusal):
        return found
    waiting = state.corrections.waiting.get(order, {}).get(what(refund))
    if waiting is None:
        sentence = f"No such correction of order {order} awaits approval; its payer asks for it first."
        return Refusal("nothing-to-approve", sentence, "order")
    right = Right(order, refund, principal_cents, interest_cents)
    refusal = (
        _not_the_approver(state, waiting, by) or _superseded(waiting, right) or _not_correctable(state, found, right)
    )
    if refusal:
        return refusal
    corrected = _corrected(state, found, right, waiting.ground, waiting.requested_by, by)
    if isinstance(corrected, RefundCorrected):
        return [corrected]
    return [corrected, *undone(state, order, "corrected"), *_to_whom_it_is_now(state, corrected)]


def _to_whom_it_is_now(state: State, corrected: ConfirmationCorrected) -> list[OrderReassigned]:
    """Who asked for the correction may not pay for the pool any more: then the order is another's, who is told."""
    slip = state.orders.by_id[corrected.order].slip
    payer = state.payers.of_payee(slip.funder, slip.payee)
    return [] if payer == corrected.payer else [OrderReassigned(**fields_of(slip, PaymentOrder) | {"payer": payer})]


def _not_correctable(state: State, order: Order, right: Right) -> Refusal | None:
    if right.refund is None:
        return _something_rests_on(state, order)
    return _refund_not_correctable(order, right, right.refund) or rests_under_determination(state, order)


def _something_rests_on(state: State, order: Order) -> Refusal | None:
    return (
        rests_under_determination(state, order)
        or _something_came_back(state, order)
        or _savings_rest_on_it(state, order)
    )


def _refund_not_correctable(order: Order, right: Right, refund: int) -> Refusal | None:
    if order.slip.ask is None or not 0 < refund <= len(order.refunds):
        sentence = f"Order {right.order} has {len(order.refunds)} refunds, numbered from 1; name one of them."
        return Refusal("unknown-refund", sentence, "refund")
    was = order.refunds[refund - 1]
    if (right.principal_cents, right.interest_cents) == (was.principal_cents, was.interest_cents):
        sentence = f"Refund {refund} of order {right.order} stands at these amounts already."
        return Refusal("nothing-to-correct", sentence, "principal_cents")
    most_cents = order.paid_cents - order.returned_cents + was.cents
    if right.principal_cents + right.interest_cents > most_cents:
        sentence = f"With what else came back on {right.order}, refund {refund} is {euros(most_cents)} at most."
        return Refusal("more-than-paid", sentence, "principal_cents")
    return None


def _corrected(
    state: State, order: Order, right: Right, ground: CorrectionGround, payer: str, approved_by: str | None
) -> Corrected:
    if right.refund is None:
        return _confirmation_corrected(state, order, ground, payer, approved_by)
    return _refund_corrected(order, right, right.refund, ground, approved_by)


def _confirmation_corrected(
    state: State, order: Order, ground: CorrectionGround, payer: str, approved_by: str | None
) -> ConfirmationCorrected:
    assert order.paid_on is not None, f"{order.slip.order} was confirmed on no day"
    slip = order.slip
    return ConfirmationCorrected(
        order=slip.order,
        purpose=slip.purpose,
        ask=slip.ask,
        earn_back=slip.earn_back,
        application=state.agreements.by_ask[slip.ask].application if slip.ask else None,
        funder=slip.funder,
        payer=payer,
        payee=slip.payee,
        cents=slip.cents,
        ground=ground,
        of_year=order.paid_on.year,
        postings=transfer(slip.cents, slip.payee, ordered(slip.funder, slip.order)),
        approved_by=approved_by,
        contribution=slip.contribution,
    )


def _refund_corrected(
    order: Order, right: Right, refund: int, ground: CorrectionGround, approved_by: str | None
) -> RefundCorrected:
    was, ask = order.refunds[refund - 1], order.slip.ask
    assert ask is not None, f"{right.order} pays no ask"
    return RefundCorrected(
        order=right.order,
        ask=ask,
        funder=order.slip.funder,
        refund=refund,
        was_principal_cents=was.principal_cents,
        was_interest_cents=was.interest_cents,
        principal_cents=right.principal_cents,
        interest_cents=right.interest_cents,
        ground=ground,
        of_year=was.recorded_on.year if was.recorded_on else None,
        postings=_difference(order, right.principal_cents + right.interest_cents - was.cents),
        approved_by=approved_by,
    )


def _difference(order: Order, cents: int) -> tuple[Posting, ...]:
    """More came back than was recorded, or less."""
    payee, funder = order.slip.payee, payer(order.slip.funder)
    return transfer(cents, payee, funder) if cents > 0 else transfer(-cents, funder, payee)


def _something_came_back(state: State, order: Order) -> Refusal | None:
    if came_of_it(state, order.slip.order):
        return Refusal("reverse-first", "First correct what was repaid of this loan to nothing.", "order")
    numbers = [str(number) for number, refund in enumerate(order.refunds, 1) if refund.cents]
    if not numbers:
        return None
    named = f"refund {numbers[0]}" if len(numbers) == 1 else f"refunds {', '.join(numbers)}"
    return Refusal("reverse-first", f"First correct {named} of order {order.slip.order} to nothing.", "order")


def _savings_rest_on_it(state: State, order: Order) -> Refusal | None:
    """A saving is verified only where its investment was paid."""
    for earn_back in state.earn_backs.of_ask.get(order.slip.ask or "", ()):
        if state.verified_cents(state.earn_backs.by_id[earn_back].terms):
            sentence = f"Savings of earn-back {earn_back} were verified on this payment; correct these to nothing."
            return Refusal("reverse-first", sentence, "order")
    return None


def _not_the_approver(state: State, waiting: PaymentCorrectionAwaitsApproval, by: str) -> Refusal | None:
    approver = state.payers.second_approver(waiting.funder)
    if by == waiting.requested_by:
        return Refusal("same-approver", f"{by} asked for it itself; the second yes is another party's.", "order")
    if by == receiver(waiting.payee):
        sentence = f"{by} received this payment; have the executive name another second approver."
        return Refusal("own-interest", sentence, "order")
    if by != approver:
        who = approver or "a second approver, whom the executive has to name first,"
        return Refusal("not-yours", f"Only {who} may approve a correction for {waiting.funder}.", "order")
    return None


def _superseded(waiting: PaymentCorrectionAwaitsApproval, right: Right) -> Refusal | None:
    asked = waiting.principal_cents, waiting.interest_cents
    if asked == (right.principal_cents, right.interest_cents):
        return None
    named = " and ".join(euros(cents) for cents in asked)
    sentence = f"{waiting.requested_by} now asks for {named}; approve that, or leave it."
    return Refusal("superseded", sentence, "principal_cents")
