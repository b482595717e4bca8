package dev.originpull.agent.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A version of HAProxy's PROXY protocol: the header that a load balancer sends before anything else, to name the client's address.
 *
 * @see <a href="https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt">The PROXY protocol, versions 1 and 2</a>
 */
public enum ProxyProtocol {
    /** A line of text. */
    V1,
    /** Binary. */
    V2;

    /**
     * The version of that name.
     *
     * @throws IllegalArgumentException with one printable line that names all versions
     */
    public static ProxyProtocol parse(String word) {
        return Arrays.stream(values())
                .filter(version -> version.toString().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + Printable.of(word)
                        + "' is no version of the PROXY protocol: the versions are "
                        + Arrays.stream(values()).map(ProxyProtocol::toString).collect(Collectors.joining(", "))));
    }

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
