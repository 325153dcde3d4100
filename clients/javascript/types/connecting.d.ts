/**
 * A connection under the party's own inbox prefix. Rejects with NotConnected: if the broker does not know the
 * party, said twice, or is not trusted; after `patienceMs` if it is not reached.
 * @param {{ servers: string, caFile?: string, party: string, password: string, name: string, patienceMs: number }} to
 */
export function connected({ servers, caFile, party, password, name, patienceMs }: {
    servers: string;
    caFile?: string;
    party: string;
    password: string;
    name: string;
    patienceMs: number;
}): Promise<import("@nats-io/transport-node").NatsConnection>;
