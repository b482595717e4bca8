package dev.originpull.agent.cli.render;

import dev.originpull.agent.config.Printable;
import java.util.ArrayList;
import java.util.List;

/** Text in lines of a given width. */
final class Wrapped {
    private Wrapped() {}

    /**
     * Breaks at spaces, and where the text itself does; a longer word stands on a line of its own, uncut, so that it can be
     * copied. Whatever else could move a cursor is replaced.
     *
     * @return at least one line
     */
    static List<String> lines(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            wrap(Printable.whole(paragraph.stripTrailing()), width, lines);
        }
        return lines;
    }

    private static void wrap(String paragraph, int width, List<String> lines) {
        StringBuilder line = new StringBuilder(paragraph.length());
        int indent = paragraph.length() - paragraph.stripLeading().length();
        line.append(paragraph, 0, indent);
        boolean fresh = true;
        for (String word : paragraph.substring(indent).split(" +", -1)) {
            if (!fresh && length(line) + 1 + length(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
                fresh = true;
            }
            if (!fresh) {
                line.append(' ');
            }
            line.append(word);
            fresh = false;
        }
        lines.add(line.toString());
    }

    /** How many columns a text takes, as far as one character is one column. */
    static int length(CharSequence text) {
        return Character.codePointCount(text, 0, text.length());
    }

    /** The text with spaces behind it up to the width, or cut to it with an ellipsis. */
    static String fit(String text, int width) {
        int length = length(text);
        if (length > width) {
            return text.substring(0, text.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
        }
        return text + " ".repeat(width - length);
    }
}
