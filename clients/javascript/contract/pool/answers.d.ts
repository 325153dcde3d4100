/** Pool: what it answers. Written by the platform's `make contract`. */

/** A place in a log's messages: which log, which index, the hash of the event that said it. Index 0: none yet. */
export interface PositionAnswer {
  /** The log's random id: a restored or replaced log is known by it. */
  log: string;
  /** Place among all that the service says, dense from 1. */
  index: number;
  /** SHA-256 of the stored event. */
  hash: string;
}

/** Complete messages in order of their index, and the index up to which the log was searched. */
export interface Messages {
  /** Complete messages, in order of their index. */
  messages: Record<string, unknown>[];
  /** The index up to which the log was searched; ask on after it. */
  upto: number;
}

/**
 * What became of a command. `code`, `sentence`, `field` and `faults` are empty if accepted.
 *
 * A refusal that was recorded before there were `faults` has none.
 */
export interface OutcomeRecorded {
  /** The party's slug. */
  party: string;
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
  faults: FieldAtFault[];
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

/** So many pools in all, and those that were asked for, each with its totals. */
export interface Pools {
  /** How many there are in all. */
  total: number;
  /** Pools, with their totals. */
  pools: PoolSummary[];
}

/** A pool with its totals. */
export interface PoolSummary {
  /** The pool's id. */
  pool: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /** At most this much: of own public money over all contributions, or engaged for the goal named. */
  ceiling_cents: number;
  /** What was promised and is still to be received. */
  pledged_cents: number;
  /** What may be held, or withdrawn. */
  free_cents: number;
  /** What is held for applications that await a decision. */
  held_cents: number;
  /** What was granted, and is not paid yet. */
  committed_cents: number;
  /** What was paid. */
  paid_cents: number;
  /** Principal that came back. */
  refunded_cents: number;
  /** Interest that came in. */
  earned_cents: number;
  /** Savings that were paid in. */
  moved_in_cents: number;
  /**
   * Set aside, held, committed or paid without money, after a correction; what comes in next fills it. If left
   * out: `0`.
   */
  short_cents?: number;
  /** Gone to the general result: own public money whose last day has passed. If left out: `0`. */
  lapsed_cents?: number;
  /** To be given back to its contributor: ordered, and not paid yet. If left out: `0`. */
  returning_cents?: number;
  /** Given back to its contributor. If left out: `0`. */
  given_back_cents?: number;
  /** Of loans, not expected back. If left out: `0`. */
  written_off_cents?: number;
  /** Set aside with a first yes, until the second: free no more, and not held yet. If left out: `0`. */
  reserved_cents?: number;
  /** Whether nothing is free. */
  exhausted: boolean;
  /** Own public money, put in and still to come: what counts for the council's ceiling over all. */
  counted_cents: number;
  /** What others than the own municipality put in and promised; it counts for no ceiling over all. */
  others_cents: number;
  /** The day on which the pool was closed; null: it is open. A day: `2026-04-01`. */
  closed_on?: string | null;
}

/** Where every cent of a pool is, per contribution and per goal: its totals, and the contributions asked for. */
export interface PoolOverview {
  /** The pool's id. */
  pool: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** The one party that decides on the pool's money, and pays. */
  budget_holder: string;
  /** At most this much: of own public money over all contributions, or engaged for the goal named. */
  ceiling_cents: number;
  /** What was promised and is still to be received. */
  pledged_cents: number;
  /** What may be held, or withdrawn. */
  free_cents: number;
  /** What is held for applications that await a decision. */
  held_cents: number;
  /** What was granted, and is not paid yet. */
  committed_cents: number;
  /** What was paid. */
  paid_cents: number;
  /** Principal that came back. */
  refunded_cents: number;
  /** Interest that came in. */
  earned_cents: number;
  /** Savings that were paid in. */
  moved_in_cents: number;
  /**
   * Set aside, held, committed or paid without money, after a correction; what comes in next fills it. If left
   * out: `0`.
   */
  short_cents?: number;
  /** Gone to the general result: own public money whose last day has passed. If left out: `0`. */
  lapsed_cents?: number;
  /** To be given back to its contributor: ordered, and not paid yet. If left out: `0`. */
  returning_cents?: number;
  /** Given back to its contributor. If left out: `0`. */
  given_back_cents?: number;
  /** Of loans, not expected back. If left out: `0`. */
  written_off_cents?: number;
  /** Set aside with a first yes, until the second: free no more, and not held yet. If left out: `0`. */
  reserved_cents?: number;
  /** Whether nothing is free. */
  exhausted: boolean;
  /** Own public money, put in and still to come: what counts for the council's ceiling over all. */
  counted_cents: number;
  /** What others than the own municipality put in and promised; it counts for no ceiling over all. */
  others_cents: number;
  /** The day on which the pool was closed; null: it is open. A day: `2026-04-01`. */
  closed_on?: string | null;
  /** What the council set beforehand. */
  frame: Frame;
  /** The limits within which the budget holder decides alone. */
  mandate: Mandate | null;
  /** Held, committed and paid, less all that came back: what counts for the mandate's total. */
  net_outlay_cents: number;
  /** The contribution whose income interest is; null: in proportion of those that lent. */
  interest_reserve?: string | null;
  /** How many contributions the pool has in all. */
  total_contributions: number;
  /** The pool's contributions, and where each one's money is. */
  contributions: Contribution[];
  /** What the money is for. */
  goals: GoalStanding[];
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

/** The limits within which the budget holder decides alone. */
export interface Mandate {
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

/** One party's money, and where it is. */
export interface Contribution {
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The party that put the contribution in. */
  contributor: string;
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
  /** Whether it is own public money, which counts for the council's ceiling over all. */
  counts_for_ceiling: boolean;
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
  /** What was promised and is still to be received. */
  pledged_cents: number;
  /** What may be held, or withdrawn. */
  free_cents: number;
  /** What is held for applications that await a decision. */
  held_cents: number;
  /** What was granted, and is not paid yet. */
  committed_cents: number;
  /** What was paid. */
  paid_cents: number;
  /** Principal that came back. */
  refunded_cents: number;
  /** Interest that came in. */
  earned_cents: number;
  /** Savings that were paid in. */
  moved_in_cents: number;
  /**
   * Set aside, held, committed or paid without money, after a correction; what comes in next fills it. If left
   * out: `0`.
   */
  short_cents?: number;
  /** Gone to the general result: own public money whose last day has passed. If left out: `0`. */
  lapsed_cents?: number;
  /** To be given back to its contributor: ordered, and not paid yet. If left out: `0`. */
  returning_cents?: number;
  /** Given back to its contributor. If left out: `0`. */
  given_back_cents?: number;
  /** Of loans, not expected back. If left out: `0`. */
  written_off_cents?: number;
  /** Set aside with a first yes, until the second: free no more, and not held yet. If left out: `0`. */
  reserved_cents?: number;
}

/** A goal, what is available for it, and what is engaged. Money with several earmarks is available to each. */
export interface GoalStanding {
  /** What the money is for: a goal's id. */
  goal: string;
  /** Task field of Iv3, as `5.7`, `0.10` or `6.71a`. */
  task_field: string;
  /** Year of the Iv3 code list that the task field is from. */
  code_year: number;
  /** What is free and may be used for this goal. */
  available_cents: number;
  /** What is held for applications that await a decision. */
  held_cents: number;
  /** What was granted, and is not paid yet. */
  committed_cents: number;
  /** What was paid. */
  paid_cents: number;
  /** Held, committed and paid for the goal, less principal returned: what counts for its ceiling. */
  engaged_cents: number;
  /** At most this much: of own public money over all contributions, or engaged for the goal named. */
  ceiling_cents: number | null;
  /** Set aside with a first yes, until the second: free no more, and not held yet. If left out: `0`. */
  reserved_cents?: number;
}

/** So many rows in all, and those that were asked for. */
export interface Overview {
  /** How many there are in all. */
  total: number;
  /** What became of the money, row by row. */
  rows: Row[];
}

/**
 * What became of one contribution's or contributor's money, or of what may pay for a goal or a task field.
 *
 * Of a goal and a task field `pledged`, `received`, `free`, `short`, `returning` and `gone` are those of every
 * contribution that is earmarked for it; reserved, held, committed, paid and came back are for that goal alone.
 * Money with several earmarks is in several rows, so these rows do not add up. What may pay by a support is not
 * among it. Reserved is what is set aside with a first yes that awaits the second; what is so for other goals is
 * among what is held elsewhere.
 */
export interface Row {
  /** Which contribution, contributor, goal or task field the row is about. */
  name: string;
  /**
   * Whether it is exhausted, and how: `free`, `held`, `returning`, `spent`, `spent-elsewhere` (for other goals),
   * `gone`, `promised` or `never-funded`. More values may come.
   */
  became: "never-funded" | "promised" | "free" | "held" | "returning" | "spent" | "spent-elsewhere" | "gone" | (string & {});
  /** What was promised and is still to be received. */
  pledged_cents: number;
  /** What came in of contributors, whatever went back since. */
  received_cents: number;
  /** What may be held, or withdrawn. */
  free_cents: number;
  /** What is held for applications that await a decision. */
  held_cents: number;
  /** What was granted, and is not paid yet. */
  committed_cents: number;
  /** What was paid. */
  paid_cents: number;
  /** Principal, interest and savings that came back; of a goal, principal. */
  came_back_cents: number;
  /** Set aside, held, committed or paid without money, after a correction; what comes in next fills it. */
  short_cents: number;
  /** To be given back to its contributor: ordered, and not paid yet. */
  returning_cents: number;
  /** Withdrawn, lapsed to the general result, or given back: here no more. */
  gone_cents: number;
  /** Might have paid for this goal, and is held or set aside for others. */
  held_elsewhere_cents: number;
  /** Might have paid for this goal, and is committed or paid for others. */
  spent_elsewhere_cents: number;
  /** Set aside with a first yes, until the second: free no more, and not held yet. If left out: `0`. */
  reserved_cents?: number;
}

/** So many offers in all, and those that were asked for. */
export interface Offers {
  /** How many there are in all. */
  total: number;
  /** What awaits the budget holder's acceptance, oldest first. */
  offers: OfferShown[];
}

/** A promise that awaits the budget holder's acceptance. */
export interface OfferShown {
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
  /**
   * What becomes of money of others that is free at the end of its year: it `stays`, or is `returned`. More values
   * may come. If left out: `"stays"`.
   */
  at_year_end?: "stays" | "returned" | (string & {});
  /** Whether it bears what is lost on loans before other contributions do. If left out: `false`. */
  first_loss?: boolean;
}

/** So many receipts in all, and those that were asked for. */
export interface Receipts {
  /** How many there are in all. */
  total: number;
  /** What came, each as it was entered or corrected last. */
  receipts: ReceiptShown[];
}

/** Money that came, as it was entered or corrected last. */
export interface ReceiptShown {
  /** Which receipt of the contribution, from 1 on; null: a correction of its pledge, or not said yet. */
  receipt: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it arrived on the bank account. A day: `2026-04-01`. */
  received_on: string;
}

/** So many corrections in all, and those that were asked for. */
export interface Corrections {
  /** How many there are in all. */
  total: number;
  /** What awaits the second approval. */
  corrections: CorrectionShown[];
}

/** What was entered, what is right, and who has to agree. */
export interface CorrectionShown {
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
  /** The ground of a decline or a correction, for all to see; null: none was named, in older logs. */
  ground: string;
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number;
  /** The party that asked for it, and gave the first yes. */
  requested_by: string;
  /** The party that is to give the second yes. */
  approver: string;
}

/** So many supports in all, and those that were asked for. */
export interface Supports {
  /** How many there are in all. */
  total: number;
  /** The supports, oldest first. */
  supports: SupportShown[];
}

/** A support, and how much goes under it. Its evidence is told to those who consent only. */
export interface SupportShown {
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
  /** Held, committed and paid under it. */
  used_cents: number;
  /** The first day on which something may be held under it. A day: `2026-04-01`. */
  starts_on: string;
  /** The last day on which something may be held under it. A day: `2026-04-01`. */
  ends_on: string;
  /** The council's decision that changes the budget; null: none is needed. */
  budget_change: string | null;
  /** The party that proposed it. */
  proposed_by: string;
  /** How far it has come. More values may come. */
  standing: "proposed" | "agreed" | "ended" | "over" | (string & {});
  /** The party whose second yes is awaited. */
  awaits: string[];
}

/** So many asks in all, and those that were asked for. */
export interface Asks {
  /** How many there are in all. */
  total: number;
  /** What each funder is asked. */
  asks: OfAsk[];
}

/** One ask: what it asks, how far it has come, who still has to speak, and which contributions back it. */
export interface OfAsk {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What is asked, per goal. */
  lines: Line[];
  /** How far it has come. More values may come. */
  standing: "asked" | "awaiting-second-approval" | "held" | "declined" | "released" | "committed" | "paid" | (string & {});
  /** The party whose second yes is awaited. */
  awaits: string | null;
  /** Why, in words for the other party. */
  reason: string | null;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other" | (string & {}) | null;
  /** Which contribution pays how much for which goal. */
  attribution: Attributed[];
  /** What of a task of the pool goes with the money; null: money only. */
  takes_over?: TakesOver | null;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: LoanTerms | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: Advance[];
  /** What was paid. If left out: `0`. */
  paid_cents?: number;
}

/** What is asked for one goal. */
export interface Line {
  /** What the money is for: a goal's id. */
  goal: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** What one contribution pays for one goal. */
export interface Attributed {
  /** What the money is for: a goal's id. */
  goal: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** So many units of a task, which move to the applicant together with the money. */
export interface TakesOver {
  /** The task's id, within its pool. */
  task: string;
  /** How many units of the task. */
  units: number;
}

/** On which terms the money is lent. `annual_rate` is a share of the principal a year. */
export interface LoanTerms {
  /** The number of a repayment of the loan, from 1. */
  repayment: string;
  /** Interest a year, as a share of what is owed: "0.025" for 2.5 %. */
  annual_rate: string;
  /** How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. */
  day_count: string;
  /** Months from one instalment to the next. */
  months_between: number;
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: number;
  /** So many of the first instalments repay nothing. */
  interest_only: number;
}

/** In which part it is paid, in per cents of it: at once, not before a day, or once something is reached. */
export interface Advance {
  /** How much of the grant, in whole per cents. */
  percent: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string | null;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string | null;
}

/** One ask: what it asks, how far it has come, who still has to speak, and which contributions back it. */
export interface AskShown {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What is asked, per goal. */
  lines: Line[];
  /** How far it has come. More values may come. */
  standing: "asked" | "awaiting-second-approval" | "held" | "declined" | "released" | "committed" | "paid" | (string & {});
  /** The party whose second yes is awaited. */
  awaits: string | null;
  /** Why, in words for the other party. */
  reason: string | null;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other" | (string & {}) | null;
  /** Which contribution pays how much for which goal. */
  attribution: Attributed[];
  /** What of a task of the pool goes with the money; null: money only. */
  takes_over?: TakesOver | null;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: LoanTerms | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: Advance[];
  /** What was paid. If left out: `0`. */
  paid_cents?: number;
}

/** So many tasks in all, and those that were asked for. */
export interface Tasks {
  /** How many there are in all. */
  total: number;
  /** The pool's tasks, the oldest first. */
  tasks: TaskShown[];
}

/** A task, and how many of its units are with whom. */
export interface TaskShown {
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
  /** Units with the task's performer, those that are claimed among them. */
  performer_units: number;
  /** Of these, what holds claim whose application is not decided. */
  claimed_units: number;
  /** Units with others than the task's performer. */
  taken_over_units: number;
}

/** So many takeovers of a task in all, and those that were asked for. */
export interface Takeovers {
  /** How many there are in all. */
  total: number;
  /** What was taken over of the task, the oldest first. */
  takeovers: TakeoverShown[];
}

/** Units that were taken over with an ask, and what is being given back of them. */
export interface TakeoverShown {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** How many units of the task. */
  units: number;
  /** Of a takeover what was granted for it; of giving back what is unspent. */
  cents: number;
  /** Taken over, and not given back. */
  units_left: number;
  /** Proposals to give units back, and what each awaits. */
  giving_back: GivingBack[];
}

/** A proposal to give units back, and what it awaits. */
export interface GivingBack {
  /** Its number among the proposals to give back of the ask, from 1. */
  number: number;
  /** How many units of the task. */
  units: number;
  /** Of a takeover what was granted for it; of giving back what is unspent. */
  cents: number;
  /** `consent`, or `refund`: what is unspent has still to come. More values may come. */
  awaits: "consent" | "refund" | (string & {});
  /** Whose consent it awaits; null: it has that. */
  consent_of: string | null;
  /** Of what is unspent, what came back since it was agreed. */
  came_cents: number;
}
