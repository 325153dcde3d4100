/**
 * A zuil's program: it hears what the zuil is asked, and answers by a simple rule until you stop it.
 *
 *     node zuil.js --party zuil-meel --oin 00000099000000006000 --password-file ../../../.bundel/credentials/zuil-meel
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { Client } from "bundel-client";

import { Ledger } from "./ledger.js";

/** @import { Outcome } from "bundel-client" */
/** @import { ZuilAsked } from "bundel-client/applications" */

const SERVICE = "applications";

const USAGE = `node zuil.js --party <slug> --oin <20 digits> --password-file <path> [options]

  --url           the broker (default nats://127.0.0.1:4222, or BUNDEL_NATS); tls://… for TLS
  --ca-file       who may have signed the broker's certificate, with tls:// (default BUNDEL_NATS_CA_FILE)
  --folder        for what must survive a restart: one program, one folder (default .)
  --budget-cents  what this zuil may promise in all, in cents (default 1000000)`;

function settings() {
  const { values } = parseArgs({
    options: {
      url: { type: "string", default: process.env.BUNDEL_NATS ?? "nats://127.0.0.1:4222" },
      "ca-file": { type: "string", default: process.env.BUNDEL_NATS_CA_FILE },
      party: { type: "string" },
      oin: { type: "string" },
      "password-file": { type: "string" },
      folder: { type: "string", default: "." },
      "budget-cents": { type: "string", default: "1000000" },
      help: { type: "boolean", default: false },
    },
  });
  const { url, party, oin, folder, help, "password-file": passwordFile, "budget-cents": budget } = values;
  const caFile = values["ca-file"];
  if (help) return undefined;
  if (!party || !oin || !passwordFile) throw new Error(`give --party, --oin and --password-file\n${USAGE}`);
  const budgetCents = Number(budget);
  if (!Number.isSafeInteger(budgetCents)) throw new Error(`--budget-cents is a whole number of cents, not ${budget}`);
  return { url, caFile, party, oin, folder, passwordFile, budgetCents };
}

/** @param {string} text */
function log(text) {
  console.log(`${new Date().toISOString()} ${text}`);
}

/**
 * Always the same for the same question: after a crash the answer goes out under the id it had before.
 * @param {ZuilAsked} asked
 */
function idOfAnswer({ ask, revision }) {
  return `answer-${createHash("sha256").update(`${ask}/${revision}`).digest("hex").slice(0, 32)}`;
}

/**
 * @param {Client} client
 * @param {Ledger} ledger
 * @param {ZuilAsked} asked
 * @param {number} budgetCents
 * @param {AbortSignal} signal
 */
async function answer(client, ledger, asked, budgetCents, signal) {
  const { ask, revision, cents } = asked; // echoed exactly, or the answer does not count
  const decision = ledger.decide(asked, budgetCents);
  const id = idOfAnswer(asked);
  const outcome = await client.submit(SERVICE, "answer-ask", { ask, revision, cents, ...decision }, { id, signal });
  if (outcome.accepted && decision.answer === "hold") ledger.hold(asked);
  log(`${decision.answer} ${ask} revision ${revision}, ${cents} cents: ${describe(outcome)}`);
}

/** @param {Outcome} outcome */
function describe({ accepted, faults }) {
  if (accepted) return "accepted";
  return `refused ${faults.map((fault) => `${fault.code} ${fault.field}: ${fault.sentence}`).join(" ")}`;
}

/**
 * @param {Client} client
 * @param {Ledger} ledger
 * @param {number} budgetCents
 * @param {AbortSignal} signal
 */
async function work(client, ledger, budgetCents, signal) {
  for await (const { pending, outcome } of client.resume({ signal })) {
    log(`${pending.id} from before the restart: ${describe(outcome)}`);
  }
  log("listens");
  for await (const said of client.follow(SERVICE, ledger.place, { signal })) {
    const concernsUs = ledger.hear(said);
    if (said.kind === "zuil-asked" && said.data.cents > 0) {
      await answer(client, ledger, said.data, budgetCents, signal);
    }
    if (concernsUs) await ledger.save(); // anything else is heard once more after a restart, and does no harm
  }
}

async function main() {
  const settled = settings();
  if (settled === undefined) return console.log(USAGE);
  const { url, caFile, party, oin, folder, passwordFile, budgetCents } = settled;
  const password = readFileSync(passwordFile, "utf8").trim(); // a newline at its end is no part of it
  mkdirSync(folder, { recursive: true });

  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop.abort());

  const keep = join(folder, "pending");
  const us = { servers: url, caFile, party, password, oin, keep, system: "example-zuil", log };
  const client = await Client.connect(us);
  try {
    await work(client, await Ledger.open(join(folder, "ledger.json"), party), budgetCents, stop.signal);
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    await client.close();
  }
  log("stopped; what has no outcome yet is kept");
}

try {
  await main();
} catch (error) {
  console.error(`zuil: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
