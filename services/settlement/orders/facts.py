"""Payment orders, and what became of them. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from services.settlement.agreements.facts import OfAsk
from shared.money import Posting

Purpose: TypeAlias = Literal["grant", "saving-to-recipient", "saving-to-investor", "contribution-return"]


class OfOrder:
    """An order pays an ask, moves a saving of an earn-back, or gives a pool's contribution back; one of these."""

    __slots__ = ()
    ask: str | None
    earn_back: str | None
    contribution: str | None
    funder: str

    @property
    def stream(self) -> str:
        if self.contribution:
            return f"return/{self.funder.removeprefix('pool:')}/{self.contribution}"
        return f"agreement/{self.ask}" if self.ask else f"earn-back/{self.earn_back}"


@dataclass(frozen=True, slots=True)
class PaymentOrder(OfOrder):
    """Who pays what to which account, and when at the latest. `payee` is an account of settlement."""

    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    payer: str
    funder: str
    payee: str
    cents: int
    due_on: date
    contribution: str | None = field(default=None, kw_only=True)
    """Of the pool that pays, where the order gives it back."""
    advance: int | None = field(default=None, kw_only=True)
    """Which advance of the grant it pays, from 1; None: all of it, or once it is determined the rest."""


@dataclass(frozen=True, slots=True)
class PaymentOrdered(PaymentOrder):
    kind: ClassVar[str] = "payment-ordered"
    postings: tuple[Posting, ...]
    ordered_on: date | None = None
    """The civil date; None in what was recorded before it was remembered."""


@dataclass(frozen=True, slots=True)
class OrderReassigned(PaymentOrder):
    """The order stands; its pool has another budget holder, who now pays it."""

    kind: ClassVar[str] = "order-reassigned"


@dataclass(frozen=True, slots=True)
class PaymentConfirmed(OfOrder):
    kind: ClassVar[str] = "payment-confirmed"
    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    application: str | None
    funder: str
    payer: str
    payee: str
    cents: int
    paid_on: date
    postings: tuple[Posting, ...]
    contribution: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentFailed(OfOrder):
    kind: ClassVar[str] = "payment-failed"
    order: str
    ask: str | None
    earn_back: str | None
    funder: str
    payer: str
    cents: int
    reason: str
    postings: tuple[Posting, ...]
    contribution: str | None = None


@dataclass(frozen=True, slots=True)
class PaymentReturned(OfOrder):
    """The bank sent back what was paid, in full: the order is closed, and another takes its place."""

    kind: ClassVar[str] = "payment-returned"
    order: str
    purpose: Purpose
    ask: str | None
    earn_back: str | None
    application: str | None
    funder: str
    payer: str
    payee: str
    cents: int
    returned_on: date
    postings: tuple[Posting, ...]
    contribution: str | None = None


@dataclass(frozen=True, slots=True)
class RefundConfirmed(OfAsk):
    kind: ClassVar[str] = "refund-confirmed"
    order: str
    ask: str
    funder: str
    principal_cents: int
    interest_cents: int
    postings: tuple[Posting, ...]
    refund: int | None = None
    """Its number among the refunds of the order, from 1; None in what was recorded before they were numbered."""
    recorded_on: date | None = None
    """The civil date; None in what was recorded before it was remembered."""
