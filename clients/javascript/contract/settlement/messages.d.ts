/** Settlement: what it tells. Written by the platform's `make contract`. */

/** What a grant binds one funder to, to the recipient: the applicant. */
export interface AgreementMade {
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

/** The payer is to pay this, to this account, by this day. */
export interface PaymentOrdered {
  /** The payment order's id. */
  order: string;
  /** What the order pays: a granted ask, part of a saving, or a contribution that goes back. More values may come. */
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
  /** Of the pool that pays, the contribution that goes back; null: the order pays something else. */
  contribution?: string | null;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance?: number | null;
}

/** An open order now has another payer: the new budget holder. */
export interface OrderReassigned {
  /** The payment order's id. */
  order: string;
  /** What the order pays: a granted ask, part of a saving, or a contribution that goes back. More values may come. */
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
  /** Of the pool that pays, the contribution that goes back; null: the order pays something else. */
  contribution?: string | null;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance?: number | null;
}

/** The payer paid an order, in full. */
export interface PaymentConfirmed {
  /** The payment order's id. */
  order: string;
  /** What was paid: a granted ask, part of a saving, or a contribution that goes back. More values may come. */
  purpose: "grant" | "saving-to-recipient" | "saving-to-investor" | "contribution-return" | (string & {});
  /** What one funder is asked: `<application>:<id>`. */
  ask: string | null;
  /** The earn-back's id. */
  earn_back: string | null;
  /** The application's id. */
  application: string | null;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that pays. */
  payer: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it was paid. A day: `2026-04-01`. */
  paid_on: string;
  /** The contribution's id, within its pool. */
  contribution?: string | null;
}

/** The payment did not arrive; the order is closed, and another takes its place. */
export interface PaymentFailed {
  /** The payment order's id. */
  order: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that pays. */
  payer: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why, in words for the other party. */
  reason: string;
}

/** The bank sent the payment of an order back, in full; the order is closed, and another takes its place. */
export interface PaymentReturned {
  /** The payment order's id. */
  order: string;
  /** What was paid: a granted ask, part of a saving, or a contribution that goes back. More values may come. */
  purpose: "grant" | "saving-to-recipient" | "saving-to-investor" | "contribution-return" | (string & {});
  /** What one funder is asked: `<application>:<id>`. */
  ask: string | null;
  /** The earn-back's id. */
  earn_back: string | null;
  /** The application's id. */
  application: string | null;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that pays. */
  payer: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it was back on the bank account. A day: `2026-04-01`. */
  returned_on: string;
  /** The contribution's id, within its pool. */
  contribution?: string | null;
}

/** Principal, interest or both came back to the payer, on what was paid on this order. */
export interface RefundConfirmed {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** Its number among the refunds of the order, from 1. */
  refund?: number | null;
}

/** What an advance awaits is reached, says its recipient. The words are for those concerned. */
export interface MilestoneReported {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string;
  /**
   * What the recipient tells of it, for who funds it; null where the asking party may not read it. More values may
   * come.
   */
  words: "withheld" | (string & {});
  /** The day on which it was reported. A day: `2026-04-01`. */
  reported_on: string;
}

/** It is not reached yet, says its funder. The reason is for those concerned. */
export interface MilestoneDeclined {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string;
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
  /** Who found that it is not reached yet. */
  declined_by: string;
}

/** It is reached, says its funder: the advance is to be paid. */
export interface AdvanceReleased {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
  /** What has to be reached before it is paid, in words; null: nothing has to. */
  milestone: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Who found that it is reached. */
  released_by: string;
  /** The day on which that was found. A day: `2026-04-01`. */
  released_on: string;
}

/** What this funder grants from now on, and what each advance comes to. The reason is for those concerned. */
export interface GrantChanged {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** Its number among the changes of the ask, from 1. */
  change: number;
  /** What was granted before this change, in whole euro cents. */
  was_cents: number;
  /** What is granted from now on, in whole euro cents; 0: nothing any more. */
  cents: number;
  /** What each advance comes to from now on, in whole euro cents; one that is paid, what was paid. */
  advances: number[];
  /** Why less is granted than before, or more. More values may come. */
  ground: "activities-not-done" | "obligations-not-met" | "wrong-information" | "grant-was-wrong" | "money-not-made-available" | "circumstances-changed" | "at-request" | "reconsidered" | (string & {});
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
  /** The day of the change. A day: `2026-04-01`. */
  changed_on: string;
  /** Who changed it; a party's slug. */
  changed_by: string;
}

/** The loan was paid: from this day it bears interest, and falls due on these terms. */
export interface LoanPaidOut {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it was paid. A day: `2026-04-01`. */
  paid_on: string;
  /** What is consented to. */
  terms: TermsOfLoan;
}

/** More was paid than was determined: so much is owed back, and is moved by the messages of a loan. */
export interface ClaimMade {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** The number of the determination among those of the ask, from 1. */
  determination: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day on which it was claimed. A day: `2026-04-01`. */
  claimed_on: string;
  /** What is consented to. */
  terms: TermsOfClaim;
}

/** By which instalments a claim is due. A part of a message, not one by itself. */
export interface TermsOfClaim {
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: number;
  /** Months from one instalment to the next. */
  months_between: number;
  /** The day on which the first instalment is due. A day: `2026-04-01`. */
  first_due_on: string;
}

/** What falls due on this day, and how much of it is paid already by what came in advance. */
export interface InstalmentDue {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** Its number among the returns of the contribution, from 1. */
  number: number;
  /** Pay by this day (4:87 Awb: within six weeks). A day: `2026-04-01`. */
  due_on: string;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** By how much principal that is repaid has changed. */
  paid_principal_cents: number;
  /** By how much interest that is paid has changed. */
  paid_interest_cents: number;
}

/** The borrower paid; by how much principal and interest that is paid has changed. What is kept is neither yet. */
export interface RepaymentReceived {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** The number of a repayment of the loan, from 1. */
  repayment: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it arrived on the bank account. A day: `2026-04-01`. */
  received_on: string;
  /** What is more than due: kept for `instalments` to come, or towards `principal` at once. More values may come. */
  towards: "instalments" | "principal" | (string & {});
  /** By how much principal that is repaid has changed. */
  paid_principal_cents: number;
  /** By how much interest that is paid has changed. */
  paid_interest_cents: number;
}

/** More or less came than was recorded; by how much principal and interest that is paid has changed. */
export interface RepaymentCorrected {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** The number of a repayment of the loan, from 1. */
  repayment: number;
  /** What was entered, or corrected last, in whole euro cents. */
  was_cents: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why it had to be corrected. More values may come. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number;
  /** By how much principal that is repaid has changed. */
  paid_principal_cents: number;
  /** By how much interest that is paid has changed. */
  paid_interest_cents: number;
  /** The second party that agreed; null: it was up to the threshold. */
  approved_by?: string | null;
}

/** So much of the loan is expected no more: a loss of who lent it. The words are for the borrower. */
export interface LoanWrittenOff {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** Why it is not expected back. More values may come. */
  ground: "insolvent" | "uncollectable" | "agreed" | "other" | (string & {});
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
  /** The day of the decision. A day: `2026-04-01`. */
  decided_on: string;
  /** Who decided it first. */
  decided_by: string;
  /** The second party that agreed; null: it was up to the threshold. */
  approved_by?: string | null;
  /** By how much principal that is repaid has changed. If left out: `0`. */
  paid_principal_cents?: number;
  /** By how much interest that is paid has changed. If left out: `0`. */
  paid_interest_cents?: number;
}

/** What is left is owed on other terms. The words are for the borrower. */
export interface LoanTermsChanged {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** The day on which the next instalment falls due; null: none does. A day: `2026-04-01`. */
  next_due_on: string | null;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** What is consented to. */
  terms: ChangedTerms;
  /**
   * The ground of a decline or a correction, for all to see; null: none was named, in older logs. More values may
   * come.
   */
  ground: "insolvent" | "uncollectable" | "agreed" | "other" | (string & {});
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
  /** The day of the decision. A day: `2026-04-01`. */
  decided_on: string;
  /** Who decided it first. */
  decided_by: string;
  /** By how much principal that is repaid has changed. */
  paid_principal_cents: number;
  /** By how much interest that is paid has changed. */
  paid_interest_cents: number;
  /** The second party that agreed; null: it was up to the threshold. */
  approved_by?: string | null;
}

/** On which terms it is owed from then on. A part of a message, not one by itself. */
export interface ChangedTerms {
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
  /** The day on which the first instalment is due. A day: `2026-04-01`. */
  first_due_on: string;
}

/** The payment of a loan is none any more, or what a claim rested on is determined otherwise: nothing is owed. */
export interface LoanUndone {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** Why it is undone: the bank returned the payment, or its confirmation was corrected. More values may come. */
  because: "returned" | "corrected" | (string & {});
}

/** A write-off, the correction of a repayment, or other terms await your yes. A new approver is told what waits. */
export interface LoanChangeAwaitsApproval {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that owes the loan; a party's slug. */
  borrower: string;
  /** What is to be changed: a `write-off`, or the `correction` of a repayment. More values may come. */
  change: "write-off" | "correction" | "terms" | (string & {});
  /** Which repayment is corrected; null: it is a write-off. */
  repayment: number | null;
  /** What is written off of the principal; of a correction, the right amount. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** Why. More values may come. */
  ground: "insolvent" | "uncollectable" | "agreed" | "other" | "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** Why, in words, of a write-off. */
  reason: string;
  /** The party that asked for it, and gave the first yes. */
  requested_by: string;
  /** The party that is to give the second yes. */
  approver: string;
  /** What is consented to. */
  terms?: ChangedTerms | null;
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
  /** The number of the determination among those of the ask, from 1. */
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

/** A determination was entered by mistake: nothing is determined of this ask any more. */
export interface DeterminationCorrected {
  /** The application's id. */
  application: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: string;
  /** The number of the determination among those of the ask, from 1. */
  determination: number;
  /** What was determined, in whole euro cents. */
  was_cents: number;
  /** Why it had to be corrected. More values may come. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number;
  /** Of what was granted, what neither was paid nor will be: the funder is free of it. If left out: `0`. */
  released_cents?: number;
}

/** Nothing is to be paid on this order any more; its money is the pool's again, for this contribution. */
export interface ReturnWithdrawn {
  /** The payment order's id. */
  order: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that pays. */
  payer: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** The amount, in whole euro cents. */
  cents: number;
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

/** What was confirmed was not paid; the order is open again. `of_year` is the book year of the mistake. */
export interface ConfirmationCorrected {
  /** The payment order's id. */
  order: string;
  /** What the order pays: a granted ask, part of a saving, or a contribution that goes back. More values may come. */
  purpose: "grant" | "saving-to-recipient" | "saving-to-investor" | "contribution-return" | (string & {});
  /** What one funder is asked: `<application>:<id>`. */
  ask: string | null;
  /** The earn-back's id. */
  earn_back: string | null;
  /** The application's id. */
  application: string | null;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that pays. */
  payer: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why it had to be corrected. More values may come. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number;
  /** The second party that agreed; null: it was up to the threshold. */
  approved_by?: string | null;
  /** Of the pool that pays, the contribution that goes back; null: the order pays something else. */
  contribution?: string | null;
}

/** The right amounts of a refund, and those that it stood at. `of_year` is the book year of the mistake. */
export interface RefundCorrected {
  /** The payment order's id. */
  order: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** Its number among the refunds of the order, from 1. */
  refund: number;
  /** The principal that was entered, or corrected last, in whole euro cents. */
  was_principal_cents: number;
  /** The interest that was entered, or corrected last, in whole euro cents. */
  was_interest_cents: number;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** Why it had to be corrected. More values may come. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen" | (string & {});
  /** The year that it belongs to, whatever year it is booked in; null: it is not remembered. */
  of_year: number | null;
  /** The second party that agreed; null: it was up to the threshold. */
  approved_by?: string | null;
}

/** The right amount of a saving, and that which was verified. `of_year` is the year in which its period ended. */
export interface VerificationCorrected {
  /** The earn-back's id. */
  earn_back: string;
  /** The claim's id. */
  claim: string;
  /** What or whom the saving is on; counted once per benefit holder, subject and period. More values may come. */
  subject: "withheld" | (string & {});
  /** First day of the period. A day: `2026-04-01`. */
  period_from: string;
  /** Last day of the period, inclusive. A day: `2026-04-01`. */
  period_to: string;
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
}

/** Nothing is to be paid on this order any more: its saving was corrected, or its grant determined or not so. */
export interface OrderWithdrawn {
  /** The payment order's id. */
  order: string;
  /** What the application is for. More values may come. */
  purpose: "grant" | "saving-to-recipient" | "saving-to-investor" | "contribution-return" | (string & {});
  /** What one funder is asked: `<application>:<id>`. */
  ask: string | null;
  /** The earn-back's id. */
  earn_back: string | null;
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** The party that pays. */
  payer: string;
  /** `party:<slug>`, `back-to:<slug>`, `into:<pool>/<contribution>` or `into:<pool>/<ask>`. */
  payee: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The contribution's id, within its pool. */
  contribution?: string | null;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance?: number | null;
}

/** The investor proposes these terms to the benefit holder. */
export interface EarnBackProposed {
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
  /** The budget holder of the recipient's pool. */
  recipient_holder: string;
  /** What is consented to. */
  terms: Terms;
  /** SHA-256 of the terms as said: JSON, keys sorted, no spaces. */
  terms_hash: string;
}

/** The supported budget: a contribution in a pool. A part of a message, not one by itself. */
export interface Recipient {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
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

/** The same terms, put to the budget holder of the recipient's pool. */
export interface EarnBackConsentAsked {
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
  /** The budget holder of the recipient's pool. */
  recipient_holder: string;
  /** What is consented to. */
  terms: Terms;
  /** SHA-256 of the terms as said: JSON, keys sorted, no spaces. */
  terms_hash: string;
}

/** One party consented to the terms. */
export interface EarnBackConsented {
  /** The earn-back's id. */
  earn_back: string;
  /** The party's slug. */
  party: string;
}

/** Every party consented: the terms as they were proposed. */
export interface EarnBackAgreed {
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

/** The verifier confirmed this saving, or a smaller one than was claimed. Its subject the parties concerned know. */
export interface SavingVerified {
  /** The earn-back's id. */
  earn_back: string;
  /** The claim's id. */
  claim: string;
  /** What or whom the saving is on; counted once per benefit holder, subject and period. More values may come. */
  subject: "withheld" | (string & {});
  /** First day of the period. A day: `2026-04-01`. */
  period_from: string;
  /** Last day of the period, inclusive. A day: `2026-04-01`. */
  period_to: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/** The verifier found no such saving; the period may be claimed again. Why, the benefit holder is told. */
export interface SavingRejected {
  /** The earn-back's id. */
  earn_back: string;
  /** The claim's id. */
  claim: string;
  /** What or whom the saving is on; counted once per benefit holder, subject and period. More values may come. */
  subject: "withheld" | (string & {});
  /** First day of the period. A day: `2026-04-01`. */
  period_from: string;
  /** Last day of the period, inclusive. A day: `2026-04-01`. */
  period_to: string;
  /** Why, in words for the other party. More values may come. */
  reason: "withheld" | (string & {});
}

/** What became of a claim, with what is told to nobody else: its subject, and why it was rejected. */
export interface SavingJudged {
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
  /** `verified` or `rejected`; `awaited` as long as it is neither. More values may come. */
  judgement: "verified" | "rejected" | (string & {});
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why, in words for the other party. */
  reason: string | null;
  /** The party whose budget saves money because of the result. */
  benefit_holder: string;
}

/** `verified_cents` is cumulative over the term; what goes where is of this claim alone. */
export interface SavingDivided {
  /** The earn-back's id. */
  earn_back: string;
  /** The claim's id. */
  claim: string;
  /** What was verified: of the claim, or of a division over the whole term so far. */
  verified_cents: number;
  /** Confirmed payments of the ask. */
  investment_cents: number;
  /** What moves to the recipient because of this claim. */
  to_recipient_cents: number;
  /** What returns to the investor because of this claim. */
  to_investor_cents: number;
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
