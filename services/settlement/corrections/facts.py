"""Corrections of what was entered. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from services.settlement.agreements.facts import OfAsk
from services.settlement.earn_backs.facts import OfEarnBack
from services.settlement.orders.facts import OfOrder, Purpose
from shared.money import Posting

CorrectionGround: TypeAlias = Literal["wrong-amount", "wrong-party", "wrong-date", "entered-twice", "did-not-happen"]


@dataclass(frozen=True, slots=True)
class PaymentCorrectionAwaitsApproval(OfOrder):
    """Above the pool's four-eyes threshold nothing is corrected before a second party agrees.

    `refund`: which of the order, from 1; None: its confirmation, of which nothing is right but 0. Amounts as they stand
    and as they are to be.
    """

    kind: ClassVar[str] = "payment-correction-awaits-approval"
    order: str
    ask: str | None
    earn_back: str | None
    funder: str
    payee: str
    refund: int | None
    was_principal_cents: int
    was_interest_cents: int
    principal_cents: int
    interest_cents: int
    ground: CorrectionGround
    requested_by: str
    approver: str
    contribution: str | None = None


@dataclass(frozen=True, slots=True)
class ConfirmationCorrected(OfOrder):
    """What was confirmed was not paid: the order is open again, under its own id.

    `of_year`: the book year that the mistake was made in; the difference books on the day of the correction.
    """

    kind: ClassVar[str] = "confirmation-corrected"
    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    application: str | None
    funder: str
    payer: str
    payee: str
    cents: int
    ground: CorrectionGround
    of_year: int
    postings: tuple[Posting, ...]
    approved_by: str | None = None
    """The second party; None up to the threshold."""
    contribution: str | None = None


@dataclass(frozen=True, slots=True)
class RefundCorrected(OfAsk):
    """The right amounts of a refund; the postings are the difference.

    `of_year`: None for a refund that was recorded before its day was remembered.
    """

    kind: ClassVar[str] = "refund-corrected"
    order: str
    ask: str
    funder: str
    refund: int
    was_principal_cents: int
    was_interest_cents: int
    principal_cents: int
    interest_cents: int
    ground: CorrectionGround
    of_year: int | None
    postings: tuple[Posting, ...]
    approved_by: str | None = None
    """The second party; None up to the threshold."""


@dataclass(frozen=True, slots=True)
class VerificationCorrected(OfEarnBack):
    """The right amount of a verified saving; the postings are the difference. 0: there was no such saving.

    `of_year`: the year in which its period ended.
    """

    kind: ClassVar[str] = "verification-corrected"
    earn_back: str
    claim: str
    subject: str
    period_from: date
    period_to: date
    was_cents: int
    cents: int
    ground: CorrectionGround
    of_year: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class OrderWithdrawn(OfOrder):
    """Nothing is to be paid on this order.

    It moves a saving that was corrected since, or pays an advance of a grant that is determined, the rest of one whose
    determination was corrected, or another amount than the grant comes to since it was changed.
    """

    kind: ClassVar[str] = "order-withdrawn"
    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    funder: str
    payer: str
    payee: str
    cents: int
    postings: tuple[Posting, ...]
    contribution: str | None = None
    advance: int | None = None
