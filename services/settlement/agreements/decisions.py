"""From a grant to agreements and their orders.

All of it is heard, so nothing here refuses; and nothing is ordered twice, whatever is said twice.
"""

from datetime import date
from typing import NamedTuple

from services.settlement.agreements.facts import AgreementMade, CommitWaits
from services.settlement.loans.facts import LoanTerms
from services.settlement.orders import decisions as orders
from services.settlement.orders.facts import PaymentOrdered
from services.settlement.state import State


class GrantedAsk(NamedTuple):
    """One ask as it was granted."""

    ask: str
    funder: str
    cents: int
    instrument: str
    loan: LoanTerms | None = None


def granted(
    state: State, *, application: str, applicant: str, asks: tuple[GrantedAsk, ...], today: date, due_on: date
) -> list[AgreementMade | PaymentOrdered]:
    """An agreement for each ask. A zuil owes at once; a pool as soon as its commit is heard, if it was not before."""
    facts: list[AgreementMade | PaymentOrdered] = []
    for ask in asks:
        if ask.ask in state.agreements.by_ask:
            continue
        agreement = AgreementMade(
            application=application,
            ask=ask.ask,
            funder=ask.funder,
            recipient=applicant,
            cents=ask.cents,
            instrument=ask.instrument,
            due_on=due_on,
            loan=ask.loan,
        )
        facts.append(agreement)
        if ask.funder.startswith("zuil:") or ask.ask in state.agreements.waiting:
            facts.append(orders.of_agreement(state, agreement, today))
    return facts


def committed(state: State, *, today: date, pool: str, ask: str) -> list[CommitWaits | PaymentOrdered]:
    """A pool committed the money of an ask: its order, or the commit waits for the grant."""
    if ask in state.orders.of_ask or ask in state.agreements.waiting:
        return []
    agreement = state.agreements.by_ask.get(ask)
    if agreement is None:
        return [CommitWaits(pool=pool, ask=ask)]
    return [orders.of_agreement(state, agreement, today)]
