"""What the applications service takes in and says (strict, with examples), and what it hears (tolerant readers)."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from shared.parties import ANY_ROLE
from shared.wire import (
    SLUG,
    AskId,
    Cents,
    CommandBody,
    HeardBody,
    Id,
    Instant,
    PartySlug,
    SaidBody,
    Text,
    known_party,
)

Instrument: TypeAlias = Literal["grant", "assignment", "loan", "result-contract"]
Answer: TypeAlias = Literal["hold", "decline"]


# Parts of commands


def _known_funder(funder: str, info: ValidationInfo) -> str:
    role, _, name = funder.partition(":")
    if role not in {"pool", "zuil"} or not re.fullmatch(SLUG, name):
        raise PydanticCustomError("funder-invalid", "Name the funder as pool:<id> or zuil:<slug>.")
    if role == "zuil":
        known_party(name, info)
        parties = (info.context or {}).get("parties")
        if parties is not None and "zuil" not in parties[name].roles:
            raise PydanticCustomError("funder-invalid", "This party is no zuil; ask a party with the role zuil.")
    return funder


_FUNDER = rf"^(pool|zuil):{SLUG.strip('^$')}$"
Funder = Annotated[str, AfterValidator(_known_funder), Field(json_schema_extra={"pattern": _FUNDER})]
"""`pool:<id>`, whether or not there is such a pool, or `zuil:<slug>` of a party in that role."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Line(_Part):
    goal: Id
    cents: Cents


class Ask(_Part):
    """What one funder is asked; `ask` is unique within the application."""

    ask: Id
    funder: Funder
    lines: tuple[Line, ...]
    instrument: Instrument


class Result(_Part):
    indicator: Text
    unit: Text
    target: Text
    goal: Id


class Cost(_Part):
    what: Text
    cents: Cents


class OtherMoney(_Part):
    source: Text
    kind: Literal["own", "crowdfunding", "endowment-fund", "assignment", "in-kind"]
    cents: Cents


class Hours(_Part):
    who: Text
    hours: Annotated[int, Field(gt=0)]


class ExpectedSaving(_Part):
    benefit_holder: PartySlug
    cents: Cents
    recurrence: Literal["structural", "once"]
    evidence: Text


# Commands

_ASKS: list[Mapping[str, Any]] = [
    {
        "ask": "kas",
        "funder": "pool:moestuin",
        "lines": [{"goal": "ontmoeten", "cents": 300_000}, {"goal": "groen", "cents": 150_000}],
        "instrument": "grant",
    },
    {
        "ask": "begeleiding",
        "funder": "zuil:participatie",
        "lines": [{"goal": "werk", "cents": 500_000}],
        "instrument": "grant",
    },
]
_OTHER_MONEY: list[Mapping[str, Any]] = [
    {"source": "Verkoop van groente", "kind": "own", "cents": 150_000},
    {"source": "Buurtactie voor de kas", "kind": "crowdfunding", "cents": 100_000},
]


