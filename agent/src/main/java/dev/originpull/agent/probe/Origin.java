package dev.originpull.agent.probe;

import dev.originpull.agent.config.AddressText;
import dev.originpull.agent.config.Hostname;
import java.net.Inet6Address;
import java.net.InetSocketAddress;

/**
 * An address that serves a hostname.
 *
 * @param address resolved, with a port of 1 to 65535
 * @param hostname what is sent as SNI and Host
 */
public record Origin(InetSocketAddress address, Hostname hostname) {
    public Origin {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("an origin is an address, not a name: " + address);
        }
        if (address.getPort() == 0) {
            throw new IllegalArgumentException("an origin has a port of 1 to 65535: " + address);
        }
    }

    /** {@code 203.0.113.10:443} or {@code [2001:db8::10]:443} (RFC 5952), never a look-up. */
    public String endpoint() {
        return host() + ":" + address.getPort();
    }

    private String host() {
        return address.getAddress() instanceof Inet6Address six
                ? "[" + AddressText.of(six) + "]"
                : address.getAddress().getHostAddress();
    }
}
