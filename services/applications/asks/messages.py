"""What is said and heard of asks: put to their funder, and answered."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from services.applications.asks import facts
from services.applications.asks.facts import Answer, Ground
from shared.parties import ANY_ROLE
from shared.wire import (
    SLUG,
    AskId,
    Cents,
    CommandBody,
    CommandPart,
    ConsumedMessage,
    Id,
    PublishedMessage,
    Rate,
    Text,
    Withheld,
    known_party,
)


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


class Line(CommandPart, row=facts.Line):
    goal: Id
    cents: Cents


class LoanTerms(CommandPart, row=facts.LoanTerms):
    """How a loan is repaid. The first of the instalments falls due `months_between` months after the payment.

    `annual_rate` is a share of the principal a year, in quotes: "0.025" for 2.5 %. An annuity has equal instalments of
    interest and principal; linear has equal parts of the principal; a bullet repays all of it with the last one. Of the
    first `interest_only` instalments only interest is paid.
    """

    repayment: facts.Repayment
    annual_rate: Rate
    day_count: facts.DayCount
    months_between: Literal[1, 3, 6, 12]
    instalments: Annotated[int, Field(gt=0, le=600)]
    interest_only: Annotated[int, Field(ge=0, le=599)] = 0


class Advance(CommandPart, row=facts.Advance):
    """What is paid of a grant before it is determined, in whole per cents of it; the rest follows the determination.

    Without `due_on` and `milestone` it is due six weeks after the grant (4:87 Awb); with `due_on` on that day, if it is
    still to come then; with `milestone` once the funder finds that this is reached.
    """

    percent: Annotated[int, Field(gt=0, le=100)]
    due_on: date | None = None
    milestone: Text | None = None


class AnswerAsk(CommandBody):
    """A zuil's binding yes, or its no with ground and reason. Only the exact ask, revision and amount counts."""

    name = "answer-ask"
    roles = ANY_ROLE
    sender = "the addressed zuil"
    requires = (
        "The application is open and `decide_by` still to come; ask, revision and cents are exactly those asked; a "
        "decline has a ground and a reason, and follows no hold; nobody holds what it asks itself."
    )
    leads_to = (
        "`zuil-ask-held`, or `zuil-ask-declined` and `zuil-decline-explained`; a hold may complete the grant: "
        "`application-granted`"
    )
    refuses = (
        "unknown-ask",
        "not-yours",
        "stale-answer",
        "closed",
        "too-late",
        "hold-is-binding",
        "already-answered",
        "own-interest",
        "reason-missing",
        "ground-missing",
    )
    ask: AskId
    revision: Annotated[int, Field(gt=0)]
    cents: Cents
    answer: Answer
    ground: Ground | None = None
    reason: Text | None = None

    example_by = "participatie"
    example = {
        "ask": "moestuin-2026:begeleiding",
        "revision": 1,
        "cents": 500_000,
        "answer": "decline",
        "ground": "no-money",
        "reason": "De begeleiding past, het bedrag niet: vraag ons vierduizend euro",
    }


class TermsOfLoan(PublishedMessage):
    """How a loan is repaid, as it was asked. A part of a message, not one by itself."""

    repayment: facts.Repayment
    annual_rate: Decimal
    day_count: facts.DayCount
    months_between: int
    instalments: int
    interest_only: int


class PaidAdvance(PublishedMessage):
    """A part in which a grant is paid. A part of a message, not one by itself."""

    percent: int
    due_on: date | None
    milestone: str | None


class PoolAsked(PublishedMessage, of=facts.PoolAsked, withholds=["postings"]):
    """A pool is asked; a higher revision supersedes. 0 cents and no lines: the ask is dropped."""

    loan: TermsOfLoan | None
    advances: tuple[PaidAdvance, ...]

    example = {
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


class ZuilAsked(PublishedMessage, of=facts.ZuilAsked, withholds=["postings"]):
    """The same, told to an outside funder only."""

    loan: TermsOfLoan | None
    advances: tuple[PaidAdvance, ...]

    example = {
        **PoolAsked.example,
        "ask": "moestuin-2026:begeleiding",
        "funder": "zuil:participatie",
        "cents": 500_000,
        "lines": [{"goal": "werk", "cents": 500_000}],
    }


class ZuilAskHeld(PublishedMessage, of=facts.ZuilAskHeld, withholds=["postings"]):
    """A zuil's binding yes, waiting for the others."""

    example = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "revision": 2,
        "funder": "zuil:participatie",
        "cents": 400_000,
    }


class ZuilAskDeclined(PublishedMessage, of=facts.ZuilAskDeclined, withholds=["postings"]):
    """A zuil's no, and its ground; its words go to the applicant. The zuil may think again, the applicant rearrange."""

    reason: Withheld

    example = {
        "application": "moestuin-2026",
        "ask": "moestuin-2026:begeleiding",
        "revision": 1,
        "funder": "zuil:participatie",
        "cents": 500_000,
        "reason": "withheld",
        "ground": "no-money",
    }


class ZuilDeclineExplained(PublishedMessage, of=facts.ZuilDeclineExplained):
    """The words of a zuil that declined, for the applicant only."""

    example = {
        **{name: ZuilAskDeclined.example[name] for name in ("application", "ask", "revision", "funder", "cents")},
        "applicant": "de-moestuin",
        "ground": "no-money",
        "reason": AnswerAsk.example["reason"],
    }


class AnswerStale(
    PublishedMessage,
    of=facts.AnswerStale,
    withholds=["application"],
    order=["ask", "revision", "cents", "funder", "answer"],
):
    """A pool answered what is not, or no longer, asked: its answer has no effect."""

    unsaid = {"application": "moestuin-2026"}
    example = {
        "ask": "moestuin-2026:kas",
        "revision": 1,
        "cents": 450_000,
        "funder": "pool:moestuin",
        "answer": "hold",
    }


class ReservationHeld(ConsumedMessage):
    """pool: this revision is held, a binding yes."""

    leads_to = (
        "exact match of ask, revision and cents while open: `pool-ask-held`; then, when every ask is held, "
        "`application-granted`. Anything else: `answer-stale`"
    )
    pool: str
    ask: str
    revision: int
    cents: int


class ReservationDeclined(ConsumedMessage):
    """pool: no, and on which ground. Its words go to the applicant, not to us."""

    leads_to = "exact match of ask, revision and cents while open: `pool-ask-declined`. Anything else: `answer-stale`"
    pool: str
    ask: str
    revision: int
    cents: int
    reason: str
    ground: Ground | None = None


class ReservationReleased(ConsumedMessage):
    """pool: nothing is held any more for this revision."""

    leads_to = "of a dropped ask: `pool-ask-released`; otherwise nothing: it follows from our own words"
    pool: str
    ask: str
    revision: int
