package dev.originpull.agent.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a server listens, as people write it. */
public final class ListenAddress {
    /** Where nothing is said. */
    public static final InetSocketAddress DEFAULT = new InetSocketAddress(localhost(), 9820);

    private ListenAddress() {}

    /**
     * Reads {@code IP:port}, {@code [IPv6]:port}, {@code localhost:port}, or {@code :port} for all interfaces. Port 0 is a free one.
     *
     * @throws IllegalArgumentException with one printable line
     */
    public static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String digits = text.substring(colon + 1);
        if (colon < 0 || !digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 0xFFFF) {
            throw wrong(text);
        }
        int port = Integer.parseInt(digits);
        String host = text.substring(0, colon);
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        if (host.equals("localhost")) {
            return new InetSocketAddress(localhost(), port);
        }
        if (host.contains(":") && !host.startsWith("[")) {
            throw wrong(text);
        }
        try {
            // Without its port, of which 0 is none for an origin.
            if (Address.parse(host) instanceof Address.Literal literal) {
                return new InetSocketAddress(literal.ip(), port);
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    /** As it is written: {@code 127.0.0.1:9820}, {@code [::]:9820}. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return (ip instanceof Inet6Address six ? "[" + AddressText.of(six) + "]" : ip.getHostAddress()) + ":"
                + address.getPort();
    }

    private static InetAddress localhost() {
        try {
            return InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + Printable.of(text)
                        + "' is no address to listen on: write IP:port, [IPv6]:port, localhost:port, or :port for all interfaces");
    }
}
