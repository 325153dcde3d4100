/**
 * @typedef {object} Settings
 * @property {string} servers `tls://broker.example:4222`: over TLS or not at all. Or `nats://127.0.0.1:4222`.
 * @property {string} [caFile] With `tls://`: who may have signed the broker's certificate (PEM), else whom Node knows.
 * @property {string} party Your slug in the register of parties.
 * @property {string} password
 * @property {string} oin Your OIN as in the register of parties, 20 digits.
 * @property {string} keep A folder for commands whose outcome has not come. One program, one folder.
 * @property {string} [system] The name of your system, as it stands behind what you send.
 * @property {number} [patienceMs] How long a broker that is not reached is waited for at first; 30 seconds if left out.
 * @property {(text: string) => void} [log] Is told what an operator wants to know: lost connections, gaps, repeats.
 */
/**
 * What a query is asked with.
 * @template {Service} S
 * @template {keyof Contracts[S]["queries"]} Q
 * @typedef {Contracts[S]["queries"][Q] extends { fields: infer F } ? F : never} Fields
 */
/**
 * What is answered to it.
 * @template {Service} S
 * @template {keyof Contracts[S]["queries"]} Q
 * @typedef {Contracts[S]["queries"][Q] extends { answer: infer A } ? A : never} Answer
 */
/** One party's connection to the platform. */
export class Client {
    /**
     * Connect with your own credentials. Rejects with NotConnected at once if the broker does not know you or is not
     * trusted, and after a while if it is not reached; once connected, a lost connection comes back by itself.
     * @param {Settings} settings
     */
    static connect(settings: Settings): Promise<Client>;
    /**
     * @private Use `Client.connect`.
     * @param {NatsConnection} connection
     * @param {Settings} settings
     */
    private constructor();
    party: string;
    /** Leave. Commands without an outcome stay kept. */
    close(): Promise<void>;
    /**
     * Send a command and await its outcome: as long as it takes, or until your signal says otherwise. The command is
     * kept then, and may still be accepted: `resume` goes on with it. Derive `id` from what the command is about, and no
     * crash of your program turns one command into two: the same id with the same fields is the same command.
     * @template {Service} S
     * @template {keyof Contracts[S]["commands"] & string} C
     * @param {S} service
     * @param {C} command
     * @param {Contracts[S]["commands"][C]} data
     * @param {{ id?: string, correlation?: string, signal?: AbortSignal }} [options] `correlation`: that of the message
     * to which this is the answer.
     * @returns {Promise<Outcome>}
     */
    submit<S extends Service, C extends keyof Contracts[S]["commands"] & string>(service: S, command: C, data: Contracts[S]["commands"][C], { id, correlation, signal }?: {
        id?: string;
        correlation?: string;
        signal?: AbortSignal;
    }): Promise<Outcome>;
    /**
     * Go on with the commands kept from before a restart. Each stays kept until you come back for the next one, so that
     * no outcome is lost if your program ends before it has dealt with it.
     * @param {{ signal?: AbortSignal }} [options]
     * @returns {AsyncGenerator<{ pending: Pending, outcome: Outcome }, void, void>}
     */
    resume({ signal }?: {
        signal?: AbortSignal;
    }): AsyncGenerator<{
        pending: Pending;
        outcome: Outcome;
    }, void, void>;
    /**
     * Ask a service. Rejects with QueryRefused, which has a code, or with NoAnswer.
     * @template {Service} S
     * @template {keyof Contracts[S]["queries"] & string} Q
     * @param {S} service
     * @param {Q} query
     * @param {Fields<S, Q>} fields
     * @returns {Promise<Answer<S, Q>>}
     */
    ask<S extends Service, Q extends keyof Contracts[S]["queries"] & string>(service: S, query: Q, fields: Fields<S, Q>): Promise<Answer<S, Q>>;
    /**
     * Every event of a service and every message of it to you from `place` on, without a gap; ends at your signal.
     * Strictly in order per audience. `place` is moved along: keep it with what you made of the messages.
     * @template {Service} S
     * @param {S} service
     * @param {Place} [place]
     * @param {{ signal?: AbortSignal }} [options]
     * @returns {AsyncGenerator<Message<S>, void, void>}
     */
    follow<S extends Service>(service: S, place?: Place, { signal }?: {
        signal?: AbortSignal;
    }): AsyncGenerator<Message<S>, void, void>;
    #private;
}
export type Settings = {
    /**
     * `tls://broker.example:4222`: over TLS or not at all. Or `nats://127.0.0.1:4222`.
     */
    servers: string;
    /**
     * With `tls://`: who may have signed the broker's certificate (PEM), else whom Node knows.
     */
    caFile?: string | undefined;
    /**
     * Your slug in the register of parties.
     */
    party: string;
    password: string;
    /**
     * Your OIN as in the register of parties, 20 digits.
     */
    oin: string;
    /**
     * A folder for commands whose outcome has not come. One program, one folder.
     */
    keep: string;
    /**
     * The name of your system, as it stands behind what you send.
     */
    system?: string | undefined;
    /**
     * How long a broker that is not reached is waited for at first; 30 seconds if left out.
     */
    patienceMs?: number | undefined;
    /**
     * Is told what an operator wants to know: lost connections, gaps, repeats.
     */
    log?: ((text: string) => void) | undefined;
};
/**
 * What a query is asked with.
 */
export type Fields<S extends Service, Q extends keyof Contracts[S]["queries"]> = Contracts[S]["queries"][Q] extends {
    fields: infer F;
} ? F : never;
/**
 * What is answered to it.
 */
export type Answer<S extends Service, Q extends keyof Contracts[S]["queries"]> = Contracts[S]["queries"][Q] extends {
    answer: infer A;
} ? A : never;
import type { Service } from "../contract/index.js";
import type { Contracts } from "../contract/index.js";
import type { Outcome } from "./outcomes.js";
import type { Pending } from "./kept.js";
import type { Place } from "./following.js";
import type { Message } from "./messages.js";
