/** Applications: what a party may ask it to do. Written by the platform's `make contract`. */

/**
 * One form to several funders at once; costs equal what is asked plus other money. Hours and goods are no money.
 *
 * Sender: role initiative.
 *
 * Precondition: No application has this id; costs equal what is asked plus other money; every ask names its
 * goals; the asks that are public money stay under the subsidy ceiling; none is to the applicant itself; a task
 * is taken over from a pool only; nothing in kind counts as other money; `decide_by` is still to come, and not
 * too far ahead (13 weeks, unless configured); incidental money has a plan for after.
 *
 * Refused with `exists`, `costs-do-not-add-up`, `subsidy-too-high`, `goal-missing`, `plan-after-missing`,
 * `decide-by-past`, `decide-by-too-far`, `too-many-asks`, `ask-twice`, `funder-invalid`, `amount-too-large`,
 * `own-interest`, `instrument-not-offered`, `loan-terms-missing`, `loan-terms-needless`, `loan-terms-invalid`,
 * `advances-needless`, `advances-invalid`, `no-task-of-a-zuil`, `no-task-by-loan`, `goods-are-no-money`, or as
 * any command.
 */
export interface SubmitApplication {
  /** The application's id. */
  application: string;
  /** What the application is for. */
  purpose: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** What is to be reached, and how that is measured. */
  results: readonly Result[];
  /** What the activity costs; equals what is asked plus other money. */
  costs: readonly Cost[];
  /** What each funder is asked. */
  asks: readonly Ask[];
  /** Money from elsewhere. Goods in kind stand apart. */
  other_money?: readonly OtherMoney[];
  /** Unpaid work; counts as no money. */
  hours?: readonly Hours[];
  /** What the result is expected to save, and whose budget. */
  expected_savings?: readonly ExpectedSaving[];
  /** Whether the activity goes on (`structural`), or ends (`incidental`). */
  term: "structural" | "incidental";
  /** What happens when incidental money ends. */
  plan_after?: string | null;
  /** What it takes the place of. */
  replaces?: string | null;
  /** The instant at which the application fails, if not every ask is held. An instant: `2026-04-01T12:00:00+02:00`. */
  decide_by: string;
  /** Goods given in kind; they count as no money. Null: of before goods stood apart from other money. */
  goods?: readonly Goods[];
}

export interface Result {
  /** What is measured. */
  indicator: string;
  /** The unit in which it is measured. */
  unit: string;
  /** What is to be reached. */
  target: string;
  /** What the money is for: a goal's id. */
  goal: string;
}

