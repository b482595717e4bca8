package dev.originpull.agent.config;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Where an origin listens, as a person names it: an IP address, or a name that has yet to be resolved. */
public sealed interface Address {
    /** Where no port is named. */
    int DEFAULT_PORT = 443;

    /** 1 to 65535. */
    int port();

    /** An IP address; link-local ones may carry a zone (RFC 4007, 11). */
    record Literal(InetAddress ip, int port) implements Address {
        @Override
        public String toString() {
            return ip instanceof Inet6Address six
                    ? "[" + AddressText.of(six) + "]:" + port
                    : ip.getHostAddress() + ":" + port;
        }
    }

    /** A DNS name; every address that it has is an origin. */
    record Name(Hostname name, int port) implements Address {
        @Override
        public String toString() {
            return name + ":" + port;
        }
    }

    /**
     * Reads {@code IP}, {@code IP:port}, {@code [v6]:port}, a bare IPv6 address or {@code name[:port]}; looks nothing up.
     *
     * @throws IllegalArgumentException with one printable line that says what is wrong and what to write instead
     */
    static Address parse(String text) {
        return AddressSyntax.parse(text);
    }
}
