"""Pool: what it tells. Written by the platform's `make contract`."""

from datetime import date
from typing import ClassVar

from bundel_client.forms import Body, Fields


class Goal(Fields, frozen=True, kw_only=True):
    """What money is for."""

    goal: str
    """What the money is for: a goal's id."""
    task_field: str
    """Task field of Iv3, as `5.7`, `0.10` or `6.71a`."""
    code_year: int
    """Year of the Iv3 code list that the task field is from."""


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


class GoalCeiling(Fields, frozen=True, kw_only=True):
    """The council's ceiling for one goal: how much may be held, committed and paid for it, less principal returned."""

    goal: str
    """What the money is for: a goal's id."""
    ceiling_cents: int
    """At most this much: of own public money over all contributions, or engaged for the goal named."""


class PoolOpened(Body, frozen=True, kw_only=True):
    """A pool was opened, within the council's frame, under its first budget holder."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "pool-opened"

    pool: str
    """The pool's id."""
    neighbourhood: str
    """The neighbourhood it is for."""
    goals: tuple[Goal, ...]
    """What the money is for."""
    frame: Frame
    """What the council set beforehand."""
    budget_holder: str
    """The one party that decides on the pool's money, and pays."""
    ceilings: tuple[GoalCeiling, ...] = ()
    """The council's ceilings of single goals; goals that are not named have none."""
    reserve: str | None = None
    """The council's decision that makes the pool's own money a reserve, which does not lapse; null: none."""


class PoolHandedOver(Body, frozen=True, kw_only=True):
    """Another party is the budget holder from now on; mandate, holds and commitments stay as they are."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "pool-handed-over"

    pool: str
    """The pool's id."""
    budget_holder: str
    """The one party that decides on the pool's money, and pays."""
    previous_holder: str
    """The budget holder until now."""


class FrameAmended(Body, frozen=True, kw_only=True):
    """The council's new frame, whole: it takes the place of the one before."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "frame-amended"

    pool: str
    """The pool's id."""
    frame: Frame
    """What the council set beforehand."""
    goals: tuple[Goal, ...]
    """What the money is for."""
    ceilings: tuple[GoalCeiling, ...]
    """The council's ceilings of single goals; goals that are not named have none."""
    reserve: str | None = None
    """The council's decision that makes the pool's own money a reserve, which does not lapse; null: none."""


class MandateSet(Body, frozen=True, kw_only=True):
    """The limits within which the budget holder decides alone, in place of those before."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "mandate-set"

    pool: str
    """The pool's id."""
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


class InterestReserveSet(Body, frozen=True, kw_only=True):
    """Whose income interest is from now on: the reserve's, or (null) in proportion of those that lent."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "interest-reserve-set"

    pool: str
    """The pool's id."""
    contribution: str | None
    """The reserve, whose income interest is; null: in proportion of those that lent."""
    decision: str
    """The covenant, or the decision by which it was agreed."""


class PledgeOffered(Body, frozen=True, kw_only=True):
    """A contribution is promised, and counts once the budget holder accepts it; a new one is told what waits."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "pledge-offered"

    pool: str
    """The pool's id."""
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
    budget_holder: str
    """The one party that decides on the pool's money, and pays."""
    at_year_end: str = "stays"
    """What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. Today
    `stays`, `returned`; more may come.
    """
    first_loss: bool = False
    """Whether it bears what is lost on loans before other contributions do."""


class OfferEnded(Body, frozen=True, kw_only=True):
    """An offer is taken back or refused, or its last day has passed (`ended_by` is `clock`): nobody awaits it now."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "offer-ended"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    offer: int
    """The number of the offer among all offers to the pool: what an acceptance names."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""
    ended_by: str
    """Who ended it; `clock` where its last day has passed."""
    reason: str | None
    """Why, in words for the other party."""
    addressee: str
    """The party that is told."""


class PledgeCancelled(Body, frozen=True, kw_only=True):
    """So many cents of a pledge, all that was still to come, will not come. What was received stays."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "pledge-cancelled"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""
    cancelled_by: str
    """Who cancelled it: its contributor, or a party of the executive."""


class CancellationExplained(Body, frozen=True, kw_only=True):
    """Why a pledge was cancelled, to those whom it concerns only."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "cancellation-explained"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    cancelled_by: str
    """Who cancelled it: its contributor, or a party of the executive."""
    reason: str
    """Why, in words for the other party."""
    addressee: str
    """The party that is told."""


