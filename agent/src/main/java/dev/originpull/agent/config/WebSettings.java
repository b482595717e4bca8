package dev.originpull.agent.config;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP server.
 *
 * @param listen resolved; port 0 for a free one
 * @param basicAuth the users and their bcrypt hashes, checked by {@link BcryptHash}; empty where nobody is asked
 * @param lifecycle whether {@code POST /-/reload} is served
 * @param probeTargets what {@code /probe} takes
 */
public record WebSettings(
        InetSocketAddress listen,
        Optional<WebTls> tls,
        Map<String, String> basicAuth,
        boolean lifecycle,
        ProbeTargets probeTargets) {
    /** Where nothing is said: loopback, for nobody else to see. */
    public static final WebSettings DEFAULT =
            new WebSettings(ListenAddress.DEFAULT, Optional.empty(), Map.of(), false, new ProbeTargets.Configured());

    public WebSettings {
        basicAuth = Collections.unmodifiableMap(new LinkedHashMap<>(basicAuth));
        if (listen.isUnresolved()) {
            throw new IllegalArgumentException("listen on an address, not on a name: " + listen);
        }
    }

    /** Without the hashes: they are secrets. */
    @Override
    public String toString() {
        return "web server on " + listen + (tls.isPresent() ? " with TLS" : "") + ", users " + basicAuth.keySet();
    }
}
