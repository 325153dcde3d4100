"""A grant is changed before it is determined (4:48, 4:50 Awb): to less, to nothing, or to more again.

What was paid stands: less than that is a matter of the determination. What is still to be paid falls away from the end:
first what no advance is for, then the last advance.
"""

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from services.settlement.agreements.decisions import not_its_funder
from services.settlement.agreements.facts import AgreementMade
from services.settlement.changes.facts import LESS, MORE, GrantChanged, Ground
from services.settlement.corrections.facts import OrderWithdrawn
from services.settlement.orders.decisions.placing import day_of_advance, of_change, withdrawn
from services.settlement.orders.facts import PaymentOrder, PaymentOrdered
from services.settlement.state import State
from shared.money import Refusal, euros, together

MAX_CHANGES = 100
Order: TypeAlias = OrderWithdrawn | PaymentOrdered


def change_grant(
    state: State, *, by: str, today: date, ask: str, cents: int, ground: Ground, reason: str, due_on: date
) -> list[GrantChanged | Order] | Refusal:
    """What is still to be paid is ordered anew, where it is another amount: `due_on`, or on the day it was due."""
    found = _changeable(state, by, ask)
    if isinstance(found, Refusal):
        return found
    was_cents = state.changes.granted_cents(found)
    if refusal := together(_amount_unfit(state, found, was_cents, cents), _ground_unfit(was_cents, cents, ground)):
        return refusal
    changed = GrantChanged(
        application=found.application,
        ask=ask,
        funder=found.funder,
        recipient=found.recipient,
        change=state.changes.number(ask) + 1,
        was_cents=was_cents,
        cents=cents,
        advances=tuple(_advances(state, found, cents)),
        ground=ground,
        reason=reason,
        changed_on=today,
        changed_by=by,
    )
    return [changed, *_ordered_anew(state, found, changed, due_on, today)]


def _changeable(state: State, by: str, ask: str) -> AgreementMade | Refusal:
    found = state.agreements.by_ask.get(ask)
    if found is None:
        return Refusal("unknown-ask", f"There is no agreement about ask {ask}: it has not been granted.", "ask")
    if found.instrument == "loan":
        sentence = f"Ask {ask} is a loan; once it is paid, `change-loan-terms` says on which terms it is repaid."
        return Refusal("is-loan", sentence, "ask")
    if refusal := not_its_funder(state, found, by, "changes"):
        return refusal
    if ask in state.determinations.by_ask:
        sentence = f"What ask {ask} comes to is determined; `determine-grant` changes that."
        return Refusal("is-determined", sentence, "ask")
    if state.changes.number(ask) >= MAX_CHANGES:
        return Refusal("too-many-changes", f"Ask {ask} was changed {MAX_CHANGES} times, which is the most.", "ask")
    return found


def _amount_unfit(state: State, agreement: AgreementMade, was_cents: int, cents: int) -> Refusal | None:
    ask, paid_cents = agreement.ask, state.orders.paid_of(agreement.ask).paid_cents
    if cents == was_cents:
        return Refusal("nothing-to-change", f"Of ask {ask} {euros(cents)} is granted already.", "cents")
    if cents > agreement.cents:
        sentence = f"Ask {ask} was granted at {euros(agreement.cents)}; more than that is to be asked anew."
        return Refusal("more-than-granted", sentence, "cents")
    if cents < paid_cents:
        sentence = f"Of ask {ask} {euros(paid_cents)} was paid; to claim of that, determine it at less."
        return Refusal("below-paid", sentence, "cents")
    return None


def _ground_unfit(was_cents: int, cents: int, ground: Ground) -> Refusal | None:
    fitting = LESS if cents < was_cents else MORE
    if ground in fitting or cents == was_cents:
        return None
    return Refusal("ground-unfit", f"Name one of these grounds: {', '.join(sorted(fitting))}.", "ground")


def _advances(state: State, agreement: AgreementMade, cents: int) -> Iterator[int]:
    """Of what is not paid each gets what it was to be, as long as there is any left."""
    paid = _paid_advances(state, agreement.ask)
    left_cents = cents - state.orders.paid_of(agreement.ask).paid_cents
    for number in range(1, len(agreement.advances) + 1):
        part_cents = paid.get(number)
        if part_cents is None:
            part_cents = min(agreement.advance_cents(number), left_cents)
            left_cents -= part_cents
        yield part_cents


def _paid_advances(state: State, ask: str) -> dict[int | None, int]:
    return {order.slip.advance: order.slip.cents for order in state.orders.of(ask) if order.status == "confirmed"}


def _ordered_anew(
    state: State, agreement: AgreementMade, changed: GrantChanged, due_on: date, today: date
) -> list[Order]:
    """The rest of a determination that was a mistake goes, too: the advances are owed again in its place.

    Of a grant that is paid all at once several may be open, where each of them was paid before.
    """
    owed = _owed(state, agreement, changed)
    still_open: dict[int | None, list[PaymentOrder]] = {}
    for order in state.orders.open_of(agreement.ask):
        still_open.setdefault(order.slip.advance, []).append(order.slip)
    facts: list[Order] = []
    for number in {**still_open, **owed}:
        slips, cents = still_open.get(number, []), owed.get(number, 0)
        if [slip.cents for slip in slips] == ([cents] if cents else []):
            continue
        day = slips[-1].due_on if slips else day_of_advance(agreement, number, due_on, today)
        facts += [withdrawn(slip) for slip in slips]
        facts += [of_change(state, agreement, changed.change, number, cents, day, today)] if cents else []
    return facts


def _owed(state: State, agreement: AgreementMade, changed: GrantChanged) -> dict[int | None, int]:
    """What is still to be paid without another word, by advance; None: of a grant that is paid all at once."""
    if not agreement.advances:
        return {None: changed.cents - state.orders.paid_of(agreement.ask).paid_cents}
    paid = _paid_advances(state, agreement.ask)
    return {
        number: cents
        for number, (advance, cents) in enumerate(zip(agreement.advances, changed.advances, strict=True), start=1)
        if number not in paid
        and (advance.milestone is None or state.advances.is_last(agreement.ask, number, "released"))
    }