class PledgeLapsed(Body, frozen=True, kw_only=True):
    """The last day of a pledge has passed: so many cents, all that was still to come, will not come."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "pledge-lapsed"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""


class ContributionPledged(Body, frozen=True, kw_only=True):
    """A promise for these goals, accepted by the budget holder. Unless it says otherwise, it counts for the ceiling."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-pledged"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
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
    counts_for_ceiling: bool = True
    """Whether it is own public money, which counts for the council's ceiling over all."""
    last_day: date | None = None
    """What is free after this day lapses, of own public money, or is returned; null: neither ever."""
    at_year_end: str = "stays"
    """What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. Today
    `stays`, `returned`; more may come.
    """
    first_loss: bool = False
    """Whether it bears what is lost on loans before other contributions do."""


class ContributionReceived(Body, frozen=True, kw_only=True):
    """Money of a pledged contribution arrived; it fills what it is short; the rest is free, until it ends."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-received"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""
    received_on: date
    """The day it arrived on the bank account."""
    receipt: int | None = None
    """Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet."""


class ContributionWithdrawn(Body, frozen=True, kw_only=True):
    """Free money went back to its contributor."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-withdrawn"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""
    kept_cents: int | None = None
    """What was paid, less the principal that came back before, in whole euro cents."""


class ContributionLapsed(Body, frozen=True, kw_only=True):
    """The last day of a contribution has passed: so many cents that were free go to the general result, on that day."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-lapsed"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """The amount, in whole euro cents."""
    last_day: date
    """What is free after this day lapses, of own public money, or is returned; null: neither ever."""


class ContributionCarriedOver(Body, frozen=True, kw_only=True):
    """By a decision of the council a contribution may be used until a later day."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-carried-over"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    last_day: date
    """What is free after this day lapses, of own public money, or is returned; null: neither ever."""
    decision: str
    """The council's decision that sets the frame."""


class ContributionAskedAgain(Body, frozen=True, kw_only=True):
    """The contributor of a structural contribution is asked for the next year; it answers by another `pledge`."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-asked-again"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    cents: int
    """What came of it for this year and is still to come."""
    year: int
    """The year for which it is asked."""


class ContributionReturned(Body, frozen=True, kw_only=True):
    """So many cents of a contribution, all that was free, go back to its contributor; settlement orders the payment."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-returned"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    contributor: str
    """The party that put the contribution in."""
    number: int
    """Its number among the returns of the contribution, from 1."""
    cents: int
    """The amount, in whole euro cents."""
    because: str
    """`year-ended`, `pool-closed`, or `came-after`: it came in after either. Today `year-ended`, `pool-closed`,
    `came-after`; more may come.
    """
    last_day: date | None
    """The last day of the contribution; null where its year did not end by it."""


class ReturnPaid(Body, frozen=True, kw_only=True):
    """The contributor has its money back."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "return-paid"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""


class ReturnUndone(Body, frozen=True, kw_only=True):
    """The payment of a return is none any more, sent back by the bank or confirmed by mistake; another follows."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "return-undone"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""
    because: str
    """Why it is undone: the bank returned the payment, or its confirmation was corrected. Today `returned`,
    `corrected`; more may come.
    """


class ReturnFreed(Body, frozen=True, kw_only=True):
    """The order of a return was withdrawn: it fills what the contribution is short; the rest is returned anew."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "return-freed"

    pool: str
    """The pool's id."""
    contribution: str
    """The contribution's id, within its pool."""
    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""


class Share(Fields, frozen=True, kw_only=True):
    """What one contribution gets."""

    contribution: str
    """The contribution's id, within its pool."""
    cents: int
    """The amount, in whole euro cents."""


class PoolClosed(Body, frozen=True, kw_only=True):
    """A pool was closed; what was free of each contribution, and what comes back later, goes to its contributor."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "pool-closed"

    pool: str
    """The pool's id."""
    closed_on: date
    """The day on which the pool was closed; null: it is open."""
    decision: str
    """The decision of the executive."""
    parts: tuple[Share, ...]
    """What is free of each contribution, where something is."""


