/**
 * A partner's client: send commands and await their outcomes, ask queries, follow events and your own messages.
 *
 * The broker's acknowledgement is no outcome. A command is kept on disk until its outcome arrives, and is sent again
 * with the same id until then; the platform gives a repeat the same outcome and does nothing twice.
 */

import { randomUUID } from "node:crypto";

import { connect, headers, RequestError, TimeoutError } from "@nats-io/transport-node";

import { NoAnswer, QueryRefused } from "./errors.js";
import { Arrivals, Follower, fromTheBeginning } from "./following.js";
import { Kept, keyOf, sha256 } from "./kept.js";
import { soon } from "./waiting.js";

/** @import { Msg, NatsConnection } from "@nats-io/transport-node" */
/** @import { Place, Said } from "./following.js" */
/** @import { Pending } from "./kept.js" */

const SEND_AGAIN_MS = 2_000;
const ASK_MS = 5_000;
const PING_MS = 5_000;
const MAX_COMMAND_BYTES = 64 * 1024;
const COMMAND_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/**
 * @typedef {object} Outcome What became of a command; `code`, `sentence` and `field` are empty if it was accepted.
 * @property {string} command_id
 * @property {boolean} accepted
 * @property {string} code Stable: your program may act on it.
 * @property {string} sentence For a person: what is wrong, and what to do.
 * @property {string} field
 */

/**
 * @typedef {object} Settings
 * @property {string} servers For example `nats://127.0.0.1:4222`.
 * @property {string} party Your slug in the register of parties.
 * @property {string} password
 * @property {string} oin Your OIN as in the register of parties, 20 digits.
 * @property {string} keep A folder for commands whose outcome has not come. One program, one folder.
 * @property {string} [system] The name of your system, as it stands behind what you send.
 * @property {(text: string) => void} [log] Is told what an operator wants to know: lost connections, gaps, repeats.
 */

/** One party's connection to the platform. */
export class Client {
  #connection;
  #source;
  #kept;
  #log;
  /** Ends when the connection has ended for good, with the reason. */
  #closed = new AbortController();
  /** @type {Map<string, (outcome: Outcome) => void>} */
  #waiting = new Map();

  /**
   * Connect with your own credentials. Rejects if the broker is not there or does not know you; once connected, a lost
   * connection comes back by itself.
   * @param {Settings} settings
   */
  static async connect(settings) {
    const { servers, party, password, system = "bundel-client" } = settings;
    const connection = await connect({
      servers,
      user: party,
      pass: password,
      name: `${party} (${system})`,
      inboxPrefix: `_INBOX_${party}`, // replies to any other inbox are not yours to read
      maxReconnectAttempts: -1,
      reconnectTimeWait: 1_000,
      pingInterval: PING_MS, // a connection that is dead without a word is noticed within three of these
      maxPingOut: 2,
    });
    const client = new Client(connection, settings);
    await client.#listen();
    return client;
  }

  /**
   * @private Use `Client.connect`.
   * @param {NatsConnection} connection
   * @param {Settings} settings
   */
  constructor(connection, { party, oin, keep, system = "bundel-client", log = () => {} }) {
    this.party = party;
    this.#connection = connection;
    this.#source = `urn:nld:oin:${oin}:systeem:${system}`;
    this.#kept = new Kept(keep);
    this.#log = log;
    this.#tellOfTheConnection();
  }

