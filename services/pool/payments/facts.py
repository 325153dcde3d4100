"""Payments, and money that comes back. Kinds and field names are a storage format: never rename, never reuse.

Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from services.pool.pools.facts import OfPool
from shared.money import Posting


class Share(NamedTuple):
    """What one contribution gets."""

    contribution: str
    cents: int


@dataclass(frozen=True, slots=True)
class _MoneyIn(OfPool):
    """Money that came into the pool through a payment order, over the contributions it is due to."""

    order: str
    cents: int
    parts: tuple[Share, ...]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class PaymentWaits(OfPool):
    """A payment confirmed before the commit it belongs to; it is booked together with that commit."""

    kind: ClassVar[str] = "payment-waits"
    order: str
    ask: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReservationPaid(OfPool):
    kind: ClassVar[str] = "reservation-paid"
    application: str
    ask: str
    order: str
    cents: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class MoneyReturned(_MoneyIn):
    kind: ClassVar[str] = "money-returned"
    ask: str


@dataclass(frozen=True, slots=True)
class InterestReceived(_MoneyIn):
    kind: ClassVar[str] = "interest-received"
    ask: str


@dataclass(frozen=True, slots=True)
class SavingReceived(_MoneyIn):
    kind: ClassVar[str] = "saving-received"
    purpose: str
