/** Pool: what it tells. Written by the platform's `make contract`. */

/** A pool was opened, within the council's frame, under its first budget holder. */
export interface PoolOpened {
  /** The pool's id. */
  pool: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** What the money is for. */
  goals: Goal[];
  /** What the council set beforehand. */
  frame: Frame;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /** The council's ceilings of single goals; goals that are not named have none. */
  ceilings?: GoalCeiling[];
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

/** Another party is the budget holder from now on; mandate, holds and commitments stay as they are. */
export interface PoolHandedOver {
  /** The pool's id. */
  pool: string;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /** The budget holder until now. */
  previous_holder: string;
}

/** The council's new frame, whole: it takes the place of the one before. */
export interface FrameAmended {
  /** The pool's id. */
  pool: string;
  /** What the council set beforehand. */
  frame: Frame;
  /** What the money is for. */
  goals: Goal[];
  /** The council's ceilings of single goals; goals that are not named have none. */
  ceilings: GoalCeiling[];
  /** The council's decision that makes the pool's own money a reserve, which does not lapse; null: none. */
  reserve?: string | null;
}

/** The limits within which the budget holder decides alone, in place of those before. */
export interface MandateSet {
  /** The pool's id. */
  pool: string;
  /** At most this much in one decision. */
  limit_cents: number;
  /** At most this much over all that is held, committed and paid, less what came back. */
  total_cents: number;
  /** What the money is for. */
  goals: string[];
  /** First day it is valid. A day: `2026-04-01`. */
  valid_from: string;
  /** Last day it is valid. A day: `2026-04-01`. */
  valid_to: string;
  /** Whether the pool answers at once what the mandate covers, without its budget holder. */
  automatic: boolean;
  /** Above this amount a second party has to approve. */
  four_eyes_above_cents: number | null;
  /** Who approves above the threshold. */
  second_approver: string | null;
}

/** Whose income interest is from now on: the reserve's, or (null) in proportion of those that lent. */
export interface InterestReserveSet {
  /** The pool's id. */
  pool: string;
  /** The reserve, whose income interest is; null: in proportion of those that lent. */
  contribution: string | null;
  /** The covenant, or the decision by which it was agreed. */
  decision: string;
}

/** A contribution is promised, and counts once the budget holder accepts it; a new one is told what waits. */
export interface PledgeOffered {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The number of the offer among all offers to the pool: what an acceptance names. */
  offer: number;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The goals it may be used for. */
  earmarks: string[];
  /** Task field of Iv3, as `5.7`, `0.10` or `6.71a`. */
  task_field: string;
  /** The budget year. */
  year: number;
  /** Whether the money comes every year (`structural`), or once (`incidental`). */
  recurring: string;
  /** `physical` or `social`, as municipal budgets are divided. */
  domain: string;
  /** The last day on which the money may come; what is still to come lapses the day after. A day: `2026-04-01`. */
  lapses_on: string | null;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /**
   * What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. More values
   * may come. If left out: `"stays"`.
   */
  at_year_end?: "stays" | "returned" | (string & {});
  /** Whether it bears what is lost on loans before other contributions do. If left out: `false`. */
  first_loss?: boolean;
}

/** An offer is taken back or refused, or its last day has passed (`ended_by` is `clock`): nobody awaits it now. */
export interface OfferEnded {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The number of the offer among all offers to the pool: what an acceptance names. */
  offer: number;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Who ended it; `clock` where its last day has passed. */
  ended_by: string;
  /** Why, in words for the other party. */
  reason: string | null;
  /** The party that is told. */
  addressee: string;
}

/** So many cents of a pledge, all that was still to come, will not come. What was received stays. */
export interface PledgeCancelled {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Who cancelled it: its contributor, or a party of the executive. */
  cancelled_by: string;
}

/** Why a pledge was cancelled, to those whom it concerns only. */
export interface CancellationExplained {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** Who cancelled it: its contributor, or a party of the executive. */
  cancelled_by: string;
  /** Why, in words for the other party. */
  reason: string;
  /** The party that is told. */
  addressee: string;
}

/** The last day of a pledge has passed: so many cents, all that was still to come, will not come. */
export interface PledgeLapsed {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** A promise for these goals, accepted by the budget holder. Unless it says otherwise, it counts for the ceiling. */
export interface ContributionPledged {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The goals it may be used for. */
  earmarks: string[];
  /** Task field of Iv3, as `5.7`, `0.10` or `6.71a`. */
  task_field: string;
  /** The budget year. */
  year: number;
  /** Whether the money comes every year (`structural`), or once (`incidental`). */
  recurring: string;
  /** `physical` or `social`, as municipal budgets are divided. */
  domain: string;
  /** Whether it is own public money, which counts for the council's ceiling over all. If left out: `true`. */
  counts_for_ceiling?: boolean;
  /**
   * What is free after this day lapses, of own public money, or is returned; null: neither ever. A day:
   * `2026-04-01`.
   */
  last_day?: string | null;
  /**
   * What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. More values
   * may come. If left out: `"stays"`.
   */
  at_year_end?: "stays" | "returned" | (string & {});
  /** Whether it bears what is lost on loans before other contributions do. If left out: `false`. */
  first_loss?: boolean;
}

/** Money of a pledged contribution arrived; it fills what it is short; the rest is free, until it ends. */
export interface ContributionReceived {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it arrived on the bank account. A day: `2026-04-01`. */
  received_on: string;
  /** Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet. */
  receipt?: number | null;
}

/** Free money went back to its contributor. */
export interface ContributionWithdrawn {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What was paid, less the principal that came back before, in whole euro cents. */
  kept_cents?: number | null;
}

/** The last day of a contribution has passed: so many cents that were free go to the general result, on that day. */
export interface ContributionLapsed {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /**
   * What is free after this day lapses, of own public money, or is returned; null: neither ever. A day:
   * `2026-04-01`.
   */
  last_day: string;
}

/** By a decision of the council a contribution may be used until a later day. */
export interface ContributionCarriedOver {
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

/** The contributor of a structural contribution is asked for the next year; it answers by another `pledge`. */
export interface ContributionAskedAgain {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** What came of it for this year and is still to come. */
  cents: number;
  /** The year for which it is asked. */
  year: number;
}

/** So many cents of a contribution, all that was free, go back to its contributor; settlement orders the payment. */
export interface ContributionReturned {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** Its number among the returns of the contribution, from 1. */
  number: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** `year-ended`, `pool-closed`, or `came-after`: it came in after either. More values may come. */
  because: "year-ended" | "pool-closed" | "came-after" | (string & {});
  /** The last day of the contribution; null where its year did not end by it. A day: `2026-04-01`. */
  last_day: string | null;
}

/** The contributor has its money back. */
export interface ReturnPaid {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** The payment of a return is none any more, sent back by the bank or confirmed by mistake; another follows. */
export interface ReturnUndone {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why it is undone: the bank returned the payment, or its confirmation was corrected. More values may come. */
  because: "returned" | "corrected" | (string & {});
}

/** The order of a return was withdrawn: it fills what the contribution is short; the rest is returned anew. */
export interface ReturnFreed {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** A pool was closed; what was free of each contribution, and what comes back later, goes to its contributor. */
export interface PoolClosed {
  /** The pool's id. */
  pool: string;
  /** The day on which the pool was closed; null: it is open. A day: `2026-04-01`. */
  closed_on: string;
  /** The decision of the executive. */
  decision: string;
  /** What is free of each contribution, where something is. */
  parts: Share[];
}

/** What one contribution gets. */
export interface Share {
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** The budget holder asks to correct so much that a second party has to agree; nothing is corrected yet. */
export interface CorrectionAwaitsApproval {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet. */
  receipt: number | null;
  /** What was entered, or corrected last, in whole euro cents. */
  was_cents: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number;
  /** The party that asked for it, and gave the first yes. */
  requested_by: string;
  /** The party that is to give the second yes. */
  approver: string;
}

/** A receipt, or without `receipt` a pledge, was `cents`, not `was_cents`; what is not free any more is short. */
export interface ContributionCorrected {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
  /** Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet. */
  receipt: number | null;
  /** What was entered, or corrected last, in whole euro cents. */
  was_cents: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number;
  /** The party that asked for it, and gave the first yes. */
  requested_by: string;
  /** The second party that agreed; null: it was up to the threshold. */
  approved_by: string | null;
}

/** A support is proposed, and awaits the addressee's consent; a new budget holder is told what waits. */
export interface SupportProposed {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
  /** The pool's contributions, and where each one's money is. */
  contributions: string[];
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
  /** The council's decision that changes the budget; null: none is needed. */
  budget_change: string | null;
  /** Where the figures come from. */
  evidence: string;
  /** The party that proposed it. */
  proposed_by: string;
  /** The party that is told. */
  addressee: string;
}

/** All have consented: from its first day to its last, these contributions may pay for this goal as well. */
export interface SupportAgreed {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
  /** The pool's contributions, and where each one's money is. */
  contributions: string[];
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
  /** The council's decision that changes the budget; null: none is needed. */
  budget_change: string | null;
  /** Who consented: the contributors and the budget holder. */
  agreed_by: string[];
}

/** A support has ended, or was never agreed; what is held or committed under it stays. */
export interface SupportEnded {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
  /** Who ended it; `clock` where its last day has passed. */
  ended_by: string;
}

/** Why a support was ended, to those whom it concerns only. */
export interface SupportEndExplained {
  /** The pool's id. */
  pool: string;
  /** The support's name in its pool. */
  support: string;
  /** Who ended it; `clock` where its last day has passed. */
  ended_by: string;
  /** Why, in words for the other party. */
  reason: string;
  /** The party that is told. */
  addressee: string;
}

/** The first yes was given, and nothing is held before the second. A new second approver is told what waits. */
export interface HoldAwaitsSecondApproval {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The party that is to give the second yes. */
  approver: string;
}

/** The pool's binding yes, until the application is granted or has failed. */
export interface ReservationHeld {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** The pool's no, and its ground; its words go to the applicant. It ends no application, and may become a yes. */
export interface ReservationDeclined {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground?: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other" | (string & {}) | null;
}

/** The words of a pool that declined, for the applicant only. */
export interface DeclineExplained {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other" | (string & {});
  /** Why, in words for the other party. */
  reason: string;
}

/** Nothing is held any more for this revision. An ask that was dropped is answered so, with 0 cents. */
export interface ReservationReleased {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** Granted: the money is due by this budget holder, from these contributions, some of it under supports. */
export interface ReservationCommitted {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /** Which contribution pays how much for which goal. */
  attribution: Part[];
  /** What of the attribution goes by supports. */
  under?: Under[];
}

/** What one contribution pays for one goal. */
export interface Part {
  /** What the money is for: a goal's id. */
  goal: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** What one contribution, of what it pays for this goal, pays under a support: its own earmarks are for others. */
export interface Under {
  /** The support's name in its pool. */
  support: string;
  /** What the money is for: a goal's id. */
  goal: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** This task may be taken over from its performer, whole or in part, together with the budget of so many units. */
export interface TaskRegistered {
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

/** The applicant performs these units from now on; their money is committed with that. */
export interface TaskMoved {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** How many units of the task. */
  units: number;
  /** The application's id. */
  application: string;
  /** Who performs the task where nobody took it over; a party's slug. */
  performer: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What was granted for it. */
  cents: number;
  /** The budget of these units. */
  budget_cents: number;
}

/** Who took these units over wants to give them back, and awaits the addressee's consent; a new one is told. */
export interface GiveBackProposed {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** How many units of the task. */
  units: number;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** What is unspent, and comes back first. */
  cents: number;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** The party that is told. */
  addressee: string;
}

/** These units go back as soon as what is unspent of their money has come back. */
export interface GiveBackAgreed {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** How many units of the task. */
  units: number;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** What is unspent, and comes back first. */
  cents: number;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** Who decided on it for the pool. */
  agreed_by: string;
}

/** Nothing is given back by this proposal: units and money stay where they are. */
export interface GiveBackEnded {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** Who ended it; `clock` where its last day has passed. */
  ended_by: string;
}

/** Why units are taken back, or are not given back after all, for the other party only. */
export interface GiveBackExplained {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** The party whose words these are. */
  by: string;
  /** Why, in words for the other party. */
  reason: string;
  /** The party that is told. */
  addressee: string;
}

/** The performer performs these units again; what was unspent of their money is the pool's again. */
export interface TaskGivenBack {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** How many units of the task. */
  units: number;
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** What was unspent, and came back first. */
  cents: number;
  /** Who performs the task where nobody took it over; a party's slug. */
  performer: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** The budget of these units. */
  budget_cents: number;
}

/** Settlement confirmed the payment of this order. */
export interface ReservationPaid {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution pays how much for which goal. */
  attribution?: Part[];
  /** What of the attribution goes by supports. */
  under?: Under[];
}

/** The payment of this order is none any more, returned or confirmed by mistake: the money is committed again. */
export interface PaymentUndone {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why it is undone: the bank returned the payment, or its confirmation was corrected. More values may come. */
  because: "returned" | "corrected" | (string & {});
}

/** The grant was determined at less: so much of what was committed for it will not be paid, and is free again. */
export interface RemainderFreed {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution pays how much for which goal. */
  attribution: Part[];
  /** What of the attribution goes by supports. */
  under: Under[];
  /**
   * `determined`, or `changed`: why it will not be paid, or why it will be after all. More values may come. If
   * left out: `"determined"`.
   */
  because?: "determined" | "changed" | (string & {});
}

/** That determination was a mistake: the same is committed again. */
export interface RemainderCommitted {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution pays how much for which goal. */
  attribution: Part[];
  /** What of the attribution goes by supports. */
  under: Under[];
  /**
   * `determined`, or `changed`: why it will not be paid, or why it will be after all. More values may come. If
   * left out: `"determined"`.
   */
  because?: "determined" | "changed" | (string & {});
}

/** Principal came back, and is free again in the contributions that paid, in proportion. */
export interface MoneyReturned {
  /** The pool's id. */
  pool: string;
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution gets how much. */
  parts: Share[];
}

/** Interest came in on money that was paid, for the contributions that paid, in proportion. */
export interface InterestReceived {
  /** The pool's id. */
  pool: string;
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution gets how much. */
  parts: Share[];
}

/** More principal or interest came back than was said before (above zero), or less (below zero): the difference. */
export interface ReturnCorrected {
  /** The pool's id. */
  pool: string;
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** How much more came back (above zero), or less (below zero), in cents. */
  cents: number;
  /** Which contribution gets how much. */
  parts: Share[];
  /** Whether it is principal or interest. More values may come. */
  of: "principal" | "interest" | (string & {});
}

/** So much of a loan is not expected back; the contributions that lent it bear it. */
export interface LoanLost {
  /** The pool's id. */
  pool: string;
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The payment order's id. */
  order: string;
  /** Principal that is not expected back. */
  cents: number;
  /** Whose lent money it was: first-loss contributions' first, then in proportion. */
  parts: Share[];
  /** What first-loss contributions bear of the parts of others, with what they had free. */
  borne?: Share[];
  /** The same money by the contributions whose parts it makes good: it is free in those again. */
  spared?: Share[];
}

/** Part of a verified saving was paid into the pool (`purpose` as in settlement's order). */
export interface SavingReceived {
  /** The pool's id. */
  pool: string;
  /** The payment order's id. */
  order: string;
  /** Whether the saving moves to a contribution, or returns to those that paid. */
  purpose: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution gets how much. */
  parts: Share[];
}

/** A saving that was paid into the pool is none any more; it went out of the contributions that got it. */
export interface SavingUndone {
  /** The pool's id. */
  pool: string;
  /** The payment order's id. */
  order: string;
  /** Whether the saving had moved to a contribution, or returned to those that paid. */
  purpose: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Which contribution gets how much. */
  parts: Share[];
  /** Why it is undone: the bank returned the payment, or its confirmation was corrected. More values may come. */
  because: "returned" | "corrected" | (string & {});
}

/** A book year was closed: what happened in it and is told later, books on the first day after it. */
export interface YearClosed {
  /** The budget year. */
  year: number;
  /** The council's decision that sets the frame. */
  decision: string;
}

/**
 * Told to the sender: what became of a command. `code`, `sentence` and `field` are empty if accepted.
 *
 * `faults` names everything that was found wrong, at most 20; `code`, `sentence` and `field` are those of the
 * first.
 */
export interface CommandOutcomeMessage {
  /** The command's CloudEvent id. */
  command_id: string;
  /** The command's name. */
  command: string;
  /** SHA-256 of the command's bytes as they were recorded. */
  body_sha256: string;
  /** Whether the command was accepted; if not, code, sentence and field say why not. */
  accepted: boolean;
  /** The stable code of the refusal; empty if accepted. */
  code: string;
  /** What to do about the refusal; empty if accepted. */
  sentence: string;
  /** The field that the refusal is about, as a path; empty if none. */
  field: string;
  /** Everything that was found wrong, at most 20, the fault of code, sentence and field first. */
  faults?: FieldAtFault[];
}

/** One thing wrong with a command: in which field, a stable code, and a sentence that says what to do. */
export interface FieldAtFault {
  /** The field that the refusal is about, as a path; empty if none. */
  field: string;
  /** The stable code of the refusal; empty if accepted. */
  code: string;
  /** What to do about the refusal; empty if accepted. */
  sentence: string;
}
