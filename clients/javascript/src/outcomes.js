/** What became of a command. */

/**
 * @typedef {object} Fault One thing that is wrong with a command.
 * @property {string} field
 * @property {string} code
 * @property {string} sentence
 */

/**
 * @typedef {object} Outcome `code`, `sentence` and `field` tell of the first fault; empty if it was accepted.
 * @property {string} command_id
 * @property {boolean} accepted
 * @property {string} code Stable: your program may act on it.
 * @property {string} sentence For a person: what is wrong, and what to do.
 * @property {string} field
 * @property {Fault[]} faults Everything that is wrong, the first as well; none if it was accepted.
 */

/**
 * As a service tells it; what it adds later is passed over.
 * @param {any} data
 * @returns {Outcome}
 */
export function outcomeOf({ command_id, accepted, code, sentence, field, faults }) {
  const first = accepted ? [] : [{ field, code, sentence }]; // a refusal of before names the first only
  const told = faults?.length ? faults : first;
  return { command_id, accepted, code, sentence, field, faults: told.map(faultOf) };
}

/** @param {Fault} told */
function faultOf({ field, code, sentence }) {
  return { field, code, sentence };
}
