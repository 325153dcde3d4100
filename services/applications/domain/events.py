"""What happened to an application. Kinds and field names are a storage format: never rename, never reuse."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, NamedTuple, TypeAlias

from shared.money import Posting

Instrument: TypeAlias = Literal["grant", "assignment", "loan", "result-contract"]
Answer: TypeAlias = Literal["hold", "decline"]


class Line(NamedTuple):
    """What an ask is for, and how much of it."""

    goal: str
    cents: int


class Result(NamedTuple):
    """What will have changed, as it can be counted: `target` in `unit`."""

    indicator: str
    unit: str
    target: str
    goal: str


class Cost(NamedTuple):
    what: str
    cents: int


class OtherMoney(NamedTuple):
    """What is not asked of a funder; goods in kind count at their value."""

    source: str
    kind: Literal["own", "crowdfunding", "endowment-fund", "assignment", "in-kind"]
    cents: int


class Hours(NamedTuple):
    """Work that people put in. Hours are never netted with money."""

    who: str
    hours: int


class ExpectedSaving(NamedTuple):
    """What a benefit holder expects to spend less, and why it thinks so."""

    benefit_holder: str
    cents: int
    recurrence: Literal["structural", "once"]
    evidence: str


@dataclass(frozen=True, slots=True)
class Form:
    """The one form for all funders: everything an application states but its asks."""

    purpose: str
    neighbourhood: str
    results: tuple[Result, ...]
    costs: tuple[Cost, ...]
    other_money: tuple[OtherMoney, ...]
    hours: tuple[Hours, ...]
    expected_savings: tuple[ExpectedSaving, ...]
    term: Literal["structural", "incidental"]
    plan_after: str | None
    replaces: str | None
    decide_by: datetime


class GrantedAsk(NamedTuple):
    """What a funder is bound to: this revision of this ask, and no other."""

    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[Line, ...]
    instrument: Instrument


class FailedAsk(NamedTuple):
    """The last revision put to this funder, which is free of it."""

    ask: str
    revision: int
    funder: str


@dataclass(frozen=True, slots=True)
class _OfApplication:
    application: str

    @property
    def stream(self) -> str:
        return f"application/{self.application}"


@dataclass(frozen=True, slots=True)
class _OfAsk(_OfApplication):
    ask: str
    revision: int
    funder: str
    cents: int


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(_OfApplication):
    kind: ClassVar[str] = "application-submitted"
    applicant: str
    form: Form


@dataclass(frozen=True, slots=True)
class AsksRearranged(_OfApplication):
    """The applicant closes a gap differently. What changes for each funder is a fact of its own."""

    kind: ClassVar[str] = "asks-rearranged"
    other_money: tuple[OtherMoney, ...]


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


@dataclass(frozen=True, slots=True)
class PoolAsked(_Asked):
    kind: ClassVar[str] = "pool-asked"


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


@dataclass(frozen=True, slots=True)
class ZuilAskDeclined(_OfAsk):
    kind: ClassVar[str] = "zuil-ask-declined"
    reason: str
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class PoolAskReleased(_OfApplication):
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


@dataclass(frozen=True, slots=True)
class ApplicationGranted(_OfApplication):
    """The commit point for all funders at once (S4). Excludes `ApplicationFailed`, for ever."""

    kind: ClassVar[str] = "application-granted"
    applicant: str
    asks: tuple[GrantedAsk, ...]
    postings: tuple[Posting, ...]


@dataclass(frozen=True, slots=True)
class ApplicationFailed(_OfApplication):
    """Every funder is free again. Excludes `ApplicationGranted`, for ever."""

    kind: ClassVar[str] = "application-failed"
    applicant: str
    reason: str
    asks: tuple[FailedAsk, ...]
    postings: tuple[Posting, ...]


Event: TypeAlias = (
    ApplicationSubmitted
    | AsksRearranged
    | PoolAsked
    | ZuilAsked
    | PoolAskHeld
    | ZuilAskHeld
    | PoolAskDeclined
    | ZuilAskDeclined
    | PoolAskReleased
    | AnswerStale
    | ApplicationGranted
    | ApplicationFailed
)
EVENTS: tuple[type[Event], ...] = (
    ApplicationSubmitted,
    AsksRearranged,
    PoolAsked,
    ZuilAsked,
    PoolAskHeld,
    ZuilAskHeld,
    PoolAskDeclined,
    ZuilAskDeclined,
    PoolAskReleased,
    AnswerStale,
    ApplicationGranted,
    ApplicationFailed,
)
