package dev.originpull.agent.config;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses that begin with the same bits (RFC 4632, RFC 4291, 2.3). An IPv4-mapped IPv6 range (RFC 4291, 2.5.5.2) is the IPv4 range.
 *
 * @param base the first of them; its other bits are zero
 * @param bits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress base, int bits) {
    private static final Pattern FORM = Pattern.compile("([^/]+)(?:/([0-9]{1,3}))?");
    /** What an IPv4 address has before it when it is written as an IPv6 one. */
    private static final int MAPPED_BITS = 96;

    public AddressRange {
        int most = base.getAddress().length * Byte.SIZE;
        if (bits < 0 || bits > most) {
            throw new IllegalArgumentException(
                    "/" + bits + " is no length of a network: a number of 0 to " + most + " is");
        }
        InetAddress network = network(base, bits);
        if (!network.equals(base)) {
            throw new IllegalArgumentException(base.getHostAddress() + "/" + bits
                    + " is an address in a network, not the network: write " + network.getHostAddress() + "/" + bits);
        }
    }

    /**
     * Reads {@code 203.0.113.0/24} or {@code 2001:db8::/32}; an address alone is the range of that one.
     *
     * @throws IllegalArgumentException with one printable line that says what to write instead
     */
    public static AddressRange parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong(text);
        }
        String host = form.group(1);
        InetAddress base = address(text, host);
        boolean mapped = host.contains(":") && base.getAddress().length == 4;
        int most = base.getAddress().length * Byte.SIZE + (mapped ? MAPPED_BITS : 0);
        int bits = form.group(2) == null ? most : Integer.parseInt(form.group(2));
        if (bits > most || (mapped && bits < MAPPED_BITS)) {
            throw new IllegalArgumentException("'" + Printable.of(text) + "': the network's length is a number of "
                    + (mapped ? MAPPED_BITS : 0) + " to " + most);
        }
        return new AddressRange(base, mapped ? bits - MAPPED_BITS : bits);
    }

    /** Whether the address is one of them, where an IPv4-mapped one counts as the IPv4 address; a zone does not matter. */
    public boolean contains(InetAddress address) {
        InetAddress plain = unmapped(address);
        return plain.getAddress().length == base.getAddress().length
                && Arrays.equals(network(plain, bits).getAddress(), base.getAddress());
    }

    /** Name servers give mapped addresses, too, and a connection to one goes to the IPv4 address. */
    private static InetAddress unmapped(InetAddress address) {
        try {
            // Reads a mapped one as what it stands for.
            return address instanceof Inet6Address ? InetAddress.getByAddress(address.getAddress()) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + bits;
    }

    private static InetAddress address(String text, String host) {
        // Only what is an address by its letters: a name would be looked up.
        if (!host.matches("[0-9a-fA-F.:]+") || host.startsWith("[")) {
            throw wrong(text);
        }
        try {
            Address read = Address.parse(host.contains(":") ? "[" + host + "]" : host);
            if (read instanceof Address.Literal literal) {
                return literal.ip();
            }
        } catch (IllegalArgumentException e) {
            throw wrong(text);
        }
        throw wrong(text);
    }

    private static InetAddress network(InetAddress address, int bits) {
        byte[] bytes = address.getAddress();
        int all = bytes.length * Byte.SIZE;
        BigInteger value = new BigInteger(1, bytes).shiftRight(all - bits).shiftLeft(all - bits);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = value.shiftRight(all - Byte.SIZE * (i + 1)).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "'" + Printable.of(text) + "' is no address range: write 203.0.113.0/24 or 2001:db8::/32");
    }
}
