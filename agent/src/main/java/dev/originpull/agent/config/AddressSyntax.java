package dev.originpull.agent.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an address is written. */
final class AddressSyntax {
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    /** A name whose last label is a number would be an IPv4 address to other programs (RFC 1123, 2.1). */
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[A-Za-z0-9._~-]+)?");

    /** The last group of an IPv6 address that may be meant as a port. */
    private static final Pattern PORT_LIKE = Pattern.compile("443|8443|[1-9][0-9]{3,4}");
    /** What can be part of an address and a port; other text would be printed raw. */
    private static final Pattern IPV6_LIKE = Pattern.compile("[0-9A-Fa-f:.]+");

    private AddressSyntax() {}

    static Address parse(String text) {
        if (text.contains("/") || text.contains("@")) {
            throw wrong(text, "is no address: write IP, IP:port, [IPv6]:port or name:port, without scheme and path");
        }
        if (text.startsWith("[")) {
            return bracketed(text);
        }
        if (text.indexOf(':') != text.lastIndexOf(':')) {
            int last = text.lastIndexOf(':');
            // As likely a port that lacks the brackets as a group of the address: probing the wrong one tells nothing.
            if (IPV6_LIKE.matcher(text).matches()
                    && text.contains("::")
                    && PORT_LIKE.matcher(text.substring(last + 1)).matches()
                    && last > text.indexOf("::") + 1) {
                throw wrong(
                        text,
                        "may be an address or an address with a port: write [" + text.substring(0, last) + "]:"
                                + text.substring(last + 1) + ", or [" + text + "] for port " + Address.DEFAULT_PORT);
            }
            return new Address.Literal(ipv6(text, text), Address.DEFAULT_PORT);
        }
        int colon = text.indexOf(':');
        String host = colon < 0 ? text : text.substring(0, colon);
        int port = colon < 0 ? Address.DEFAULT_PORT : port(text, text.substring(colon + 1));
        Optional<InetAddress> ipv4 = ipv4(host);
        return ipv4.isPresent() ? new Address.Literal(ipv4.get(), port) : new Address.Name(name(text, host), port);
    }

    private static Address bracketed(String text) {
        int end = text.indexOf(']');
        if (end < 0) {
            throw wrong(text, "lacks the closing bracket: write [IPv6]:port");
        }
        InetAddress ip = ipv6(text, text.substring(1, end));
        String rest = text.substring(end + 1);
        if (rest.isEmpty()) {
            return new Address.Literal(ip, Address.DEFAULT_PORT);
        }
        if (!rest.startsWith(":")) {
            throw wrong(text, "is no address: after the bracket comes :port or nothing");
        }
        return new Address.Literal(ip, port(text, rest.substring(1)));
    }

    private static int port(String text, String digits) {
        if (!digits.matches("[0-9]{1,9}")) {
            throw wrong(text, "has no port after the colon: a port is a number of 1 to 65535");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw wrong(text, "names port " + port + ": a port is a number of 1 to 65535");
        }
        return port;
    }

    private static Optional<InetAddress> ipv4(String host) {
        Matcher octets = IPV4.matcher(host);
        if (!octets.matches()) {
            if (NUMERIC_END.matcher(host).matches()) {
                throw wrong(host, "is no address: an IPv4 address is four numbers of 0 to 255");
            }
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            String octet = octets.group(i + 1);
            int value = Integer.parseInt(octet);
            // Some programs read a leading zero as octal: who writes one may not mean what would be probed.
            if (value > 255 || (octet.length() > 1 && octet.startsWith("0"))) {
                throw wrong(host, "is no address: an IPv4 address is four numbers of 0 to 255");
            }
            bytes[i] = (byte) value;
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an IPv4 address", e);
        }
    }

    private static InetAddress ipv6(String text, String host) {
        if (!IPV6.matcher(host).matches()) {
            throw wrong(text, "is no IPv6 address");
        }
        try {
            // A text with a colon is read as a literal and never looked up (InetAddress.getAllByName).
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            String zone =
                    host.contains("%") ? ", or there is no interface " + host.substring(host.indexOf('%') + 1) : "";
            throw wrong(text, "is no IPv6 address" + zone);
        }
    }

    private static Hostname name(String text, String host) {
        try {
            return Hostname.parse(host);
        } catch (IllegalArgumentException e) {
            throw wrong(text, "is no address: write IP, IP:port, [IPv6]:port or name:port (" + e.getMessage() + ")");
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException("'" + Printable.of(text) + "' " + why);
    }
}