  async #listen() {
    for (const subject of [`bundel.to.${this.party}.*.command-outcome`, `bundel.again.${this.party}.*`]) {
      this.#subscribe(subject, (message) => this.#onOutcome(message));
    }
    await this.#connection.flush();
  }

  async #tellOfTheConnection() {
    this.#connection.closed().then((error) => this.#closed.abort(error ?? new Error("the connection was closed")));
    for await (const { type } of this.#connection.status()) {
      if (type === "disconnect" || type === "reconnect") this.#log(`${type}ed`);
    }
  }

  /** Leave. Commands without an outcome stay kept. */
  async close() {
    await this.#connection.close();
  }

  // Commands

  /**
   * Send a command and await its outcome: as long as it takes, or until your signal says otherwise. The command is
   * kept then, and may still be accepted: `resume` goes on with it.
   * @param {string} service
   * @param {string} command
   * @param {Record<string, any>} data
   * @param {{ id?: string, signal?: AbortSignal }} [options] The same id with the same fields is the same command.
   * @returns {Promise<Outcome>}
   */
  async submit(service, command, data, { id = randomUUID(), signal } = {}) {
    const pending = this.#pending(service, command, data, id);
    await this.#kept.put(pending);
    const outcome = await this.#outcomeOf(pending, signal);
    await this.#kept.drop(pending);
    return outcome;
  }

  /**
   * Go on with the commands kept from before a restart. Each stays kept until you come back for the next one, so that
   * no outcome is lost if your program ends before it has dealt with it.
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {AsyncGenerator<{ pending: Pending, outcome: Outcome }, void, void>}
   */
  async *resume({ signal } = {}) {
    for (const pending of await this.#kept.all()) {
      this.#log(`goes on with ${pending.service} ${pending.id}`);
      yield { pending, outcome: await this.#outcomeOf(pending, signal) };
      await this.#kept.drop(pending);
    }
  }

  /**
   * The body has no time and no chance in it, so that the same command under the same id is the same text.
   * @param {string} service
   * @param {string} command
   * @param {Record<string, any>} data
   * @param {string} id
   * @returns {Pending}
   */
  #pending(service, command, data, id) {
    if (!COMMAND_ID.test(id)) {
      throw new RangeError(`a command id is at most 64 letters, digits and . _ : -, not ${id}`);
    }
    const body = JSON.stringify({
      specversion: "1.0",
      id,
      source: this.#source,
      type: `nl.bundel.${service}.${command}`,
      datacontenttype: "application/json",
      data,
    });
    const bytes = Buffer.byteLength(body);
    if (bytes > MAX_COMMAND_BYTES) {
      throw new RangeError(`a command is at most ${MAX_COMMAND_BYTES} bytes, this one has ${bytes}`);
    }
    return { service, id, subject: `bundel.cmd.${service}.${this.party}.${command}`, body };
  }

  /**
   * @param {Pending} pending
   * @param {AbortSignal} [signal]
   */
  async #outcomeOf(pending, signal) {
    const key = keyOf(pending.service, pending.id, sha256(pending.body));
    /** @type {Promise<Outcome>} */
    const arrived = new Promise((resolve) => this.#waiting.set(key, resolve));
    try {
      return await this.#sendUntilOutcome(pending, key, arrived, this.#until(signal));
    } finally {
      this.#waiting.delete(key);
    }
  }

  /**
   * @param {Pending} pending
   * @param {string} key
   * @param {Promise<Outcome>} arrived
   * @param {AbortSignal} until
   */
  async #sendUntilOutcome(pending, key, arrived, until) {
    const options = { headers: headers() };
    options.headers.set("ce-id", pending.id);
    for (;;) {
      until.throwIfAborted();
      this.#connection.publish(pending.subject, pending.body, options);
      const outcome = await soon(arrived, SEND_AGAIN_MS, until);
      if (outcome) return outcome;
      until.throwIfAborted();
      const recorded = await this.#recorded(pending, key);
      if (recorded) return recorded;
      this.#log(`sends ${pending.service} ${pending.id} again`);
    }
  }

  /**
   * The outcome as the log has it; undefined if it is not there, or is that of another text under this id.
   * @param {Pending} pending
   * @param {string} key
   * @returns {Promise<Outcome | undefined>}
   */
  async #recorded({ service, id }, key) {
    try {
      const found = await this.ask(service, "outcome", { command_id: id });
      return keyOf(service, id, found.body_sha256) === key ? found : undefined;
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof QueryRefused) return undefined;
      throw error;
    }
  }

  /** @param {Msg} message */
  #onOutcome(message) {
    const event = message.json();
    const service = event.type.split(".")[2];
    this.#waiting.get(keyOf(service, event.data.command_id, event.data.body_sha256))?.(event.data);
  }

  // Queries

  /**
   * Ask a service. Rejects with QueryRefused, which has a code, or with NoAnswer.
   * @param {string} service
   * @param {string} query
   * @param {Record<string, any>} [fields]
   * @returns {Promise<any>}
   */
  async ask(service, query, fields = {}) {
    const subject = `bundel.query.${service}.${this.party}.${query}`;
    let reply;
    try {
      reply = await this.#connection.request(subject, JSON.stringify(fields), { timeout: ASK_MS });
    } catch (error) {
      if (error instanceof RequestError || error instanceof TimeoutError) throw new NoAnswer(subject, { cause: error });
      throw error;
    }
    const { answer, refused } = reply.json();
    if (refused) throw new QueryRefused(refused);
    return answer;
  }

  // Following

  /**
   * Every event of a service and every message of it to you from `place` on, without a gap; ends at your signal.
   * Strictly in order per audience. `place` is moved along: keep it with what you made of the messages.
   * @param {string} service
   * @param {Place} [place]
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {AsyncGenerator<Said, void, void>}
   */
  async *follow(service, place = fromTheBeginning(), { signal } = {}) {
    const until = this.#until(signal);
    const arrivals = new Arrivals();
    const subjects = [`bundel.event.${service}.>`, `bundel.to.${this.party}.${service}.*`];
    const subscriptions = subjects.map((subject) => this.#subscribe(subject, ({ data }) => arrivals.push(data)));
    const ask = (/** @type {Record<string, any>} */ fields) => this.ask(service, "messages-after", fields);
    try {
      yield* new Follower(service, place, { arrivals, ask, until, log: this.#log }).follow();
    } finally {
      for (const subscription of subscriptions) subscription.unsubscribe();
    }
    this.#closed.signal.throwIfAborted();
  }

  /**
   * @param {string} subject
   * @param {(message: Msg) => void} take
   */
  #subscribe(subject, take) {
    const callback = (/** @type {Error | null} */ error, /** @type {Msg} */ message) =>
      error ? this.#log(error.message) : take(message);
    return this.#connection.subscribe(subject, { callback });
  }

  /** @param {AbortSignal} [signal] */
  #until(signal) {
    return signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
  }
}
