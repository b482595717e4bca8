package dev.originpull.configgen.locate;

import java.util.Collection;

/**
 * Where a server listens. Two are equal if address and port are: an address that originpull.yaml names is the same place as a
 * listener, whatever the server expects there.
 *
 * @param address an IP address without brackets; {@value #ANY_V4} and {@value #ANY_V6} stand for all of the host's
 * @param port 1 to 65535
 * @param proxied whether the server's configuration says that a PROXY protocol header comes first
 */
public record Listener(String address, int port, boolean proxied) {
    public static final String ANY_V4 = "0.0.0.0";
    public static final String ANY_V6 = "::";

    private static final String LOOPBACK_V4 = "127.0.0.1";
    private static final String LOOPBACK_V6 = "::1";

    /** One of which no PROXY protocol header is known. */
    public Listener(String address, int port) {
        this(address, port, false);
    }

    public Listener behindProxy(boolean expected) {
        return new Listener(address, port, expected);
    }

    /** This address of the host, with what is known of the listener that takes its connections: its own one, or that of all addresses. */
    public Listener asOneOf(Collection<Listener> listeners) {
        return listeners.stream()
                .filter(this::equals)
                .findFirst()
                .or(() -> listeners.stream().filter(ofAll()::equals).findFirst())
                .map(listener -> behindProxy(listener.proxied()))
                .orElse(this);
    }

    /** Where a client on the same host finds it. */
    public Listener fromHere() {
        return switch (address) {
            case ANY_V4 -> new Listener(LOOPBACK_V4, port, proxied);
            case ANY_V6 -> new Listener(LOOPBACK_V6, port, proxied);
            default -> this;
        };
    }

    /** The one of all addresses of this family, at the same port. */
    public Listener ofAll() {
        return new Listener(address.indexOf(':') >= 0 ? ANY_V6 : ANY_V4, port, proxied);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Listener that && address.equals(that.address) && port == that.port;
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }

    /** As in a URL: {@code 192.0.2.1:443}, {@code [2001:db8::1]:443}. */
    @Override
    public String toString() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
