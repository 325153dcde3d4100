/** Settlement: what it answers. Written by the platform's `make contract`. */

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
 * An agreement, and what was paid and came back on it: so many refunds in all, and those that were asked for.
 *
 * `order` is the last of its orders, and `paid_on` the last day on which anything of it was paid. Where the
 * grant was changed, what is granted now; once it is determined what it comes to, that; and of what was paid
 * beyond it, what is claimed and what of it came.
 */
export interface AgreementShown {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The applicant, who is paid; a party's slug. */
  recipient: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** How it is given. Only `grant` is offered for now. */
  instrument: string;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: TermsOfLoan | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: Advance[];
  /** The last order that pays it. */
  order: string | null;
  /** What was paid. */
  paid_cents: number;
  /** Principal that came back on the order. */
  principal_returned_cents: number;
  /** Interest that came back on the order. */
  interest_returned_cents: number;
  /** The day it was paid. A day: `2026-04-01`. */
  paid_on?: string | null;
  /** How many refunds the order has in all. If left out: `0`. */
  total_refunds?: number;
  /** What came back on the order, in the order in which it was recorded. */
  refunds?: RefundShown[];
  /** What is granted since the grant was changed, in whole euro cents; null: it was not changed. */
  changed_cents?: number | null;
  /** What the ask comes to in the end, in whole euro cents; null: it is not determined. */
  determined_cents?: number | null;
  /** What is claimed back of what was paid, in whole euro cents. If left out: `0`. */
  claimed_cents?: number;
  /** What came of that, in whole euro cents. If left out: `0`. */
  recovered_cents?: number;
}

/** On which terms a loan is repaid. A part of a message, not one by itself. */
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

/** A part in which a grant is paid. A part of a message, not one by itself. */
export interface Advance {
  /** How much of the grant, in whole per cents. */
  percent: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string | null;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string | null;
}

/** What came back at one time, as it was recorded or corrected last. */
export interface RefundShown {
  /** Its number among the refunds of the order, from 1. */
  refund: number;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** The day on which it was recorded; null of one from before that was remembered. A day: `2026-04-01`. */
  recorded_on: string | null;
  /** The last order that pays it. */
  order?: string | null;
}

/** Agreements, as they were said. */
export interface Agreements {
  /** Agreements, as they were said. */
  agreements: Agreement[];
}

/** What a grant binds one funder to. */
export interface Agreement {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The applicant, who is paid; a party's slug. */
  recipient: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** How it is given. Only `grant` is offered for now. */
  instrument: string;
  /** On which terms a loan is repaid; null: no loan, or one of before terms were asked. */
  loan?: TermsOfLoan | null;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances?: Advance[];
}

/** Payment orders as they were said, the earliest due first. */
export interface Orders {
  /** Payment orders, the earliest due first. */
  orders: PaymentOrdered[];
}

/** The payer is to pay this, to this account, by this day. */
export interface PaymentOrdered {
  /** The payment order's id. */
  order: string;
  /** What is to be paid: a granted ask, part of a saving, or a contribution that goes back. More values may come. */
  purpose: "grant" | "saving-to-recipient" | "saving-to-investor" | "contribution-return" | (string & {});
  /** What one funder is asked: `<application>:<id>`. */
  ask: string | null;
  /** The earn-back's id. */
  earn_back: string | null;
  /** The party that pays. */
  payer: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string;
  /** The contribution's id, within its pool. */
  contribution?: string | null;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance?: number | null;
}

/** In which parts an ask is paid, and where each stands. */
export interface AdvancesShown {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** What was granted, in whole euro cents. */
  granted_cents: number;
  /** What was paid. */
  paid_cents: number;
  /** In which parts a grant is paid before it is determined; none: all of it at once. */
  advances: AdvanceShown[];
}

/** One advance. What was said of it last is for recipient, funder and auditors, and null for others. */
export interface AdvanceShown {
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
  /** How much of the grant, in whole per cents. */
  percent: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string | null;
  /** How far it has come. More values may come. */
  standing: "awaited" | "reported" | "declined" | "ordered" | "paid" | "not-due" | (string & {});
  /** The payment order's id. */
  order: string | null;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string | null;
  /** What the recipient tells of it, for who funds it; null where the asking party may not read it. */
  words: string | null;
}

