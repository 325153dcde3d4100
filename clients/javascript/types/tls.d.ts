/** What makes the library keep to TLS. By itself it passes over `tls://` in an address. */
/**
 * Only with `tls` does it refuse a server without TLS, and only with `host` does it know which IP address a certificate
 * has to be for. What a server says before TLS may be anybody's word, so that it may name no other servers.
 * @param {string} servers One address.
 * @param {string} [caFile] Is read at each connection.
 * @returns {import("@nats-io/transport-node").ConnectionOptions}
 */
export function overTls(servers: string, caFile?: string): import("@nats-io/transport-node").ConnectionOptions;
