"""Pool: what it answers. Written by the platform's `make contract`."""

from datetime import date
from typing import Any, ClassVar, Literal, TypeAlias

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

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "head"
    ANSWER: ClassVar[type[Answer]] = PositionAnswer


class HeardUpTo(Query[PositionAnswer], frozen=True, kw_only=True, omit_defaults=True):
    """The last message this service has heard from the service that asks."""

    SERVICE: ClassVar[str] = "pool"
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

    SERVICE: ClassVar[str] = "pool"
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

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "outcome"
    ANSWER: ClassVar[type[Answer]] = OutcomeRecorded

    command_id: str
    """The command's CloudEvent id."""


class PoolSummary(Fields, frozen=True, kw_only=True):
    """A pool with its totals."""

    pool: str
    """The pool's id."""
    neighbourhood: str
    """The neighbourhood it is for."""
    budget_holder: str
    """The one party that decides on the pool's money, and pays."""
    ceiling_cents: int
    """At most this much: of own public money over all contributions, or engaged for the goal named."""
    pledged_cents: int
    """What was promised and is still to be received."""
    free_cents: int
    """What may be held, or withdrawn."""
    held_cents: int
    """What is held for applications that await a decision."""
    committed_cents: int
    """What was granted, and is not paid yet."""
    paid_cents: int
    """What was paid."""
    refunded_cents: int
    """Principal that came back."""
    earned_cents: int
    """Interest that came in."""
    moved_in_cents: int
    """Savings that were paid in."""
    short_cents: int = 0
    """Set aside, held, committed or paid without money, after a correction; what comes in next fills it."""
    lapsed_cents: int = 0
    """Gone to the general result: own public money whose last day has passed."""
    returning_cents: int = 0
    """To be given back to its contributor: ordered, and not paid yet."""
    given_back_cents: int = 0
    """Given back to its contributor."""
    written_off_cents: int = 0
    """Of loans, not expected back."""
    reserved_cents: int = 0
    """Set aside with a first yes, until the second: free no more, and not held yet."""
    exhausted: bool
    """Whether nothing is free."""
    counted_cents: int
    """Own public money, put in and still to come: what counts for the council's ceiling over all."""
    others_cents: int
    """What others than the own municipality put in and promised; it counts for no ceiling over all."""
    closed_on: date | None = None
    """The day on which the pool was closed; null: it is open."""


class Pools(Answer, frozen=True, kw_only=True):
    """So many pools in all, and those that were asked for, each with its totals."""

    total: int
    """How many there are in all."""
    pools: tuple[PoolSummary, ...]
    """Pools, with their totals."""


class ListPools(Query[Pools], frozen=True, kw_only=True, omit_defaults=True):
    """The pools in the order in which they were opened, after the first `after`, each with its totals."""

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "pools"
    ANSWER: ClassVar[type[Answer]] = Pools

    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class Frame(Fields, frozen=True, kw_only=True):
    """The council's decision: how much own public money at most, and from when until when."""

    decision: str
    """The council's decision that sets the frame."""
    ceiling_cents: int
    """At most this much: of own public money over all contributions, or engaged for the goal named."""
    valid_from: date
    """First day it is valid."""
    valid_to: date
    """Last day it is valid."""


class Mandate(Fields, frozen=True, kw_only=True):
    """The limits within which the budget holder decides alone."""

    limit_cents: int
    """At most this much in one decision."""
    total_cents: int
    """At most this much over all that is held, committed and paid, less what came back."""
    goals: tuple[str, ...]
    """What the money is for."""
    valid_from: date
    """First day it is valid."""
    valid_to: date
    """Last day it is valid."""
    automatic: bool
    """Whether the pool answers at once what the mandate covers, without its budget holder."""
    four_eyes_above_cents: int | None
    """Above this amount a second party has to approve."""
    second_approver: str | None
    """Who approves above the threshold."""


