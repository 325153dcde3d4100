"""Only a correction undoes: it says what stands in the books, and above the threshold two parties say so."""

from audit.facts.pool.chart import PLEDGED
from audit.facts.pool.contributions import RECEIPT_COUNT, RECEIPTS, RECEIVED, ContributionPledged, ContributionReceived
from audit.facts.pool.corrections import AWAITING, ContributionCorrected, CorrectionAwaitsApproval, OfMistake
from audit.facts.pool.mandates import MandateSet
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
