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
            throw new IllegalArgumentException("not a hostname: '" + Printable.of(name) + "': " + why(name));
        }
    }

    /** What keeps it from being one, for who wrote it. */
    private static String why(String name) {
        if (name.isEmpty()) {
            return "it is empty";
        }
        if (name.contains("://")) {
            return "leave the scheme (" + Printable.of(name.substring(0, name.indexOf("://") + 3)) + ") out";
        }
        if (name.contains("/")) {
            return "leave the path out: write the name alone";
        }
        if (name.matches("[^:]*:[0-9]*")) {
            return "leave the port out: it belongs to the address";
        }
        if (name.contains(":") || NUMERIC_END.matcher(name).matches()) {
            return "it looks like an IP address: write the DNS name that the origin serves";
        }
        if (name.startsWith("*")) {
            return "a wildcard names no host: write one of the names that it covers";
        }
        if (name.contains("_")) {
            return "a hostname has no underscore (RFC 1123)";
        }
        if (name.contains("..") || name.startsWith(".")) {
            return "a label between the dots is empty";
        }
        if (name.length() > MAX_LENGTH) {
            return "it is longer than " + MAX_LENGTH + " characters";
        }
        for (String label : name.split("\\.", -1)) {
            if (label.length() > 63) {
                return "the label '" + Printable.of(label.substring(0, 20)) + "…' is longer than 63 characters";
            }
            if (label.startsWith("-") || label.endsWith("-")) {
                return "the label '" + Printable.of(label) + "' begins or ends with a hyphen";
            }
        }
        return "a hostname has letters, digits, hyphens and dots only";
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
            throw new IllegalArgumentException("not a hostname: '" + Printable.of(text) + "': " + why(name), e);
        }
        return new Hostname(ascii.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name;
    }
}
