"""An advance that awaits a milestone (4:95 Awb): the recipient reports it, the funder judges it."""

from datetime import date

from services.settlement.advances.facts import AdvanceReleased, MilestoneDeclined, MilestoneReported
from services.settlement.agreements.decisions import not_its_funder
from services.settlement.agreements.facts import AgreementMade
from services.settlement.orders.decisions.placing import of_advance
from services.settlement.orders.facts import PaymentOrdered
from services.settlement.state import State
from shared.money import Refusal, euros


def report_milestone(
    state: State, *, by: str, today: date, ask: str, advance: int, words: str
) -> list[MilestoneReported] | Refusal:
    """The recipient says that what an advance awaits is reached. One report at a time awaits the funder's word."""
    found = _awaiting(state, ask, advance)
    if isinstance(found, Refusal):
        return found
    if by != found.recipient:
        return Refusal("not-yours", f"Only {found.recipient}, who receives it, reports on ask {ask}.", "ask")
    if state.advances.is_last(ask, advance, "reported"):
        sentence = f"Advance {advance} of {ask} was reported on, and awaits the word of its funder."
        return Refusal("already-reported", sentence, "advance")
    return [MilestoneReported(*_of(found, advance), words, today)]


def decline_milestone(
    state: State, *, by: str, ask: str, advance: int, reason: str
) -> list[MilestoneDeclined] | Refusal:
    """The funder finds that it is not reached, with a reason for the recipient, who may report it again."""
    found = _awaiting(state, ask, advance)
    if isinstance(found, Refusal):
        return found
    if refusal := not_its_funder(state, found, by, "judges"):
        return refusal
    if not state.advances.is_last(ask, advance, "reported"):
        sentence = f"Nothing was reported of advance {advance} of {ask} since your last word; nothing is to be judged."
        return Refusal("not-reported", sentence, "advance")
    return [MilestoneDeclined(*_of(found, advance), reason, by)]


def release_advance(
    state: State, *, by: str, today: date, ask: str, advance: int, due_on: date
) -> list[AdvanceReleased | PaymentOrdered] | Refusal:
    """The funder finds that it is reached: the advance is ordered, due within six weeks (4:87 Awb)."""
    found = _awaiting(state, ask, advance)
    if isinstance(found, Refusal):
        return found
    if refusal := not_its_funder(state, found, by, "releases advances of"):
        return refusal
    cents = state.changes.advance_cents(found, advance)
    left_cents = state.changes.granted_cents(found) - sum(order.slip.cents for order in state.orders.of(ask))
    if not cents:
        sentence = f"Of ask {ask} nothing is left for this advance since the grant was changed; determine it."
        return Refusal("more-than-granted", sentence, "advance")
    if cents > left_cents:
        sentence = f"Of ask {ask} {euros(left_cents)} is not ordered yet, less than this advance; determine it."
        return Refusal("more-than-granted", sentence, "advance")
    released = AdvanceReleased(*_of(found, advance), cents, by, today)
    return [released, of_advance(state, found, advance, due_on, today)]


def _awaiting(state: State, ask: str, advance: int) -> AgreementMade | Refusal:
    """The agreement whose advance awaits something, and was not released."""
    found = state.agreements.by_ask.get(ask)
    if found is None:
        return Refusal("unknown-ask", f"There is no agreement about ask {ask}: it has not been granted.", "ask")
    if advance > len(found.advances) or found.advances[advance - 1].milestone is None:
        sentence = f"Ask {ask} has no advance {advance} that awaits something; see query `advances`."
        return Refusal("unknown-advance", sentence, "advance")
    if ask in state.determinations.by_ask:
        sentence = f"What ask {ask} comes to is determined; no advance is to be paid any more."
        return Refusal("is-determined", sentence, "ask")
    if state.advances.is_last(ask, advance, "released"):
        sentence = f"Advance {advance} of {ask} was released before; nothing more is needed."
        return Refusal("already-released", sentence, "advance")
    return found


def _of(agreement: AgreementMade, advance: int) -> tuple[str, str, str, str, int, str]:
    milestone = agreement.advances[advance - 1].milestone
    assert milestone, f"advance {advance} of {agreement.ask} awaits nothing"
    return agreement.application, agreement.ask, agreement.funder, agreement.recipient, advance, milestone