class SubmitApplication(CommandBody):
    """One form to several funders at once; costs equal what is asked plus other money. Hours are no money."""

    name: ClassVar[str] = "submit-application"
    roles: ClassVar[frozenset[str]] = frozenset({"initiative"})
    sender: ClassVar[str] = "initiative"
    requires: ClassVar[str] = (
        "No application has this id; costs equal what is asked plus other money; every ask names its goals; the "
        "asks that are public money stay under the subsidy ceiling; `decide_by` is still to come; incidental money "
        "has a plan for after."
    )
    leads_to: ClassVar[str] = "`application-submitted`; per ask `pool-asked` or `zuil-asked`, revision 1"
    refuses: ClassVar[tuple[str, ...]] = (
        "exists",
        "costs-do-not-add-up",
        "subsidy-too-high",
        "goal-missing",
        "plan-after-missing",
        "decide-by-past",
        "too-many-asks",
        "ask-twice",
        "funder-invalid",
        "amount-too-large",
        "instrument-not-offered",
    )
    application: Id
    purpose: Text
    neighbourhood: Text
    results: Annotated[tuple[Result, ...], Field(min_length=1)]
    costs: Annotated[tuple[Cost, ...], Field(min_length=1)]
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    other_money: tuple[OtherMoney, ...]
    hours: tuple[Hours, ...]
    expected_savings: tuple[ExpectedSaving, ...]
    term: Literal["structural", "incidental"]
    plan_after: Text | None = None
    replaces: Text | None = None
    decide_by: Instant

    example_by: ClassVar[str] = "de-moestuin"
    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "purpose": "Een moestuin waar de buurt elkaar treft en iemand uit de bijstand aan het werk gaat",
        "neighbourhood": "Spoorbuurt",
        "results": [
            {"indicator": "Mensen uit de bijstand aan het werk", "unit": "personen", "target": "1", "goal": "werk"},
            {"indicator": "Vaste tuinders uit de buurt", "unit": "personen", "target": "25", "goal": "ontmoeten"},
        ],
        "costs": [
            {"what": "Kas, gereedschap en grond", "cents": 700_000},
            {"what": "Werkbegeleiding, een jaar", "cents": 500_000},
        ],
        "asks": _ASKS,
        "other_money": _OTHER_MONEY,
        "hours": [{"who": "Tuinders uit de buurt", "hours": 1200}],
        "expected_savings": [
            {
                "benefit_holder": "participatie",
                "cents": 1_200_000,
                "recurrence": "structural",
                "evidence": "Eén uitkering minder, volgens de normbedragen van 2026",
            }
        ],
        "term": "incidental",
        "plan_after": "Vanaf het tweede jaar betaalt de verkoop van groente de begeleiding",
        "decide_by": "2026-04-01T12:00:00+02:00",
    }


class Rearrange(CommandBody):
    """All asks and other money as they shall be from now on. An ask left out is dropped."""

    name: ClassVar[str] = "rearrange"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "its applicant"
    requires: ClassVar[str] = (
        "The application is open and `decide_by` still to come; an ask keeps its funder; costs still add up; "
        "something changes."
    )
    leads_to: ClassVar[str] = (
        "`asks-rearranged`; lowest change in cents first, per changed or new ask `pool-asked` or `zuil-asked` with "
        "revision + 1; a dropped ask is revision + 1 of 0 cents; may complete the grant: `application-granted`"
    )
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-application",
        "not-yours",
        "closed",
        "too-late",
        "nothing-changed",
        "funder-fixed",
        "costs-do-not-add-up",
        "subsidy-too-high",
        "goal-missing",
        "too-many-asks",
        "ask-twice",
        "funder-invalid",
        "amount-too-large",
        "instrument-not-offered",
    )
    application: Id
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    other_money: tuple[OtherMoney, ...]

    example_by: ClassVar[str] = "de-moestuin"
    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "asks": [
            _ASKS[0],
            {**_ASKS[1], "lines": [{"goal": "werk", "cents": 400_000}]},
            {
                "ask": "grond",
                "funder": "zuil:woonstede",
                "lines": [{"goal": "leefbaarheid", "cents": 100_000}],
                "instrument": "grant",
            },
        ],
        "other_money": _OTHER_MONEY,
    }


class AnswerAsk(CommandBody):
    """A zuil's binding yes, or its no with a reason. Only the exact ask, revision and amount counts."""

    name: ClassVar[str] = "answer-ask"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "the addressed zuil"
    requires: ClassVar[str] = (
        "The application is open and `decide_by` still to come; ask, revision and cents are exactly those asked; a "
        "decline says why, and follows no hold."
    )
    leads_to: ClassVar[str] = (
        "`zuil-ask-held` or `zuil-ask-declined`; a hold may complete the grant: `application-granted`"
    )
    refuses: ClassVar[tuple[str, ...]] = (
        "unknown-ask",
        "not-yours",
        "stale-answer",
        "closed",
        "too-late",
        "hold-is-binding",
        "already-answered",
        "reason-missing",
    )
    ask: AskId
    revision: Annotated[int, Field(gt=0)]
    cents: Cents
    answer: Answer
    reason: Text | None = None

    example_by: ClassVar[str] = "participatie"
    example: ClassVar[Mapping[str, Any]] = {
        "ask": "moestuin-2026:begeleiding",
        "revision": 1,
        "cents": 500_000,
        "answer": "decline",
        "reason": "De begeleiding past, het bedrag niet: vraag ons vierduizend euro",
    }


