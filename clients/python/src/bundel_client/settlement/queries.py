"""Settlement: what it answers. Written by the platform's `make contract`."""

from datetime import date
from typing import Any, ClassVar

from bundel_client.forms import Answer, Fields, Query


class PositionAnswer(Answer, frozen=True, kw_only=True):
    """A place in a log's messages: which log, which index, the hash of the event that said it. Index 0: none yet."""

    log: str
    """The log's random id: a restored or replaced log is known by it."""
    index: int
    """Place among all that the service says, dense from 1."""
    hash: str
    """SHA-256 of the stored event."""


class Head(Query[PositionAnswer], frozen=True, kw_only=True, omit_defaults=True):
    """The last message this service has said: log id, index, hash. For the services that read it."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "head"
    ANSWER: ClassVar[type[Answer]] = PositionAnswer


class HeardUpTo(Query[PositionAnswer], frozen=True, kw_only=True, omit_defaults=True):
    """The last message this service has heard from the service that asks."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "heard"
    ANSWER: ClassVar[type[Answer]] = PositionAnswer


class Messages(Answer, frozen=True, kw_only=True):
    """Complete messages in order of their index, and the index up to which the log was searched."""

    messages: tuple[dict[str, Any], ...]
    """Complete messages, in order of their index."""
    upto: int
    """The index up to which the log was searched; ask on after it."""


class MessagesAfter(Query[Messages], frozen=True, kw_only=True, omit_defaults=True):
    """Messages after an index, from the log: those to the asker and to all; for a service, every message."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "messages-after"
    ANSWER: ClassVar[type[Answer]] = Messages

    after: int
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class FieldAtFault(Fields, frozen=True, kw_only=True):
    """One thing wrong with a command: in which field, a stable code, and a sentence that says what to do."""

    field: str
    """The field that the refusal is about, as a path; empty if none."""
    code: str
    """The stable code of the refusal; empty if accepted."""
    sentence: str
    """What to do about the refusal; empty if accepted."""


class OutcomeRecorded(Answer, frozen=True, kw_only=True):
    """What became of a command. `code`, `sentence`, `field` and `faults` are empty if accepted.

    A refusal that was recorded before there were `faults` has none.
    """

    party: str
    """The party's slug."""
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
    faults: tuple[FieldAtFault, ...]
    """Everything that was found wrong, at most 20, the fault of code, sentence and field first."""


class OutcomeOf(Query[OutcomeRecorded], frozen=True, kw_only=True, omit_defaults=True):
    """The recorded outcome of one of the asker's commands.

    Refused with `unknown-command`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "outcome"
    ANSWER: ClassVar[type[Answer]] = OutcomeRecorded

    command_id: str
    """The command's CloudEvent id."""


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


class RefundShown(Fields, frozen=True, kw_only=True):
    """What came back at one time, as it was recorded or corrected last."""

    refund: int
    """Its number among the refunds of the order, from 1."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""
    recorded_on: date | None
    """The day on which it was recorded; null of one from before that was remembered."""
    order: str | None = None
    """The last order that pays it."""


class AgreementShown(Answer, frozen=True, kw_only=True):
    """An agreement, and what was paid and came back on it: so many refunds in all, and those that were asked for.

    `order` is the last of its orders, and `paid_on` the last day on which anything of it was paid. Where the
    grant was changed, what is granted now; once it is determined what it comes to, that; and of what was paid
    beyond it, what is claimed and what of it came.
    """

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
    order: str | None
    """The last order that pays it."""
    paid_cents: int
    """What was paid."""
    principal_returned_cents: int
    """Principal that came back on the order."""
    interest_returned_cents: int
    """Interest that came back on the order."""
    paid_on: date | None = None
    """The day it was paid."""
    total_refunds: int = 0
    """How many refunds the order has in all."""
    refunds: tuple[RefundShown, ...] = ()
    """What came back on the order, in the order in which it was recorded."""
    changed_cents: int | None = None
    """What is granted since the grant was changed, in whole euro cents; null: it was not changed."""
    determined_cents: int | None = None
    """What the ask comes to in the end, in whole euro cents; null: it is not determined."""
    claimed_cents: int = 0
    """What is claimed back of what was paid, in whole euro cents."""
    recovered_cents: int = 0
    """What came of that, in whole euro cents."""


class ShowAgreement(Query[AgreementShown], frozen=True, kw_only=True, omit_defaults=True):
    """What was agreed about one ask, what was paid and came back, and on which days: as it is known now.

    A payment books on `paid_on`, a refund on the day it was recorded; refunds come in that order, after the first
    `after`. What is corrected to nothing stays, with 0 cents.

    Refused with `unknown-ask`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "agreement"
    ANSWER: ClassVar[type[Answer]] = AgreementShown

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class Agreement(Fields, frozen=True, kw_only=True):
    """What a grant binds one funder to."""

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


