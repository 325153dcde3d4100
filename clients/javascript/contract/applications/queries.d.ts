/** Applications: what it may be asked. Written by the platform's `make contract`. */

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
 * How an application stands with each funder; while it is open, its whole form.
 *
 * Refused with `unknown-application`, or as any query.
 */
export interface ShowApplication {
  /** The application's id. */
  application: string;
}

/** Applications that await their funders, the most urgent first. */
export interface ListOpenApplications {
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}

/**
 * What a funder has still to answer, the most urgent first.
 *
 * Refused with `funder-invalid`, or as any query.
 */
export interface ListUnansweredAsks {
  /** `pool:<id>`, or `zuil:<slug>` of a party in that role. */
  funder: string;
  /** At most so many entries. If left out: `100`. */
  limit?: number;
}
