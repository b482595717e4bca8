package dev.originpull.agent.verdict;

import dev.originpull.agent.probe.Attempt;

/**
 * A way round an enforcing origin, to be tried without a certificate or with a forged one.
 *
 * @param code what it is called when it is open
 * @param attempt how it is tried
 * @param words the way, in a few words
 */
record Bypass(FindingCode code, Attempt attempt, String words) {
    /** How to close it. */
    String fix() {
        return switch (code) {
            case BYPASS_NO_SNI, BYPASS_SNI_MISMATCH ->
                "Have every virtual host of this address demand the certificate, the default "
                        + "one too, or refuse server names that the server does not know, and requests whose Host is not the "
                        + "server name of the handshake.";
            case BYPASS_RESUMPTION ->
                "Update the server (NGINX 1.26.3 or 1.27.4, Apache httpd 2.4.64, and later, refuse such "
                        + "sessions), or demand the certificate on every virtual host of this address.";
            case BYPASS_PLAIN_HTTP ->
                "Answer plain HTTP with a redirect to https only, or close the port to all but Cloudflare.";
            case BYPASS_TLS_VERSION ->
                "Demand the certificate whatever the TLS version, or offer only those where it is demanded.";
            case BYPASS_HTTP2 -> "Demand the certificate for HTTP/2 too, or turn HTTP/2 off at the origin.";
            case BYPASS_CERTIFICATE_CHAIN ->
                "Have the server forgive no error of a client's certificate chain: with HAProxy take ca-ignore-err out of the bind "
                        + "line.";
            case BYPASS_PATH -> "Demand the certificate for these paths too, or see that they may be public.";
            default -> throw new IllegalStateException("no way round: " + code);
        };
    }
}