/** A loan: its terms, where it stands, what settles it today, what came, and what is to fall due. */
export interface LoanShown {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it was paid. A day: `2026-04-01`. */
  paid_on: string;
  /** Principal that is not due yet. */
  outstanding_cents: number;
  /** Principal that is due, and was not paid. */
  due_cents: number;
  /** Interest that is due, and was not paid. */
  interest_due_cents: number;
  /** Paid, and kept for the instalments to come. */
  advance_cents: number;
  /** Principal that was repaid. */
  repaid_cents: number;
  /** Interest that was paid. */
  interest_paid_cents: number;
  /** Of loans, not expected back. */
  written_off_cents: number;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** What is consented to. */
  terms: TermsOfLoan;
  /** What settles the loan today, towards principal. */
  payoff_cents: number;
  /** Interest since the last instalment: due with the next one, or once nothing is left. If left out: `0`. */
  running_interest_cents?: number;
  /** How many repayments in all. */
  total_repayments: number;
  /** What came on the loan, each as it was recorded or corrected last. */
  repayments: RepaymentShown[];
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: InstalmentShown[];
}

/** What came at one time, as it was recorded or corrected last. */
export interface RepaymentShown {
  /** The number of a repayment of the loan, from 1. */
  repayment: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it arrived on the bank account. A day: `2026-04-01`. */
  received_on: string;
}

/** What will fall due, if nothing else comes before. */
export interface InstalmentShown {
  /** Its number among the returns of the contribution, from 1. */
  number: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
}

/** So many loans in all, and where those stand that were asked for. */
export interface Loans {
  /** How many there are in all. */
  total: number;
  /** Loans, each where it stands; of a grant, on which terms each ask for a loan was granted. */
  loans: OfLoan[];
}

export interface OfLoan {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it was paid. A day: `2026-04-01`. */
  paid_on: string;
  /** Principal that is not due yet. */
  outstanding_cents: number;
  /** Principal that is due, and was not paid. */
  due_cents: number;
  /** Interest that is due, and was not paid. */
  interest_due_cents: number;
  /** Paid, and kept for the instalments to come. */
  advance_cents: number;
  /** Principal that was repaid. */
  repaid_cents: number;
  /** Interest that was paid. */
  interest_paid_cents: number;
  /** Of loans, not expected back. */
  written_off_cents: number;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
}

/** The last report of an application; its words are for recipient, funders and auditors, and null for others. */
export interface ReportShown {
  /** The number of the report among those of the application, from 1; null: it rests on none. */
  report: ReportSubmitted;
  /** What the recipient tells of it, for who funds it; null where the asking party may not read it. */
  words: string | null;
}

/** What was done with the money, and what each funder's part comes to by it. The words are for those concerned. */
export interface ReportSubmitted {
  /** The application's id. */
  application: string;
  /** The initiative that asks; a party's slug. */
  applicant: string;
  /** The number of the report among those of the application, from 1; null: it rests on none. */
  report: number;
  /** What it cost, by what it was spent on. */
  costs: CostMade[];
  /** What others than the funders paid of the costs, in whole euro cents. */
  other_cents: number;
  /** What was reached. */
  results: ResultReached[];
  /** Unpaid work that was done; counts as no money. */
  hours: number;
  /**
   * What the recipient tells of it, for who funds it; null where the asking party may not read it. More values may
   * come.
   */
  words: "withheld" | (string & {});
  /** What each funder's part comes to: what the costs leave, in proportion to what each granted. */
  parts: ReportedPart[];
  /** The day of the report. A day: `2026-04-01`. */
  submitted_on: string;
  /** When each funder is to have determined its part. A day: `2026-04-01`. */
  determine_by: string;
}

