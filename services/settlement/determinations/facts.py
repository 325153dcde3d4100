"""Reports, and what each funder determines by them.

Kinds and field names are a storage format: never rename or reuse.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from services.settlement.agreements.facts import OfAsk
from services.settlement.corrections.facts import CorrectionGround
from shared.money import Posting

Ground: TypeAlias = Literal[
    "activities-not-done",
    "obligations-not-met",
    "wrong-information",
    "grant-was-wrong",
    "costs-lower",
    "new-facts",
    "determination-was-wrong",
    "obligations-not-met-afterwards",
    "reconsidered",
]
LOWER: frozenset[Ground] = frozenset(
    {"activities-not-done", "obligations-not-met", "wrong-information", "grant-was-wrong", "costs-lower"}
)
"""Why less is determined than was granted (4:46 Awb, second and third paragraph)."""
CHANGE: frozenset[Ground] = frozenset({"new-facts", "determination-was-wrong", "obligations-not-met-afterwards"})
"""Why less is determined than was determined before (4:49 Awb)."""
MORE: frozenset[Ground] = frozenset({"reconsidered"})
"""Why more is determined than before: nothing in law stands in the way."""


@dataclass(frozen=True, slots=True)
class CostMade:
    what: str
    cents: int


@dataclass(frozen=True, slots=True)
class ResultReached:
    """What has changed, as it was counted: `reached` in `unit`."""

    indicator: str
    unit: str
    reached: str


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """What one funder's part comes to, by what the report says of costs and other money."""

    ask: str
    cents: int


@dataclass(frozen=True, slots=True)
class ReportSubmitted:
    """One report for all funders (S1): what it cost, what others paid, what was reached (4:45 Awb).

    `parts`: what the costs leave to the funders, in proportion to what each granted, to the cent; never more than that.
    `determine_by`: eight weeks after the report (4:13 Awb).
    """

    kind: ClassVar[str] = "report-submitted"
    application: str
    applicant: str
    report: int
    """Its number among the reports of the application, from 1; the last one counts."""
    costs: tuple[CostMade, ...]
    other_cents: int
    results: tuple[ResultReached, ...]
    hours: int
    words: str
    parts: tuple[ReportedPart, ...]
    submitted_on: date
    determine_by: date

    @property
    def stream(self) -> str:
        return f"report/{self.application}"


@dataclass(frozen=True, slots=True)
class GrantDetermined(OfAsk):
    """What a funder owes in the end, by its decision (4:42 Awb). What was paid beyond it is claimed.

    `was_cents`: by the determination before this one; None for the first. `report`: on which it rests; None: on none
    (4:47 Awb). The first books interest that came back by refunds beside what was paid: all of that may be claimed.
    """

    kind: ClassVar[str] = "grant-determined"
    application: str
    ask: str
    funder: str
    recipient: str
    order: str
    """That paid it; of several the last."""
    determination: int
    """Its number among those of the ask, from 1."""
    granted_cents: int
    kept_cents: int
    """What was paid, less the principal that came back before."""
    was_cents: int | None
    cents: int
    ground: Ground | None
    reason: str
    report: int | None
    determined_on: date
    determined_by: str
    postings: tuple[Posting, ...]
    rest_cents: int = 0
    """What is still to be paid of it: more is determined than was paid in advance."""
    released_cents: int = 0
    """What was granted, and neither is paid nor will be: its funder is free of it."""


@dataclass(frozen=True, slots=True)
class DeterminationCorrected(OfAsk):
    """It was entered by mistake: nothing is determined of this ask any more, and nothing claimed.

    `of_year`: the year in which it was determined.
    """

    kind: ClassVar[str] = "determination-corrected"
    application: str
    ask: str
    funder: str
    recipient: str
    determination: int
    was_cents: int
    ground: CorrectionGround
    of_year: int
    postings: tuple[Posting, ...]
    released_cents: int = 0
    """What its funder was free of, and is bound to again."""
