/** Pool: what it may be asked. Written by the platform's `make contract`. */

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

/** The pools in the order in which they were opened, after the first `after`, each with its totals. */
export interface ListPools {
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * Per contribution and per goal what is free, held, committed, paid and came back: exhausted or not (S4).
 *
 * Contributions come in the order in which they were pledged, after the first `after`; goals and totals come
 * whole.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ShowPool {
  /** The pool's id. */
  pool: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * What became of a pool's money, by contribution, contributor, goal or task field of the goals.
 *
 * Rows come in the order in which contributions were pledged and goals stand in the frame, after the first
 * `after`.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ShowOverview {
  /** The pool's id. */
  pool: string;
  /** `contribution`, `contributor`, `goal` or `task-field` of the goals. If left out: `"goal"`. */
  group_by?: "contribution" | "contributor" | "goal" | "task-field";
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The offers to a pool that await its budget holder's acceptance, oldest first, after the first `after`.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ListOffers {
  /** The pool's id. */
  pool: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The receipts of a contribution in the order in which they were entered, after the first `after`.
 *
 * A receipt books on `received_on`; what it was corrected by books on the day of the correction. What is
 * corrected to nothing stays, with 0 cents.
 *
 * Refused with `unknown-pool`, `unknown-contribution`, or as any query.
 */
export interface ListReceipts {
  /** The pool's id. */
  pool: string;
  /** The contribution's id, within its pool. */
  contribution: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The corrections in a pool that await the second approval, after the first `after`.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ListCorrections {
  /** The pool's id. */
  pool: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The supports of a pool, oldest first, after the first `after`.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ListSupports {
  /** The pool's id. */
  pool: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * The asks to a pool in the order in which they came, after the first `after`, and how far each has come.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ListAsks {
  /** The pool's id. */
  pool: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * One ask, with the contributions that back it.
 *
 * Refused with `unknown-pool`, `unknown-ask`, or as any query.
 */
export interface ShowAsk {
  /** The pool's id. */
  pool: string;
  /** What one funder is asked: `<application>:<id>`. */
  ask: string;
}

/**
 * The tasks of a pool that may be taken over, oldest first, after the first `after`.
 *
 * Refused with `unknown-pool`, or as any query.
 */
export interface ListTasks {
  /** The pool's id. */
  pool: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * Who took a task over, and what is being given back of it, oldest first, after the first `after`.
 *
 * Refused with `unknown-pool`, `unknown-task`, or as any query.
 */
export interface ListTakeovers {
  /** The pool's id. */
  pool: string;
  /** The task's id, within its pool. */
  task: string;
  /** What comes after this one: for messages an index, for lists the last entry seen. If left out: `0`. */
  after?: number;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}