class Agreements(Answer, frozen=True, kw_only=True):
    """Agreements, as they were said."""

    agreements: tuple[Agreement, ...]
    """Agreements, as they were said."""


class ListAgreements(Query[Agreements], frozen=True, kw_only=True, omit_defaults=True):
    """The agreements of one application, or the first of all."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "agreements"
    ANSWER: ClassVar[type[Answer]] = Agreements

    application: str | None = None
    """The application's id."""
    limit: int = 100
    """At most so many entries."""


class PaymentOrdered(Fields, frozen=True, kw_only=True):
    """The payer is to pay this, to this account, by this day."""

    order: str
    """The payment order's id."""
    purpose: str
    """What is to be paid: a granted ask, part of a saving, or a contribution that goes back. Today `grant`, `saving-
    to-recipient`, `saving-to-investor`, `contribution-return`; more may come.
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
    """The contribution's id, within its pool."""
    advance: int | None = None
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""


class Orders(Answer, frozen=True, kw_only=True):
    """Payment orders as they were said, the earliest due first."""

    orders: tuple[PaymentOrdered, ...]
    """Payment orders, the earliest due first."""


class ListOpenOrders(Query[Orders], frozen=True, kw_only=True, omit_defaults=True):
    """What whoever asks has still to pay, the earliest due first."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "open-orders"
    ANSWER: ClassVar[type[Answer]] = Orders

    limit: int = 100
    """At most so many entries."""


class AdvanceShown(Fields, frozen=True, kw_only=True):
    """One advance. What was said of it last is for recipient, funder and auditors, and null for others."""

    advance: int
    """The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest."""
    percent: int
    """How much of the grant, in whole per cents."""
    cents: int
    """The amount, in whole euro cents."""
    milestone: str | None
    """What has to be reached before it is paid, in words; null: nothing has to."""
    standing: str
    """How far it has come. Today `awaited`, `reported`, `declined`, `ordered`, `paid`, `not-due`; more may come."""
    order: str | None
    """The payment order's id."""
    due_on: date | None
    """Pay by this day (4:87 Awb: within six weeks)."""
    words: str | None
    """What the recipient tells of it, for who funds it; null where the asking party may not read it."""


class AdvancesShown(Answer, frozen=True, kw_only=True):
    """In which parts an ask is paid, and where each stands."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    granted_cents: int
    """What was granted, in whole euro cents."""
    paid_cents: int
    """What was paid."""
    advances: tuple[AdvanceShown, ...]
    """In which parts a grant is paid before it is determined; none: all of it at once."""


class ShowAdvances(Query[AdvancesShown], frozen=True, kw_only=True, omit_defaults=True):
    """In which parts an ask is paid; none of one that is paid all at once.

    Refused with `unknown-ask`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "advances"
    ANSWER: ClassVar[type[Answer]] = AdvancesShown

    ask: str
    """What one funder is asked: `<application>:<id>`."""


class RepaymentShown(Fields, frozen=True, kw_only=True):
    """What came at one time, as it was recorded or corrected last."""

    repayment: int
    """The number of a repayment of the loan, from 1."""
    cents: int
    """The amount, in whole euro cents."""
    received_on: date
    """The day it arrived on the bank account."""


class InstalmentShown(Fields, frozen=True, kw_only=True):
    """What will fall due, if nothing else comes before."""

    number: int
    """Its number among the returns of the contribution, from 1."""
    due_on: date
    """Pay by this day (4:87 Awb: within six weeks)."""
    principal_cents: int
    """Principal that came back; may be 0."""
    interest_cents: int
    """Interest that came back; may be 0."""


