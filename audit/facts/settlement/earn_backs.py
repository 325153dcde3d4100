"""Earn-backs: whose saving goes where, agreed by investor, benefit holder and recipient."""

import hashlib
import json
from datetime import date
from decimal import Decimal

import msgspec

from audit.facts.declaring import ALL, UNKNOWN, Command, Event, Fact, Known, Message
from audit.facts.settlement.agreements import AgreementMade, payer_of


class OfEarnBack(Fact):
    earn_back: str

    def holder(self, known: Known) -> str:
        """Whose saving it is."""
        found = known[EarnBack].get(self.earn_back)
        return found.terms.benefit_holder if found else UNKNOWN

    def in_force(self, known: Known) -> "EarnBack | None":
        found = known[EarnBack].get(self.earn_back)
        return found if found and found.agreed else None


class Recipient(msgspec.Struct, frozen=True):
    pool: str
    contribution: str


class Terms(OfEarnBack, kw_only=True):
    """Dates are inclusive; shares are of the verified saving."""

    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    move_share: Decimal
    move_cap_cents: int
    return_share: Decimal
    return_cap_cents: int | None
    """None: the investment."""
    return_from: date
    term_from: date
    term_to: date
    gated_return: bool | None = None
    """Whether the return waits, too. None in terms of before it could be said: they are gated."""

    def __post_init__(self) -> None:
        if not (self.move_share.is_finite() and self.return_share.is_finite()):
            raise ValueError("a share is a number")

    @property
    def consented_to(self) -> tuple[object, ...]:
        """What must be the same in proposal and agreement."""
        return tuple(getattr(self, name) for name in _TERMS)

    @property
    def hash(self) -> str:
        """SHA-256 over the terms as published: JSON, keys sorted, no spaces."""
        terms = {name: msgspec.to_builtins(getattr(self, name)) for name in _TERMS}
        if self.gated_return is None:
            del terms["gated_return"]
        text = json.dumps(terms, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_proposed(self, known: Known) -> "EarnBack | None":
        """The earn-back, if these are its terms."""
        found = known[EarnBack].get(self.earn_back)
        return found if found and found.terms.consented_to == self.consented_to else None


_TERMS = tuple(name for name in Terms.__struct_fields__ if name != "postings")


class EarnBack(msgspec.Struct, frozen=True):
    """The terms as proposed, who consents, and what was verified and divided over the term."""

    terms: Terms
    holder: str
    """The recipient's budget holder, as last asked."""
    consented: tuple[str, ...]
    """Proposing is consenting."""
    agreed: bool = False
    verified_cents: int = 0
    counted_cents: int = 0
    """Verified in periods from `return_from` on."""
    to_recipient_cents: int = 0
    to_investor_cents: int = 0


class Proposal(Terms, kw_only=True):
    """Terms that somebody is asked to consent to."""

    terms_hash: str
    recipient_holder: str


class EarnBackProposed(Proposal):
    kind = "earn-back-proposed"
    told = "benefit_holder"
    causes = (Command("propose-earn-back", by="investor payer_of_the_ask"),)

    def payer_of_the_ask(self, known: Known) -> str:
        agreement = known[AgreementMade].get(self.ask)
        return payer_of(agreement.funder, known) if agreement else UNKNOWN

    def fold(self, event: Event, known: Known) -> None:
        known[EarnBack].put(self.earn_back, EarnBack(self, self.recipient_holder, (self.investor,)))


class EarnBackConsentAsked(Proposal):
    kind = "earn-back-consent-asked"
    told = "recipient_holder"
    causes = (
        Command("propose-earn-back"),
        Message("pool/pool-handed-over", "recipient.pool=pool recipient_holder=budget_holder"),
    )

    def fold(self, event: Event, known: Known) -> None:
        if self.as_proposed(known):
            known[EarnBack].change(self.earn_back, holder=self.recipient_holder)


class EarnBackConsented(OfEarnBack):
    kind = "earn-back-consented"
    told = ALL
    causes = (Command("consent-to-earn-back", by="party"),)
    party: str

    def fold(self, event: Event, known: Known) -> None:
        if found := known[EarnBack].get(self.earn_back):
            known[EarnBack].change(self.earn_back, consented=(*found.consented, self.party))


class EarnBackAgreed(Terms):
    kind = "earn-back-agreed"
    told = ALL
    causes = (
        Command("propose-earn-back"),
        Command("consent-to-earn-back"),
        Message("pool/pool-handed-over", "recipient.pool=pool"),
    )

    def fold(self, event: Event, known: Known) -> None:
        if self.as_proposed(known):
            known[EarnBack].change(self.earn_back, agreed=True)
