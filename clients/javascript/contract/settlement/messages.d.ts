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

/** Nothing is to be paid on this order any more: the saving that it moves was corrected. */
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
