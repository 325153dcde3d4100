/** Applications: what it tells. Written by the platform's `make contract`. */

/** The commit point: every funder named here is bound to exactly this revision, and to no other. */
export interface ApplicationGranted {
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What each funder is asked. */
  asks: GrantedAsk[];
  /** Loans, each where it stands; of a grant, on which terms each ask for a loan was granted. */
  loans?: GrantedLoan[];
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: GrantedAdvances[];
}

/** What a funder is bound to: this revision of this ask, and no other. */
export interface GrantedAsk {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What is asked, per goal. */
  lines: Line[];
  /** How it is given. Only `grant` is offered for now. More values may come. */
  instrument: "grant" | "assignment" | "loan" | "result-contract" | (string & {});
}

/** What an ask is for, and how much of it. */
export interface Line {
  /** What the money is for: a goal's id. */
  goal: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** On which terms a granted ask is lent. A part of a message, not one by itself. */
export interface GrantedLoan {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** What is consented to. */
  terms: TermsOfLoan;
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

/** In which parts a granted ask is paid. A part of a message, not one by itself. */
export interface GrantedAdvances {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances: PaidAdvance[];
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

/** Every funder is free again. Why somebody ended it, in words, goes to those concerned only. */
export interface ApplicationFailed {
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** `decide-by-passed`, or why the applicant withdrew, in its words. More values may come. */
  reason: "decide-by-passed" | "withdrawn" | "ended-by-executive" | (string & {});
  /** What each funder is asked. */
  asks: FailedAsk[];
}

/** The last revision put to this funder, which is free of it. */
export interface FailedAsk {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
}

/** Why `by` ended the application, in its words: to the zuilen and the applicant, or to the applicant only. */
export interface FailureExplained {
  /** The application's id. */
  application: string;
  /** The party's slug. */
  party: string;
  /** The party whose words these are. */
  by: string;
  /** Why, in words for the other party. */
  reason: string;
}

/** A pool is asked; a higher revision supersedes. 0 cents and no lines: the ask is dropped. */
export interface PoolAsked {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What is asked, per goal. */
  lines: Line[];
  /** How it is given. Only `grant` is offered for now. More values may come. */
  instrument: "grant" | "assignment" | "loan" | "result-contract" | (string & {});
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What the application is for. */
  purpose: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** The instant at which the application fails, if not every ask is held. An instant: `2026-04-01T12:00:00+02:00`. */
  decide_by: string;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: TermsOfLoan | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: PaidAdvance[];
  /** What of a task of the pool goes with the money; null: money only. */
  takes_over?: TakesOver | null;
}

/** So many units of a task of the pool that is asked: they move with the money, or neither does. */
export interface TakesOver {
  /** The task's id, within its pool. */
  task: string;
  /** How many units of the task. */
  units: number;
}

/** The same, told to an outside funder only. */
export interface ZuilAsked {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What is asked, per goal. */
  lines: Line[];
  /** How it is given. Only `grant` is offered for now. More values may come. */
  instrument: "grant" | "assignment" | "loan" | "result-contract" | (string & {});
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** What the application is for. */
  purpose: string;
  /** The neighbourhood it is for. */
  neighbourhood: string;
  /** The instant at which the application fails, if not every ask is held. An instant: `2026-04-01T12:00:00+02:00`. */
  decide_by: string;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: TermsOfLoan | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: PaidAdvance[];
}

/** A zuil's binding yes, waiting for the others. */
export interface ZuilAskHeld {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** A zuil's no, and its ground; its words go to the applicant. The zuil may think again, the applicant rearrange. */
export interface ZuilAskDeclined {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
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

/** The words of a zuil that declined, for the applicant only. */
export interface ZuilDeclineExplained {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
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

/** A pool answered what is not, or no longer, asked: its answer has no effect. */
export interface AnswerStale {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Counts how often the ask was changed. An answer echoes it; only an exact match counts. */
  revision: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** `hold` is a binding yes; `decline` is a no, with a reason. More values may come. */
  answer: "hold" | "decline" | (string & {});
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
