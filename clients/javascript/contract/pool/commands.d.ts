/** Pool: what a party may ask it to do. Written by the platform's `make contract`. */

/**
 * Bundle budgets for a neighbourhood, within the council's frame, under one budget holder.
 *
 * Sender: role executive.
 *
 * Precondition: No pool has this id; the frame ends no earlier than it begins; each goal is named once, and has
 * one ceiling of its own at most.
 *
 * Refused with `exists`, `frame-invalid`, or as any command.
 */
export interface OpenPool {
  /** The pool's id. */
  pool: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** What the money is for. */
  goals: readonly Goal[];
  /** What the council set beforehand. */
  frame: Frame;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /** The council's ceilings of single goals; goals that are not named have none. */
  ceilings?: readonly GoalCeiling[];
  /** The council's decision that makes the pool's own money a reserve, which does not lapse; null: none. */
  reserve?: string | null;
}

/** What money is for. */
export interface Goal {
  /** What the money is for: a goal's id. */
  goal: string;
  /** Task field of Iv3, as `5.7`, `0.10` or `6.71a`. */
  task_field: string;
  /** Year of the Iv3 code list that the task field is from. */
  code_year: number;
}

/** The council's decision: how much own public money at most, and from when until when. */
export interface Frame {
  /** The council's decision that sets the frame. */
  decision: string;
  /** At most this much: of own public money over all contributions, or engaged for the goal named. */
  ceiling_cents: number;
  /** First day it is valid. A day: `2026-04-01`. */
  valid_from: string;
  /** Last day it is valid. A day: `2026-04-01`. */
  valid_to: string;
}

/** The council's ceiling for one goal: how much may be held, committed and paid for it, less principal returned. */
export interface GoalCeiling {
  /** What the money is for: a goal's id. */
  goal: string;
  /** At most this much: of own public money over all contributions, or engaged for the goal named. */
  ceiling_cents: number;
}

/**
 * Make another party the budget holder.
 *
 * Sender: role executive.
 *
 * Precondition: The pool has another budget holder, and this party is not its second approver. Mandate, holds
 * and commitments stay as they are; what awaits acceptance or consent awaits the new budget holder.
 *
 * Refused with `unknown-pool`, `same-holder`, `second-approver-is-holder`, or as any command.
 */
export interface HandOver {
  /** The pool's id. */
  pool: string;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
}

/**
 * Set another frame for a pool, by a new decision of the council: all of it, also what stays as it was.
 *
 * Sender: role council.
 *
 * Precondition: The decision is another than the one that stands. No ceiling is below what counts for it; every
 * goal that is left out has nothing earmarked or engaged for it; mandate and engaged money stay within the
 * period.
 *
 * Refused with `unknown-pool`, `same-decision`, `frame-invalid`, `below-engaged`, `goal-in-use`, `period-
 * invalid`, `pool-closed`, or as any command.
 */
export interface AmendFrame {
  /** The pool's id. */
  pool: string;
  /** What the council set beforehand. */
  frame: Frame;
  /** What the money is for. */
  goals: readonly Goal[];
  /** The council's ceilings of single goals; goals that are not named have none. */
  ceilings?: readonly GoalCeiling[];
  /** The council's decision that makes the pool's own money a reserve, which does not lapse; null: none. */
  reserve?: string | null;
}

/**
 * Say within which limits the budget holder decides alone, and who approves above the threshold.
 *
 * Sender: role executive.
 *
 * Precondition: Goals and period are within the council's frame; whoever approves above the threshold is another
 * party than the budget holder.
 *
 * Refused with `unknown-pool`, `goal-unknown`, `period-invalid`, `second-approver-missing`, `second-approver-is-
 * holder`, or as any command.
 */
export interface SetMandate {
  /** The pool's id. */
  pool: string;
  /** At most this much in one decision. */
  limit_cents: number;
  /** At most this much over all that is held, committed and paid, less what came back. */
  total_cents: number;
  /** What the money is for. */
  goals: readonly string[];
  /** First day it is valid. A day: `2026-04-01`. */
  valid_from: string;
  /** Last day it is valid. A day: `2026-04-01`. */
  valid_to: string;
  /** Whether the pool answers at once what the mandate covers, without its budget holder. */
  automatic: boolean;
  /** Above this amount a second party has to approve. */
  four_eyes_above_cents?: number | null;
  /** Who approves above the threshold. */
  second_approver?: string | null;
}

/**
 * Say whose income the interest on a pool's loans is: one contribution's, the reserve; null: of those that lent.
 *
 * Sender: role executive.
 *
 * Precondition: The contribution has not ended. It counts for interest that comes in from then on, until the
 * reserve ends, by its year or with its pool. `decision` names the covenant, or the decision by which it was
 * agreed.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `pool-closed`, `lapsed`, `already-so`, or as any command.
 */
