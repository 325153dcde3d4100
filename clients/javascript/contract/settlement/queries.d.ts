/** Settlement: what it may be asked. Written by the platform's `make contract`. */

/** The last message this service has said: log id, index, hash. For the services that read it. */
export interface Head {
}

/** The last message this service has heard from the service that asks. */
export interface HeardUpTo {
}

/** Messages after an index, from the log: those to the asker and to all; for a service, every message. */
export interface MessagesAfter {
  /** What comes after this one: for messages an index, for lists the last entry seen. */
  after: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The recorded outcome of one of the asker's commands.
 *
 * Refused with `unknown-command`, or as any query.
 */
export interface OutcomeOf {
  /** The command's CloudEvent id. */
  command_id: string;
}

/**
 * What was agreed about one ask, what was paid and came back, and on which days: as it is known now.
 *
 * A payment books on `paid_on`, a refund on the day it was recorded; refunds come in that order, after the first
 * `after`. What is corrected to nothing stays, with 0 cents.
 *
 * Refused with `unknown-ask`, or as any query.
 */
export interface ShowAgreement {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/** The agreements of one application, or the first of all. */
export interface ListAgreements {
  /** The application's id. */
  application?: string | null;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/** What whoever asks has still to pay, the earliest due first. */
export interface ListOpenOrders {
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * In which parts an ask is paid; none of one that is paid all at once.
 *
 * Refused with `unknown-ask`, or as any query.
 */
export interface ShowAdvances {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
}

/**
 * A loan, by the order that paid it out, or a claim; repayments after the first `after`, and what will fall due.
 *
 * Refused with `unknown-loan`, or as any query.
 */
export interface ShowLoan {
  /** The payment order's id. */
  order: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The loans and claims of a funder in the order in which they began, after the first `after`.
 *
 * One that was undone counts, and is not shown.
 */
export interface ListLoans {
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The last report of an application.
 *
 * Refused with `unknown-report`, or as any query.
 */
export interface ShowReport {
  /** The application's id. */
  application: string;
}

/**
 * What stands determined of an ask, and what is claimed because of it.
 *
 * Refused with `not-determined`, or as any query.
 */
export interface ShowDetermination {
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
}

/** The grants that were reported on, and await the determination of whoever asks. */
export interface ListAwaited {
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/** The corrections of payments that whoever asks is to approve, or asked for; nobody else's. */
export interface ListPaymentCorrections {
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The terms, whose consent is awaited, and the saving so far: verified, against which investment, and divided.
 *
 * Refused with `unknown-earn-back`, `not-yours`, or as any query.
 */
export interface ShowEarnBack {
  /** The earn-back's id. */
  earn_back: string;
}

/** The earn-backs that were agreed. */
export interface ListEarnBacks {
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/** The savings that await the judgement of whoever asks, the oldest first. */
export interface ListOpenClaims {
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/** The savings that whoever asks claimed, or was named as verifier of; nobody else's. */
export interface ListClaims {
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}