class LoanShown(Answer, frozen=True, kw_only=True):
    """A loan: its terms, where it stands, what settles it today, what came, and what is to fall due."""

    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    cents: int
    """The amount, in whole euro cents."""
    paid_on: date
    """The day it was paid."""
    outstanding_cents: int
    """Principal that is not due yet."""
    due_cents: int
    """Principal that is due, and was not paid."""
    interest_due_cents: int
    """Interest that is due, and was not paid."""
    advance_cents: int
    """Paid, and kept for the instalments to come."""
    repaid_cents: int
    """Principal that was repaid."""
    interest_paid_cents: int
    """Interest that was paid."""
    written_off_cents: int
    """Of loans, not expected back."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""
    terms: TermsOfLoan
    """What is consented to."""
    payoff_cents: int
    """What settles the loan today, towards principal."""
    running_interest_cents: int = 0
    """Interest since the last instalment: due with the next one, or once nothing is left."""
    total_repayments: int
    """How many repayments in all."""
    repayments: tuple[RepaymentShown, ...]
    """What came on the loan, each as it was recorded or corrected last."""
    instalments: tuple[InstalmentShown, ...]
    """How many instalments; in an answer, those to come if nothing else comes before."""


class ShowLoan(Query[LoanShown], frozen=True, kw_only=True, omit_defaults=True):
    """A loan, by the order that paid it out, or a claim; repayments after the first `after`, and what will fall due.

    Refused with `unknown-loan`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "loan"
    ANSWER: ClassVar[type[Answer]] = LoanShown

    order: str
    """The payment order's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class OfLoan(Fields, frozen=True, kw_only=True):
    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    borrower: str
    """The party that owes the loan; a party's slug."""
    cents: int
    """The amount, in whole euro cents."""
    paid_on: date
    """The day it was paid."""
    outstanding_cents: int
    """Principal that is not due yet."""
    due_cents: int
    """Principal that is due, and was not paid."""
    interest_due_cents: int
    """Interest that is due, and was not paid."""
    advance_cents: int
    """Paid, and kept for the instalments to come."""
    repaid_cents: int
    """Principal that was repaid."""
    interest_paid_cents: int
    """Interest that was paid."""
    written_off_cents: int
    """Of loans, not expected back."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""


class Loans(Answer, frozen=True, kw_only=True):
    """So many loans in all, and where those stand that were asked for."""

    total: int
    """How many there are in all."""
    loans: tuple[OfLoan, ...]
    """Loans, each where it stands; of a grant, on which terms each ask for a loan was granted."""


class ListLoans(Query[Loans], frozen=True, kw_only=True, omit_defaults=True):
    """The loans and claims of a funder in the order in which they began, after the first `after`.

    One that was undone counts, and is not shown.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "loans"
    ANSWER: ClassVar[type[Answer]] = Loans

    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


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


class ReportSubmitted(Fields, frozen=True, kw_only=True):
    """What was done with the money, and what each funder's part comes to by it. The words are for those concerned."""

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


class ReportShown(Answer, frozen=True, kw_only=True):
    """The last report of an application; its words are for recipient, funders and auditors, and null for others."""

    report: ReportSubmitted
    """The number of the report among those of the application, from 1; null: it rests on none."""
    words: str | None
    """What the recipient tells of it, for who funds it; null where the asking party may not read it."""


class ShowReport(Query[ReportShown], frozen=True, kw_only=True, omit_defaults=True):
    """The last report of an application.

    Refused with `unknown-report`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "report"
    ANSWER: ClassVar[type[Answer]] = ReportShown

    application: str
    """The application's id."""


class GrantDetermined(Fields, frozen=True, kw_only=True):
    """What this funder owes in the end. The reason in words is for those concerned."""

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
    """What stands determined."""
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


class ClaimedBackShown(Fields, frozen=True, kw_only=True):
    """What is owed back, and where it stands."""

    order: str
    """The payment order's id."""
    cents: int
    """What the funder owes in the end, in whole euro cents."""
    owed_cents: int
    """What is still owed, in whole euro cents."""
    repaid_cents: int
    """Principal that was repaid."""
    written_off_cents: int
    """Of loans, not expected back."""
    next_due_on: date | None
    """The day on which the next instalment falls due; null: none does."""


class DeterminationShown(Answer, frozen=True, kw_only=True):
    """What stands determined of an ask; its reason is for recipient, funder and auditors, and null for others."""

    determination: GrantDetermined
    """What stands determined."""
    reason: str | None
    """Why, in words for the other party."""
    changeable_until: date
    """The last day on which less may be determined than was (4:49 Awb)."""
    claims: tuple[ClaimedBackShown, ...]
    """What is claimed because of it, each as it stands."""


class ShowDetermination(Query[DeterminationShown], frozen=True, kw_only=True, omit_defaults=True):
    """What stands determined of an ask, and what is claimed because of it.

    Refused with `not-determined`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "determination"
    ANSWER: ClassVar[type[Answer]] = DeterminationShown

    ask: str
    """What one funder is asked: `<application>:<id>`."""


class AwaitedShown(Fields, frozen=True, kw_only=True):
    """A grant that was reported on, and is not determined."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    recipient: str
    """The supported budget: a contribution in a pool."""
    granted_cents: int
    """What was granted, in whole euro cents."""
    reported_cents: int
    """What this funder's part comes to, by the report."""
    determine_by: date
    """When each funder is to have determined its part."""


