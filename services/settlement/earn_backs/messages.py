"""What is said and heard of earn-backs."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from services.settlement.earn_backs import facts
from shared.parties import ANY_ROLE
from shared.wire import AskId, CentsOrZero, CommandBody, CommandPart, Id, PartySlug, PublishedMessage, Rate

TermsHash = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class RecipientNamed(CommandPart, row=facts.Recipient):
    """The supported budget: a contribution in a pool. A part of a command, not one by itself."""

    pool: Id
    contribution: Id


class ProposeEarnBack(CommandBody):
    """The investor, who pays the ask, proposes where part of the saving goes."""

    name = "propose-earn-back"
    roles = ANY_ROLE
    sender = "payer of the ask: the investor"
    requires = (
        "The ask was granted, and is no loan; the benefit holder pays as a zuil; the recipient is a contribution that "
        "was pledged to a pool, received or not; the shares together are more than 0 and at most 1; the term ends no "
        "earlier than it begins, and returning to the investor begins within it."
    )
    leads_to = "`earn-back-proposed`, `earn-back-consent-asked`; if nobody else must consent `earn-back-agreed`"
    refuses = (
        "exists",
        "not-granted",
        "not-yours",
        "is-loan",
        "recipient-unknown",
        "funder-invalid",
        "period-invalid",
        "shares-invalid",
    )
    earn_back: Id
    ask: AskId
    benefit_holder: PartySlug
    recipient: RecipientNamed
    move_share: Rate
    move_cap_cents: CentsOrZero
    return_share: Rate
    return_cap_cents: CentsOrZero | None = None
    """None: the investment."""
    return_from: date
    term_from: date
    term_to: date
    gated_return: bool = False
    """Whether the return, too, waits until all that was verified is more than the investment, as the move does."""

    example_by = "participatie"
    example = {
        "earn_back": "tuin-en-uitkering",
        "ask": "moestuin-2026:begeleiding",
        "benefit_holder": "participatie",
        "recipient": {"pool": "moestuin", "contribution": "welzijn-2026"},
        "move_share": "0.25",
        "move_cap_cents": 1_000_000,
        "return_share": "0.5",
        "return_cap_cents": 500_000,
        "return_from": "2027-01-01",
        "term_from": "2026-04-01",
        "term_to": "2030-12-31",
        "gated_return": False,
    }


class ConsentToEarnBack(CommandBody):
    """Consent to exactly the terms with this hash."""

    name = "consent-to-earn-back"
    roles = ANY_ROLE
    sender = "benefit holder, recipient's budget holder"
    requires = "The sender's consent is awaited, and the hash is that of the proposed terms."
    leads_to = "`earn-back-consented`; the last one also `earn-back-agreed`"
    refuses = ("unknown-earn-back", "not-yours", "terms-differ", "already-consented")
    earn_back: Id
    terms_hash: TermsHash

    example_by = "welzijn"
    example = {
        "earn_back": "tuin-en-uitkering",
        "terms_hash": "8ed9328c21a1c8069ec3eb97f6d491cf27145e5c5a3b1c1f985461b3a3f5036c",
    }


class Recipient(PublishedMessage):
    """The supported budget: a contribution in a pool. A part of a message, not one by itself."""

    pool: str
    contribution: str


class Terms(PublishedMessage):
    """What is consented to. `terms_hash` is SHA-256 over this object: JSON, keys sorted, no spaces.

    `return_cap_cents` is null where the return is capped at the investment. `gated_return` is left out of terms that
    were proposed before it could be said: their return is gated.
    """

    earn_back: str
    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    move_share: Decimal
    move_cap_cents: int
    return_share: Decimal
    return_cap_cents: int | None
    return_from: date
    term_from: date
    term_to: date
    gated_return: Annotated[bool | None, Field(default=None, exclude_if=lambda gated: gated is None)]


_WITHIN_TERMS = (
    "move_share",
    "move_cap_cents",
    "return_share",
    "return_cap_cents",
    "return_from",
    "term_from",
    "term_to",
    "gated_return",
)
"""Said within `terms`, and not beside them."""
_TERMS: Mapping[str, Any] = {**ProposeEarnBack.example, "investor": "participatie"}


class _Proposal(PublishedMessage):
    earn_back: str
    ask: str
    investor: str
    benefit_holder: str
    recipient: Recipient
    recipient_holder: str
    terms: Terms
    terms_hash: str

    example = {
        "earn_back": "tuin-en-uitkering",
        "ask": "moestuin-2026:begeleiding",
        "investor": "participatie",
        "benefit_holder": "participatie",
        "recipient": {"pool": "moestuin", "contribution": "welzijn-2026"},
        "recipient_holder": "welzijn",
        "terms": _TERMS,
        "terms_hash": ConsentToEarnBack.example["terms_hash"],
    }


class EarnBackProposed(_Proposal, of=facts.EarnBackProposed, withholds=_WITHIN_TERMS):
    """The investor proposes these terms to the benefit holder."""


class EarnBackConsentAsked(_Proposal, of=facts.EarnBackConsentAsked, withholds=_WITHIN_TERMS):
    """The same terms, put to the budget holder of the recipient's pool."""


class EarnBackConsented(PublishedMessage, of=facts.EarnBackConsented):
    """One party consented to the terms."""

    example = {"earn_back": "tuin-en-uitkering", "party": "welzijn"}


class EarnBackAgreed(Terms, of=facts.EarnBackAgreed):
    """Every party consented: the terms as they were proposed."""

    example = _TERMS