class Contribution(Fields, frozen=True, kw_only=True):
    """One party's money, and where it is."""

    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    earmarks: tuple[str, ...]
    """The goals it may be used for."""
    task_field: str
    """Task field of Iv3, as `5.7`, `0.10` or `6.71a`."""
    year: int
    """The budget year."""
    recurring: str
    """Whether the money comes every year (`structural`), or once (`incidental`)."""
    domain: str
    """`physical` or `social`, as municipal budgets are divided."""
    lapses_on: date | None
    """The last day on which the money may come; what is still to come lapses the day after."""
    counts_for_ceiling: bool
    """Whether it is own public money, which counts for the council's ceiling over all."""
    last_day: date | None = None
    """What is free after this day lapses, of own public money, or is returned; null: neither ever."""
    at_year_end: str = "stays"
    """What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. Today
    `stays`, `returned`; more may come.
    """
    first_loss: bool = False
    """Whether it bears what is lost on loans before other contributions do."""
    pledged_cents: int
    """What was promised and is still to be received."""
    free_cents: int
    """What may be held, or withdrawn."""
    held_cents: int
    """What is held for applications that await a decision."""
    committed_cents: int
    """What was granted, and is not paid yet."""
    paid_cents: int
    """What was paid."""
    refunded_cents: int
    """Principal that came back."""
    earned_cents: int
    """Interest that came in."""
    moved_in_cents: int
    """Savings that were paid in."""
    short_cents: int = 0
    """Set aside, held, committed or paid without money, after a correction; what comes in next fills it."""
    lapsed_cents: int = 0
    """Gone to the general result: own public money whose last day has passed."""
    returning_cents: int = 0
    """To be given back to its contributor: ordered, and not paid yet."""
    given_back_cents: int = 0
    """Given back to its contributor."""
    written_off_cents: int = 0
    """Of loans, not expected back."""
    reserved_cents: int = 0
    """Set aside with a first yes, until the second: free no more, and not held yet."""


class GoalStanding(Fields, frozen=True, kw_only=True):
    """A goal, what is available for it, and what is engaged. Money with several earmarks is available to each."""

    goal: str
    """What the money is for: a goal's id."""
    task_field: str
    """Task field of Iv3, as `5.7`, `0.10` or `6.71a`."""
    code_year: int
    """Year of the Iv3 code list that the task field is from."""
    available_cents: int
    """What is free and may be used for this goal."""
    held_cents: int
    """What is held for applications that await a decision."""
    committed_cents: int
    """What was granted, and is not paid yet."""
    paid_cents: int
    """What was paid."""
    engaged_cents: int
    """Held, committed and paid for the goal, less principal returned: what counts for its ceiling."""
    ceiling_cents: int | None
    """At most this much: of own public money over all contributions, or engaged for the goal named."""
    reserved_cents: int = 0
    """Set aside with a first yes, until the second: free no more, and not held yet."""


class PoolOverview(Answer, frozen=True, kw_only=True):
    """Where every cent of a pool is, per contribution and per goal: its totals, and the contributions asked for."""

    pool: str
    """The pool's id."""
    neighbourhood: str
    """The neighbourhood it is for."""
    budget_holder: str
    """The one party that decides on the pool's money, and pays."""
    ceiling_cents: int
    """At most this much: of own public money over all contributions, or engaged for the goal named."""
    pledged_cents: int
    """What was promised and is still to be received."""
    free_cents: int
    """What may be held, or withdrawn."""
    held_cents: int
    """What is held for applications that await a decision."""
    committed_cents: int
    """What was granted, and is not paid yet."""
    paid_cents: int
    """What was paid."""
    refunded_cents: int
    """Principal that came back."""
    earned_cents: int
    """Interest that came in."""
    moved_in_cents: int
    """Savings that were paid in."""
    short_cents: int = 0
    """Set aside, held, committed or paid without money, after a correction; what comes in next fills it."""
    lapsed_cents: int = 0
    """Gone to the general result: own public money whose last day has passed."""
    returning_cents: int = 0
    """To be given back to its contributor: ordered, and not paid yet."""
    given_back_cents: int = 0
    """Given back to its contributor."""
    written_off_cents: int = 0
    """Of loans, not expected back."""
    reserved_cents: int = 0
    """Set aside with a first yes, until the second: free no more, and not held yet."""
    exhausted: bool
    """Whether nothing is free."""
    counted_cents: int
    """Own public money, put in and still to come: what counts for the council's ceiling over all."""
    others_cents: int
    """What others than the own municipality put in and promised; it counts for no ceiling over all."""
    closed_on: date | None = None
    """The day on which the pool was closed; null: it is open."""
    frame: Frame
    """What the council set beforehand."""
    mandate: Mandate | None
    """The limits within which the budget holder decides alone."""
    net_outlay_cents: int
    """Held, committed and paid, less all that came back: what counts for the mandate's total."""
    interest_reserve: str | None = None
    """The contribution whose income interest is; null: in proportion of those that lent."""
    total_contributions: int
    """How many contributions the pool has in all."""
    contributions: tuple[Contribution, ...]
    """The pool's contributions, and where each one's money is."""
    goals: tuple[GoalStanding, ...]
    """What the money is for."""


