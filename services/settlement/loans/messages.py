"""What is said and heard of loans."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, cast

from pydantic import Field

from services.settlement.agreements.messages import TermsOfLoan
from services.settlement.loans import facts
from services.settlement.orders.messages import OrderId
from shared.parties import ANY_ROLE
from shared.wire import Cents, CentsOrZero, CommandBody, CommandPart, PublishedMessage, Rate, Text, Withheld

RepaymentNumber = Annotated[int, Field(ge=0, le=1_000_000)]
"""The repayments of a loan are numbered from 1, in the order in which they were recorded."""

_FOUR_EYES = "for a pool above its four-eyes threshold `loan-change-awaits-approval`"


class RecordRepayment(CommandBody):
    """The borrower paid: interest that is due, principal that is due, then instalments to come, or principal."""

    name = "record-repayment"
    roles = ANY_ROLE
    sender = "the lender: who paid the loan out or made the claim, or its successor"
    requires = (
        "The order paid out a loan, or is a claim, of which at least this much is owed; it came between the day on "
        "which that began and today, both days inclusive (Europe/Amsterdam). What is more than is due is kept for the "
        "instalments to come, or towards `principal` lowers them from that day on."
    )
    leads_to = "`repayment-received`"
    refuses = (
        "unknown-loan",
        "not-yours",
        "own-interest",
        "date-in-future",
        "date-too-early",
        "more-than-owed",
        "too-many-repayments",
        "year-closed",
    )
    books_on = "received_on"
    order: OrderId
    cents: Cents
    received_on: date
    towards: facts.Towards = "instalments"

    example_by = "welzijn"
    example = {
        "order": "buurthuis-2026:verbouwing:1",
        "cents": 51_563,
        "received_on": "2026-06-20",
        "towards": "instalments",
    }


class CorrectRepayment(CommandBody):
    """The right amount of a repayment that was recorded; 0 if nothing came. What followed from it is counted anew."""

    name = "correct-repayment"
    roles = ANY_ROLE
    sender = "the lender"
    requires = (
        "The loan has such a repayment, which stands at another amount; with all else it is at most what is owed."
    )
    leads_to = f"`repayment-corrected`; {_FOUR_EYES}"
    refuses = (
        "unknown-loan",
        "not-yours",
        "own-interest",
        "unknown-repayment",
        "nothing-to-correct",
        "more-than-owed",
        "awaits-approval",
    )
    order: OrderId
    repayment: RepaymentNumber
    cents: CentsOrZero
    ground: facts.CorrectionGround

    example_by = "welzijn"
    example = {"order": "buurthuis-2026:verbouwing:1", "repayment": 1, "cents": 51_653, "ground": "wrong-amount"}


class WriteOffLoan(CommandBody):
    """The lender expects so much of a loan no more. The reason is for the borrower and who decides."""

    name = "write-off-loan"
    roles = ANY_ROLE
    sender = "the lender"
    requires = (
        "So much of its principal is owed, and so much interest is due, or falls due as nothing is left outstanding; "
        "one of them may be 0, not both. Principal that is due comes first."
    )
    leads_to = f"`loan-written-off`; {_FOUR_EYES}"
    refuses = ("unknown-loan", "not-yours", "own-interest", "amount-zero", "more-than-owed", "awaits-approval")
    order: OrderId
    principal_cents: CentsOrZero
    interest_cents: CentsOrZero
    ground: facts.WriteOffGround
    reason: Text

    example_by = "welzijn"
    example = {
        "order": "buurthuis-2026:verbouwing:1",
        "principal_cents": 950_000,
        "interest_cents": 0,
        "ground": "insolvent",
        "reason": "De stichting is failliet; de curator verwacht geen uitkering.",
    }


class ChangeLoanTerms(CommandBody):
    """What is left of a loan or a claim is owed on other terms from today on. The reason is for the borrower."""

    name = "change-loan-terms"
    roles = ANY_ROLE
    sender = "the lender"
    requires = (
        "Principal of it is owed. What was due and not paid is due by the new terms; interest that is due stays so. "
        "The first instalment is after today, at most ten years ahead. `repayment` and `annual_rate` stay as they are "
        "where they are left out. A claim bears no interest."
    )
    leads_to = f"`loan-terms-changed`; {_FOUR_EYES}"
    refuses = (
        "unknown-loan",
        "not-yours",
        "own-interest",
        "loan-terms-invalid",
        "date-too-early",
        "date-too-far",
        "nothing-owed",
        "too-many-repayments",
        "awaits-approval",
    )
    order: OrderId
    repayment: facts.Repayment | None = None
    annual_rate: Rate | None = None
    months_between: Annotated[int, Field(gt=0, le=12)] = 1
    instalments: Annotated[int, Field(gt=0, le=600)]
    interest_only: Annotated[int, Field(ge=0, le=599)] = 0
    first_due_on: date
    ground: facts.WriteOffGround
    reason: Text

    example_by = "welzijn"
    example = {
        "order": "buurthuis-2026:verbouwing:1",
        "repayment": "annuity",
        "annual_rate": "0.02",
        "months_between": 3,
        "instalments": 40,
        "interest_only": 4,
        "first_due_on": "2027-03-20",
        "ground": "agreed",
        "reason": "De zaal is een jaar dicht geweest; afgesproken op 14 december.",
    }


_CHANGED: Mapping[str, Any] = {
    "repayment": "annuity",
    "annual_rate": "0.02",
    "day_count": "30E/360",
    "months_between": 3,
    "instalments": 40,
    "interest_only": 4,
    "first_due_on": "2027-03-20",
}


class OtherTerms(CommandPart, row=facts.LoanTerms):
    """On which terms it is owed from then on."""

    repayment: facts.Repayment
    annual_rate: Rate
    day_count: facts.DayCount
    months_between: int
    instalments: int
    interest_only: int
    first_due_on: date


class ApproveLoanChange(CommandBody):
    """The second yes: to a write-off of these amounts, to this right amount (`principal_cents`) of a repayment, or to
    other terms for so much principal.
    """

    name = "approve-loan-change"
    roles = ANY_ROLE
    sender = "second approver of the pool"
    requires = (
        "A change of this loan to these amounts awaits the approval of another than who asked for it; what the change "
        "itself requires holds still."
    )
    leads_to = "`loan-written-off`, `repayment-corrected` or `loan-terms-changed`"
    refuses = (
        "unknown-loan",
        "nothing-to-approve",
        "same-approver",
        "own-interest",
        "not-yours",
        "superseded",
        "more-than-owed",
        "loan-terms-invalid",
        "date-too-early",
        "date-too-far",
        "nothing-owed",
        "too-many-repayments",
    )
    order: OrderId
    principal_cents: CentsOrZero
    interest_cents: CentsOrZero = 0
    terms: OtherTerms | None = None

    example_by = "gemeente"
    example = {
        "order": "buurthuis-2026:verbouwing:1",
        "principal_cents": 950_000,
        "interest_cents": 0,
        "terms": _CHANGED,
    }


_LOAN: Mapping[str, Any] = {
    "order": "buurthuis-2026:verbouwing:1",
    "ask": "buurthuis-2026:verbouwing",
    "funder": "pool:moestuin",
    "borrower": "buurthuis",
}


TERMS: Mapping[str, Any] = {
    "repayment": "linear",
    "annual_rate": "0.025",
    "day_count": "30E/360",
    "months_between": 3,
    "instalments": 20,
    "interest_only": 0,
}


class LoanPaidOut(PublishedMessage, of=facts.LoanPaidOut, withholds=["position", "postings"]):
    """The loan was paid: from this day it bears interest, and falls due on these terms."""

    terms: TermsOfLoan

    example = {
        **_LOAN,
        "next_due_on": "2026-06-20",
        "cents": 1_000_000,
        "paid_on": "2026-03-20",
        "terms": TERMS,
    }


class TermsOfClaim(PublishedMessage):
    """By which instalments a claim is due. A part of a message, not one by itself."""

    instalments: int
    months_between: int
    first_due_on: date


class ClaimMade(PublishedMessage, of=facts.ClaimMade, withholds=["position", "postings"]):
    """More was paid than was determined: so much is owed back, and is moved by the messages of a loan."""

    terms: TermsOfClaim

    example = {
        "order": "moestuin-2026:kas:claim-1",
        "ask": "moestuin-2026:kas",
        "funder": "pool:moestuin",
        "borrower": "de-moestuin",
        "next_due_on": "2027-03-15",
        "determination": 1,
        "cents": 70_000,
        "claimed_on": "2027-02-01",
        "terms": {"instalments": 7, "months_between": 1, "first_due_on": "2027-03-15"},
    }


class InstalmentDue(PublishedMessage, of=facts.InstalmentDue, withholds=["position", "postings"]):
    """What falls due on this day, and how much of it is paid already by what came in advance."""

    example = {
        **_LOAN,
        "next_due_on": "2026-09-20",
        "number": 1,
        "due_on": "2026-06-20",
        "principal_cents": 50_000,
        "interest_cents": 6_250,
        "paid_principal_cents": 0,
        "paid_interest_cents": 0,
    }


class RepaymentReceived(PublishedMessage, of=facts.RepaymentReceived, withholds=["position", "postings"]):
    """The borrower paid; by how much principal and interest that is paid has changed. What is kept is neither yet."""

    example = {
        **_LOAN,
        "next_due_on": "2026-09-20",
        "repayment": 1,
        "cents": 51_563,
        "received_on": "2026-06-20",
        "towards": "instalments",
        "paid_principal_cents": 45_313,
        "paid_interest_cents": 6_250,
    }


class RepaymentCorrected(PublishedMessage, of=facts.RepaymentCorrected, withholds=["position", "postings"]):
    """More or less came than was recorded; by how much principal and interest that is paid has changed."""

    example = {
        **_LOAN,
        "next_due_on": "2026-09-20",
        "repayment": 1,
        "was_cents": 51_563,
        "cents": 51_653,
        "ground": "wrong-amount",
        "of_year": 2026,
        "paid_principal_cents": 90,
        "paid_interest_cents": 0,
    }


class LoanWrittenOff(PublishedMessage, of=facts.LoanWrittenOff, withholds=["position", "postings"]):
    """So much of the loan is expected no more: a loss of who lent it. The words are for the borrower."""

    reason: Withheld

    example = {
        **_LOAN,
        "next_due_on": None,
        "principal_cents": 950_000,
        "interest_cents": 0,
        "ground": "insolvent",
        "reason": "withheld",
        "decided_on": "2027-02-01",
        "decided_by": "welzijn",
        "approved_by": "gemeente",
        "paid_principal_cents": 4_687,
        "paid_interest_cents": 5_938,
    }


class ChangedTerms(TermsOfLoan):
    """On which terms it is owed from then on. A part of a message, not one by itself."""

    first_due_on: date


class LoanTermsChanged(PublishedMessage, of=facts.LoanTermsChanged, withholds=["position", "postings"]):
    """What is left is owed on other terms. The words are for the borrower."""

    terms: ChangedTerms
    reason: Withheld

    example = {
        **_LOAN,
        "next_due_on": "2027-03-20",
        "principal_cents": 950_000,
        "terms": _CHANGED,
        "ground": "agreed",
        "reason": "withheld",
        "decided_on": "2026-12-14",
        "decided_by": "welzijn",
        "paid_principal_cents": 0,
        "paid_interest_cents": 0,
        "approved_by": "gemeente",
    }


class LoanUndone(PublishedMessage, of=facts.LoanUndone, withholds=["postings"]):
    """The payment of a loan is none any more, or what a claim rested on is determined otherwise: nothing is owed."""

    example = {**_LOAN, "because": "returned"}


class LoanChangeAwaitsApproval(PublishedMessage, of=facts.LoanChangeAwaitsApproval):
    """A write-off, the correction of a repayment, or other terms await your yes. A new approver is told what waits."""

    terms: ChangedTerms | None

    example = {
        **_LOAN,
        "change": "write-off",
        "repayment": None,
        "principal_cents": 950_000,
        "interest_cents": 0,
        "ground": "insolvent",
        "reason": cast("str", WriteOffLoan.example["reason"]),
        "requested_by": "welzijn",
        "approver": "gemeente",
    }
