"""Corrections of what a payer entered. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from services.settlement.agreements.facts import OfAsk
from services.settlement.orders.facts import OfOrder, Purpose
from shared.money import Posting

CorrectionGround: TypeAlias = Literal["wrong-amount", "wrong-party", "wrong-date", "entered-twice", "did-not-happen"]


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