export interface SetInterestReserve {
  /** The pool's id. */
  pool: string;
  /** The reserve, whose income interest is; null: in proportion of those that lent. */
  contribution: string | null;
  /** The covenant, or the decision by which it was agreed. */
  decision: string;
}

/**
 * Promise a contribution, and say what it may be used for.
 *
 * Sender: role zuil.
 *
 * Precondition: A mandate is valid today; the earmarks are goals of the pool; own public money is not above the
 * council's ceiling; `lapses_on`, the last day on which it may come, is not past; `at_year_end` is `returned`
 * for money of others only, for what is own lapses; with `first_loss` it bears what is lost on loans before
 * others do; at most five offers of a contributor to a pool await acceptance. It counts once the budget holder
 * accepts it. What the budget holder pledges to its own pool is accepted at once, as `accept-pledge` requires.
 *
 * Refused with `unknown-pool`, `no-mandate`, `lapsed`, `goal-unknown`, `exists`, `too-many-offers`, `too-many-
 * contributions`, `above-frame`, `own-money-lapses`, `pool-closed`, or as any command.
 */
export interface Pledge {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The goals it may be used for. */
  earmarks: readonly string[];
  /** Task field of Iv3, as `5.7`, `0.10` or `6.71a`. */
  task_field: string;
  /** The budget year. */
  year: number;
  /** Whether the money comes every year (`structural`), or once (`incidental`). */
  recurring: "structural" | "incidental";
  /** `physical` or `social`, as municipal budgets are divided. */
  domain: "physical" | "social";
  /** The last day on which the money may come; what is still to come lapses the day after. A day: `2026-04-01`. */
  lapses_on?: string | null;
  /**
   * What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. If left
   * out: `"stays"`.
   */
  at_year_end?: "stays" | "returned";
  /** Whether it bears what is lost on loans before other contributions do. If left out: `false`. */
  first_loss?: boolean;
}

/**
 * Accept a promise: from now on it counts.
 *
 * Sender: budget holder.
 *
 * Precondition: This offer awaits acceptance, and its last day has not passed; a mandate is valid today; what is
 * accepted of own public money stays within the council's ceiling; a pool has at most 1,000 contributions,
 * without those of which nothing came and nothing is still to come.
 *
 * Refused with `unknown-pool`, `unknown-offer`, `not-yours`, `superseded`, `no-mandate`, `lapsed`, `goal-
 * unknown`, `too-many-contributions`, `above-frame`, `own-money-lapses`, `pool-closed`, or as any command.
 */
export interface AcceptPledge {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The number of the offer among all offers to the pool: what an acceptance names. */
  offer: number;
}

/**
 * Take back an offer, or what is still to come of a pledge. What was received stays.
 *
 * Sender: its contributor, or the executive; of an offer also the budget holder.
 *
 * Precondition: Something is still to come. Anybody but its contributor gives a reason.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `not-yours`, `reason-missing`, `nothing-to-cancel`, or as
 * any command.
 */
export interface CancelPledge {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** Why, in words for the other party. */
  reason?: string | null;
}

/**
 * Money of a pledged contribution arrived on the pool's bank account.
 *
 * Sender: budget holder.
 *
 * Precondition: The contribution was pledged, and at least this much of it is still to come; it arrived between
 * the opening of the pool and today, both days inclusive (Europe/Amsterdam).
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `not-yours`, `date-in-future`, `date-too-early`, `more-
 * than-pledged`, `year-closed`, or as any command.
 */
export interface Receive {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it arrived on the bank account. A day: `2026-04-01`. */
  received_on: string;
}

/**
 * Take back money that is free.
 *
 * Sender: its contributor.
 *
 * Precondition: This much of the contribution is free, and was put in by its contributor: interest and savings
 * stay with the pool. Contributions that bear losses first keep free together what others have out on loans.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `not-yours`, `not-free`, `bears-losses`, or as any
 * command.
 */
