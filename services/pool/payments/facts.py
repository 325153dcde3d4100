"""Payments, and money that comes back. Kinds and field names are a storage format: never rename, never reuse.

Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from services.pool.holds.facts import Part, Under
from services.pool.pools.facts import OfPool
from shared.money import Posting

Undoing: TypeAlias = Literal["returned", "corrected"]
"""Why a payment is none any more: the bank sent it back, or its confirmation was a mistake."""

Returned: TypeAlias = Literal["principal", "interest"]


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
    attribution: tuple[Part, ...] = ()
    """What each contribution paid for each goal, of a part of the ask; none: all that backs it, by one order."""
    under: tuple[Under, ...] = ()
    """Which of that goes by supports."""


@dataclass(frozen=True, slots=True)
class PaymentUndone(OfPool):
    """The reservation is committed again, and awaits another payment."""

    kind: ClassVar[str] = "payment-undone"
    application: str
    ask: str
    order: str
    cents: int
    because: Undoing
    postings: tuple[Posting, ...]


FreedBy: TypeAlias = Literal["determined", "changed"]
"""Why what is committed will not be paid: the grant was determined at less, or is less since it was changed."""


@dataclass(frozen=True, slots=True)
class _Remainder(OfPool):
    """Of what is committed for an ask: who pays how much of it for which goal, and which of that goes by supports."""

    application: str
    ask: str
    cents: int
    attribution: tuple[Part, ...]
    under: tuple[Under, ...]
    postings: tuple[Posting, ...]
    because: FreedBy = "determined"


@dataclass(frozen=True, slots=True)
class RemainderFreed(_Remainder):
    """Less is granted, or was determined, than is committed: so much will not be paid, and is free again."""

    kind: ClassVar[str] = "remainder-freed"


@dataclass(frozen=True, slots=True)
class RemainderCommitted(_Remainder):
    """That determination was a mistake, or more is granted again: so much of what was freed is committed again, of what
    is free; what is not any more is short.
    """

    kind: ClassVar[str] = "remainder-committed"


@dataclass(frozen=True, slots=True)
class PaymentWaitsNoMore(OfPool):
    """A payment that waited for its commit, and is none any more."""

    kind: ClassVar[str] = "payment-waits-no-more"
    order: str
    ask: str
    cents: int
    because: Undoing


@dataclass(frozen=True, slots=True)
class MoneyReturned(_MoneyIn):
    kind: ClassVar[str] = "money-returned"
    ask: str


@dataclass(frozen=True, slots=True)
class InterestReceived(_MoneyIn):
    kind: ClassVar[str] = "interest-received"
    ask: str


@dataclass(frozen=True, slots=True)
class ReturnCorrected(_MoneyIn):
    """More or less came back of an ask than was recorded: above zero more, below zero less."""

    kind: ClassVar[str] = "return-corrected"
    ask: str
    of: Returned


@dataclass(frozen=True, slots=True)
class LoanLost(OfPool):
    """So much of a loan is not expected back: a loss of the contributions that lent it."""

    kind: ClassVar[str] = "loan-lost"
    application: str
    ask: str
    order: str
    cents: int
    parts: tuple[Share, ...]
    """Of whose lent money: in proportion, after what first-loss contributions lent."""
    postings: tuple[Posting, ...]
    borne: tuple[Share, ...] = ()
    """What first-loss contributions bear of the parts of others, with what they had free."""
    spared: tuple[Share, ...] = ()
    """The same money by the contributions whose parts it makes good: free in those again."""


@dataclass(frozen=True, slots=True)
class SavingReceived(_MoneyIn):
    kind: ClassVar[str] = "saving-received"
    purpose: str


@dataclass(frozen=True, slots=True)
class SavingUndone(_MoneyIn):
    """A saving that came in went out again, of the contributions that got it: free, or short where it is not."""

    kind: ClassVar[str] = "saving-undone"
    purpose: str
    because: Undoing