class CorrectionAwaitsApproval(Body, frozen=True, kw_only=True):
    """The budget holder asks to correct so much that a second party has to agree; nothing is corrected yet."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "correction-awaits-approval"

    pool: str
    """The pool's id."""
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
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `wrong-
    amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-happen`; more may come.
    """
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    requested_by: str
    """The party that asked for it, and gave the first yes."""
    approver: str
    """The party that is to give the second yes."""


class ContributionCorrected(Body, frozen=True, kw_only=True):
    """A receipt, or without `receipt` a pledge, was `cents`, not `was_cents`; what is not free any more is short."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "contribution-corrected"

    pool: str
    """The pool's id."""
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
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `wrong-
    amount`, `wrong-party`, `wrong-date`, `entered-twice`, `did-not-happen`; more may come.
    """
    of_year: int
    """The year that it belongs to, whatever year it is booked in; null: it is not remembered."""
    requested_by: str
    """The party that asked for it, and gave the first yes."""
    approved_by: str | None
    """The second party that agreed; null: it was up to the threshold."""


class SupportProposed(Body, frozen=True, kw_only=True):
    """A support is proposed, and awaits the addressee's consent; a new budget holder is told what waits."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "support-proposed"

    pool: str
    """The pool's id."""
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
    starts_on: date
    """The first day on which something may be held under it."""
    ends_on: date
    """The last day on which something may be held under it."""
    budget_change: str | None
    """The council's decision that changes the budget; null: none is needed."""
    evidence: str
    """Where the figures come from."""
    proposed_by: str
    """The party that proposed it."""
    addressee: str
    """The party that is told."""


class SupportAgreed(Body, frozen=True, kw_only=True):
    """All have consented: from its first day to its last, these contributions may pay for this goal as well."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "support-agreed"

    pool: str
    """The pool's id."""
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
    starts_on: date
    """The first day on which something may be held under it."""
    ends_on: date
    """The last day on which something may be held under it."""
    budget_change: str | None
    """The council's decision that changes the budget; null: none is needed."""
    agreed_by: tuple[str, ...]
    """Who consented: the contributors and the budget holder."""


class SupportEnded(Body, frozen=True, kw_only=True):
    """A support has ended, or was never agreed; what is held or committed under it stays."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "support-ended"

    pool: str
    """The pool's id."""
    support: str
    """The support's name in its pool."""
    ended_by: str
    """Who ended it; `clock` where its last day has passed."""


class SupportEndExplained(Body, frozen=True, kw_only=True):
    """Why a support was ended, to those whom it concerns only."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "support-end-explained"

    pool: str
    """The pool's id."""
    support: str
    """The support's name in its pool."""
    ended_by: str
    """Who ended it; `clock` where its last day has passed."""
    reason: str
    """Why, in words for the other party."""
    addressee: str
    """The party that is told."""


class HoldAwaitsSecondApproval(Body, frozen=True, kw_only=True):
    """The first yes was given, and nothing is held before the second. A new second approver is told what waits."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "hold-awaits-second-approval"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    approver: str
    """The party that is to give the second yes."""


class ReservationHeld(Body, frozen=True, kw_only=True):
    """The pool's binding yes, until the application is granted or has failed."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "reservation-held"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""


class ReservationDeclined(Body, frozen=True, kw_only=True):
    """The pool's no, and its ground; its words go to the applicant. It ends no application, and may become a yes."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "reservation-declined"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    reason: str
    """Why, in words for the other party. Today `withheld`; more may come."""
    ground: str | None = None
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """


class DeclineExplained(Body, frozen=True, kw_only=True):
    """The words of a pool that declined, for the applicant only."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "decline-explained"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    applicant: str
    """The initiative that asks; a party's slug."""
    ground: str
    """The ground of a decline or a correction, for all to see; null: none was named, in older logs. Today `no-
    money`, `outside-goal`, `outside-route`, `quality`, `other-funder`, `law`, `own-interest`, `other`; more may
    come.
    """
    reason: str
    """Why, in words for the other party."""


class ReservationReleased(Body, frozen=True, kw_only=True):
    """Nothing is held any more for this revision. An ask that was dropped is answered so, with 0 cents."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "reservation-released"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""


class Part(Fields, frozen=True, kw_only=True):
    """What one contribution pays for one goal."""

    goal: str
    """What the money is for: a goal's id."""
    contribution: str
    """The contribution's id, within its pool."""
    cents: int
    """The amount, in whole euro cents."""


