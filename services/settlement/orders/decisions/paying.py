"""What the payer says of an order: confirmed, failed or returned and made again, refunded."""

from dataclasses import replace
from datetime import date

from services.settlement.chart import PARTY, ordered, payer
from services.settlement.loans.decisions.lending import came_of_it, lent, undone
from services.settlement.loans.facts import LoanPaidOut, LoanUndone
from services.settlement.orders.decisions.finding import open_order, own_order, paid_order
from services.settlement.orders.decisions.placing import following, placed
from services.settlement.orders.facts import (
    PaymentConfirmed,
    PaymentFailed,
    PaymentOrder,
    PaymentOrdered,
    PaymentReturned,
    RefundConfirmed,
)
from services.settlement.orders.state import Order
from services.settlement.state import State
from shared.money import Refusal, euros, together, transfer


def confirm(
    state: State, *, by: str, today: date, order: str, cents: int, paid_on: date
) -> list[PaymentConfirmed | LoanPaidOut] | Refusal:
    """The payer says that exactly the ordered amount was paid; that of a loan begins it.

    No grant to itself (2:4 Awb). A saving may go from one budget of a party to another of its own, for investor and
    benefit holder may be one (S4); so may what is given back to the budget holder, where there is no second approver.
    """
    found = open_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    slip = found.slip
    if slip.purpose == "grant" and slip.payee == PARTY(by):
        sentence = "You receive this payment yourself; the executive has to name a second approver, who then pays."
        return Refusal("own-interest", sentence, "order")
    if refusal := together(_other_amount(slip, cents), _not_on(found, paid_on, today)):
        return refusal
    agreement = state.agreements.by_ask[slip.ask] if slip.ask else None
    confirmed = PaymentConfirmed(
        order=order,
        purpose=slip.purpose,
        ask=slip.ask,
        earn_back=slip.earn_back,
        application=agreement.application if agreement else None,
        funder=slip.funder,
        payer=by,
        payee=slip.payee,
        cents=cents,
        paid_on=paid_on,
        postings=transfer(cents, ordered(slip.funder, order), slip.payee),
        contribution=slip.contribution,
    )
    return [confirmed, *(lent(agreement, order, cents, paid_on) if agreement else ())]


def _other_amount(slip: PaymentOrder, cents: int) -> Refusal | None:
    if cents == slip.cents:
        return None
    return Refusal("other-amount", f"Pay and confirm exactly {euros(slip.cents)}, in full.", "cents")


def _not_on(order: Order, paid_on: date, today: date) -> Refusal | None:
    """An order is paid between the day it was made and today, both days inclusive.

    Of an order that was made before its day was remembered no day is refused as too early: the state follows from
    facts and not from their log time, so that day is not known here.
    """
    if paid_on > today:
        return Refusal(
            "date-in-future", f"{paid_on} is still to come; confirm the payment once it was made.", "paid_on"
        )
    if order.ordered_on and paid_on < order.ordered_on:
        sentence = f"Order {order.slip.order} was made on {order.ordered_on}; name the day on which it was paid."
        return Refusal("date-too-early", sentence, "paid_on")
    return None


def report_failed(
    state: State, *, by: str, today: date, order: str, reason: str
) -> list[PaymentFailed | PaymentOrdered] | Refusal:
    """The payment did not arrive: the order is closed and another takes its place, due on the same day."""
    found = open_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    slip = found.slip
    failed = PaymentFailed(
        order=order,
        ask=slip.ask,
        earn_back=slip.earn_back,
        funder=slip.funder,
        payer=by,
        cents=slip.cents,
        reason=reason,
        postings=transfer(slip.cents, ordered(slip.funder, order), payer(slip.funder)),
        contribution=slip.contribution,
    )
    return [failed, placed(replace(slip, order=following(order)), today)]


