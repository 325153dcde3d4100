/**
 * What the outcome of a command bears; by its id alone it could be mistaken for an earlier command's.
 * @param {string} service
 * @param {string} id
 * @param {string} bodySha256
 */
export function keyOf(service: string, id: string, bodySha256: string): string;
/** @param {string} body */
export function sha256(body: string): string;
/**
 * Write a file so that it holds all of the text or what it held before, also after a power failure.
 * @param {string} path
 * @param {string} text
 */
export function writeWhole(path: string, text: string): Promise<void>;
/**
 * @typedef {object} Pending A command whose outcome has not come.
 * @property {string} service
 * @property {string} id
 * @property {string} subject
 * @property {string} body The text as sent. It is sent again as it stands: another text under the same id is refused.
 */
/** One file per command in a folder of your own. */
export class Kept {
    /** @param {string} folder */
    constructor(folder: string);
    folder: string;
    /**
     * Keep a command. When this returns it survives a power failure.
     * @param {Pending} pending
     */
    put(pending: Pending): Promise<void>;
    /**
     * Its sender has the outcome.
     * @param {Pending} pending
     */
    drop(pending: Pending): Promise<void>;
    /**
     * What is kept, in a stable order.
     * @returns {Promise<Pending[]>}
     */
    all(): Promise<Pending[]>;
    #private;
}
/**
 * A command whose outcome has not come.
 */
export type Pending = {
    service: string;
    id: string;
    subject: string;
    /**
     * The text as sent. It is sent again as it stands: another text under the same id is refused.
     */
    body: string;
};
