package dev.originpull.agent.probe;

import dev.originpull.agent.config.ProxyProtocol;
import java.util.Optional;

/**
 * How an attempt talks to its origin.
 *
 * @param wire what is spoken, and over what
 * @param path the request's target in origin form (RFC 9112, 3.2.1): begins with {@code /}, visible ASCII only
 * @param alpn the application protocols that are offered
 * @param tls the TLS versions that are offered
 * @param serverName the SNI that is sent; empty sends none (RFC 6066, 3)
 * @param sessionFrom the SNI of a full handshake made before, to the same address and as nobody, whose session is taken up; empty
 *     for a fresh session; only to look for a bypass
 * @param proxyProtocol the version of the PROXY protocol header that is sent first; empty sends none
 */
public record Approach(
        Wire wire,
        String path,
        AlpnOffer alpn,
        TlsOffer tls,
        Optional<String> serverName,
        Optional<String> sessionFrom,
        Optional<ProxyProtocol> proxyProtocol) {

    /** What is spoken once the connection stands. */
    public enum Wire {
        /** HTTP over TLS: one GET. */
        HTTP,
        /** TLS, then silence: whoever speaks first in a protocol that is not HTTP, it is not us. */
        RAW,
        /** HTTP without TLS; only to look for a way round. */
        PLAIN_HTTP
    }

    /** The ALPN protocols of the ClientHello (RFC 7301). */
    public enum AlpnOffer {
        HTTP_1_1,
        H2,
        /** HTTP/2 alone, which is spoken too if the origin takes up no offer: some speak it without (HAProxy's {@code proto h2}). */
        H2_PRIOR_KNOWLEDGE;

        public boolean isH2() {
            return this != HTTP_1_1;
        }
    }

    /** The TLS versions of the ClientHello. */
    public enum TlsOffer {
        /** TLS 1.0 to 1.3, as Cloudflare's edge offers to origins. */
        ALL,
        ONLY_1_2,
        ONLY_1_3
    }

    public Approach {
        if (!path.startsWith("/") || !path.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new IllegalArgumentException("a path begins with / and holds visible ASCII only, the rest %-encoded");
        }
    }

    /** In a fresh session. */
    public Approach(Wire wire, String path, AlpnOffer alpn, TlsOffer tls, Optional<String> serverName) {
        this(wire, path, alpn, tls, serverName, Optional.empty(), Optional.empty());
    }

    /** A GET over TLS with everything offered and the hostname as SNI. */
    public static Approach https(Origin origin, String path) {
        return new Approach(
                Wire.HTTP,
                path,
                AlpnOffer.HTTP_1_1,
                TlsOffer.ALL,
                Optional.of(origin.hostname().name()));
    }

    public Approach over(Wire other) {
        return new Approach(other, path, alpn, tls, serverName, sessionFrom, proxyProtocol);
    }

    public Approach offering(AlpnOffer other) {
        return new Approach(wire, path, other, tls, serverName, sessionFrom, proxyProtocol);
    }

    public Approach offering(TlsOffer other) {
        return new Approach(wire, path, alpn, other, serverName, sessionFrom, proxyProtocol);
    }

    public Approach naming(Optional<String> otherServerName) {
        return new Approach(wire, path, alpn, tls, otherServerName, sessionFrom, proxyProtocol);
    }

    public Approach asking(String otherPath) {
        return new Approach(wire, otherPath, alpn, tls, serverName, sessionFrom, proxyProtocol);
    }

    public Approach resuming(String otherServerName) {
        return new Approach(wire, path, alpn, tls, serverName, Optional.of(otherServerName), proxyProtocol);
    }

    public Approach behind(Optional<ProxyProtocol> otherProxyProtocol) {
        return new Approach(wire, path, alpn, tls, serverName, sessionFrom, otherProxyProtocol);
    }
}