def report_returned(
    state: State, *, by: str, today: date, order: str, returned_on: date
) -> list[PaymentReturned | LoanUndone | PaymentOrdered] | Refusal:
    """The bank sent a confirmed payment back, in full: another order takes its place, due on the same day.

    That is no correction: the payment was made, and its return is a movement of its own day. What the recipient sent
    back of it stands in the way: the same money cannot come back twice.
    """
    found = paid_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    if refusal := together(_not_returned_on(found, returned_on, today), _came_back_already(state, found)):
        return refusal
    slip = found.slip
    returned = PaymentReturned(
        order=order,
        purpose=slip.purpose,
        ask=slip.ask,
        earn_back=slip.earn_back,
        application=state.agreements.by_ask[slip.ask].application if slip.ask else None,
        funder=slip.funder,
        payer=by,
        payee=slip.payee,
        cents=slip.cents,
        returned_on=returned_on,
        postings=transfer(slip.cents, slip.payee, payer(slip.funder)),
        contribution=slip.contribution,
    )
    again = placed(replace(slip, order=following(order), payer=by), today)
    return [returned, *undone(state, order, "returned"), again]


def _came_back_already(state: State, order: Order) -> Refusal | None:
    if came_of_it(state, order.slip.order):
        return Refusal("reverse-first", "Correct what was repaid of this loan to nothing first.", "order")
    if refusal := rests_under_determination(state, order):
        return refusal
    if not order.returned_cents:
        return None
    sentence = (
        f"Of what was paid on {order.slip.order}, {euros(order.returned_cents)} came back by refunds; correct these to "
        "nothing first."
    )
    return Refusal("reverse-first", sentence, "order")


def rests_under_determination(state: State, order: Order) -> Refusal | None:
    """Of a determined ask neither the payment changes nor what came back of it: the determination goes first."""
    ask = order.slip.ask
    if ask not in state.determinations.by_ask:
        return None
    sentence = f"What ask {ask} comes to is determined; send `correct-determination` first."
    return Refusal("reverse-first", sentence, "order")


def _not_returned_on(order: Order, returned_on: date, today: date) -> Refusal | None:
    if returned_on > today:
        sentence = f"{returned_on} is still to come; report the return once the money is back."
        return Refusal("date-in-future", sentence, "returned_on")
    if order.paid_on and returned_on < order.paid_on:
        sentence = f"Order {order.slip.order} was paid on {order.paid_on}; name the day on which that money came back."
        return Refusal("date-too-early", sentence, "returned_on")
    return None


def record_refund(
    state: State, *, by: str, today: date, order: str, principal_cents: int, interest_cents: int
) -> list[RefundConfirmed] | Refusal:
    """Money came back to the payer: principal, interest, or both.

    Together with what came back before it is at most what was paid: the log cannot show a recipient
    paying from money that it never saw arrive.
    """
    found = own_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    ask = found.slip.ask
    if found.status != "confirmed" or ask is None:
        return Refusal("not-paid", f"Order {order} is no confirmed payment of an ask; nothing can come back.", "order")
    if order in state.loans.by_order:
        sentence = f"Order {order} paid out a loan; send `record-repayment` for what comes back of it."
        return Refusal("is-loan", sentence, "order")
    if ask in state.determinations.by_ask:
        sentence = f"Ask {ask} is determined; what comes back now is a repayment of its claim: `record-repayment`."
        return Refusal("is-determined", sentence, "order")
    cents = principal_cents + interest_cents
    if not cents:
        return Refusal("amount-zero", "Name the principal or the interest that came back.", "principal_cents")
    left = found.paid_cents - found.returned_cents
    if cents > left:
        return Refusal(
            "more-than-paid",
            f"Of what was paid on {order}, {euros(left)} has not come back; record that at most.",
            "principal_cents",
        )
    return [
        RefundConfirmed(
            order=order,
            ask=ask,
            funder=found.slip.funder,
            principal_cents=principal_cents,
            interest_cents=interest_cents,
            postings=transfer(cents, found.slip.payee, payer(found.slip.funder)),
            refund=len(found.refunds) + 1,
            recorded_on=today,
        )
    ]
