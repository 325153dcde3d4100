"""The life of a reservation, up to its commit. Kinds and field names are a storage format: never rename, never reuse.

Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from services.pool.pools.facts import OfPool
from shared.money import Posting

Ground: TypeAlias = Literal[
    "no-money", "outside-goal", "outside-route", "quality", "other-funder", "law", "own-interest", "other"
]
"""Of a refusal, for all to see. The reason in words is for those concerned only."""


class Line(NamedTuple):
    """What is asked for one goal."""

    goal: str
    cents: int


class TakesOver(NamedTuple):
    """So many units of a task of the pool: they move to the applicant together with the money, or not at all."""

    task: str
    units: int


class Advance(NamedTuple):
    """In which part a grant is paid, in per cents of it: at once, not before a day, or once something is reached."""

    percent: int
    due_on: date | None
    milestone: str | None


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """On which terms an ask for a loan is repaid: for who answers it to look at.

    `annual_rate`: a share of the principal a year, 0.025 for 2.5 %. `instalments`: how many, each `months_between`
    after the one before it, the first after the payment; of these the first `interest_only` repay nothing.
    """

    repayment: str
    annual_rate: Decimal
    day_count: str
    months_between: int
    instalments: int
    interest_only: int


class Part(NamedTuple):
    """What one contribution pays for one goal."""

    goal: str
    contribution: str
    cents: int


class Under(NamedTuple):
    """What one contribution, of what it pays for this goal, pays under a support: its own earmarks are for others."""

    support: str
    goal: str
    contribution: str
    cents: int


@dataclass(frozen=True, slots=True)
class OfReservation(OfPool):
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
class AskReceived(OfReservation):
    """A new revision of an ask; it supersedes the one before. 0 cents and no lines: the ask is dropped."""

    kind: ClassVar[str] = "ask-received"
    lines: tuple[Line, ...]
    applicant: str = ""
    """Who asks; empty in events from before a pool took it: nobody is known to decide in its own case then."""
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; None: money only."""
    loan: LoanTerms | None = None
    """None: no loan, or one that was asked before a pool took its terms."""
    advances: tuple[Advance, ...] = ()
    """None: it is paid all at once."""


@dataclass(frozen=True, slots=True)
class HoldAwaitsSecondApproval(OfReservation):
    """A first yes, by or for `requested_by`. It is no hold, and nothing is said to the applicant.

    It stands again when it is told to another second approver; what was set aside for it stays as it is.
    """

    kind: ClassVar[str] = "hold-awaits-second-approval"
    approver: str
    requested_by: str


@dataclass(frozen=True, slots=True)
class BackingSetAside(OfReservation):
    """With a first yes: what backs it is free no more. In logs from before that was done nothing is set aside."""

    kind: ClassVar[str] = "backing-set-aside"
    attribution: tuple[Part, ...]
    postings: tuple[Posting, ...]
    under: tuple[Under, ...] = ()


@dataclass(frozen=True, slots=True)
class BackingFreed(OfReservation):
    """The second yes did not come: what was set aside goes back. The ask was revised, dropped, declined or decided."""

    kind: ClassVar[str] = "backing-freed"
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ReservationHeld(OfReservation):
    kind: ClassVar[str] = "reservation-held"
    attribution: tuple[Part, ...]
    postings: tuple[Posting, ...]
    under: tuple[Under, ...] = ()


@dataclass(frozen=True, slots=True)
class HoldRebacked(OfReservation):
    """Other contributions back a hold, or what is set aside for one, from now on.

    To make room for another, or in place of money that never came.
    """

    kind: ClassVar[str] = "hold-rebacked"
    attribution: tuple[Part, ...]
    postings: tuple[Posting, ...]
    under: tuple[Under, ...] = ()


@dataclass(frozen=True, slots=True)
class ReservationDeclined(OfReservation):
    kind: ClassVar[str] = "reservation-declined"
    reason: str
    ground: Ground | None = None
    """None: of before grounds were named."""


@dataclass(frozen=True, slots=True)
class DeclineExplained(OfReservation):
    """The words of a decline, for the applicant."""

    kind: ClassVar[str] = "decline-explained"
    applicant: str
    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True)
class ReservationReleased(OfReservation):
    kind: ClassVar[str] = "reservation-released"
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ReservationCommitted(OfReservation):
    kind: ClassVar[str] = "reservation-committed"
    budget_holder: str
    attribution: tuple[Part, ...]
    postings: tuple[Posting, ...]
    under: tuple[Under, ...] = ()


@dataclass(frozen=True, slots=True)
class ApplicationClosed(OfPool):
    """Granted or failed: none of its asks to this pool can be held any more."""

    kind: ClassVar[str] = "application-closed"
    application: str
