"""Applications: what a party may ask it to do. Written by the platform's `make contract`."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec

from bundel_client.forms import Command, Fields


class Result(Fields, frozen=True, kw_only=True, omit_defaults=True):
    indicator: str
    """What is measured."""
    unit: str
    """The unit in which it is measured."""
    target: str
    """What is to be reached."""
    goal: str
    """What the money is for: a goal's id."""


class Cost(Fields, frozen=True, kw_only=True, omit_defaults=True):
    what: str
    """What it is spent on, or what is given."""
    cents: int
    """The amount, in whole euro cents."""


class Line(Fields, frozen=True, kw_only=True, omit_defaults=True):
    goal: str
    """What the money is for: a goal's id."""
    cents: int
    """The amount, in whole euro cents."""


AskInstrument: TypeAlias = Literal[
    "grant",
    "assignment",
    "loan",
    "result-contract",
]


LoanTermsRepayment: TypeAlias = Literal[
    "annuity",
    "linear",
    "bullet",
]


LoanTermsDayCount: TypeAlias = Literal[
    "30E/360",
    "act/365F",
    "act/act-ISDA",
]


LoanTermsMonthsBetween: TypeAlias = Literal[
    "1",
    "3",
    "6",
    "12",
]


class LoanTerms(Fields, frozen=True, kw_only=True, omit_defaults=True):
    """How a loan is repaid. The first of the instalments falls due `months_between` months after the payment.

    `annual_rate` is a share of the principal a year, in quotes: "0.025" for 2.5 %. An annuity has equal
    instalments of interest and principal; linear has equal parts of the principal; a bullet repays all of it with
    the last one. Of the first `interest_only` instalments only interest is paid.
    """

    repayment: LoanTermsRepayment
    """The number of a repayment of the loan, from 1."""
    annual_rate: Decimal
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    day_count: LoanTermsDayCount
    """How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`."""
    months_between: LoanTermsMonthsBetween
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int = 0
    """So many of the first instalments repay nothing."""


class TakesOver(Fields, frozen=True, kw_only=True, omit_defaults=True):
    """So many units of a task of the pool, which move to the applicant together with the money, or not at all."""

    task: str
    """The task's id, within its pool."""
    units: int
    """How many units of the task."""


class Advance(Fields, frozen=True, kw_only=True, omit_defaults=True):
    """What is paid of a grant before it is determined, in whole per cents of it; the rest follows the determination.

    Without `due_on` and `milestone` it is due six weeks after the grant (4:87 Awb); with `due_on` on that day, if
    it is still to come then; with `milestone` once the funder finds that this is reached.
    """

    percent: int
    """How much of the grant, in whole per cents."""
    due_on: date | None = None
    """Pay by this day (4:87 Awb: within six weeks)."""
    milestone: str | None = None
    """What has to be reached before it is paid, in words; null: nothing has to."""


class Ask(Fields, frozen=True, kw_only=True, omit_defaults=True):
    """What one funder is asked; `ask` is unique within the application."""

    ask: str
    """The ask's id, unique within the application."""
    funder: str
    """`pool:<id>`, or `zuil:<slug>` of a party in that role."""
    lines: Sequence[Line]
    """What is asked, per goal."""
    instrument: AskInstrument
    """How it is given. Only `grant` is offered for now."""
    loan: LoanTerms | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; null: money only."""
    advances: Sequence[Advance] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""


OtherMoneyKind: TypeAlias = Literal[
    "own",
    "crowdfunding",
    "endowment-fund",
    "assignment",
    "in-kind",
]


class OtherMoney(Fields, frozen=True, kw_only=True, omit_defaults=True):
    source: str
    """Where the money comes from."""
    kind: OtherMoneyKind
    """What kind of other money it is. `in-kind` is refused but in applications that had it before."""
    cents: int
    """The amount, in whole euro cents."""


class Hours(Fields, frozen=True, kw_only=True, omit_defaults=True):
    who: str
    """Who works, or gives goods."""
    hours: int
    """Unpaid work; counts as no money."""


ExpectedSavingRecurrence: TypeAlias = Literal[
    "structural",
    "once",
]


class ExpectedSaving(Fields, frozen=True, kw_only=True, omit_defaults=True):
    benefit_holder: str
    """The party whose budget saves money because of the result."""
    cents: int
    """The amount, in whole euro cents."""
    recurrence: ExpectedSavingRecurrence
    """Whether it is saved every year, or once."""
    evidence: str
    """Where the figures come from."""


SubmitApplicationTerm: TypeAlias = Literal[
    "structural",
    "incidental",
]


class Goods(Fields, frozen=True, kw_only=True, omit_defaults=True):
    who: str
    """Who works, or gives goods."""
    what: str
    """What it is spent on, or what is given."""
    estimated_cents: int
    """What the giver thinks it is worth: an estimate, which counts in no sum of money."""


class SubmitApplication(Command, frozen=True, kw_only=True, omit_defaults=True):
    """One form to several funders at once; costs equal what is asked plus other money. Hours and goods are no money.

    Sender: role initiative.

    Precondition: No application has this id; costs equal what is asked plus other money; every ask names its
    goals; the asks that are public money stay under the subsidy ceiling; none is to the applicant itself; a task
    is taken over from a pool only; nothing in kind counts as other money; `decide_by` is still to come, and not
    too far ahead (13 weeks, unless configured); incidental money has a plan for after.

    Refused with `exists`, `costs-do-not-add-up`, `subsidy-too-high`, `goal-missing`, `plan-after-missing`,
    `decide-by-past`, `decide-by-too-far`, `too-many-asks`, `ask-twice`, `funder-invalid`, `amount-too-large`,
    `own-interest`, `instrument-not-offered`, `loan-terms-missing`, `loan-terms-needless`, `loan-terms-invalid`,
    `advances-needless`, `advances-invalid`, `no-task-of-a-zuil`, `no-task-by-loan`, `goods-are-no-money`, or as
    any command.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "submit-application"

    application: str
    """The application's id."""
    purpose: str
    """What the application is for."""
    neighbourhood: str
    """The neighbourhood it is for."""
    results: Sequence[Result]
    """What is to be reached, and how that is measured."""
    costs: Sequence[Cost]
    """What the activity costs; equals what is asked plus other money."""
    asks: Sequence[Ask]
    """What each funder is asked."""
    other_money: Sequence[OtherMoney] = ()
    """Money from elsewhere. Goods in kind stand apart."""
    hours: Sequence[Hours] = ()
    """Unpaid work; counts as no money."""
    expected_savings: Sequence[ExpectedSaving] = ()
    """What the result is expected to save, and whose budget."""
    term: SubmitApplicationTerm
    """Whether the activity goes on (`structural`), or ends (`incidental`)."""
    plan_after: str | None = None
    """What happens when incidental money ends."""
    replaces: str | None = None
    """What it takes the place of."""
    decide_by: Annotated[datetime, msgspec.Meta(tz=True)]
    """The instant at which the application fails, if not every ask is held."""
    goods: Sequence[Goods] = ()
    """Goods given in kind; they count as no money. Null: of before goods stood apart from other money."""