class WithdrawApplication(CommandBody):
    """The applicant gives up; every funder is free again."""

    name: ClassVar[str] = "withdraw-application"
    roles: ClassVar[frozenset[str]] = ANY_ROLE
    sender: ClassVar[str] = "its applicant"
    requires: ClassVar[str] = "The application is open."
    leads_to: ClassVar[str] = "`application-failed`"
    refuses: ClassVar[tuple[str, ...]] = ("unknown-application", "not-yours", "closed")
    application: Id
    reason: Text

    example_by: ClassVar[str] = "de-moestuin"
    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "reason": "De grond is aan een ander verhuurd",
    }


Command: TypeAlias = SubmitApplication | Rearrange | AnswerAsk | WithdrawApplication
COMMANDS: tuple[type[Command], ...] = (SubmitApplication, Rearrange, AnswerAsk, WithdrawApplication)

# Parts of what is said


class _SaidPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class SaidLine(_SaidPart):
    goal: str
    cents: int


class SaidGrantedAsk(_SaidPart):
    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[SaidLine, ...]
    instrument: Instrument


class SaidFailedAsk(_SaidPart):
    ask: str
    revision: int
    funder: str


# Said


class _Asked(SaidBody):
    application: str
    ask: str
    revision: int
    funder: str
    cents: int
    lines: tuple[SaidLine, ...]
    instrument: Instrument
    applicant: str
    purpose: str
    neighbourhood: str
    decide_by: datetime


class PoolAsked(_Asked):
    """A pool is asked; a higher revision supersedes. 0 cents and no lines: the ask is dropped."""

    kind: ClassVar[str] = "pool-asked"

    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "funder": "pool:moestuin",
        "cents": 450_000,
        "lines": [{"goal": "ontmoeten", "cents": 300_000}, {"goal": "groen", "cents": 150_000}],
        "instrument": "grant",
        "applicant": "de-moestuin",
        "purpose": "Een moestuin waar de buurt elkaar treft en iemand uit de bijstand aan het werk gaat",
        "neighbourhood": "Spoorbuurt",
        "decide_by": "2026-04-01T10:00:00Z",
    }


class ZuilAsked(_Asked):
    """The same, told to an outside funder only."""

    kind: ClassVar[str] = "zuil-asked"

    example: ClassVar[Mapping[str, Any]] = {
        **PoolAsked.example,
        "ask": "moestuin-2026:begeleiding",
        "funder": "zuil:participatie",
        "cents": 500_000,
        "lines": [{"goal": "werk", "cents": 500_000}],
    }


class ZuilAskHeld(SaidBody):
    """A zuil's binding yes, waiting for the others."""

    kind: ClassVar[str] = "zuil-ask-held"
    application: str
    ask: str
    revision: int
    funder: str
    cents: int

    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "revision": 2,
        "funder": "zuil:participatie",
        "cents": 400_000,
    }


class ZuilAskDeclined(SaidBody):
    """A zuil's no, and why. The application stays open: the zuil may think again, the applicant rearrange."""

    kind: ClassVar[str] = "zuil-ask-declined"
    application: str
    ask: str
    revision: int
    funder: str
    cents: int
    reason: str

    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "revision": 1,
        "funder": "zuil:participatie",
        "cents": 500_000,
        "reason": "De begeleiding past, het bedrag niet: vraag ons vierduizend euro",
    }


