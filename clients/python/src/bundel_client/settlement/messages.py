"""Settlement: what it tells. Written by the platform's `make contract`."""

from datetime import date
from typing import ClassVar

from bundel_client.forms import Body, Fields


class TermsOfLoan(Fields, frozen=True, kw_only=True):
    """On which terms a loan is repaid. A part of a message, not one by itself."""

    repayment: str
    """The number of a repayment of the loan, from 1. Today `annuity`, `linear`, `bullet`; more may come."""
    annual_rate: str
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    day_count: str
    """How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. Today `30E/360`, `act/365F`, `act/act-
    ISDA`; more may come.
    """
    months_between: int
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int
    """So many of the first instalments repay nothing."""


class Advance(Fields, frozen=True, kw_only=True):
    """A part in which a grant is paid. A part of a message, not one by itself."""

    percent: int
    """How much of the grant, in whole per cents."""
    due_on: date | None
    """Pay by this day (4:87 Awb: within six weeks)."""
    milestone: str | None
    """What has to be reached before it is paid, in words; null: nothing has to."""


class AgreementMade(Body, frozen=True, kw_only=True):
    """What a grant binds one funder to, to the recipient: the applicant."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "agreement-made"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The applicant, who is paid; a party's slug."""
    cents: int
    """The amount, in whole euro cents."""
    instrument: str
    """How it is given. Only `grant` is offered for now."""
    loan: TermsOfLoan | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    advances: tuple[Advance, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""


class PaymentOrdered(Body, frozen=True, kw_only=True):
    """The payer is to pay this, to this account, by this day."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "payment-ordered"

    order: str
    """The payment order's id."""
    purpose: str
    """What the order pays: a granted ask, part of a saving, or a contribution that goes back. Today `grant`,
    `saving-to-recipient`, `saving-to-investor`, `contribution-return`; more may come.
    """
    ask: str | None
    """What one funder is asked: `<application>:<id>`."""
    earn_back: str | None
    """The earn-back's id."""
    payer: str
    """The party that pays."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""
    due_on: date
    """Pay by this day (4:87 Awb: within six weeks)."""
    contribution: str | None = None
    """Of the pool that pays, the contribution that goes back; null: the order pays something else."""
    advance: int | None = None
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""


class OrderReassigned(Body, frozen=True, kw_only=True):
    """An open order now has another payer: the new budget holder."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "order-reassigned"

    order: str
    """The payment order's id."""
    purpose: str
    """What the order pays: a granted ask, part of a saving, or a contribution that goes back. Today `grant`,
    `saving-to-recipient`, `saving-to-investor`, `contribution-return`; more may come.
    """
    ask: str | None
    """What one funder is asked: `<application>:<id>`."""
    earn_back: str | None
    """The earn-back's id."""
    payer: str
    """The party that pays."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""
    due_on: date
    """Pay by this day (4:87 Awb: within six weeks)."""
    contribution: str | None = None
    """Of the pool that pays, the contribution that goes back; null: the order pays something else."""
    advance: int | None = None
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""


class PaymentConfirmed(Body, frozen=True, kw_only=True):
    """The payer paid an order, in full."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "payment-confirmed"

    order: str
    """The payment order's id."""
    purpose: str
    """What was paid: a granted ask, part of a saving, or a contribution that goes back. Today `grant`, `saving-to-
    recipient`, `saving-to-investor`, `contribution-return`; more may come.
    """
    ask: str | None
    """What one funder is asked: `<application>:<id>`."""
    earn_back: str | None
    """The earn-back's id."""
    application: str | None
    """The application's id."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payer: str
    """The party that pays."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""
    paid_on: date
    """The day it was paid."""
    contribution: str | None = None
    """The contribution's id, within its pool."""


class PaymentFailed(Body, frozen=True, kw_only=True):
    """The payment did not arrive; the order is closed, and another takes its place."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "payment-failed"

    order: str
    """The payment order's id."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payer: str
    """The party that pays."""
    cents: int
    """The amount, in whole euro cents."""
    reason: str
    """Why, in words for the other party."""


class PaymentReturned(Body, frozen=True, kw_only=True):
    """The bank sent the payment of an order back, in full; the order is closed, and another takes its place."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "payment-returned"

    order: str
    """The payment order's id."""
    purpose: str
    """What was paid: a granted ask, part of a saving, or a contribution that goes back. Today `grant`, `saving-to-
    recipient`, `saving-to-investor`, `contribution-return`; more may come.
    """
    ask: str | None
    """What one funder is asked: `<application>:<id>`."""
    earn_back: str | None
    """The earn-back's id."""
    application: str | None
    """The application's id."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payer: str
    """The party that pays."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""
    returned_on: date
    """The day it was back on the bank account."""
    contribution: str | None = None
    """The contribution's id, within its pool."""


class RefundConfirmed(Body, frozen=True, kw_only=True):
    """Principal, interest or both came back to the payer, on what was paid on this order."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "refund-confirmed"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    refund: int | None = None
    """Its number among the refunds of the order, from 1."""


class MilestoneReported(Body, frozen=True, kw_only=True):
    """What an advance awaits is reached, says its recipient. The words are for those concerned."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "milestone-reported"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""
    milestone: str
    """What has to be reached before it is paid, in words; null: nothing has to."""
    words: str
    """What the recipient tells of it, for who funds it; null where the asking party may not read it. Today
    `withheld`; more may come.
    """
    reported_on: date
    """The day on which it was reported."""


class MilestoneDeclined(Body, frozen=True, kw_only=True):
    """It is not reached yet, says its funder. The reason is for those concerned."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "milestone-declined"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""
    milestone: str
    """What has to be reached before it is paid, in words; null: nothing has to."""
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    declined_by: str
    """Who found that it is not reached yet."""


class AdvanceReleased(Body, frozen=True, kw_only=True):
    """It is reached, says its funder: the advance is to be paid."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "advance-released"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""
    milestone: str
    """What has to be reached before it is paid, in words; null: nothing has to."""
    cents: int
    """The amount, in whole euro cents."""
    released_by: str
    """Who found that it is reached."""
    released_on: date
    """The day on which that was found."""


class GrantChanged(Body, frozen=True, kw_only=True):
    """What this funder grants from now on, and what each advance comes to. The reason is for those concerned."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "grant-changed"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    change: int
    """Its number among the changes of the ask, from 1."""
    was_cents: int
    """What was granted before this change, in whole euro cents."""
    cents: int
    """What is granted from now on, in whole euro cents; 0: nothing any more."""
    advances: tuple[int, ...]
    """What each advance comes to from now on, in whole euro cents; one that is paid, what was paid."""
    ground: str
    """Why less is granted than before, or more. Today `activities-not-done`, `obligations-not-met`, `wrong-
    information`, `grant-was-wrong`, `money-not-made-available`, `circumstances-changed`, `at-request`,
    `reconsidered`; more may come.
    """
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    changed_on: date
    """The day of the change."""
    changed_by: str
    """Who changed it; a party's slug."""


class LoanPaidOut(Body, frozen=True, kw_only=True):
    """The loan was paid: from this day it bears interest, and falls due on these terms."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "loan-paid-out"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    cents: int
    """The amount, in whole euro cents."""
    paid_on: date
    """The day it was paid."""
    terms: TermsOfLoan
    """What is consented to."""


class TermsOfClaim(Fields, frozen=True, kw_only=True):
    """By which instalments a claim is due. A part of a message, not one by itself."""

    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    months_between: int
    """Months from one instalment to the next."""
    first_due_on: date
    """The day on which the first instalment is due."""


class ClaimMade(Body, frozen=True, kw_only=True):
    """More was paid than was determined: so much is owed back, and is moved by the messages of a loan."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "claim-made"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    determination: int
    """The number of the determination among those of the ask, from 1."""
    cents: int
    """The amount, in whole euro cents."""
    claimed_on: date
    """The day on which it was claimed."""
    terms: TermsOfClaim
    """What is consented to."""


class InstalmentDue(Body, frozen=True, kw_only=True):
    """What falls due on this day, and how much of it is paid already by what came in advance."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "instalment-due"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    number: int
    """Its number among the returns of the contribution, from 1."""
    due_on: date
    """Pay by this day (4:87 Awb: within six weeks)."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    paid_principal_cents: int
    """By how much principal that is repaid has changed."""
    paid_interest_cents: int
    """By how much interest that is paid has changed."""


class RepaymentReceived(Body, frozen=True, kw_only=True):
    """The borrower paid; by how much principal and interest that is paid has changed. What is kept is neither yet."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "repayment-received"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    repayment: int
    """The number of a repayment of the loan, from 1."""
    cents: int
    """The amount, in whole euro cents."""
    received_on: date
    """The day it arrived on the bank account."""
    towards: str
    """What is more than due: kept for `instalments` to come, or towards `principal` at once. Today `instalments`,
    `principal`; more may come.
    """
    paid_principal_cents: int
    """By how much principal that is repaid has changed."""
    paid_interest_cents: int
    """By how much interest that is paid has changed."""


class RepaymentCorrected(Body, frozen=True, kw_only=True):
    """More or less came than was recorded; by how much principal and interest that is paid has changed."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "repayment-corrected"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    repayment: int
    """The number of a repayment of the loan, from 1."""
    was_cents: int
    """What was entered, or corrected last, in whole euro cents."""
    cents: int
    """The amount, in whole euro cents."""
    ground: str
    """Why it had to be corrected. Today `wrong-amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-
    happen`; more may come.
    """
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    paid_principal_cents: int
    """By how much principal that is repaid has changed."""
    paid_interest_cents: int
    """By how much interest that is paid has changed."""
    approved_by: str | None = None
    """The second party that agreed; null: it was up to the threshold."""


class LoanWrittenOff(Body, frozen=True, kw_only=True):
    """So much of the loan is expected no more: a loss of who lent it. The words are for the borrower."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "loan-written-off"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    ground: str
    """Why it is not expected back. Today `insolvent`, `uncollectable`, `agreed`, `other`; more may come."""
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    decided_on: date
    """The day of the decision."""
    decided_by: str
    """Who decided it first."""
    approved_by: str | None = None
    """The second party that agreed; null: it was up to the threshold."""
    paid_principal_cents: int = 0
    """By how much principal that is repaid has changed."""
    paid_interest_cents: int = 0
    """By how much interest that is paid has changed."""


class ChangedTerms(Fields, frozen=True, kw_only=True):
    """On which terms it is owed from then on. A part of a message, not one by itself."""

    repayment: str
    """The number of a repayment of the loan, from 1. Today `annuity`, `linear`, `bullet`; more may come."""
    annual_rate: str
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    day_count: str
    """How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. Today `30E/360`, `act/365F`, `act/act-
    ISDA`; more may come.
    """
    months_between: int
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int
    """So many of the first instalments repay nothing."""
    first_due_on: date
    """The day on which the first instalment is due."""


class LoanTermsChanged(Body, frozen=True, kw_only=True):
    """What is left is owed on other terms. The words are for the borrower."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "loan-terms-changed"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    principal_cents: int
    """Principal that came back; may be 0."""
    terms: ChangedTerms
    """What is consented to."""
    ground: str
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today
    `insolvent`, `uncollectable`, `agreed`, `other`; more may come.
    """
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    decided_on: date
    """The day of the decision."""
    decided_by: str
    """Who decided it first."""
    paid_principal_cents: int
    """By how much principal that is repaid has changed."""
    paid_interest_cents: int
    """By how much interest that is paid has changed."""
    approved_by: str | None = None
    """The second party that agreed; null: it was up to the threshold."""


class LoanUndone(Body, frozen=True, kw_only=True):
    """The payment of a loan is none any more, or what a claim rested on is determined otherwise: nothing is owed."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "loan-undone"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    because: str
    """Why it is undone: the bank returned the payment, or its confirmation was corrected. Today `returned`,
    `corrected`; more may come.
    """


class LoanChangeAwaitsApproval(Body, frozen=True, kw_only=True):
    """A write-off, the correction of a repayment, or other terms await your yes. A new approver is told what waits."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "loan-change-awaits-approval"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    change: str
    """What is to be changed: a `write-off`, or the `correction` of a repayment. Today `write-off`, `correction`,
    `terms`; more may come.
    """
    repayment: int | None
    """Which repayment is corrected; null: it is a write-off."""
    principal_cents: int
    """What is written off of the principal; of a correction, the right amount."""
    interest_cents: int
    """Interest that came back; may be 0."""
    ground: str
    """Why. Today `insolvent`, `uncollectable`, `agreed`, `other`, `wrong-amount`, `wrong-party`, `wrong-date`,
    `entered-twice`, `did-not-happen`; more may come.
    """
    reason: str
    """Why, in words, of a write-off."""
    requested_by: str
    """The party that asked for it, and gave the first yes."""
    approver: str
    """The party that is to give the second yes."""
    terms: ChangedTerms | None = None
    """What is consented to."""


class CostMade(Fields, frozen=True, kw_only=True):
    what: str
    """What it is spent on, or what is given."""
    cents: int
    """The amount, in whole euro cents."""


class ResultReached(Fields, frozen=True, kw_only=True):
    """What has changed, as it was counted: `reached` in `unit`."""

    indicator: str
    """What is measured."""
    unit: str
    """The unit in which it is measured."""
    reached: str
    """What was reached, as it was counted."""


class ReportedPart(Fields, frozen=True, kw_only=True):
    """What one funder's part comes to, by what the report says of costs and other money."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """The amount, in whole euro cents."""


class ReportSubmitted(Body, frozen=True, kw_only=True):
    """What was done with the money, and what each funder's part comes to by it. The words are for those concerned."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "report-submitted"

    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    report: int
    """The number of the report among those of the application, from 1; null: it rests on none."""
    costs: tuple[CostMade, ...]
    """What it cost, by what it was spent on."""
    other_cents: int
    """What others than the funders paid of the costs, in whole euro cents."""
    results: tuple[ResultReached, ...]
    """What was reached."""
    hours: int
    """Unpaid work that was done; counts as no money."""
    words: str
    """What the recipient tells of it, for who funds it; null where the asking party may not read it. Today
    `withheld`; more may come.
    """
    parts: tuple[ReportedPart, ...]
    """What each funder's part comes to: what the costs leave, in proportion to what each granted."""
    submitted_on: date
    """The day of the report."""
    determine_by: date
    """When each funder is to have determined its part."""


class GrantDetermined(Body, frozen=True, kw_only=True):
    """What this funder owes in the end. The reason in words is for those concerned."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "grant-determined"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    order: str
    """The payment order's id."""
    determination: int
    """The number of the determination among those of the ask, from 1."""
    granted_cents: int
    """What was granted, in whole euro cents."""
    kept_cents: int
    """What was paid, less the principal that came back before, in whole euro cents."""
    was_cents: int | None
    """What was determined before, in whole euro cents; null: nothing."""
    cents: int
    """What the funder owes in the end, in whole euro cents."""
    ground: str | None
    """Why less is determined than was granted or determined before, or more; null: what was granted. Today
    `activities-not-done`, `obligations-not-met`, `wrong-information`, `grant-was-wrong`, `costs-lower`, `new-
    facts`, `determination-was-wrong`, `obligations-not-met-afterwards`, `reconsidered`; more may come.
    """
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    report: int | None
    """The number of the report among those of the application, from 1; null: it rests on none."""
    determined_on: date
    """The day of the determination."""
    determined_by: str
    """Who determined it; a party's slug."""
    rest_cents: int = 0
    """What is still to be paid of what is determined."""
    released_cents: int = 0
    """Of what was granted, what neither was paid nor will be: the funder is free of it."""


class DeterminationCorrected(Body, frozen=True, kw_only=True):
    """A determination was entered by mistake: nothing is determined of this ask any more."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "determination-corrected"

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    determination: int
    """The number of the determination among those of the ask, from 1."""
    was_cents: int
    """What was determined, in whole euro cents."""
    ground: str
    """Why it had to be corrected. Today `wrong-amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-
    happen`; more may come.
    """
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    released_cents: int = 0
    """Of what was granted, what neither was paid nor will be: the funder is free of it."""


class ReturnWithdrawn(Body, frozen=True, kw_only=True):
    """Nothing is to be paid on this order any more; its money is the pool's again, for this contribution."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "return-withdrawn"

    order: str
    """The payment order's id."""
    contribution: str
    """The contribution's id, within its pool."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payer: str
    """The party that pays."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""


class PaymentCorrectionAwaitsApproval(Body, frozen=True, kw_only=True):
    """A payer asks to correct so much for a pool that a second party has to agree; nothing is corrected yet."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "payment-correction-awaits-approval"

    order: str
    """The payment order's id."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    refund: int | None
    """Its number among the refunds of the order, from 1."""
    was_principal_cents: int
    """The principal that was entered, or corrected last, in whole euro cents."""
    was_interest_cents: int
    """The interest that was entered, or corrected last, in whole euro cents."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    ground: str
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `wrong-
    amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-happen`; more may come.
    """
    requested_by: str
    """The party that asked for it, and gave the first yes."""
    approver: str
    """The party that is to give the second yes."""


class ConfirmationCorrected(Body, frozen=True, kw_only=True):
    """What was confirmed was not paid; the order is open again. `of_year` is the book year of the mistake."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "confirmation-corrected"

    order: str
    """The payment order's id."""
    purpose: str
    """What the order pays: a granted ask, part of a saving, or a contribution that goes back. Today `grant`,
    `saving-to-recipient`, `saving-to-investor`, `contribution-return`; more may come.
    """
    ask: str | None
    """What one funder is asked: `<application>:<id>`."""
    earn_back: str | None
    """The earn-back's id."""
    application: str | None
    """The application's id."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payer: str
    """The party that pays."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""
    ground: str
    """Why it had to be corrected. Today `wrong-amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-
    happen`; more may come.
    """
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    approved_by: str | None = None
    """The second party that agreed; null: it was up to the threshold."""
    contribution: str | None = None
    """Of the pool that pays, the contribution that goes back; null: the order pays something else."""


class RefundCorrected(Body, frozen=True, kw_only=True):
    """The right amounts of a refund, and those that it stood at. `of_year` is the book year of the mistake."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "refund-corrected"

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    refund: int
    """Its number among the refunds of the order, from 1."""
    was_principal_cents: int
    """The principal that was entered, or corrected last, in whole euro cents."""
    was_interest_cents: int
    """The interest that was entered, or corrected last, in whole euro cents."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    ground: str
    """Why it had to be corrected. Today `wrong-amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-
    happen`; more may come.
    """
    of_year: int | None
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    approved_by: str | None = None
    """The second party that agreed; null: it was up to the threshold."""


class VerificationCorrected(Body, frozen=True, kw_only=True):
    """The right amount of a saving, and that which was verified. `of_year` is the year in which its period ended."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "verification-corrected"

    earn_back: str
    """The earn-back's id."""
    claim: str
    """The claim's id."""
    subject: str
    """What or whom the saving is on; counted once per benefit holder, subject and period. Today `withheld`; more may
    come.
    """
    period_from: date
    """First day of the period."""
    period_to: date
    """Last day of the period, inclusive."""
    was_cents: int
    """What was entered, or corrected last, in whole euro cents."""
    cents: int
    """The amount, in whole euro cents."""
    ground: str
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `wrong-
    amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-happen`; more may come.
    """
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""


class OrderWithdrawn(Body, frozen=True, kw_only=True):
    """Nothing is to be paid on this order any more: its saving was corrected, or its grant determined or not so."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "order-withdrawn"

    order: str
    """The payment order's id."""
    purpose: str
    """What the application is for. Today `grant`, `saving-to-recipient`, `saving-to-investor`, `contribution-
    return`; more may come.
    """
    ask: str | None
    """What one funder is asked: `<application>:<id>`."""
    earn_back: str | None
    """The earn-back's id."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    payer: str
    """The party that pays."""
    payee: str
    """`party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`."""
    cents: int
    """The amount, in whole euro cents."""
    contribution: str | None = None
    """The contribution's id, within its pool."""
    advance: int | None = None
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""


class Recipient(Fields, frozen=True, kw_only=True):
    """The supported budget: a contribution in a pool. A part of a message, not one by itself."""

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""


class Terms(Fields, frozen=True, kw_only=True):
    """What is consented to. `terms_hash` is SHA-256 over this object: JSON, keys sorted, no spaces.

    `return_cap_cents` is null where the return is capped at the investment. `gated_return` is left out of terms
    that were proposed before it could be said: their return is gated.
    """

    earn_back: str
    """The earn-back's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    investor: str
    """The party that pays the ask."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    recipient: Recipient
    """The supported budget: a contribution in a pool."""
    move_share: str
    """The share of the verified saving that moves to the recipient."""
    move_cap_cents: int
    """At most this much moves to the recipient, over the whole term."""
    return_share: str
    """The share of the verified saving that returns to the investor."""
    return_cap_cents: int | None
    """At most this much returns to the investor, over the whole term."""
    return_from: date
    """Periods that start on or after this day count for the return."""
    term_from: date
    """First day of the term."""
    term_to: date
    """Last day of the term, inclusive."""
    gated_return: bool | None = None
    """Whether the return to the investor waits until the verified saving is more than the investment."""


class EarnBackProposed(Body, frozen=True, kw_only=True):
    """The investor proposes these terms to the benefit holder."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "earn-back-proposed"

    earn_back: str
    """The earn-back's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    investor: str
    """The party that pays the ask."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    recipient: Recipient
    """The supported budget: a contribution in a pool."""
    recipient_holder: str
    """The budget holder of the recipient's pool."""
    terms: Terms
    """What is consented to."""
    terms_hash: str
    """SHA-256 of the terms as said: JSON, keys sorted, no spaces."""


class EarnBackConsentAsked(Body, frozen=True, kw_only=True):
    """The same terms, put to the budget holder of the recipient's pool."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "earn-back-consent-asked"

    earn_back: str
    """The earn-back's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    investor: str
    """The party that pays the ask."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    recipient: Recipient
    """The supported budget: a contribution in a pool."""
    recipient_holder: str
    """The budget holder of the recipient's pool."""
    terms: Terms
    """What is consented to."""
    terms_hash: str
    """SHA-256 of the terms as said: JSON, keys sorted, no spaces."""


class EarnBackConsented(Body, frozen=True, kw_only=True):
    """One party consented to the terms."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "earn-back-consented"

    earn_back: str
    """The earn-back's id."""
    party: str
    """The party's slug."""


class EarnBackAgreed(Body, frozen=True, kw_only=True):
    """Every party consented: the terms as they were proposed."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "earn-back-agreed"

    earn_back: str
    """The earn-back's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    investor: str
    """The party that pays the ask."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    recipient: Recipient
    """The supported budget: a contribution in a pool."""
    move_share: str
    """The share of the verified saving that moves to the recipient."""
    move_cap_cents: int
    """At most this much moves to the recipient, over the whole term."""
    return_share: str
    """The share of the verified saving that returns to the investor."""
    return_cap_cents: int | None
    """At most this much returns to the investor, over the whole term."""
    return_from: date
    """Periods that start on or after this day count for the return."""
    term_from: date
    """First day of the term."""
    term_to: date
    """Last day of the term, inclusive."""
    gated_return: bool | None = None
    """Whether the return to the investor waits until the verified saving is more than the investment."""


class SavingClaimed(Body, frozen=True, kw_only=True):
    """The verifier is to judge this saving: the baseline less what was measured."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "saving-claimed"

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
    cents: int
    """The amount, in whole euro cents."""
    evidence: str
    """Where the figures come from."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""


class SavingVerified(Body, frozen=True, kw_only=True):
    """The verifier confirmed this saving, or a smaller one than was claimed. Its subject the parties concerned know."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "saving-verified"

    earn_back: str
    """The earn-back's id."""
    claim: str
    """The claim's id."""
    subject: str
    """What or whom the saving is on; counted once per benefit holder, subject and period. Today `withheld`; more may
    come.
    """
    period_from: date
    """First day of the period."""
    period_to: date
    """Last day of the period, inclusive."""
    cents: int
    """The amount, in whole euro cents."""


class SavingRejected(Body, frozen=True, kw_only=True):
    """The verifier found no such saving; the period may be claimed again. Why, the benefit holder is told."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "saving-rejected"

    earn_back: str
    """The earn-back's id."""
    claim: str
    """The claim's id."""
    subject: str
    """What or whom the saving is on; counted once per benefit holder, subject and period. Today `withheld`; more may
    come.
    """
    period_from: date
    """First day of the period."""
    period_to: date
    """Last day of the period, inclusive."""
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""


class SavingJudged(Body, frozen=True, kw_only=True):
    """What became of a claim, with what is told to nobody else: its subject, and why it was rejected."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "saving-judged"

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
    judgement: str
    """`verified` or `rejected`; `awaited` as long as it is neither. Today `verified`, `rejected`; more may come."""
    cents: int
    """The amount, in whole euro cents."""
    reason: str | None
    """Why, in words for the other party."""
    benefit_holder: str
    """The party whose budget saves money because of the result."""


class SavingDivided(Body, frozen=True, kw_only=True):
    """`verified_cents` is cumulative over the term; what goes where is of this claim alone."""

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "saving-divided"

    earn_back: str
    """The earn-back's id."""
    claim: str
    """The claim's id."""
    verified_cents: int
    """What was verified: of the claim, or of a division over the whole term so far."""
    investment_cents: int
    """Confirmed payments of the ask."""
    to_recipient_cents: int
    """What moves to the recipient because of this claim."""
    to_investor_cents: int
    """What returns to the investor because of this claim."""


class FieldAtFault(Fields, frozen=True, kw_only=True):
    """One thing wrong with a command: in which field, a stable code, and a sentence that says what to do."""

    field: str
    """The field that the refusal is about, as a path; empty if none."""
    code: str
    """The stable code of the refusal; empty if accepted."""
    sentence: str
    """What to do about the refusal; empty if accepted."""


class CommandOutcomeMessage(Body, frozen=True, kw_only=True):
    """Told to the sender: what became of a command. `code`, `sentence` and `field` are empty if accepted.

    `faults` names everything that was found wrong, at most 20; `code`, `sentence` and `field` are those of the
    first.
    """

    SERVICE: ClassVar[str] = "settlement"
    KIND: ClassVar[str] = "command-outcome"

    command_id: str
    """The command's CloudEvent id."""
    command: str
    """The command's name."""
    body_sha256: str
    """SHA-256 of the command's bytes as they were recorded."""
    accepted: bool
    """Whether the command was accepted; if not, code, sentence and field say why not."""
    code: str
    """The stable code of the refusal; empty if accepted."""
    sentence: str
    """What to do about the refusal; empty if accepted."""
    field: str
    """The field that the refusal is about, as a path; empty if none."""
    faults: tuple[FieldAtFault, ...] = ()
    """Everything that was found wrong, at most 20, the fault of code, sentence and field first."""
