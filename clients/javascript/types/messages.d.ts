/** @import { Contracts, Service } from "../contract/index.js" */
/**
 * @typedef {object} Envelope
 * @property {string} id
 * @property {string} source
 * @property {string} type `nl.bundel.<service>.<kind>`
 * @property {string} time When it was recorded.
 * @property {string} subject What it is about.
 * @property {string} logid
 * @property {number} index Counts all messages of this service, without gaps.
 * @property {string} audience `all`, or the slug of the one party that is told.
 * @property {number} audienceindex Counts the messages to this audience, without gaps.
 * @property {string} hash
 * @property {string} causationid
 * @property {string} correlationid
 * @property {string} [bookdate] The civil date for which the money that moved counts, where any moved.
 * @property {string} [countsfor] The day it is about, where the book year of that day was closed already.
 */
/**
 * A message of one of these kinds.
 * @template {Service} S
 * @template {keyof Contracts[S]["messages"]} K
 * @typedef {Envelope & { service: S, kind: K, data: Contracts[S]["messages"][K] }} Told
 */
/**
 * A message of a kind that this version does not know: pass over it. Its `type` names the kind.
 * @template {Service} S
 * @typedef {Envelope & { service: S, kind: undefined, data: Record<string, unknown> }} Untold
 */
/**
 * A message of a service: `switch (message.kind)` tells what its `data` are.
 * @template {Service} S
 * @typedef {{ [K in keyof Contracts[S]["messages"]]: Told<S, K> }[keyof Contracts[S]["messages"]] | Untold<S>} Message
 */
/**
 * A `Message` of the service that says it; which one, its caller knows.
 * @param {any} event As it came.
 * @returns {any}
 */
export function readMessage(event: any): any;
export type Envelope = {
    id: string;
    source: string;
    /**
     * `nl.bundel.<service>.<kind>`
     */
    type: string;
    /**
     * When it was recorded.
     */
    time: string;
    /**
     * What it is about.
     */
    subject: string;
    logid: string;
    /**
     * Counts all messages of this service, without gaps.
     */
    index: number;
    /**
     * `all`, or the slug of the one party that is told.
     */
    audience: string;
    /**
     * Counts the messages to this audience, without gaps.
     */
    audienceindex: number;
    hash: string;
    causationid: string;
    correlationid: string;
    /**
     * The civil date for which the money that moved counts, where any moved.
     */
    bookdate?: string | undefined;
    /**
     * The day it is about, where the book year of that day was closed already.
     */
    countsfor?: string | undefined;
};
/**
 * A message of one of these kinds.
 */
export type Told<S extends Service, K extends keyof Contracts[S]["messages"]> = Envelope & {
    service: S;
    kind: K;
    data: Contracts[S]["messages"][K];
};
/**
 * A message of a kind that this version does not know: pass over it. Its `type` names the kind.
 */
export type Untold<S extends Service> = Envelope & {
    service: S;
    kind: undefined;
    data: Record<string, unknown>;
};
/**
 * A message of a service: `switch (message.kind)` tells what its `data` are.
 */
export type Message<S extends Service> = { [K in keyof Contracts[S]["messages"]]: Told<S, K>; }[keyof Contracts[S]["messages"]] | Untold<S>;
import type { Service } from "../contract/index.js";
import type { Contracts } from "../contract/index.js";
