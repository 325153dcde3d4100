import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";

import { connected } from "../src/connecting.js";

/** @import { AddressInfo, Socket } from "node:net" */

const WHO = { party: "zuil-meel", password: "een-geheim", name: "test", patienceMs: 10_000 };

/**
 * The address of a server that does this with each connection.
 * @param {import("node:test").TestContext} test
 * @param {(socket: Socket) => void} does
 */
async function serverThat(test, does) {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    does(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => server.close());
  return `127.0.0.1:${/** @type {AddressInfo} */ (server.address()).port}`;
}

/** @param {Socket} socket */
function greets(socket) {
  const about = { server_id: "x", version: "2.10.0", max_payload: 1_048_576, headers: true };
  socket.write(`INFO ${JSON.stringify(about)}\r\n`);
}

test("a broker that is not there is waited for, and then named", async (t) => {
  const address = await serverThat(t, (socket) => socket.destroy());
  const begun = performance.now();
  const connecting = connected({ ...WHO, servers: "nats://127.0.0.1:1", patienceMs: 1_500 });
  await assert.rejects(connecting, { name: "NotConnected", message: /nats:\/\/127\.0\.0\.1:1 is not reached/ });
  assert.ok(performance.now() - begun > 1_000);
  await assert.rejects(connected({ ...WHO, servers: `nats://${address}`, patienceMs: 1 }), { name: "NotConnected" });
});

test("a password that is refused once is tried once more: the broker may be taking over a register", async (t) => {
  let times = 0;
  const address = await serverThat(t, (socket) => {
    greets(socket);
    socket.once("data", () => {
      times += 1;
      if (times === 1) socket.end("-ERR 'Authorization Violation'\r\n");
      else socket.write("PONG\r\n");
    });
  });
  const connection = await connected({ ...WHO, servers: `nats://${address}` });
  assert.equal(times, 2);
  await connection.close();
});

test("a wrong password is told when it was refused twice", async (t) => {
  const address = await serverThat(t, (socket) => {
    greets(socket);
    socket.once("data", () => socket.end("-ERR 'Authorization Violation'\r\n"));
  });
  await assert.rejects(connected({ ...WHO, servers: `nats://${address}` }), {
    name: "NotConnected",
    message: `nats://${address} does not know zuil-meel with this password`,
  });
});

test("a server without TLS is not trusted, and hears nothing", async (t) => {
  let heard = "";
  const address = await serverThat(t, (socket) => {
    greets(socket);
    socket.on("data", (data) => (heard += data));
  });
  const message = /is not trusted, and was told no password/;
  await assert.rejects(connected({ ...WHO, servers: `tls://${address}` }), { name: "NotConnected", message });
  assert.equal(heard, "");
});

test("a CA file without TLS is refused before anything is done", async () => {
  const servers = "nats://127.0.0.1:1";
  await assert.rejects(connected({ ...WHO, servers, caFile: "ca.pem" }), /does not begin with tls:\/\//);
});
