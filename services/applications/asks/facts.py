"""Asks: put to their funder, and answered. Kinds and field names are a storage format: never rename, never reuse.

Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from shared.money import Posting

Instrument: TypeAlias = Literal["grant", "assignment", "loan", "result-contract"]
Answer: TypeAlias = Literal["hold", "decline"]
Ground: TypeAlias = Literal[
    "no-money", "outside-goal", "outside-route", "quality", "other-funder", "law", "own-interest", "other"
]
"""Of a refusal, for all to see. The reason in words is for those concerned only."""


Repayment: TypeAlias = Literal["annuity", "linear", "bullet"]
DayCount: TypeAlias = Literal["30E/360", "act/365F", "act/act-ISDA"]
"""How days count in a year; "30/360" alone names several rules."""


@dataclass(frozen=True, slots=True)
class LoanTerms:
    """How an ask for a loan is repaid.

    `annual_rate`: a share of the principal a year, 0.025 for 2.5 %. `instalments`: how many, each `months_between`
    after the one before it, the first after the payment; of these the first `interest_only` repay nothing.
    """

    repayment: Repayment
    annual_rate: Decimal
    day_count: DayCount
    months_between: int
    instalments: int
    interest_only: int = 0


class Line(NamedTuple):
    """What an ask is for, and how much of it."""

    goal: str
    cents: int


class TakesOver(NamedTuple):
    """So many units of a task of the pool that is asked: they move with the money, or neither does."""

    task: str
    units: int


class Advance(NamedTuple):
    """What is paid of a grant before it is determined: so much per cent of it, in whole ones.

    At once; not before a day; or once something is reached, as the funder finds.
    """

    percent: int
    due_on: date | None = None
    milestone: str | None = None


@dataclass(frozen=True, slots=True)
class OfApplication:
    application: str

    @property
    def stream(self) -> str:
        return f"application/{self.application}"


@dataclass(frozen=True, slots=True)
class _OfAsk(OfApplication):
    ask: str
    revision: int
    funder: str
    cents: int


@dataclass(frozen=True, slots=True)
class _Asked(_OfAsk):
    """A revision of an ask. Its postings also undo the revision it supersedes; 0 cents: the ask is dropped."""

    lines: tuple[Line, ...]
    instrument: Instrument
    applicant: str
    purpose: str
    neighbourhood: str
    decide_by: datetime
    postings: tuple[Posting, ...]
    loan: LoanTerms | None = None
    """Of an ask for a loan."""
    advances: tuple[Advance, ...] = ()
    """In which parts it is paid; none: all of it at once. What they leave is paid once the grant is determined."""


@dataclass(frozen=True, slots=True)
class PoolAsked(_Asked):
    kind: ClassVar[str] = "pool-asked"
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; None: money only."""


@dataclass(frozen=True, slots=True)
class ZuilAsked(_Asked):
    kind: ClassVar[str] = "zuil-asked"


@dataclass(frozen=True, slots=True)
class PoolAskHeld(_OfAsk):
    kind: ClassVar[str] = "pool-ask-held"
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ZuilAskHeld(_OfAsk):
    kind: ClassVar[str] = "zuil-ask-held"
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class PoolAskDeclined(_OfAsk):
    kind: ClassVar[str] = "pool-ask-declined"
    reason: str
    postings: tuple[Posting, ...]
    ground: Ground | None = None
    """None: of before grounds were named."""


@dataclass(frozen=True, slots=True)
class ZuilAskDeclined(_OfAsk):
    kind: ClassVar[str] = "zuil-ask-declined"
    reason: str
    postings: tuple[Posting, ...]
    ground: Ground | None = None
    """None: of before grounds were named."""


@dataclass(frozen=True, slots=True)
class ZuilDeclineExplained(_OfAsk):
    """The zuil's words, for the applicant."""

    kind: ClassVar[str] = "zuil-decline-explained"
    applicant: str
    ground: Ground
    reason: str


@dataclass(frozen=True, slots=True)
class PoolAskReleased(OfApplication):
    """The pool confirms that it holds nothing any more for a dropped ask."""

    kind: ClassVar[str] = "pool-ask-released"
    ask: str
    revision: int
    funder: str


@dataclass(frozen=True, slots=True)
class AnswerStale(_OfAsk):
    """A pool answered what is not, or no longer, asked. It changes nothing, and the pool is told so."""

    kind: ClassVar[str] = "answer-stale"
    answer: Answer