class ShowPool(Query[PoolOverview], frozen=True, kw_only=True, omit_defaults=True):
    """Per contribution and per goal what is free, held, committed, paid and came back: exhausted or not (S4).

    Contributions come in the order in which they were pledged, after the first `after`; goals and totals come
    whole.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "pool"
    ANSWER: ClassVar[type[Answer]] = PoolOverview

    pool: str
    """The pool's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class Row(Fields, frozen=True, kw_only=True):
    """What became of one contribution's or contributor's money, or of what may pay for a goal or a task field.

    Of a goal and a task field `pledged`, `received`, `free`, `short`, `returning` and `gone` are those of every
    contribution that is earmarked for it; reserved, held, committed, paid and came back are for that goal alone.
    Money with several earmarks is in several rows, so these rows do not add up. What may pay by a support is not
    among it. Reserved is what is set aside with a first yes that awaits the second; what is so for other goals is
    among what is held elsewhere.
    """

    name: str
    """Which contribution, contributor, goal or task field the row is about."""
    became: str
    """Whether it is exhausted, and how: `free`, `held`, `returning`, `spent`, `spent-elsewhere` (for other goals),
    `gone`, `promised` or `never-funded`. Today `never-funded`, `promised`, `free`, `held`, `returning`, `spent`,
    `spent-elsewhere`, `gone`; more may come.
    """
    pledged_cents: int
    """What was promised and is still to be received."""
    received_cents: int
    """What came in of contributors, whatever went back since."""
    free_cents: int
    """What may be held, or withdrawn."""
    held_cents: int
    """What is held for applications that await a decision."""
    committed_cents: int
    """What was granted, and is not paid yet."""
    paid_cents: int
    """What was paid."""
    came_back_cents: int
    """Principal, interest and savings that came back; of a goal, principal."""
    short_cents: int
    """Set aside, held, committed or paid without money, after a correction; what comes in next fills it."""
    returning_cents: int
    """To be given back to its contributor: ordered, and not paid yet."""
    gone_cents: int
    """Withdrawn, lapsed to the general result, or given back: here no more."""
    held_elsewhere_cents: int
    """Might have paid for this goal, and is held or set aside for others."""
    spent_elsewhere_cents: int
    """Might have paid for this goal, and is committed or paid for others."""
    reserved_cents: int = 0
    """Set aside with a first yes, until the second: free no more, and not held yet."""