export interface WithdrawContribution {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/**
 * Let a contribution of the own municipality be used after its last day, by a decision of the council.
 *
 * Sender: role council.
 *
 * Precondition: The contribution's last day has not passed; the new one is later, and within the frame's period.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `lapses-never`, `lapsed`, `not-later`, `period-invalid`,
 * `pool-closed`, or as any command.
 */
export interface CarryOver {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /**
   * What is free after this day lapses, of own public money, or is returned; null: neither ever. A day:
   * `2026-04-01`.
   */
  last_day: string;
  /** The council's decision that sets the frame. */
  decision: string;
}

/**
 * Close a pool in which nothing is open, and give what is left back to the contributors.
 *
 * Sender: role executive.
 *
 * Precondition: No ask waits for an answer or is held, nothing is committed, no offer waits, and of no pledge
 * anything is still to come: decline, wait for the payments, and cancel first.
 *
 * Refused with `unknown-pool`, `pool-closed`, `still-open`, or as any command.
 */
export interface ClosePool {
  /** The pool's id. */
  pool: string;
  /** The decision of the executive. */
  decision: string;
}

/**
 * State what a receipt should have been, or without `receipt` the pledge; 0 cents if there should be none.
 *
 * Sender: budget holder.
 *
 * Precondition: The amount is another than stands in the books. A receipt is corrected up to what is pledged,
 * and not below what its contributor took back since; a pledge only to less, and never below what was received
 * of it: the receipts go first. A wrong party or date is corrected to 0.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `unknown-receipt`, `not-yours`, `nothing-to-correct`,
 * `more-than-pledged`, `reverse-first`, `awaits-approval`, or as any command.
 */
export interface CorrectContribution {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet. */
  receipt?: number | null;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The ground of a decline or a correction, for all to see; null: none was named, in older logs. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen";
}

/**
 * The second yes to a correction that awaits one.
 *
 * Sender: second approver.
 *
 * Precondition: This correction to this amount awaits the approval of another than who asked for it. A receipt
 * is corrected up to what is pledged, and not below what its contributor took back since; a pledge only to less,
 * and never below what was received of it: the receipts go first.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `unknown-receipt`, `nothing-to-approve`, `same-approver`,
 * `not-yours`, `superseded`, `nothing-to-correct`, `more-than-pledged`, `reverse-first`, or as any command.
 */
export interface ApproveCorrection {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet. */
  receipt?: number | null;
  /** The amount, in whole euro cents. */
  cents: number;
}

/**
 * Propose that money earmarked for one goal may be used for another, whose result reduces the need for the
 * first.
 *
 * Of these contributions at most `max_cents` may be held, committed and paid for `to_goal` at a time.
 *
 * Sender: budget holder, or contributor of one of the contributions.
 *
 * Precondition: Every contribution is earmarked for `from_goal`, and none for `to_goal`, a goal of the pool; the
 * period ends after it begins, and not before today. Where own public money is for another main task field of
 * Iv3 than `to_goal`, `budget_change` names the council's decision. A pool has at most 1,000 supports, and 50
 * that await consent.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, `not-yours`, `exists`, `too-many-supports`, `goal-
 * unknown`, `not-earmarked`, `support-needless`, `period-invalid`, `budget-change-missing`, `pool-closed`, or as
 * any command.
 */
export interface ProposeSupport {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
  /** The pool's contributions, and where each one's money is. */
  contributions: readonly string[];
  /** What the money is earmarked for. */
  from_goal: string;
  /** What the money may pay for as well. */
  to_goal: string;
  /** At most so much is held, committed and paid under it at a time. */
  max_cents: number;
  /** The first day on which something may be held under it. A day: `2026-04-01`. */
  starts_on: string;
  /** The last day on which something may be held under it. A day: `2026-04-01`. */
  ends_on: string;
  /** Where the figures come from. */
  evidence: string;
  /** The council's decision that changes the budget; null: none is needed. */
  budget_change?: string | null;
}

/**
 * Say yes to a support, as budget holder, or for all one's contributions that it names.
 *
 * Sender: budget holder, or contributor of one of the contributions.
 *
 * Precondition: The support is neither agreed nor ended, its last day has not passed, and the sender has still
 * to consent.
 *
 * Refused with `unknown-pool`, `unknown-support`, `not-yours`, `support-over`, `already-agreed`, `pool-closed`,
 * or as any command.
 */
export interface ConsentToSupport {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
}

/**
 * End a support, agreed or not: nothing more is held under it. What is held or committed under it stays.
 *
 * Sender: budget holder, or contributor of one of the contributions.
 *
 * Precondition: It has not ended, and its last day has not passed.
 *
 * Refused with `unknown-pool`, `unknown-support`, `not-yours`, `support-over`, or as any command.
 */
export interface EndSupport {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * Say yes to an ask, binding until the application is granted or has failed.
 *
 * Sender: budget holder; of its own ask the second approver.
 *
 * Precondition: Ask, revision and cents are those last asked; a mandate is valid today and covers the ask; there
 * is enough money with the right earmarks, free or backing holds that others can back instead. What it takes
 * over is of a task of the pool, for the task's goal and within its budget, and with the task's performer,
 * claimed by no other hold or first yes. Nobody decides in its own case (2:4 Awb): of an ask of the budget
 * holder itself the second approver is the sender, and decides alone; none may approve its own ask.
 *
 * Refused with `unknown-pool`, `unknown-ask`, `own-interest`, `not-yours`, `superseded`, `already-held`,
 * `application-closed`, `no-mandate`, `outside-mandate`, `above-goal-ceiling`, `unknown-task`, `outside-task`,
 * `performs-already`, `above-task-budget`, `units-not-free`, `not-enough`, `pool-closed`, or as any command.
 */
export interface HoldAsk {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
}

/**
 * Say the second yes, above the four-eyes threshold.
 *
 * Sender: second approver.
 *
 * Precondition: The ask at this revision awaits the second approval; whoever approves is neither who gave the
 * first yes nor the applicant (2:4 Awb). Mandate and task are judged again; the money was set aside with the
 * first yes. Of a first yes from before that was done the money is judged again, too.
 *
 * Refused with `unknown-pool`, `unknown-ask`, `own-interest`, `not-yours`, `same-approver`, `superseded`,
 * `nothing-to-approve`, `application-closed`, `no-mandate`, `outside-mandate`, `above-goal-ceiling`, `unknown-
 * task`, `outside-task`, `performs-already`, `above-task-budget`, `units-not-free`, `not-enough`, or as any
 * command.
 */
export interface ApproveHold {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
}

/**
 * Say no to an ask, with a ground for all and a reason for the applicant.
 *
 * Sender: budget holder; of its own ask the second approver.
 *
 * Precondition: Ask, revision and cents are those last asked, and nothing is held for it; it is not the sender's
 * own.
 *
 * Refused with `unknown-pool`, `unknown-ask`, `own-interest`, `not-yours`, `superseded`, `hold-is-binding`,
 * `already-declined`, `application-closed`, or as any command.
 */
export interface DeclineAsk {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The ground of a decline or a correction, for all to see; null: none was named, in older logs. */
  ground: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other";
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * Say which task may be taken over from whom, in which units, and which budget goes with each.
 *
 * Sender: budget holder.
 *
 * Precondition: The pool is open, and has the goal and no task of this name; a pool has at most 1,000 tasks. The
 * budget of all units together is at most 10^15 cents.
 *
 * Refused with `unknown-pool`, `pool-closed`, `not-yours`, `exists`, `too-many-tasks`, `goal-unknown`, `amount-
 * too-large`, or as any command.
 */
export interface RegisterTask {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What the task is, and for which period its budget. */
  description: string;
  /** What the money is for: a goal's id. */
  goal: string;
  /** Who performs the task where nobody took it over; a party's slug. */
  performer: string;
  /** What a unit is, in words. */
  unit: string;
  /** How many units it consists of. */
  units: number;
  /** The budget that goes with one unit. */
  unit_cents: number;
}

/**
 * Give back, or take back, units that were taken over, and what is unspent of their money with them.
 *
 * They move as soon as this much has come back, or will not be paid: both, or neither.
 *
 * Sender: who took it over, to propose it; budget holder, of its own ask the second approver, to take it back.
 *
 * Precondition: Who takes it back gives a reason. So many units are taken over with the ask and not given back,
 * and so much of its money was paid and has not come back, or is still to be paid. Another proposal of who took
 * it over, or an agreement that awaits its refund, is superseded.
 *
 * Refused with `unknown-pool`, `unknown-takeover`, `not-yours`, `own-interest`, `more-than-taken-over`, `more-
 * than-paid`, `already-so`, `reason-missing`, or as any command.
 */
export interface GiveBackTask {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** How many units of the task. */
  units: number;
  /** What is unspent, and comes back first. */
  cents: number;
  /** Why, in words for the other party. */
  reason?: string | null;
}

/**
 * Say yes to a proposal to give units back. They move once what is unspent has come back.
 *
 * Sender: budget holder; of its own ask the second approver.
 *
 * Precondition: The proposal of this number awaits consent; what can be given back is judged again.
 *
 * Refused with `unknown-pool`, `unknown-takeover`, `not-yours`, `nothing-to-consent`, `more-than-taken-over`,
 * `more-than-paid`, or as any command.
 */
export interface ConsentToGiveBack {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
}

/**
 * Nothing is given back by this proposal after all: units and money stay where they are.
 *
 * Sender: budget holder, of its own ask the second approver; who took it over, before it is agreed.
 *
 * Precondition: The proposal of this number awaits consent, or awaits its refund.
 *
 * Refused with `unknown-pool`, `unknown-takeover`, `not-yours`, `nothing-to-end`, or as any command.
 */
export interface EndGiveBack {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * Close a book year, and every year before it: nothing books in it any more, in any of the three logs.
 *
 * Sender: role executive.
 *
 * Precondition: The year has ended, and is not closed yet.
 *
 * Refused with `year-not-ended`, `year-closed`, or as any command.
 */
export interface CloseYear {
  /** The budget year. */
  year: number;
  /** The council's decision that sets the frame. */
  decision: string;
}
