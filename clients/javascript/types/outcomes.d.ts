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
export function outcomeOf({ command_id, accepted, code, sentence, field, faults }: any): Outcome;
/**
 * One thing that is wrong with a command.
 */
export type Fault = {
    field: string;
    code: string;
    sentence: string;
};
/**
 * `code`, `sentence` and `field` tell of the first fault; empty if it was accepted.
 */
export type Outcome = {
    command_id: string;
    accepted: boolean;
    /**
     * Stable: your program may act on it.
     */
    code: string;
    /**
     * For a person: what is wrong, and what to do.
     */
    sentence: string;
    field: string;
    /**
     * Everything that is wrong, the first as well; none if it was accepted.
     */
    faults: Fault[];
};
