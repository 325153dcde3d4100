/** Settlement: what a party may ask it to do. Written by the platform's `make contract`. */

/**
 * The ordered amount was paid, in full.
 *
 * Sender: the payer.
 *
 * Precondition: The order is open, and pays no grant to the sender; exactly the ordered amount was paid, between
 * the day of the order and today, both days inclusive (Europe/Amsterdam).
 *
 * Refused with `unknown-order`, `not-yours`, `own-interest`, `other-amount`, `date-in-future`, `date-too-early`,
 * `already-confirmed`, `order-closed`, `year-closed`, or as any command.
 */
export interface ConfirmPayment {
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it was paid. A day: `2026-04-01`. */
  paid_on: string;
}

/**
 * The payment did not arrive; another order takes its place.
 *
 * Sender: the payer.
 *
 * Precondition: The order is open.
 *
 * Refused with `unknown-order`, `not-yours`, `already-confirmed`, `order-closed`, or as any command.
 */
export interface ReportPaymentFailed {
  /** The payment order's id. */
  order: string;
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * The bank sent a confirmed payment back, in full; another order takes its place.
 *
 * Sender: the payer.
 *
 * Precondition: The order is a confirmed payment of which nothing came back by refunds or repayments, and whose
 * ask is not determined; it came back between the day of the payment and today, both days inclusive
 * (Europe/Amsterdam).
 *
 * Refused with `unknown-order`, `not-yours`, `not-paid`, `date-in-future`, `date-too-early`, `reverse-first`,
 * `year-closed`, or as any command.
 */
export interface ReportReturned {
  /** The payment order's id. */
  order: string;
  /** The day it was back on the bank account. A day: `2026-04-01`. */
  returned_on: string;
}

/**
 * Principal, interest or both came back to the payer.
 *
 * Sender: the payer.
 *
 * Precondition: The order is a confirmed payment of an ask that is no loan and not determined yet, and at least
 * this much of it has not come back; principal or interest may be 0, not both.
 *
 * Refused with `unknown-order`, `not-yours`, `not-paid`, `is-loan`, `is-determined`, `more-than-paid`, `amount-
 * zero`, or as any command.
 */
export interface RecordRefund {
  /** The payment order's id. */
  order: string;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
}

/**
 * What an advance awaits is reached: the recipient says so, and by what one sees it.
 *
 * Sender: the recipient: who applied.
 *
 * Precondition: The advance awaits something, was not released, and no report of it awaits the funder's word.
 *
 * Refused with `unknown-ask`, `unknown-advance`, `is-determined`, `already-released`, `not-yours`, `already-
 * reported`, or as any command.
 */
export interface ReportMilestone {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
  /** What the recipient tells of it, for who funds it; null where the asking party may not read it. */
  words: string;
}

/**
 * It is not reached yet, with a reason for the recipient, who may report it again.
 *
 * Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the
 * grant).
 *
 * Precondition: A report of it awaits the funder's word.
 *
 * Refused with `unknown-ask`, `unknown-advance`, `is-determined`, `already-released`, `not-committed`, `not-
 * yours`, `own-interest`, `not-reported`, or as any command.
 */
export interface DeclineMilestone {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * What an advance awaits is reached: it is to be paid, reported or not.
 *
 * Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the
 * grant).
 *
 * Precondition: The advance awaits something, and was not released; the money is committed, and not ordered yet.
 *
 * Refused with `unknown-ask`, `unknown-advance`, `is-determined`, `already-released`, `not-committed`, `not-
 * yours`, `own-interest`, `more-than-granted`, or as any command.
 */
export interface ReleaseAdvance {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The number of an advance among those of its ask, from 1; null of an order that pays all, or the rest. */
  advance: number;
}

/**
 * Less is granted than before, nothing any more, or more again, before it is determined what it comes to.
 *
 * Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it receives the
 * grant).
 *
 * Precondition: The money is committed, and the ask no loan and not determined. Another amount than is granted
 * now: no less than was paid, no more than was granted at first; less on a ground of 4:48 or 4:50 Awb or `at-
 * request` of its recipient, more because it is `reconsidered`. What is not paid falls away from the end: first
 * what no advance is for, then the last advance.
 *
 * Refused with `unknown-ask`, `is-loan`, `not-committed`, `not-yours`, `own-interest`, `is-determined`, `too-
 * many-changes`, `nothing-to-change`, `more-than-granted`, `below-paid`, `ground-unfit`, or as any command.
 */
export interface ChangeGrant {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** What is granted from now on, in whole euro cents; 0: nothing any more. */
  cents: number;
  /** Why less is granted than before, or more. */
  ground: "activities-not-done" | "obligations-not-met" | "wrong-information" | "grant-was-wrong" | "money-not-made-available" | "circumstances-changed" | "at-request" | "reconsidered";
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * The borrower paid: interest that is due, principal that is due, then instalments to come, or principal.
 *
 * Sender: the lender: who paid the loan out or made the claim, or its successor.
 *
 * Precondition: The order paid out a loan, or is a claim, of which at least this much is owed; it came between
 * the day on which that began and today, both days inclusive (Europe/Amsterdam). What is more than is due is
 * kept for the instalments to come, or towards `principal` lowers them from that day on.
 *
 * Refused with `unknown-loan`, `not-yours`, `own-interest`, `date-in-future`, `date-too-early`, `more-than-
 * owed`, `too-many-repayments`, `year-closed`, or as any command.
 */
export interface RecordRepayment {
  /** The payment order's id. */
  order: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The day it arrived on the bank account. A day: `2026-04-01`. */
  received_on: string;
  /**
   * What is more than due: kept for `instalments` to come, or towards `principal` at once. If left out:
   * `"instalments"`.
   */
  towards?: "instalments" | "principal";
}

/**
 * The right amount of a repayment that was recorded; 0 if nothing came. What followed from it is counted anew.
 *
 * Sender: the lender.
 *
 * Precondition: The loan has such a repayment, which stands at another amount; with all else it is at most what
 * is owed.
 *
 * Refused with `unknown-loan`, `not-yours`, `own-interest`, `unknown-repayment`, `nothing-to-correct`, `more-
 * than-owed`, `awaits-approval`, or as any command.
 */
export interface CorrectRepayment {
  /** The payment order's id. */
  order: string;
  /** The number of a repayment of the loan, from 1. */
  repayment: number;
  /** The amount, in whole euro cents. */
  cents: number;
  /** Why it has to be corrected. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen";
}

/**
 * The lender expects so much of a loan no more. The reason is for the borrower and who decides.
 *
 * Sender: the lender.
 *
 * Precondition: So much of its principal is owed, and so much interest is due, or falls due as nothing is left
 * outstanding; one of them may be 0, not both. Principal that is due comes first.
 *
 * Refused with `unknown-loan`, `not-yours`, `own-interest`, `amount-zero`, `more-than-owed`, `awaits-approval`,
 * or as any command.
 */
export interface WriteOffLoan {
  /** The payment order's id. */
  order: string;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** Why it is not expected back. */
  ground: "insolvent" | "uncollectable" | "agreed" | "other";
  /** Why, in words for the borrower. */
  reason: string;
}

/**
 * What is left of a loan or a claim is owed on other terms from today on. The reason is for the borrower.
 *
 * Sender: the lender.
 *
 * Precondition: Principal of it is owed. What was due and not paid is due by the new terms; interest that is due
 * stays so. The first instalment is after today, at most ten years ahead. `repayment` and `annual_rate` stay as
 * they are where they are left out. A claim bears no interest.
 *
 * Refused with `unknown-loan`, `not-yours`, `own-interest`, `loan-terms-invalid`, `date-too-early`, `date-too-
 * far`, `nothing-owed`, `too-many-repayments`, `awaits-approval`, or as any command.
 */
export interface ChangeLoanTerms {
  /** The payment order's id. */
  order: string;
  /** The number of a repayment of the loan, from 1. */
  repayment?: "annuity" | "linear" | "bullet" | null;
  /** Interest a year, as a share of what is owed: "0.025" for 2.5 %. */
  annual_rate?: string | null;
  /** Months from one instalment to the next. If left out: `1`. */
  months_between?: number;
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: number;
  /** So many of the first instalments repay nothing. If left out: `0`. */
  interest_only?: number;
  /** The day on which the first instalment is due. A day: `2026-04-01`. */
  first_due_on: string;
  /** The ground of a decline or a correction, for all to see; null: none was named, in older logs. */
  ground: "insolvent" | "uncollectable" | "agreed" | "other";
  /** Why, in words for the other party. */
  reason: string;
}

/**
 * The second yes: to a write-off of these amounts, to this right amount (`principal_cents`) of a repayment, or
 * to other terms for so much principal.
 *
 * Sender: second approver of the pool.
 *
 * Precondition: A change of this loan to these amounts awaits the approval of another than who asked for it;
 * what the change itself requires holds still.
 *
 * Refused with `unknown-loan`, `nothing-to-approve`, `same-approver`, `own-interest`, `not-yours`, `superseded`,
 * `more-than-owed`, `loan-terms-invalid`, `date-too-early`, `date-too-far`, `nothing-owed`, `too-many-
 * repayments`, or as any command.
 */
export interface ApproveLoanChange {
  /** The payment order's id. */
  order: string;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. If left out: `0`. */
  interest_cents?: number;
  /** What is consented to. */
  terms?: OtherTerms | null;
}

/** On which terms it is owed from then on. */
export interface OtherTerms {
  /** The number of a repayment of the loan, from 1. */
  repayment: "annuity" | "linear" | "bullet";
  /** Interest a year, as a share of what is owed: "0.025" for 2.5 %. */
  annual_rate: string;
  /** How days count in a year: `30E/360`, `act/365F` or `act/act-ISDA`. */
  day_count: "30E/360" | "act/365F" | "act/act-ISDA";
  /** Months from one instalment to the next. */
  months_between: number;
  /** How many instalments; in an answer, those to come if nothing else comes before. */
  instalments: number;
  /** So many of the first instalments repay nothing. */
  interest_only: number;
  /** The day on which the first instalment is due. A day: `2026-04-01`. */
  first_due_on: string;
}

/**
 * The recipient accounts for what it did with all the money, in one report for all funders.
 *
 * Sender: the recipient: who applied.
 *
 * Precondition: The application was granted, and a grant of it is not determined yet. The last report counts.
 *
 * Refused with `unknown-application`, `not-yours`, `is-loan`, `already-determined`, `too-many-reports`, or as
 * any command.
 */
export interface SubmitReport {
  /** The application's id. */
  application: string;
  /** What it cost, by what it was spent on. */
  costs: readonly CostMade[];
  /** What others than the funders paid of the costs, in whole euro cents. If left out: `0`. */
  other_cents?: number;
  /** What was reached. */
  results?: readonly ResultReached[];
  /** Unpaid work that was done; counts as no money. If left out: `0`. */
  hours?: number;
  /** What the recipient tells of it, for who funds it; null where the asking party may not read it. */
  words: string;
}

export interface CostMade {
  /** What it is spent on, or what is given. */
  what: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

export interface ResultReached {
  /** What is measured. */
  indicator: string;
  /** The unit in which it is measured. */
  unit: string;
  /** What was reached, as it was counted. */
  reached: string;
}

/**
 * What the funder owes in the end of one ask. What was paid beyond it is claimed back.
 *
 * Sender: the payer: the zuil, or the budget holder of the pool (its second approver, where it received the
 * grant).
 *
 * Precondition: Something of the grant was paid, and its recipient reported, or it is determined `ex_officio`
 * (4:47 Awb). No more than was granted and has not come back, and after the first time than was paid; less than
 * was granted on a ground of 4:46 Awb. Less than was determined before on one of 4:49 Awb, within five years;
 * more than that is `reconsidered`, before anything came on its claims.
 *
 * Refused with `unknown-ask`, `not-yours`, `own-interest`, `is-loan`, `not-paid`, `report-missing`, `more-than-
 * granted`, `ground-unfit`, `nothing-to-change`, `too-late`, `too-many-determinations`, `order-open`, `reverse-
 * first`, or as any command.
 */
export interface DetermineGrant {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** What the funder owes in the end, in whole euro cents. */
  cents: number;
  /** Why less is determined than was granted or determined before, or more; null: what was granted. */
  ground?: "activities-not-done" | "obligations-not-met" | "wrong-information" | "grant-was-wrong" | "costs-lower" | "new-facts" | "determination-was-wrong" | "obligations-not-met-afterwards" | "reconsidered" | null;
  /** Why, in words for the other party. */
  reason: string;
  /** Whether the funder determines of its own accord, without a report (4:47 Awb). If left out: `false`. */
  ex_officio?: boolean;
  /** In how many instalments what was paid too much is due. If left out: `1`. */
  instalments?: number;
  /** Months from one instalment to the next. If left out: `1`. */
  months_between?: number;
}

/**
 * It was entered by mistake: nothing is determined of this ask any more, and nothing claimed.
 *
 * Sender: the payer.
 *
 * Precondition: The ask is determined, and nothing was repaid or written off of what is claimed because of it.
 *
 * Refused with `unknown-ask`, `not-yours`, `own-interest`, `is-loan`, `not-paid`, `not-determined`, `reverse-
 * first`, or as any command.
 */
export interface CorrectDetermination {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** Why it has to be corrected. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen";
}

/**
 * Do not pay this return: something of it never came. The pool returns what is right by another order.
 *
 * Sender: the payer.
 *
 * Precondition: The order is open, and gives a contribution back. First correct the receipt that was wrong, for
 * what is right is ordered again at once.
 *
 * Refused with `unknown-order`, `not-yours`, `already-confirmed`, `order-closed`, `no-return`, or as any
 * command.
 */
export interface WithdrawReturn {
  /** The payment order's id. */
  order: string;
}

/**
 * A confirmation was a mistake: the order is open again, and may be confirmed as it was really paid.
 *
 * Sender: the payer.
 *
 * Precondition: The order is a confirmed payment; every refund or repayment of it is corrected to nothing,
 * nothing is determined of its ask, and no saving was verified on it. What the bank sent back is reported by
 * `report-returned`.
 *
 * Refused with `unknown-order`, `not-yours`, `not-paid`, `reverse-first`, `own-interest`, `awaits-approval`, or
 * as any command.
 */
export interface CorrectConfirmation {
  /** The payment order's id. */
  order: string;
  /** Why it has to be corrected. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen";
}

/**
 * The right amounts of a refund that was recorded; 0 and 0 if nothing came back.
 *
 * Sender: the payer.
 *
 * Precondition: The order is a confirmed payment of an ask with such a refund, which stands at other amounts;
 * with all else that came back it is at most what was paid. Nothing is determined of the ask.
 *
 * Refused with `unknown-order`, `not-yours`, `not-paid`, `unknown-refund`, `nothing-to-correct`, `more-than-
 * paid`, `reverse-first`, `own-interest`, `awaits-approval`, or as any command.
 */
export interface CorrectRefund {
  /** The payment order's id. */
  order: string;
  /** Its number among the refunds of the order, from 1. */
  refund: number;
  /** Principal that came back; may be 0. */
  principal_cents: number;
  /** Interest that came back; may be 0. */
  interest_cents: number;
  /** Why it has to be corrected. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen";
}

/**
 * The second yes to the correction of a refund, or without `refund` of a confirmation; `0` and `0` then.
 *
 * Sender: second approver of the pool.
 *
 * Precondition: This correction to these amounts awaits the approval of another than who asked for it; what the
 * correction itself requires holds still.
 *
 * Refused with `unknown-order`, `not-paid`, `nothing-to-approve`, `same-approver`, `own-interest`, `not-yours`,
 * `superseded`, `reverse-first`, `unknown-refund`, `nothing-to-correct`, `more-than-paid`, or as any command.
 */
export interface ApprovePaymentCorrection {
  /** The payment order's id. */
  order: string;
  /** Its number among the refunds of the order, from 1. */
  refund?: number | null;
  /** Principal that came back; may be 0. If left out: `0`. */
  principal_cents?: number;
  /** Interest that came back; may be 0. If left out: `0`. */
  interest_cents?: number;
}

/**
 * The right amount of a saving that was verified; 0 if there was none, whose days may be claimed anew.
 *
 * Sender: the verifier of the claim, role verifier.
 *
 * Precondition: Something is verified of the claim, and another amount; at most what was claimed is verified.
 * The verifier has not become interested, or an auditor, since.
 *
 * Refused with `unknown-claim`, `not-yours`, `not-verified`, `verifier-not-independent`, `own-interest`, `more-
 * than-claimed`, `nothing-to-correct`, or as any command.
 */
export interface CorrectVerification {
  /** The claim's id. */
  claim: string;
  /** The amount, in whole euro cents. */
  cents: number;
  /** The ground of a decline or a correction, for all to see; null: none was named, in older logs. */
  ground: "wrong-amount" | "wrong-party" | "wrong-date" | "entered-twice" | "did-not-happen";
}

/**
 * The investor, who pays the ask, proposes where part of the saving goes.
 *
 * Sender: payer of the ask: the investor.
 *
 * Precondition: The ask was granted, and is no loan; the benefit holder pays as a zuil; the recipient is a
 * contribution that was pledged to a pool, received or not; the shares together are more than 0 and at most 1;
 * the term ends no earlier than it begins, and returning to the investor begins within it.
 *
 * Refused with `exists`, `not-granted`, `not-yours`, `is-loan`, `recipient-unknown`, `funder-invalid`, `period-
 * invalid`, `shares-invalid`, or as any command.
 */
export interface ProposeEarnBack {
  /** The earn-back's id. */
  earn_back: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** The party whose budget saves money because of the result. */
  benefit_holder: string;
  /** The supported budget: a contribution in a pool. */
  recipient: RecipientNamed;
  /** The share of the verified saving that moves to the recipient. */
  move_share: string;
  /** At most this much moves to the recipient, over the whole term. */
  move_cap_cents: number;
  /** The share of the verified saving that returns to the investor. */
  return_share: string;
  /** At most this much returns to the investor, over the whole term. */
  return_cap_cents?: number | null;
  /** Periods that start on or after this day count for the return. A day: `2026-04-01`. */
  return_from: string;
  /** First day of the term. A day: `2026-04-01`. */
  term_from: string;
  /** Last day of the term, inclusive. A day: `2026-04-01`. */
  term_to: string;
  /**
   * Whether the return to the investor waits until the verified saving is more than the investment. If left out:
   * `false`.
   */
  gated_return?: boolean;
}

/** The supported budget: a contribution in a pool. A part of a command, not one by itself. */
export interface RecipientNamed {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
}

/**
 * Consent to exactly the terms with this hash.
 *
 * Sender: benefit holder, recipient's budget holder.
 *
 * Precondition: The sender's consent is awaited, and the hash is that of the proposed terms.
 *
 * Refused with `unknown-earn-back`, `not-yours`, `terms-differ`, `already-consented`, or as any command.
 */
export interface ConsentToEarnBack {
  /** The earn-back's id. */
  earn_back: string;
  /** SHA-256 of the terms as said: JSON, keys sorted, no spaces. */
  terms_hash: string;
}

/**
 * The benefit holder spent less than the baseline on a subject, in a period.
 *
 * Sender: benefit holder.
 *
 * Precondition: The earn-back is agreed; the period lies within its term and its last day is before today; what
 * was measured is below the baseline; no claim of the same holder and subject covers part of the period; the
 * verifier is no auditor, and neither claims, pays nor receives.
 *
 * Refused with `unknown-earn-back`, `not-agreed`, `not-yours`, `exists`, `no-saving`, `period-invalid`,
 * `outside-term`, `period-not-ended`, `saving-counted-twice`, `verifier-not-independent`, `own-interest`, or as
 * any command.
 */
export interface ClaimSaving {
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
  /** Where the figures come from. */
  evidence: string;
  /** The independent party that is to judge the saving. */
  verifier: string;
}

/**
 * The named verifier confirms the saving, or a smaller one.
 *
 * Sender: the named verifier, role verifier.
 *
 * Precondition: The claim awaits judgement; its period has ended; the verifier has not become interested, or an
 * auditor, since; the ask's payment was confirmed; at most what was claimed is verified.
 *
 * Refused with `unknown-claim`, `not-yours`, `already-judged`, `verifier-not-independent`, `own-interest`,
 * `period-not-ended`, `more-than-claimed`, `investment-not-paid`, or as any command.
 */
export interface VerifySaving {
  /** The claim's id. */
  claim: string;
  /** The amount, in whole euro cents. */
  cents: number;
}

/**
 * The named verifier finds no such saving; the period may be claimed again.
 *
 * Sender: the named verifier, role verifier.
 *
 * Precondition: The claim awaits judgement.
 *
 * Refused with `unknown-claim`, `not-yours`, `already-judged`, or as any command.
 */
export interface RejectSaving {
  /** The claim's id. */
  claim: string;
  /** Why, in words for the other party. */
  reason: string;
}
