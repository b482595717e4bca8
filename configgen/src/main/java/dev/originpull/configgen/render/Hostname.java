package dev.originpull.configgen.render;

import dev.originpull.configgen.catalog.InvalidValueException;
import dev.originpull.configgen.catalog.Unprintable;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A DNS name in lower case and ASCII (A-labels, RFC 5890), perhaps with {@code *.} in front. Letters, digits, hyphens
 * and dots only, so it needs no quoting anywhere.
 */
public record Hostname(String name) {
    private static final int MAX_LENGTH = 253;
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    public Hostname {
        if (!isName(name.startsWith("*.") ? name.substring(2) : name)) {
            throw new IllegalArgumentException("not a checked hostname: use Hostname.parse");
        }
    }

    /** Takes Unicode names too, and a dot at the end. Refuses what is no DNS name, and addresses. */
    public static Hostname parse(String text) throws InvalidValueException {
        boolean wildcard = text.startsWith("*.");
        String wanted = wildcard ? text.substring(2) : text;
        if (wanted.endsWith(".")) {
            wanted = wanted.substring(0, wanted.length() - 1);
        }
        String name;
        try {
            name = IDN.toASCII(wanted, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw refused(text);
        }
        if (!isName(name)) {
            throw refused(text);
        }
        return new Hostname(wildcard ? "*." + name : name);
    }

    /** Whether it stands for every name one label longer. */
    public boolean isWildcard() {
        return name.startsWith("*.");
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean isName(String name) {
        return name.length() <= MAX_LENGTH
                && LABELS.matcher(name).matches()
                && !NUMBERS.matcher(name).matches();
    }

    private static InvalidValueException refused(String text) {
        return new InvalidValueException("'" + Unprintable.shown(text)
                + "' is no hostname: give a DNS name, as in app.example.com or *.example.com");
    }
}
