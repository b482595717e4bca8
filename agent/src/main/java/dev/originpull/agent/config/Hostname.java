package dev.originpull.agent.config;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DNS hostname as TLS and HTTP carry it: lower case, A-labels (RFC 5890), no trailing dot.
 *
 * @param name 1 to 253 characters of letters, digits, hyphens and dots, the last label no number (RFC 1123, 2.1)
 */
public record Hostname(String name) {
    private static final Pattern LABELS = Pattern.compile("(?!-)[a-z0-9-]{1,63}(?<!-)(\\.(?!-)[a-z0-9-]{1,63}(?<!-))*");
    /** A name whose last label is a number would be an IPv4 address to other programs. */
    private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?[0-9]+");

    private static final int MAX_LENGTH = 253;

    public Hostname {
        if (name.length() > MAX_LENGTH
                || !LABELS.matcher(name).matches()
                || NUMERIC_END.matcher(name).matches()) {
            throw new IllegalArgumentException("not a hostname: '" + Printable.of(name) + "'");
        }
    }

    /**
     * Reads what a person writes: any case, a trailing dot, international characters (IDNA 2003, as the JDK has it).
     *
     * @throws IllegalArgumentException with one printable line when this is no hostname
     */
    public static Hostname parse(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String ascii;
        try {
            ascii = IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a hostname: '" + Printable.of(text) + "'", e);
        }
        return new Hostname(ascii.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name;
    }
}
