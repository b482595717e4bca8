package dev.originpull.configgen.locate;

/**
 * Where a server listens.
 *
 * @param address an IP address without brackets; {@value #ANY_V4} and {@value #ANY_V6} stand for all of the host's
 * @param port 1 to 65535
 */
public record Listener(String address, int port) {
    public static final String ANY_V4 = "0.0.0.0";
    public static final String ANY_V6 = "::";

    private static final String LOOPBACK_V4 = "127.0.0.1";
    private static final String LOOPBACK_V6 = "::1";

    /** Where a client on the same host finds it. */
    public Listener fromHere() {
        return switch (address) {
            case ANY_V4 -> new Listener(LOOPBACK_V4, port);
            case ANY_V6 -> new Listener(LOOPBACK_V6, port);
            default -> this;
        };
    }

    /** The one of all addresses of this family, at the same port. */
    public Listener ofAll() {
        return new Listener(address.indexOf(':') >= 0 ? ANY_V6 : ANY_V4, port);
    }

    /** As in a URL: {@code 192.0.2.1:443}, {@code [2001:db8::1]:443}. */
    @Override
    public String toString() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