class Overview(Answer, frozen=True, kw_only=True):
    """So many rows in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    rows: tuple[Row, ...]
    """What became of the money, row by row."""


ShowOverviewGroupBy: TypeAlias = Literal[
    "contribution",
    "contributor",
    "goal",
    "task-field",
]


class ShowOverview(Query[Overview], frozen=True, kw_only=True, omit_defaults=True):
    """What became of a pool's money, by contribution, contributor, goal or task field of the goals.

    Rows come in the order in which contributions were pledged and goals stand in the frame, after the first
    `after`.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "overview"
    ANSWER: ClassVar[type[Answer]] = Overview

    pool: str
    """The pool's id."""
    group_by: ShowOverviewGroupBy = "goal"
    """`contribution`, `contributor`, `goal` or `task-field` of the goals."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class OfferShown(Fields, frozen=True, kw_only=True):
    """A promise that awaits the budget holder's acceptance."""

    contribution: str
    """The contribution's id, within its pool."""
    offer: int
    """The number of the offer among all offers to the pool: what an acceptance names."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""
    earmarks: tuple[str, ...]
    """The goals it may be used for."""
    task_field: str
    """Task field of Iv3, as `5.7`, `0.10` or `6.71a`."""
    year: int
    """The budget year."""
    recurring: str
    """Whether the money comes every year (`structural`), or once (`incidental`)."""
    domain: str
    """`physical` or `social`, as municipal budgets are divided."""
    lapses_on: date | None
    """The last day on which the money may come; what is still to come lapses the day after."""
    at_year_end: str = "stays"
    """What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. Today
    `stays`, `returned`; more may come.
    """
    first_loss: bool = False
    """Whether it bears what is lost on loans before other contributions do."""


class Offers(Answer, frozen=True, kw_only=True):
    """So many offers in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    offers: tuple[OfferShown, ...]
    """What awaits the budget holder's acceptance, oldest first."""


class ListOffers(Query[Offers], frozen=True, kw_only=True, omit_defaults=True):
    """The offers to a pool that await its budget holder's acceptance, oldest first, after the first `after`.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "offers"
    ANSWER: ClassVar[type[Answer]] = Offers

    pool: str
    """The pool's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class ReceiptShown(Fields, frozen=True, kw_only=True):
    """Money that came, as it was entered or corrected last."""

    receipt: int
    """Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet."""
    cents: int
    """The amount, in whole euro cents."""
    received_on: date
    """The day it arrived on the bank account."""


class Receipts(Answer, frozen=True, kw_only=True):
    """So many receipts in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    receipts: tuple[ReceiptShown, ...]
    """What came, each as it was entered or corrected last."""


class ListReceipts(Query[Receipts], frozen=True, kw_only=True, omit_defaults=True):
    """The receipts of a contribution in the order in which they were entered, after the first `after`.

    A receipt books on `received_on`; what it was corrected by books on the day of the correction. What is
    corrected to nothing stays, with 0 cents.

    Refused with `unknown-pool`, `unknown-contribution`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "receipts"
    ANSWER: ClassVar[type[Answer]] = Receipts

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class CorrectionShown(Fields, frozen=True, kw_only=True):
    """What was entered, what is right, and who has to agree."""

    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    receipt: int | None
    """Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet."""
    was_cents: int
    """What was entered, or corrected last, in whole euro cents."""
    cents: int
    """The amount, in whole euro cents."""
    ground: str
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs."""
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    requested_by: str
    """The party that asked for it, and gave the first yes."""
    approver: str
    """The party that is to give the second yes."""


class Corrections(Answer, frozen=True, kw_only=True):
    """So many corrections in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    corrections: tuple[CorrectionShown, ...]
    """What awaits the second approval."""


class ListCorrections(Query[Corrections], frozen=True, kw_only=True, omit_defaults=True):
    """The corrections in a pool that await the second approval, after the first `after`.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "corrections"
    ANSWER: ClassVar[type[Answer]] = Corrections

    pool: str
    """The pool's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class SupportShown(Fields, frozen=True, kw_only=True):
    """A support, and how much goes under it. Its evidence is told to those who consent only."""

    support: str
    """The support's name in its pool."""
    contributions: tuple[str, ...]
    """The pool's contributions, and where each one's money is."""
    from_goal: str
    """What the money is earmarked for."""
    to_goal: str
    """What the money may pay for as well."""
    max_cents: int
    """At most so much is held, committed and paid under it at a time."""
    used_cents: int
    """Held, committed and paid under it."""
    starts_on: date
    """The first day on which something may be held under it."""
    ends_on: date
    """The last day on which something may be held under it."""
    budget_change: str | None
    """The council's decision that changes the budget; null: none is needed."""
    proposed_by: str
    """The party that proposed it."""
    standing: str
    """How far it has come. Today `proposed`, `agreed`, `ended`, `over`; more may come."""
    awaits: tuple[str, ...]
    """The party whose second yes is awaited."""


