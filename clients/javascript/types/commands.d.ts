/**
 * Throws RangeError for another one: nobody would answer, and a command to it would be kept and sent again for ever.
 * @param {string} service
 */
export function mustBeAService(service: string): void;
/**
 * The body has no time and no chance in it, so that the same command under the same id is the same text.
 * Throws RangeError for another service, an unfit id, and what is too large: no service would take it.
 * @param {{ party: string, source: string }} from
 * @param {{ service: string, command: string, data: unknown, id: string, correlation?: string }} what
 * @returns {Pending}
 */
export function asCommand({ party, source }: {
    party: string;
    source: string;
}, { service, command, data, id, correlation }: {
    service: string;
    command: string;
    data: unknown;
    id: string;
    correlation?: string;
}): Pending;
import type { Pending } from "./kept.js";
