"""Applications: what it answers. Written by the platform's `make contract`."""

from datetime import date, datetime
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

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "head"
    ANSWER: ClassVar[type[Answer]] = PositionAnswer


class HeardUpTo(Query[PositionAnswer], frozen=True, kw_only=True, omit_defaults=True):
    """The last message this service has heard from the service that asks."""

    SERVICE: ClassVar[str] = "applications"
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

    SERVICE: ClassVar[str] = "applications"
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

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "outcome"
    ANSWER: ClassVar[type[Answer]] = OutcomeRecorded

    command_id: str
    """The command's CloudEvent id."""


class AskedLine(Fields, frozen=True, kw_only=True):
    goal: str
    """What the money is for: a goal's id."""
    cents: int
    """The amount, in whole euro cents."""


class TermsOfLoan(Fields, frozen=True, kw_only=True):
    """How a loan is repaid, as it was asked. A part of a message, not one by itself."""

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


class TakesOver(Fields, frozen=True, kw_only=True):
    """So many units of a task of the pool, which move to the applicant together with the money, or not at all."""

    task: str
    """The task's id, within its pool."""
    units: int
    """How many units of the task."""


class PaidAdvance(Fields, frozen=True, kw_only=True):
    """A part in which a grant is paid. A part of a message, not one by itself."""

    percent: int
    """How much of the grant, in whole per cents."""
    due_on: date | None
    """Pay by this day (4:87 Awb: within six weeks)."""
    milestone: str | None
    """What has to be reached before it is paid, in words; null: nothing has to."""


class AskStanding(Fields, frozen=True, kw_only=True):
    """What one funder is asked, and its answer. A zuil's words are for itself, the applicant and auditors."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    instrument: str
    """How it is given. Only `grant` is offered for now. Today `grant`, `assignment`, `loan`, `result-contract`; more
    may come.
    """
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    lines: tuple[AskedLine, ...]
    """What is asked, per goal."""
    standing: str
    """How far it has come. Today `asked`, `held`, `declined`, `dropped`, `released`; more may come."""
    ground: str | None
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """
    reason: str | None
    """Why, in words for the other party."""
    loan: TermsOfLoan | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; null: money only."""
    advances: tuple[PaidAdvance, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""


class Result(Fields, frozen=True, kw_only=True):
    indicator: str
    """What is measured."""
    unit: str
    """The unit in which it is measured."""
    target: str
    """What is to be reached."""
    goal: str
    """What the money is for: a goal's id."""


class Cost(Fields, frozen=True, kw_only=True):
    what: str
    """What it is spent on, or what is given."""
    cents: int
    """The amount, in whole euro cents."""


class OtherMoney(Fields, frozen=True, kw_only=True):
    source: str
    """Where the money comes from."""
    kind: str
    """What kind of other money it is. `in-kind` is refused but in applications that had it before. Today `own`,
    `crowdfunding`, `endowment-fund`, `assignment`, `in-kind`; more may come.
    """
    cents: int
    """The amount, in whole euro cents."""


class Hours(Fields, frozen=True, kw_only=True):
    who: str
    """Who works, or gives goods."""
    hours: int
    """Unpaid work; counts as no money."""


class ExpectedSaving(Fields, frozen=True, kw_only=True):
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    cents: int
    """The amount, in whole euro cents."""
    recurrence: str
    """Whether it is saved every year, or once. Today `structural`, `once`; more may come."""
    evidence: str
    """Where the figures come from."""


class Goods(Fields, frozen=True, kw_only=True):
    who: str
    """Who works, or gives goods."""
    what: str
    """What it is spent on, or what is given."""
    estimated_cents: int
    """What the giver thinks it is worth: an estimate, which counts in no sum of money."""


class ApplicationShown(Answer, frozen=True, kw_only=True):
    """How an application stands with each funder. While it is open with its form, after that with the code of a
    `failure`; `reason` in words is for those that it concerns, and auditors.
    """

    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    purpose: str
    """What the application is for."""
    neighbourhood: str
    """The neighbourhood it is for."""
    status: str
    """`open`, `granted` or `failed`. Today `open`, `granted`, `failed`; more may come."""
    asks: tuple[AskStanding, ...]
    """What each funder is asked."""
    failure: str | None = None
    """Why it failed, as a code; null if it was granted. Today `decide-by-passed`, `withdrawn`, `ended-by-executive`;
    more may come.
    """
    reason: str | None = None
    """Why, in words for the other party."""
    decide_by: datetime | None = None
    """The instant at which the application fails, if not every ask is held."""
    asked_cents: int | None = None
    """What all live asks ask together."""
    held_cents: int | None = None
    """What is held for applications that await a decision."""
    results: tuple[Result, ...] | None = None
    """What is to be reached, and how that is measured."""
    costs: tuple[Cost, ...] | None = None
    """What the activity costs; equals what is asked plus other money."""
    other_money: tuple[OtherMoney, ...] | None = None
    """Money from elsewhere. Goods in kind stand apart."""
    hours: tuple[Hours, ...] | None = None
    """Unpaid work; counts as no money."""
    expected_savings: tuple[ExpectedSaving, ...] | None = None
    """What the result is expected to save, and whose budget."""
    term: str | None = None
    """Whether the activity goes on (`structural`), or ends (`incidental`)."""
    plan_after: str | None = None
    """What happens when incidental money ends."""
    replaces: str | None = None
    """What it takes the place of."""
    goods: tuple[Goods, ...] | None = None
    """Goods given in kind; they count as no money. Null: of before goods stood apart from other money."""


class ShowApplication(Query[ApplicationShown], frozen=True, kw_only=True, omit_defaults=True):
    """How an application stands with each funder; while it is open, its whole form.

    Refused with `unknown-application`, or as any query.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "application"
    ANSWER: ClassVar[type[Answer]] = ApplicationShown

    application: str
    """The application's id."""


class Summary(Fields, frozen=True, kw_only=True):
    """An open application in short."""

    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    purpose: str
    """What the application is for."""
    neighbourhood: str
    """The neighbourhood it is for."""
    status: str
    """`open`, `granted` or `failed`. Today `open`; more may come."""
    decide_by: datetime
    """The instant at which the application fails, if not every ask is held."""
    asked_cents: int
    """What all live asks ask together."""
    held_cents: int
    """What is held for applications that await a decision."""


class OpenApplications(Answer, frozen=True, kw_only=True):
    """How many applications are open, and the most urgent of them."""

    open: int
    """How many applications are open."""
    applications: tuple[Summary, ...]
    """Applications, the most urgent first."""


class ListOpenApplications(Query[OpenApplications], frozen=True, kw_only=True, omit_defaults=True):
    """Applications that await their funders, the most urgent first."""

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "open-applications"
    ANSWER: ClassVar[type[Answer]] = OpenApplications

    limit: int = 100
    """At most so many entries."""


class Unanswered(Fields, frozen=True, kw_only=True):
    """An ask that awaits its funder."""

    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    purpose: str
    """What the application is for."""
    decide_by: datetime
    """The instant at which the application fails, if not every ask is held."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""


class UnansweredAsks(Answer, frozen=True, kw_only=True):
    """What a funder has still to answer, the most urgent first."""

    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    asks: tuple[Unanswered, ...]
    """What each funder is asked."""


class ListUnansweredAsks(Query[UnansweredAsks], frozen=True, kw_only=True, omit_defaults=True):
    """What a funder has still to answer, the most urgent first.

    Refused with `funder-invalid`, or as any query.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "unanswered-asks"
    ANSWER: ClassVar[type[Answer]] = UnansweredAsks

    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    limit: int = 100
    """At most so many entries."""
