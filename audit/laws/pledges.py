"""A promise counts once the budget holder has accepted it, and ends as a whole: by who may end it, or by its date."""

from audit.facts.declaring import CLOCK
from audit.facts.pool.chart import PLEDGED
from audit.facts.pool.contributions import ContributionPledged
from audit.facts.pool.pledges import (
    ACCEPTING,
    OFFERS_MADE,
    WAITING,
    CancellationExplained,
    Ending,
    OfferEnded,
    PledgeCancelled,
    PledgeLapsed,
    PledgeOffered,
)
from audit.facts.runtime import CommandOutcome
from audit.laws.law import Broken, Event, Known, Values, law


@law(
    nl="telt {contribution} van {contributor} mee in {pool}; budgethouder {holder} heeft die zo niet aanvaard",
    en="counts {contribution} of {contributor} in {pool}, which budget holder {holder} has not accepted so",
)
def pledge_not_accepted(event: Event, pledged: ContributionPledged, known: Known) -> Values | None:
    """In a log from before pledges were accepted, each counts from the moment it is made."""
    offer, holder = known[WAITING].get(pledged.path), pledged.holder(known)
    if pledged.accepted_by is None:
        return {"holder": holder} if event.log in known[ACCEPTING] else None
    same = offer.terms == pledged.terms if offer else pledged.contributor == holder
    return None if same and pledged.accepted_by == event.by == holder else {"holder": holder}


@law(
    nl="biedt {contribution} in {pool} aan; dat is niet zoals het wachtte",
    en="offers {contribution} to {pool}; that is not how it waited",
)
def offer_unfit(event: Event, offered: PledgeOffered, known: Known) -> bool:
    """A name is offered once at a time, under the next number; told to a new budget holder, an offer is what it was."""
    waiting, free = known[WAITING].get(offered.path), offered.path not in known[ContributionPledged]
    if event.by == offered.contributor:
        new = waiting is None and free and offered.offer == known[OFFERS_MADE].get(offered.pool, 0) + 1
        return not new or offered.budget_holder != offered.holder(known)
    again = waiting and (waiting.terms, waiting.offer) == (offered.terms, offered.offer)
    return not again or offered.budget_holder != offered.holder(known)


@law(
    nl="beëindigt aanbod {offer} van {contribution} in {pool}; zo wacht er geen, of het mag zo niet",
    en="ends offer {offer} of {contribution} to {pool}; none waits so, or it may not end so",
)
def offer_ended_otherwise(event: Event, ended: OfferEnded, known: Known) -> bool:
    """Each of two parties is told: the second time nothing waits any more."""
    offer = known[PledgeOffered].get(ended.path)
    if offer is None or (offer.offer, offer.contributor, offer.cents) != (ended.offer, ended.contributor, ended.cents):
        return True
    if ended.ended_by == CLOCK:
        return offer.lapses_on is None or event.envelope.today <= offer.lapses_on
    return ended.ended_by != ended.contributor and not ended.reason


@law(
    nl="beëindigt {cents} cent van {contribution} in {pool}; nog te ontvangen was {awaited} cent, tot {lapses_on}",
    en="ends {cents} cents of {contribution} in {pool}; still to come were {awaited} cents, until {lapses_on}",
)
def pledge_ends_otherwise(event: Event, ending: Ending, known: Known) -> Values | None:
    pledged = known[ContributionPledged].get(ending.path)
    account = PLEDGED.pattern.format_map({"pool": ending.pool, "contribution": ending.contribution})
    awaited, lapses_on = known.balances.get(account, 0), pledged.lapses_on if pledged else None
    early = isinstance(ending, PledgeLapsed) and (lapses_on is None or event.envelope.today <= lapses_on)
    whole = pledged and pledged.contributor == ending.contributor and 0 < ending.cents == awaited
    return None if whole and not early else {"awaited": awaited, "lapses_on": lapses_on or "-"}


@law(
    nl="trekt {contribution} in van {contributor} in {pool}, zonder die de reden te zeggen",
    en="cancels {contribution} of {contributor} in {pool}, and does not tell it the reason",
)
def cancelled_without_reason(event: Event, _: CommandOutcome, known: Known) -> Broken:
    recorded = [one for one in known.recorded(event) if one.fact]
    told = {one.fact.addressee for one in recorded if isinstance(one.fact, CancellationExplained)}
    for one in recorded:
        fact = one.fact
        if isinstance(fact, PledgeCancelled) and fact.contributor not in {fact.cancelled_by, *told}:
            yield one, {"contribution": fact.contribution, "contributor": fact.contributor, "pool": fact.pool}


@law(
    nl="zegt {addressee} de reden over {contribution} in {pool}; die gaat alleen inbrenger en budgethouder aan",
    en="tells {addressee} the reason about {contribution} in {pool}; that concerns contributor and budget holder only",
)
def reason_to_a_stranger(_: Event, told: OfferEnded | CancellationExplained, known: Known) -> bool:
    promises = known[PledgeOffered] if isinstance(told, OfferEnded) else known[ContributionPledged]
    promise = promises.get(told.path)
    return promise is None or told.addressee not in {promise.contributor, told.holder(known)}
