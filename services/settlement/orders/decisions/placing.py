"""What a payer is to pay: all of an ask or a part of it, again where a payment failed, or no more."""

from dataclasses import replace
from datetime import date

from services.settlement.agreements.facts import AgreementMade
from services.settlement.chart import PARTY, ordered, payer, receiver
from services.settlement.corrections.facts import OrderWithdrawn
from services.settlement.orders.facts import OrderReassigned, PaymentOrder, PaymentOrdered
from services.settlement.orders.state import Order
from services.settlement.restating import fields_of
from services.settlement.state import State
from shared.money import Posting, transfer


def of_agreement(state: State, agreement: AgreementMade, ordered_on: date) -> list[PaymentOrdered]:
    """The order that pays an ask in full, or one for each advance that awaits no milestone."""
    if not agreement.advances:
        return [_of_ask(state, agreement, "", agreement.cents, agreement.due_on, ordered_on)]
    at_once = [number for number, advance in enumerate(agreement.advances, start=1) if advance.milestone is None]
    days = {number: day_of_advance(agreement, number, agreement.due_on, ordered_on) for number in at_once}
    return [of_advance(state, agreement, number, day, ordered_on) for number, day in days.items()]


def day_of_advance(agreement: AgreementMade, number: int | None, due_on: date, ordered_on: date) -> date:
    """The day that the grant names, where it is still to come; else as any payment of a grant (4:87 Awb)."""
    named = agreement.advances[number - 1].due_on if number else None
    return named if named and named > ordered_on else due_on


def of_advance(state: State, agreement: AgreementMade, number: int, due_on: date, ordered_on: date) -> PaymentOrdered:
    """The order that pays one advance."""
    cents = state.changes.advance_cents(agreement, number)
    return _of_ask(state, agreement, f"advance-{number}:", cents, due_on, ordered_on, number)


def of_change(
    state: State, agreement: AgreementMade, change: int, number: int | None, cents: int, due_on: date, ordered_on: date
) -> PaymentOrdered:
    """The order that pays what the grant comes to since it was changed, or one of its advances."""
    part = f"advance-{number}-change-{change}:" if number else f"change-{change}:"
    return _of_ask(state, agreement, part, cents, due_on, ordered_on, number)


def of_rest(
    state: State, agreement: AgreementMade, determination: int, cents: int, due_on: date, ordered_on: date
) -> list[PaymentOrdered]:
    """The order that pays what is determined and was not paid in advance (4:52 Awb); none, where nothing is."""
    if not cents:
        return []
    return [_of_ask(state, agreement, f"rest-{determination}:", cents, due_on, ordered_on)]


def _of_ask(
    state: State,
    agreement: AgreementMade,
    part: str,
    cents: int,
    due_on: date,
    ordered_on: date,
    advance: int | None = None,
) -> PaymentOrdered:
    payee = PARTY(agreement.recipient)
    slip = PaymentOrder(
        order=f"{agreement.ask}:{part}1",
        purpose="grant",
        ask=agreement.ask,
        earn_back=None,
        payer=state.payers.of_payee(agreement.funder, payee),
        funder=agreement.funder,
        payee=payee,
        cents=cents,
        due_on=due_on,
        advance=advance,
    )
    return placed(slip, ordered_on)


def placed(slip: PaymentOrder, ordered_on: date) -> PaymentOrdered:
    """The fact that the payer is ordered to pay, and on which civil date."""
    postings = transfer(slip.cents, payer(slip.funder), ordered(slip.funder, slip.order))
    return PaymentOrdered(**fields_of(slip, PaymentOrder), postings=postings, ordered_on=ordered_on)


def again(state: State, order: Order, ordered_on: date) -> PaymentOrdered:
    """Another order in the place of one that was withdrawn, for who pays now: its pool may have changed hands since."""
    slip = order.slip
    pays = state.payers.of_payee(slip.funder, slip.payee)
    return placed(replace(slip, order=following(slip.order), payer=pays), ordered_on)


def following(order: str) -> str:
    """The id of the order that takes the place of one that failed or was returned.

    A grant's are numbered from 1; a saving's and a return's from 2.
    """
    head, _, last = order.rpartition(":")
    return f"{head}:{int(last) + 1}" if last.isdigit() else f"{order}:2"


def withdrawn(slip: PaymentOrder, beside: tuple[Posting, ...] = ()) -> OrderWithdrawn:
    """Nothing is to be paid on an open order any more; `beside` is booked by the same fact."""
    fields = fields_of(slip, PaymentOrder)
    del fields["due_on"]
    not_ordered = transfer(slip.cents, ordered(slip.funder, slip.order), payer(slip.funder))
    return OrderWithdrawn(**fields, postings=(*not_ordered, *beside))


def reassigned(state: State, pool: str, budget_holder: str, second_approver: str | None) -> list[OrderReassigned]:
    """A pool's open orders that are for another party to pay from now on."""
    payers, funder = state.payers, f"pool:{pool}"
    former = dict.fromkeys((payers.holders.get(pool, ""), payers.second_approver(funder) or ""))
    slips = [state.orders.by_id[order].slip for payer in former for order in state.orders.open.get(payer, ())]
    facts = []
    for slip in (slip for slip in slips if slip.funder == funder):
        receives_itself = receiver(slip.payee) == budget_holder
        payer = (second_approver or budget_holder) if receives_itself else budget_holder
        if payer != slip.payer:
            facts.append(OrderReassigned(**fields_of(slip, PaymentOrder) | {"payer": payer}))
    return facts
