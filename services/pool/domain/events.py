"""What happened in a pool. Kinds and field names are a storage format: never rename, never reuse.

Amounts are whole euro cents. Where money, or a right over money, moves, the postings say from where to where.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple, TypeAlias, get_args

from shared.money import Posting


class Goal(NamedTuple):
    """What money is for: its Iv3 task field and the year of that code list."""

    goal: str
    task_field: str
    code_year: int


class Frame(NamedTuple):
    """What the council set beforehand: its decision, the ceiling over all contributions, the period."""

    decision: str
    ceiling_cents: int
    valid_from: date
    valid_to: date


class Line(NamedTuple):
    """What is asked for one goal."""

    goal: str
    cents: int


class Part(NamedTuple):
    """What one contribution pays of one line."""

    goal: str
    contribution: str
    cents: int


class Share(NamedTuple):
    """What one contribution gets back."""

    contribution: str
    cents: int


@dataclass(frozen=True, slots=True)
class _OfPool:
    pool: str

    @property
    def stream(self) -> str:
        return f"pool/{self.pool}"


@dataclass(frozen=True, slots=True)
class _OfReservation(_OfPool):
    """One revision of one ask: what an answer echoes, so that only an exact match counts."""

    application: str
    ask: str
    revision: int
    cents: int

    @property
    def identity(self) -> tuple[str, str, str, int, int]:
        """The leading fields of every fact about this revision."""
        return self.pool, self.application, self.ask, self.revision, self.cents

    @property
    def exact(self) -> tuple[str, int]:
        """What a grant names."""
        return self.ask, self.revision


@dataclass(frozen=True, slots=True)
class _MoneyIn(_OfPool):
    """Money that came into the pool through a payment order, over the contributions it is due to."""

    order: str
    cents: int
    parts: tuple[Share, ...]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class PoolOpened(_OfPool):
    kind: ClassVar[str] = "pool-opened"
    neighbourhood: str
    goals: tuple[Goal, ...]
    frame: Frame
    budget_holder: str


@dataclass(frozen=True, slots=True)
class PoolHandedOver(_OfPool):
    kind: ClassVar[str] = "pool-handed-over"
    budget_holder: str
    previous_holder: str


@dataclass(frozen=True, slots=True)
class MandateSet(_OfPool):
    """Within these limits the budget holder decides alone; above the threshold a second approver joins."""

    kind: ClassVar[str] = "mandate-set"
    limit_cents: int
    total_cents: int
    goals: tuple[str, ...]
    valid_from: date
    valid_to: date
    automatic: bool
    four_eyes_above_cents: int | None
    second_approver: str | None


@dataclass(frozen=True, slots=True)
class ContributionPledged(_OfPool):
    kind: ClassVar[str] = "contribution-pledged"
    contribution: str
    contributor: str
    cents: int
    earmarks: tuple[str, ...]
    task_field: str
    year: int
    recurring: str
    domain: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ContributionReceived(_OfPool):
    kind: ClassVar[str] = "contribution-received"
    contribution: str
    contributor: str
    cents: int
    received_on: date
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ContributionWithdrawn(_OfPool):
    kind: ClassVar[str] = "contribution-withdrawn"
    contribution: str
    contributor: str
    cents: int
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class AskReceived(_OfReservation):
    """A new revision of an ask; it supersedes the one before. 0 cents and no lines: the ask is dropped."""

    kind: ClassVar[str] = "ask-received"
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class HoldAwaitsSecondApproval(_OfReservation):
    """A first yes, by or for `requested_by`; nothing is reserved, and nothing said to the applicant."""

    kind: ClassVar[str] = "hold-awaits-second-approval"
    approver: str
    requested_by: str


@dataclass(frozen=True, slots=True)
class ReservationHeld(_OfReservation):
    kind: ClassVar[str] = "reservation-held"
    attribution: tuple[Part, ...]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ReservationDeclined(_OfReservation):
    kind: ClassVar[str] = "reservation-declined"
    reason: str


@dataclass(frozen=True, slots=True)
class ReservationReleased(_OfReservation):
    kind: ClassVar[str] = "reservation-released"
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ReservationCommitted(_OfReservation):
    kind: ClassVar[str] = "reservation-committed"
    budget_holder: str
    attribution: tuple[Part, ...]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ApplicationClosed(_OfPool):
    """Granted or failed: none of its asks to this pool can be held any more."""

    kind: ClassVar[str] = "application-closed"
    application: str


@dataclass(frozen=True, slots=True)
class PaymentWaits(_OfPool):
    """A payment confirmed before the commit it belongs to; it is booked together with that commit."""

    kind: ClassVar[str] = "payment-waits"
    order: str
    ask: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReservationPaid(_OfPool):
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


Event: TypeAlias = (
    PoolOpened
    | PoolHandedOver
    | MandateSet
    | ContributionPledged
    | ContributionReceived
    | ContributionWithdrawn
    | AskReceived
    | HoldAwaitsSecondApproval
    | ReservationHeld
    | ReservationDeclined
    | ReservationReleased
    | ReservationCommitted
    | ApplicationClosed
    | PaymentWaits
    | ReservationPaid
    | MoneyReturned
    | InterestReceived
    | SavingReceived
)
EVENTS: tuple[type[Event], ...] = get_args(Event)
