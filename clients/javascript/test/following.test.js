import assert from "node:assert/strict";
import { test } from "node:test";

import { NoAnswer, QueryRefused } from "../src/errors.js";
import { Arrivals, Follower, fromTheBeginning, isNext, isOld } from "../src/following.js";

/** @import { Envelope } from "../src/messages.js" */

/**
 * @param {Partial<Envelope>} named
 * @returns {Envelope}
 */
function envelope(named) {
  const ids = { id: "", source: "", subject: "", logid: "", causationid: "", correlationid: "", hash: "" };
  const place = { index: 1, audience: "all", audienceindex: 1 };
  return { ...ids, ...place, type: "nl.bundel.applications.zuil-asked", time: "", ...named };
}

/** A service's log as one party may read it: messages 1, 2, 3 … to all. */
class Log {
  /** @type {Envelope[]} */
  said = [];
  /** @type {Error[]} */
  refusals = [];
  arrivals = new Arrivals();

  /** Say one more message; it is lost on the way if nobody is `heard`. */
  say({ heard = true } = {}) {
    const index = this.said.length + 1;
    this.said.push(envelope({ id: `log-${index}`, index, audienceindex: index }));
    if (heard) this.repeat(index);
  }

  /** @param {number} index */
  repeat(index) {
    this.arrivals.push(Buffer.from(JSON.stringify(this.said[index - 1])));
  }

  /** @param {Record<string, any>} fields */
  ask = async ({ after, limit }) => {
    const refusal = this.refusals.shift();
    if (refusal) throw refusal;
    const messages = this.said.slice(after, after + limit);
    return { messages, upto: after + messages.length };
  };

  follow({ place = fromTheBeginning(), until = new AbortController().signal } = {}) {
    /** @type {string[]} */
    const notes = [];
    const log = (/** @type {string} */ text) => notes.push(text);
    const follower = new Follower("applications", place, { arrivals: this.arrivals, ask: this.ask, until, log });
    return { following: follower.follow(), notes, place };
  }
}

/**
 * @param {AsyncGenerator<any>} following
 * @param {number} count
 */
async function take(following, count) {
  const indexes = [];
  while (indexes.length < count) indexes.push((await following.next()).value.index);
  return indexes;
}

test("first what was said before, then what is said now", async () => {
  const log = new Log();
  log.say({ heard: false });
  const { following } = log.follow();
  assert.deepEqual(await take(following, 1), [1]);
  log.say();
  assert.deepEqual(await take(following, 1), [2]);
});

test("what was lost on the way is asked for, and comes in its place, once", async () => {
  const log = new Log();
  const { following, notes } = log.follow();
  const first = take(following, 1);
  await new Promise((resolve) => setTimeout(resolve, 20)); // it has asked, and waits for what arrives
  log.say();
  assert.deepEqual(await first, [1]);
  log.say({ heard: false });
  log.say({ heard: false });
  log.say();
  assert.deepEqual(await take(following, 3), [2, 3, 4]);
  log.say();
  assert.deepEqual(await take(following, 1), [5]);
  assert.deepEqual(notes, ["gap: applications all 1 is followed by 4; repairs it"]);
});

test("what comes twice is passed on once", async () => {
  const log = new Log();
  const { following } = log.follow();
  log.say();
  log.repeat(1);
  log.say();
  log.repeat(1);
  log.say();
  assert.deepEqual(await take(following, 3), [1, 2, 3]);
});

test("while nobody answers it asks again", async () => {
  const log = new Log();
  log.refusals = [new NoAnswer("nobody"), new QueryRefused({ code: "not-now", sentence: "Ask again.", field: "" })];
  log.say({ heard: false });
  assert.deepEqual(await take(log.follow().following, 1), [1]);
});

test("any other refusal is an error of ours", async () => {
  const log = new Log();
  log.refusals = [new QueryRefused({ code: "unknown-party", sentence: "Ask the operator.", field: "" })];
  await assert.rejects(log.follow().following.next(), { code: "unknown-party" });
});

test("the place that was kept is where it goes on", async () => {
  const log = new Log();
  for (let count = 0; count < 3; count += 1) log.say({ heard: false });
  const { following, place } = log.follow();
  assert.deepEqual(await take(following, 2), [1, 2]);
  const kept = JSON.parse(JSON.stringify(place));
  assert.deepEqual(await take(log.follow({ place: kept }).following, 1), [3]);
});

test("the signal ends it, also while it waits", async () => {
  const stop = new AbortController();
  const { following } = new Log().follow({ until: stop.signal });
  const waiting = following.next();
  setTimeout(() => stop.abort(), 20);
  assert.deepEqual(await waiting, { value: undefined, done: true });
});

function said(/** @type {number} */ audienceindex, audience = "all") {
  return { audience, audienceindex };
}

test("from the beginning the first message is the next; of a place somewhere else nothing is known", () => {
  assert.equal(isNext(fromTheBeginning(), said(1)), true);
  assert.equal(isNext(fromTheBeginning(), said(2)), false);
  assert.equal(isNext({ searched: 9, seen: {} }, said(1)), false);
});

test("each audience is counted by itself", () => {
  const place = { searched: 9, seen: { all: 4, "zuil-meel": 1 } };
  assert.deepEqual([isNext(place, said(5)), isNext(place, said(6)), isOld(place, said(4))], [true, false, true]);
  assert.deepEqual([isNext(place, said(2, "zuil-meel")), isOld(place, said(1, "zuil-meel"))], [true, true]);
});

test("what arrives is handed on in order, and waiting ends in time", async () => {
  const arrivals = new Arrivals();
  assert.equal(await arrivals.next(1), undefined);
  const waiting = arrivals.next(10_000);
  arrivals.push(Uint8Array.of(1));
  arrivals.push(Uint8Array.of(2));
  assert.deepEqual(await waiting, Uint8Array.of(1));
  assert.deepEqual(await arrivals.next(0), Uint8Array.of(2));
});

test("more than fits is left out, and makes a gap", async () => {
  const arrivals = new Arrivals();
  for (let count = 0; count < 10_001; count += 1) arrivals.push(Uint8Array.of(count % 256));
  let taken = 0;
  while ((await arrivals.next(0)) !== undefined) taken += 1;
  assert.equal(taken, 10_000);
});
