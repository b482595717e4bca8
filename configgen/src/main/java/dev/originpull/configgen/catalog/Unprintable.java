package dev.originpull.configgen.catalog;

import java.util.Locale;
import java.util.OptionalInt;

/**
 * Characters that have no place in a configuration file: controls, line and paragraph separators, lone surrogates
 * (no UTF-8 exists for them), and the marks that reverse the direction of text and so make a line read as something
 * that it is not.
 */
public final class Unprintable {
    private Unprintable() {}

    /** Where the first such character stands, as an index into {@code text}. */
    public static OptionalInt in(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (is(text.codePointAt(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** {@code text} on one line and in at most 200 characters, such characters written as {@code <U+000A>}. */
    public static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(200).forEach(c -> shown.append(is(c) ? "<" + named(c) + ">" : Character.toString(c)));
        return text.codePointCount(0, text.length()) > 200 ? shown.append('…').toString() : shown.toString();
    }

    /** {@code U+000A}. */
    public static String named(int codePoint) {
        return String.format(Locale.ROOT, "U+%04X", codePoint);
    }

    private static boolean is(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        };
    }
}