class Under(Fields, frozen=True, kw_only=True):
    """What one contribution, of what it pays for this goal, pays under a support: its own earmarks are for others."""

    support: str
    """The support's name in its pool."""
    goal: str
    """What the money is for: a goal's id."""
    contribution: str
    """The contribution's id, within its pool."""
    cents: int
    """The amount, in whole euro cents."""


class ReservationCommitted(Body, frozen=True, kw_only=True):
    """Granted: the money is due by this budget holder, from these contributions, some of it under supports."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "reservation-committed"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    revision: int
    """Counts how often the ask was changed. An answer echoes it; only an exact match counts."""
    cents: int
    """The amount, in whole euro cents."""
    budget_holder: str
    """The one party that decides on the pool's money, and pays."""
    attribution: tuple[Part, ...]
    """Which contribution pays how much for which goal."""
    under: tuple[Under, ...] = ()
    """What of the attribution goes by supports."""


class TaskRegistered(Body, frozen=True, kw_only=True):
    """This task may be taken over from its performer, whole or in part, together with the budget of so many units."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "task-registered"

    pool: str
    """The pool's id."""
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


class TaskMoved(Body, frozen=True, kw_only=True):
    """The applicant performs these units from now on; their money is committed with that."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "task-moved"

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    units: int
    """How many units of the task."""
    application: str
    """The application's id."""
    performer: str
    """Who performs the task where nobody took it over; a party's slug."""
    applicant: str
    """The initiative that asks; a party's slug."""
    cents: int
    """What was granted for it."""
    budget_cents: int
    """The budget of these units."""


class GiveBackProposed(Body, frozen=True, kw_only=True):
    """Who took these units over wants to give them back, and awaits the addressee's consent; a new one is told."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "give-back-proposed"

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    units: int
    """How many units of the task."""
    number: int
    """Its number among the proposals to give back of the ask, from 1."""
    cents: int
    """What is unspent, and comes back first."""
    applicant: str
    """The initiative that asks; a party's slug."""
    addressee: str
    """The party that is told."""


class GiveBackAgreed(Body, frozen=True, kw_only=True):
    """These units go back as soon as what is unspent of their money has come back."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "give-back-agreed"

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    units: int
    """How many units of the task."""
    number: int
    """Its number among the proposals to give back of the ask, from 1."""
    cents: int
    """What is unspent, and comes back first."""
    applicant: str
    """The initiative that asks; a party's slug."""
    agreed_by: str
    """Who decided on it for the pool."""


class GiveBackEnded(Body, frozen=True, kw_only=True):
    """Nothing is given back by this proposal: units and money stay where they are."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "give-back-ended"

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    number: int
    """Its number among the proposals to give back of the ask, from 1."""
    ended_by: str
    """Who ended it; `clock` where its last day has passed."""


class GiveBackExplained(Body, frozen=True, kw_only=True):
    """Why units are taken back, or are not given back after all, for the other party only."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "give-back-explained"

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    number: int
    """Its number among the proposals to give back of the ask, from 1."""
    by: str
    """The party whose words these are."""
    reason: str
    """Why, in words for the other party."""
    addressee: str
    """The party that is told."""


class TaskGivenBack(Body, frozen=True, kw_only=True):
    """The performer performs these units again; what was unspent of their money is the pool's again."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "task-given-back"

    pool: str
    """The pool's id."""
    task: str
    """The task's id, within its pool."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    units: int
    """How many units of the task."""
    number: int
    """Its number among the proposals to give back of the ask, from 1."""
    cents: int
    """What was unspent, and came back first."""
    performer: str
    """Who performs the task where nobody took it over; a party's slug."""
    applicant: str
    """The initiative that asks; a party's slug."""
    budget_cents: int
    """The budget of these units."""


class ReservationPaid(Body, frozen=True, kw_only=True):
    """Settlement confirmed the payment of this order."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "reservation-paid"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""
    attribution: tuple[Part, ...] = ()
    """Which contribution pays how much for which goal."""
    under: tuple[Under, ...] = ()
    """What of the attribution goes by supports."""


class PaymentUndone(Body, frozen=True, kw_only=True):
    """The payment of this order is none any more, returned or confirmed by mistake: the money is committed again."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "payment-undone"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    order: str
    """The payment order's id."""
    cents: int
    """The amount, in whole euro cents."""
    because: str
    """Why it is undone: the bank returned the payment, or its confirmation was corrected. Today `returned`,
    `corrected`; more may come.
    """


