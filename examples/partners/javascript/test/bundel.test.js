import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Arrivals, fromTheBeginning, isNext, isOld } from "../bundel/following.js";
import { Kept } from "../bundel/kept.js";

const PENDING = { service: "applications", id: "cake:1", subject: "bundel.cmd.applications.zuil-meel.x", body: "{}" };

/** @returns {import("../bundel/following.js").Said} */
function said(/** @type {number} */ audienceindex, audience = "all") {
  return { id: "", type: "", time: "", data: {}, index: 0, audience, audienceindex };
}

test("a kept command is there after a restart, byte for byte, until it is dropped", async () => {
  const folder = join(await mkdtemp(join(tmpdir(), "kept-")), "pending");
  assert.deepEqual(await new Kept(folder).all(), []);
  await new Kept(folder).put(PENDING);
  assert.deepEqual(await new Kept(folder).all(), [PENDING]);
  await new Kept(folder).drop(PENDING);
  assert.deepEqual(await new Kept(folder).all(), []);
});

test("the same id at two services is two commands", async () => {
  const kept = new Kept(await mkdtemp(join(tmpdir(), "kept-")));
  await kept.put(PENDING);
  await kept.put({ ...PENDING, service: "settlement" });
  assert.equal((await kept.all()).length, 2);
});

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
