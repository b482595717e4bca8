package dev.originpull.configgen.install;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * A place in a file where text goes, or is taken away; a character for each byte.
 *
 * @param at in bytes from the start of the file as it is before
 * @param removed how many bytes go
 * @param inserted what comes in their place
 */
record Splice(int at, int removed, String inserted) {
    /** Takes away a whole directive, and its line where nothing else is in it. */
    static Splice without(String text, int start, int end) {
        int lineStart = text.lastIndexOf('\n', start - 1) + 1;
        int feed = text.indexOf('\n', end);
        int lineEnd = feed < 0 ? text.length() : feed + 1;
        if (text.substring(lineStart, start).isBlank()
                && text.substring(end, lineEnd).isBlank()) {
            return new Splice(lineStart, lineEnd - lineStart, "");
        }
        int next = end;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
            next++;
        }
        return new Splice(start, next - start, "");
    }

    /** The file with all of them made, none of which may overlap another. */
    static Bytes apply(Bytes file, List<Splice> splices) {
        StringBuilder text = new StringBuilder(file.text());
        splices.stream()
                // From the last to the first, so that the places of the others stay true.
                .sorted(Comparator.comparingInt(Splice::at).reversed())
                .forEach(splice -> text.replace(splice.at, splice.at + splice.removed, splice.inserted));
        return Bytes.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
