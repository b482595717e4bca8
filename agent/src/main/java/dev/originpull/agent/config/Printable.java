package dev.originpull.agent.config;

/** Makes text from outside safe to show: what an origin or a file says must not move a cursor or forge a line. */
public final class Printable {
    private static final int MAX_LENGTH = 200;

    private Printable() {}

    /** The text with control and format characters replaced by U+FFFD, cut to 200 characters. */
    public static String of(String text) {
        String shown = whole(text.substring(0, text.offsetByCodePoints(0, Math.min(MAX_LENGTH, codePoints(text)))));
        return codePoints(text) > MAX_LENGTH ? shown + "…" : shown;
    }

    /** The text with control and format characters replaced by U+FFFD, however long. */
    public static String whole(String text) {
        if (text.codePoints().allMatch(Printable::isHarmless)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(isHarmless(c) ? c : 0xFFFD));
        return shown.toString();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }

    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
