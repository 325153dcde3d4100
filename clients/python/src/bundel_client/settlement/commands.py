"""Settlement: what a party may ask it to do. Written by the platform's `make contract`."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, TypeAlias

from bundel_client.forms import Command, Fields


class ConfirmPayment(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The ordered amount was paid, in full.

    Sender: the payer.

    Precondition: The order is open, and pays no grant to the sender; exactly the ordered amount was paid, between
    the day of the order and today, both days inclusive (Europe/Amsterdam).

    Refused with `unknown-order`, `not-yours`, `own-interest`, `other-amount`, `date-in-future`, `date-too-early`,
    `already-confirmed`, `order-closed`, `year-closed`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "confirm-payment"

    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""
    paid_on: date
    """The day it was paid."""


class ReportPaymentFailed(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The payment did not arrive; another order takes its place.

    Sender: the payer.

    Precondition: The order is open.

    Refused with `unknown-order`, `not-yours`, `already-confirmed`, `order-closed`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "report-payment-failed"

    order: str
    """The payment order's id."""
    reason: str
    """Why, in words for the other party."""


class ReportReturned(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The bank sent a confirmed payment back, in full; another order takes its place.

    Sender: the payer.

    Precondition: The order is a confirmed payment of which nothing came back by refunds or repayments, and whose
    ask is not determined; it came back between the day of the payment and today, both days inclusive
    (Europe/Amsterdam).

    Refused with `unknown-order`, `not-yours`, `not-paid`, `date-in-future`, `date-too-early`, `reverse-first`,
    `year-closed`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "report-returned"

    order: str
    """The payment order's id."""
    returned_on: date
    """The day it was back on the bank account."""


class RecordRefund(Command, frozen=True, kw_only=True, omit_defaults=True):
    """Principal, interest or both came back to the payer.

    Sender: the payer.

    Precondition: The order is a confirmed payment of an ask that is no loan and not determined yet, and at least
    this much of it has not come back; principal or interest may be 0, not both.

    Refused with `unknown-order`, `not-yours`, `not-paid`, `is-loan`, `is-determined`, `more-than-paid`, `amount-
    zero`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "record-refund"

    order: str
    """The payment order's id."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""


class ReportMilestone(Command, frozen=True, kw_only=True, omit_defaults=True):
    """What an advance awaits is reached: the recipient says so, and by what one sees it.

    Sender: the recipient: who applied.

    Precondition: The advance awaits something, was not released, and no report of it awaits the funder's word.

    Refused with `unknown-ask`, `unknown-advance`, `is-determined`, `already-released`, `not-yours`, `already-
    reported`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "report-milestone"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""
    words: str
    """What the recipient tells of it, for who funds it; null where the asking party may not read it."""


class DeclineMilestone(Command, frozen=True, kw_only=True, omit_defaults=True):
    """It is not reached yet, with a reason for the recipient, who may report it again.

    Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the
    grant).

    Precondition: A report of it awaits the funder's word.

    Refused with `unknown-ask`, `unknown-advance`, `is-determined`, `already-released`, `not-committed`, `not-
    yours`, `own-interest`, `not-reported`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "decline-milestone"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""
    reason: str
    """Why, in words for the other party."""


class ReleaseAdvance(Command, frozen=True, kw_only=True, omit_defaults=True):
    """What an advance awaits is reached: it is to be paid, reported or not.

    Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the
    grant).

    Precondition: The advance awaits something, and was not released; the money is committed, and not ordered yet.

    Refused with `unknown-ask`, `unknown-advance`, `is-determined`, `already-released`, `not-committed`, `not-
    yours`, `own-interest`, `more-than-granted`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "release-advance"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""


ChangeGrantGround: TypeAlias = Literal[
    "activities-not-done",
    "obligations-not-met",
    "wrong-information",
    "grant-was-wrong",
    "money-not-made-available",
    "circumstances-changed",
    "at-request",
    "reconsidered",
]


class ChangeGrant(Command, frozen=True, kw_only=True, omit_defaults=True):
    """Less is granted than before, nothing any more, or more again, before it is determined what it comes to.

    Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the
    grant).

    Precondition: The money is committed, and the ask no loan and not determined. Another amount than is granted
    now: no less than was paid, no more than was granted at first; less on a ground of 4:48 or 4:50 Awb or `at-
    request` of its recipient, more because it is `reconsidered`. What is not paid falls away from the end: first
    what no advance is for, then the last advance.

    Refused with `unknown-ask`, `is-loan`, `not-committed`, `not-yours`, `own-interest`, `is-determined`, `too-
    many-changes`, `nothing-to-change`, `more-than-granted`, `below-paid`, `ground-unfit`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "change-grant"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """What is granted from now on, in whole euro cents; 0: nothing any more."""
    ground: ChangeGrantGround
    """Why less is granted than before, or more."""
    reason: str
    """Why, in words for the other party."""


