"""Corrections: what a payer entered by mistake is mended by the difference, and nothing is changed or removed.

What rests on it is corrected first. The difference books on the day of the correction; the fact names the year that
the mistake belongs to.
"""

from services.settlement.chart import ordered, payer
from services.settlement.corrections.facts import ConfirmationCorrected, CorrectionGround, RefundCorrected
from services.settlement.orders.decisions import paid_order
from services.settlement.orders.state import Order, Refund
from services.settlement.state import State
from shared.money import Posting, Refusal, transfer


def correct_confirmation(
    state: State, *, by: str, order: str, ground: CorrectionGround
) -> list[ConfirmationCorrected] | Refusal:
    """What was confirmed was not paid, or not so: the order is open again, and may be confirmed as it was paid."""
    found = paid_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    if refusal := _something_came_back(found) or _savings_rest_on_it(state, found):
        return refusal
    assert found.paid_on is not None, f"{order} was confirmed on no day"
    slip = found.slip
    return [
        ConfirmationCorrected(
            order=order,
            purpose=slip.purpose,
            ask=slip.ask,
            earn_back=slip.earn_back,
            application=state.agreements.by_ask[slip.ask].application if slip.ask else None,
            funder=slip.funder,
            payer=by,
            payee=slip.payee,
            cents=slip.cents,
            ground=ground,
            of_year=found.paid_on.year,
            postings=transfer(slip.cents, slip.payee, ordered(slip.funder, order)),
        )
    ]


def correct_refund(
    state: State,
    *,
    by: str,
    order: str,
    refund: int,
    principal_cents: int,
    interest_cents: int,
    ground: CorrectionGround,
) -> list[RefundCorrected] | Refusal:
    """The right amounts of one refund of an order; 0 and 0: nothing came back. Never above what was paid."""
    found = paid_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    ask = found.slip.ask
    if ask is None or not 0 < refund <= len(found.refunds):
        sentence = f"Order {order} has {len(found.refunds)} refunds, numbered from 1; name one of them."
        return Refusal("unknown-refund", sentence, "refund")
    was = found.refunds[refund - 1]
    right = Refund(principal_cents, interest_cents, was.recorded_on)
    if right == was:
        sentence = f"Refund {refund} of order {order} stands at these amounts already."
        return Refusal("nothing-to-correct", sentence, "principal_cents")
    most_cents = found.paid_cents - found.returned_cents + was.cents
    if right.cents > most_cents:
        sentence = f"With what else came back on {order}, refund {refund} is {most_cents} cents at most."
        return Refusal("more-than-paid", sentence, "principal_cents")
    return [
        RefundCorrected(
            order=order,
            ask=ask,
            funder=found.slip.funder,
            refund=refund,
            was_principal_cents=was.principal_cents,
            was_interest_cents=was.interest_cents,
            principal_cents=principal_cents,
            interest_cents=interest_cents,
            ground=ground,
            of_year=was.recorded_on.year if was.recorded_on else None,
            postings=_difference(found, right.cents - was.cents),
        )
    ]


def _difference(order: Order, cents: int) -> tuple[Posting, ...]:
    """More came back than was recorded, or less."""
    payee, funder = order.slip.payee, payer(order.slip.funder)
    return transfer(cents, payee, funder) if cents > 0 else transfer(-cents, funder, payee)


def _something_came_back(order: Order) -> Refusal | None:
    numbers = [str(number) for number, refund in enumerate(order.refunds, 1) if refund.cents]
    if not numbers:
        return None
    named = f"refund {numbers[0]}" if len(numbers) == 1 else f"refunds {', '.join(numbers)}"
    return Refusal("reverse-first", f"First correct {named} of order {order.slip.order} to nothing.", "order")


def _savings_rest_on_it(state: State, order: Order) -> Refusal | None:
    """A saving is verified only where its investment was paid."""
    for earn_back in state.earn_backs.of_ask.get(order.slip.ask or "", ()):
        if state.verified_cents(state.earn_backs.by_id[earn_back].terms):
            sentence = f"Savings of earn-back {earn_back} were verified on this payment; they come first."
            return Refusal("reverse-first", sentence, "order")
    return None