class AwaitedDeterminations(Answer, frozen=True, kw_only=True):
    """What awaits the asking party's determination, in the order of the reports."""

    awaited: tuple[AwaitedShown, ...]
    """The grants that were reported on, and are not determined."""


class ListAwaited(Query[AwaitedDeterminations], frozen=True, kw_only=True, omit_defaults=True):
    """The grants that were reported on, and await the determination of whoever asks."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "awaited-determinations"
    ANSWER: ClassVar[type[Answer]] = AwaitedDeterminations

    limit: int = 100
    """At most so many entries."""


class PaymentCorrectionAwaitsApproval(Fields, frozen=True, kw_only=True):
    """A payer asks to correct so much for a pool that a second party has to agree; nothing is corrected yet."""

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


class PaymentCorrections(Answer, frozen=True, kw_only=True):
    """Corrections that await the second approval, the oldest first."""

    corrections: tuple[PaymentCorrectionAwaitsApproval, ...]
    """What awaits the second approval."""


class ListPaymentCorrections(Query[PaymentCorrections], frozen=True, kw_only=True, omit_defaults=True):
    """The corrections of payments that whoever asks is to approve, or asked for; nobody else's."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "payment-corrections"
    ANSWER: ClassVar[type[Answer]] = PaymentCorrections

    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


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


class EarnBackShown(Answer, frozen=True, kw_only=True):
    """The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided."""

    terms: Terms
    """What is consented to."""
    terms_hash: str
    """SHA-256 of the terms as said: JSON, keys sorted, no spaces."""
    agreed: bool
    """Whether every party has consented."""
    awaited: tuple[str, ...]
    """The parties whose consent is awaited."""
    investment_cents: int
    """Confirmed payments of the ask."""
    verified_cents: int
    """What was verified: of the claim, or of a division over the whole term so far."""
    to_recipient_cents: int
    """What moves to the recipient."""
    to_investor_cents: int
    """What returns to the investor."""


class ShowEarnBack(Query[EarnBackShown], frozen=True, kw_only=True, omit_defaults=True):
    """The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided.

    Refused with `unknown-earn-back`, `not-yours`, or as any query.
    """

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "earn-back"
    ANSWER: ClassVar[type[Answer]] = EarnBackShown

    earn_back: str
    """The earn-back's id."""


class EarnBacks(Answer, frozen=True, kw_only=True):
    """Earn-backs by their terms."""

    earn_backs: tuple[Terms, ...]
    """Earn-backs that were agreed, by their terms."""


class ListEarnBacks(Query[EarnBacks], frozen=True, kw_only=True, omit_defaults=True):
    """The earn-backs that were agreed."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "earn-backs"
    ANSWER: ClassVar[type[Answer]] = EarnBacks

    limit: int = 100
    """At most so many entries."""


class SavingClaimed(Fields, frozen=True, kw_only=True):
    """The verifier is to judge this saving: the baseline less what was measured."""

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


class Claims(Answer, frozen=True, kw_only=True):
    """Claims as they were put to the verifier, the oldest first."""

    claims: tuple[SavingClaimed, ...]
    """Savings that were claimed, the oldest first."""


class ListOpenClaims(Query[Claims], frozen=True, kw_only=True, omit_defaults=True):
    """The savings that await the judgement of whoever asks, the oldest first."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "open-claims"
    ANSWER: ClassVar[type[Answer]] = Claims

    limit: int = 100
    """At most so many entries."""


class ClaimShown(Fields, frozen=True, kw_only=True):
    """A claim, and what its verifier found: how much was verified, or why it was rejected."""

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
    verifier: str
    """The independent party that is to judge the saving."""
    judgement: str
    """`verified` or `rejected`; `awaited` as long as it is neither. Today `awaited`, `verified`, `rejected`; more
    may come.
    """
    verified_cents: int | None
    """What was verified: of the claim, or of a division over the whole term so far."""
    reason: str | None
    """Why, in words for the other party."""


class ClaimsJudged(Answer, frozen=True, kw_only=True):
    """A page of claims, the oldest first, and how many there are."""

    total: int
    """How many there are in all."""
    claims: tuple[ClaimShown, ...]
    """Savings that were claimed, the oldest first."""


class ListClaims(Query[ClaimsJudged], frozen=True, kw_only=True, omit_defaults=True):
    """The savings that whoever asks claimed, or was named as verifier of; nobody else's."""

    SERVICE: ClassVar[str] = "settlement"
    NAME: ClassVar[str] = "claims"
    ANSWER: ClassVar[type[Answer]] = ClaimsJudged

    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""
