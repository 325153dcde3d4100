"""What is said and heard of applications: submitted, rearranged, withdrawn, granted or failed."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from services.applications.applications import facts
from services.applications.asks import facts as ask_facts
from services.applications.asks.facts import Instrument
from services.applications.asks.messages import Advance, Funder, Line, LoanTerms, PaidAdvance, TermsOfLoan
from shared.parties import ANY_ROLE
from shared.wire import Cents, CommandBody, CommandPart, Id, Instant, PartySlug, PublishedMessage, Text


class TakesOver(CommandPart, row=ask_facts.TakesOver):
    """So many units of a task of the pool, which move to the applicant together with the money, or not at all."""

    task: Id
    units: Annotated[int, Field(gt=0, le=1_000_000)]


class Ask(CommandPart):
    """What one funder is asked; `ask` is unique within the application."""

    ask: Id
    funder: Funder
    lines: tuple[Line, ...]
    instrument: Instrument
    loan: LoanTerms | None = None
    """Of a loan."""
    takes_over: TakesOver | None = None
    advances: tuple[Advance, ...] = ()
    """In which parts it is paid; none: all of it at once."""


class Result(CommandPart, row=facts.Result):
    indicator: Text
    unit: Text
    target: Text
    goal: Id


class Cost(CommandPart, row=facts.Cost):
    what: Text
    cents: Cents


class OtherMoney(CommandPart, row=facts.OtherMoney):
    source: Text
    kind: Literal["own", "crowdfunding", "endowment-fund", "assignment", "in-kind"]
    cents: Cents


class Hours(CommandPart, row=facts.Hours):
    who: Text
    hours: Annotated[int, Field(gt=0)]


class Goods(CommandPart, row=facts.Goods):
    who: Text
    what: Text
    estimated_cents: Cents


class ExpectedSaving(CommandPart, row=facts.ExpectedSaving):
    benefit_holder: PartySlug
    cents: Cents
    recurrence: Literal["structural", "once"]
    evidence: Text


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
    """One form to several funders at once; costs equal what is asked plus other money. Hours and goods are no money."""

    name = "submit-application"
    roles = frozenset({"initiative"})
    sender = "initiative"
    requires = (
        "No application has this id; costs equal what is asked plus other money; every ask names its goals; the "
        "asks that are public money stay under the subsidy ceiling; none is to the applicant itself; a task is taken "
        "over from a pool only; nothing in kind counts as other money; `decide_by` is still to come, and not "
        "too far ahead (13 weeks, unless configured); incidental money has a plan for after."
    )
    leads_to = "`application-submitted`; per ask `pool-asked` or `zuil-asked`, revision 1"
    refuses = (
        "exists",
        "costs-do-not-add-up",
        "subsidy-too-high",
        "goal-missing",
        "plan-after-missing",
        "decide-by-past",
        "decide-by-too-far",
        "too-many-asks",
        "ask-twice",
        "funder-invalid",
        "amount-too-large",
        "own-interest",
        "instrument-not-offered",
        "loan-terms-missing",
        "loan-terms-needless",
        "loan-terms-invalid",
        "advances-needless",
        "advances-invalid",
        "no-task-of-a-zuil",
        "no-task-by-loan",
        "goods-are-no-money",
    )
    application: Id
    purpose: Text
    neighbourhood: Text
    results: Annotated[tuple[Result, ...], Field(min_length=1)]
    costs: Annotated[tuple[Cost, ...], Field(min_length=1)]
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    other_money: tuple[OtherMoney, ...] = ()
    hours: tuple[Hours, ...] = ()
    expected_savings: tuple[ExpectedSaving, ...] = ()
    term: Literal["structural", "incidental"]
    plan_after: Text | None = None
    replaces: Text | None = None
    decide_by: Instant
    goods: tuple[Goods, ...] = ()

    example_by = "de-moestuin"
    example = {
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
        "replaces": "Het groenonderhoud van de Spoorbuurt door de gemeente",
        "decide_by": "2026-04-01T12:00:00+02:00",
        "goods": [{"who": "Kwekerij Van Dam", "what": "Vijftig fruitstruiken", "estimated_cents": 60_000}],
    }


class Rearrange(CommandBody):
    """All asks and other money as they shall be from now on. What is left out is dropped, an ask or other money."""

    name = "rearrange"
    roles = ANY_ROLE
    sender = "its applicant"
    requires = (
        "The application is open and `decide_by` still to come; an ask keeps its funder; costs still add up; a task is "
        "taken over from a pool only; something changes."
    )
    leads_to = (
        "`asks-rearranged`; lowest change in cents first, per changed or new ask `pool-asked` or `zuil-asked` with "
        "revision + 1; a dropped ask is revision + 1 of 0 cents; may complete the grant: `application-granted`"
    )
    refuses = (
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
        "own-interest",
        "instrument-not-offered",
        "loan-terms-missing",
        "loan-terms-needless",
        "loan-terms-invalid",
        "advances-needless",
        "advances-invalid",
        "no-task-of-a-zuil",
        "no-task-by-loan",
        "goods-are-no-money",
    )
    application: Id
    asks: Annotated[tuple[Ask, ...], Field(min_length=1)]
    other_money: tuple[OtherMoney, ...] = ()

    example_by = "de-moestuin"
    example = {
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


class WithdrawApplication(CommandBody):
    """The applicant gives up; every funder is free again. Its words go to the zuilen that it asked, not to all."""

    name = "withdraw-application"
    roles = ANY_ROLE
    sender = "its applicant"
    requires = "The application is open."
    leads_to = "`application-failed`; per zuil that was asked, and for the applicant itself, `failure-explained`"
    refuses = ("unknown-application", "not-yours", "closed")
    application: Id
    reason: Text

    example_by = "de-moestuin"
    example = {
        "application": "moestuin-2026",
        "reason": "De grond is aan een ander verhuurd",
    }


class EndApplication(CommandBody):
    """The executive ends it by a reasoned decision, told to the applicant only. All are free again."""

    name = "end-application"
    roles = frozenset({"executive"})
    sender = "executive"
    requires = "The application is open."
    leads_to = "`application-failed`, `failure-explained`"
    refuses = ("unknown-application", "closed")
    application: Id
    reason: Text

    example_by = "gemeente"
    example = {
        "application": "moestuin-2026",
        "reason": "De stichting is op 2 maart failliet verklaard; tegen dit besluit staat bezwaar open",
    }


class GrantedLoan(PublishedMessage):
    """On which terms a granted ask is lent. A part of a message, not one by itself."""

    ask: str
    terms: TermsOfLoan


class GrantedAdvances(PublishedMessage):
    """In which parts a granted ask is paid. A part of a message, not one by itself."""

    ask: str
    advances: tuple[PaidAdvance, ...]


class ApplicationGranted(PublishedMessage, of=facts.ApplicationGranted, withholds=["postings"]):
    """The commit point: every funder named here is bound to exactly this revision, and to no other."""

    loans: tuple[GrantedLoan, ...]
    advances: tuple[GrantedAdvances, ...]

    example = {
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


def _public_code(reason: str) -> str:
    return reason if reason in facts.FAILURE_CODES else "withdrawn"


class ApplicationFailed(PublishedMessage, of=facts.ApplicationFailed, withholds=["postings"]):
    """Every funder is free again. Why somebody ended it, in words, goes to those concerned only."""

    reason: Annotated[facts.FailureCode, BeforeValidator(_public_code)]

    example = {
        "application": "repaircafe-2026",
        "applicant": "repaircafe",
        "reason": "decide-by-passed",
        "asks": [{"ask": "repaircafe-2026:werkplaats", "revision": 1, "funder": "pool:moestuin"}],
    }


class FailureExplained(PublishedMessage, of=facts.FailureExplained):
    """Why `by` ended the application, in its words: to the zuilen and the applicant, or to the applicant only."""

    example = {
        "application": "moestuin-2026",
        "party": "participatie",
        "by": "de-moestuin",
        "reason": WithdrawApplication.example["reason"],
    }