class Supports(Answer, frozen=True, kw_only=True):
    """So many supports in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    supports: tuple[SupportShown, ...]
    """The supports, oldest first."""


class ListSupports(Query[Supports], frozen=True, kw_only=True, omit_defaults=True):
    """The supports of a pool, oldest first, after the first `after`.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "supports"
    ANSWER: ClassVar[type[Answer]] = Supports

    pool: str
    """The pool's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class Line(Fields, frozen=True, kw_only=True):
    """What is asked for one goal."""

    goal: str
    """What the money is for: a goal's id."""
    cents: int
    """The amount, in whole euro cents."""


class Attributed(Fields, frozen=True, kw_only=True):
    """What one contribution pays for one goal."""

    goal: str
    """What the money is for: a goal's id."""
    contribution: str
    """The contribution's id, within its pool."""
    cents: int
    """The amount, in whole euro cents."""


class TakesOver(Fields, frozen=True, kw_only=True):
    """So many units of a task, which move to the applicant together with the money."""

    task: str
    """The task's id, within its pool."""
    units: int
    """How many units of the task."""


class LoanTerms(Fields, frozen=True, kw_only=True):
    """On which terms the money is lent. `annual_rate` is a share of the principal a year."""

    repayment: str
    """The number of a repayment of the loan, from 1."""
    annual_rate: str
    """Interest a year, as a share of what is owed: "0.025" for 2.5 %."""
    day_count: str
    """How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`."""
    months_between: int
    """Months from one instalment to the next."""
    instalments: int
    """How many instalments; in an answer, those to come if nothing else comes before."""
    interest_only: int
    """So many of the first instalments repay nothing."""


class Advance(Fields, frozen=True, kw_only=True):
    """In which part it is paid, in per cents of it: at once, not before a day, or once something is reached."""

    percent: int
    """How much of the grant, in whole per cents."""
    due_on: date | None
    """Pay by this day (4:87 Awb: within six weeks)."""
    milestone: str | None
    """What has to be reached before it is paid, in words; null: nothing has to."""


