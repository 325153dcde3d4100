/**
 * @typedef {object} Place How far a service was followed. Plain JSON: keep it, to go on from here.
 * @property {number} searched Everything up to this index that is for us was seen.
 * @property {Record<string, number>} seen Per audience the last `audienceindex` seen.
 */
/** @returns {Place} the beginning of a service's log */
export function fromTheBeginning(): Place;
/**
 * Nothing said to this audience lies between the last message seen and this one.
 * @param {Place} place
 * @param {Pick<Envelope, "audience" | "audienceindex">} said
 */
export function isNext(place: Place, said: Pick<Envelope, "audience" | "audienceindex">): boolean;
/**
 * It was seen before: messages are repeated, by the broker and by ourselves, when a gap is repaired.
 * @param {Place} place
 * @param {Pick<Envelope, "audience" | "audienceindex">} said
 */
export function isOld(place: Place, said: Pick<Envelope, "audience" | "audienceindex">): boolean;
/** Messages between the moment they arrive and the moment somebody has time for them. */
export class Arrivals {
    /**
     * One too many is left out; that makes a gap, and gaps are repaired.
     * @param {Uint8Array} body
     */
    push(body: Uint8Array): void;
    /** Let whoever waits go on, also with nothing. */
    wake(): void;
    /**
     * The next one; undefined if none comes in time, or somebody wakes us.
     * @param {number} milliseconds
     * @returns {Promise<Uint8Array | undefined>}
     */
    next(milliseconds: number): Promise<Uint8Array | undefined>;
    #private;
}
/**
 * @typedef {object} Means What a follower works with.
 * @property {Arrivals} arrivals
 * @property {(fields: Record<string, any>) => Promise<{ messages: Envelope[], upto: number }>} ask `messages-after`
 * @property {AbortSignal} until
 * @property {(text: string) => void} log
 */
/**
 * Follows one service: by turns it asks what it missed, and takes what arrives for as long as nothing is missing.
 * It gives messages of that service.
 */
export class Follower {
    /**
     * @param {string} service
     * @param {Place} place
     * @param {Means} means
     */
    constructor(service: string, place: Place, means: Means);
    /**
     * Until the signal.
     * @returns {AsyncGenerator<any, void, void>}
     */
    follow(): AsyncGenerator<any, void, void>;
    #private;
}
/**
 * How far a service was followed. Plain JSON: keep it, to go on from here.
 */
export type Place = {
    /**
     * Everything up to this index that is for us was seen.
     */
    searched: number;
    /**
     * Per audience the last `audienceindex` seen.
     */
    seen: Record<string, number>;
};
/**
 * What a follower works with.
 */
export type Means = {
    arrivals: Arrivals;
    /**
     * `messages-after`
     */
    ask: (fields: Record<string, any>) => Promise<{
        messages: Envelope[];
        upto: number;
    }>;
    until: AbortSignal;
    log: (text: string) => void;
};
import type { Envelope } from "./messages.js";
