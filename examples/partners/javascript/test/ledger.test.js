import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { euros, Ledger } from "../ledger.js";

const FLOUR = {
  application: "cake",
  ask: "cake:meel",
  revision: 1,
  cents: 400_00,
  funder: "zuil:zuil-meel",
};

async function emptyLedger() {
  const path = join(await mkdtemp(join(tmpdir(), "ledger-")), "ledger.json");
  return { path, ledger: await Ledger.open(path, "zuil-meel") };
}

/**
 * What the client hands on, as far as a ledger looks at it.
 * @param {string} kind
 * @param {Record<string, unknown>} data
 */
function said(kind, data) {
  const message = /** @type {unknown} */ ({ kind, data });
  return /** @type {import("bundel-client").Message<"applications">} */ (message);
}

test("what fits in the budget is held, what does not is declined with what is left", async () => {
  const { ledger } = await emptyLedger();
  assert.deepEqual(ledger.decide(FLOUR, 400_00), { answer: "hold" });
  ledger.hold(FLOUR);
  assert.deepEqual(ledger.decide({ cents: 1 }, 400_00), {
    answer: "decline",
    ground: "no-money",
    reason: "Past niet in ons budget: vrij is € 0,00",
  });
});

test("a failed application sets the money free, a granted one spends it", async () => {
  const { ledger } = await emptyLedger();
  ledger.hold(FLOUR);
  assert.equal(ledger.hear(said("application-failed", { asks: [FLOUR] })), true);
  assert.equal(ledger.promisedCents, 0);
  ledger.hold(FLOUR);
  assert.equal(ledger.hear(said("application-granted", { asks: [FLOUR] })), true);
  assert.equal(ledger.promisedCents, 400_00);
});

test("a new revision ends the promise of the old one; a late word about the old one changes nothing", async () => {
  const { ledger } = await emptyLedger();
  ledger.hold(FLOUR);
  ledger.hear(said("zuil-asked", { ...FLOUR, revision: 2, cents: 500_00 }));
  assert.equal(ledger.promisedCents, 0);
  ledger.hold({ ...FLOUR, revision: 2, cents: 500_00 });
  ledger.hear(said("zuil-ask-held", FLOUR));
  assert.equal(ledger.promisedCents, 500_00);
});

test("what others hold is none of our business", async () => {
  const { ledger } = await emptyLedger();
  const eggs = { ...FLOUR, ask: "cake:eieren", funder: "zuil:zuil-eieren" };
  for (const kind of ["zuil-ask-held", "zuil-ask-declined"]) assert.equal(ledger.hear(said(kind, eggs)), false);
  assert.equal(ledger.hear(said("application-granted", { asks: [eggs] })), false);
  assert.equal(ledger.promisedCents, 0);
});

test("promises and place are kept together", async () => {
  const { path, ledger } = await emptyLedger();
  ledger.hold(FLOUR);
  ledger.place.searched = 7;
  await ledger.save();
  const again = await Ledger.open(path, "zuil-meel");
  assert.deepEqual([again.promisedCents, again.place.searched], [400_00, 7]);
});

test("amounts as Dutch people write them", () => {
  assert.deepEqual([0, 5, 1_234_567_89].map(euros), ["€ 0,00", "€ 0,05", "€ 1.234.567,89"]);
});
