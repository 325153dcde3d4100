/** What makes the library keep to TLS. By itself it passes over `tls://` in an address. */

/**
 * Only with `tls` does it refuse a server without TLS, and only with `host` does it know which IP address a certificate
 * has to be for. What a server says before TLS may be anybody's word, so that it may name no other servers.
 * @param {string} servers One address.
 * @param {string} [caFile] Is read at each connection.
 * @returns {import("@nats-io/transport-node").ConnectionOptions}
 */
export function overTls(servers, caFile) {
  if (!servers.startsWith("tls://")) {
    if (caFile) throw new Error(`a CA file is named, but ${servers} does not begin with tls://`);
    return {};
  }
  const host = new URL(servers).hostname.replace(/^\[|\]$/g, "");
  const tls = { ...(caFile && { caFile }), host };
  return { tls, ignoreClusterUpdates: true };
}
