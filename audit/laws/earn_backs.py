"""An earn-back is agreed by all to the same; a saving is claimed, judged once by somebody independent, counted once."""

from audit.facts.runtime import CommandOutcome
from audit.facts.settlement.agreements import AgreementMade, payer_of
from audit.facts.settlement.corrections import VerificationCorrected
from audit.facts.settlement.determinations import is_paid
from audit.facts.settlement.earn_backs import EarnBack, EarnBackAgreed, EarnBackConsentAsked, EarnBackProposed, Proposal
from audit.facts.settlement.savings import COUNTED, Claim, Judged, SavingClaimed, SavingJudged, SavingVerified
from audit.laws.law import Broken, Event, Known, Values, law


@law(nl="stelt {earn_back} een tweede maal voor", en="proposes {earn_back} a second time")
def proposed_twice(_: Event, proposed: EarnBackProposed, known: Known) -> bool:
    return proposed.earn_back in known[EarnBack]


@law(
    nl="noemt voor {earn_back} andere voorwaarden dan zijn voorgesteld",
    en="names terms for {earn_back} other than were proposed",
)
def terms_differ(_: Event, terms: EarnBackConsentAsked | EarnBackAgreed, known: Known) -> bool:
    return terms.as_proposed(known) is None


@law(
    nl="noemt voor {earn_back} een hash die niet die van de voorwaarden is",
    en="names a hash for {earn_back} that is not that of the terms",
)
def terms_hash_differs(_: Event, proposal: Proposal, __: Known) -> bool:
    return proposal.terms_hash != proposal.hash


@law(
    nl="vraagt {recipient_holder} in te stemmen met {earn_back}; budgethouder van {pool} is {found}",
    en="asks {recipient_holder} to consent to {earn_back}; the budget holder of {pool} is {found}",
)
def consent_asked_of_another(_: Event, proposal: Proposal, known: Known) -> Values | None:
    pool = proposal.recipient.pool
    found = payer_of(f"pool:{pool}", known)
    return {"pool": pool, "found": found} if proposal.recipient_holder != found else None


@law(
    nl="verklaart {earn_back} overeengekomen; {missing} heeft niet ingestemd",
    en="declares {earn_back} agreed; {missing} has not consented",
)
def not_consented(_: Event, agreed: EarnBackAgreed, known: Known) -> Values | None:
    found = agreed.as_proposed(known)
    missing = {found.terms.benefit_holder, found.holder} - set(found.consented) if found else set()
    return {"missing": ", ".join(sorted(missing))} if missing else None


@law(
    nl="claim {claim} van {cents} cent past niet: nieuw, van de baathouder, binnen de looptijd van een "
    "overeengekomen {earn_back}, en gelijk aan nulmeting min meting",
    en="claim {claim} of {cents} cents does not fit: new, of the benefit holder, within the term of an agreed "
    "{earn_back}, and equal to baseline less measured",
)
def claim_unfit(_: Event, claimed: SavingClaimed, known: Known) -> bool:
    found = claimed.in_force(known)
    return (
        found is None
        or found.terms.benefit_holder != claimed.benefit_holder
        or not found.terms.term_from <= claimed.period_from <= claimed.period_to <= found.terms.term_to
        or claimed.claim in known[Claim]
        or not 0 < claimed.cents == claimed.baseline_cents - claimed.measured_cents
    )


@law(
    nl="oordeelt over {claim}; zo'n claim wacht niet op een oordeel",
    en="judges {claim}; no such claim awaits judgement",
)
def not_claimed(_: Event, judged: Judged, known: Known) -> bool:
    claim = known[Claim].get(judged.claim)
    return claim is None or claim.judgement != "" or claim.claimed.identity != judged.identity


@law(
    nl="bevestigt {cents} cent van {claim}; geclaimd is {claimed} cent",
    en="verifies {cents} cents of {claim}; {claimed} cents were claimed",
)
def more_than_claimed(_: Event, verified: SavingVerified, known: Known) -> Values | None:
    claim = known[Claim].get(verified.claim)
    return {"claimed": claim.claimed.cents} if claim and verified.cents > claim.claimed.cents else None


