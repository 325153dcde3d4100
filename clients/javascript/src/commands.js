/** Commands as they are sent: CloudEvents in structured JSON. */

import { KINDS } from "./contract.js";

/** @import { Pending } from "./kept.js" */

const MAX_COMMAND_BYTES = 64 * 1024;
const COMMAND_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/**
 * Throws RangeError for another one: nobody would answer, and a command to it would be kept and sent again for ever.
 * @param {string} service
 */
export function mustBeAService(service) {
  if (!Object.hasOwn(KINDS, service)) {
    throw new RangeError(`there is no service ${service}; it is one of ${Object.keys(KINDS).join(", ")}`);
  }
}

/**
 * The body has no time and no chance in it, so that the same command under the same id is the same text.
 * Throws RangeError for another service, an unfit id, and what is too large: no service would take it.
 * @param {{ party: string, source: string }} from
 * @param {{ service: string, command: string, data: unknown, id: string, correlation?: string }} what
 * @returns {Pending}
 */
export function asCommand({ party, source }, { service, command, data, id, correlation }) {
  mustBeAService(service);
  if (!COMMAND_ID.test(id)) {
    throw new RangeError(`a command id is at most 64 letters, digits and . _ : -, not ${id}`);
  }
  const body = JSON.stringify({
    specversion: "1.0",
    id,
    source,
    type: `nl.bundel.${service}.${command}`,
    datacontenttype: "application/json",
    correlationid: correlation, // left out where it is undefined
    data,
  });
  const bytes = Buffer.byteLength(body);
  if (bytes > MAX_COMMAND_BYTES) {
    throw new RangeError(`a command is at most ${MAX_COMMAND_BYTES} bytes, this one has ${bytes}`);
  }
  return { service, id, subject: `bundel.cmd.${service}.${party}.${command}`, body };
}
