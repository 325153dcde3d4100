"""What a pool gives back to a contributor: ordered of the budget holder, and paid as any other order."""

from datetime import date

from services.settlement.chart import BACK_TO, ordered, payer
from services.settlement.orders.decisions.finding import open_order
from services.settlement.orders.decisions.placing import placed
from services.settlement.orders.facts import PaymentOrder, PaymentOrdered
from services.settlement.returns.facts import ReturnWithdrawn
from services.settlement.state import State
from shared.money import Refusal, transfer


def order_return(
    state: State,
    *,
    pool: str,
    contribution: str,
    contributor: str,
    number: int,
    cents: int,
    today: date,
    due_on: date,
) -> list[PaymentOrdered]:
    """The order that gives back what was free of a contribution; none if nothing was."""
    if not cents:
        return []
    funder, payee = f"pool:{pool}", BACK_TO(contributor)
    slip = PaymentOrder(
        order=f"{pool}:{contribution}:return-{number}",
        purpose="contribution-return",
        ask=None,
        earn_back=None,
        payer=state.payers.of_payee(funder, payee),
        funder=funder,
        payee=payee,
        cents=cents,
        due_on=due_on,
        contribution=contribution,
    )
    return [placed(slip, today)]


def withdraw_return(state: State, *, by: str, order: str) -> list[ReturnWithdrawn] | Refusal:
    """The payer knows that something of it never came, and has corrected that in the pool or is about to.

    The pool fills what the contribution is short, and returns the rest anew.
    """
    found = open_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    slip = found.slip
    if slip.contribution is None:
        sentence = f"Order {order} gives no contribution back; what it pays is corrected where it was decided."
        return Refusal("no-return", sentence, "order")
    return [
        ReturnWithdrawn(
            order=order,
            contribution=slip.contribution,
            funder=slip.funder,
            payer=by,
            payee=slip.payee,
            cents=slip.cents,
            postings=transfer(slip.cents, ordered(slip.funder, order), payer(slip.funder)),
        )
    ]