class OfAsk(Fields, frozen=True, kw_only=True):
    """One ask: what it asks, how far it has come, who still has to speak, and which contributions back it."""

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    lines: tuple[Line, ...]
    """What is asked, per goal."""
    standing: str
    """How far it has come. Today `asked`, `awaiting-second-approval`, `held`, `declined`, `released`, `committed`,
    `paid`; more may come.
    """
    awaits: str | None
    """The party whose second yes is awaited."""
    reason: str | None
    """Why, in words for the other party."""
    ground: str | None
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """
    attribution: tuple[Attributed, ...]
    """Which contribution pays how much for which goal."""
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; null: money only."""
    loan: LoanTerms | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    advances: tuple[Advance, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""
    paid_cents: int = 0
    """What was paid."""


class Asks(Answer, frozen=True, kw_only=True):
    """So many asks in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    asks: tuple[OfAsk, ...]
    """What each funder is asked."""


class ListAsks(Query[Asks], frozen=True, kw_only=True, omit_defaults=True):
    """The asks to a pool in the order in which they came, after the first `after`, and how far each has come.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "asks"
    ANSWER: ClassVar[type[Answer]] = Asks

    pool: str
    """The pool's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class AskShown(Answer, frozen=True, kw_only=True):
    """One ask: what it asks, how far it has come, who still has to speak, and which contributions back it."""

    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    lines: tuple[Line, ...]
    """What is asked, per goal."""
    standing: str
    """How far it has come. Today `asked`, `awaiting-second-approval`, `held`, `declined`, `released`, `committed`,
    `paid`; more may come.
    """
    awaits: str | None
    """The party whose second yes is awaited."""
    reason: str | None
    """Why, in words for the other party."""
    ground: str | None
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """
    attribution: tuple[Attributed, ...]
    """Which contribution pays how much for which goal."""
    takes_over: TakesOver | None = None
    """What of a task of the pool goes with the money; null: money only."""
    loan: LoanTerms | None = None
    """On which terms a loan is repaid; null: no loan, or one of before terms were asked."""
    advances: tuple[Advance, ...] = ()
    """In which parts a grant is paid before it is determined; none: all of it at once."""
    paid_cents: int = 0
    """What was paid."""


class ShowAsk(Query[AskShown], frozen=True, kw_only=True, omit_defaults=True):
    """One ask, with the contributions that back it.

    Refused with `unknown-pool`, `unknown-ask`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "ask"
    ANSWER: ClassVar[type[Answer]] = AskShown

    pool: str
    """The pool's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""


class TaskShown(Fields, frozen=True, kw_only=True):
    """A task, and how many of its units are with whom."""

    task: str
    """The task's id, within its pool."""
    description: str
    """What the task is, and for which period its budget."""
    goal: str
    """What the money is for: a goal's id."""
    performer: str
    """Who performs the task where nobody took it over; a party's slug."""
    unit: str
    """What a unit is, in words."""
    units: int
    """How many units it consists of."""
    unit_cents: int
    """The budget that goes with one unit."""
    performer_units: int
    """Units with the task's performer, those that are claimed among them."""
    claimed_units: int
    """Of these, what holds claim whose application is not decided."""
    taken_over_units: int
    """Units with others than the task's performer."""


class Tasks(Answer, frozen=True, kw_only=True):
    """So many tasks in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    tasks: tuple[TaskShown, ...]
    """The pool's tasks, the oldest first."""


class ListTasks(Query[Tasks], frozen=True, kw_only=True, omit_defaults=True):
    """The tasks of a pool that may be taken over, oldest first, after the first `after`.

    Refused with `unknown-pool`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "tasks"
    ANSWER: ClassVar[type[Answer]] = Tasks

    pool: str
    """The pool's id."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""


class GivingBack(Fields, frozen=True, kw_only=True):
    """A proposal to give units back, and what it awaits."""

    number: int
    """Its number among the proposals to give back of the ask, from 1."""
    units: int
    """How many units of the task."""
    cents: int
    """Of a takeover what was granted for it; of giving back what is unspent."""
    awaits: str
    """`consent`, or `refund`: what is unspent has still to come. Today `consent`, `refund`; more may come."""
    consent_of: str | None
    """Whose consent it awaits; null: it has that."""
    came_cents: int
    """Of what is unspent, what came back since it was agreed."""


class TakeoverShown(Fields, frozen=True, kw_only=True):
    """Units that were taken over with an ask, and what is being given back of them."""

    ask: str
    """What one funder is asked: `<application>:<id>`."""
    application: str
    """The application's id."""
    applicant: str
    """The initiative that asks; a party's slug."""
    units: int
    """How many units of the task."""
    cents: int
    """Of a takeover what was granted for it; of giving back what is unspent."""
    units_left: int
    """Taken over, and not given back."""
    giving_back: tuple[GivingBack, ...]
    """Proposals to give units back, and what each awaits."""


class Takeovers(Answer, frozen=True, kw_only=True):
    """So many takeovers of a task in all, and those that were asked for."""

    total: int
    """How many there are in all."""
    takeovers: tuple[TakeoverShown, ...]
    """What was taken over of the task, the oldest first."""


class ListTakeovers(Query[Takeovers], frozen=True, kw_only=True, omit_defaults=True):
    """Who took a task over, and what is being given back of it, oldest first, after the first `after`.

    Refused with `unknown-pool`, `unknown-task`, or as any query.
    """

    SERVICE: ClassVar[str] = "pool"
    NAME: ClassVar[str] = "takeovers"
    ANSWER: ClassVar[type[Answer]] = Takeovers

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    after: int = 0
    """What comes after this one: for messages an index, for lists the last entry seen."""
    limit: int = 100
    """At most so many entries."""
