/** What this client knows of the contract. Written by the platform's `make contract`. */
export const CONTRACT_VERSION: "0.2";
/**
 * The kinds of messages of each service.
 *
 * @type {Readonly<Record<string, ReadonlySet<string>>>}
 */
export const KINDS: Readonly<Record<string, ReadonlySet<string>>>;
