"""What is said and heard of savings."""

from datetime import date

from services.settlement.savings import facts
from shared.parties import ANY_ROLE
from shared.wire import WITHHELD, Cents, CentsOrZero, CommandBody, Id, PartySlug, PublishedMessage, Text, Withheld

VERIFIERS = frozenset({"verifier"})


class ClaimSaving(CommandBody):
    """The benefit holder spent less than the baseline on a subject, in a period."""

    name = "claim-saving"
    roles = ANY_ROLE
    sender = "benefit holder"
    requires = (
        "The earn-back is agreed; the period lies within its term and its last day is before today; what was measured "
        "is below the baseline; no claim of the same holder and subject covers part of the period; the verifier is no "
        "auditor, and neither claims, pays nor receives."
    )
    leads_to = "`saving-claimed`"
    refuses = (
        "unknown-earn-back",
        "not-agreed",
        "not-yours",
        "exists",
        "no-saving",
        "period-invalid",
        "outside-term",
        "period-not-ended",
        "saving-counted-twice",
        "verifier-not-independent",
        "own-interest",
    )
    earn_back: Id
    claim: Id
    subject: Id
    period_from: date
    period_to: date
    baseline_cents: Cents
    measured_cents: CentsOrZero
    evidence: Text
    verifier: PartySlug

    example_by = "participatie"
    example = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "r7k2m9qx4d",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "baseline_cents": 1_200_000,
        "measured_cents": 0,
        "evidence": "Dossier bij Participatie: de uitkering is per 1 april beëindigd.",
        "verifier": "kenniscentrum",
    }


class VerifySaving(CommandBody):
    """The named verifier confirms the saving, or a smaller one."""

    name = "verify-saving"
    roles = VERIFIERS
    sender = "the named verifier"
    requires = (
        "The claim awaits judgement; its period has ended; the verifier has not become interested, or an auditor, "
        "since; the ask's payment was confirmed; at most what was claimed is verified."
    )
    leads_to = (
        "`saving-verified`, `saving-judged`; if something returns, or all that was verified is more than the "
        "investment, `saving-divided`, and up to two times `payment-ordered`"
    )
    refuses = (
        "unknown-claim",
        "not-yours",
        "already-judged",
        "verifier-not-independent",
        "own-interest",
        "period-not-ended",
        "more-than-claimed",
        "investment-not-paid",
    )
    claim: Id
    cents: Cents

    example_by = "kenniscentrum"
    example = {"claim": "uitkering-2026", "cents": 1_200_000}


class RejectSaving(CommandBody):
    """The named verifier finds no such saving; the period may be claimed again."""

    name = "reject-saving"
    roles = VERIFIERS
    sender = "the named verifier"
    requires = "The claim awaits judgement."
    leads_to = "`saving-rejected`, `saving-judged`"
    refuses = ("unknown-claim", "not-yours", "already-judged")
    claim: Id
    reason: Text

    example_by = "kenniscentrum"
    example = {
        "claim": "uitkering-2026",
        "reason": "De meting gaat over een andere periode dan de claim.",
    }


class SavingClaimed(PublishedMessage, of=facts.SavingClaimed, withholds=["verifier"]):
    """The verifier is to judge this saving: the baseline less what was measured."""

    unsaid = {"verifier": ClaimSaving.example["verifier"]}
    example = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "r7k2m9qx4d",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "baseline_cents": 1_200_000,
        "measured_cents": 0,
        "cents": 1_200_000,
        "evidence": "Dossier bij Participatie: de uitkering is per 1 april beëindigd.",
        "benefit_holder": "participatie",
    }


class SavingVerified(PublishedMessage, of=facts.SavingVerified, withholds=["postings"]):
    """The verifier confirmed this saving, or a smaller one than was claimed. Its subject the parties concerned know."""

    subject: Withheld

    example = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": WITHHELD,
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "cents": 1_200_000,
    }


class SavingRejected(PublishedMessage, of=facts.SavingRejected):
    """The verifier found no such saving; the period may be claimed again. Why, the benefit holder is told."""

    subject: Withheld
    reason: Withheld

    example = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": WITHHELD,
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "reason": WITHHELD,
    }


class SavingJudged(PublishedMessage, of=facts.SavingJudged):
    """What became of a claim, with what is told to nobody else: its subject, and why it was rejected."""

    example = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "subject": "r7k2m9qx4d",
        "period_from": "2026-04-01",
        "period_to": "2027-03-31",
        "judgement": "rejected",
        "cents": 0,
        "reason": "De meting gaat over een andere periode dan de claim.",
        "benefit_holder": "participatie",
    }


class SavingDivided(PublishedMessage, of=facts.SavingDivided, withholds=["postings"]):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    example = {
        "earn_back": "tuin-en-uitkering",
        "claim": "uitkering-2026",
        "verified_cents": 1_200_000,
        "investment_cents": 400_000,
        "to_recipient_cents": 300_000,
        "to_investor_cents": 0,
    }
