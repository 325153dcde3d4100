"""From a grant to agreements and their orders, and who decides on them from then on.

A grant is heard, so nothing refuses it; and nothing is ordered twice, whatever is said twice.
"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from services.settlement.agreements.facts import Advance, AgreementMade, CommitHeard, CommitWaits
from services.settlement.chart import PARTY
from services.settlement.loans.facts import LoanTerms
from services.settlement.orders.decisions import placing as orders
from services.settlement.orders.facts import PaymentOrdered
from services.settlement.state import State
from shared.money import Refusal


class GrantedAsk(NamedTuple):
    """One ask as it was granted."""

    ask: str
    funder: str
    cents: int
    instrument: str
    loan: LoanTerms | None = None
    advances: tuple[Advance, ...] = ()


def granted(
    state: State, *, application: str, applicant: str, asks: tuple[GrantedAsk, ...], today: date, due_on: date
) -> list[AgreementMade | CommitHeard | PaymentOrdered]:
    """An agreement for each ask. A zuil owes at once; a pool as soon as its commit is heard, if it was not before."""
    facts: list[AgreementMade | CommitHeard | PaymentOrdered] = []
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
            advances=ask.advances,
        )
        facts.append(agreement)
        if ask.funder.startswith("zuil:"):
            facts += orders.of_agreement(state, agreement, today)
        elif ask.ask in state.agreements.waiting:
            facts += _owed(state, agreement, today)
    return facts


def committed(
    state: State, *, today: date, pool: str, ask: str
) -> Sequence[CommitWaits | CommitHeard | PaymentOrdered]:
    """A pool committed the money of an ask: its orders, or the commit waits for the grant."""
    if is_committed(state, ask) or ask in state.agreements.waiting:
        return []
    agreement = state.agreements.by_ask.get(ask)
    if agreement is None:
        return [CommitWaits(pool=pool, ask=ask)]
    return _owed(state, agreement, today)


def is_committed(state: State, ask: str) -> bool:
    """Whether its pool has set the money of an ask apart, as far as was heard. Before, nothing of it is ordered."""
    return ask in state.orders.of_ask or ask in state.agreements.committed


def not_its_funder(state: State, agreement: AgreementMade, by: str, does: str) -> Refusal | None:
    """Who pays for the funder decides on it, once the money is set apart; never who receives it (2:4 Awb)."""
    ask, funder = agreement.ask, agreement.funder
    if not state.payers.knows(funder) or not (funder.startswith("zuil:") or is_committed(state, ask)):
        sentence = f"{funder} has not set the money of {ask} apart yet, as far as is known here; try again in a moment."
        return Refusal("not-committed", sentence, "ask")
    pays = state.payers.of_payee(funder, PARTY(agreement.recipient))
    if by != pays:
        return Refusal("not-yours", f"Only {pays}, who pays for {funder}, {does} ask {ask}.", "ask")
    if by == agreement.recipient:
        sentence = "You receive this yourself; the executive has to name a second approver, who then decides."
        return Refusal("own-interest", sentence, "ask")
    return None


def _owed(state: State, agreement: AgreementMade, today: date) -> Sequence[CommitHeard | PaymentOrdered]:
    pool = agreement.funder.removeprefix("pool:")
    return orders.of_agreement(state, agreement, today) or [CommitHeard(pool=pool, ask=agreement.ask)]
