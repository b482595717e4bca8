package dev.originpull.configgen.install;

import dev.originpull.configgen.locate.Block;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Our line in a user's file, put in and taken out byte by byte: whatever the encoding and the line ends are, the rest stays.
 *
 * @param line the line without indentation and end; the comment that ends it, where it has one, may grow
 */
public record Hook(String line) {
    /** Stands behind the line where a line of the user's was broken in two for it, and is put together again afterwards. */
    private static final String BROKEN = ", in a line that was broken for it";

    private static final String APACHE_CLOSING = "</VirtualHost";
    private static final String STEP = "    ";

    public Hook {
        if (line.isBlank() || !line.equals(line.strip()) || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a hook is one line, without indentation and end");
        }
    }

    /**
     * The file with the line before the end of each block; in blocks that are {@link Block#hooked()} it is already.
     *
     * @throws IllegalArgumentException where a block does not end where it says, as in a file that changed meanwhile
     */
    public Bytes into(Bytes file, List<Block> blocks) {
        return Splice.apply(file, splices(file, blocks));
    }

    /** As {@link #into}, to be made along with others. */
    List<Splice> splices(Bytes file, List<Block> blocks) {
        StringBuilder text = new StringBuilder(file.text());
        return blocks.stream()
                .filter(block -> !block.hooked())
                .map(Block::closing)
                .distinct()
                .map(closing -> before(text, closing))
                .toList();
    }

    /**
     * The line as the first one of the block that opens there.
     *
     * @param opening where the opening brace is, in bytes from the start of the file
     * @throws IllegalArgumentException if there is none, as in a file that changed meanwhile
     */
    Splice after(Bytes file, int opening) {
        StringBuilder text = new StringBuilder(file.text());
        if (!isAt(text, opening, "{")) {
            throw new IllegalArgumentException("no block begins at byte " + opening + ": the file is another");
        }
        int start = text.lastIndexOf("\n", opening) + 1;
        int feed = text.indexOf("\n", opening);
        String rest =
                text.substring(opening + 1, feed < 0 ? text.length() : feed).strip();
        String lineEnd = usualLineEnd(text, start);
        String indent = blanks(text.substring(start, opening)) + STEP;
        return feed >= 0 && (rest.isEmpty() || rest.startsWith("#"))
                ? new Splice(feed + 1, 0, indent + inBytes(line) + lineEnd(text, feed + 1))
                : new Splice(opening + 1, 0, lineEnd + indent + inBytes(line + BROKEN) + lineEnd);
    }

    /** The file without the line, wherever it stands: what it was before {@link #into}, to the byte. */
    public Bytes outOf(Bytes file) {
        return outOf(file, List.of());
    }

    /**
     * The file with other text in the line's place.
     *
     * @param instead for each of its places in their order, lines separated by a newline; empty for nothing
     */
    Bytes outOf(Bytes file, List<String> instead) {
        StringBuilder text = new StringBuilder(file.text());
        int left = instead.size();
        // From the last to the first, as they were put in the other way round.
        int end = text.length();
        while (end > 0) {
            int start = text.lastIndexOf("\n", end - 2) + 1;
            String whole = text.substring(start, end);
            String found = whole.strip();
            if (isHook(found)) {
                String lineEnd = lineEnd(text, end);
                boolean broken = found.length() > inBytes(line).length();
                boolean joins = broken && start >= lineEnd.length() && endsWith(text, start, lineEnd);
                start -= joins ? lineEnd.length() : 0;
                String other = left > 0 ? inBytes(instead.get(--left)) : "";
                text.replace(start, end, joins ? other.replace('\n', ' ') : lines(other, blanks(whole), lineEnd));
            }
            end = start;
        }
        return bytes(text);
    }

    private static String lines(String text, String indent, String lineEnd) {
        return text.isEmpty() ? "" : indent + text.replace("\n", lineEnd + indent) + lineEnd;
    }

    /** In how many places the line stands in the file. */
    int times(Bytes file) {
        return (int) file.text().lines().map(String::strip).filter(this::isHook).count();
    }

    /** Whether the line stands in the file. */
    public boolean isIn(Bytes file) {
        return file.text().lines().map(String::strip).anyMatch(this::isHook);
    }

    private boolean isHook(String stripped) {
        return stripped.equals(inBytes(line)) || stripped.equals(inBytes(line + BROKEN));
    }

    private Splice before(StringBuilder text, int closing) {
        boolean apache = isAt(text, closing, APACHE_CLOSING);
        if (!apache && !isAt(text, closing, "}")) {
            throw new IllegalArgumentException("no block ends at byte " + closing + ": the file is another");
        }
        int start = text.lastIndexOf("\n", closing) + 1;
        String indent = text.substring(start, closing);
        String lineEnd = usualLineEnd(text, start);
        if (indent.chars().allMatch(c -> c == ' ' || c == '\t')) {
            return new Splice(start, 0, deeper(text, start, indent) + inBytes(line) + lineEnd);
        } else if (apache || line.indexOf('#') < 0) {
            throw new IllegalArgumentException("the block's end at byte " + closing + " has to begin its line");
        } else {
            String outer =
                    indent.substring(0, indent.length() - indent.stripLeading().length());
            return new Splice(closing, 0, lineEnd + outer + STEP + inBytes(line + BROKEN) + lineEnd);
        }
    }

    /** The indentation of what stands in the block already, or a step more than the block's end has. */
    private static String deeper(StringBuilder text, int start, String indent) {
        int end = start;
        while (end > 0) {
            int before = text.lastIndexOf("\n", end - 2) + 1;
            String above = text.substring(before, end);
            if (!above.isBlank()) {
                String theirs = blanks(above);
                boolean isDeeper = theirs.startsWith(indent) && theirs.length() > indent.length();
                return isDeeper ? theirs : indent + (indent.indexOf('\t') >= 0 ? "\t" : STEP);
            }
            end = before;
        }
        return indent + STEP;
    }

    private static String blanks(String line) {
        int end = 0;
        while (end < line.length() && (line.charAt(end) == ' ' || line.charAt(end) == '\t')) {
            end++;
        }
        return line.substring(0, end);
    }

    /** How the line before ends, or the first one. */
    private static String usualLineEnd(StringBuilder text, int start) {
        return lineEnd(text, start > 0 ? start : text.indexOf("\n") + 1);
    }

    private static String lineEnd(StringBuilder text, int end) {
        return end > 1 && text.charAt(end - 1) == '\n' && text.charAt(end - 2) == '\r' ? "\r\n" : "\n";
    }

    private static boolean endsWith(StringBuilder text, int end, String what) {
        return text.substring(end - what.length(), end).equals(what);
    }

    private static boolean isAt(StringBuilder text, int place, String token) {
        return place >= 0
                && place + token.length() <= text.length()
                && text.substring(place, place + token.length()).equalsIgnoreCase(token);
    }

    private static String inBytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static Bytes bytes(StringBuilder text) {
        return Bytes.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
