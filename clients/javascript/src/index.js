/** The client of a partner. Types of commands, messages and queries: `bundel-client/pool`, and so of each service. */

export { Client } from "./client.js";
export { CONTRACT_VERSION } from "./contract.js";
export { NoAnswer, NotConnected, QueryRefused } from "./errors.js";
export { fromTheBeginning } from "./following.js";
export { writeWhole } from "./kept.js";

/** @typedef {import("./client.js").Settings} Settings */
/** @typedef {import("./following.js").Place} Place */
/** @typedef {import("./kept.js").Pending} Pending */
/** @typedef {import("./outcomes.js").Fault} Fault */
/** @typedef {import("./outcomes.js").Outcome} Outcome */
/** @typedef {import("../contract/index.js").Contracts} Contracts */
/** @typedef {import("../contract/index.js").Service} Service */
/** @typedef {import("./messages.js").Envelope} Envelope */
/**
 * @template {import("../contract/index.js").Service} S
 * @typedef {import("./messages.js").Message<S>} Message
 */