export interface Cost {
  /** What it is spent on, or what is given. */
  what: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** What one funder is asked; `ask` is unique within the application. */
export interface Ask {
  /** The ask's id, unique within the application. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** What is asked, per goal. */
  lines: readonly Line[];
  /** How it is given. Only `grant` is offered for now. */
  instrument: "grant" | "assignment" | "loan" | "result-contract";
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: LoanTerms | null;
  /** What of a task of the pool goes with the money; null: money only. */
  takes_over?: TakesOver | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: readonly Advance[];
}

export interface Line {
  /** What the money is for: a goal's id. */
  goal: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/**
 * How a loan is repaid. The first of the instalments falls due `months_between` months after the payment.
 *
 * `annual_rate` is a share of the principal a year, in quotes: "0.025" for 2.5 %. An annuity has equal
 * instalments of interest and principal; linear has equal parts of the principal; a bullet repays all of it with
 * the last one. Of the first `interest_only` instalments only interest is paid.
 */
export interface LoanTerms {
  /** The number of a repayment of the loan, from 1. */
  repayment: "annuity" | "linear" | "bullet";
  /** Interest a year, as a share of what is owed: "0.025" for 2.5 %. */
  annual_rate: string;
  /** How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. */
  day_count: "30E/360" | "act/365F" | "act/act-ISDA";
  /** Months from one instalment to the next. */
  months_between: 1 | 3 | 6 | 12;
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: number;
  /** So many of the first instalments repay nothing. If left out: `0`. */
  interest_only?: number;
}

/** So many units of a task of the pool, which move to the applicant together with the money, or not at all. */
export interface TakesOver {
  /** The task's id, within its pool. */
  task: string;
  /** How many units of the task. */
  units: number;
}

/**
 * What is paid of a grant before it is determined, in whole per cents of it; the rest follows the determination.
 *
 * Without `due_on` and `milestone` it is due six weeks after the grant (4:87 Awb); with `due_on` on that day, if
 * it is still to come then; with `milestone` once the funder finds that this is reached.
 */
export interface Advance {
  /** How much of the grant, in whole per cents. */
  percent: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on?: string | null;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone?: string | null;
}

export interface OtherMoney {
  /** Where the money comes from. */
  source: string;
  /** What kind of other money it is. `in-kind` is refused but in applications that had it before. */
  kind: "own" | "crowdfunding" | "endowment-fund" | "assignment" | "in-kind";
  /** The amount, in whole euro cents. */
  cents: number;
}

export interface Hours {
  /** Who works, or gives goods. */
  who: string;
  /** Unpaid work; counts as no money. */
  hours: number;
}

export interface ExpectedSaving {
  /** The party whose budget saves money because of the result. */
  benefit_holder: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Whether it is saved every year, or once. */
  recurrence: "structural" | "once";
  /** Where the figures come from. */
  evidence: string;
}

export interface Goods {
  /** Who works, or gives goods. */
  who: string;
  /** What it is spent on, or what is given. */
  what: string;
  /** What the giver thinks it is worth: an estimate, which counts in no sum of money. */
  estimated_cents: number;
}

/**
 * All asks and other money as they shall be from now on. What is left out is dropped, an ask or other money.
 *
 * Sender: its applicant.
 *
 * Precondition: The application is open and `decide_by` still to come; an ask keeps its funder; costs still add
 * up; a task is taken over from a pool only; something changes.
 *
 * Refused with `unknown-application`, `not-yours`, `closed`, `too-late`, `nothing-changed`, `funder-fixed`,
 * `costs-do-not-add-up`, `subsidy-too-high`, `goal-missing`, `too-many-asks`, `ask-twice`, `funder-invalid`,
 * `amount-too-large`, `own-interest`, `instrument-not-offered`, `loan-terms-missing`, `loan-terms-needless`,
 * `loan-terms-invalid`, `advances-needless`, `advances-invalid`, `no-task-of-a-zuil`, `no-task-by-loan`, `goods-
 * are-no-money`, or as any command.
 */
export interface Rearrange {
  /** The application's id. */
  application: string;
  /** All asks as they shall be from now on; an ask left out is dropped. */
  asks: readonly Ask[];
  /** Money from elsewhere. Goods in kind stand apart. */
  other_money?: readonly OtherMoney[];
}

/**
 * The applicant gives up; every funder is free again. Its words go to the zuilen that it asked, not to all.
 *
 * Sender: its applicant.
 *
 * Precondition: The application is open.
 *
 * Refused with `unknown-application`, `not-yours`, `closed`, or as any command.
 */
export interface WithdrawApplication {
  /** The application's id. */
  application: string;
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * The executive ends it by a reasoned decision, told to the applicant only. All are free again.
 *
 * Sender: role executive.
 *
 * Precondition: The application is open.
 *
 * Refused with `unknown-application`, `closed`, or as any command.
 */
export interface EndApplication {
  /** The application's id. */
  application: string;
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * A zuil's binding yes, or its no with ground and reason. Only the exact ask, revision and amount counts.
 *
 * Sender: the addressed zuil.
 *
 * Precondition: The application is open and `decide_by` still to come; ask, revision and cents are exactly those
 * asked; a decline has a ground and a reason, and follows no hold; nobody holds what it asks itself.
 *
 * Refused with `unknown-ask`, `not-yours`, `stale-answer`, `closed`, `too-late`, `hold-is-binding`, `already-
 * answered`, `own-interest`, `reason-missing`, `ground-missing`, or as any command.
 */
export interface AnswerAsk {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** `hold` is a binding yes; `decline` is a no, with a reason. */
  answer: "hold" | "decline";
  /** The ground of a decline or a correction, for all to see; null: none was named, in older logs. */
  ground?: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other" | null;
  /** Why, in words for the other party. */
  reason?: string | null;
}
