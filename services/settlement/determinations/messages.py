"""What is said and heard of reports and determinations."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from services.settlement.corrections.facts import CorrectionGround
from services.settlement.determinations import facts
from shared.parties import ANY_ROLE
from shared.wire import AskId, Cents, CentsOrZero, CommandBody, CommandPart, Id, PublishedMessage, Text, Withheld


class CostMade(CommandPart, row=facts.CostMade):
    what: Text
    cents: Cents


class ResultReached(CommandPart, row=facts.ResultReached):
    indicator: Text
    unit: Text
    reached: Text


class SubmitReport(CommandBody):
    """The recipient accounts for what it did with all the money, in one report for all funders."""

    name = "submit-report"
    roles = ANY_ROLE
    sender = "the recipient: who applied"
    requires = "The application was granted, and a grant of it is not determined yet. The last report counts."
    leads_to = "`report-submitted`"
    refuses = ("unknown-application", "not-yours", "is-loan", "already-determined", "too-many-reports")
    application: Id
    costs: Annotated[tuple[CostMade, ...], Field(min_length=1, max_length=200)]
    other_cents: CentsOrZero = 0
    results: Annotated[tuple[ResultReached, ...], Field(max_length=200)] = ()
    hours: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    words: Text

    example_by = "de-moestuin"
    example = {
        "application": "moestuin-2026",
        "costs": [{"what": "Kas", "cents": 430_000}, {"what": "Begeleiding", "cents": 390_000}],
        "other_cents": 50_000,
        "results": [{"indicator": "Mensen aan het werk", "unit": "mensen", "reached": "1"}],
        "hours": 620,
        "words": "De kas staat, en wordt door dertig bewoners gebruikt.",
    }


class DetermineGrant(CommandBody):
    """What the funder owes in the end of one ask. What was paid beyond it is claimed back."""

    name = "determine-grant"
    roles = ANY_ROLE
    sender = "the payer: the zuil, or the budget holder of the pool (its second approver, where it received the grant)"
    requires = (
        "Something of the grant was paid, and its recipient reported, or it is determined `ex_officio` (4:47 Awb). No "
        "more than was granted and has not come back, and after the first time than was paid; less than was granted on "
        "a ground of 4:46 Awb. Less than was determined before on one of 4:49 Awb, within five years; more than that "
        "is `reconsidered`, before anything came on its claims."
    )
    leads_to = (
        "`grant-determined`; `order-withdrawn` of each advance that is not paid; `claim-made` of what was paid beyond "
        "it; `payment-ordered` of what was not paid of it; of claims that it replaces `loan-undone`"
    )
    refuses = (
        "unknown-ask",
        "not-yours",
        "own-interest",
        "is-loan",
        "not-paid",
        "report-missing",
        "more-than-granted",
        "ground-unfit",
        "nothing-to-change",
        "too-late",
        "too-many-determinations",
        "order-open",
        "reverse-first",
    )
    ask: AskId
    cents: CentsOrZero
    ground: facts.Ground | None = None
    reason: Text
    ex_officio: bool = False
    instalments: Annotated[int, Field(gt=0, le=120)] = 1
    months_between: Annotated[int, Field(gt=0, le=12)] = 1

    example_by = "welzijn"
    example = {
        "ask": "moestuin-2026:kas",
        "cents": 380_000,
        "ground": "costs-lower",
        "reason": "De kas kostte minder dan begroot.",
        "ex_officio": False,
        "instalments": 7,
        "months_between": 1,
    }


class CorrectDetermination(CommandBody):
    """It was entered by mistake: nothing is determined of this ask any more, and nothing claimed."""

    name = "correct-determination"
    roles = ANY_ROLE
    sender = "the payer"
    requires = "The ask is determined, and nothing was repaid or written off of what is claimed because of it."
    leads_to = (
        "`determination-corrected`, `loan-undone` per claim; where the rest is not paid `order-withdrawn` of it, and "
        "`payment-ordered` of each advance that was withdrawn"
    )
    refuses = ("unknown-ask", "not-yours", "own-interest", "is-loan", "not-paid", "not-determined", "reverse-first")
    ask: AskId
    ground: CorrectionGround

    example_by = "welzijn"
    example = {"ask": "moestuin-2026:kas", "ground": "wrong-amount"}


class ReportSubmitted(PublishedMessage, of=facts.ReportSubmitted):
    """What was done with the money, and what each funder's part comes to by it. The words are for those concerned."""

    words: Withheld

    example = {
        "application": "moestuin-2026",
        "applicant": "de-moestuin",
        "report": 1,
        "costs": [{"what": "Kas", "cents": 430_000}, {"what": "Begeleiding", "cents": 390_000}],
        "other_cents": 50_000,
        "results": [{"indicator": "Mensen aan het werk", "unit": "mensen", "reached": "1"}],
        "hours": 620,
        "words": "withheld",
        "parts": [
            {"ask": "moestuin-2026:kas", "cents": 407_647},
            {"ask": "moestuin-2026:begeleiding", "cents": 362_353},
        ],
        "submitted_on": "2027-01-11",
        "determine_by": "2027-03-08",
    }


_OF_ASK: Mapping[str, Any] = {
    "application": "moestuin-2026",
    "ask": "moestuin-2026:kas",
    "funder": "pool:moestuin",
    "recipient": "de-moestuin",
}


class GrantDetermined(PublishedMessage, of=facts.GrantDetermined, withholds=["postings"]):
    """What this funder owes in the end. The reason in words is for those concerned."""

    reason: Withheld

    example = {
        **_OF_ASK,
        "order": "moestuin-2026:kas:1",
        "determination": 1,
        "granted_cents": 450_000,
        "kept_cents": 450_000,
        "was_cents": None,
        "cents": 380_000,
        "ground": "costs-lower",
        "reason": "withheld",
        "report": 1,
        "determined_on": "2027-02-01",
        "determined_by": "welzijn",
    }


class DeterminationCorrected(PublishedMessage, of=facts.DeterminationCorrected, withholds=["postings"]):
    """A determination was entered by mistake: nothing is determined of this ask any more."""

    example = {
        **_OF_ASK,
        "determination": 1,
        "was_cents": 380_000,
        "ground": "wrong-amount",
        "of_year": 2027,
    }
