"""The second pair of eyes on what a payer corrects for a pool, and what its next owner is told."""

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from services.settlement.chart import receiver
from services.settlement.corrections.facts import CorrectionGround, PaymentCorrectionAwaitsApproval
from services.settlement.corrections.state import what
from services.settlement.orders.facts import PaymentOrder
from services.settlement.orders.state import Refund
from services.settlement.restating import fields_of
from services.settlement.state import State
from shared.money import Refusal

TOLD_AT_ONCE = 100
"""So many corrections fit into one decision; the payer asks for any beyond them again."""


class Named(Protocol):
    """Which refund of an order, or without `refund` its confirmation, and the right amounts."""

    @property
    def refund(self) -> int | None: ...
    @property
    def principal_cents(self) -> int: ...
    @property
    def interest_cents(self) -> int: ...


def asked_for(
    state: State, slip: PaymentOrder, was: Refund, right: Named, by: str, ground: CorrectionGround
) -> PaymentCorrectionAwaitsApproval | Refusal | None:
    """What asks the second approver; None if the payer corrects alone: a zuil, up to the threshold, in its own case.

    Where the second approver pays, because the budget holder receives, there is no third who could agree.
    """
    approver = state.payers.second_approver(slip.funder)
    cents = abs(right.principal_cents - was.principal_cents) + abs(right.interest_cents - was.interest_cents)
    if approver is None or approver == by or not state.payers.needs_two(slip.funder, cents):
        return None
    if receiver(slip.payee) == approver:
        sentence = f"{approver} is second approver and received this; have the executive name another second approver."
        return Refusal("own-interest", sentence, "order")
    asked = PaymentCorrectionAwaitsApproval(
        order=slip.order,
        ask=slip.ask,
        earn_back=slip.earn_back,
        funder=slip.funder,
        payee=slip.payee,
        refund=right.refund,
        was_principal_cents=was.principal_cents,
        was_interest_cents=was.interest_cents,
        principal_cents=right.principal_cents,
        interest_cents=right.interest_cents,
        ground=ground,
        requested_by=by,
        approver=approver,
        contribution=slip.contribution,
    )
    if state.corrections.waiting.get(slip.order, {}).get(what(right.refund)) == asked:
        return Refusal("awaits-approval", f"This correction waits for the approval of {approver}.", "order")
    return asked


def asked_again(state: State, pool: str, second_approver: str | None) -> list[PaymentCorrectionAwaitsApproval]:
    """What awaited the former second approver of a pool, told to the next one."""
    return list(islice(_told_again(state, f"pool:{pool}", second_approver), TOLD_AT_ONCE))


def _told_again(state: State, funder: str, approver: str | None) -> Iterator[PaymentCorrectionAwaitsApproval]:
    for of_order in state.corrections.waiting.values():
        for waiting in of_order.values():
            concerned = {waiting.requested_by, waiting.approver, receiver(waiting.payee)}
            if approver and waiting.funder == funder and approver not in concerned:
                fields = fields_of(waiting, PaymentCorrectionAwaitsApproval)
                yield PaymentCorrectionAwaitsApproval(**fields | {"approver": approver})
