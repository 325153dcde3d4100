/** A partner's way to the broker: told at once where it cannot be, waited for where it was and went away. */

import { AuthorizationError, connect, errors } from "@nats-io/transport-node";

import { NotConnected } from "./errors.js";
import { overTls } from "./tls.js";
import { pause } from "./waiting.js";

/** A connection that is dead without a word is noticed within three of these; the library's own pace is minutes. */
const PING_MS = 5_000;
const RECONNECT_MS = 1_000;
/** A broker that takes over a register refuses for a moment whoever comes; so it is asked once more, a second later. */
const TIMES_REFUSED = 2;
const NOT_REACHED = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * A connection under the party's own inbox prefix. Rejects with NotConnected: if the broker does not know the
 * party, said twice, or is not trusted; after `patienceMs` if it is not reached.
 * @param {{ servers: string, caFile?: string, party: string, password: string, name: string, patienceMs: number }} to
 */
export async function connected({ servers, caFile, party, password, name, patienceMs }) {
  const options = {
    servers,
    ...overTls(servers, caFile),
    user: party,
    pass: password,
    name,
    inboxPrefix: `_INBOX_${party}`, // replies to any other inbox are not yours to read
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true, // once connected: a password may be put back by whoever changed it too early
    reconnectTimeWait: RECONNECT_MS,
    pingInterval: PING_MS,
    maxPingOut: 2,
  };
  const over = AbortSignal.timeout(patienceMs);
  let refused = 0;
  for (;;) {
    try {
      return await connect(options);
    } catch (error) {
      const mayChange = error instanceof AuthorizationError ? ++refused < TIMES_REFUSED : isNotReached(error);
      if (over.aborted || !mayChange) throw notConnected(servers, party, error);
      await pause(RECONNECT_MS, over);
    }
  }
}

/**
 * Whether it may be otherwise in a moment. The library says of a server without TLS, too, that the connection failed.
 * @param {any} error
 */
function isNotReached(error) {
  if (NOT_REACHED.has(error?.code) || error instanceof errors.TimeoutError) return true;
  return error instanceof errors.ConnectionError && !error.message.includes("'tls'");
}

/**
 * @param {string} servers
 * @param {string} party
 * @param {any} error
 */
function notConnected(servers, party, error) {
  const why = error?.message ?? String(error);
  const told = {
    unknown: `${servers} does not know ${party} with this password`,
    away: `${servers} is not reached: ${why}`,
    untrusted: `${servers} is not trusted, and was told no password: ${why}`,
  };
  const unfit = servers.startsWith("tls://") ? told.untrusted : told.away;
  const message = error instanceof AuthorizationError ? told.unknown : isNotReached(error) ? told.away : unfit;
  return new NotConnected(message, { cause: error });
}