class RemainderFreed(Body, frozen=True, kw_only=True):
    """The grant was determined at less: so much of what was committed for it will not be paid, and is free again."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "remainder-freed"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """The amount, in whole euro cents."""
    attribution: tuple[Part, ...]
    """Which contribution pays how much for which goal."""
    under: tuple[Under, ...]
    """What of the attribution goes by supports."""
    because: str = "determined"
    """`determined`, or `changed`: why it will not be paid, or why it will be after all. Today `determined`,
    `changed`; more may come.
    """


class RemainderCommitted(Body, frozen=True, kw_only=True):
    """That determination was a mistake: the same is committed again."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "remainder-committed"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """The amount, in whole euro cents."""
    attribution: tuple[Part, ...]
    """Which contribution pays how much for which goal."""
    under: tuple[Under, ...]
    """What of the attribution goes by supports."""
    because: str = "determined"
    """`determined`, or `changed`: why it will not be paid, or why it will be after all. Today `determined`,
    `changed`; more may come.
    """


class MoneyReturned(Body, frozen=True, kw_only=True):
    """Principal came back, and is free again in the contributions that paid, in proportion."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "money-returned"

    pool: str
    """The pool's id."""
    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """The amount, in whole euro cents."""
    parts: tuple[Share, ...]
    """Which contribution gets how much."""


class InterestReceived(Body, frozen=True, kw_only=True):
    """Interest came in on money that was paid, for the contributions that paid, in proportion."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "interest-received"

    pool: str
    """The pool's id."""
    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """The amount, in whole euro cents."""
    parts: tuple[Share, ...]
    """Which contribution gets how much."""


class ReturnCorrected(Body, frozen=True, kw_only=True):
    """More principal or interest came back than was said before (above zero), or less (below zero): the difference."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "return-corrected"

    pool: str
    """The pool's id."""
    order: str
    """The payment order's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    cents: int
    """How much more came back (above zero), or less (below zero), in cents."""
    parts: tuple[Share, ...]
    """Which contribution gets how much."""
    of: str
    """Whether it is principal or interest. Today `principal`, `interest`; more may come."""


class LoanLost(Body, frozen=True, kw_only=True):
    """So much of a loan is not expected back; the contributions that lent it bear it."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "loan-lost"

    pool: str
    """The pool's id."""
    application: str
    """The application's id."""
    ask: str
    """What one funder is asked: `<application>:<id>`."""
    order: str
    """The payment order's id."""
    cents: int
    """Principal that is not expected back."""
    parts: tuple[Share, ...]
    """Whose lent money it was: first-loss contributions' first, then in proportion."""
    borne: tuple[Share, ...] = ()
    """What first-loss contributions bear of the parts of others, with what they had free."""
    spared: tuple[Share, ...] = ()
    """The same money by the contributions whose parts it makes good: it is free in those again."""


class SavingReceived(Body, frozen=True, kw_only=True):
    """Part of a verified saving was paid into the pool (`purpose` as in settlement's order)."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "saving-received"

    pool: str
    """The pool's id."""
    order: str
    """The payment order's id."""
    purpose: str
    """Whether the saving moves to a contribution, or returns to those that paid."""
    cents: int
    """The amount, in whole euro cents."""
    parts: tuple[Share, ...]
    """Which contribution gets how much."""


class SavingUndone(Body, frozen=True, kw_only=True):
    """A saving that was paid into the pool is none any more; it went out of the contributions that got it."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "saving-undone"

    pool: str
    """The pool's id."""
    order: str
    """The payment order's id."""
    purpose: str
    """Whether the saving had moved to a contribution, or returned to those that paid."""
    cents: int
    """The amount, in whole euro cents."""
    parts: tuple[Share, ...]
    """Which contribution gets how much."""
    because: str
    """Why it is undone: the bank returned the payment, or its confirmation was corrected. Today `returned`,
    `corrected`; more may come.
    """


class YearClosed(Body, frozen=True, kw_only=True):
    """A book year was closed: what happened in it and is told later, books on the first day after it."""

    SERVICE: ClassVar[str] = "pool"
    KIND: ClassVar[str] = "year-closed"

    year: int
    """The budget year."""
    decision: str
    """The council's decision that sets the frame."""


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

    SERVICE: ClassVar[str] = "pool"
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