export interface CostMade {
  /** What it is spent on, or what is given. */
  what: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** What has changed, as it was counted: `reached` in `unit`. */
export interface ResultReached {
  /** What is measured. */
  indicator: string;
  /** The unit in which it is measured. */
  unit: string;
  /** What was reached, as it was counted. */
  reached: string;
}

/** What one funder's part comes to, by what the report says of costs and other money. */
export interface ReportedPart {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** What stands determined of an ask; its reason is for recipient, funder and auditors, and null for others. */
export interface DeterminationShown {
  /** What stands determined. */
  determination: GrantDetermined;
  /** Why, in words for the other party. */
  reason: string | null;
  /** The last day on which less may be determined than was (4:49 Awb). A day: `2026-04-01`. */
  changeable_until: string;
  /** What is claimed because of it, each as it stands. */
  claims: ClaimedBackShown[];
}

/** What this funder owes in the end. The reason in words is for those concerned. */
export interface GrantDetermined {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** The payment order's id. */
  order: string;
  /** What stands determined. */
  determination: number;
  /** What was granted, in whole euro cents. */
  granted_cents: number;
  /** What was paid, less the principal that came back before, in whole euro cents. */
  kept_cents: number;
  /** What was determined before, in whole euro cents; null: nothing. */
  was_cents: number | null;
  /** What the funder owes in the end, in whole euro cents. */
  cents: number;
  /**
   * Why less is determined than was granted or determined before, or more; null: what was granted. More values may
   * come.
   */
  ground: "activities-not-done" | "obligations-not-met" | "wrong-information" | "grant-was-wrong" | "costs-lower" | "new-facts" | "determination-was-wrong" | "obligations-not-met-afterwards" | "reconsidered" | (string & {}) | null;
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
  /** The number of the report among those of the application, from 1; null: it rests on none. */
  report: number | null;
  /** The day of the determination. A day: `2026-04-01`. */
  determined_on: string;
  /** Who determined it; a party's slug. */
  determined_by: string;
  /** What is still to be paid of what is determined. If left out: `0`. */
  rest_cents?: number;
  /** Of what was granted, what neither was paid nor will be: the funder is free of it. If left out: `0`. */
  released_cents?: number;
}

/** What is owed back, and where it stands. */
export interface ClaimedBackShown {
  /** The payment order's id. */
  order: string;
  /** What the funder owes in the end, in whole euro cents. */
  cents: number;
  /** What is still owed, in whole euro cents. */
  owed_cents: number;
  /** Principal that was repaid. */
  repaid_cents: number;
  /** Of loans, not expected back. */
  written_off_cents: number;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
}

/** What awaits the asking party's determination, in the order of the reports. */
export interface AwaitedDeterminations {
  /** The grants that were reported on, and are not determined. */
  awaited: AwaitedShown[];
}

/** A grant that was reported on, and is not determined. */
export interface AwaitedShown {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** What was granted, in whole euro cents. */
  granted_cents: number;
  /** What this funder's part comes to, by the report. */
  reported_cents: number;
  /** When each funder is to have determined its part. A day: `2026-04-01`. */
  determine_by: string;
}

/** Corrections that await the second approval, the oldest first. */
export interface PaymentCorrections {
  /** What awaits the second approval. */
  corrections: PaymentCorrectionAwaitsApproval[];
}

/** A payer asks to correct so much for a pool that a second party has to agree; nothing is corrected yet. */
export interface PaymentCorrectionAwaitsApproval {
  /** The payment order's id. */
  order: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** Its number among the refunds of the order, from 1. */
  refund: number | null;
  /** The principal that was entered, or corrected last, in whole euro cents. */
  was_principal_cents: number;
  /** The interest that was entered, or corrected last, in whole euro cents. */
  was_interest_cents: number;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The party that asked for it, and gave the first yes. */
  requested_by: string;
  /** The party that is to give the second yes. */
  approver: string;
}

/** The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided. */
export interface EarnBackShown {
  /** What is consented to. */
  terms: Terms;
  /** SHA-256 of the terms as said: JSON, keys sorted, no spaces. */
  terms_hash: string;
  /** Whether every party has consented. */
  agreed: boolean;
  /** The parties whose consent is awaited. */
  awaited: string[];
  /** Confirmed payments of the ask. */
  investment_cents: number;
  /** What was verified: of the claim, or of a division over the whole term so far. */
  verified_cents: number;
  /** What moves to the recipient. */
  to_recipient_cents: number;
  /** What returns to the investor. */
  to_investor_cents: number;
}

/**
 * What is consented to. `terms_hash` is SHA-256 over this object: JSON, keys sorted, no spaces.
 *
 * `return_cap_cents` is null where the return is capped at the investment. `gated_return` is left out of terms
 * that were proposed before it could be said: their return is gated.
 */
export interface Terms {
  /** The earn-back's id. */
  earn_back: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The party that pays the ask. */
  investor: string;
  /** The party whose budget saves money because of the result. */
  benefit_holder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: Recipient;
  /** The share of the verified saving that moves to the recipient. */
  move_share: string;
  /** At most this much moves to the recipient, over the whole term. */
  move_cap_cents: number;
  /** The share of the verified saving that returns to the investor. */
  return_share: string;
  /** At most this much returns to the investor, over the whole term. */
  return_cap_cents: number | null;
  /** Periods that start on or after this day count for the return. A day: `2026-04-01`. */
  return_from: string;
  /** First day of the term. A day: `2026-04-01`. */
  term_from: string;
  /** Last day of the term, inclusive. A day: `2026-04-01`. */
  term_to: string;
  /** Whether the return to the investor waits until the verified saving is more than the investment. */
  gated_return?: boolean | null;
}

/** The supported budget: a contribution in a pool. A part of a message, not one by itself. */
export interface Recipient {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
}

/** Earn-backs by their terms. */
export interface EarnBacks {
  /** Earn-backs that were agreed, by their terms. */
  earn_backs: Terms[];
}

/** Claims as they were put to the verifier, the oldest first. */
export interface Claims {
  /** Savings that were claimed, the oldest first. */
  claims: SavingClaimed[];
}

/** The verifier is to judge this saving: the baseline less what was measured. */
export interface SavingClaimed {
  /** The earn-back's id. */
  earn_back: string;
  /** The claim's id. */
  claim: string;
  /** What or whom the saving is on; counted once per benefit holder, subject and period. */
  subject: string;
  /** First day of the period. A day: `2026-04-01`. */
  period_from: string;
  /** Last day of the period, inclusive. A day: `2026-04-01`. */
  period_to: string;
  /** What the subject would have cost in the period, by agreement. */
  baseline_cents: number;
  /** What the subject did cost in the period. */
  measured_cents: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Where the figures come from. */
  evidence: string;
  /** The party whose budget saves money because of the result. */
  benefit_holder: string;
}

/** A page of claims, the oldest first, and how many there are. */
export interface ClaimsJudged {
  /** How many there are in all. */
  total: number;
  /** Savings that were claimed, the oldest first. */
  claims: ClaimShown[];
}

/** A claim, and what its verifier found: how much was verified, or why it was rejected. */
export interface ClaimShown {
  /** The earn-back's id. */
  earn_back: string;
  /** The claim's id. */
  claim: string;
  /** What or whom the saving is on; counted once per benefit holder, subject and period. */
  subject: string;
  /** First day of the period. A day: `2026-04-01`. */
  period_from: string;
  /** Last day of the period, inclusive. A day: `2026-04-01`. */
  period_to: string;
  /** What the subject would have cost in the period, by agreement. */
  baseline_cents: number;
  /** What the subject did cost in the period. */
  measured_cents: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Where the figures come from. */
  evidence: string;
  /** The party whose budget saves money because of the result. */
  benefit_holder: string;
  /** The independent party that is to judge the saving. */
  verifier: string;
  /** `verified` or `rejected`; `awaited` as long as it is neither. More values may come. */
  judgement: "awaited" | "verified" | "rejected" | (string & {});
  /** What was verified: of the claim, or of a division over the whole term so far. */
  verified_cents: number | null;
  /** Why, in words for the other party. */
  reason: string | null;
}
