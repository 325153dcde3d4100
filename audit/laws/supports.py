"""A support is agreed by all whose money it is and the budget holder, and ended by one of them."""

from collections.abc import Iterator

from audit.facts.pool.contributions import ContributionPledged
from audit.facts.pool.pools import frame_of
from audit.facts.pool.supports import (
    CONSENTED,
    SupportAgreed,
    SupportConsented,
    SupportEnded,
    SupportEndExplained,
    SupportProposed,
    is_settled,
)
from audit.facts.runtime import CommandOutcome
from audit.laws.law import Broken, Event, Known, law


@law(
    nl="stelt steunverband {support} in {pool} voor; zo kan het niet gelden, of het wachtte zo niet",
    en="proposes support {support} in {pool}, which cannot be so, or did not wait so",
)
def support_unfit(event: Event, proposed: SupportProposed, known: Known) -> bool:
    """Told to another of those concerned, a proposal is what it was."""
    before = known[SupportProposed].get(proposed.path)
    if before:
        same = (before.terms, before.evidence, before.proposed_by) == (
            proposed.terms,
            proposed.evidence,
            proposed.proposed_by,
        )
        told = proposed.addressee in proposed.concerned(known)
        return not same or not told or is_settled(proposed.path, known)
    pledged = list(_pledged(proposed, known))
    framed = frame_of(proposed.pool, known)
    fits = (
        all(one and proposed.from_goal in one.earmarks and proposed.to_goal not in one.earmarks for one in pledged)
        and framed is not None
        and proposed.to_goal in framed.goal_names
        and proposed.max_cents > 0
        and proposed.starts_on <= proposed.ends_on >= event.envelope.today
    )
    concerned = {proposed.holder(known), *(one.contributor for one in pledged if one)}
    others = concerned - {proposed.proposed_by} or concerned
    return not fits or proposed.proposed_by not in concerned or proposed.addressee not in others


@law(
    nl="laat {contribution} zonder begrotingswijziging van de raad betalen voor een ander hoofdtaakveld, met {support}",
    en="lets {contribution} pay for another main task field without the council's budget change, by {support}",
)
def budget_change_missing(event: Event, agreed: SupportAgreed, known: Known) -> Broken:
    """Own public money only."""
    framed = frame_of(agreed.pool, known)
    target = framed.task_fields.get(agreed.to_goal, "") if framed else ""
    for one in _pledged(agreed, known):
        if one and one.counts_for_ceiling and not agreed.budget_change and _main(one.task_field) != _main(target):
            yield event, {"contribution": one.contribution, "support": agreed.support}


def _main(task_field: str) -> str:
    return task_field.split(".", maxsplit=1)[0]


@law(
    nl="stemt in met {support} in {pool}; daar wacht die instemming niet op",
    en="consents to {support} in {pool}, which does not wait for that",
)
def consent_unfit(event: Event, consented: SupportConsented, known: Known) -> bool:
    """Nor after its last day."""
    proposed = known[SupportProposed].get(consented.path)
    waits = proposed is not None and not is_settled(consented.path, known) and event.envelope.today <= proposed.ends_on
    twice = consented.consented_by in known[CONSENTED].get(consented.path, ())
    return not waits or twice or consented.consented_by not in consented.concerned(known)


@law(
    nl="spreekt {support} in {pool} af; zo is daar niet mee ingestemd",
    en="agrees {support} in {pool}, to which not all consented so",
)
def support_not_agreed(_: Event, agreed: SupportAgreed, known: Known) -> bool:
    proposed = known[SupportProposed].get(agreed.path)
    concerned = agreed.concerned(known)
    if proposed is None or proposed.terms != agreed.terms or is_settled(agreed.path, known):
        return True
    return frozenset(agreed.agreed_by) != concerned or not concerned <= {*known[CONSENTED].get(agreed.path, ())}


@law(
    nl="beëindigt {support} in {pool}; dat is er zo niet, of het mag zo niet",
    en="ends {support} in {pool}, which is not there, or may not end so",
)
def support_ended_otherwise(event: Event, ended: SupportEnded, known: Known) -> bool:
    proposed = known[SupportProposed].get(ended.path)
    if proposed is None or ended.path in known[SupportEnded] or event.envelope.today > proposed.ends_on:
        return True
    return ended.ended_by not in ended.concerned(known)


@law(
    nl="beëindigt {support} in {pool}, en zegt de reden niet aan precies wie het aangaat",
    en="ends {support} in {pool}, and does not tell the reason to exactly those concerned",
)
def support_ended_unexplained(event: Event, _: CommandOutcome, known: Known) -> Broken:
    recorded = [one for one in known.recorded(event) if one.fact]
    told = {(one.fact.path, one.fact.addressee) for one in recorded if isinstance(one.fact, SupportEndExplained)}
    for one in recorded:
        fact = one.fact
        if not isinstance(fact, SupportEnded):
            continue
        others = fact.concerned(known) - {fact.ended_by}
        if {addressee for path, addressee in told if path == fact.path} != others:
            yield one, {"support": fact.support, "pool": fact.pool}


def _pledged(of: SupportProposed | SupportAgreed, known: Known) -> Iterator[ContributionPledged | None]:
    yield from (known[ContributionPledged].get(f"{of.pool}/{name}") for name in of.contributions)