class Rearrange(Command, frozen=True, kw_only=True, omit_defaults=True):
    """All asks and other money as they shall be from now on. What is left out is dropped, an ask or other money.

    Sender: its applicant.

    Precondition: The application is open and `decide_by` still to come; an ask keeps its funder; costs still add
    up; a task is taken over from a pool only; something changes.

    Refused with `unknown-application`, `not-yours`, `closed`, `too-late`, `nothing-changed`, `funder-fixed`,
    `costs-do-not-add-up`, `subsidy-too-high`, `goal-missing`, `too-many-asks`, `ask-twice`, `funder-invalid`,
    `amount-too-large`, `own-interest`, `instrument-not-offered`, `loan-terms-missing`, `loan-terms-needless`,
    `loan-terms-invalid`, `advances-needless`, `advances-invalid`, `no-task-of-a-zuil`, `no-task-by-loan`, `goods-
    are-no-money`, or as any command.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "rearrange"

    application: str
    """The application's id."""
    asks: Sequence[Ask]
    """All asks as they shall be from now on; an ask left out is dropped."""
    other_money: Sequence[OtherMoney] = ()
    """Money from elsewhere. Goods in kind stand apart."""


class WithdrawApplication(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The applicant gives up; every funder is free again. Its words go to the zuilen that it asked, not to all.

    Sender: its applicant.

    Precondition: The application is open.

    Refused with `unknown-application`, `not-yours`, `closed`, or as any command.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "withdraw-application"

    application: str
    """The application's id."""
    reason: str
    """Why, in words for the other party."""


class EndApplication(Command, frozen=True, kw_only=True, omit_defaults=True):
    """The executive ends it by a reasoned decision, told to the applicant only. All are free again.

    Sender: role executive.

    Precondition: The application is open.

    Refused with `unknown-application`, `closed`, or as any command.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "end-application"

    application: str
    """The application's id."""
    reason: str
    """Why, in words for the other party."""


AnswerAskAnswer: TypeAlias = Literal[
    "hold",
    "decline",
]


AnswerAskGround: TypeAlias = Literal[
    "no-money",
    "outside-goal",
    "outside-route",
    "quality",
    "other-funder",
    "law",
    "own-interest",
    "other",
]


class AnswerAsk(Command, frozen=True, kw_only=True, omit_defaults=True):
    """A zuil's binding yes, or its no with ground and reason. Only the exact ask, revision and amount counts.

    Sender: the addressed zuil.

    Precondition: The application is open and `decide_by` still to come; ask, revision and cents are exactly those
    asked; a decline has a ground and a reason, and follows no hold; nobody holds what it asks itself.

    Refused with `unknown-ask`, `not-yours`, `stale-answer`, `closed`, `too-late`, `hold-is-binding`, `already-
    answered`, `own-interest`, `reason-missing`, `ground-missing`, or as any command.
    """

    SERVICE: ClassVar[str] = "applications"
    NAME: ClassVar[str] = "answer-ask"

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    answer: AnswerAskAnswer
    """`hold` is a binding yes; `decline` is a no, with a reason."""
    ground: AnswerAskGround | None = None
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs."""
    reason: str | None = None
    """Why, in words for the other party."""