class AnswerStale(SaidBody):
    """A pool answered what is not, or no longer, asked: its answer has no effect."""

    kind: ClassVar[str] = "answer-stale"
    ask: str
    revision: int
    cents: int
    funder: str
    answer: Answer

    unsaid: ClassVar[Mapping[str, Any]] = {"application": "moestuin-2026"}
    example: ClassVar[Mapping[str, Any]] = {
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "cents": 450_000,
        "funder": "pool:moestuin",
        "answer": "hold",
    }


class ApplicationGranted(SaidBody):
    """The commit point: every funder named here is bound to exactly this revision, and to no other."""

    kind: ClassVar[str] = "application-granted"
    application: str
    applicant: str
    asks: tuple[SaidGrantedAsk, ...]

    example: ClassVar[Mapping[str, Any]] = {
        "application": "moestuin-2026",
        "applicant": "de-moestuin",
        "asks": [
            {
                "ask": "moestuin-2026:kas",
                "revision": 1,
                "funder": "pool:moestuin",
                "cents": 450_000,
                "lines": [{"goal": "ontmoeten", "cents": 300_000}, {"goal": "groen", "cents": 150_000}],
                "instrument": "grant",
            },
            {
                "ask": "moestuin-2026:begeleiding",
                "revision": 2,
                "funder": "zuil:participatie",
                "cents": 400_000,
                "lines": [{"goal": "werk", "cents": 400_000}],
                "instrument": "grant",
            },
            {
                "ask": "moestuin-2026:grond",
                "revision": 1,
                "funder": "zuil:woonstede",
                "cents": 100_000,
                "lines": [{"goal": "leefbaarheid", "cents": 100_000}],
                "instrument": "grant",
            },
        ],
    }


class ApplicationFailed(SaidBody):
    """Every funder is free again. `reason`: `decide-by-passed`, or why the applicant withdrew, in its words."""

    kind: ClassVar[str] = "application-failed"
    application: str
    applicant: str
    reason: str
    asks: tuple[SaidFailedAsk, ...]

    example: ClassVar[Mapping[str, Any]] = {
        "application": "repaircafe-2026",
        "applicant": "repaircafe",
        "reason": "decide-by-passed",
        "asks": [{"ask": "repaircafe-2026:werkplaats", "revision": 1, "funder": "pool:moestuin"}],
    }


SAID: tuple[type[SaidBody], ...] = (
    PoolAsked,
    ZuilAsked,
    ZuilAskHeld,
    ZuilAskDeclined,
    AnswerStale,
    ApplicationGranted,
    ApplicationFailed,
)

TIMERS: Mapping[str, str] = {
    "decide_by": "`application-failed`, reason `decide-by-passed`",
}
"""What time alone decides: by the field that names the instant, the facts."""

# Heard


class ReservationHeld(HeardBody):
    """pool: this revision is held, a binding yes."""

    leads_to: ClassVar[str] = (
        "exact match of ask, revision and cents while open: `pool-ask-held`; then, when every ask is held, "
        "`application-granted`. Anything else: `answer-stale`"
    )
    pool: str
    ask: str
    revision: int
    cents: int


class ReservationDeclined(HeardBody):
    """pool: no, and why."""

    leads_to: ClassVar[str] = (
        "exact match of ask, revision and cents while open: `pool-ask-declined`. Anything else: `answer-stale`"
    )
    pool: str
    ask: str
    revision: int
    cents: int
    reason: str


class ReservationReleased(HeardBody):
    """pool: nothing is held any more for this revision."""

    leads_to: ClassVar[str] = "of a dropped ask: `pool-ask-released`; otherwise nothing: it follows from our own words"
    pool: str
    ask: str
    revision: int


Heard: TypeAlias = ReservationHeld | ReservationDeclined | ReservationReleased
HEARS: dict[tuple[str, str], type[HeardBody]] = {
    ("pool", "reservation-held"): ReservationHeld,
    ("pool", "reservation-declined"): ReservationDeclined,
    ("pool", "reservation-released"): ReservationReleased,
}
