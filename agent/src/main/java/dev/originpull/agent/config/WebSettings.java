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

    /**
     * What is wrong with listening there: others than this machine can connect, and none of them has to prove who it is.
     *
     * @param address where it listens, which may be another than {@link #listen}
     */
    public Optional<String> exposure(InetSocketAddress address) {
        boolean proven = !basicAuth.isEmpty()
                || tls.map(settings -> settings.clientAuthType().requires()
                                && settings.clientAuthType().verifies())
                        .orElse(false);
        if (proven || address.getAddress().isLoopbackAddress()) {
            return Optional.empty();
        }
        return Optional.of(ListenAddress.text(address) + " is open to the network "
                + (tls.isPresent() ? "without a password" : "over plain HTTP and without a password")
                + ": anyone who can connect can have /probe use the client key: set web.basic-auth, or web.tls with"
                + " client-auth-type: RequireAndVerifyClientCert, or listen on 127.0.0.1");
    }

    /** Without the hashes: they are secrets. */
    @Override
    public String toString() {
        return "web server on " + listen + (tls.isPresent() ? " with TLS" : "") + ", users " + basicAuth.keySet();
    }
}
