"""The order of which a party speaks: its own, and open or paid."""

from services.settlement.orders.decisions.placing import following
from services.settlement.orders.state import Order
from services.settlement.state import State
from shared.money import Refusal


def paid_order(state: State, by: str, order: str) -> Order | Refusal:
    """A confirmed payment of which this party speaks."""
    found = own_order(state, by, order)
    return found if isinstance(found, Refusal) else found_paid(state, order)


def found_paid(state: State, order: str) -> Order | Refusal:
    """A confirmed payment, whoever asks."""
    found = _found(state, order)
    if not isinstance(found, Refusal) and found.status != "confirmed":
        return Refusal("not-paid", f"Order {order} is no confirmed payment; name one that is.", "order")
    return found


def open_order(state: State, by: str, order: str) -> Order | Refusal:
    found = own_order(state, by, order)
    if isinstance(found, Refusal):
        return found
    if found.status == "confirmed":
        return Refusal(
            "already-confirmed", f"The payment of order {order} was confirmed before; nothing more is needed.", "order"
        )
    if found.status == "withdrawn":
        sentence = f"Order {order} was withdrawn; nothing is to be paid on it. `open-orders` tells what is still to be."
        return Refusal("order-closed", sentence, "order")
    if found.status != "open":
        what = "failed" if found.status == "failed" else "was sent back by the bank"
        return Refusal("order-closed", f"Order {order} {what}; pay {following(order)} instead.", "order")
    return found


def own_order(state: State, by: str, order: str) -> Order | Refusal:
    found = _found(state, order)
    if isinstance(found, Refusal):
        return found
    payer = state.payers.of_payee(found.slip.funder, found.slip.payee)
    if by != payer:
        return Refusal(
            "not-yours", f"Only {payer}, who pays for {found.slip.funder}, speaks about order {order}.", "order"
        )
    return found


def _found(state: State, order: str) -> Order | Refusal:
    found = state.orders.by_id.get(order)
    return (
        Refusal("unknown-order", f"There is no order {order}; name it as in the message that ordered it.", "order")
        if found is None
        else found
    )
