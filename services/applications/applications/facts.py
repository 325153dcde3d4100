"""Applications: submitted, rearranged, granted or failed.

Kinds and field names are a storage format: never rename, never reuse.
Of a row (a NamedTuple) the order and the number of its fields are for ever too: it is stored as an array.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal, NamedTuple, TypeAlias, get_args

from services.applications.asks.facts import Advance, Instrument, Line, LoanTerms, OfApplication
from shared.money import Posting


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
    """Money that is not asked of a funder. `in-kind` is in older logs only, where goods counted as money."""

    source: str
    kind: Literal["own", "crowdfunding", "endowment-fund", "assignment", "in-kind"]
    cents: int


class Hours(NamedTuple):
    """Work that people put in. Hours are never netted with money."""

    who: str
    hours: int


class Goods(NamedTuple):
    """What is given and is no money. Its value is an estimate, and counts in no sum of money."""

    who: str
    what: str
    estimated_cents: int


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
    goods: tuple[Goods, ...] | None = None
    """None: of before goods stood apart; what was in kind counts as other money there."""


class GrantedAsk(NamedTuple):
    """What a funder is bound to: this revision of this ask, and no other."""

    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[Line, ...]
    instrument: Instrument


@dataclass(frozen=True, slots=True)
class GrantedLoan:
    """On which terms a granted ask is lent."""

    ask: str
    terms: LoanTerms


class GrantedAdvances(NamedTuple):
    """In which parts a granted ask is paid."""

    ask: str
    advances: tuple[Advance, ...]


class FailedAsk(NamedTuple):
    """The last revision put to this funder, which is free of it."""

    ask: str
    revision: int
    funder: str


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted(OfApplication):
    kind: ClassVar[str] = "application-submitted"
    applicant: str
    form: Form


@dataclass(frozen=True, slots=True)
class AsksRearranged(OfApplication):
    """The applicant closes a gap differently. What changes for each funder is a fact of its own."""

    kind: ClassVar[str] = "asks-rearranged"
    other_money: tuple[OtherMoney, ...]


@dataclass(frozen=True, slots=True)
class ApplicationGranted(OfApplication):
    """The commit point for all funders at once (S4). Excludes `ApplicationFailed`, for ever."""

    kind: ClassVar[str] = "application-granted"
    applicant: str
    asks: tuple[GrantedAsk, ...]
    postings: tuple[Posting, ...]
    loans: tuple[GrantedLoan, ...] = ()
    """The terms of each ask for a loan."""
    advances: tuple[GrantedAdvances, ...] = ()
    """Of each ask that is paid in parts."""


FailureCode: TypeAlias = Literal["decide-by-passed", "withdrawn", "ended-by-executive"]
FAILURE_CODES: frozenset[str] = frozenset(get_args(FailureCode))


@dataclass(frozen=True, slots=True)
class ApplicationFailed(OfApplication):
    """Every funder is free again. Excludes `ApplicationGranted`, for ever."""

    kind: ClassVar[str] = "application-failed"
    applicant: str
    reason: str
    """One of `FAILURE_CODES`; in older logs also the words of an applicant that withdrew."""
    asks: tuple[FailedAsk, ...]
    postings: tuple[Posting, ...]

    @property
    def code(self) -> str:
        """What all may know."""
        return self.reason if self.reason in FAILURE_CODES else "withdrawn"


@dataclass(frozen=True, slots=True)
class FailureExplained(OfApplication):
    """Why somebody ended the application, in its own words, for one party that these concern."""

    kind: ClassVar[str] = "failure-explained"
    party: str
    by: str
    reason: str