RecordRepaymentTowards: TypeAlias = Literal[
    "instalments",
    "principal",
]


class RecordRepayment(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The borrower paid: interest that is due, principal that is due, then instalments to come, or principal.

    Sender: the lender: who paid the loan out or made the claim, or its successor.

    Precondition: The order paid out a loan, or is a claim, of which at least this much is owed; it came between
    the day on which that began and today, both days inclusive (Europe/Amsterdam). What is more than is due is
    kept for the instalments to come, or towards `principal` lowers them from that day on.

    Refused with `unknown-loan`, `not-yours`, `own-interest`, `date-in-future`, `date-too-early`, `more-than-
    owed`, `too-many-repayments`, `year-closed`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "record-repayment"

    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""
    received_on: date
    """The day it arrived on the bank account."""
    towards: RecordRepaymentTowards = "instalments"
    """What is more than due: kept for `instalments` to come, or towards `principal` at once."""


CorrectRepaymentGround: TypeAlias = Literal[
    "wrong-amount",
    "wrong-party",
    "wrong-date",
    "entered-twice",
    "did-not-happen",
]


class CorrectRepayment(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The right amount of a repayment that was recorded; 0 if nothing came. What followed from it is counted anew.

    Sender: the lender.

    Precondition: The loan has such a repayment, which stands at another amount; with all else it is at most what
    is owed.

    Refused with `unknown-loan`, `not-yours`, `own-interest`, `unknown-repayment`, `nothing-to-correct`, `more-
    than-owed`, `awaits-approval`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "correct-repayment"

    order: str
    """The payment order's id."""
    repayment: int
    """The number of a repayment of the loan, from 1."""
    cents: int
    """The amount, in whole euro cents."""
    ground: CorrectRepaymentGround
    """Why it has to be corrected."""


WriteOffLoanGround: TypeAlias = Literal[
    "insolvent",
    "uncollectable",
    "agreed",
    "other",
]


class WriteOffLoan(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The lender expects so much of a loan no more. The reason is for the borrower and who decides.

    Sender: the lender.

    Precondition: So much of its principal is owed, and so much interest is due, or falls due as nothing is left
    outstanding; one of them may be 0, not both. Principal that is due comes first.

    Refused with `unknown-loan`, `not-yours`, `own-interest`, `amount-zero`, `more-than-owed`, `awaits-approval`,
    or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "write-off-loan"

    order: str
    """The payment order's id."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    ground: WriteOffLoanGround
    """Why it is not expected back."""
    reason: str
    """Why, in words for the borrower."""


ChangeLoanTermsRepayment: TypeAlias = Literal[
    "annuity",
    "linear",
    "bullet",
]


ChangeLoanTermsGround: TypeAlias = Literal[
    "insolvent",
    "uncollectable",
    "agreed",
    "other",
]


class ChangeLoanTerms(Command, frozen=True, kw_only=True, omit_defaults=True):
    """What is left of a loan or a claim is owed on other terms from today on. The reason is for the borrower.

    Sender: the lender.

    Precondition: Principal of it is owed. What was due and not paid is due by the new terms; interest that is due
    stays so. The first instalment is after today, at most ten years ahead. `repayment` and `annual_rate` stay as
    they are where they are left out. A claim bears no interest.

    Refused with `unknown-loan`, `not-yours`, `own-interest`, `loan-terms-invalid`, `date-too-early`, `date-too-
    far`, `nothing-owed`, `too-many-repayments`, `awaits-approval`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "change-loan-terms"

    order: str
    """The payment order's id."""
    repayment: ChangeLoanTermsRepayment | None = None
    """The number of a repayment of the loan, from 1."""
    annual_rate: Decimal | None = None
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    months_between: int = 1
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int = 0
    """So many of the first instalments repay nothing."""
    first_due_on: date
    """The day on which the first instalment is due."""
    ground: ChangeLoanTermsGround
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs."""
    reason: str
    """Why, in words for the other party."""


OtherTermsRepayment: TypeAlias = Literal[
    "annuity",
    "linear",
    "bullet",
]


OtherTermsDayCount: TypeAlias = Literal[
    "30E/360",
    "act/365F",
    "act/act-ISDA",
]


class OtherTerms(Fields, frozen=True, kw_only=True, omit_defaults=True):
    """On which terms it is owed from then on."""

    repayment: OtherTermsRepayment
    """The number of a repayment of the loan, from 1."""
    annual_rate: Decimal
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    day_count: OtherTermsDayCount
    """How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`."""
    months_between: int
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int
    """So many of the first instalments repay nothing."""
    first_due_on: date
    """The day on which the first instalment is due."""


class ApproveLoanChange(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The second yes: to a write-off of these amounts, to this right amount (`principal_cents`) of a repayment, or
    to other terms for so much principal.

    Sender: second approver of the pool.

    Precondition: A change of this loan to these amounts awaits the approval of another than who asked for it;
    what the change itself requires holds still.

    Refused with `unknown-loan`, `nothing-to-approve`, `same-approver`, `own-interest`, `not-yours`, `superseded`,
    `more-than-owed`, `loan-terms-invalid`, `date-too-early`, `date-too-far`, `nothing-owed`, `too-many-
    repayments`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "approve-loan-change"

    order: str
    """The payment order's id."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int = 0
    """Interest that came back; may be 0."""
    terms: OtherTerms | None = None
    """What is consented to."""


class CostMade(Fields, frozen=True, kw_only=True, omit_defaults=True):
    what: str
    """What it is spent on, or what is given."""
    cents: int
    """The amount, in whole euro cents."""


class ResultReached(Fields, frozen=True, kw_only=True, omit_defaults=True):
    indicator: str
    """What is measured."""
    unit: str
    """The unit in which it is measured."""
    reached: str
    """What was reached, as it was counted."""


class SubmitReport(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The recipient accounts for what it did with all the money, in one report for all funders.

    Sender: the recipient: who applied.

    Precondition: The application was granted, and a grant of it is not determined yet. The last report counts.

    Refused with `unknown-application`, `not-yours`, `is-loan`, `already-determined`, `too-many-reports`, or as
    any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "submit-report"

    application: str
    """The application's id."""
    costs: Sequence[CostMade]
    """What it cost, by what it was spent on."""
    other_cents: int = 0
    """What others than the funders paid of the costs, in whole euro cents."""
    results: Sequence[ResultReached] = ()
    """What was reached."""
    hours: int = 0
    """Unpaid work that was done; counts as no money."""
    words: str
    """What the recipient tells of it, for who funds it; null where the asking party may not read it."""


DetermineGrantGround: TypeAlias = Literal[
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


class DetermineGrant(Command, frozen=True, kw_only=True, omit_defaults=True):
    """What the funder owes in the end of one ask. What was paid beyond it is claimed back.

    Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it received the
    grant).

    Precondition: Something of the grant was paid, and its recipient reported, or it is determined `ex_officio`
    (4:47 Awb). No more than was granted and has not come back, and after the first time than was paid; less than
    was granted on a ground of 4:46 Awb. Less than was determined before on one of 4:49 Awb, within five years;
    more than that is `reconsidered`, before anything came on its claims.

    Refused with `unknown-ask`, `not-yours`, `own-interest`, `is-loan`, `not-paid`, `report-missing`, `more-than-
    granted`, `ground-unfit`, `nothing-to-change`, `too-late`, `too-many-determinations`, `order-open`, `reverse-
    first`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "determine-grant"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """What the funder owes in the end, in whole euro cents."""
    ground: DetermineGrantGround | None = None
    """Why less is determined than was granted or determined before, or more; null: what was granted."""
    reason: str
    """Why, in words for the other party."""
    ex_officio: bool = False
    """Whether the funder determines of its own accord, without a report (4:47 Awb)."""
    instalments: int = 1
    """In how many instalments what was paid too much is due."""
    months_between: int = 1
    """Months from one instalment to the next."""


CorrectDeterminationGround: TypeAlias = Literal[
    "wrong-amount",
    "wrong-party",
    "wrong-date",
    "entered-twice",
    "did-not-happen",
]


class CorrectDetermination(Command, frozen=True, kw_only=True, omit_defaults=True):
    """It was entered by mistake: nothing is determined of this ask any more, and nothing claimed.

    Sender: the payer.

    Precondition: The ask is determined, and nothing was repaid or written off of what is claimed because of it.

    Refused with `unknown-ask`, `not-yours`, `own-interest`, `is-loan`, `not-paid`, `not-determined`, `reverse-
    first`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "correct-determination"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    ground: CorrectDeterminationGround
    """Why it has to be corrected."""


class WithdrawReturn(Command, frozen=True, kw_only=True, omit_defaults=True):
    """Do not pay this return: something of it never came. The pool returns what is right by another order.

    Sender: the payer.

    Precondition: The order is open, and gives a contribution back. First correct the receipt that was wrong, for
    what is right is ordered again at once.

    Refused with `unknown-order`, `not-yours`, `already-confirmed`, `order-closed`, `no-return`, or as any
    command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "withdraw-return"

    order: str
    """The payment order's id."""


CorrectConfirmationGround: TypeAlias = Literal[
    "wrong-amount",
    "wrong-party",
    "wrong-date",
    "entered-twice",
    "did-not-happen",
]


class CorrectConfirmation(Command, frozen=True, kw_only=True, omit_defaults=True):
    """A confirmation was a mistake: the order is open again, and may be confirmed as it was really paid.

    Sender: the payer.

    Precondition: The order is a confirmed payment; every refund or repayment of it is corrected to nothing,
    nothing is determined of its ask, and no saving was verified on it. What the bank sent back is reported by
    `report-returned`.

    Refused with `unknown-order`, `not-yours`, `not-paid`, `reverse-first`, `own-interest`, `awaits-approval`, or
    as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "correct-confirmation"

    order: str
    """The payment order's id."""
    ground: CorrectConfirmationGround
    """Why it has to be corrected."""


CorrectRefundGround: TypeAlias = Literal[
    "wrong-amount",
    "wrong-party",
    "wrong-date",
    "entered-twice",
    "did-not-happen",
]


class CorrectRefund(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The right amounts of a refund that was recorded; 0 and 0 if nothing came back.

    Sender: the payer.

    Precondition: The order is a confirmed payment of an ask with such a refund, which stands at other amounts;
    with all else that came back it is at most what was paid. Nothing is determined of the ask.

    Refused with `unknown-order`, `not-yours`, `not-paid`, `unknown-refund`, `nothing-to-correct`, `more-than-
    paid`, `reverse-first`, `own-interest`, `awaits-approval`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "correct-refund"

    order: str
    """The payment order's id."""
    refund: int
    """Its number among the refunds of the order, from 1."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    ground: CorrectRefundGround
    """Why it has to be corrected."""


class ApprovePaymentCorrection(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The second yes to the correction of a refund, or without `refund` of a confirmation; `0` and `0` then.

    Sender: second approver of the pool.

    Precondition: This correction to these amounts awaits the approval of another than who asked for it; what the
    correction itself requires holds still.

    Refused with `unknown-order`, `not-paid`, `nothing-to-approve`, `same-approver`, `own-interest`, `not-yours`,
    `superseded`, `reverse-first`, `unknown-refund`, `nothing-to-correct`, `more-than-paid`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "approve-payment-correction"

    order: str
    """The payment order's id."""
    refund: int | None = None
    """Its number among the refunds of the order, from 1."""
    principal_cents: int = 0
    """Principal that came back; may be 0."""
    interest_cents: int = 0
    """Interest that came back; may be 0."""


CorrectVerificationGround: TypeAlias = Literal[
    "wrong-amount",
    "wrong-party",
    "wrong-date",
    "entered-twice",
    "did-not-happen",
]


class CorrectVerification(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The right amount of a saving that was verified; 0 if there was none, whose days may be claimed anew.

    Sender: the verifier of the claim, role verifier.

    Precondition: Something is verified of the claim, and another amount; at most what was claimed is verified.
    The verifier has not become interested, or an auditor, since.

    Refused with `unknown-claim`, `not-yours`, `not-verified`, `verifier-not-independent`, `own-interest`, `more-
    than-claimed`, `nothing-to-correct`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "correct-verification"

    claim: str
    """The claim's id."""
    cents: int
    """The amount, in whole euro cents."""
    ground: CorrectVerificationGround
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs."""


class RecipientNamed(Fields, frozen=True, kw_only=True, omit_defaults=True):
    """The supported budget: a contribution in a pool. A part of a command, not one by itself."""

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""


class ProposeEarnBack(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The investor, who pays the ask, proposes where part of the saving goes.

    Sender: payer of the ask: the investor.

    Precondition: The ask was granted, and is no loan; the benefit holder pays as a zuil; the recipient is a
    contribution that was pledged to a pool, received or not; the shares together are more than 0 and at most 1;
    the term ends no earlier than it begins, and returning to the investor begins within it.

    Refused with `exists`, `not-granted`, `not-yours`, `is-loan`, `recipient-unknown`, `funder-invalid`, `period-
    invalid`, `shares-invalid`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "propose-earn-back"

    earn_back: str
    """The earn-back's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    recipient: RecipientNamed
    """The supported budget: a contribution in a pool."""
    move_share: Decimal
    """The share of the verified saving that moves to the recipient."""
    move_cap_cents: int
    """At most this much moves to the recipient, over the whole term."""
    return_share: Decimal
    """The share of the verified saving that returns to the investor."""
    return_cap_cents: int | None = None
    """At most this much returns to the investor, over the whole term."""
    return_from: date
    """Periods that start on or after this day count for the return."""
    term_from: date
    """First day of the term."""
    term_to: date
    """Last day of the term, inclusive."""
    gated_return: bool = False
    """Whether the return to the investor waits until the verified saving is more than the investment."""


class ConsentToEarnBack(Command, frozen=True, kw_only=True, omit_defaults=True):
    """Consent to exactly the terms with this hash.

    Sender: benefit holder, recipient's budget holder.

    Precondition: The sender's consent is awaited, and the hash is that of the proposed terms.

    Refused with `unknown-earn-back`, `not-yours`, `terms-differ`, `already-consented`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "consent-to-earn-back"

    earn_back: str
    """The earn-back's id."""
    terms_hash: str
    """SHA-256 of the terms as said: JSON, keys sorted, no spaces."""


class ClaimSaving(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The benefit holder spent less than the baseline on a subject, in a period.

    Sender: benefit holder.

    Precondition: The earn-back is agreed; the period lies within its term and its last day is before today; what
    was measured is below the baseline; no claim of the same holder and subject covers part of the period; the
    verifier is no auditor, and neither claims, pays nor receives.

    Refused with `unknown-earn-back`, `not-agreed`, `not-yours`, `exists`, `no-saving`, `period-invalid`,
    `outside-term`, `period-not-ended`, `saving-counted-twice`, `verifier-not-independent`, `own-interest`, or as
    any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "claim-saving"

    earn_back: str
    """The earn-back's id."""
    claim: str
    """The claim's id."""
    subject: str
    """What or whom the saving is on; counted once per benefit holder, subject and period."""
    period_from: date
    """First day of the period."""
    period_to: date
    """Last day of the period, inclusive."""
    baseline_cents: int
    """What the subject would have cost in the period, by agreement."""
    measured_cents: int
    """What the subject did cost in the period."""
    evidence: str
    """Where the figures come from."""
    verifier: str
    """The independent party that is to judge the saving."""


class VerifySaving(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The named verifier confirms the saving, or a smaller one.

    Sender: the named verifier, role verifier.

    Precondition: The claim awaits judgement; its period has ended; the verifier has not become interested, or an
    auditor, since; the ask's payment was confirmed; at most what was claimed is verified.

    Refused with `unknown-claim`, `not-yours`, `already-judged`, `verifier-not-independent`, `own-interest`,
    `period-not-ended`, `more-than-claimed`, `investment-not-paid`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "verify-saving"

    claim: str
    """The claim's id."""
    cents: int
    """The amount, in whole euro cents."""


class RejectSaving(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The named verifier finds no such saving; the period may be claimed again.

    Sender: the named verifier, role verifier.

    Precondition: The claim awaits judgement.

    Refused with `unknown-claim`, `not-yours`, `already-judged`, or as any command.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "reject-saving"

    claim: str
    """The claim's id."""
    reason: str
    """Why, in words for the other party."""
