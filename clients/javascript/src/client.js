/**
 * A partner's client: send commands and await their outcomes, ask queries, follow events and your own messages.
 *
 * The broker's acknowledgement is no outcome. A command is kept on disk until its outcome arrives, and is sent again
 * with the same id until then; the platform gives a repeat the same outcome and does nothing twice.
 */

import { randomUUID } from "node:crypto";

import { headers, RequestError, TimeoutError } from "@nats-io/transport-node";

import { asCommand, mustBeAService } from "./commands.js";
import { connected } from "./connecting.js";
import { NoAnswer, QueryRefused } from "./errors.js";
import { Arrivals, Follower, fromTheBeginning } from "./following.js";
import { Kept, keyOf, sha256 } from "./kept.js";
import { outcomeOf } from "./outcomes.js";
import { soon } from "./waiting.js";

/** @import { Msg, NatsConnection } from "@nats-io/transport-node" */
/** @import { Contracts, Service } from "../contract/index.js" */
/** @import { Place } from "./following.js" */
/** @import { Pending } from "./kept.js" */
/** @import { Message } from "./messages.js" */
/** @import { Outcome } from "./outcomes.js" */

const SEND_AGAIN_MS = 2_000;
const ASK_MS = 5_000;

/**
 * @typedef {object} Settings
 * @property {string} servers `tls://broker.example:4222`: over TLS or not at all. Or `nats://127.0.0.1:4222`.
 * @property {string} [caFile] With `tls://`: who may have signed the broker's certificate (PEM), else whom Node knows.
 * @property {string} party Your slug in the register of parties.
 * @property {string} password
 * @property {string} oin Your OIN as in the register of parties, 20 digits.
 * @property {string} keep A folder for commands whose outcome has not come. One program, one folder.
 * @property {string} [system] The name of your system, as it stands behind what you send.
 * @property {number} [patienceMs] How long a broker that is not reached is waited for at first; 30 seconds if left out.
 * @property {(text: string) => void} [log] Is told what an operator wants to know: lost connections, gaps, repeats.
 */

/**
 * What a query is asked with.
 * @template {Service} S
 * @template {keyof Contracts[S]["queries"]} Q
 * @typedef {Contracts[S]["queries"][Q] extends { fields: infer F } ? F : never} Fields
 */

/**
 * What is answered to it.
 * @template {Service} S
 * @template {keyof Contracts[S]["queries"]} Q
 * @typedef {Contracts[S]["queries"][Q] extends { answer: infer A } ? A : never} Answer
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
   * Connect with your own credentials. Rejects with NotConnected at once if the broker does not know you or is not
   * trusted, and after a while if it is not reached; once connected, a lost connection comes back by itself.
   * @param {Settings} settings
   */
  static async connect(settings) {
    const { party, system = "bundel-client", patienceMs = 30_000 } = settings;
    const connection = await connected({ ...settings, name: `${party} (${system})`, patienceMs });
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
    for await (const status of this.#connection.status()) {
      if (status.type === "disconnect" || status.type === "reconnect") this.#log(`${status.type}ed`);
      if (status.type === "error") this.#log(status.error.message);
    }
  }

  /** Leave. Commands without an outcome stay kept. */
  async close() {
    await this.#connection.close();
  }

  // Commands

  /**
   * Send a command and await its outcome: as long as it takes, or until your signal says otherwise. The command is
   * kept then, and may still be accepted: `resume` goes on with it. Derive `id` from what the command is about, and no
   * crash of your program turns one command into two: the same id with the same fields is the same command.
   * @template {Service} S
   * @template {keyof Contracts[S]["commands"] & string} C
   * @param {S} service
   * @param {C} command
   * @param {Contracts[S]["commands"][C]} data
   * @param {{ id?: string, correlation?: string, signal?: AbortSignal }} [options] `correlation`: that of the message
   * to which this is the answer.
   * @returns {Promise<Outcome>}
   */
  async submit(service, command, data, { id = randomUUID(), correlation, signal } = {}) {
    const from = { party: this.party, source: this.#source };
    const pending = asCommand(from, { service, command, data, id, correlation });
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
      const found = await this.#ask(service, "outcome", { command_id: id });
      return keyOf(service, id, found.body_sha256) === key ? outcomeOf(found) : undefined;
    } catch (error) {
      if (error instanceof NoAnswer || error instanceof QueryRefused) return undefined;
      throw error;
    }
  }

  /** @param {Msg} message */
  #onOutcome(message) {
    const event = message.json();
    const service = event.type.split(".")[2];
    this.#waiting.get(keyOf(service, event.data.command_id, event.data.body_sha256))?.(outcomeOf(event.data));
  }

  // Queries

  /**
   * Ask a service. Rejects with QueryRefused, which has a code, or with NoAnswer.
   * @template {Service} S
   * @template {keyof Contracts[S]["queries"] & string} Q
   * @param {S} service
   * @param {Q} query
   * @param {Fields<S, Q>} fields
   * @returns {Promise<Answer<S, Q>>}
   */
  async ask(service, query, fields) {
    return await this.#ask(service, query, fields);
  }

  /**
   * @param {string} service
   * @param {string} query
   * @param {unknown} fields
   * @returns {Promise<any>}
   */
  async #ask(service, query, fields) {
    mustBeAService(service);
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
   * @template {Service} S
   * @param {S} service
   * @param {Place} [place]
   * @param {{ signal?: AbortSignal }} [options]
   * @returns {AsyncGenerator<Message<S>, void, void>}
   */
  async *follow(service, place = fromTheBeginning(), { signal } = {}) {
    const until = this.#until(signal);
    const arrivals = new Arrivals();
    const subjects = [`bundel.event.${service}.>`, `bundel.to.${this.party}.${service}.*`];
    const subscriptions = subjects.map((subject) => this.#subscribe(subject, ({ data }) => arrivals.push(data)));
    const ask = (/** @type {Record<string, any>} */ fields) => this.#ask(service, "messages-after", fields);
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
