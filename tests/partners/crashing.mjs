/**
 * Ends a partner's program in JavaScript as a power cut does, at the n-th thing that it does for good: a file is made,
 * is flushed, gets its name, goes; a command is sent. The odd ones end right before, the even ones right after.
 *
 *     CRASH_AT=3 node --import ./crashing.mjs zuil.js --party …
 */

import fs from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

const POWER_CUT = 137;
let left = Number(process.env.CRASH_AT);

function step() {
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
}

for (const name of ["open", "rename", "rm"]) {
  const does = fs[name];
  fs[name] = async (...what) => {
    if (name === "open" && what[1] !== "w") return does(...what);
    step();
    const made = await does(...what);
    if (name === "open") flushed(made);
    step();
    return made;
  };
}
syncBuiltinESMExports();

function flushed(file) {
  const sync = file.sync.bind(file);
  file.sync = async () => {
    step();
    await sync();
    step();
  };
}

const write = Socket.prototype.write;
Socket.prototype.write = function (data, ...rest) {
  const isCommand = Buffer.from(data).includes("PUB bundel.cmd.");
  if (!isCommand) return write.call(this, data, ...rest);
  step();
  const sent = write.call(this, data, ...rest);
  if (left === 1) {
    left = 0;
    setTimeout(() => process.exit(POWER_CUT), 50); // when it has left
  } else left -= 1;
  return sent;
};
