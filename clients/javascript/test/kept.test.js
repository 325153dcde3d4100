import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Kept } from "../src/kept.js";

const PENDING = { service: "applications", id: "cake:1", subject: "bundel.cmd.applications.zuil-meel.x", body: "{}" };

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
