/** Following a service without a gap: how far it was followed, what arrived meanwhile, and what is asked for. */

import { NoAnswer, QueryRefused } from "./errors.js";
import { readMessage } from "./messages.js";
import { pause } from "./waiting.js";

/** @import { Envelope } from "./messages.js" */

const LOOK_AGAIN_MS = 5_000;
const ASK_AGAIN_MS = 500;

/**
 * @typedef {object} Place How far a service was followed. Plain JSON: keep it, to go on from here.
 * @property {number} searched Everything up to this index that is for us was seen.
 * @property {Record<string, number>} seen Per audience the last `audienceindex` seen.
 */

/** @returns {Place} the beginning of a service's log */
export function fromTheBeginning() {
  return { searched: 0, seen: {} };
}

/**
 * Nothing said to this audience lies between the last message seen and this one.
 * @param {Place} place
 * @param {Pick<Envelope, "audience" | "audienceindex">} said
 */
export function isNext(place, said) {
  const last = place.seen[said.audience] ?? (place.searched === 0 ? 0 : undefined);
  return last !== undefined && said.audienceindex === last + 1;
}

/**
 * It was seen before: messages are repeated, by the broker and by ourselves, when a gap is repaired.
 * @param {Place} place
 * @param {Pick<Envelope, "audience" | "audienceindex">} said
 */
export function isOld(place, said) {
  return said.audienceindex <= (place.seen[said.audience] ?? 0);
}

const AT_MOST = 10_000;

/** Messages between the moment they arrive and the moment somebody has time for them. */
export class Arrivals {
  /** @type {Uint8Array[]} */
  #arrived = [];
  #wake = () => {};

  /**
   * One too many is left out; that makes a gap, and gaps are repaired.
   * @param {Uint8Array} body
   */
  push(body) {
    if (this.#arrived.length < AT_MOST) this.#arrived.push(body);
    this.#wake();
  }

  /** Let whoever waits go on, also with nothing. */
  wake() {
    this.#wake();
  }

  /**
   * The next one; undefined if none comes in time, or somebody wakes us.
   * @param {number} milliseconds
   * @returns {Promise<Uint8Array | undefined>}
   */
  async next(milliseconds) {
    if (this.#arrived.length === 0 && milliseconds > 0) {
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
      this.#wake = () => {};
    }
    return this.#arrived.shift();
  }
}

/**
 * @typedef {object} Means What a follower works with.
 * @property {Arrivals} arrivals
 * @property {(fields: Record<string, any>) => Promise<{ messages: Envelope[], upto: number }>} ask `messages-after`
 * @property {AbortSignal} until
 * @property {(text: string) => void} log
 */

/**
 * Follows one service: by turns it asks what it missed, and takes what arrives for as long as nothing is missing.
 * It gives messages of that service.
 */
export class Follower {
  #service;
  #place;
  #means;

  /**
   * @param {string} service
   * @param {Place} place
   * @param {Means} means
   */
  constructor(service, place, means) {
    this.#service = service;
    this.#place = place;
    this.#means = means;
  }

  /**
   * Until the signal.
   * @returns {AsyncGenerator<any, void, void>}
   */
  async *follow() {
    const { arrivals, until } = this.#means;
    const wake = () => arrivals.wake();
    until.addEventListener("abort", wake);
    try {
      while (!until.aborted) {
        yield* this.#catchUp();
        yield* this.#live();
      }
    } finally {
      until.removeEventListener("abort", wake);
    }
  }

  /**
   * What the service's log holds after this place, by its own word.
   * @returns {AsyncGenerator<any, void, void>}
   */
  async *#catchUp() {
    const place = this.#place;
    while (!this.#means.until.aborted) {
      const answer = await this.#missed();
      if (answer === undefined) continue;
      for (const said of answer.messages) {
        if (this.#means.until.aborted) return;
        if (isOld(place, said)) continue;
        place.seen[said.audience] = said.audienceindex;
        yield readMessage(said);
      }
      const done = answer.upto === place.searched;
      place.searched = answer.upto;
      if (done) return;
    }
  }

  /** Undefined, after a moment, if it cannot be said now. */
  async #missed() {
    const { ask, until } = this.#means;
    try {
      return await ask({ after: this.#place.searched, limit: 200 });
    } catch (error) {
      const later = error instanceof NoAnswer || (error instanceof QueryRefused && error.code === "not-now");
      if (!later && !until.aborted) throw error;
      await pause(ASK_AGAIN_MS, until);
      return undefined;
    }
  }

  /**
   * What arrives, as long as nothing is missing, and for a few seconds at most: then it is time to look for a lost end.
   * @returns {AsyncGenerator<any, void, void>}
   */
  async *#live() {
    const { arrivals, until, log } = this.#means;
    const place = this.#place;
    const lookAgain = performance.now() + LOOK_AGAIN_MS;
    while (!until.aborted) {
      const body = await arrivals.next(lookAgain - performance.now());
      if (body === undefined || until.aborted) return;
      /** @type {Envelope} */
      const said = JSON.parse(Buffer.from(body).toString("utf8"));
      if (isOld(place, said)) continue;
      if (!isNext(place, said)) {
        const last = place.seen[said.audience] ?? 0;
        log(`gap: ${this.#service} ${said.audience} ${last} is followed by ${said.audienceindex}; repairs it`);
        return;
      }
      place.seen[said.audience] = said.audienceindex;
      yield readMessage(said);
    }
  }
}
