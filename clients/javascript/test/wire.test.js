import assert from "node:assert/strict";
import { test } from "node:test";

import { asCommand } from "../src/commands.js";
import { readMessage } from "../src/messages.js";
import { outcomeOf } from "../src/outcomes.js";

test("a message says of which service and kind it is", () => {
  const event = { type: "nl.bundel.applications.zuil-asked", data: { cents: 1 }, index: 3, later: "passed over" };
  assert.deepEqual(readMessage(event), { ...event, service: "applications", kind: "zuil-asked" });
});

test("a kind of another contract has no name here, and its type has it", () => {
  for (const name of ["applications.zuil-thanked", "council.zuil-asked", "pool.zuil-asked"]) {
    const type = `nl.bundel.${name}`;
    const message = readMessage({ type, data: {} });
    assert.equal(message.kind, undefined);
    assert.equal(message.type, type);
  }
});

const REFUSED = { command_id: "a", accepted: false, code: "exists", sentence: "There is one.", field: "pool" };
const FAULT = { code: "exists", sentence: "There is one.", field: "pool" };

test("an outcome names all faults; of a service of before, the first", () => {
  const another = { code: "required", sentence: "Add this field.", field: "cents" };
  assert.deepEqual(outcomeOf({ ...REFUSED, faults: [{ ...FAULT, later: 1 }, another], later: 1 }), {
    ...REFUSED,
    faults: [FAULT, another],
  });
  assert.deepEqual(outcomeOf(REFUSED), { ...REFUSED, faults: [FAULT] });
  assert.deepEqual(outcomeOf({ ...REFUSED, faults: [] }), { ...REFUSED, faults: [FAULT] });
});

test("an accepted command has no faults", () => {
  const accepted = { command_id: "a", accepted: true, code: "", sentence: "", field: "" };
  assert.deepEqual(outcomeOf({ ...accepted, faults: [] }).faults, []);
  assert.deepEqual(outcomeOf(accepted).faults, []);
});

const FROM = { party: "zuil-meel", source: "urn:nld:oin:00000099000000006000:systeem:test" };
const WHAT = { service: "applications", command: "answer-ask", data: { ask: "a:b" }, id: "one" };

test("a command is a CloudEvent, the same text each time", () => {
  const { subject, body } = asCommand(FROM, WHAT);
  assert.equal(subject, "bundel.cmd.applications.zuil-meel.answer-ask");
  assert.deepEqual(JSON.parse(body), {
    specversion: "1.0",
    id: "one",
    source: FROM.source,
    type: "nl.bundel.applications.answer-ask",
    datacontenttype: "application/json",
    data: { ask: "a:b" },
  });
  assert.equal(asCommand(FROM, WHAT).body, body);
  assert.equal(JSON.parse(asCommand(FROM, { ...WHAT, correlation: "cake" }).body).correlationid, "cake");
});

test("what no service would take is not sent", () => {
  for (const id of ["", "-a", "a b", "a".repeat(65)]) assert.throws(() => asCommand(FROM, { ...WHAT, id }), RangeError);
  assert.throws(() => asCommand(FROM, { ...WHAT, service: "application" }), /one of applications, pool, settlement/);
  const data = { reason: "é".repeat(32 * 1024) };
  assert.throws(() => asCommand(FROM, { ...WHAT, data }), /at most 65536 bytes, this one has 65\d{3}/);
});