@law(
    nl="verbetert {claim} van {was_cents} naar {cents} cent; zoveel was niet bevestigd, of zoveel is niet geclaimd",
    en="corrects {claim} from {was_cents} to {cents} cents; not so much of it is verified, or more was never claimed",
)
def verification_corrected_otherwise(_: Event, corrected: VerificationCorrected, known: Known) -> bool:
    """Of a saving that stands, to another amount, and never above the claim."""
    claim = known[Claim].get(corrected.claim)
    return (
        claim is None
        or claim.claimed.identity != corrected.identity
        or not claim.verified_cents
        or claim.verified_cents != corrected.was_cents
        or not 0 <= corrected.cents <= claim.claimed.cents
        or corrected.cents == corrected.was_cents
        or corrected.of_year != corrected.period_to.year
    )


@law(
    nl="bevestigt een besparing van {earn_back}, terwijl {ask} niet betaald is",
    en="verifies a saving of {earn_back}, while {ask} is not paid",
)
def verified_unpaid(_: Event, verified: SavingVerified, known: Known) -> Values | None:
    found = verified.in_force(known)
    return {"ask": found.terms.ask} if found and not is_paid(found.terms.ask, known) else None


@law(
    nl="telt een besparing van {holder} op {subject} dubbel: {claim} en {before} overlappen",
    en="counts a saving of {holder} on {subject} twice: {claim} and {before} overlap",
)
def saving_counted_twice(event: Event, verified: SavingVerified, known: Known) -> Broken:
    """Whatever the earn-back: each euro of saving counts once."""
    claim = known[Claim].get(verified.claim)
    holder = claim.claimed.benefit_holder if claim else ""
    for other in known[COUNTED].get(f"{holder}/{verified.subject}", ()):
        if other.period_from <= verified.period_to and verified.period_from <= other.period_to:
            values = {"subject": verified.subject, "claim": verified.claim, "before": other.claim}
            yield event, {"holder": holder, **values}


@law(
    nl="oordeelt over een besparing van {earn_back}, waarin {by} zelf betaalt of ontvangt",
    en="judges a saving of {earn_back}, in which {by} itself pays or receives",
)
def not_independent(event: Event, verified: SavingVerified | VerificationCorrected, known: Known) -> bool:
    """Whoever verifies neither claims, invests nor receives."""
    found = verified.in_force(known)
    made = known[AgreementMade].get(found.terms.ask) if found else None
    if found is None or made is None:
        return False
    receives = payer_of(f"pool:{found.terms.recipient.pool}", known), made.recipient
    return event.by in {found.terms.benefit_holder, found.terms.investor, payer_of(made.funder, known), *receives}


@law(
    nl="meldt {benefit_holder} over {claim} een ander oordeel dan er geveld is",
    en="tells {benefit_holder} another judgement of {claim} than was given",
)
def judgement_differs(_: Event, told: SavingJudged, known: Known) -> bool:
    claim = known[Claim].get(told.claim)
    if claim is None or claim.claimed.identity != told.identity:
        return True
    given = claim.judgement, claim.verified_cents, claim.reason, claim.claimed.benefit_holder
    return given != (told.judgement, told.cents, told.reason, told.benefit_holder)


@law(
    nl="oordeelt over {claim}, en meldt het de baathouder niet",
    en="judges {claim}, and does not tell the benefit holder",
)
def judgement_untold(event: Event, _: CommandOutcome, known: Known) -> Broken:
    """From the first that was told on: logs of before have none."""
    for (what, claim), judged in known.logs[event.log].due.items():
        if what == "judged":
            yield judged, {"claim": claim}


@law(
    nl="bevestigt {claim} over een tijdvak dat loopt tot en met {period_to}, en dus nog niet voorbij is",
    en="verifies {claim} of a period that runs up to and including {period_to}, and so has not ended",
)
def verified_too_early(event: Event, told: SavingJudged, _: Known) -> bool:
    """Judged of what the benefit holder is told, for in a log of before that was done nobody asked for it."""
    return told.judgement == "verified" and told.period_to >= event.envelope.today
