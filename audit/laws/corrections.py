"""Only a correction undoes: it says what stands in the books, and above a pool's threshold two parties say so."""

from audit.facts.pool.chart import PLEDGED
from audit.facts.pool.contributions import RECEIPT_COUNT, RECEIPTS, RECEIVED, ContributionPledged, ContributionReceived
from audit.facts.pool.corrections import AWAITING, ContributionCorrected, CorrectionAwaitsApproval, OfMistake
from audit.facts.pool.mandates import MandateSet
from audit.facts.settlement.agreements import second_approver_of
from audit.facts.settlement.corrections import (
    AWAITING_PAYMENT,
    ConfirmationCorrected,
    PaymentCorrectionAwaitsApproval,
    RefundCorrected,
    path,
)
from audit.facts.settlement.slips import Order
from audit.laws.law import Event, Known, Values, law


@law(
    nl="nummert een ontvangst van {contribution} als {receipt}; het is de {number}e",
    en="numbers a receipt of {contribution} {receipt}; it is number {number}",
)
def receipt_misnumbered(_: Event, received: ContributionReceived, known: Known) -> Values | None:
    """A correction names it by its number. Before numbers were said there was none."""
    number = known[RECEIPT_COUNT].get(received.path, 0) + 1
    return {"number": number} if received.receipt not in {None, number} else None


@law(
    nl="verbetert {what} van {was_cents} naar {cents} cent; er staat {stands} cent, over {year}",
    en="corrects {what} from {was_cents} to {cents} cents; there stand {stands} cents, of {year}",
)
def corrected_otherwise(
    _: Event, fact: ContributionCorrected | CorrectionAwaitsApproval, known: Known
) -> Values | None:
    """A pledge becomes less only: what is promised beyond it has to be accepted."""
    pledged, (year, stands) = known[ContributionPledged].get(fact.path), _stands(fact, known)
    same = pledged and pledged.contributor == fact.contributor and (fact.of_year, fact.was_cents) == (year, stands)
    changes = fact.less if fact.receipt else fact.less > 0
    return None if same and changes else {"what": fact.what, "stands": stands, "year": year}


def _stands(fact: OfMistake, known: Known) -> tuple[int, int]:
    """The year that it belongs to, and the amount as it was corrected last."""
    if fact.receipt:
        return known[RECEIPTS].get(fact.what, (0, 0))
    pledged = known[ContributionPledged].get(fact.path)
    slots = {"pool": fact.pool, "contribution": fact.contribution}
    awaited = known.balances.get(PLEDGED.pattern.format_map(slots), 0)
    return pledged.year if pledged else 0, awaited + known[RECEIVED].get(fact.path, 0)


@law(
    nl="verbetert {what} met {difference} cent zonder tweede akkoord van {approver}, nodig boven {threshold} cent",
    en="corrects {what} by {difference} cents without second approval of {approver}, needed above {threshold} cents",
)
def corrected_alone(event: Event, fact: ContributionCorrected, known: Known) -> Values | None:
    """Where a second party is named, it agreed to what another asked for."""
    mandate, asked = known[MandateSet].get(fact.pool), known[AWAITING].get(fact.what)
    threshold = mandate.four_eyes_above_cents if mandate else None
    alone = fact.approved_by is None and event.by == fact.requested_by
    by_two = fact.approved_by == event.by != fact.requested_by and asked is not None
    same = asked and (asked.cents, asked.ground, asked.requested_by) == (fact.cents, fact.ground, fact.requested_by)
    if (by_two and same) or (alone and (threshold is None or abs(fact.less) <= threshold)):
        return None
    difference = abs(fact.less)
    approver = fact.second_approver(known)
    return {"what": fact.what, "difference": difference, "approver": approver, "threshold": threshold}


@law(
    nl="vraagt akkoord voor een verbetering van {what} aan {approver}, die er niet over gaat, of die niemand vroeg",
    en="asks {approver} to approve a correction of {what}, who has no say in it, or which nobody asked for",
)
def correction_asked_otherwise(event: Event, asked: CorrectionAwaitsApproval, known: Known) -> Values | None:
    """Of the second approver that the mandate names; of the next one, what was asked of the one before."""
    before = known[AWAITING].get(asked.what)
    first = event.by == asked.requested_by
    again = before is not None and before.asked == asked.asked and before.approver != asked.approver
    named = asked.approver == asked.second_approver(known) != asked.requested_by
    return None if named and (first or again) else {"what": asked.what}


@law(
    nl="verbetert {order} met {cents} cent zonder tweede akkoord van {approver}, nodig boven {threshold} cent",
    en="corrects {order} by {cents} cents without second approval of {approver}, needed above {threshold} cents",
)
def payment_corrected_alone(event: Event, fact: ConfirmationCorrected | RefundCorrected, known: Known) -> Values | None:
    """Where a second party agreed, another asked for it. A second approver that pays in its own place needs none."""
    second = second_approver_of(fact.funder, known)
    threshold = second.four_eyes_above_cents if second and second.second_approver else None
    if fact.approved_by is None:
        alone = threshold is None or fact.at_stake <= threshold or event.by == fact.second_approver(known)
    else:
        refund = fact.refund if isinstance(fact, RefundCorrected) else None
        asked = known[AWAITING_PAYMENT].get(path(fact.order, refund))
        agreed = asked is not None and fact.is_as_asked(asked) and asked.requested_by != event.by
        alone = agreed and event.by == fact.approved_by == fact.second_approver(known)
    values = {"cents": fact.at_stake, "approver": fact.second_approver(known), "threshold": threshold}
    return None if alone else values


@law(
    nl="vraagt akkoord voor een verbetering van {order}, die zo niet openstaat of aan {approver} niet te vragen is",
    en="asks approval of a correction of {order}, which does not stand so or is not for {approver} to give",
)
def payment_correction_asked_otherwise(event: Event, asked: PaymentCorrectionAwaitsApproval, known: Known) -> bool:
    """Of what stands, by who pays; told again when another second approver takes the place of one."""
    order, second = known[Order].get(asked.order), second_approver_of(asked.funder, known)
    before = known[AWAITING_PAYMENT].get(path(*asked.what))
    if order is None or order.status != "confirmed" or second is None:
        return True
    slip = order.slip
    of = slip.funder, slip.payee, slip.ask, slip.earn_back, slip.contribution, second.second_approver
    what = asked.ask, asked.earn_back, asked.contribution
    named = (asked.funder, asked.payee, *what, asked.approver) == of
    mine = asked.approver in {asked.requested_by, asked.payee.partition(":")[2]}
    again = before is not None and before.asked == asked.asked and not event.of_command
    return not named or mine or not (again or (event.of_command and _stands_so(asked, order)))


def _stands_so(asked: PaymentCorrectionAwaitsApproval, order: Order) -> bool:
    was = asked.was_principal_cents, asked.was_interest_cents
    if asked.refund is None:
        return was == (order.slip.cents, 0) and (asked.principal_cents, asked.interest_cents) == (0, 0)
    found = order.refunds[asked.refund - 1] if 0 < asked.refund <= len(order.refunds) else None
    return found is not None and was == (found.principal_cents, found.interest_cents)
