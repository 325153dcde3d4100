/** Applications: what it answers. Written by the platform's `make contract`. */

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

/**
 * How an application stands with each funder. While it is open with its form, after that with the code of a
 * `failure`; `reason` in words is for those that it concerns, and auditors.
 */
export interface ApplicationShown {
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What the application is for. */
  purpose: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** `open`, `granted` or `failed`. More values may come. */
  status: "open" | "granted" | "failed" | (string & {});
  /** What each funder is asked. */
  asks: AskStanding[];
  /** Why it failed, as a code; null if it was granted. More values may come. */
  failure?: "decide-by-passed" | "withdrawn" | "ended-by-executive" | (string & {}) | null;
  /** Why, in words for the other party. */
  reason?: string | null;
  /** The instant at which the application fails, if not every ask is held. An instant: `2026-04-01T12:00:00+02:00`. */
  decide_by?: string | null;
  /** What all live asks ask together. */
  asked_cents?: number | null;
  /** What is held for applications that await a decision. */
  held_cents?: number | null;
  /** What is to be reached, and how that is measured. */
  results?: Result[] | null;
  /** What the activity costs; equals what is asked plus other money. */
  costs?: Cost[] | null;
  /** Money from elsewhere. Goods in kind stand apart. */
  other_money?: OtherMoney[] | null;
  /** Unpaid work; counts as no money. */
  hours?: Hours[] | null;
  /** What the result is expected to save, and whose budget. */
  expected_savings?: ExpectedSaving[] | null;
  /** Whether the activity goes on (`structural`), or ends (`incidental`). */
  term?: string | null;
  /** What happens when incidental money ends. */
  plan_after?: string | null;
  /** What it takes the place of. */
  replaces?: string | null;
  /** Goods given in kind; they count as no money. Null: of before goods stood apart from other money. */
  goods?: Goods[] | null;
}

/** What one funder is asked, and its answer. A zuil's words are for itself, the applicant and auditors. */
export interface AskStanding {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** How it is given. Only `grant` is offered for now. More values may come. */
  instrument: "grant" | "assignment" | "loan" | "result-contract" | (string & {});
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What is asked, per goal. */
  lines: AskedLine[];
  /** How far it has come. More values may come. */
  standing: "asked" | "held" | "declined" | "dropped" | "released" | (string & {});
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "no-money" | "outside-goal" | "outside-route" | "quality" | "other-funder" | "law" | "own-interest" | "other" | (string & {}) | null;
  /** Why, in words for the other party. */
  reason: string | null;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: TermsOfLoan | null;
  /** What of a task of the pool goes with the money; null: money only. */
  takes_over?: TakesOver | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: PaidAdvance[];
}

export interface AskedLine {
  /** What the money is for: a goal's id. */
  goal: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** How a loan is repaid, as it was asked. A part of a message, not one by itself. */
export interface TermsOfLoan {
  /** The number of a repayment of the loan, from 1. More values may come. */
  repayment: "annuity" | "linear" | "bullet" | (string & {});
  /** Interest a year, as a share of what is owed: "0.025" for 2.5 %. */
  annual_rate: string;
  /** How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. More values may come. */
  day_count: "30E/360" | "act/365F" | "act/act-ISDA" | (string & {});
  /** Months from one instalment to the next. */
  months_between: number;
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: number;
  /** So many of the first instalments repay nothing. */
  interest_only: number;
}

/** So many units of a task of the pool, which move to the applicant together with the money, or not at all. */
export interface TakesOver {
  /** The task's id, within its pool. */
  task: string;
  /** How many units of the task. */
  units: number;
}

/** A part in which a grant is paid. A part of a message, not one by itself. */
export interface PaidAdvance {
  /** How much of the grant, in whole per cents. */
  percent: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string | null;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string | null;
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

export interface OtherMoney {
  /** Where the money comes from. */
  source: string;
  /**
   * What kind of other money it is. `in-kind` is refused but in applications that had it before. More values may
   * come.
   */
  kind: "own" | "crowdfunding" | "endowment-fund" | "assignment" | "in-kind" | (string & {});
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
  /** Whether it is saved every year, or once. More values may come. */
  recurrence: "structural" | "once" | (string & {});
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

/** How many applications are open, and the most urgent of them. */
export interface OpenApplications {
  /** How many applications are open. */
  open: number;
  /** Applications, the most urgent first. */
  applications: Summary[];
}

/** An open application in short. */
export interface Summary {
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What the application is for. */
  purpose: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** `open`, `granted` or `failed`. More values may come. */
  status: "open" | (string & {});
  /** The instant at which the application fails, if not every ask is held. An instant: `2026-04-01T12:00:00+02:00`. */
  decide_by: string;
  /** What all live asks ask together. */
  asked_cents: number;
  /** What is held for applications that await a decision. */
  held_cents: number;
}

/** What a funder has still to answer, the most urgent first. */
export interface UnansweredAsks {
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** What each funder is asked. */
  asks: Unanswered[];
}

/** An ask that awaits its funder. */
export interface Unanswered {
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What the application is for. */
  purpose: string;
  /** The instant at which the application fails, if not every ask is held. An instant: `2026-04-01T12:00:00+02:00`. */
  decide_by: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
}
